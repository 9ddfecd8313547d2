package check

import (
	"cmp"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/terms"
)

// Editor reads pages as a careful editor does: their words, one passage after
// another, and what stands behind them. It keeps memory between pages and is not
// shared between goroutines. What it finds depends on the page, the names and
// the style alone.
type Editor struct {
	names *link.Names
	house *Style

	reader  reader
	scratch terms.Scratch
	matches []terms.Match
	quotes  []terms.Gap

	// Of the page at hand.
	path, lang string
	found      map[*diag.Code]*diag.Collector
	layout     layout
	dated      map[int32]bool // by group: a date stands in it
	sourced    map[int32]bool // by group: a citation or a fact does
	pending    []pending
	cite       string // a citation that could be pasted
}

// pending is a finding that some groups of blocks excuse.
type pending struct {
	diag.Diagnostic
	group   int32
	excused map[int32]bool
}

// NewEditor makes an editor for one worker.
func NewEditor(n *link.Names, s *Style) *Editor { return &Editor{names: n, house: s} }

func (e *Editor) begin(path, lang string) {
	e.path, e.lang = path, lang
	e.found = map[*diag.Code]*diag.Collector{}
	e.dated, e.sourced, e.pending = map[int32]bool{}, map[int32]bool{}, e.pending[:0]
}

// fieldGroup is the group of the field at hand, which is one for itself.
const fieldGroup = -1

// Page applies the rules about words, sentences, quotations and sources to a page
// or an introduction.
func (e *Editor) Page(r *link.Resolved) []diag.Diagnostic {
	doc := r.Page.Doc
	e.begin(doc.Path, r.Page.Lang)
	e.cite = pasted(r)
	e.text(r)
	for _, f := range fieldsOf(doc) {
		e.field(f)
	}
	if doc.Kind != content.Source {
		e.reader.title(doc.Title)
		e.style()
	}
	e.oneSource(r)
	return e.settle()
}

// text reads the blocks of a page's text.
func (e *Editor) text(r *link.Resolved) {
	doc := r.Page.Doc
	e.layout = layoutOf(doc.Body)
	e.sources(r)
	e.reader.begin(doc.Body, factWords(r))
	for i := range doc.Body.Blocks {
		p := e.reader.read(int32(i), inText)
		e.style()
		if p.kind == content.BlockQuote || p.kind == content.BlockHeading {
			continue
		}
		e.sentences()
		if doc.Kind != content.Source {
			e.quotations(true)
		}
		e.figures(wantsSources(r.Page))
	}
	e.blockquotes(doc)
}

func (e *Editor) field(f field) {
	e.reader.begin(f.Body, nil)
	p := e.reader.read(0, f.part)
	p.cited = cites(f.Body)
	delete(e.dated, fieldGroup)
	held := len(e.pending)
	e.style()
	e.sentences()
	e.quotations(f.quotes)
	e.figures(false)
	for _, p := range e.pending[held:] {
		if !p.excused[fieldGroup] {
			e.add(p.Diagnostic)
		}
	}
	e.pending = e.pending[:held]
}

// group is that of the passage at hand.
func (e *Editor) group() int32 {
	if b := e.reader.passage.block; b >= 0 {
		return e.layout.group[b]
	}
	return fieldGroup
}

// report notes a finding in the passage at hand, unless the writer accepted it.
func (e *Editor) report(code *diag.Code, start, end int32, message, fix string) {
	e.reportUnless(nil, code, start, end, message, fix)
}

// reportUnless is report where the group of the passage is not among some.
func (e *Editor) reportUnless(excused map[int32]bool, code *diag.Code, start, end int32, message, fix string) {
	p := &e.reader.passage
	at := p.span(start, end)
	if p.accepts(at) {
		return
	}
	d := diag.New(code, content.Place(e.path, at), message).WithFix(fix)
	if excused == nil {
		e.add(d)
		return
	}
	e.pending = append(e.pending, pending{d, e.group(), excused})
}

func (e *Editor) add(d diag.Diagnostic) {
	c := e.found[d.Code]
	if c == nil {
		c = &diag.Collector{}
		e.found[d.Code] = c
	}
	c.Add(d)
}

// settle gives what was found on the page at hand.
func (e *Editor) settle() []diag.Diagnostic {
	for _, p := range e.pending {
		if !p.excused[p.group] {
			e.add(p.Diagnostic)
		}
	}
	var all []diag.Diagnostic
	for _, c := range e.found {
		all = append(all, c.All()...)
	}
	return diag.Sort(all)
}

// pasted is a citation of a source that the page cites already.
func pasted(r *link.Resolved) string {
	if len(r.References) == 0 {
		return "[@KEY]"
	}
	return "[@" + r.References[0].Source.Key + "]"
}

// factWords gives how many words more than one each fact shows that stands in a
// page's text without words of its own, by its place in the HTML.
func factWords(r *link.Resolved) map[int32]int {
	all := map[int32]int{}
	for _, u := range r.Uses {
		if u.Block >= 0 && u.To.Doc.Kind == content.Fact {
			all[u.From] = len(strings.Fields(u.To.Doc.Value.Body.Plain())) - 1
		}
	}
	return all
}

// after finds the first of some ranges, which are in order, that ends behind a
// place.
func after(ranges []terms.Gap, at int32) int {
	i, _ := slices.BinarySearchFunc(ranges, at, func(g terms.Gap, at int32) int { return cmp.Compare(g.End, at+1) })
	return i
}
