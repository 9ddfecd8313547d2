package link_test

import (
	"strings"
	"testing"

	"gloss/internal/link"
)

func diagsOf(r *link.Resolved, code string) (places []int) {
	for _, d := range r.Diags {
		if d.Code.ID == code {
			places = append(places, d.Start)
		}
	}
	return places
}

// What a page draws in from others is bounded by its own size: an embed of
// 200,000 bytes fits five times into a megabyte and twenty times 3,400 bytes.
func TestEmbedsAreBounded(t *testing.T) {
	page := "---\ntitle: Page\n---\n\n" + strings.Repeat("![[e#Q]]\n\n", 340)
	s := newSite(t, map[string]string{
		"explainers/e.md":  "---\ntitle: E\n---\n\n## Q\n\n" + strings.Repeat("word ", 40_000) + "\n",
		"articles/page.md": page,
	})
	r := s.resolve(t, "articles/page.md")
	out := prose(r)
	if n := strings.Count(out, `<aside class="embed"`); n != 5 {
		t.Errorf("%d embeds in %d bytes", n, len(out))
	}
	sixth := strings.Index(page, "![[") + 5*len("![[e#Q]]\n\n")
	if at := diagsOf(r, "L108"); len(at) != 1 || at[0] != sixth {
		t.Errorf("reported at %v, not %d", at, sixth)
	}
}

// Titles count too, in the text and in the copies of it: of 100 titles of 50,030
// bytes with their tags, 21 fit into a megabyte and twenty times 2,538 bytes.
func TestTitlesAreBounded(t *testing.T) {
	s := newSite(t, map[string]string{
		"articles/long.md": "---\ntitle: " + strings.Repeat("t", 50_000) + "\n---\n",
		"explainers/e.md":  "---\ntitle: E\nsummary: \"" + strings.Repeat("[[long]] ", 100) + "\"\n---\n\n## Q\n\n" + strings.Repeat("[[long]] and on ", 100) + "\n",
	})
	if len(s.diags) > 0 {
		t.Fatal(s.diags[0].Message)
	}
	r := s.resolve(t, "explainers/e.md")
	if n := strings.Count(prose(r), "tttt</a>"); n != 21 {
		t.Errorf("%d titles", n)
	}
	if len(r.Summary) > 10_000 || len(r.Answers[0]) > 1_100_000 {
		t.Errorf("%d and %d bytes", len(r.Summary), len(r.Answers[0]))
	}
	if at := diagsOf(r, "L108"); len(at) != 1 {
		t.Errorf("reported at %v", at)
	}
	if !strings.Contains(prose(r), "long and on") {
		t.Error("the words of a link that is left out are gone")
	}
}

// A heading of names is bounded as the text is, wherever it is shown: of 100
// titles of 50,000 bytes the 21 that fit, and under a mention its beginning.
func TestHeadingsAreBounded(t *testing.T) {
	s := newSite(t, map[string]string{
		"articles/long.md":   "---\ntitle: " + strings.Repeat("t", 50_000) + "\n---\n",
		"articles/target.md": "---\ntitle: Target\n---\n",
		"articles/page.md":   "---\ntitle: Page\n---\n\n## " + strings.Repeat("[[long]] ", 100) + "\n",
		"articles/other.md":  "---\ntitle: Other\n---\n\n## " + strings.Repeat("word ", 1_000) + "\n\n[[target]]\n",
	})
	if n := len(s.resolve(t, "articles/page.md").Heading(0)); n > 1_100_000 || n < 1_000_000 {
		t.Errorf("%d bytes", n)
	}
	graph := s.graph(t)
	for _, p := range s.names.Pages {
		if mentions, _ := graph.Mentions(p, 5); p.Slug == "target" && (len(mentions) != 1 || len(mentions[0].Section) > 300) {
			t.Errorf("%d mentions", len(mentions))
		}
	}
}
