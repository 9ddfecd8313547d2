package build

import (
	"strings"
	"testing"
	"time"

	"gloss/internal/content"
	"gloss/internal/source"
)

// A second build does not read the pictures again, and one that is gone is
// forgotten.
func TestPicturesAreRemembered(t *testing.T) {
	svg := `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3">` + strings.Repeat(`<g fill="red"/>`, 1_200_000) + "</svg>"
	page := source.NewFile("content/articles/a/index.md", []byte("---\ntitle: A\n---\n\n![x](a.svg)\n"))
	with := source.NewSnapshot([]source.File{page, source.NewFile("content/articles/a/a.svg", []byte(svg))})
	b := New(Options{})
	at := content.Moment{Year: 2026, Month: 11, Day: 1}
	b.Build(with, at)
	start := time.Now()
	again := b.Build(with, at)
	if took := time.Since(start); took > 500*time.Millisecond {
		t.Errorf("again: %v", took)
	}
	if a := again.Graph.Names.Assets(); len(a) != 1 || a[0].Width != 4 || a[0].Height != 3 {
		t.Errorf("%+v", a)
	}
	b.Build(source.NewSnapshot([]source.File{page}), at)
	if n := len(b.pictures.now); n != 0 {
		t.Errorf("%d are kept", n)
	}
}
