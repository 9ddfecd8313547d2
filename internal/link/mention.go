package link

import (
	"cmp"
	"iter"
	"slices"

	"gloss/internal/content"
)

// Mention is a place that links to a page, with its sentence.
type Mention struct {
	From                 *Page
	First                bool   // where its page brings the matter up; others are in passing
	Heading              int    // in the headings of From; -1 in the lead and in footnotes
	Section              string // the words of that heading
	Before, Words, After string
}

// place is a use with the page it stands on; its sentence is cut out only where
// it is shown.
type place struct {
	from  *Page
	use   Use
	share float32 // of what its page says of terms
}

// share gives how central a page that r uses is to it: the part of all that r
// names and links which is that page.
func (r *Resolved) share(p *Page) float32 {
	i, ok := slices.BinarySearch(r.targets, p.number())
	if !ok {
		return 0
	}
	return r.shares[i]
}

// weigh gives the share of each target.
func (r *Resolved) weigh() []float32 {
	shares, all := make([]float32, len(r.targets)), float32(0)
	add := func(p *Page) {
		if i, ok := slices.BinarySearch(r.targets, p.number()); ok {
			shares[i]++
		}
		all++
	}
	for _, u := range r.Uses {
		if !u.Auto {
			add(u.To)
		}
	}
	for _, d := range r.Decisions {
		add(d.Term)
	}
	for i := range shares {
		shares[i] /= max(all, 1)
	}
	return shares
}

// standing is where in its page a place stands, the most telling first.
type standing uint8

const (
	inAnswer  standing = iota // a short answer, a definition, a summary
	inLead                    // above the first heading
	inSection                 // a section, or a list of changes
	inNote                    // a footnote
)

func (pl place) standing() standing {
	if pl.use.Deck {
		return inAnswer
	}
	if pl.use.Block < 0 {
		return inSection
	}
	body := pl.from.Doc.Body
	b := body.Blocks[pl.use.Block]
	switch {
	case b.Heading < 0 && b.Scope > 0:
		return inNote
	case b.Heading < 0:
		return inLead
	case body.InAnswer(pl.use.Block):
		return inAnswer
	}
	return inSection
}

// candidate is a place with what it is ranked by.
type candidate struct {
	place
	at    standing
	first bool
}

// Mentions gives the places that link to a page, one for each section of each
// page that does, at most limit; more counts the rest. First come those where a
// page brings the matter up: in a short answer, a definition, a lead, or for the
// first time. Among these and among the others explainers come before articles,
// terms, other pages and introductions; then short answers and definitions
// before long text, and pages that say most of it before those that touch it.
// Of a source each statement counts, in the order of pages.
func (g *Graph) Mentions(p *Page, limit int) (shown []Mention, more int) {
	all := g.candidates(p)
	slices.SortStableFunc(all, func(a, b candidate) int {
		if p.Doc.Kind == content.Source {
			return cmp.Compare(rank(a.from), rank(b.from))
		}
		return cmp.Or(
			compareBool(b.first, a.first),
			cmp.Compare(rank(a.from), rank(b.from)),
			cmp.Compare(a.at, b.at),
			cmp.Compare(b.share, a.share),
		)
	})
	for i, c := range all {
		if i == limit {
			return shown, len(all) - limit
		}
		shown = append(shown, g.mention(c))
	}
	return shown, 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// candidates are the places that link to a page, one for each of its sections,
// or, to a source, each statement.
func (g *Graph) candidates(p *Page) []candidate {
	type section struct {
		heading int32
		deck    bool
		at      int32  // of a citation: each statement counts
		words   string // of one in a field
	}
	var seen []section // of the page at hand
	var all []candidate
	var from *Page
	for pl := range g.places(p) {
		first := pl.from != from
		if first {
			from, seen = pl.from, seen[:0]
		}
		key := section{heading: heading(pl), deck: pl.use.Deck}
		if p.Doc.Kind == content.Source {
			key = section{heading: heading(pl), at: pl.use.From, words: pl.use.Before + pl.use.Words}
		}
		if slices.Contains(seen, key) {
			continue
		}
		seen = append(seen, key)
		c := candidate{place: pl, at: pl.standing()}
		c.first = first || c.at <= inLead
		all = append(all, c)
	}
	return all
}

// places are those that link to a page, in order.
func (g *Graph) places(p *Page) iter.Seq[place] {
	return func(yield func(place) bool) {
		for _, i := range g.users.of(p) {
			from := g.Names.page(i)
			r := g.resolved(from)
			share := r.share(p)
			for _, u := range r.Uses {
				if u.To == p && !yield(place{from, u, share}) {
					return
				}
			}
		}
	}
}

// rank is the place of a page's kind in lists.
func rank(p *Page) int {
	if p.Doc.Role == content.RoleIntro {
		return len(content.Kinds)
	}
	return slices.Index(content.Kinds, p.Doc.Kind)
}

func heading(pl place) int32 {
	if pl.use.Block < 0 {
		return -1
	}
	return pl.from.Doc.Body.Blocks[pl.use.Block].Heading
}

func (g *Graph) mention(c candidate) Mention {
	m := Mention{From: c.from, First: c.first, Heading: int(heading(c.place))}
	from := g.resolved(c.from)
	if m.Heading >= 0 {
		m.Section = head(from.Heading(m.Heading), maxSentence)
	}
	if c.use.Block < 0 || c.use.Words != "" {
		m.Before, m.Words, m.After = c.use.Before, c.use.Words, c.use.After
	} else {
		m.Before, m.Words, m.After = from.quotation(c.use)
	}
	return m
}

// resolved finds a live page, or an introduction, finished.
func (g *Graph) resolved(p *Page) *Resolved {
	if p.Doc.Role == content.RoleIntro {
		return g.Intros[p.Doc.Kind.Folder()]
	}
	return g.Resolved[p.Index]
}
