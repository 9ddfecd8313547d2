package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// Parse reads one page.
func Parse(f source.File, loc content.Location) (*content.Document, []diag.Diagnostic) {
	doc := &content.Document{Path: f.Path, Location: loc, Body: &content.Body{}, Data: f.Data}
	if diags, usable := content.CheckFile(f); !usable {
		doc.Broken = true
		return doc, diags
	}
	head, diags := content.ReadHead(f, loc)
	if broken := content.CheckText(f); len(broken) > 0 {
		doc.Meta, doc.Broken = head.Meta, true // others may still name the page
		return doc, broken
	}
	doc.Meta, doc.Broken = head.Meta, head.Broken
	diags = append(diags, content.Controls(f.Path, f.Data, head.Body, len(f.Data))...)
	s := &state{path: f.Path, src: f.Data[head.Body:], shift: head.Body, kind: loc.Kind}
	if loc.Role == content.RoleIntro {
		s.kind = content.Page
	}
	doc.Body = s.page()
	doc.Broken = doc.Broken || s.over
	diags = append(diags, s.diags...)
	return doc, append(diags, parseFields(f, &doc.Meta)...)
}

func (s *state) page() *content.Body {
	return s.body(blockParser, (*renderer).document)
}

// body parses src and writes its HTML. Past a bound there is none: half a page
// would be no page.
func (s *state) body(p parser.Parser, write func(*renderer, ast.Node)) *content.Body {
	s.limit = maxExpansion*len(s.src) + maxExtraBytes
	s.scratch = scratches.Get().(*scratch)
	defer s.release()
	tree := s.parseTree(p, s.src)
	if s.over {
		return &content.Body{}
	}
	r := newRenderer(s)
	write(r, tree)
	body := r.finish()
	if s.over {
		return &content.Body{}
	}
	return body
}

// parseFields renders the one-line fields of front matter, in place. They share
// one file's measure of work.
func parseFields(f source.File, m *content.Meta) []diag.Diagnostic {
	var diags []diag.Diagnostic
	work := 0
	field := func(in *content.Inline) {
		if in.Value == "" {
			return
		}
		s := fieldState(f.Path, in.Text)
		s.work = work
		in.Body = s.body(inlineParser, (*renderer).field)
		work = s.work
		diags = append(diags, s.diags...)
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
	value := func(in *content.Inline) {
		field(in)
		if in.Body != nil && slices.ContainsFunc(in.Body.Slots, func(s content.Slot) bool { return s.Kind == content.SlotEmbed }) {
			diags = append(diags, diag.New(codeEmbedded, content.Place(f.Path, in.At), "a fact's value cannot show another fact or a question").WithFix("write the words out"))
		}
	}
	value(&m.Value)
	field(&m.Because)
	for i := range m.Values {
		value(&m.Values[i].Value)
		field(&m.Values[i].Note)
	}
	for i := range m.Problems {
		field(&m.Problems[i])
	}
	return diags
}

// ParseInline renders one line of inline Markdown that stands in a field of the
// file at path.
func ParseInline(path string, t content.Text) (*content.Body, []diag.Diagnostic) {
	s := fieldState(path, t)
	return s.body(inlineParser, (*renderer).field), s.diags
}

func fieldState(path string, t content.Text) *state {
	return &state{path: path, src: []byte(t.Value), shift: t.At.Start, within: t.At, inexact: !t.Exact}
}
