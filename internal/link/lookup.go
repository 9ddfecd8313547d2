package link

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// anyKind is what find takes for pages of every kind.
const anyKind content.Kind = 255

// named is a page under one of its names.
type named struct {
	page    number
	text    string
	written string // writtenKey of text
}

// found is what a name means: one page, none, or several.
type found struct {
	page    *Page
	bySlug  bool
	several bool
}

// find finds the page of a kind that a name means: by slug, else by a title,
// alias or plural that is written so, else by one in other capitals. It stops at
// the second page.
func (n *Names) find(name string, kind content.Kind) found {
	is := func(p *Page) bool { return kind == anyKind || p.Doc.Kind == kind }
	m := found{bySlug: true}
	for _, i := range n.bySlug[name] {
		if p := n.page(i); is(p) && m.add(p) {
			return m
		}
	}
	if m.page != nil {
		return m
	}
	m.bySlug = false
	for _, i := range n.byWritten[writtenKey(name)] {
		if p := n.page(i); is(p) && m.add(p) {
			return m
		}
	}
	if m.page != nil {
		return m
	}
	for _, have := range n.byName[nameKey(name)] {
		if p := n.page(have.page); is(p) && m.add(p) {
			return m
		}
	}
	return m
}

// add notes a page, and tells whether it is the second.
func (m *found) add(p *Page) bool {
	if m.page == nil || m.page == p {
		m.page = p
		return false
	}
	m.page, m.several = nil, true
	return true
}

// all lists the pages among which find found several, in order of path.
func (n *Names) all(name string, kind content.Kind) []*Page {
	bySlug := n.find(name, kind).bySlug
	written := writtenKey(name)
	var exact, pages []*Page
	if bySlug {
		for _, i := range n.bySlug[name] {
			exact = append(exact, n.page(i))
		}
	}
	for _, have := range n.byName[nameKey(name)] {
		pages = append(pages, n.page(have.page))
		if !bySlug && have.written == written {
			exact = append(exact, n.page(have.page))
		}
	}
	other := func(p *Page) bool { return kind != anyKind && p.Doc.Kind != kind }
	if exact = slices.DeleteFunc(exact, other); len(exact) > 0 {
		pages = exact
	}
	pages = slices.DeleteFunc(pages, other)
	slices.SortFunc(pages, func(a, b *Page) int { return strings.Compare(a.Doc.Path, b.Doc.Path) })
	return slices.Compact(pages)
}

// maxWays bounds how many of the pages that share a name a message lists.
const maxWays = 5

// sharedName is a name that several pages of a kind have, where it is written: in
// [[…]] or in a field.
type sharedName struct {
	name  string
	kind  content.Kind
	field bool
}

// shared is the message for a name of several pages, which is made once.
func (r *Resolver) shared(name sharedName) *problem {
	if r.several[name] == nil {
		r.several[name] = r.names.ambiguous(name)
	}
	return r.several[name]
}

func (n *Names) ambiguous(name sharedName) *problem {
	pages := n.all(name.name, name.kind)
	d := diag.New(codeAmbiguous, diag.Place{}, fmt.Sprintf("%q is the name of %d pages", name.name, len(pages)))
	var ways []string
	for _, p := range pages[:min(len(pages), maxWays)] {
		ways = append(ways, name.way(p))
		d = d.WithRelated(diag.Place{Path: p.Doc.Path}, "")
	}
	return &problem{Diagnostic: d.WithFix(strings.Join(ways, "   or: "))}
}

// way names one of the pages.
func (s sharedName) way(p *Page) string {
	switch {
	case s.field:
		return p.Slug
	case p.Doc.Kind == content.Page: // no folder tells it apart
		return "[" + p.Title() + "](" + p.Address + ")"
	}
	return "[[" + p.Doc.Kind.Folder() + "/" + p.Slug + "]]"
}

// TermNamed finds a term by slug, title or alias, nil where there is none or
// where there are several.
func (n *Names) TermNamed(name string) *Page { return n.find(name, content.Term).page }

// PageNamed is the page that a field names as [[name]] would; nil where there is
// none, or several.
func (n *Names) PageNamed(name string) *Page {
	if folder, rest, found := strings.Cut(name, "/"); found {
		if kind, ok := content.KindOfFolder(folder); ok {
			if p := n.find(rest, kind).page; p != nil {
				return p
			}
		}
	}
	return n.find(name, anyKind).page
}

// nameKey is a name as [[…]] compares it: case, kinds of spaces, hyphens and
// apostrophes do not count.
func nameKey(s string) string { return strings.ToLower(writtenKey(s)) }

// writtenKey is nameKey with the capitals as they are written.
func writtenKey(s string) string {
	if isASCII(s) && !strings.ContainsAny(s, "\t\n\v\f\r") && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '‐', '‑', '–':
			return '-'
		case '’':
			return '\''
		case '“', '”':
			return '"'
		}
		return r
	}, norm.NFC.String(strings.Join(strings.Fields(s), " ")))
}

func (n *Names) addName(p *Page, text string) {
	if text == "" {
		return
	}
	have := named{p.number(), text, writtenKey(text)}
	if n.have[have] {
		return
	}
	n.have[have] = true
	key := strings.ToLower(have.written)
	n.byName[key] = append(n.byName[key], have)
	n.byWritten[have.written] = append(n.byWritten[have.written], have.page)
}
