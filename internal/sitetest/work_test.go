package sitetest_test

import (
	"fmt"
	"maps"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// TestWorkOfAnEdit: an edit parses its own file, and finishes anew the pages for
// which something that they ask for, or a word that they use, means another thing.
func TestWorkOfAnEdit(t *testing.T) {
	files := sitetest.Files{
		"content/site.yaml":                "title: T\n",
		"content/glossary/taliban.md":      "---\ntitle: Taliban\ncategory: group\ndefinition: A movement.\n---\n",
		"content/glossary/is-k.md":         "---\ntitle: IS-K\ncategory: group\ndefinition: A branch.\n---\n\nIt fights the Taliban.\n",
		"content/sources/mir.md":           "---\ntitle: Mir\nissued: 2021\n---\n",
		"content/facts/deaths.md":          "---\ntitle: How many?\nvalue: about 183\nvalues: [{value: 183, source: mir}]\n---\n",
		"content/explainers/e.md":          "---\ntitle: E\n---\n\n## What is it?\n\nAn answer.\n\nMore of it.\n",
		"content/articles/embeds.md":       "---\ntitle: Embeds\n---\n\n![[e#what-is-it]]\n",
		"content/articles/shows.md":        "---\ntitle: Shows\n---\n\nIt killed ![[deaths]].\n",
		"content/articles/cites.md":        "---\ntitle: Cites\n---\n\nSo he says [@mir].\n",
		"content/articles/links.md":        "---\ntitle: Links\n---\n\nSee [[is-k]] and [[Embeds]].\n",
		"content/articles/unknown-name.md": "---\ntitle: Unknown\n---\n\nNothing here.\n",
	}
	for i := range 20 {
		text := "Movement of a page."
		if i < 3 {
			text = "The movement of students."
		}
		files[fmt.Sprintf("content/articles/p-%02d.md", i)] = fmt.Sprintf("---\ntitle: P %d\n---\n\n%s\n", i, text)
	}
	replace := func(path, text string) func(sitetest.Files) {
		return func(f sitetest.Files) { f[path] = text }
	}
	for _, c := range []struct {
		name             string
		edit             func(sitetest.Files)
		parsed, resolved int
	}{
		{"nothing", func(sitetest.Files) {}, 0, 0},
		{"a body", replace("content/articles/p-07.md", "---\ntitle: P 7\n---\n\nOther words.\n"), 1, 1},
		{"a definition", replace("content/glossary/taliban.md", "---\ntitle: Taliban\ncategory: group\ndefinition: Another.\n---\n"), 1, 1},
		// Three pages say "students", in small letters; the term's own is the fourth.
		{"an alias", replace("content/glossary/taliban.md", "---\ntitle: Taliban\ncategory: group\ndefinition: A movement.\naliases: [students]\n---\n"), 1, 4},
		{"a term", replace("content/glossary/students.md", "---\ntitle: students\ncategory: group\ndefinition: D.\n---\n"), 1, 4},
		{"a plural that nobody uses", replace("content/glossary/law.md", "---\ntitle: statute\ncategory: law\ndefinition: D.\n---\n"), 1, 1},
		{"a short answer", replace("content/explainers/e.md", "---\ntitle: E\n---\n\n## What is it?\n\nAnother answer.\n\nMore of it.\n"), 1, 2},
		{"a long answer", replace("content/explainers/e.md", "---\ntitle: E\n---\n\n## What is it?\n\nAn answer.\n\nStill more of it.\n"), 1, 1},
		{"a fact's value", replace("content/facts/deaths.md", "---\ntitle: How many?\nvalue: about 190\nvalues: [{value: 183, source: mir}]\n---\n"), 1, 2},
		// The fact and the article cite it.
		{"a source's year", replace("content/sources/mir.md", "---\ntitle: Mir\nissued: 2022\n---\n"), 1, 4},
		{"the title that a link shows", replace("content/glossary/is-k.md", "---\ntitle: IS-KP\ncategory: group\ndefinition: A branch.\n---\n\nIt fights the Taliban.\n"), 1, 2},
		{"a page gone that one links to", func(f sitetest.Files) { delete(f, "content/articles/embeds.md") }, 0, 1},
		{"how far once reaches", replace("content/site.yaml", "title: T\nlinking: {scope: page}\n"), 0, len(files) - 1},
		{"the site's title", replace("content/site.yaml", "title: Other\n"), 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := sitetest.New(build.Options{Jobs: 2})
			at := sitetest.Moment(t, "2026-11-15")
			b.Build(files.Snapshot(), at)
			edited := maps.Clone(files)
			c.edit(edited)
			if w := b.Build(edited.Snapshot(), at).Work; w.Parsed != c.parsed || w.Resolved != c.resolved {
				t.Errorf("parsed %d and finished %d pages, want %d and %d", w.Parsed, w.Resolved, c.parsed, c.resolved)
			}
		})
	}
}
