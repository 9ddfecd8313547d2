package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/terms"
)

// CommonShare is the share of pages from which on a term stands on too many for
// its links to say much.
const CommonShare = 0.5

// Report is what an editor wants to know of a whole site's terms. Nothing in it
// is wrong by itself.
type Report struct {
	Pages      int // public pages but sources
	Terms      int
	Cap        int // of links in a paragraph
	Unused     []Unused
	Unmatched  []Unmatched
	Common     []Common
	Held       []Held
	Undefined  []Undefined
	Unrelated  []Unrelated
	candidates *phraseBook
	pairs      *pairBook
}

// Unused is a term that no page links to.
type Unused struct {
	Term *link.Page
	At   diag.Place
}

// Unmatched is a written form that stands on no page.
type Unmatched struct {
	Term   *link.Page
	Text   string
	Origin string // title, alias or plural
	At     diag.Place
}

// Common is a term on more than CommonShare of the pages.
type Common struct {
	Term  *link.Page
	Pages int
	At    diag.Place
}

// Held is a link that the cap held back.
type Held struct {
	Term *link.Page
	Text string
	At   diag.Place
}

// NewReport reads every page of a site once.
func NewReport(g *link.Graph) *Report {
	r := &Report{Terms: len(g.OfKind(content.Term)), Cap: g.Names.Site.LinkCap, candidates: newPhraseBook(), pairs: newPairBook()}
	seen, on := newFormsSeen(), map[*link.Page]int{}
	for i, page := range g.Resolved {
		if page == nil {
			continue
		}
		if page.Page.Doc.Kind != content.Source {
			r.Pages++
			for _, t := range page.Terms {
				on[t]++
			}
		}
		seen.page(page)
		r.held(page)
		r.words(page, int32(i))
	}
	r.terms(g, on)
	r.unmatched(g.Names, seen)
	r.Undefined = r.candidates.undefined(g.Names)
	r.Unrelated = r.pairs.unrelated(g.Names)
	return r
}

// words reads the blocks of a page for what stands in them.
func (r *Report) words(page *link.Resolved, at int32) {
	body := page.Page.Doc.Body
	rd := reader{}
	rd.begin(body, nil)
	decisions, uses := page.Decisions, page.Uses
	for i, b := range body.Blocks {
		p := rd.read(int32(i), inText)
		var here []link.Decision
		for n := range decisions {
			if decisions[n].Block != int32(i) {
				break
			}
			here = decisions[:n+1]
		}
		decisions = decisions[len(here):]
		var linked []link.Use
		for n := range uses {
			if uses[n].Block != int32(i) {
				break
			}
			linked = uses[:n+1]
		}
		uses = uses[len(linked):]
		if !b.Linkable() {
			continue
		}
		r.candidates.read(p, here, page.Page.Doc.Path, at)
		r.pairs.read(here, linked, p, page.Page.Doc.Path, at)
	}
}

func (r *Report) held(page *link.Resolved) {
	for _, d := range page.Decisions {
		if d.Outcome == terms.Capped {
			doc := page.Page.Doc
			text := strings.Join(strings.Fields(string(doc.Data[d.Src.Start:d.Src.End])), " ")
			r.Held = append(r.Held, Held{d.Term, text, content.Place(doc.Path, d.Src)})
		}
	}
}

func (r *Report) terms(g *link.Graph, on map[*link.Page]int) {
	for _, p := range g.OfKind(content.Term) {
		at := content.Place(p.Doc.Path, p.Doc.Title.At)
		if p.Doc.Link != content.LinkNever && g.UseCount(p) == 0 && !g.Names.Clashes(p) {
			r.Unused = append(r.Unused, Unused{p, at})
		}
		if others := r.Pages - 1; others > 0 && float64(on[p]) > CommonShare*float64(others) {
			r.Common = append(r.Common, Common{p, on[p], at})
		}
	}
	slices.SortStableFunc(r.Common, func(a, b Common) int { return cmp.Compare(b.Pages, a.Pages) })
}

// formsSeen is which forms stand on some page, found in prose or named by hand.
type formsSeen struct {
	found map[string]map[int32]bool // by language
	named map[string]bool           // by terms.Key
}

func newFormsSeen() *formsSeen {
	return &formsSeen{map[string]map[int32]bool{}, map[string]bool{}}
}

func (s *formsSeen) page(r *link.Resolved) {
	lang := terms.Primary(r.Page.Lang)
	if s.found[lang] == nil {
		s.found[lang] = map[int32]bool{}
	}
	for _, d := range r.Decisions {
		s.found[lang][d.Form] = true
	}
	for _, slot := range r.Page.Doc.Body.Slots {
		if slot.Kind == content.SlotWiki {
			s.named[terms.Key(slot.Target)] = true
		}
	}
}

// unmatched lists the forms that somebody wrote and no page has.
func (r *Report) unmatched(n *link.Names, seen *formsSeen) {
	type written struct {
		term int32
		at   diag.Span
	}
	langs := map[string]bool{}
	for _, p := range n.Terms {
		langs[terms.Primary(p.Lang)] = true
	}
	origins := map[terms.Origin]string{terms.FromTitle: "title", terms.FromAlias: "alias", terms.FromPlural: "plural"}
	for _, lang := range slices.Sorted(maps.Keys(langs)) {
		forms, plurals := n.IndexFor(lang).Forms(), map[written]bool{}
		for i, f := range forms {
			if f.Origin == terms.Made && seen.found[lang][int32(i)] {
				plurals[written{f.Term, f.At}] = true
			}
		}
		for i, f := range forms {
			if f.Origin == terms.Made || seen.found[lang][int32(i)] || seen.named[terms.Key(f.Text)] || plurals[written{f.Term, f.At}] {
				continue
			}
			p := n.Terms[f.Term]
			r.Unmatched = append(r.Unmatched, Unmatched{p, f.Text, origins[f.Origin], content.Place(p.Doc.Path, f.At)})
		}
	}
	slices.SortStableFunc(r.Unmatched, func(a, b Unmatched) int {
		return cmp.Or(strings.Compare(a.At.Path, b.At.Path), cmp.Compare(a.At.Start, b.At.Start))
	})
}
