package build

import (
	"bytes"
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// TestDiffer tampers with what is remembered: the lie is found, and named.
func TestDiffer(t *testing.T) {
	const path = "content/articles/a.md"
	snapshot := source.NewSnapshot([]source.File{
		source.NewFile(path, []byte("---\ntitle: A\n---\n\nThe first words.\n")),
		source.NewFile("content/glossary/b.md", []byte("---\ntitle: Bee\ncategory: group\ndefinition: D.\n---\n")),
	})
	at := content.Moment{Year: 2026, Month: 11, Day: 1}
	theme := embedded(t)
	clean := New(Options{Theme: theme}).Build(snapshot, at)
	for _, c := range []struct {
		name   string
		tamper func(b *Builder)
		want   string // its beginning and its end
		end    string
	}{
		{"nothing", func(*Builder) {}, "", ""},
		{"what was parsed", func(b *Builder) {
			p := b.parsedBefore(path)
			doc, body := *p.doc, *p.doc.Body
			body.HTML = bytes.Replace(body.HTML, []byte("first"), []byte("other"), 1)
			doc.Body = &body
			p.doc = &doc
		}, "articles/a/index.html; the key that lied is of parsing " + path, ")"},
		{"what rules found", func(b *Builder) {
			b.checks.found[0] = []diag.Diagnostic{diag.New(codeStatic, diag.Place{Path: path}, "never so")}
		}, "a problem of " + path, "never so)"},
		{"how a page was finished", func(b *Builder) {
			r := b.graph.Resolved[1] // the same that is remembered
			r.Definition = []byte("Another.")
		}, "glossary.json; the key that lied is of finishing content/glossary/b.md", "against the names"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := New(Options{Theme: theme})
			b.Build(snapshot, at)
			c.tamper(b)
			what, err := b.Build(snapshot, at).Differ(clean)
			if err != nil || !strings.HasPrefix(what, c.want) || !strings.HasSuffix(what, c.end) || (what == "") != (c.want == "") {
				t.Errorf("%q, %v; want %q…%q", what, err, c.want, c.end)
			}
		})
	}
}
