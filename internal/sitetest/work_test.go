package sitetest_test

import (
	"context"
	"fmt"
	"maps"
	"strings"
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
		"content/articles/report.md":       "---\ntitle: Report\n---\n\nRead [it](/report.pdf).\n",
		"static/report.pdf":                "%PDF",
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
		{"how far once reaches", replace("content/site.yaml", "title: T\nlinking: {scope: page}\n"), 0, len(files) - 2},
		{"a stylesheet", replace("static/custom.css", "p{color:red}"), 0, 0},
		{"a file that a page links to", func(f sitetest.Files) { delete(f, "static/report.pdf") }, 0, 1},
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

// TestPagesThatAnEditShowsOn: those are made anew, and no other.
func TestPagesThatAnEditShowsOn(t *testing.T) {
	files := sitetest.Files{
		"content/site.yaml":           "title: T\n",
		"content/glossary/taliban.md": "---\ntitle: Taliban\ncategory: group\ndefinition: A movement.\n---\n",
		"content/glossary/is-k.md":    "---\ntitle: IS-K\ncategory: group\ndefinition: A branch.\nrelated: [taliban]\n---\n",
		"content/sources/mir.md":      "---\ntitle: Mir\nissued: 2021\n---\n",
		"content/facts/deaths.md":     "---\ntitle: How many?\nvalue: about 183\nvalues: [{value: 183, source: mir}]\n---\n",
		"content/explainers/e.md":     "---\ntitle: E\nsummary: On E.\n---\n\n## What is it?\n\nAn answer.\n\nMore of it, said the Taliban.\n",
		"content/articles/embeds.md":  "---\ntitle: Embeds\nsummary: It embeds.\n---\n\n![[e#what-is-it]]\n",
		"content/articles/a.md":       "---\ntitle: A\nsummary: On A.\n---\n\nThe Taliban came. More of it.\n",
		"content/articles/b.md":       "---\ntitle: B\nsummary: On B.\n---\n\nIt killed ![[deaths]]. So he says [@mir].\n",
		"content/articles/c.md":       "---\ntitle: C\nsummary: On C.\n---\n\nNothing that others know.\n",
	}
	replace := func(path, old, with string) func(sitetest.Files) {
		return func(f sitetest.Files) { f[path] = strings.Replace(f[path], old, with, 1) }
	}
	for _, c := range []struct {
		name  string
		edit  func(sitetest.Files)
		pages string
	}{
		{"nothing", func(sitetest.Files) {}, ""},
		{"a body", replace("content/articles/c.md", "Nothing", "Something"), "articles/c/"},
		{"a sentence that links", replace("content/articles/a.md", "came", "went"), "articles/a/ glossary/taliban/"},
		{"a sentence beside it", replace("content/articles/a.md", "More", "Less"), "articles/a/"},
		// The definition stands on the term's page, in the glossary, on the home page's
		// cards, and on the pages that use the term or name it as related.
		{"a definition", replace("content/glossary/taliban.md", "A movement.", "Students."), "articles/a/ explainers/e/ glossary/ glossary/is-k/ glossary/taliban/ /"},
		// The home page leads with the explainer.
		{"a short answer", replace("content/explainers/e.md", "An answer", "The answer"), "articles/embeds/ explainers/e/ / questions/"},
		{"a fact's value", replace("content/facts/deaths.md", "about 183", "some 183"), "articles/b/ facts/deaths/ facts/"},
		{"a fact's reason", replace("content/facts/deaths.md", "value:", "because: So it is.\nvalue:"), "articles/b/ facts/deaths/"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, at := sitetest.New(build.Options{Jobs: 2}), sitetest.Moment(t, "2026-11-15")
			before, _, err := b.Build(files.Snapshot(), at).Outputs(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			edited := maps.Clone(files)
			c.edit(edited)
			after, rendered, err := b.Build(edited.Snapshot(), at).Outputs(context.Background(), before)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(folders(rendered), " "); got != c.pages {
				t.Errorf("made anew: %q, want %q", got, c.pages)
			}
			fresh, _, err := sitetest.New(build.Options{Jobs: 1}).Build(edited.Snapshot(), at).Outputs(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if changed, removed := after.Changed(fresh); len(changed)+len(removed) > 0 {
				t.Errorf("stale: %v %v", changed, removed)
			}
		})
	}
}

// folders are the addresses of pages, each of which has an index.html and an
// index.md.
func folders(paths []string) []string {
	var all []string
	for _, path := range paths {
		folder := strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), "index.md")
		if folder == "" {
			folder = "/"
		}
		if len(all) == 0 || all[len(all)-1] != folder {
			all = append(all, folder)
		}
	}
	return all
}

// TestRulesFollowNames: what a rule found on a page is found anew where a fact is
// about another term, though page, fact and terms are as they were.
func TestRulesFollowNames(t *testing.T) {
	term := func(slug, title string) string {
		return "---\ntitle: " + title + "\nslug: " + slug + "\ncategory: group\ndefinition: A group.\n---\n"
	}
	files := sitetest.Files{
		"content/site.yaml":       "title: T\n",
		"content/sources/mir.md":  "---\ntitle: Mir\nissued: 2021\n---\n",
		"content/facts/deaths.md": "---\ntitle: How many?\nvalue: about 183\nstatus: disputed\nabout: [one]\nvalues: [{value: 183, source: mir}, {value: 170, source: mir}]\n---\n",
		"content/glossary/a.md":   term("one", "Alpha"),
		"content/glossary/b.md":   term("two", "Beta"),
		"content/articles/e.md":   "---\ntitle: E\n---\n\nThe Alpha lost 183 [@mir].\n",
	}
	clash := files.With("content/glossary/b.md", term("one", "Beta")) // which of the two is meant is not known
	b, at := sitetest.New(build.Options{}), sitetest.Moment(t, "2026-11-15")
	for _, c := range []struct {
		files sitetest.Files
		typed int
	}{{files, 1}, {clash, 0}, {files, 1}} {
		typed := 0
		for _, d := range b.Build(c.files.Snapshot(), at).Diags {
			if d.Code.ID == "E210" {
				typed++
			}
		}
		if typed != c.typed {
			t.Errorf("%d figures typed by hand, want %d", typed, c.typed)
		}
	}
}
