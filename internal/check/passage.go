package check

import (
	"bytes"
	"cmp"
	"slices"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/terms"
)

// part is where in a page a passage stands.
type part uint8

const (
	inText   part = iota // a block of the writer's text
	inDeck               // the summary, the definition
	inNote               // a reason, a note
	inChange             // the log of changes, which is dated
	inName               // a title
)

// passage is the words of one block, or of one field of front matter.
type passage struct {
	part     part
	block    int32 // in the page's text, -1 for a field
	kind     content.BlockKind
	text     []byte
	stops    []terms.Gap // what is no prose: code, addresses, slugs; and points that no form reaches across
	starts   []int32     // where each of runs begins in text
	runs     []content.Run
	accepted []diag.Span // of the file, in order and apart
	cited    bool        // of a field: it cites
	longer   []longer
	linked   []terms.Gap  // the words of links into the site
	at       content.Text // of a title: its place
}

// longer tells that readers see more words at a place than the text has there.
type longer struct {
	at    int32
	words int
}

// prose tells whether the passage is running text of the writer's own.
func (p *passage) prose() bool {
	return p.part != inName && (p.block < 0 || p.kind < content.BlockHeading)
}

// span gives the place in the file of text[start:end].
func (p *passage) span(start, end int32) diag.Span {
	if p.part == inName {
		if !p.at.Exact {
			return p.at.At
		}
		return diag.Span{Start: p.at.At.Start + int(start), End: p.at.At.Start + int(end)}
	}
	return diag.Span{Start: p.place(start, false), End: p.place(end, true)}
}

// place maps an offset of the text to the file. The end of a range belongs to
// the run before it.
func (p *passage) place(offset int32, end bool) int {
	want := offset
	if end {
		want--
	}
	i, found := slices.BinarySearch(p.starts, want)
	if !found {
		i--
	}
	for found && i+1 < len(p.starts) && p.starts[i+1] == want { // past runs without characters
		i++
	}
	for !end && i >= 0 && i+1 < len(p.runs) && p.runs[i].Kind >= content.RunBarrier { // they have no place in the file
		i++
	}
	if i < 0 {
		return 0
	}
	run := p.runs[i]
	switch {
	case run.Kind == content.RunPlain && run.Len == run.SrcLen:
		return int(run.Src + offset - p.starts[i])
	case end:
		return int(run.Src + run.SrcLen)
	}
	return int(run.Src)
}

// accepts tells whether the writer accepted an exception around a range.
func (p *passage) accepts(at diag.Span) bool {
	i, _ := slices.BinarySearchFunc(p.accepted, at.Start, func(s diag.Span, start int) int { return cmp.Compare(s.End, start+1) })
	return i < len(p.accepted) && p.accepted[i].Start <= at.Start && at.End <= p.accepted[i].End
}

// merge puts spans into order and joins those that overlap.
func merge(spans []diag.Span) []diag.Span {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b diag.Span) int { return cmp.Compare(a.Start, b.Start) })
	var all []diag.Span
	for _, s := range spans {
		if n := len(all); n > 0 && s.Start <= all[n-1].End {
			all[n-1].End = max(all[n-1].End, s.End)
			continue
		}
		all = append(all, s)
	}
	return all
}

// reader makes passages of bodies, one block after another. It keeps its memory.
type reader struct {
	body     *content.Body
	accepted []diag.Span
	slot     int // the next of the body's slots
	facts    map[int32]int
	passage  passage
}

// begin turns to another body. facts gives, for each fact that stands in it
// without words of its own, how many words readers see.
func (r *reader) begin(body *content.Body, facts map[int32]int) {
	r.body, r.accepted, r.slot, r.facts = body, merge(body.Accepted), 0, facts
}

// read makes a passage of a block. Blocks are asked for in order.
func (r *reader) read(block int32, in part) *passage {
	b := r.body.Blocks[block]
	p := &r.passage
	*p = passage{part: in, block: block, kind: b.Kind, text: p.text[:0], stops: p.stops[:0], starts: p.starts[:0], longer: p.longer[:0], linked: p.linked[:0], accepted: r.accepted}
	if in != inText {
		p.block = -1
	}
	p.runs = r.body.Runs[b.Runs[0]:b.Runs[1]]
	open := int32(-1) // where code or struck-out words begin in the text
	for i, run := range p.runs {
		start := int32(len(p.text))
		p.starts = append(p.starts, start)
		switch {
		case run.Kind == content.RunObject:
			p.text = append(p.text, "\ufffc"...)
		case run.Kind != content.RunBarrier:
			p.text = r.body.AppendRun(p.text, run)
		case open >= 0:
			p.stops, open = append(p.stops, terms.Gap{Start: open, End: start}), -1
		case aside(r.body.HTML, run.HTML, i+1 < len(p.runs)):
			open = start
		default:
			p.stops = append(p.stops, terms.Gap{Start: start, End: start})
		}
		r.slots(p, run, start)
	}
	return p
}

var codeOpens, strikeOpens = []byte("<code>"), []byte("<del>")

// aside tells whether code or struck-out words begin at a place of the HTML.
func aside(html []byte, at int32, more bool) bool {
	return more && (bytes.HasSuffix(html[:at], codeOpens) || bytes.HasPrefix(html[at:], strikeOpens))
}

// slots notes the names and addresses that a run stands for: no words of the
// writer's.
func (r *reader) slots(p *passage, run content.Run, start int32) {
	slots := r.body.Slots
	for r.slot < len(slots) && slots[r.slot].End <= run.HTML {
		r.slot++
	}
	if r.slot == len(slots) || run.Kind >= content.RunBarrier || run.HTML < slots[r.slot].At {
		return
	}
	s := slots[r.slot]
	if s.Kind == content.SlotWiki || s.Kind == content.SlotLink {
		p.linked = append(p.linked, terms.Gap{Start: start, End: int32(len(p.text))})
	}
	switch {
	case s.Kind == content.SlotEmbed && !s.Labelled:
		p.longer = append(p.longer, longer{start, r.facts[s.At]})
	case s.Kind == content.SlotWiki && !s.Labelled && (s.Target == content.Slugify(s.Target) || s.Fragment != ""):
		if c := p.text[start:]; len(c) > 0 && c[0] >= 'a' && c[0] <= 'z' { // readers see a title, which may open a sentence
			c[0] -= 'a' - 'A'
		}
	case s.Kind == content.SlotExternal && s.TargetAt == s.Src:
	default:
		return
	}
	p.stops = append(p.stops, terms.Gap{Start: start, End: int32(len(p.text))})
}

// title makes a passage of a name.
func (r *reader) title(t content.Text) *passage {
	p := &r.passage
	*p = passage{part: inName, block: -1, text: append(p.text[:0], t.Value...), stops: p.stops[:0], starts: p.starts[:0], longer: p.longer[:0], linked: p.linked[:0], at: t}
	return p
}

// field is a field of front matter with inline Markdown.
type field struct {
	content.Inline
	part   part
	quotes bool // what it quotes needs a source of its own
}

// fieldsOf lists the fields that hold the site's own words, in the order of the
// page. What a source says of a fact is the source's.
func fieldsOf(doc *content.Document) []field {
	quotes := doc.Kind != content.Source
	all := []field{{doc.Summary, inDeck, quotes}, {doc.Definition, inDeck, quotes}, {doc.Value, inDeck, false}, {doc.Because, inNote, quotes}}
	for _, a := range doc.Aliases {
		all = append(all, field{a.Note, inNote, false})
	}
	for _, rel := range doc.Relations {
		all = append(all, field{rel.Note, inNote, quotes})
	}
	for _, v := range doc.Values {
		all = append(all, field{v.Note, inNote, false})
	}
	for _, problem := range doc.Problems {
		all = append(all, field{problem, inNote, false})
	}
	for _, c := range doc.Changes {
		all = append(all, field{c.Text, inChange, false})
	}
	return slices.DeleteFunc(all, func(f field) bool { return f.Body == nil || len(f.Body.Blocks) == 0 })
}

// cites tells whether a body has a citation or a fact.
func cites(body *content.Body) bool {
	return slices.ContainsFunc(body.Slots, func(s content.Slot) bool {
		return s.Kind == content.SlotCite || s.Kind == content.SlotEmbed && !link.IsPicture(s.Target)
	})
}
