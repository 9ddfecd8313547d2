package markdown

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"gloss/internal/content"
	"gloss/internal/source"
)

// article is one of a thousand words with all that an article holds: links of
// each kind, quotations, footnotes, a list, a table and code.
func article() string {
	const paragraph = `The Islamic State's Khorasan branch — [[is-k|IS-K]] in most reports --- claimed the
attack on *Kabul airport* within hours; “a **hundred and eighty** people” had died
at the gate, the [Pentagon said](https://www.defense.gov/x), and the Taliban's own
count differed.[^%d] See [the explainer](../explainers/who-is-is-k.md#what) & the
"open questions" below: it isn't settled who gave the order, or whether the
movement's leaders knew -- and no inquiry has said so since. %s

`
	var b strings.Builder
	for i := range 13 {
		if i%4 == 0 {
			fmt.Fprintf(&b, "## Section %d: what happened?\n\n", i/4)
		}
		fmt.Fprintf(&b, paragraph, i+1, []string{"", "It was 17:50.", "Nothing else is known."}[i%3])
	}
	b.WriteString("- one *group* of three\n- another, [[taliban]]\n  - and one within it\n\n")
	b.WriteString("| Source | Killed | Wounded |\n|:--|--:|--:|\n")
	for i := range 6 {
		fmt.Fprintf(&b, "| Report %d | %d | about %d |\n", i, 170+i, 200-i)
	}
	b.WriteString("\n> [!NOTE]\n> Counts differ because they were made on different days.\n\n```text\nnot coloured: what goldmark alone would write\n```\n\n")
	for i := range 13 {
		fmt.Fprintf(&b, "[^%d]: Report %d, *The Paper*, p. %d, <https://e.org/%d>.\n", i+1, i, i*7, i)
	}
	return b.String()
}

const benchHead = "---\ntitle: The airport\nsummary: What is known, and what is *not*.\npublished: 2026-01-02\ntopics: [war, law]\nauthors: [A. Writer]\n---\n\n"

// BenchmarkParse is the whole stage for one page: front matter and body.
func BenchmarkParse(b *testing.B) {
	f := source.NewFile("content/articles/a.md", []byte(benchHead+article()))
	loc := content.Locate(f.Path, func(string) bool { return false })
	b.SetBytes(int64(len(f.Data)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(f, loc)
	}
}

// BenchmarkBody is the body alone, to be compared with its floors below.
func BenchmarkBody(b *testing.B) {
	text := []byte(article())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s := &state{path: "a.md", src: text, kind: content.Article}
		s.page()
	}
}

// BenchmarkFloorGoldmark is goldmark as it comes, with the extensions that our
// dialect has in common with it: no positions, slots or gates.
func BenchmarkFloorGoldmark(b *testing.B) {
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote, extension.Typographer),
		goldmark.WithParserOptions(parser.WithHeadingAttribute(), parser.WithAutoHeadingID()),
	)
	text := []byte(article())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := md.Convert(text, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFloorScan looks at every byte once.
func BenchmarkFloorScan(b *testing.B) {
	text := []byte(article())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, c := range text {
			if c == '[' || c == '*' {
				n++
			}
		}
		if n == 0 || bytes.IndexByte(text, 0) >= 0 {
			b.Fatal("the article is empty")
		}
	}
}

// BenchmarkHighlight is a code block of 1 KB in the colours of its language.
func BenchmarkHighlight(b *testing.B) {
	text := []byte("```go\n" + strings.Repeat("for i := range all { total += all[i].Size() } // sum\n", 20) + "```\n")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s := &state{path: "a.md", src: text, kind: content.Article}
		s.page()
	}
}
