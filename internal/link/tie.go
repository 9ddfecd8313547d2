package link

import (
	"cmp"
	"slices"
	"strings"

	"gloss/internal/content"
)

// Tie is a relation between two live terms, as the page of the first says it.
type Tie struct {
	From, To *Page
	Index    int // in From.Doc.Relations
}

// Relation is what the page says.
func (t Tie) Relation() *content.Relation { return &t.From.Doc.Relations[t.Index] }

// TiesFrom are the relations that a term's page names, in their order.
func (n *Names) TiesFrom(p *Page) []Tie {
	var all []Tie
	for i, rel := range p.Doc.Relations {
		if to := n.TermNamed(rel.To.Value); to != nil && to.Live && to != p {
			all = append(all, Tie{From: p, To: to, Index: i})
		}
	}
	return all
}

// TiesTo are the relations to a term that pages of others name, in order of path,
// without those that its own page says too.
func (n *Names) TiesTo(p *Page) []Tie {
	var all []Tie
	for _, i := range n.tiedTo[p.number()] {
		for _, tie := range n.TiesFrom(n.page(i)) {
			if tie.To == p && !slices.ContainsFunc(n.TiesFrom(p), tie.repeats) {
				all = append(all, tie)
			}
		}
	}
	return all
}

// repeats tells whether a tie says no more than another: one that holds both ways
// and stands on the pages of both, with the same note or none.
func (t Tie) repeats(other Tie) bool {
	a, b := t.Relation(), other.Relation()
	return a.Mutual() && a.Is == b.Is && t.From == other.To && t.To == other.From && whenOf(a) == whenOf(b) && (a.Note.Value == "" || a.Note.Value == b.Note.Value)
}

func whenOf(r *content.Relation) (when [2]string) {
	for i, d := range []*content.Date{r.From, r.Until} {
		if d != nil {
			when[i] = d.Words()
		}
	}
	return when
}

// GroupTies are all relations of groups, those to another sort of term too, in the
// order of the alphabet by the terms whose pages name them; what both pages say alike
// stands once.
func (n *Names) GroupTies() []Tie {
	var all []Tie
	for _, i := range n.tied {
		for _, tie := range n.TiesFrom(n.page(i)) {
			if tie.OfGroups() && !n.saidBefore(tie) {
				all = append(all, tie)
			}
		}
	}
	return all
}

// saidBefore tells whether the other term's page says a tie as well, or better. Where
// both say the same, the first in the list of ties does.
func (n *Names) saidBefore(tie Tie) bool {
	return slices.ContainsFunc(n.TiesFrom(tie.To), func(other Tie) bool {
		return tie.repeats(other) && (!other.repeats(tie) || slices.Index(n.tied, tie.To.number()) < slices.Index(n.tied, tie.From.number()))
	})
}

// OfGroups tells whether a group is at one end of a tie.
func (t Tie) OfGroups() bool {
	return t.From.Doc.Category == "group" || t.To.Doc.Category == "group"
}

// addTies notes which terms name which in relations.
func (n *Names) addTies() {
	var from []*Page
	for _, p := range n.Terms {
		if !p.Live || len(p.Doc.Relations) == 0 {
			continue
		}
		from = append(from, p)
		for _, tie := range n.TiesFrom(p) {
			if by := n.tiedTo[tie.To.number()]; len(by) == 0 || by[len(by)-1] != p.number() {
				n.tiedTo[tie.To.number()] = append(by, p.number())
			}
		}
	}
	slices.SortFunc(from, func(a, b *Page) int {
		return cmp.Or(strings.Compare(SortKey(a.Title()), SortKey(b.Title())), strings.Compare(a.Slug, b.Slug), strings.Compare(a.Doc.Path, b.Doc.Path))
	})
	for _, p := range from {
		n.tied = append(n.tied, p.number())
	}
}

// ties finishes the notes of ties that the page at hand shows and others say. Their
// citations are the page's; what is wrong or used in them was noted where they
// stand.
func (r *Resolver) ties(all []Tie) {
	r.echoes = true
	for _, tie := range all {
		r.out.Ties = append(r.out.Ties, r.fieldOf(tie.From, tie.Relation().Note))
	}
	r.echoes = false
}

// ResolveTies finishes the ties of groups for a glossary without an introduction.
func (r *Resolver) ResolveTies() *Resolved {
	doc := &content.Document{Body: &content.Body{}}
	doc.Kind, doc.Role = content.Term, content.RoleIntro
	r.begin(&Page{Doc: doc, Lang: r.names.Site.Language, Term: -1, Index: -1})
	r.ties(r.names.GroupTies())
	r.out.References = r.references()
	return r.out
}

// sameTies tells whether the ties to a term that others name, which its page lists,
// are those of before.
func (c *Recall) sameTies(old, now *Page) bool {
	return slices.EqualFunc(c.old.names.TiesTo(old), c.names.TiesTo(now), func(a, b Tie) bool { return a.Index == b.Index && c.same(a.From, b.From) })
}
