package preview_test

import "testing"

// TestInTheBrowser says where the browser's side is tested: chromedp is no
// dependency of this module.
func TestInTheBrowser(t *testing.T) {
	t.Skip("SKIPPED here: .ci/run tries the script in Chromium; so does  go test -C tools ./browser")
}
