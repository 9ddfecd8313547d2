package sitetest_test

import (
	"fmt"
	"slices"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// usedBy is a site whose term is used on n articles and by one explainer, in
// passing in half of the articles' later sections.
func usedBy(n int) sitetest.Files {
	files := sitetest.Files{
		"content/glossary/taliban.md": "---\n{title: Taliban, category: group, definition: The movement.}\n---\n",
		"content/explainers/e.md":     "---\ntitle: E\n---\n\n## Who?\n\nThe Taliban are a movement.\n",
	}
	for i := range n {
		text := fmt.Sprintf("---\ntitle: A %d\n---\n\nThe Taliban of %d.\n", i, i)
		if i%2 == 0 {
			text += "\n## Later\n\nThe Taliban once more.\n"
		}
		files[fmt.Sprintf("content/articles/a%02d.md", i)] = text
	}
	return files
}

// A term's page shows a screenful at once, folds away some, and counts the rest;
// each shown place has its sentence.
func TestWhereATermMatters(t *testing.T) {
	for _, c := range []struct{ articles, open, folded, rest int }{
		{2, 4, 0, 0},    // 1 + 2 + 1 in passing
		{4, 6, 1, 0},    // 1 + 4 + 2
		{40, 6, 30, 25}, // 1 + 40 + 20
	} {
		r := sitetest.Build(t, usedBy(c.articles).Snapshot(), sitetest.Moment(t, "2026-11-15"), build.Options{})
		for _, f := range r.Faults() {
			t.Error(f)
		}
		section := r.Page(t, "/glossary/taliban/").Find("section#backlinks")
		if n := section.ChildrenFiltered("ul").Find("li").Length(); n != c.open {
			t.Errorf("%d articles: %d places at once, want %d", c.articles, n, c.open)
		}
		if n := section.Find("details li").Length(); n != c.folded {
			t.Errorf("%d articles: %d folded away, want %d", c.articles, n, c.folded)
		}
		want := ""
		if c.rest > 0 {
			want = fmt.Sprintf("And in %d more places.", c.rest)
		}
		if got := sitetest.Text(section.Find("p.more-uses")); got != want {
			t.Errorf("%d articles: %q, want %q", c.articles, got, want)
		}
		var groups []string
		for _, h := range section.ChildrenFiltered("h3").EachIter() {
			groups = append(groups, sitetest.Text(h))
		}
		if !slices.Equal(groups, []string{"In explainers", "In articles"}) {
			t.Errorf("%d articles: the groups are %v", c.articles, groups)
		}
	}
}
