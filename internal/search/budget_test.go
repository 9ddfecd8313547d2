//go:build !race

// One goroutine makes this index of 10,000 pages: the race detector would watch
// for minutes and see nothing.

package search_test

import (
	"os"
	"strings"
	"testing"

	"gloss/internal/render"
	"gloss/internal/search"
	"gloss/internal/sitetest"
)

// TestTenThousandPages holds the budget of search: over 10,000 pages there is a
// first result after 3 requests and 100 KB (gzip, units of 1,000 bytes), with the
// script counted among the bytes, and all of the first ten are right.
func TestTenThousandPages(t *testing.T) {
	const pages, mostRequests, mostBytes = 10_000, 3, 100_000
	index := indexOf(t, sitetest.Bench(1, pages))
	source, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	assets, err := render.BuildAssets(map[string][]byte{"static/search.js": source})
	if err != nil {
		t.Fatal(err)
	}
	code := zipped(t, assets.Files[0].Data)
	all, largest := 0, 0
	for _, f := range index.Files {
		n := zipped(t, f.Data)
		all, largest = all+n, max(largest, n)
	}
	first, _ := index.Get(render.SearchIndex)
	t.Logf("figures: %d files, %d KB in all; the first %d KB, the largest %d KB; the script %d bytes", len(index.Files), all/1000, zipped(t, first)/1000, largest/1000, code)
	if code > 8000 {
		t.Errorf("the script is %d bytes", code)
	}
	for _, row := range []struct{ query, top string }{
		{"kardan front", "term: Kardan Front"},
		{"Front of Kardan", "term: Kardan Front"}, // an alias
		{"greater merd", "term: Merdan Movement"}, // one that is being typed
		{"what is question 3 of 17?", "question: What is question 3 of 17?"},
		{"Explainer 17", "explainer: Explainer 17"},
		{"mountain", ""}, // text, of nearly every page
		{"fish mountain", ""},
		{"what did the horse carry over the mountain base", ""}, // six words of text
		{"merdann movement", "term: Merdan Movement"},           // a typing error
		{"merdan movements", "term: Merdan Movement"},
		{"part 3 story merdan", "article: "}, // a heading and a name
		{"k", "term: "},
	} {
		c := newClient(t, index)
		a := c.find(row.query)
		c.tops(a, 10)
		bytes, requests := code+size(t, index, a.first), len(a.first)
		t.Logf("figures: %-50q first result after %d requests and %5.1f KB; ten of %5d after %2d and %5.1f KB", row.query, requests, float64(bytes)/1000, len(a.ids), len(c.fetched), float64(code+size(t, index, c.fetched))/1000)
		if requests > mostRequests || bytes > mostBytes {
			t.Errorf("%q: a first result after %d requests and %d bytes", row.query, requests, bytes)
		}
		if len(a.ids) == 0 || !a.all {
			t.Errorf("%q: %d results, with all words: %t", row.query, len(a.ids), a.all)
		} else if top := c.title(a.ids[0]); !strings.HasPrefix(top, row.top) {
			t.Errorf("%q leads to %q, want %q", row.query, top, row.top)
		}
	}
}

// BenchmarkIndex is what search adds to a build of 1,000 pages, on one goroutine:
// all of it, and where the words of all pages are known.
func BenchmarkIndex(b *testing.B) {
	pages := render.FoundPages(sitetest.Graph(sitetest.Bench(1, 1000).Snapshot(), sitetest.Moment(b, "2026-01-01")))
	b.Run("clean", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			search.New(pages, 1, nil)
		}
	})
	b.Run("again", func(b *testing.B) {
		var m search.Memory
		search.New(pages, 1, &m)
		b.ReportAllocs()
		for b.Loop() {
			search.New(pages, 1, &m)
		}
	})
}
