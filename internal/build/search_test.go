package build

import (
	"context"
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/render"
	"gloss/internal/search"
)

// TestIndexIsMadeWhenAskedFor: nothing that a preview does for a page makes the
// index; asking for one of its files does.
func TestIndexIsMadeWhenAskedFor(t *testing.T) {
	builder := New(Options{Theme: embedded(t)})
	site := builder.Build(snapshotOf(map[string][]byte{"content/about.md": []byte("---\ntitle: About\n---\n\nZebras.\n")}), content.Moment{Year: 2026, Month: 1, Day: 1})
	made, real := 0, site.index
	site.index = func() *search.Index { made++; return real() }
	for _, file := range []string{"about/index.html", "search/index.html", "_headers", "nothing.html"} {
		site.Recipe(file)
		if _, _, err := site.Bytes(file); err != nil {
			t.Fatal(err)
		}
	}
	site.Pages()
	site.Look()
	if made != 0 {
		t.Errorf("the index was asked for %d times", made)
	}
	for _, f := range real().Files {
		if data, ok, err := site.Bytes(f.Path); !ok || err != nil || string(data) != string(f.Data) {
			t.Errorf("%s: %t, %v", f.Path, ok, err)
		}
	}
	if made == 0 {
		t.Error("its files come from elsewhere")
	}
	if _, ok, _ := site.Bytes(render.SearchShards + "0000000000.json"); ok {
		t.Error("there is a file that is not there")
	}
	outputs, _, err := site.Outputs(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	shards := 0
	for path := range outputs.Sums() {
		if strings.HasPrefix(path, render.SearchShards) {
			shards++
		}
	}
	if shards != len(real().Files)-1 || shards == 0 {
		t.Errorf("%d shards are known of, there are %d", shards, len(real().Files)-1)
	}
}
