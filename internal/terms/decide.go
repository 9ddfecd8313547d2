package terms

import (
	"cmp"
	"slices"

	"gloss/internal/content"
)

// Outcome is what became of a form in prose.
type Outcome uint8

const (
	// Linked is a link.
	Linked Outcome = iota
	// Used: the term is linked already in the scope (rule 3).
	Used
	// ByHand: the scope has a link to the term that the writer made (rule 12).
	ByHand
	// Own: this is the term's own page (rule 11).
	Own
	// Manual: the form links through [[…]] only.
	Manual
	// Skipped: the page's autolink leaves the term out, or all.
	Skipped
	// Capped: its paragraph has its links already (rule 13).
	Capped
	// Split: no one link can be wrapped around it (rule 2).
	Split
	// Quoted: it stands in an inline quotation (rule 2).
	Quoted
	// Excluded: it stands in a heading, a blockquote or a table's header (rule 2).
	Excluded
)

var outcomeWords = [...]string{"linked", "used", "hand", "own-page", "manual", "skipped", "cap", "split", "quote", "excluded"}

// String is the outcome's word in reports.
func (o Outcome) String() string { return outcomeWords[o] }

// Decision is one form in one block, and what became of it.
type Decision struct {
	Block      int32 // in Body.Blocks
	Start, End int32 // bytes of the block's text
	Form       int32 // in Index.Forms
	Outcome    Outcome
}

// Hand is a link to a term that the writer made.
type Hand struct {
	Scope int32
	Term  int32
}

// Policy is what a page, its site and its caller say about linking.
type Policy struct {
	Scope content.Scope
	Cap   int
	Own   int32                 // the term whose page this is, -1 for none
	Off   bool                  // autolink: false
	Skips func(term int32) bool // autolink's skip and only; nil skips nothing
	Hands []Hand
	// Wraps tells whether one element can be put around a stretch of a block's
	// text without splitting another.
	Wraps func(block, start, end int32) bool
}

// Decider decides for one page after another. It keeps memory between them and
// is not shared between goroutines.
type Decider struct {
	scratch Scratch
	text    []byte
	gaps    []Gap
	quotes  []Gap
	matches []Match
	used    map[[2]int32]Outcome // scope and term → Used or ByHand
}

// Decide finds every form in a body, in order, and decides.
func (d *Decider) Decide(body *content.Body, ix *Index, p Policy) []Decision {
	if d.used == nil {
		d.used = map[[2]int32]Outcome{}
	}
	clear(d.used)
	for _, h := range p.Hands {
		d.used[[2]int32{p.scopeOf(h.Scope), h.Term}] = ByHand
	}
	var all []Decision
	for i, block := range body.Blocks {
		d.read(body, block)
		d.matches = ix.Match(d.matches[:0], d.text, d.gaps, &d.scratch)
		if len(d.matches) == 0 {
			continue
		}
		d.quotes = Quotations(d.quotes[:0], d.text)
		links := 0
		for _, m := range d.matches {
			decision := Decision{Block: int32(i), Start: m.Start, End: m.End, Form: m.Form}
			decision.Outcome = d.outcome(body, ix, &p, decision, links)
			if decision.Outcome == Linked {
				links++
				if p.Scope != content.ScopeAll {
					d.used[[2]int32{p.scopeOf(block.Scope), ix.forms[m.Form].Term}] = Used
				}
			}
			all = append(all, decision)
		}
	}
	return all
}

// scopeOf folds all scopes into one where the site says so.
func (p *Policy) scopeOf(scope int32) int32 {
	if p.Scope == content.ScopePage {
		return 0
	}
	return scope
}

// outcome applies the rules in the order in which a writer would give the
// reason: what the form is, where it stands, what else links.
func (d *Decider) outcome(body *content.Body, ix *Index, p *Policy, m Decision, links int) Outcome {
	block := body.Blocks[m.Block]
	f := ix.forms[m.Form]
	switch {
	case !block.Linkable():
		return Excluded
	case d.quoted(m):
		return Quoted
	case f.Term == p.Own:
		return Own
	case p.Off || p.Skips != nil && p.Skips(f.Term):
		return Skipped
	case f.Mode != content.LinkAuto:
		return Manual
	}
	if before, ok := d.used[[2]int32{p.scopeOf(block.Scope), f.Term}]; ok && (before == Used || p.Scope != content.ScopeAll) {
		return before
	}
	switch {
	case links >= p.Cap:
		return Capped
	case p.Wraps != nil && !p.Wraps(m.Block, m.Start, m.End):
		return Split
	}
	return Linked
}

// quoted tells whether a form stands in a quotation. They are in order and apart.
func (d *Decider) quoted(m Decision) bool {
	i, _ := slices.BinarySearchFunc(d.quotes, m.Start, func(q Gap, at int32) int { return cmp.Compare(q.End, at+1) })
	return i < len(d.quotes) && d.quotes[i].Start < m.End
}

var objectChar = []byte("\ufffc")

// ObjectLen is how many bytes of text a content.RunObject takes.
const ObjectLen = 3

// read takes a block's text with the gaps in it.
func (d *Decider) read(body *content.Body, block content.Block) {
	d.text, d.gaps = d.text[:0], d.gaps[:0]
	for _, run := range body.Runs[block.Runs[0]:block.Runs[1]] {
		start := int32(len(d.text))
		switch {
		case run.Kind == content.RunBarrier:
			d.gaps = append(d.gaps, Gap{start, start})
		case run.Kind == content.RunObject:
			d.text = append(d.text, objectChar...)
		case run.Masked:
			d.text = body.AppendRun(d.text, run)
			d.gaps = append(d.gaps, Gap{start, int32(len(d.text))})
		default:
			d.text = body.AppendRun(d.text, run)
			if typed := d.text[start:]; run.SrcLen == 1 && string(typed) == "‘" {
				copy(typed, "’") // made of a typed ', which is an apostrophe in al-'Adl
			}
		}
	}
}
