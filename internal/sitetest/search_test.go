package sitetest_test

import (
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// TestSearchCanBeLeftOut: without search there is no page, no file, no script, no
// form and no way there.
func TestSearchCanBeLeftOut(t *testing.T) {
	files := sitetest.Files{"content/site.yaml": "title: T\nbase-url: https://s.example/base\n", "content/about.md": "---\ntitle: About\n---\n\nWords.\n"}
	build := func(files sitetest.Files) *sitetest.Result {
		return sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-01-01"), build.Options{})
	}
	with := build(files)
	without := build(files.With("content/site.yaml", "title: T\nbase-url: https://s.example/base\noutputs: {search: false}\n"))
	mentions := func(r *sitetest.Result) (all []string) {
		for path, data := range r.Tree {
			if strings.Contains(path, "search") || strings.Contains(string(data), "/search") {
				all = append(all, path)
			}
		}
		return all
	}
	if got := mentions(without); len(got) > 0 {
		t.Errorf("left behind: %q", got)
	}
	if got := mentions(with); len(got) < 15 {
		t.Errorf("only %q speak of search", got)
	}
	page := with.Page(t, "/search/index.html")
	for _, hook := range []string{
		`form[role="search"][action="/base/search/"][method="get"][data-index="/base/search/index.json"] input[type="search"][name="q"]`,
		`[role="status"]`, `ol.results`, `noscript`, `.ways a[href="/base/glossary/"]`, `.ways a[href="/base/questions/"]`, `form[data-js^="/base/search."][data-css^="/base/search."]`,
		`.masthead a[href="/base/search/"]`, `.colophon a[href="/base/search/"]`,
	} {
		if page.Find(hook).Length() != 1 {
			t.Errorf("%d of %s", page.Find(hook).Length(), hook)
		}
	}
	if with.Page(t, "/about/index.html").Find(`[data-js]`).Length() > 0 {
		t.Error("another page loads the script of search")
	}
	headers := string(with.Tree["_headers"])
	if !strings.Contains(headers, "\n/base/search/shards/*\n  Cache-Control: public, max-age=31536000, immutable\n") || strings.Contains(headers, "index.json") {
		t.Errorf("headers:\n%s", headers)
	}
	if !strings.Contains(string(with.Tree["sitemap.xml"]), "/search/") {
		t.Error("the sitemap has not the page")
	}
}
