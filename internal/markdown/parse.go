package markdown

import (
	"github.com/yuin/goldmark/ast"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// Version names the dialect and its output. Whoever remembers a Document keys it
// by this too; it is raised with every change that a page could show.
const Version = "1"

// Parse reads one page.
func Parse(f source.File, loc content.Location) (*content.Document, []diag.Diagnostic) {
	doc := &content.Document{Path: f.Path, Location: loc, Body: &content.Body{}, Data: f.Data}
	if diags, usable := content.CheckFile(f); !usable {
		doc.Broken = true
		return doc, diags
	}
	if diags := content.CheckText(f); len(diags) > 0 {
		doc.Broken = true
		return doc, diags
	}
	head, diags := content.ReadHead(f, loc)
	doc.Meta, doc.Broken = head.Meta, head.Broken
	s := &state{path: f.Path, src: f.Data[head.Body:], shift: head.Body, kind: loc.Kind}
	if loc.Role == content.RoleIntro {
		s.kind = content.Page
	}
	doc.Body = s.page()
	diags = append(diags, s.diags...)
	return doc, append(diags, parseFields(f, &doc.Meta)...)
}

func (s *state) page() *content.Body {
	s.limit = maxExpansion*len(s.src) + maxExtraBytes
	if at, what := outOfBounds(s.src); what != "" {
		s.report(codeBounds, at.Start, at.End, what, "split it, or take out what no reader needs")
		return &content.Body{}
	}
	tree := s.parseTree(blockParser, s.src)
	r := newRenderer(s)
	r.document(tree)
	return r.finish()
}

// parseFields renders the one-line fields of front matter, in place.
func parseFields(f source.File, m *content.Meta) []diag.Diagnostic {
	var diags []diag.Diagnostic
	field := func(in *content.Inline) {
		if in.Value == "" {
			return
		}
		var ds []diag.Diagnostic
		in.Body, ds = ParseInline(f.Path, in.Text)
		diags = append(diags, ds...)
	}
	field(&m.Summary)
	field(&m.Definition)
	for i := range m.Changes {
		field(&m.Changes[i].Text)
	}
	for i := range m.Aliases {
		field(&m.Aliases[i].Note)
	}
	for i := range m.Relations {
		field(&m.Relations[i].Note)
	}
	return diags
}

// ParseInline renders one line of inline Markdown that stands in a field of the
// file at path.
func ParseInline(path string, t content.Text) (*content.Body, []diag.Diagnostic) {
	s := &state{path: path, src: []byte(t.Value), shift: t.At.Start, within: t.At, inexact: !t.Exact}
	s.limit = maxExpansion*len(s.src) + maxExtraBytes
	if at, what := outOfBounds(s.src); what != "" {
		s.report(codeBounds, at.Start, at.End, what, "shorten it")
		return &content.Body{}, s.diags
	}
	tree := s.parseTree(inlineParser, s.src)
	r := newRenderer(s)
	r.scope(false)
	r.beginBlock(content.BlockText)
	for p := tree.FirstChild(); p != nil; p = p.NextSibling() {
		if p.Kind() == ast.KindParagraph {
			r.inlines(p)
		}
	}
	r.endBlock()
	return r.finish(), s.diags
}
