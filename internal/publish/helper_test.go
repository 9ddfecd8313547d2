package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// skip ends a test that this machine cannot run. Where GLOSS_NO_SKIP is set, as
// it is in .ci/run, that is a failure.
func skip(t testing.TB, why ...any) {
	t.Helper()
	if os.Getenv("GLOSS_NO_SKIP") != "" {
		t.Fatal(why...)
	}
	t.Skip(why...)
}

// A tree is files by path.
type tree map[string]string

// An image is all that stands in a folder: "dir/" for folders, "link: target"
// for symbolic links, and "file: content" for files.
type image map[string]string

func snap(t testing.TB, dir string) image {
	t.Helper()
	im := image{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		switch {
		case e.IsDir():
			im[filepath.ToSlash(rel)] = "dir/"
		case e.Type()&fs.ModeSymlink != 0:
			target, _ := os.Readlink(p)
			im[filepath.ToSlash(rel)] = "link: " + target
		default:
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			im[filepath.ToSlash(rel)] = "file: " + string(data)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return im
}

// site is an image without the manifest, of which the times differ.
func site(t testing.TB, dir string) image {
	im := snap(t, dir)
	delete(im, ManifestName)
	return im
}

func (im image) text() string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(im)) {
		fmt.Fprintf(&b, "  %s  %.60q\n", k, im[k])
	}
	return b.String()
}

func same(t testing.TB, what string, got, want image) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Fatalf("%s\ngot:\n%swant:\n%s", what, got.text(), want.text())
	}
}

// files makes the image of a tree and its folders.
func (tr tree) image() image {
	im := image{}
	for p, data := range tr {
		im[p] = "file: " + data
		for dir := range parents(p) {
			im[dir] = "dir/"
		}
	}
	return im
}

// build publishes tr into out, as a caller would.
func build(out string, tr tree, h hook) (Result, error) {
	target, err := Open(out)
	if err != nil {
		return Result{}, err
	}
	defer target.Close()
	target.hook = h
	if target.disk != nil {
		target.disk.hook = h
	}
	return buildInto(target, tr)
}

func buildInto(target *Target, tr tree) (Result, error) {
	s, err := target.Begin()
	if err != nil {
		return Result{}, err
	}
	defer s.Abort()
	for _, p := range slices.Sorted(maps.Keys(tr)) {
		if err := s.Put(p, []byte(tr[p])); err != nil {
			return Result{}, err
		}
	}
	return s.Commit(Inputs{Key: "k"})
}

func mustBuild(t testing.TB, out string, tr tree) Result {
	t.Helper()
	r, err := build(out, tr, nil)
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	return r
}

func write(t testing.TB, out, p, data string) {
	t.Helper()
	full := filepath.Join(out, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func manifestOf(t testing.TB, out string) (Manifest, bool) {
	t.Helper()
	target, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	return target.Manifest()
}

func intact(t testing.TB, out string) bool {
	t.Helper()
	target, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	m, ok := target.Manifest()
	return ok && target.Intact(m)
}

// fastDir is a TempDir in memory, where there is such a place: the tests that
// play thousands of builds would else wait for a disk.
func fastDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "gloss-publish-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
