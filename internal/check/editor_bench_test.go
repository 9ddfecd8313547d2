package check_test

import (
	"os"
	"testing"

	"gloss/internal/check"
	"gloss/internal/sitetest"
)

// BenchmarkEditor reads one of the site's own articles, as every build does with
// every page.
func BenchmarkEditor(b *testing.B) {
	text, err := os.ReadFile("../../content/articles/kabul-airport-source-by-source.md")
	if err != nil {
		b.Fatal(err)
	}
	files := sitetest.Files{"content/site.yaml": style, "content/articles/a.md": string(text)}
	site := sitetest.Plain(b, files)
	e := check.NewEditor(site.Graph.Names, check.NewStyle(site.Graph.Names.Site))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		e.Page(site.Graph.Resolved[0])
	}
}
