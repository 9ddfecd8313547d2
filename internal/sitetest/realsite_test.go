package sitetest_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

func realSite(t *testing.T, o build.Options) *sitetest.Result {
	t.Helper()
	snapshot, err := source.Load(sitetest.Repository, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sitetest.Build(t, snapshot, sitetest.At(t), o)
}

// TestRealSite holds the repository's own site, at the root of a host and below
// a path: every internal link and fragment resolves, ids are unique, the hooks of
// the contract are there, nothing is inline.
func TestRealSite(t *testing.T) {
	for name, o := range map[string]build.Options{
		"at the root":  {},
		"below a path": {BaseURL: "https://host.example/sub/path"},
		"with drafts":  {Drafts: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := realSite(t, o)
			for _, p := range r.Problems {
				t.Errorf("problem: %s", p)
			}
			for _, f := range r.Faults() {
				t.Error(f)
			}
			auto, html := 0, 0
			for path := range r.Tree {
				if strings.HasSuffix(path, ".html") {
					html++
					auto += r.Page(t, "/"+path).Find(".prose a[data-auto]").Length()
				}
			}
			if auto != r.AutoLink || auto < 50 || html < 40 {
				t.Errorf("%d pages with %d automatic links; the record has %d", html, auto, r.AutoLink)
			}
		})
	}
}

// TestRealSiteHooks holds what the pages of each kind must have, on pages that
// are known to be there.
func TestRealSiteHooks(t *testing.T) {
	r := realSite(t, build.Options{})
	has := func(sitePath string, selectors ...string) *goquery.Document {
		t.Helper()
		doc := r.Page(t, sitePath)
		for _, s := range selectors {
			if doc.Find(s).Length() == 0 {
				t.Errorf("%s has no %s", sitePath, s)
			}
		}
		return doc
	}
	for _, kind := range content.Kinds {
		pages := r.Graph.OfKind(kind)
		if len(pages) == 0 {
			t.Errorf("there is no %s", kind)
		}
		for _, p := range pages {
			doc := has(p.Address, "main > article", "main > article .prose", "h1", "nav.crumbs")
			if got := sitetest.Text(doc.Find("h1")); got != p.Title() {
				t.Errorf("%s is called %q, want %q", p.Address, got, p.Title())
			}
			if n := doc.Find(".prose a[data-auto], .prose a.term").Length(); n > 0 && doc.Find("dl#terms dt").Length() == 0 {
				t.Errorf("%s uses terms and does not list them", p.Address)
			}
			if used := r.Graph.UseCount(p); kind == content.Term && used > 0 != (doc.Find("section#backlinks").Length() > 0) {
				t.Errorf("%s is used by %d pages: backlinks %d", p.Address, used, doc.Find("#backlinks").Length())
			}
			if kind != content.Explainer {
				continue
			}
			if n := doc.Find("section.question").Length(); n != len(p.Doc.Body.Questions) || n == 0 {
				t.Errorf("%s has %d questions, want %d", p.Address, n, len(p.Doc.Body.Questions))
			}
			doc.Find("section.question").Each(func(_ int, s *goquery.Selection) {
				if !s.Children().Eq(1).Is("p.short-answer") {
					t.Errorf("%s: no short answer under %s", p.Address, sitetest.Text(s.Find("h2")))
				}
				short := s.Find("p.short-answer").Clone()
				short.Find(".sidenote, .cite, .differs").Remove()
				if n := len(strings.Fields(short.Text())); n < 15 || n > 70 {
					t.Errorf("%s: a short answer of %d words under %s", p.Address, n, sitetest.Text(s.Find("h2")))
				}
			})
		}
	}
	if n := has("/glossary/", "dl dt[id]").Find("dl dt[id^=term-]").Length(); n != len(r.Graph.OfKind(content.Term)) {
		t.Errorf("the glossary lists %d terms, want %d", n, len(r.Graph.OfKind(content.Term)))
	}
	has("/", ".start", "#terms, .counts")
	has("/questions/", ".qlist li p")
	has("/404.html", `meta[name="robots"][content="noindex"]`)
	for _, p := range r.Graph.OfKind(content.Explainer)[:1] {
		has(p.Address, `a.term[data-auto][data-term][href][aria-details]`, "dl#terms dt[id]", "section.question[id] > h2", "p.short-answer")
	}
}

var idAttribute = regexp.MustCompile(`\bid\s*=\s*"([^"]*)"|\bid\s*=\s*'([^']*)'|\bid=\\"([^"\\]*)\\"`)

// TestReservedIDs: every id that a template or script sets is kept from headings.
func TestReservedIDs(t *testing.T) {
	found := 0
	for path, data := range sitetest.Theme {
		if !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".js") {
			continue
		}
		for _, m := range idAttribute.FindAllStringSubmatch(string(data), -1) {
			id := m[1] + m[2] + m[3]
			literal, _, computed := strings.Cut(id, "{{")
			switch {
			case computed && literal == "":
				continue // the rendered pages hold it
			case computed:
				literal += "x"
			}
			found++
			if !content.ReservedID(literal) {
				t.Errorf("%s sets the id %q, and a heading could take it", path, id)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d ids were found", found)
	}
	for _, id := range []string{"terms", "references", "backlinks", "facts", "term-is-k", "ref-mir-2021", "fact-x", "main"} {
		if !content.ReservedID(id) {
			t.Errorf("%q is not reserved", id)
		}
	}
	for _, id := range []string{"what-does-it-want", "terminology", "reference", "map", "who-is-is-k"} {
		if content.ReservedID(id) {
			t.Errorf("%q is reserved", id)
		}
	}
}

// TestHeadingsYield: a heading that would take an id of ours gets -1.
func TestHeadingsYield(t *testing.T) {
	files := sitetest.Parse(`
-- content/explainers/e.md --
---
title: E
---

## Terms

The Taliban.[^1]

## References

## Backlinks

## Main

## Footnotes

See [[#Terms]], [[#terms-1]], [x](#main-1).

## Terms

[^1]: Note.
-- content/glossary/taliban.md --
---
title: Taliban
category: group
definition: The movement.
---
`)
	r := sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-11-15"), build.Options{})
	if faults := r.Faults(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	var ids []string
	r.Page(t, "/explainers/e/").Find("section.question").Each(func(_ int, s *goquery.Selection) { ids = append(ids, s.AttrOr("id", "")) })
	want := []string{"terms-1", "references-1", "backlinks-1", "main-1", "footnotes-1", "terms-2"}
	if !slices.Equal(ids, want) {
		t.Errorf("ids are %v, want %v", ids, want)
	}
}

// TestHeadingsYieldToFamilies: the same for ids that begin like ours.
func TestHeadingsYieldToFamilies(t *testing.T) {
	for _, heading := range []string{"Term limits", "Fact checking", "Ref x", "Letter to the editor", "H 1", "Fn 1", "Fnref 1"} {
		files := sitetest.Files{"content/articles/a.md": "---\ntitle: A\n---\n\n## " + heading + "\n\n## " + heading + "\n"}
		r := sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-11-15"), build.Options{})
		base := strings.ReplaceAll(strings.ToLower(heading), " ", "-")
		if r.Page(t, "/articles/a/").Find("#"+base+"-1").Length() != 1 {
			t.Errorf("%s: there is no %s-1", heading, base)
		}
		ids := map[string]bool{}
		r.Page(t, "/articles/a/").Find(".prose h2").Each(func(_ int, s *goquery.Selection) { ids[s.AttrOr("id", "")] = true })
		if len(ids) != 2 || ids[base] {
			t.Errorf("%s: the ids are %v", heading, ids)
		}
	}
}
