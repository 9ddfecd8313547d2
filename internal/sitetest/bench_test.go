package sitetest_test

import (
	"strings"
	"testing"
	"time"

	"gloss/internal/build"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// TestBench: the site that figures are measured on is what its description says.
func TestBench(t *testing.T) {
	files := sitetest.Bench(1, 300)
	r := sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-01-01"), build.Options{})
	for _, p := range r.Problems {
		if strings.Contains(p, " error[") {
			t.Error(p)
		}
	}
	_, terms := r.Counts()
	words, forms := 0, 0
	for path, text := range files {
		switch {
		case strings.Contains(path, "/articles/"):
			words += len(strings.Fields(text))
		case strings.Contains(path, "/glossary/"):
			forms += 2 + strings.Count(text[strings.Index(text, "aliases:"):strings.Index(text, "]")], ",")
		}
	}
	if words /= 240; terms != 30 || words < 900 || words > 1200 {
		t.Errorf("%d terms, %d words an article", terms, words)
	}
	if each := float64(r.AutoLink) / 300; each < 9 || each > 16 || forms != 30*34/10 {
		t.Errorf("%.1f links a page, %d forms", each, forms)
	}
	if a, b := sitetest.Bench(1, 300), sitetest.Bench(2, 300); len(a) != len(files) || a["content/articles/article-7.md"] != files["content/articles/article-7.md"] || b["content/articles/article-7.md"] == a["content/articles/article-7.md"] {
		t.Error("a seed does not make one site")
	}
	t.Logf("%d links, %d problems", r.AutoLink, len(r.Problems))
	for _, p := range r.Problems[:min(5, len(r.Problems))] {
		t.Log(p)
	}
}

// BenchmarkCold builds and renders the site that figures are measured on, without
// social cards; docs/design/speed.md has what its profiles showed.
func BenchmarkCold(b *testing.B) {
	files := sitetest.Bench(1, 1000)
	files["content/site.yaml"] += "outputs: {cards: false}\n"
	snapshot, at := files.Snapshot(), sitetest.Moment(b, "2026-01-01")
	b.ReportAllocs()
	for b.Loop() {
		site := build.New(build.Options{Theme: sitetest.Theme}).Build(snapshot, at)
		if err := site.Render(func(string, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAlias is a build after a term of 10,000 pages got another alias: what
// names mean is made anew, and the pages that have its words are finished again.
func BenchmarkAlias(b *testing.B) {
	files, at := sitetest.Bench(1, 10_000), sitetest.Moment(b, "2026-01-01")
	term := files[sitetest.BenchTerm]
	var snapshots []source.Snapshot
	for _, alias := range []string{"windmill", "watermill"} {
		files[sitetest.BenchTerm] = strings.Replace(term, "aliases: [", "aliases: ["+alias+", ", 1)
		snapshots = append(snapshots, files.Snapshot())
	}
	builder := build.New(build.Options{Theme: sitetest.Theme})
	builder.Build(snapshots[0], at)
	stages, n := map[string]time.Duration{}, 0
	for b.Loop() {
		n++
		for stage, took := range builder.Build(snapshots[n%2], at).Stages {
			stages[stage] += took
		}
	}
	for stage, took := range stages {
		b.ReportMetric(float64(took.Microseconds())/1000/float64(n), "ms-"+stage)
	}
}
