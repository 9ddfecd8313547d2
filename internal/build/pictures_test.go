package build

import (
	"fmt"
	"testing"

	"gloss/internal/content"
	"gloss/internal/source"
)

// A second build does not read the pictures again, and one that is gone is
// forgotten.
func TestPicturesAreRemembered(t *testing.T) {
	page := func(title string) source.File {
		return source.NewFile("content/articles/a/index.md", []byte("---\ntitle: "+title+"\n---\n\n![x](a.svg)\n"))
	}
	picture := source.NewFile("content/articles/a/a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>`))
	b := New(Options{})
	at := content.Moment{Year: 2026, Month: 11, Day: 1}
	for _, width := range []int{4, 50, 600} {
		again := b.Build(source.NewSnapshot([]source.File{page(fmt.Sprint("Wide ", width)), picture}), at) // another name: all names are made anew
		if a := again.Graph.Names.Assets(); len(a) != 1 || a[0].Width != width || a[0].Height != 3 {
			t.Errorf("not %d wide: %+v", width, a)
		}
		if n := len(b.pictures.now); n != 1 {
			t.Fatalf("%d are kept", n)
		}
		// A width that the file does not have is only ever remembered.
		for key, kept := range b.pictures.now {
			kept.Width = map[int]int{4: 50, 50: 600}[width]
			b.pictures.now[key] = kept
		}
	}
	b.Build(source.NewSnapshot([]source.File{page("A")}), at)
	if n := len(b.pictures.now); n != 0 {
		t.Errorf("%d are kept", n)
	}
}
