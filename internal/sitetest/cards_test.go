package sitetest_test

import (
	"bytes"
	"image/png"
	"path"
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// TestEveryPageHasItsCard: on the real site, under a path, every explainer, article,
// term and fact names a card that is there, is named by no other page, and is a PNG
// of the size that the page says; no card is without its page.
func TestEveryPageHasItsCard(t *testing.T) {
	snapshot, err := source.Load(sitetest.Repository, nil)
	if err != nil {
		t.Fatal(err)
	}
	site := sitetest.New(build.Options{BaseURL: "https://deploy.example/sub"}).Build(snapshot, sitetest.At(t))
	named := map[string]string{}
	for address, file := range site.Pages() {
		data, _, err := site.Bytes(file)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, has := strings.Cut(string(data), `<meta property="og:image" content="https://deploy.example/sub/`)
		kind, slug, nested := strings.Cut(strings.TrimPrefix(address, "/sub/"), "/")
		want := nested && slug != "" && (kind == "explainers" || kind == "articles" || kind == "glossary" || kind == "facts")
		if has != want {
			t.Errorf("%s has a card: %v, want %v", address, has, want)
			continue
		}
		if !has {
			continue
		}
		card, _, _ := strings.Cut(rest, `"`)
		if named[card] != "" {
			t.Errorf("%s and %s name one card, %s", address, named[card], card)
		}
		named[card] = address
	}
	cards := 0
	for _, j := range site.Jobs {
		if !j.Card() {
			continue
		}
		cards++
		if named[j.Path] == "" {
			t.Errorf("no page names %s", j.Path)
		}
		if cards%10 != 1 { // drawing takes its time
			continue
		}
		picture, _, err := site.Bytes(j.Path)
		if err != nil {
			t.Fatal(err)
		}
		if config, err := png.DecodeConfig(bytes.NewReader(picture)); err != nil || config.Width != 1200 || config.Height != 630 || path.Ext(j.Path) != ".png" {
			t.Errorf("%s: %v, %v", j.Path, config, err)
		}
	}
	if cards != len(named) || cards < 100 {
		t.Errorf("%d cards, named by %d pages", cards, len(named))
	}
}
