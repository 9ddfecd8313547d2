// Package sitetest is what tests of whole sites share: sites as text archives
// (Parse), a harness around the Builder (Build), built pages to look into with
// CSS selectors (Result.Page), the checks that hold for every page of every site
// (Result.Faults), and a generator of sites and of edits to them (Random).
//
// Only tests import it.
package sitetest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"gloss"
	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/source"
)

// Files is a site: what stands at each path of its root.
type Files map[string]string

// Parse reads a site from a text archive.
func Parse(archive string) Files {
	files := Files{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = string(f.Data)
	}
	return files
}

// With is the site with one more file, or another one in its place.
func (f Files) With(path, text string) Files {
	f = maps.Clone(f)
	f[path] = text
	return f
}

// Snapshot is the site as the Builder takes it.
func (f Files) Snapshot() source.Snapshot {
	var all []source.File
	for _, path := range slices.Sorted(maps.Keys(f)) {
		all = append(all, source.NewFile(path, []byte(f[path])))
	}
	return source.NewSnapshot(all)
}

// Theme is the embedded theme.
var Theme = func() map[string][]byte {
	files := map[string][]byte{}
	var read func(dir string)
	read = func(dir string) {
		entries, err := gloss.Theme.ReadDir(dir)
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			path := strings.TrimPrefix(dir+"/"+e.Name(), "./")
			if e.IsDir() {
				read(path)
			} else if files[path], err = gloss.Theme.ReadFile(path); err != nil {
				panic(err)
			}
		}
	}
	read(".")
	return files
}()

// Moment reads a date or a time as --at does.
func Moment(t testing.TB, at string) content.Moment {
	t.Helper()
	m, err := content.ParseMoment(at)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// At is the moment that the repository's own site is built for, from .ci/at.
func At(t testing.TB) content.Moment {
	t.Helper()
	at, err := os.ReadFile(filepath.Join(Repository, ".ci", "at"))
	if err != nil {
		t.Fatal(err)
	}
	return Moment(t, strings.TrimSpace(string(at)))
}

// Repository is the root of the repository, seen from the folder of a package
// in internal/.
var Repository = filepath.Join("..", "..")

// Result is a built site.
type Result struct {
	*build.Site
	Tree     map[string][]byte
	Problems []string // every diagnostic, in full
	base     string   // path of the base URL, "" or /path
	origin   string
}

// Build makes a site with a Builder that remembers nothing.
func Build(t testing.TB, snapshot source.Snapshot, at content.Moment, o build.Options) *Result {
	t.Helper()
	return With(t, build.New(options(o)), snapshot, at)
}

func options(o build.Options) build.Options {
	if o.Theme == nil {
		o.Theme = Theme
	}
	return o
}

// Graph is the pages of a site and how they hang together, without their files.
func Graph(snapshot source.Snapshot, at content.Moment) *link.Graph {
	return New(build.Options{}).Build(snapshot, at).Graph
}

// New makes a Builder with the embedded theme.
func New(o build.Options) *build.Builder { return build.New(options(o)) }

// With makes a site with a Builder.
func With(t testing.TB, b *build.Builder, snapshot source.Snapshot, at content.Moment) *Result {
	t.Helper()
	site := b.Build(snapshot, at)
	tree, err := site.Tree()
	if err != nil {
		t.Fatalf("what was checked cannot be rendered: %v", err)
	}
	r := &Result{Site: site, Tree: tree}
	r.base = strings.TrimSuffix(site.Graph.Names.URL("/"), "/")
	r.origin = strings.TrimSuffix(site.Graph.Names.Absolute("/"), r.base+"/")
	for _, d := range site.Diags {
		r.Problems = append(r.Problems, describe(d))
	}
	return r
}

// describe is all that a diagnostic says.
func describe(d diag.Diagnostic) string {
	return fmt.Sprintf("%s:%d-%d %s[%s] %q %q %q %v", d.Path, d.Start, d.End, d.Severity, d.Code.ID, d.Message, d.Note, d.Fixes, d.Related)
}

// Difference tells in what two results differ first, "" for nothing.
func Difference(a, b *Result) string {
	if !slices.Equal(a.Problems, b.Problems) {
		for i := range max(len(a.Problems), len(b.Problems)) {
			if x, y := at(a.Problems, i), at(b.Problems, i); x != y {
				return fmt.Sprintf("problem %d:\n\t%s\n\t%s", i, x, y)
			}
		}
	}
	if a.AutoLink != b.AutoLink {
		return fmt.Sprintf("%d and %d automatic links", a.AutoLink, b.AutoLink)
	}
	if x, y := build.Window(a.Graph.Names), build.Window(b.Graph.Names); x != y {
		return fmt.Sprintf("the window is %s and %s", x, y)
	}
	paths := maps.Clone(a.Tree)
	maps.Copy(paths, b.Tree)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		x, inA := a.Tree[path]
		y, inB := b.Tree[path]
		if inA != inB || string(x) != string(y) {
			return fmt.Sprintf("%s (there: %t, %t)%s", path, inA, inB, firstDifference(string(x), string(y)))
		}
	}
	return ""
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "(none)"
}

func firstDifference(x, y string) string {
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	from := max(i-60, 0)
	return fmt.Sprintf(" at byte %d:\n\t…%s\n\t…%s", i, x[from:min(i+80, len(x))], y[from:min(i+80, len(y))])
}
