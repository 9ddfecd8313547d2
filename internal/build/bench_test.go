package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gloss"
	"gloss/internal/content"
	"gloss/internal/link"
	"gloss/internal/publish"
	"gloss/internal/source"
)

// benchSite is a site of n pages in memory: articles of some 700 words, one page
// in ten an explainer and one in ten a term, three names in a paragraph.
func benchSite(n int) map[string][]byte {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	common := strings.Fields("the of and to in a is that for it was on are as with his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more")
	terms := max(n/10, 1)
	para := func(words int) string {
		var b strings.Builder
		for i := range words {
			switch {
			case i%30 == 29:
				fmt.Fprintf(&b, "Name%d Group ", r.IntN(terms))
			case i%13 == 12:
				b.WriteString("it ended. The ")
			default:
				b.WriteString(common[r.IntN(len(common))] + " ")
			}
		}
		return b.String() + "\n\n"
	}
	files := map[string][]byte{"content/site.yaml": []byte("title: Bench\nbase-url: https://example.org\n")}
	for i := range n {
		var b strings.Builder
		path := fmt.Sprintf("content/articles/a%d.md", i)
		switch {
		case i < terms:
			path = fmt.Sprintf("content/glossary/t%d.md", i)
			fmt.Fprintf(&b, "---\ntitle: Name%d Group\ncategory: group\ndefinition: One of many groups.\naliases: [Alias%d Front]\n---\n\n%s", i, i, para(80))
		case i < 2*terms:
			path = fmt.Sprintf("content/explainers/e%d.md", i)
			fmt.Fprintf(&b, "---\ntitle: Explainer %d\nsummary: What it is.\n---\n\n", i)
			for q := range 5 {
				fmt.Fprintf(&b, "## What is %d?\n\n%s%s", q, para(40), para(120))
			}
		default:
			fmt.Fprintf(&b, "---\ntitle: Article %d\nsummary: What it is.\npublished: 2026-01-02\n---\n\n", i)
			for s := range 4 {
				fmt.Fprintf(&b, "## Part %d\n\n%s%s[Another](a%d.md), *some* **words**.[^%d]\n\n[^%d]: A note.\n\n", s, para(90), para(80), 2*terms+r.IntN(max(n-2*terms, 1)), s, s)
			}
		}
		files[path] = []byte(b.String())
	}
	return files
}

func snapshotOf(files map[string][]byte) source.Snapshot {
	var list []source.File
	for path, data := range files {
		list = append(list, source.NewFile(path, data))
	}
	return source.NewSnapshot(list)
}

func embedded(tb testing.TB) map[string][]byte {
	files := map[string][]byte{}
	err := fs.WalkDir(gloss.Theme, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files[path], err = gloss.Theme.ReadFile(path)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

const benchPages = 500

// BenchmarkStage measures each stage on one goroutine, beside the least that its
// work could be: reading the same files, scanning the same bytes, writing them.
func BenchmarkStage(b *testing.B) {
	files := benchSite(benchPages)
	snapshot := snapshotOf(files)
	at := content.Moment{Year: 2026, Month: 11, Day: 15}
	builder := New(Options{Jobs: 1, Theme: embedded(b)})
	site := builder.Build(snapshot, at)
	if len(site.Jobs) < benchPages {
		b.Fatalf("only %d files", len(site.Jobs))
	}
	var input, output int64
	for _, data := range files {
		input += int64(len(data))
	}
	tree, err := site.Tree()
	if err != nil {
		b.Fatal(err)
	}
	for _, data := range tree {
		output += int64(len(data))
	}

	dir := b.TempDir()
	for path, data := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path), data, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	run := func(name string, bytes int64, f func(b *testing.B)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				f(b)
			}
		})
	}
	run("load", input, func(b *testing.B) {
		if _, err := source.Load(dir, nil); err != nil {
			b.Fatal(err)
		}
	})
	run("load/floor=read", input, func(b *testing.B) {
		for path := range files {
			if _, err := os.ReadFile(filepath.Join(dir, path)); err != nil {
				b.Fatal(err)
			}
		}
	})
	run("parse", input, func(b *testing.B) {
		New(Options{Jobs: 1}).parse(&Site{workers: 1}, snapshot)
	})
	settings, docs := builder.parse(&Site{workers: 1}, snapshot)
	run("names", input, func(b *testing.B) {
		link.NewNames(settings, docs, snapshot, link.Options{}, nil)
	})
	names, _ := link.NewNames(settings, docs, snapshot, link.Options{}, nil)
	run("resolve", input, func(b *testing.B) { builder.resolve(&Site{workers: 1}, names, link.NewSuggester(names)) })
	run("resolve/floor=scan", input, func(b *testing.B) {
		for _, data := range files {
			if bytes.Count(data, []byte("Group")) < 0 {
				b.Fatal("never")
			}
		}
	})
	resolved, before, _ := builder.resolve(&Site{workers: 1}, names, link.NewSuggester(names))
	run("graph", input, func(b *testing.B) { link.NewGraph(names, resolved, nil, nil) })
	run("check", input, func(b *testing.B) {
		builder.checks = checks{}
		builder.check(&Site{workers: 1, Graph: site.Graph}, resolved, before)
	})
	run("render", output, func(b *testing.B) {
		if err := site.Render(func(string, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	})
	var sink bytes.Buffer
	run("render/floor=copy", output, func(b *testing.B) {
		for _, data := range tree {
			sink.Reset()
			sink.Write(data)
		}
	})
	out := filepath.Join(b.TempDir(), "public")
	run("publish/unchanged", output, func(b *testing.B) {
		target, err := publish.Open(out)
		if err != nil {
			b.Fatal(err)
		}
		defer target.Close()
		stage, err := target.Begin()
		if err != nil {
			b.Fatal(err)
		}
		defer stage.Abort()
		for path, data := range tree {
			if err := stage.Put(path, data); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := stage.Commit(publish.Inputs{}); err != nil {
			b.Fatal(err)
		}
	})
	run("publish/floor=write", output, func(b *testing.B) {
		flat := b.TempDir()
		i := 0
		for _, data := range tree {
			i++
			if err := os.WriteFile(filepath.Join(flat, fmt.Sprint(i)), data, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkBuild is a whole build in memory, cold and with one body edited.
func BenchmarkBuild(b *testing.B) {
	files := benchSite(benchPages)
	theme := embedded(b)
	at := content.Moment{Year: 2026, Month: 11, Day: 15}
	discard := func(string, []byte) error { return nil }
	b.Run("cold", func(b *testing.B) {
		snapshot := snapshotOf(files)
		b.ReportAllocs()
		for b.Loop() {
			if err := New(Options{Theme: theme}).Build(snapshot, at).Render(discard); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("edit", func(b *testing.B) {
		builder := New(Options{Theme: theme})
		builder.Build(snapshotOf(files), at)
		const path = "content/articles/a200.md"
		body := files[path]
		n := 0
		b.ReportAllocs()
		for b.Loop() {
			n++
			files[path] = append(bytes.Clone(body), fmt.Sprintf("\nEdit %d.\n", n)...)
			if s := builder.Build(snapshotOf(files), at); s.Work.Parsed != 1 {
				b.Fatalf("%d files were parsed", s.Work.Parsed)
			}
		}
	})
}
