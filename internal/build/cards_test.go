package build

import (
	"bytes"
	"image/png"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/publish"
)

func cardSite() map[string][]byte {
	return map[string][]byte{
		"content/site.yaml":               []byte("title: T\nbase-url: https://t.example/sub\n"),
		"content/glossary/is-k.md":        []byte("---\ntitle: IS-K\ncategory: group\ndefinition: A branch.\n---\n"),
		"content/articles/a.md":           []byte("---\ntitle: A\nsummary: On A.\n---\n\nWords.\n"),
		"content/articles/own/index.md":   []byte("---\ntitle: Own\nimage: map.gif\n---\n\nWords.\n"),
		"content/articles/own/map.gif":    onePixel,
		"content/about.md":                []byte("---\ntitle: About\n---\n\nWords.\n"),
		"content/explainers/e.md":         []byte("---\ntitle: E\n---\n\n## What is it?\n\nAn answer.\n"),
		"content/sources/mir.md":          []byte("---\ntitle: Mir\nissued: 2021\n---\n"),
		"content/facts/f.md":              []byte("---\ntitle: How many?\nvalue: two\nvalues: [{value: two, source: mir}]\n---\n"),
		"content/articles/later.md":       []byte("---\ntitle: Later\npublished: 2027-01-01\n---\n\nWords.\n"),
		"content/glossary/sub/taliban.md": []byte("---\ntitle: Taliban\ncategory: group\ndefinition: A movement.\n---\n"),
	}
}

var onePixel = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00\x21\xf9\x04\x01\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b")

var cardMoment = content.Moment{Year: 2026, Month: 11, Day: 15}

func cardsOf(s *Site) (paths []string) {
	for _, j := range s.Jobs {
		if j.Card() {
			paths = append(paths, j.Path)
		}
	}
	return paths
}

// TestCardsAreNamedByContent: an edit of what a card shows gives it another name,
// any other edit does not.
func TestCardsAreNamedByContent(t *testing.T) {
	theme := embedded(t)
	b := New(Options{Theme: theme})
	files := cardSite()
	before := cardsOf(b.Build(snapshotOf(files), cardMoment))
	var names []string
	for _, p := range before {
		stem, rest, _ := strings.Cut(p, ".")
		if len(rest) != len("0123456789.png") {
			t.Errorf("%s: its hash is too short or too long", p)
		}
		names = append(names, stem)
	}
	if want := []string{"cards/articles/a", "cards/explainers/e", "cards/facts/f", "cards/glossary/is-k", "cards/glossary/taliban"}; !slices.Equal(names, want) {
		t.Fatalf("cards %v, want %v", names, want)
	}
	for _, c := range []struct {
		name, path, text string
		renamed          string // how those that are named anew begin
	}{
		{"a body", "content/articles/a.md", "---\ntitle: A\nsummary: On A.\n---\n\nOther words.\n", ""},
		{"a title", "content/articles/a.md", "---\ntitle: B\nsummary: On A.\n---\n\nWords.\n", "cards/articles/a"},
		{"a summary", "content/articles/a.md", "---\ntitle: A\nsummary: Of A.\n---\n\nWords.\n", "cards/articles/a"},
		{"a definition", "content/glossary/is-k.md", "---\ntitle: IS-K\ncategory: group\ndefinition: A group.\n---\n", "cards/glossary/is-k"},
		{"a category", "content/glossary/is-k.md", "---\ntitle: IS-K\ncategory: place\ndefinition: A branch.\n---\n", "cards/glossary/is-k"},
		{"a language", "content/glossary/is-k.md", "---\ntitle: IS-K\nlang: fa\ncategory: group\ndefinition: A branch.\n---\n", "cards/glossary/is-k"},
		{"a short answer", "content/explainers/e.md", "---\ntitle: E\n---\n\n## What is it?\n\nAnother.\n", "cards/explainers/e"},
		{"a value", "content/facts/f.md", "---\ntitle: How many?\nvalue: two\nvalues: [{value: about two, source: mir}]\n---\n", "cards/facts/f"},
		{"a status", "content/facts/f.md", "---\ntitle: How many?\nvalue: two\nstatus: disputed\nvalues: [{value: two, source: mir}]\n---\n", "cards/facts/f"},
		{"who says it", "content/sources/mir.md", "---\ntitle: Mir\nissued: 2022\n---\n", "cards/facts/f"},
		{"the site's name", "content/site.yaml", "title: S\nbase-url: https://t.example/sub\n", "cards/"},
		{"the site's address", "content/site.yaml", "title: T\nbase-url: https://s.example/sub\n", "cards/"},
		{"the site's language", "content/site.yaml", "title: T\nbase-url: https://t.example/sub\nlanguage: ar\n", "cards/"},
	} {
		edited := maps.Clone(files)
		edited[c.path] = []byte(c.text)
		clean := New(Options{Theme: theme})
		clean.theme, clean.assets = b.theme, b.assets
		warm, cold := cardsOf(b.Build(snapshotOf(edited), cardMoment)), cardsOf(clean.Build(snapshotOf(edited), cardMoment))
		if !slices.Equal(warm, cold) {
			t.Errorf("%s: %v from memory, %v without", c.name, warm, cold)
		}
		for i, p := range before {
			if renamed := c.renamed != "" && strings.HasPrefix(p, c.renamed); (warm[i] != p) != renamed {
				t.Errorf("%s: %s became %s", c.name, p, warm[i])
			}
		}
		b.Build(snapshotOf(files), cardMoment)
	}
}

// TestNoCards: a site that wants none, or that does not know where it will stand,
// leaves nothing of them behind.
func TestNoCards(t *testing.T) {
	for name, yaml := range map[string]string{
		"not wanted":  "title: T\nbase-url: https://t.example\noutputs: {cards: false}\n",
		"no base-url": "title: T\n",
	} {
		files := cardSite()
		files["content/site.yaml"] = []byte(yaml)
		site := New(Options{Theme: embedded(t)}).Build(snapshotOf(files), cardMoment)
		tree, err := site.Tree()
		if err != nil {
			t.Fatal(err)
		}
		for path, data := range tree {
			if strings.HasPrefix(path, "cards/") || strings.Contains(string(data), "cards/") && path != "static" && !strings.HasSuffix(path, ".css") && !strings.HasSuffix(path, ".js") {
				t.Errorf("%s: %s", name, path)
			}
		}
		if page := string(tree["articles/a/index.html"]); strings.Contains(page, "og:image") || !strings.Contains(page, `property="og:title" content="A"`) {
			t.Errorf("%s: %s", name, page)
		}
		if own := string(tree["articles/own/index.html"]); strings.Contains(own, "https://t.example/articles/own/map.gif") != strings.Contains(yaml, "base-url") {
			t.Errorf("%s: the picture of the page's own: %s", name, own)
		}
	}
}

// TestCardsAreDrawnWhenAskedFor: rendering pages draws none, and one that was drawn
// is remembered over builds that do not change it.
func TestCardsAreDrawnWhenAskedFor(t *testing.T) {
	b := New(Options{Theme: embedded(t)})
	files := cardSite()
	site := b.Build(snapshotOf(files), cardMoment)
	for _, file := range site.Pages() {
		if _, ok, err := site.Bytes(file); !ok || err != nil {
			t.Fatal(file, ok, err)
		}
	}
	if n := len(b.drawn.pictures); n != 0 {
		t.Fatalf("%d cards were drawn for pages", n)
	}
	first, ok, err := site.Bytes(cardsOf(site)[0])
	if !ok || err != nil || len(b.drawn.pictures) != 1 {
		t.Fatal(ok, err, len(b.drawn.pictures))
	}
	if config, err := png.DecodeConfig(bytes.NewReader(first)); err != nil || config.Width != 1200 || config.Height != 630 {
		t.Error(config, err)
	}
	files["content/articles/a.md"] = append(files["content/articles/a.md"], " More."...)
	again := b.Build(snapshotOf(files), cardMoment)
	second, _, _ := again.Bytes(cardsOf(again)[0])
	if !bytes.Equal(first, second) || len(b.drawn.pictures) != 1 {
		t.Errorf("it was drawn again: %d are remembered", len(b.drawn.pictures))
	}
}

// TestCardsOfTheLastBuild: another process draws only what has a new name, and all
// of it where another program made the folder or somebody touched a file.
func TestCardsOfTheLastBuild(t *testing.T) {
	files, out := cardSite(), filepath.Join(t.TempDir(), "public")
	publishIt := func(engine string) (drawn int, result publish.Result) {
		t.Helper()
		target, err := publish.Open(out)
		if err != nil {
			t.Fatal(err)
		}
		defer target.Close()
		b := New(Options{Theme: embedded(t)})
		result, err = b.Build(snapshotOf(files), cardMoment).Publish(target, "", engine)
		if err != nil {
			t.Fatal(err)
		}
		return len(b.drawn.pictures), result
	}
	for _, step := range []struct {
		name, engine string
		edit         func()
		drawn        int
	}{
		{"the first build", "one", func() {}, 5},
		{"nothing", "one", func() {}, 0},
		{"a body", "one", func() { files["content/articles/a.md"] = append(files["content/articles/a.md"], " More."...) }, 0},
		{"a definition", "one", func() {
			files["content/glossary/is-k.md"] = []byte("---\ntitle: IS-K\ncategory: group\ndefinition: A group.\n---\n")
		}, 1},
		{"another program", "two", func() {}, 5},
		{"a program without a name", "", func() {}, 5},
		{"a program after it", "two", func() {}, 5},
		{"the same", "two", func() {}, 0},
	} {
		step.edit()
		drawn, result := publishIt(step.engine)
		if drawn != step.drawn {
			t.Errorf("%s: %d cards were drawn, want %d", step.name, drawn, step.drawn)
		}
		if step.name == "nothing" && result.Written != 0 {
			t.Errorf("%d files were written: %v", result.Written, result.WrittenPaths)
		}
	}
}
