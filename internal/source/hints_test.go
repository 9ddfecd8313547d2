package source_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/internal/sitetest"
	"gloss/internal/source"
)

func show(s source.Snapshot) (lines []string) {
	for _, top := range source.Folders {
		for _, f := range s.Under(top) {
			lines = append(lines, fmt.Sprintf("%s %d %d %s %q", f.Path, f.Mode, f.Size, f.Hash, f.Data))
		}
	}
	return lines
}

// differ gives the lines that only one has.
func differ(got, want []string) (lines []string) {
	for _, l := range got {
		if !slices.Contains(want, l) {
			lines = append(lines, "extra "+l)
		}
	}
	for _, l := range want {
		if !slices.Contains(got, l) {
			lines = append(lines, "missing "+l)
		}
	}
	return lines
}

func load(t *testing.T, root string) source.Snapshot {
	t.Helper()
	s, err := source.Load(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestPropertyReload: after any edits, a reload at the hinted paths is a load.
func TestPropertyReload(t *testing.T) {
	scripts := 30
	if os.Getenv("GLOSS_LONG") != "" {
		scripts = 1000
	}
	for seed := range uint64(scripts) {
		root := t.TempDir()
		scribbler, rng := sitetest.NewScribbler(root, seed), rand.New(rand.NewPCG(seed, 0))
		s := load(t, root)
		for step := range 40 {
			var hints []string
			for range 1 + rng.IntN(4) {
				hints = append(hints, scribbler.Edit()...)
			}
			var err error
			if s, err = source.Reload(root, s, hints); err != nil {
				t.Fatal(err)
			}
			full := load(t, root)
			if got, want := show(s), show(full); !slices.Equal(got, want) || s.Hash() != full.Hash() {
				t.Fatalf("seed %d, step %d, hints %q: \n%s", seed, step, hints, strings.Join(differ(got, want), "\n"))
			}
		}
		os.RemoveAll(root)
	}
}

// TestReloadLooksAtHintsAlone: what is not hinted is not looked at, and nothing
// outside of the site's folders is.
func TestReloadLooksAtHintsAlone(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("content/a.md", "a")
	write("content/b/x.md", "x")
	write("content/b-c.md", "b-c")
	before := load(t, root)
	for _, path := range []string{"content/a.md", "content/b/x.md", "content/b/y.md", "content/b-c.md", "content/.h/z.md", "other/o.md"} {
		write(path, "new")
	}
	for _, c := range []struct {
		hints []string
		want  string
	}{
		{nil, "a b-c x -"},
		{[]string{"content/a.md"}, "new b-c x -"},
		{[]string{"content/b"}, "a b-c new new"},
		{[]string{"content/b/y.md", "content/none/of/these.md"}, "a b-c x new"},
		{[]string{"content/b", "content/b/x.md", "content/b/y.md"}, "a b-c new new"},
		{[]string{"content/.h", "content/.h/z.md", "other/o.md", "other"}, "a b-c x -"},
		{[]string{"content"}, "new new new new"},
		{[]string{"."}, "new new new new"},
		{[]string{"../up"}, "new new new new"},
		{[]string{"content/a.md", "/absolute"}, "new new new new"},
	} {
		s, err := source.Reload(root, before, c.hints)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, path := range []string{"content/a.md", "content/b-c.md", "content/b/x.md", "content/b/y.md"} {
			f, ok := s.Get(path)
			if !ok {
				f.Data = []byte("-")
			}
			got += " " + string(f.Data)
		}
		if got[1:] != c.want || len(show(s)) > 4 {
			t.Errorf("%q: %s, want %s", c.hints, got, c.want)
		}
	}
	if _, err := source.Reload(filepath.Join(root, "none"), before, nil); err == nil {
		t.Error("a root that is not there is no error")
	}
}

func BenchmarkReload(b *testing.B) {
	root := b.TempDir()
	for i := range 10_000 {
		dir := filepath.Join(root, "content", fmt.Sprint(i%100))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".md")), make([]byte, 4000), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	s, err := source.Load(root, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("hinted", func(b *testing.B) {
		for b.Loop() {
			_, _ = source.Reload(root, s, []string{"content/7/7.md"})
		}
	})
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			_, _ = source.Load(root, nil)
		}
	})
}
