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

// Titles count too, in the text and in the copies of it: with its tags a title
// of 300 bytes takes 330.
func TestTitlesAreBounded(t *testing.T) {
	page := "---\ntitle: E\n---\n\n## Q\n\n" + strings.Repeat(strings.Repeat("[[long]] ", 100)+"\n\n", 100) + "[[long]] and on\n"
	s := newSite(t, map[string]string{
		"articles/long.md": "---\ntitle: " + strings.Repeat("t", 300) + "\n---\n",
		"explainers/e.md":  page,
	})
	if len(s.diags) > 0 {
		t.Fatal(s.diags[0].Message)
	}
	limit := 20*len(page) + 1_000_000
	r := s.resolve(t, "explainers/e.md")
	if n := strings.Count(prose(r), "tttt</a>"); n != limit/330 {
		t.Errorf("%d titles, not %d", n, limit/330)
	}
	if n := strings.Count(string(r.Answers[0]), "tttt</a>"); n != 100 {
		t.Errorf("%d titles in the copy", n)
	}
	if at := diagsOf(r, "L108"); len(at) != 1 {
		t.Errorf("reported at %v", at)
	}
	if !strings.Contains(prose(r), "long and on") {
		t.Error("the words of a link that is left out are gone")
	}
}

// A heading of names shows the titles, and under a mention its beginning.
func TestHeadingsAreBounded(t *testing.T) {
	s := newSite(t, map[string]string{
		"articles/long.md":   "---\ntitle: " + strings.Repeat("t", 300) + "\n---\n",
		"articles/target.md": "---\ntitle: Target\n---\n",
		"articles/page.md":   "---\ntitle: Page\n---\n\n## " + strings.Repeat("[[long]] ", 30) + "\n\n[[target]]\n",
	})
	if n := len(s.resolve(t, "articles/page.md").Heading(0)); n != 30*301-1 {
		t.Errorf("%d bytes", n)
	}
	graph := s.graph(t)
	for _, p := range s.names.Pages {
		if mentions, _ := graph.Mentions(p, 5); p.Slug == "target" && (len(mentions) != 1 || len(mentions[0].Section) > 300) {
			t.Errorf("%d mentions", len(mentions))
		}
	}
}
