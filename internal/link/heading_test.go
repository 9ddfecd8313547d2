package link_test

import (
	"strings"
	"testing"
)

// Headings are shown as readers see them, wherever they are shown: with the
// titles of what they link to.
func TestHeadingsShowTitles(t *testing.T) {
	s := newSite(t, map[string]string{
		"glossary/is-k.md":  "---\n{title: IS-K, category: group, definition: D.}\n---\n",
		"glossary/draft.md": "---\n{title: Draft, category: group, definition: D., draft: true}\n---\n",
		"explainers/e.md": "---\ntitle: E\n---\n\n## What does [[is-k]] want?\n\nA.\n\n## See [[#what-does-is-k-want|that]], [[#Fünf]]\n\nB.\n\n" +
			"## Fünf & [[draft]]\n\nC.\n\n## *[[e]]* or [[#See that, Fünf]]?\n\nD.\n",
		"articles/page.md": "---\ntitle: Page\n---\n\n[[e#what-does-is-k-want]], [[e#Fünf & draft]]\n\n![[e#what-does-is-k-want]]\n\n## Of [[is-k]]\n\nThe [[is-k|group]].\n",
	})
	e, page := s.resolve(t, "explainers/e.md"), s.resolve(t, "articles/page.md")
	for i, want := range []string{"What does IS-K want?", "See that, Fünf", "Fünf & draft", "E or See that, Fünf?"} {
		if got := e.Heading(i); got != want {
			t.Errorf("%q is not %q", got, want)
		}
	}
	if e.Page.Doc.Body.Headings[0].ID != "what-does-is-k-want" {
		t.Errorf("the id is %q", e.Page.Doc.Body.Headings[0].ID)
	}
	for _, want := range []string{
		`#what-does-is-k-want">What does IS-K want?</a>`, `>Fünf &amp; draft</a>`, `aria-label="What does IS-K want?"`,
	} {
		if !strings.Contains(prose(page), want) {
			t.Errorf("%s is missing in:\n%s", want, prose(page))
		}
	}
	graph := s.graph(t)
	for _, p := range s.names.Terms {
		if p.Slug != "is-k" {
			continue
		}
		mentions, _ := graph.Mentions(p, 10)
		var sections []string
		for _, m := range mentions {
			sections = append(sections, m.Section)
		}
		if got := strings.Join(sections, "; "); got != "What does IS-K want?; Of IS-K" {
			t.Errorf("sections: %s", got)
		}
	}
}
