package sitetest_test

import (
	"bytes"
	"compress/gzip"
	"path"
	"slices"
	"strings"
	"testing"

	"gloss/internal/build"
)

// Budgets of a page, gzipped, in bytes; that of HTML is for a typical explainer.
// Requests are those of a first view, the favicon not counted; the files of the
// search page are weighed elsewhere.
const (
	mostHTML     = 20_000
	mostCSS      = 10_000
	mostJS       = 8_000
	mostRequests = 4
)

func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// TestBudgets weighs the real site: every page of a type that is read, and what
// each of them asks for.
func TestBudgets(t *testing.T) {
	r := realSite(t, build.Options{})
	sizes := map[string][]int{}
	weight := func(address string) int { return gzipped(t, r.Tree[strings.TrimPrefix(address, "/")]) }
	for file, data := range r.Tree {
		if path.Ext(file) != ".html" {
			continue
		}
		kind := file
		if dir := path.Dir(path.Dir(file)); dir != "." {
			kind = dir
		}
		size := gzipped(t, data)
		sizes[kind] = append(sizes[kind], size)
		doc := r.Page(t, "/"+file)
		css, js, requests := 0, 0, 1
		for _, link := range doc.Find(`link[rel="stylesheet"]`).EachIter() {
			css += weight(link.AttrOr("href", ""))
			requests++
		}
		for _, script := range doc.Find(`script[src]`).EachIter() {
			js += weight(script.AttrOr("src", ""))
			requests++
		}
		if requests > mostRequests {
			t.Errorf("%s: %d requests, at most %d", file, requests, mostRequests)
		}
		if file == "search/index.html" {
			continue // its files are weighed where they are made
		}
		if css == 0 && doc.Find("meta[http-equiv=refresh]").Length() == 0 || css > mostCSS {
			t.Errorf("%s: %d bytes of CSS, at most %d", file, css, mostCSS)
		}
		if js > mostJS {
			t.Errorf("%s: %d bytes of script, at most %d", file, js, mostJS)
		}
	}
	for kind, of := range sizes {
		slices.Sort(of)
		if median := of[len(of)/2]; kind == "explainers" && median > mostHTML {
			t.Errorf("a typical explainer has %d bytes of HTML, at most %d", median, mostHTML)
		}
		t.Logf("%-28s median %6d  worst %6d  of %d", kind, of[len(of)/2], of[len(of)-1], len(of))
	}
}
