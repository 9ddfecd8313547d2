package link

import (
	"cmp"
	"slices"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// Decision is a decision about a form with its place in the file.
type Decision struct {
	terms.Decision
	Term *Page
	Src  diag.Span
}

// Resolved is a page finished against the names. It is never changed.
type Resolved struct {
	Page       *Page
	Edits      []Edit // of Doc.Body.HTML
	Summary    []byte // finished inner HTML
	Definition []byte
	Changes    [][]byte // beside Doc.Changes
	AliasNotes [][]byte // beside Doc.Aliases
	RelNotes   [][]byte // beside Doc.Relations
	Ties       [][]byte // notes of ties that others say: on a term's page beside Names.TiesTo, on the glossary beside Names.GroupTies
	Value      []byte
	Because    []byte
	Values     [][]byte // beside Doc.Values
	ValueNotes [][]byte // beside Doc.Values
	Problems   [][]byte // beside Doc.Problems
	References []*Reference
	Facts      []*Page // facts that the page shows, each once, in order of first use
	FactTables []FactTable
	Answers    [][]byte // beside Doc.Body.Questions: the short answers as lists show them
	Image      *Asset   // that social networks are to show, nil for none
	Decisions  []Decision
	Uses       []Use
	Terms      []*Page           // terms that the page links to, each once, in order of first use
	Diags      []diag.Diagnostic // a Suggester adds what was meant
	doubts     []doubted
	targets    []number  // pages that it leads to, in order
	shares     []float32 // beside targets
	AutoLinks  int       // links that linking made, of Uses
	quotations *quotations
	headings   []string // beside Doc.Body.Headings; nil where they are shown as they are written
}

// Heading is the words of one of the page's headings, as readers see them.
func (r *Resolved) Heading(i int) string {
	if r.headings == nil {
		return r.Page.Doc.Body.Headings[i].Text
	}
	return r.headings[i]
}

// Resolver finishes one page after another; it keeps memory between them and is
// not shared between goroutines. What it gives depends on the document and the
// names alone.
type Resolver struct {
	names   *Names
	known   map[*content.Document]*headings
	several map[sharedName]*problem

	decider  terms.Decider
	page     *Page
	out      *Resolved
	hands    []terms.Hand
	seen     map[*Page]bool
	citing   citing
	unshown  bool           // what is finished stands on no page, so no citation of it counts
	asked    []question     // what the page at hand asks of the names
	volatile bool           // it asks what cannot be asked again
	marked   map[int32]bool // blocks in which a disputed fact is marked in words
	room     int            // how many bytes more may be put into the page
	full     bool           // that was too little
	muted    bool           // copies are made, of which nothing is noted
	echoes   bool           // words of another page are made, whose citations alone count
}

// NewResolver makes a resolver for one worker.
func NewResolver(n *Names) *Resolver {
	return &Resolver{names: n, known: map[*content.Document]*headings{}, several: map[sharedName]*problem{}}
}

func (r *Resolver) begin(p *Page) {
	r.page, r.out = p, &Resolved{Page: p, quotations: &quotations{}}
	r.hands, r.seen = r.hands[:0], map[*Page]bool{}
	r.room, r.full, r.muted = roomFor(p.Doc), false, false
	r.citing.reset()
	r.marked = map[int32]bool{}
	r.asked, r.volatile = r.asked[:0], false
}

// Resolve finishes a page. A term's page shows its facts above its text, and
// numbers go up from there: where the text turns out to show a fact that is not
// about the term, the page is finished once more with that fact known.
func (r *Resolver) Resolve(p *Page) *Resolved {
	r.resolve(p, nil)
	if p.Term >= 0 {
		if late := r.untabled(); len(late) > 0 {
			r.resolve(p, late)
		}
	}
	return r.out
}

// resolve finishes a page whose text shows the facts late, besides those about
// its term.
func (r *Resolver) resolve(p *Page, late []*Page) {
	r.begin(p)
	r.frontMatter()
	r.leadFields()
	if p.Term >= 0 {
		r.factTables(slices.Concat(r.names.FactsAbout(p), r.out.Facts, late))
	}
	r.body(true)
	r.out.Edits = append(r.out.Edits, r.autoLinks(p.Doc.Body)...)
	sortEdits(r.out.Edits)
	// As they stand on the page, what is in no block of it last.
	slices.SortStableFunc(r.out.Uses, func(a, b Use) int {
		return cmp.Or(cmp.Compare(uint32(a.Block), uint32(b.Block)), cmp.Compare(a.From, b.From))
	})
	switch {
	case p.Doc.Kind == content.Fact:
		r.factTables([]*Page{p})
	case p.Term < 0:
		r.factTables(r.out.Facts)
	}
	r.fields()
	r.out.References = r.references()
	r.answers()
	r.out.count()
}

// ResolveIntro finishes the introduction of a listing. Listings have no list of
// terms of their own, so no term links there by itself.
func (r *Resolver) ResolveIntro(p *Page) *Resolved {
	r.begin(p)
	r.introduction()
	r.leadFields()
	r.body(false)
	sortEdits(r.out.Edits)
	r.fields()
	r.out.References = r.references()
	r.out.count()
	return r.out
}

// body finishes what the writer made by hand.
func (r *Resolver) body(hands bool) {
	body := r.page.Doc.Body
	r.out.Edits = r.slots(r.page, body, hands)
	if slices.ContainsFunc(body.Slots, func(s content.Slot) bool { return namesPage(body, &s) }) {
		r.out.headings = r.shown(r.page)
	}
}

// answers finishes the copies of the page's short answers. What is wrong or
// used in them was noted when the page itself was finished.
func (r *Resolver) answers() {
	r.room, r.full, r.muted = roomFor(r.page.Doc), false, true
	for _, q := range r.page.Doc.Body.Questions {
		r.out.Answers = append(r.out.Answers, r.shortAnswer(r.page, q.Short, false))
	}
}

// silent tells whether what is wrong or used was noted elsewhere.
func (r *Resolver) silent() bool { return r.muted || r.echoes }

func (r *Resolver) report(d diag.Diagnostic) {
	if !r.silent() {
		r.out.Diags = append(r.out.Diags, d)
	}
}

// problem places a message that was made without a place.
func (r *Resolver) problem(p *problem, owner *Page, at diag.Span) {
	if r.silent() {
		return
	}
	d := p.Diagnostic
	d.Place = content.Place(owner.Doc.Path, at)
	r.report(d)
	if p.doubt.pool != noPool {
		r.out.doubts = append(r.out.doubts, doubted{len(r.out.Diags) - 1, p.doubt})
	}
}

// leadFields finishes the one-line fields that stand above the text; they carry
// links by hand alone. Sources are numbered in the order in which a page shows
// them, so fields are finished in that order.
func (r *Resolver) leadFields() {
	m := &r.page.Doc.Meta
	r.unshown = r.page.Doc.Kind == content.Term || r.page.Doc.Role == content.RoleIntro && r.page.Doc.Kind == content.Page
	r.out.Summary = r.field(m.Summary)
	r.unshown = false
	r.out.Definition = r.field(m.Definition)
	for _, a := range m.Aliases {
		r.out.AliasNotes = append(r.out.AliasNotes, r.field(a.Note))
	}
	r.out.Value = r.field(m.Value)
	r.out.Because = r.field(m.Because)
	for _, p := range m.Problems {
		r.out.Problems = append(r.out.Problems, r.field(p))
	}
}

// fields finishes those that stand below it.
func (r *Resolver) fields() {
	m := &r.page.Doc.Meta
	for _, rel := range m.Relations {
		to := r.names.find(rel.To.Value, content.Term).page
		r.unshown = to == nil || !to.Live || to == r.page
		r.out.RelNotes = append(r.out.RelNotes, r.field(rel.Note))
	}
	r.unshown = false
	switch {
	case r.page.Term >= 0:
		r.ties(r.names.TiesTo(r.page))
	case r.page.Doc.Role == content.RoleIntro && r.page.Doc.Kind == content.Term:
		r.ties(r.names.GroupTies())
	}
	for _, c := range m.Changes {
		r.unshown = r.names.Later(c.Date) || r.page.Doc.Role == content.RoleIntro // a listing shows no changes
		r.out.Changes = append(r.out.Changes, r.field(c.Text))
	}
	r.unshown = false
}

func (r *Resolver) field(in content.Inline) []byte { return r.fieldOf(r.page, in) }

// fieldOf finishes a field that stands in the file of owner.
func (r *Resolver) fieldOf(owner *Page, in content.Inline) []byte {
	if in.Body == nil {
		return nil
	}
	n := len(r.out.Uses)
	edits := r.slots(owner, in.Body, false)
	sortEdits(edits)
	r.quote(n, in.Body, edits)
	return Apply(nil, in.Body.HTML, edits)
}
