package link_test

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gloss/internal/link"
)

// build is all that linking does for a site; it gives how many problems there are.
func (s *site) build(t testing.TB) (problems int) {
	graph := s.graph(t)
	suggest := link.NewSuggester(s.names)
	suggest.CheckSite()
	for _, r := range graph.Resolved {
		if r != nil {
			problems += len(suggest.Diags(r))
			graph.Mentions(r.Page, 20)
		}
	}
	return problems
}

// costly is a site that says one thing many times, to as many others.
type costly struct {
	files    map[string]string
	problems int
}

// costlySites has sites of n pages, headings or pictures that are named n times.
// What nothing is named is like no name, so that no comparison gets far enough to
// allocate, and long enough to spend what a Suggester has.
func costlySites(n int) map[string]costly {
	unknown := strings.Repeat("z", 50)
	var headings, links strings.Builder
	for i := range n {
		fmt.Fprintf(&headings, "## Question number %d\n\n", i)
		fmt.Fprintf(&links, "[[e#question number %d]]\n\n![[e#Question number %d]]\n\n", i, i)
	}
	explainer := func(article string) map[string]string {
		return map[string]string{"explainers/e.md": "---\ntitle: E\n---\n\n" + headings.String(), "articles/a.md": "---\ntitle: A\n---\n\n" + article}
	}
	pages := func(title, path, text string) map[string]string {
		files := map[string]string{path: text}
		for i := range n {
			files[fmt.Sprintf("glossary/page-%d.md", i)] = "---\n{title: " + strings.ReplaceAll(title, "N", fmt.Sprint(i)) + ", category: group, definition: D., link: never}\n---\n"
		}
		return files
	}
	pictures := map[string]string{"articles/a/index.md": "---\ntitle: A\n---\n\n" + strings.Repeat("![x]("+unknown+".png)\n\n", n)}
	for i := range n {
		pictures[fmt.Sprintf("articles/a/picture-%d.png", i)] = "x"
	}
	list := "[" + strings.Repeat("zzzzzzzz, ", n-1) + "zzzzzzzz]" // front matter is bounded
	return map[string]costly{
		"links to headings":       {explainer(links.String()), 0},
		"links to no heading":     {explainer(strings.Repeat("[[e#"+unknown+"]]\n\n", n)), n},
		"unknown terms in fields": {pages("Page N", "glossary/t.md", "---\n{title: T, category: group, definition: D., related: "+list+"}\n---\n"), n},
		"unknown terms to skip":   {pages("Page N", "articles/a.md", "---\ntitle: A\nautolink: {skip: "+list+"}\n---\n"), n},
		"unknown pages":           {pages("Page N", "articles/a.md", "---\ntitle: A\n---\n\n"+strings.Repeat("[["+unknown+"]]\n\n", n)), n},
		"missing pictures":        {pictures, n},
		"a name that all have":    {pages("Shared", "articles/a.md", "---\ntitle: A\n---\n\n"+strings.Repeat("[[Shared]] [[shared]]\n\n", n)), 2 * n},
	}
}

// site checks that it is what it is meant to be.
func (c costly) site(t testing.TB) *site {
	t.Helper()
	s := newSite(t, c.files)
	for _, d := range s.diags {
		if d.Code.ID[0] == 'M' && d.Code.ID != "M109" || d.Code.ID[0] == 'F' {
			t.Fatalf("%s: %s", d.Code.ID, d.Message)
		}
	}
	if n := s.build(t); n != c.problems {
		t.Fatalf("%d problems, not %d", n, c.problems)
	}
	return s
}

// What one page says a great many times is looked up a great many times, not
// compared with all there is each time: four times the site allocates about four
// times as much.
func TestCostIsLinear(t *testing.T) {
	const n = 100
	allocated := func(t *testing.T, c costly) float64 {
		var before, after runtime.MemStats
		s := c.site(t)
		runtime.ReadMemStats(&before)
		s.build(t)
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	large := costlySites(4 * n)
	for name, small := range costlySites(n) {
		t.Run(name, func(t *testing.T) {
			if a, b := allocated(t, small), allocated(t, large[name]); b > 5*a {
				t.Errorf("%.0f bytes become %.0f, %.1f times as much", a, b, b/a)
			} else {
				t.Logf("%.2f times", b/a)
			}
		})
	}
}

// BenchmarkGrowth sees what allocates nothing too: growth is 1 where four times
// the site takes four times as long, and 4 where that is squared.
func BenchmarkGrowth(b *testing.B) {
	const n = 1_000
	small, large := costlySites(n), costlySites(4*n)
	for _, name := range slices.Sorted(maps.Keys(small)) {
		var before float64
		for _, c := range []struct {
			n int
			costly
		}{{n, small[name]}, {4 * n, large[name]}} {
			b.Run(fmt.Sprintf("%s/n=%d", name, c.n), func(b *testing.B) {
				s := c.site(b)
				for b.Loop() {
					s.build(b)
				}
				took := float64(b.Elapsed()) / float64(b.N)
				if before > 0 {
					b.ReportMetric(took/before/4, "growth")
				}
				before = took
			})
		}
	}
}
