package link

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// Explained is one link of a page, or one name that became none, with the
// sentence it stands in and what the reason is made from.
type Explained struct {
	Src     diag.Span
	Text    string // as readers see it
	To      *Page
	Outcome string // Written, or the word of a terms.Outcome
	Section string // the heading of the linking section; "" in the lead and in footnotes
	Part    Part
	Before  string // of the sentence, up to the text
	After   string

	kind    content.BlockKind
	scope   content.Scope
	cap     int
	earlier diag.Span // the link that the scope has already
	from    int32     // in the HTML, to order by
}

// Written is the outcome of a link that was made by hand.
const Written = "written"

// Part is what part of a page a name stands in.
type Part uint8

// The parts of a page.
const (
	InLead Part = iota
	InSection
	InFootnotes
)

// Links tells whether a link stands there.
func (e Explained) Links() bool { return e.Outcome == Written || e.Outcome == terms.Linked.String() }

// Sentence is the whole sentence, as readers see it.
func (e Explained) Sentence() string { return e.Before + e.Text + e.After }

// Reason says why the name became a link or none. Places are those of m, which
// maps the page's file.
func (e Explained) Reason(m *diag.Mapper) string {
	switch e.Outcome {
	case Written:
		return e.written()
	case terms.Linked.String():
		switch e.scope {
		case content.ScopeAll:
			return "every use links"
		case content.ScopePage:
			return "first on page"
		}
		return "first in " + e.reach()
	case terms.Used.String():
		return "used already at " + at(m, e.earlier)
	case terms.ByHand.String():
		if e.earlier == (diag.Span{}) { // it stands in a copy of another page's answer
			return "linked by hand in an embed"
		}
		return "linked by hand at " + at(m, e.earlier)
	case terms.Own.String():
		return "its own page"
	case terms.Manual.String():
		return "manual: only [[…]] links"
	case terms.Skipped.String():
		return "skipped by autolink"
	case terms.Capped.String():
		return fmt.Sprintf("past the cap of %d", e.cap)
	case terms.Split.String():
		return "would split emphasis"
	case terms.Quoted.String():
		return "in a quotation"
	}
	switch e.kind {
	case content.BlockHeading:
		return "in a heading"
	case content.BlockHeader:
		return "in a table header"
	}
	return "in a blockquote"
}

func (e Explained) written() string {
	switch {
	case e.To.Term < 0:
		return "by hand, to no term"
	case e.scope == "" || e.scope == content.ScopeAll:
		return "by hand"
	}
	return "by hand, for its " + e.reach()
}

// reach is the scope of linking rule 3 that the name stands in.
func (e Explained) reach() string {
	switch {
	case e.scope == content.ScopePage:
		return "page"
	case e.kind == content.BlockCell, e.kind == content.BlockHeader:
		return "table"
	case e.kind == content.BlockCaption:
		return "caption"
	case e.Part == InFootnotes:
		return "footnote"
	}
	return "section"
}

func at(m *diag.Mapper, span diag.Span) string {
	p := m.Position(span.Start)
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// Explain lists the links of a page's text and the names that became none, in
// the order of the page.
func Explain(n *Names, r *Resolved) []Explained {
	x := explainer{names: n, r: r, body: r.Page.Doc.Body, sections: sectionsOf(r.Page.Doc.Body), first: map[[2]int32]diag.Span{}}
	x.hands()
	x.decisions()
	slices.SortStableFunc(x.all, func(a, b Explained) int { return cmp.Compare(a.from, b.from) })
	return x.all
}

type explainer struct {
	names    *Names
	r        *Resolved
	body     *content.Body
	sections sections
	first    map[[2]int32]diag.Span // scope and term → the link there
	all      []Explained
}

// hands lists what the writer linked to pages of the site.
func (x *explainer) hands() {
	slots := map[[2]int32]*content.Slot{}
	for i := range x.body.Slots {
		if s := &x.body.Slots[i]; s.Kind <= content.SlotExternal {
			slots[wordsOfLink(x.body, s)] = s
		}
	}
	for _, u := range x.r.Uses {
		s := slots[[2]int32{u.From, u.Up}]
		if u.Auto || u.Block < 0 || s == nil {
			continue
		}
		e := x.explained(u, s.Src, Written)
		if x.r.Page.Doc.Role == content.RoleIntro {
			e.scope = "" // nothing links there by itself
		}
		x.link(s.Scope, u.To.Term, s.Src)
		x.all = append(x.all, e)
	}
}

// wordsOfLink is where the words of a link stand in the HTML.
func wordsOfLink(body *content.Body, s *content.Slot) [2]int32 {
	if s.Kind != content.SlotExternal {
		return [2]int32{s.At, s.End}
	}
	tag := int32(bytes.IndexByte(body.HTML[s.At:], '>')) + 1
	return [2]int32{s.At + tag, s.End - int32(len("</a>"))}
}

// decisions lists the names that were found.
func (x *explainer) decisions() {
	places := newLocator(x.body)
	for _, d := range x.r.Decisions {
		from, to, _ := places.locate(d.Block, d.Start, d.End)
		e := x.explained(Use{To: d.Term, Block: d.Block, From: from, Up: to}, d.Src, d.Outcome.String())
		scope := x.body.Blocks[d.Block].Scope
		switch d.Outcome {
		case terms.Linked:
			x.link(scope, d.Term.Term, d.Src)
		case terms.Used, terms.ByHand:
			e.earlier = x.first[x.key(scope, d.Term.Term)]
		}
		x.all = append(x.all, e)
	}
}

// link notes the first link to a term in a scope.
func (x *explainer) link(scope, term int32, at diag.Span) {
	key := x.key(scope, term)
	if _, ok := x.first[key]; !ok {
		x.first[key] = at
	}
}

func (x *explainer) key(scope, term int32) [2]int32 {
	if x.names.Site.LinkScope == content.ScopePage {
		scope = 0
	}
	return [2]int32{scope, term}
}

func (x *explainer) explained(u Use, src diag.Span, outcome string) Explained {
	block := x.body.Blocks[u.Block]
	e := Explained{Src: src, To: u.To, Outcome: outcome, kind: block.Kind, scope: x.names.Site.LinkScope, cap: x.names.Site.LinkCap, from: u.From}
	e.Before, e.Text, e.After = x.r.sentence(u)
	heading, part := x.sections.of(block, u.From)
	if e.Part = part; part == InSection {
		e.Section = x.r.Heading(heading)
	}
	return e
}

// sections knows the headings that begin the sections of linking rule 3.
type sections struct {
	scope     map[int32]int32 // of a heading, by its place in Body.Headings
	begins    map[int32]int32 // by scope: the heading that begins it
	footnotes int32           // where they begin in the HTML, its end where there are none
}

func sectionsOf(body *content.Body) sections {
	s := sections{map[int32]int32{}, map[int32]int32{}, int32(len(body.HTML))}
	if i := bytes.Index(body.HTML, []byte(`<section class="footnotes"`)); i >= 0 {
		s.footnotes = int32(i)
	}
	for _, b := range body.Blocks {
		if b.Kind != content.BlockHeading {
			continue
		}
		s.scope[b.Heading] = b.Scope
		if _, ok := s.begins[b.Scope]; !ok && b.Scope > 0 { // the lead begins without one
			s.begins[b.Scope] = b.Heading
		}
	}
	return s
}

func (s sections) of(b content.Block, at int32) (heading int, part Part) {
	if at >= s.footnotes {
		return -1, InFootnotes
	}
	if b.Heading >= 0 {
		if heading, ok := s.begins[s.scope[b.Heading]]; ok {
			return int(heading), InSection
		}
	}
	return -1, InLead
}

// Sharing lists the pages that a name means in [[…]] where it means several, nil
// where it means one or none.
func (n *Names) Sharing(name string) []*Page {
	if !n.find(name, anyKind).several {
		return nil
	}
	return n.all(name, anyKind)
}
