package sitetest_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"gloss/internal/build"
	"gloss/internal/publish"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// published builds the site of a root into its public/ and reads that back,
// without the manifest, which remembers times.
func published(t *testing.T, root string, jobs int) map[string][]byte {
	t.Helper()
	snapshot, err := source.Load(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	site := sitetest.New(build.Options{Jobs: jobs}).Build(snapshot, sitetest.At(t))
	out := filepath.Join(root, "public")
	target, err := publish.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	if _, err := site.Publish(target, "key", ""); err != nil {
		t.Fatal(err)
	}
	tree := map[string][]byte{}
	err = filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == publish.ManifestName {
			return err
		}
		rel, err := filepath.Rel(out, path)
		if err != nil {
			return err
		}
		tree[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// TestSameTreeEverywhere builds the real site with 1, 2 and 8 goroutines, on
// other numbers of processors, each time in another folder: the trees are equal,
// byte for byte.
func TestSameTreeEverywhere(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(procs)
	var first map[string][]byte
	for _, c := range []struct {
		folder      string
		jobs, procs int
	}{{"a", 1, 1}, {"a/much/deeper/folder with spaces", 2, 2}, {"ü", 8, 8}, {"b", 8, 1}, {"c", 1, 8}} {
		runtime.GOMAXPROCS(c.procs)
		root := filepath.Join(t.TempDir(), filepath.FromSlash(c.folder))
		for _, dir := range source.Folders {
			if err := os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join(sitetest.Repository, dir))); err != nil {
				t.Fatal(err)
			}
		}
		tree := published(t, root, c.jobs)
		if first == nil {
			first = tree
		}
		if !slices.Equal(slices.Sorted(maps.Keys(tree)), slices.Sorted(maps.Keys(first))) || len(tree) < 40 {
			t.Fatalf("%+v: other files: %d and %d", c, len(tree), len(first))
		}
		for path := range tree {
			if !bytes.Equal(tree[path], first[path]) {
				t.Errorf("%+v: %s differs", c, path)
			}
		}
	}
}
