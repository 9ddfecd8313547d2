package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// Citations have the numbers, so footnotes have letters; their addresses stay
// numbers.
func TestFootnotesHaveLetters(t *testing.T) {
	var text, notes strings.Builder
	for i := range 28 {
		fmt.Fprintf(&text, "w[^n%d] ", i)
		fmt.Fprintf(&notes, "\n[^n%d]: Note.\n", i)
	}
	body, _ := parseBody(t, text.String()+"\n"+notes.String())
	for number, letter := range map[int]string{1: "a", 2: "b", 26: "z", 27: "aa", 28: "ab"} {
		want := fmt.Sprintf(`<a id="fnref-%d" href="#fn-%[1]d" role="doc-noteref" aria-label="Footnote %s">%[2]s</a>`, number, letter)
		if !strings.Contains(body, want) {
			t.Errorf("footnote %d: there is no %s", number, want)
		}
	}
}
