package link_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gloss/internal/link"
)

// build is all that linking does for a site.
func (s *site) build(t *testing.T) {
	graph := s.graph(t)
	suggest := link.NewSuggester(s.names)
	suggest.CheckSite()
	for _, r := range graph.Resolved {
		if r != nil {
			suggest.Diags(r)
			graph.Mentions(r.Page, 20)
		}
	}
}

// What one page says a great many times is looked up a great many times, not
// compared with all there is each time.
func TestCostIsLinear(t *testing.T) {
	headings, links, wrong := "", "", ""
	for i := range 5_000 {
		headings += fmt.Sprintf("## Question number %d\n\n", i)
		links += fmt.Sprintf("[[e#question number %d]]\n\n![[e#Question number %d]]\n\n", i, i)
		wrong += fmt.Sprintf("[[e#Qestion nmber %d]]\n\n", i)
	}
	unknown := "[" + strings.Repeat("nobody of this name, ", 2_999) + "nobody of this name]"
	pages := func(title string, extra map[string]string) map[string]string {
		for i := range 2_000 {
			name := title
			if strings.Contains(title, "%d") {
				name = fmt.Sprintf(title, i)
			}
			extra[fmt.Sprintf("glossary/page-%d.md", i)] = "---\n{title: " + name + ", category: group, definition: D., link: never}\n---\n"
		}
		return extra
	}
	pictures := pages("Somebody of the name %d", map[string]string{"articles/a/index.md": "---\ntitle: A\n---\n\n" + strings.Repeat("![x](pictur-xyz.png) ", 3_000)})
	for i := range 2_000 {
		pictures[fmt.Sprintf("articles/a/picture-%d.png", i)] = "x"
	}
	for name, files := range map[string]map[string]string{
		"links to headings":       {"explainers/e.md": "---\ntitle: E\n---\n\n" + headings, "articles/a.md": "---\ntitle: A\n---\n\n" + links},
		"links to no heading":     {"explainers/e.md": "---\ntitle: E\n---\n\n" + headings, "articles/a.md": "---\ntitle: A\n---\n\n" + wrong},
		"unknown terms in fields": pages("Somebody of the name %d", map[string]string{"glossary/t.md": "---\n{title: T, category: group, definition: D., related: " + unknown + "}\n---\n"}),
		"unknown terms to skip":   pages("Somebody of the name %d", map[string]string{"articles/a.md": "---\ntitle: A\nautolink: {skip: " + unknown + "}\n---\n"}),
		"unknown pages":           pages("Somebody of the name %d", map[string]string{"articles/a.md": "---\ntitle: A\n---\n\n" + strings.Repeat("[[nobody of this name]]\n\n", 20_000)}),
		"missing pictures":        pictures,
		"a name that all have":    pages("Shared", map[string]string{"articles/a.md": "---\ntitle: A\n---\n\n" + strings.Repeat("[[Shared]] [[shared]]\n\n", 5_000)}),
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, files)
			for _, d := range s.diags {
				if d.Code.ID[0] == 'M' && d.Code.ID != "M109" || d.Code.ID[0] == 'F' {
					t.Fatalf("the site is not what it is meant to be: %s", d.Message)
				}
			}
			start := time.Now()
			s.build(t)
			if took := time.Since(start); took > 4*time.Second {
				t.Errorf("%v", took)
			} else {
				t.Logf("%v", took)
			}
		})
	}
}
