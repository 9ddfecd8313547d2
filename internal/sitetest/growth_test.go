package sitetest_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// mills are pages among which edits are made. The rest of the site has none of
// their words.
func mills() sitetest.Files {
	return sitetest.Files{
		"content/sources/miller-1990.md": "---\ntitle: On mills\nissued: 1990\n---\n",
		"content/glossary/windmill.md":   "---\ntitle: windmill\ncategory: concept\ndefinition: A mill that the wind turns.\n---\n",
		"content/facts/mills-left.md":    "---\ntitle: How many mills are left?\nvalue: about 40\nabout: [windmill]\nvalues: [{value: 40, source: miller-1990}]\n---\n",
		"content/articles/mill-a.md":     "---\ntitle: Mill A\npublished: 2019-01-01\n---\n\nThe windmill stands. Nobody mills.\n",
		"content/articles/mill-b.md":     "---\ntitle: Mill B\npublished: 2019-01-02\n---\n\nAnother windmill, unlike [[mill-a]], has a watermill beside it.\n",
		"content/articles/mill-c.md":     "---\ntitle: Mill C\npublished: 2019-01-03\n---\n\nOf each windmill and gristmill there are ![[mills-left]] [@miller-1990].\n",
	}
}

// TestWorkDoesNotGrow: what one edit makes the stages do is the same for a site of
// 1,000 pages and for one of 4,000.
func TestWorkDoesNotGrow(t *testing.T) {
	replace := func(path, old, with string) func(sitetest.Files) {
		return func(f sitetest.Files) { f[path] = strings.Replace(f[path], old, with, 1) }
	}
	edits := []struct {
		name string
		edit func(sitetest.Files)
	}{
		{"a body", replace("content/articles/mill-a.md", "Nobody", "Somebody")},
		{"a sentence that links", replace("content/articles/mill-a.md", "stands", "fell")},
		{"a title", replace("content/articles/mill-a.md", "Mill A", "The first mill")},
		{"a definition", replace("content/glossary/windmill.md", "A mill", "A building")},
		{"an alias", replace("content/glossary/windmill.md", "category", "aliases: [watermill]\ncategory")},
		{"a term", func(f sitetest.Files) {
			f["content/glossary/gristmill.md"] = "---\ntitle: gristmill\ncategory: concept\ndefinition: A mill for grain.\n---\n"
		}},
		{"a fact's value", replace("content/facts/mills-left.md", "about 40", "some 40")},
		{"a source's year", replace("content/sources/miller-1990.md", "1990", "1991")},
		{"a page more", func(f sitetest.Files) {
			f["content/articles/mill-d.md"] = "---\ntitle: Mill D\npublished: 2019-01-04\n---\n\nNo windmill.\n"
		}},
		{"a page less", func(f sitetest.Files) { delete(f, "content/articles/mill-b.md") }},
	}
	at := sitetest.Moment(t, "2026-01-01")
	work := map[int][]string{}
	small, large := 1000, 4000
	if slow {
		small, large = 100, 400
	}
	for _, size := range []int{small, large} {
		files := sitetest.Bench(1, size)
		maps.Copy(files, mills())
		builder := sitetest.New(build.Options{})
		before := builder.Build(files.Snapshot(), at)
		for _, e := range edits {
			edited := maps.Clone(files)
			e.edit(edited)
			after := builder.Build(edited.Snapshot(), at)
			work[size] = append(work[size], fmt.Sprintf("%s: parsed %d, resolved %d, views made anew %d", e.name, after.Work.Parsed, after.Work.Resolved, others(before, after)))
			builder.Build(files.Snapshot(), at)
		}
	}
	for i := range edits {
		if a, b := work[small][i], work[large][i]; a != b {
			t.Errorf("%d pages: %s\n%d pages: %s", small, a, large, b)
		}
		t.Log(work[small][i])
	}
}

// others counts the pages that are made of something else than before.
func others(before, after *build.Site) (n int) {
	for _, file := range after.Pages() {
		was, had := before.Recipe(file)
		if is, ok := after.Recipe(file); !had || !ok || is != was {
			n++
		}
	}
	return n
}
