package link

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gloss/internal/content"
)

// Graph is who uses whom, over the live pages of a site.
type Graph struct {
	Names    *Names
	Resolved []*Resolved          // beside Names.Pages; nil for pages that are not live
	Intros   map[string]*Resolved // by folder, as Names.Intros; live ones only

	mentions map[*Page][]place
	users    map[*Page][]*Page // pages that link to one, each once, in order of path; introductions last
	byTopic  map[string][]*Page
	byKind   map[content.Kind][]*Page
	noted    map[*Page][]*Page // terms that name this one as related
}

// NewGraph gathers the uses of resolved pages and of introductions. It walks each
// once.
func NewGraph(n *Names, resolved []*Resolved, intros map[string]*Resolved) *Graph {
	g := &Graph{
		Names: n, Resolved: resolved, Intros: intros, mentions: map[*Page][]place{}, users: map[*Page][]*Page{},
		byTopic: map[string][]*Page{}, byKind: map[content.Kind][]*Page{}, noted: map[*Page][]*Page{},
	}
	for _, r := range resolved {
		if r == nil {
			continue
		}
		g.collect(r)
		g.uses(r)
	}
	for _, folder := range slices.Sorted(maps.Keys(intros)) {
		g.uses(intros[folder])
	}
	for kind, pages := range g.byKind {
		sortPages(kind, pages, n)
	}
	return g
}

func (g *Graph) collect(r *Resolved) {
	p := r.Page
	g.byKind[p.Doc.Kind] = append(g.byKind[p.Doc.Kind], p)
	for _, t := range p.Doc.Topics {
		if g.Names.topics[t.Value] && !slices.Contains(g.byTopic[t.Value], p) {
			g.byTopic[t.Value] = append(g.byTopic[t.Value], p)
		}
	}
	for _, t := range p.Doc.Related {
		if term := g.Names.TermNamed(t.Value); term != nil && term.Live && p.Term >= 0 {
			g.noted[term] = append(g.noted[term], p)
		}
	}
}

// uses notes what a page, or the listing that an introduction stands on, links to.
func (g *Graph) uses(r *Resolved) {
	p, seen, share := r.Page, map[*Page]bool{}, shares(r)
	for _, u := range r.Uses {
		if u.To == p || u.To.Index < 0 {
			continue
		}
		g.mentions[u.To] = append(g.mentions[u.To], place{p, u, share[u.To]})
		if !seen[u.To] {
			seen[u.To] = true
			g.users[u.To] = append(g.users[u.To], p)
		}
	}
}

// sortPages puts terms into the order of the alphabet, other pages into that of
// their dates, newest first.
func sortPages(kind content.Kind, pages []*Page, n *Names) {
	slices.SortStableFunc(pages, func(a, b *Page) int {
		if kind != content.Term && kind != content.Page {
			if c := cmp.Compare(n.PublishedAt(b), n.PublishedAt(a)); c != 0 {
				return c
			}
		}
		return cmp.Or(strings.Compare(SortKey(a.Title()), SortKey(b.Title())), strings.Compare(a.Slug, b.Slug))
	})
}

// PublishedAt is when a page was published, as a number to order by; 0 where it
// does not say.
func (n *Names) PublishedAt(p *Page) int64 {
	if p.Doc.Published == nil {
		return 0
	}
	return p.Doc.Published.In(n.Site.Zone).Unix()
}

// SortKey orders names as a glossary does: without case, accents and marks.
func SortKey(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if r >= 0x300 && r < 0x370 || strings.ContainsRune("'’‘\"“”-–().,", r) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// OfKind gives the live pages of a kind in their order.
func (g *Graph) OfKind(k content.Kind) []*Page { return g.byKind[k] }

// OfTopic gives the live pages of a topic in order of path.
func (g *Graph) OfTopic(slug string) []*Page { return g.byTopic[slug] }

// RelatedFrom gives the terms that name a term as related.
func (g *Graph) RelatedFrom(p *Page) []*Page { return g.noted[p] }

// UseCount is how many pages link to a page.
func (g *Graph) UseCount(p *Page) int { return len(g.users[p]) }

// maxShared bounds how common a term may be and still relate pages: one that
// stands on more pages than this says nothing about any two of them.
const maxShared = 50

// Related gives the pages that share most terms with a page, rarer terms
// counting for more. It looks only at terms on at most maxShared pages, so its
// cost does not grow with the site.
func (g *Graph) Related(p *Page, limit int) []*Page {
	r := g.Resolved[p.Index]
	score := map[*Page]float64{}
	for _, t := range r.Terms {
		users := g.users[t]
		if len(users) > maxShared {
			continue
		}
		for _, other := range users {
			if other != p && other.Index >= 0 && other.Doc.Kind != content.Term && other.Doc.Kind != content.Page {
				score[other] += 1 / math.Log2(float64(len(users))+1)
			}
		}
	}
	pages := make([]*Page, 0, len(score))
	for other := range score {
		pages = append(pages, other)
	}
	slices.SortFunc(pages, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a.Index, b.Index))
	})
	return pages[:min(limit, len(pages))]
}
