package reader

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gloss/tools/built"
)

// The budgets of the reader, in bytes after gzip.
const (
	htmlOfExplainer = 20_000 // a typical one: the median
	cssOfPage       = 10_000
	jsOfPage        = 8_000
	firstView       = 4 // requests, without the icon
	repeatView      = 1
)

// weight is what one page costs.
type weight struct {
	html, css, js, requests, again int
	shift                          float64
}

func gzipped(t *testing.T, file string) int {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// weigh opens a page twice, with an empty memory and with a full one.
func (p *page) weigh(t *testing.T, is built.Page, sizes map[string]int) weight {
	t.Helper()
	w := weight{html: gzipped(t, is.File)}
	p.forget()
	p.asked()
	p.show(is.Path)
	var what string
	if w.shift, what = p.moved(); what != "" {
		t.Errorf("%s: %s", is.Path, what)
	}
	first := p.asked()
	w.requests = len(first)
	for _, address := range first {
		switch size, ok := sizes[address]; {
		case filepath.Ext(address) == ".css" && ok:
			w.css += size
		case filepath.Ext(address) == ".js" && ok:
			w.js += size
		}
	}
	p.show(is.Path)
	w.again = len(p.asked())
	if w.requests > firstView || w.again > repeatView {
		t.Errorf("%s: %d requests at first, %d again: %q", is.Path, w.requests, w.again, first)
	}
	if w.requests == 0 || w.css == 0 || w.js == 0 {
		t.Errorf("%s: asked for %q: no styles or no scripts were weighed", is.Path, first)
	}
	if w.css > cssOfPage || w.js > jsOfPage {
		t.Errorf("%s: CSS %d of %d, JS %d of %d bytes", is.Path, w.css, cssOfPage, w.js, jsOfPage)
	}
	return w
}

// TestBudgets weighs the pages of the real site, type by type, and prints median
// and worst.
func TestBudgets(t *testing.T) {
	host := realSite(t)
	p := open(t, host, view{1280, "light", false})
	sizes := map[string]int{}
	err := filepath.WalkDir(host.Dir, func(file string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(file); err == nil && (ext == ".css" || ext == ".js") {
			rel, _ := filepath.Rel(host.Dir, file)
			sizes[host.Base+filepath.ToSlash(rel)] = gzipped(t, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("figures: %-12s %5s  %15s  %6s  %6s  %8s  %6s  %5s", "type", "pages", "HTML med/worst", "CSS", "JS", "requests", "repeat", "shift")
	for pages := host.Pages; len(pages) > 0; {
		n := 1
		for n < len(pages) && pages[n].Type == pages[0].Type {
			n++
		}
		of := pages[:n]
		pages = pages[n:]
		if of[0].Type == built.Moved {
			continue
		}
		var html []int
		for _, is := range of {
			html = append(html, gzipped(t, is.File))
		}
		slices.Sort(html)
		opened := of
		if !long {
			opened = []built.Page{slices.MaxFunc(of, func(a, b built.Page) int { return cmp.Compare(a.Size, b.Size) })}
		}
		var worst weight
		for _, is := range opened {
			w := p.weigh(t, is, sizes)
			worst = weight{0, max(worst.css, w.css), max(worst.js, w.js), max(worst.requests, w.requests), max(worst.again, w.again), max(worst.shift, w.shift)}
		}
		median := html[len(html)/2]
		t.Logf("figures: %-12s %5d  %7d/%7d  %6d  %6d  %8d  %6d  %5.2f", of[0].Type, n, median, html[n-1], worst.css, worst.js, worst.requests, worst.again, worst.shift)
		if of[0].Type == "explainer" && median > htmlOfExplainer {
			t.Errorf("a typical explainer is %d bytes, of %d", median, htmlOfExplainer)
		}
	}
}
