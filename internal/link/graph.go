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
	Ties     *Resolved            // the glossary's introduction, or without one what cites the ties of groups

	users   users
	byTopic map[string][]*Page
	byKind  map[content.Kind][]*Page
	noted   map[*Page][]*Page // terms that name this one as related
	place   []int32           // of each term in the order of the alphabet, by its number
}

// NewGraph gathers the uses of resolved pages and of introductions. It walks each
// once. before is the graph of the build before, or nil: pages that are the same
// keep their order.
func NewGraph(n *Names, resolved []*Resolved, intros map[string]*Resolved, before *Graph) *Graph {
	if before != nil && before.Names.tables == n.tables {
		return before.again(n, resolved, intros)
	}
	g := &Graph{Names: n, Resolved: resolved, Intros: intros, byTopic: map[string][]*Page{}, byKind: map[content.Kind][]*Page{}, noted: map[*Page][]*Page{}}
	for _, r := range resolved {
		if r != nil {
			g.collect(r)
		}
	}
	g.Ties = tiesOf(n, intros)
	g.users = g.gather()
	for kind, pages := range g.byKind {
		g.byKind[kind] = n.sorted(kind, pages, before)
	}
	g.place = make([]int32, len(n.Terms))
	for i, p := range g.byKind[content.Term] {
		g.place[p.Term] = int32(i)
	}
	return g
}

// again is the graph of names whose tables are those of before: pages have the
// kinds, dates, topics and terms that they had.
func (before *Graph) again(n *Names, resolved []*Resolved, intros map[string]*Resolved) *Graph {
	g := *before
	g.Names, g.Resolved, g.Intros, g.Ties = n, resolved, intros, tiesOf(n, intros)
	same := func(a, b *Resolved) bool { return a == b || a != nil && b != nil && slices.Equal(a.targets, b.targets) }
	if !slices.EqualFunc(resolved, before.Resolved, same) || !maps.EqualFunc(intros, before.Intros, same) {
		g.users = g.gather()
	}
	var changed []number
	for i, p := range n.Pages {
		if p != before.Names.Pages[i] {
			changed = append(changed, number(i))
		}
	}
	if len(changed) > 0 {
		g.byKind, g.byTopic = replaced(g.byKind, before.Names, n, changed), replaced(g.byTopic, before.Names, n, changed)
		g.noted = map[*Page][]*Page{}
		for term, by := range replaced(before.noted, before.Names, n, changed) {
			g.noted[n.page(term.number())] = by
		}
	}
	return &g
}

func tiesOf(n *Names, intros map[string]*Resolved) *Resolved {
	if r := intros[content.Term.Folder()]; r != nil {
		return r
	}
	return NewResolver(n).ResolveTies()
}

// replaced is a table of lists with the changed pages of now in the places of
// those of before. Lists without one are shared.
func replaced[K comparable](table map[K][]*Page, before, now *Names, changed []number) map[K][]*Page {
	table = maps.Clone(table)
	for key, pages := range table {
		shared := true
		for _, i := range changed {
			at := slices.Index(pages, before.page(i))
			if at < 0 {
				continue
			}
			if shared {
				pages, shared = slices.Clone(pages), false
			}
			pages[at] = now.page(i)
		}
		table[key] = pages
	}
	return table
}

func (g *Graph) collect(r *Resolved) {
	p := r.Page
	g.byKind[p.Doc.Kind] = append(g.byKind[p.Doc.Kind], p)
	for _, t := range p.Doc.Topics {
		if pages := g.byTopic[t.Value]; g.Names.topics[t.Value] && (len(pages) == 0 || pages[len(pages)-1] != p) {
			g.byTopic[t.Value] = append(pages, p)
		}
	}
	if p.Term < 0 {
		return
	}
	for _, t := range p.Doc.Related {
		if term := g.Names.TermNamed(t.Value); term != nil && term.Live {
			g.noted[term] = append(g.noted[term], p)
		}
	}
}

// users is which pages link to which: those that link to page i are
// from[starts[i]:starts[i+1]], each once, in order of path, introductions last.
type users struct {
	starts []int32
	from   []number
}

func (g *Graph) gather() users {
	pages := len(g.Names.Pages)
	all := slices.DeleteFunc(slices.Clone(g.Resolved), func(r *Resolved) bool { return r == nil })
	for _, folder := range slices.Sorted(maps.Keys(g.Intros)) {
		all = append(all, g.Intros[folder])
	}
	u := users{starts: make([]int32, pages+1)}
	total := int32(0)
	for _, r := range all {
		for _, to := range r.targets {
			u.starts[to+1]++
		}
		total += int32(len(r.targets))
	}
	for i := range pages {
		u.starts[i+1] += u.starts[i]
	}
	u.from = make([]number, total)
	next := slices.Clone(u.starts)
	for _, r := range all {
		from := r.Page.number()
		for _, to := range r.targets {
			u.from[next[to]] = from
			next[to]++
		}
	}
	return u
}

func (u users) of(p *Page) []number {
	if p.Index < 0 || p.Index+1 >= len(u.starts) {
		return nil
	}
	return u.from[u.starts[p.Index]:u.starts[p.Index+1]]
}

// count notes what others ask of the uses of a finished page.
func (r *Resolved) count() {
	r.targets, r.AutoLinks = targetsOf(r), 0
	r.shares = r.weigh()
	for _, u := range r.Uses {
		if u.Auto {
			r.AutoLinks++
		}
	}
}

// targetsOf lists the pages that a finished page, or the listing that an
// introduction stands on, links to, each once.
func targetsOf(r *Resolved) []number {
	var all []number
	for _, u := range r.Uses {
		if u.To != r.Page && u.To.Index >= 0 {
			all = append(all, u.To.number())
		}
	}
	slices.Sort(all)
	return slices.Clip(slices.Compact(all))
}

// sorted puts the pages of a kind into order. Those that stood in the graph
// before stand as they did, so only the others need be compared with all.
func (n *Names) sorted(kind content.Kind, pages []*Page, before *Graph) []*Page {
	if before == nil || before.Names.Site != n.Site {
		n.sortPages(kind, pages)
		return pages
	}
	kept := make([]*Page, 0, len(pages))
	for _, p := range before.byKind[kind] {
		if p.Index < len(n.Pages) && n.Pages[p.Index] == p { // it is live, as it was
			kept = append(kept, p)
		}
	}
	if len(kept) == len(pages) {
		return kept
	}
	old := make([]bool, len(n.Pages))
	for _, p := range kept {
		old[p.Index] = true
	}
	fresh := slices.DeleteFunc(pages, func(p *Page) bool { return old[p.Index] })
	n.sortPages(kind, fresh)
	return n.merge(kind, kept, fresh)
}

// merge joins two lists that are in order. kept is not changed.
func (n *Names) merge(kind content.Kind, kept, fresh []*Page) []*Page {
	out := make([]*Page, 0, len(kept)+len(fresh))
	for _, p := range fresh {
		i, _ := slices.BinarySearchFunc(kept, p, func(a, b *Page) int { return n.compare(kind, a, b) })
		out = append(append(out, kept[:i]...), p)
		kept = kept[i:]
	}
	return append(out, kept...)
}

// sortPages puts terms into the order of the alphabet, other pages into that of
// their dates, newest first.
func (n *Names) sortPages(kind content.Kind, pages []*Page) {
	slices.SortFunc(pages, func(a, b *Page) int { return n.compare(kind, a, b) })
}

func (n *Names) compare(kind content.Kind, a, b *Page) int {
	if kind != content.Term && kind != content.Page {
		if c := cmp.Compare(n.PublishedAt(b), n.PublishedAt(a)); c != 0 {
			return c
		}
	}
	return cmp.Or(strings.Compare(SortKey(a.Title()), SortKey(b.Title())), strings.Compare(a.Slug, b.Slug), strings.Compare(a.Doc.Path, b.Doc.Path))
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

// Alphabetical puts live terms into the order that OfKind has.
func (g *Graph) Alphabetical(terms []*Page) {
	slices.SortFunc(terms, func(a, b *Page) int { return cmp.Compare(g.place[a.Term], g.place[b.Term]) })
}

// OfTopic gives the live pages of a topic in order of path.
func (g *Graph) OfTopic(slug string) []*Page { return g.byTopic[slug] }

// RelatedFrom gives the terms that name a term as related.
func (g *Graph) RelatedFrom(p *Page) []*Page { return g.noted[p] }

// UseCount is how many pages link to a page.
func (g *Graph) UseCount(p *Page) int { return len(g.users.of(p)) }

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
		users := g.users.of(t)
		if len(users) > maxShared {
			continue
		}
		for _, i := range users {
			if other := g.Names.page(i); other != p && i >= 0 && other.Doc.Kind != content.Term && other.Doc.Kind != content.Page {
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
