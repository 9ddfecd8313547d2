package check

import (
	"cmp"
	"slices"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
)

const (
	// minTogether is on how many pages two terms share a paragraph before that
	// says something.
	minTogether = 3
	// togetherShare is the part of the pages with the rarer of the two on which
	// they do.
	togetherShare = 3 // a third
	// maxInBlock bounds the terms of one paragraph that are paired.
	maxInBlock = 12
	// maxPlaces is how many places a report gives of one thing.
	maxPlaces = 3
)

// Unrelated is two terms that often share a paragraph, and do not name one
// another as related.
type Unrelated struct {
	A, B   *link.Page
	Pages  int
	Places []diag.Place // the first, one on each page
}

// tally counts pages, told of them in order.
type tally struct {
	pages, uses int
	last        int32 // the page counted last, and one
	places      []diag.Place
}

func (t *tally) add(page int32, at func() diag.Place) {
	t.uses++
	if t.last == page+1 {
		return
	}
	t.last = page + 1
	t.pages++
	if len(t.places) < maxPlaces {
		t.places = append(t.places, at())
	}
}

// pairBook counts terms and pairs of them over paragraphs.
type pairBook struct {
	pairs map[[2]*link.Page]*tally // the term with the smaller index first
	alone map[*link.Page]*tally
	here  []*link.Page
}

func newPairBook() *pairBook {
	return &pairBook{pairs: map[[2]*link.Page]*tally{}, alone: map[*link.Page]*tally{}}
}

// read counts the terms of one paragraph.
func (b *pairBook) read(decisions []link.Decision, uses []link.Use, p *passage, path string, page int32) {
	b.here = b.here[:0]
	add := func(t *link.Page) {
		if t.Term >= 0 && len(b.here) < maxInBlock && !slices.Contains(b.here, t) {
			b.here = append(b.here, t)
		}
	}
	for _, d := range decisions {
		add(d.Term)
	}
	for _, u := range uses {
		add(u.To)
	}
	at := func() diag.Place { return content.Place(path, p.span(0, int32(len(p.text)))) }
	for i, t := range b.here {
		count(b.alone, t, page, at)
		for _, other := range b.here[i+1:] {
			count(b.pairs, pairOf(t, other), page, at)
		}
	}
}

func count[K comparable](m map[K]*tally, key K, page int32, at func() diag.Place) {
	t := m[key]
	if t == nil {
		t = &tally{}
		m[key] = t
	}
	t.add(page, at)
}

func pairOf(a, b *link.Page) [2]*link.Page {
	if a.Index > b.Index {
		a, b = b, a
	}
	return [2]*link.Page{a, b}
}

// unrelated lists the pairs that stand together often and are tied by no field.
func (b *pairBook) unrelated(n *link.Names) []Unrelated {
	tied := ties(n)
	var all []Unrelated
	for pair, t := range b.pairs {
		rarer := min(b.alone[pair[0]].pages, b.alone[pair[1]].pages)
		if t.pages >= minTogether && t.pages*togetherShare >= rarer && !tied[pair] {
			all = append(all, Unrelated{pair[0], pair[1], t.pages, t.places})
		}
	}
	slices.SortFunc(all, func(x, y Unrelated) int {
		return cmp.Or(cmp.Compare(y.Pages, x.Pages), cmp.Compare(x.A.Index, y.A.Index), cmp.Compare(x.B.Index, y.B.Index))
	})
	return all
}

// ties are the pairs of terms of which one names the other.
func ties(n *link.Names) map[[2]*link.Page]bool {
	tied := map[[2]*link.Page]bool{}
	for _, p := range n.Terms {
		names := slices.Concat(p.Doc.Related, p.Doc.ConfusedWith)
		for _, rel := range p.Doc.Relations {
			names = append(names, rel.To)
		}
		for _, name := range names {
			if other := n.TermNamed(name.Value); other != nil {
				tied[pairOf(p, other)] = true
			}
		}
	}
	return tied
}
