package build

import (
	"testing"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
)

// TestFoundKeepsWhatIsRemembered: what a page was found to have stays as it is,
// though it holds one problem twice and out of order.
func TestFoundKeepsWhatIsRemembered(t *testing.T) {
	at := func(start int) diag.Diagnostic {
		return diag.New(codeStatic, diag.Place{Path: "content/a.md", Span: diag.Span{Start: start, End: start + 1}}, "so")
	}
	held := []diag.Diagnostic{at(9), at(2), at(2)}
	page := &link.Page{Doc: &content.Document{}}
	for range 2 {
		if got := New(Options{}).found(page, held); len(got) != 2 || got[0].Start != 2 || got[1].Start != 9 {
			t.Fatalf("%+v", got)
		}
		if held[0].Start != 9 || held[1].Start != 2 || held[2].Start != 2 || held[2].Code == nil {
			t.Fatalf("what was held is %+v", held)
		}
	}
}
