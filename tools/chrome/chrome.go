// Package chrome drives Chromium for the tests and tools of this module: one
// browser for all of them (Start), and a tab that notes what goes wrong in it
// (Tab).
package chrome

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// ErrNone is the lack of a browser.
var ErrNone = errors.New("there is no chromium on PATH")

// Start starts Debian's Chromium without a window. All tabs are opened from the
// context, and stop ends them with the browser.
func Start(parent context.Context) (ctx context.Context, stop func(), err error) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return nil, nil, ErrNone
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // as root, on pages of our own
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.WindowSize(1280, 900))
	ctx, end := chromedp.NewExecAllocator(parent, options...)
	ctx, cancel := chromedp.NewContext(ctx)
	stop = func() { cancel(); end() }
	if err := chromedp.Do(ctx); err != nil { // start it once, for all tabs
		stop()
		return nil, nil, fmt.Errorf("chromium does not start: %w", err)
	}
	return ctx, stop, nil
}

// Skip leaves a test out for want of something, and says so; with GLOSS_NO_SKIP
// it fails instead.
func Skip(t testing.TB, want string) {
	t.Helper()
	if os.Getenv("GLOSS_NO_SKIP") != "" {
		t.Fatal(want)
	}
	t.Skip("SKIPPED: " + want + ", so nothing was tried in a browser")
}
