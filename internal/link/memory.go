package link

import (
	"maps"
	"slices"

	"gloss/internal/content"
	"gloss/internal/terms"
)

// Memory is what resolving one build leaves to the next: each page as it was
// finished, and what it asked of the names. A page is finished anew where its
// document is another, where a name that it asked for means something else or
// shows otherwise, or where a word of it begins forms that changed. There is no
// other thing that resolving reads, so what is remembered is what resolving
// would give.
type Memory struct {
	names   *Names
	entries []*Entry // beside names.Pages
}

// Entry is one page as it was finished.
type Entry struct {
	resolved *Resolved
	touched  []number // pages that it asked for or leads to, each once, in order; nil until they are needed
	asked    []question
	volatile bool     // it asked something that cannot be asked again
	heads    []uint32 // of the words of its text; nil until they are needed
}

// asks is a sort of question.
type asks uint8

const (
	asksName    asks = iota // find
	asksLink                // findLink from its own page
	asksAddress             // findAddress
	asksSource              // a citation key
	asksPicture             // a file of a bundle
)

// question is what a page asked of the names.
type question struct {
	asks asks
	kind content.Kind
	word string
	from *Page // of a link: whose file names it
}

// Recall is a memory held against the names of a new build.
type Recall struct {
	old     *Memory
	names   *Names
	again   bool                       // the tables of names are those of before
	unlike  []number                   // where they are, the pages that others see a difference in
	others  []number                   // and those that are not the same page
	was     []int32                    // by index of a page: that of the same page before, -1 for none
	now     []*Page                    // by index before: the page now, nil where it is gone
	alike   []bool                     // by index: other pages see no difference
	settled bool                       // every name has the meaning that it had
	theme   bool                       // and static/ has the files that it had, so that every address has too
	changed map[string]map[uint32]bool // by language: words that begin other forms than before
	none    bool                       // nothing can be recalled
}

// Recall compares the names of a new build with those that a memory was made
// with. It walks the pages once.
func (m *Memory) Recall(n *Names) *Recall {
	c := &Recall{old: m, names: n, none: true}
	if m == nil || m.names.ground() != n.ground() || !maps.Equal(m.names.topics, n.topics) {
		return c
	}
	c.none = false
	if c.again = m.names.tables == n.tables; c.again {
		c.compare()
		return c
	}
	c.match()
	c.settled, c.theme = c.sameTables(), m.names.from.options.Theme == n.from.options.Theme
	c.changed = map[string]map[uint32]bool{}
	for lang := range n.indexes {
		c.changed[lang] = changedHeads(m.names.heads(lang), n.heads(lang))
	}
	for lang := range m.names.indexes {
		if n.indexes[lang] == nil {
			c.changed[lang] = changedHeads(m.names.heads(lang), nil)
		}
	}
	return c
}

// compare finds the pages that differ where all names mean what they meant.
func (c *Recall) compare() {
	c.now = c.names.Pages
	for i, p := range c.names.Pages {
		old := c.old.names.Pages[i]
		if old == p {
			continue
		}
		c.others = append(c.others, p.number())
		if !looksAlike(old, p) {
			c.unlike = append(c.unlike, p.number())
		}
	}
}

// ground is what every page stands on.
type ground struct {
	addresses, home string
	scope           content.Scope
	cap             int
	citations       string
	broken          bool
}

func (n *Names) ground() ground {
	g := ground{addresses: n.origin + n.base, scope: n.Site.LinkScope, cap: n.Site.LinkCap, citations: n.Site.Citations, broken: n.Site.Broken}
	if n.home != nil {
		g.home = n.home.origin + n.home.base
	}
	return g
}

// identity is what makes a page the same page in two builds: its file and, in
// sources.json, its key.
func identity(p *Page) string { return p.Doc.Path + "\x00" + p.Doc.Base }

// match finds each page's own self of before.
func (c *Recall) match() {
	old := c.old.names.Pages
	c.was, c.alike, c.now = make([]int32, len(c.names.Pages)), make([]bool, len(c.names.Pages)), make([]*Page, len(old))
	var elsewhere map[string]int32 // made when the first page has another number than before
	for i, p := range c.names.Pages {
		j, ok := int32(i), i < len(old) && (old[i] == p || identity(old[i]) == identity(p))
		if !ok {
			if elsewhere == nil {
				elsewhere = byIdentity(old)
			}
			j, ok = elsewhere[identity(p)]
		}
		c.was[i] = -1
		if ok {
			c.was[i], c.now[j] = j, p
			c.alike[i] = looksAlike(old[j], p)
		}
	}
}

func byIdentity(pages []*Page) map[string]int32 {
	all := make(map[string]int32, len(pages))
	for i, p := range pages {
		all[identity(p)] = int32(i)
	}
	return all
}

// looksAlike tells whether other pages see no difference between two states of a
// page. Its text is its own; its headings, short answers, value and record are not.
func looksAlike(a, b *Page) bool {
	if a == b {
		return true
	}
	if a.Slug != b.Slug || a.Address != b.Address || a.Lang != b.Lang || a.Presence != b.Presence || a.Live != b.Live || (a.Term < 0) != (b.Term < 0) {
		return false
	}
	return a.Doc == b.Doc || content.ExportsEqual(a.Doc, b.Doc)
}

// sameTables tells whether every name and address means what it meant. Then no
// page need be asked about its own.
func (c *Recall) sameTables() bool {
	old, n := c.old.names, c.names
	if len(c.was) != len(old.Pages) || slices.Contains(c.alike, false) || len(old.byName) != len(n.byName) {
		return false
	}
	for key, names := range n.byName {
		if !slices.EqualFunc(old.byName[key], names, func(a, b named) bool { return a.written == b.written && c.sameNumber(a.page, b.page) }) {
			return false
		}
	}
	return maps.EqualFunc(old.moved, n.moved, c.sameNumber) && maps.EqualFunc(old.assets, n.assets, c.sameAsset) && maps.EqualFunc(old.Intros, n.Intros, looksAlike) &&
		maps.EqualFunc(old.sources, n.sources, c.sameSource)
}

// same tells whether a page of now is one of before, and looks as it did.
func (c *Recall) same(old, now *Page) bool {
	switch {
	case old == nil || now == nil:
		return old == now
	case old.Index < 0 || now.Index < 0:
		return old.Index == now.Index && identity(old) == identity(now) && looksAlike(old, now)
	}
	return c.now[old.Index] == now && c.alike[now.Index]
}

// sameNumber is same for a page of before and one of now that stand in tables.
func (c *Recall) sameNumber(old, now number) bool {
	return c.same(c.old.names.page(old), c.names.page(now))
}

func (c *Recall) sameAsset(old, now *Asset) bool {
	if old == nil || now == nil {
		return old == now
	}
	return old.Address == now.Address && old.Path == now.Path && old.Width == now.Width && old.Height == now.Height && old.clash == now.clash && c.sameNumber(old.page, now.page)
}

func (c *Recall) sameSource(old, now *Source) bool {
	if old == nil || now == nil {
		return old == now
	}
	return c.same(old.Page, now.Page) && old.Who() == now.Who() && old.Year() == now.Year() && old.Short() == now.Short()
}

// Resolve gives a page of the new names as it was finished before, where it would
// be finished so again; before is its number then, -1 where it was finished anew.
func (c *Recall) Resolve(r *Resolver, i int) (e *Entry, before int32) {
	p := c.names.Pages[i]
	if old, was := c.entry(i); old != nil && c.holds(old, p) {
		if c.again && !c.touches(old, c.others) {
			return old, was
		}
		e := &Entry{resolved: c.moved(old.resolved, p), asked: mapped(old.asked, c.asNow), heads: old.heads}
		if c.again {
			e.touched = old.touched
		}
		return e, was
	}
	resolved := r.Resolve(p)
	return &Entry{resolved: resolved, asked: slices.Clone(r.asked), volatile: r.volatile}, -1
}

// entry finds a page as it was finished in the build before, and its number then.
func (c *Recall) entry(i int) (e *Entry, was int32) {
	switch {
	case c.again:
		was = int32(i)
	case c.none || c.was[i] < 0:
		return nil, -1
	default:
		was = c.was[i]
	}
	return c.old.entries[was], was
}

func (c *Recall) holds(e *Entry, p *Page) bool {
	old := e.resolved.Page
	if c.again {
		return !e.volatile && old.Doc == p.Doc && !c.touches(e, c.unlike)
	}
	if e.volatile || old.Doc != p.Doc || !c.alike[p.Index] || !c.sameFacts(old, p) || !c.sameTies(old, p) {
		return false
	}
	if slices.ContainsFunc(p.Doc.Changes, func(ch content.Change) bool { return c.old.names.Later(ch.Date) != c.names.Later(ch.Date) }) {
		return false
	}
	if words := c.changed[terms.Primary(p.Lang)]; len(words) > 0 {
		if e.heads == nil {
			e.heads = headsOf(p.Doc.Body)
		}
		for _, h := range e.heads {
			if words[h] {
				return false
			}
		}
	}
	if c.settled && c.theme {
		return true
	}
	for _, q := range e.asked {
		if c.settled && q.asks != asksLink && q.asks != asksAddress {
			continue
		}
		if !c.answered(q) {
			return false
		}
	}
	return true
}

// sameFacts tells whether the facts about a term, whose page lists them, are
// those of before.
func (c *Recall) sameFacts(old, now *Page) bool {
	return slices.EqualFunc(c.old.names.FactsAbout(old), c.names.FactsAbout(now), c.same)
}

// answered asks a question of the names of before and of those of now.
func (c *Recall) answered(q question) bool {
	old, n := c.old.names, c.names
	switch q.asks {
	case asksName:
		a, b := old.find(q.word, q.kind), n.find(q.word, q.kind)
		return !a.several && !b.several && a.bySlug == b.bySlug && c.same(a.page, b.page)
	case asksSource:
		return c.sameSource(old.sources[q.word], n.sources[q.word])
	case asksPicture:
		return c.sameAsset(old.assets[q.word], n.assets[q.word])
	case asksAddress:
		return c.sameTarget(old.findAddress(q.word))(n.findAddress(q.word))
	}
	from := c.nowOf(q.from)
	if from == nil {
		return false
	}
	return c.sameTarget(old.findLink(q.from, q.word))(n.findLink(from, q.word))
}

func (c *Recall) sameTarget(a target, pa *problem) func(b target, pb *problem) bool {
	return func(b target, pb *problem) bool {
		return (pa == nil) == (pb == nil) && a.path == b.path && c.same(a.page, b.page) && c.sameAsset(a.asset, b.asset)
	}
}

// nowOf is a page of before as it is now, nil where it is gone.
func (c *Recall) nowOf(p *Page) *Page {
	if p.Index < 0 {
		return c.names.Intros[p.Doc.Kind.Folder()]
	}
	return c.now[p.Index]
}

// asNow is a question as the page of now asks it: the number of one of before is
// that of another by the build after this.
func (c *Recall) asNow(q question) question {
	if q.from != nil {
		q.from = c.nowOf(q.from)
	}
	return q
}

// moved is a page that was finished before, with the pages of now in the places
// of those of before.
func (c *Recall) moved(r *Resolved, p *Page) *Resolved {
	if r.Page == p && !c.left(r) {
		return r
	}
	out := *r
	out.Page = p
	out.Uses = mapped(r.Uses, func(u Use) Use { u.To = c.nowOf(u.To); return u })
	out.Decisions = mapped(r.Decisions, func(d Decision) Decision { d.Term = c.nowOf(d.Term); return d })
	out.Terms, out.Facts = mapped(r.Terms, c.nowOf), mapped(r.Facts, c.nowOf)
	out.References = mapped(r.References, func(ref *Reference) *Reference {
		return &Reference{Source: c.names.sources[ref.Source.Key], Number: ref.Number, Marks: ref.Marks}
	})
	out.FactTables = mapped(r.FactTables, func(t FactTable) FactTable {
		t.Fact = c.nowOf(t.Fact)
		t.Rows = mapped(t.Rows, func(row FactRow) FactRow {
			if row.Source != nil {
				row.Source = c.names.sources[row.Source.Key]
			}
			return row
		})
		return t
	})
	out.count()
	return &out
}

// left tells whether a page leads to one that is another page now than before.
func (c *Recall) left(r *Resolved) bool {
	gone := func(p *Page) bool { return c.nowOf(p) != p }
	return slices.ContainsFunc(r.Uses, func(u Use) bool { return gone(u.To) }) ||
		slices.ContainsFunc(r.Decisions, func(d Decision) bool { return gone(d.Term) }) ||
		slices.ContainsFunc(r.References, func(ref *Reference) bool { return c.names.sources[ref.Source.Key] != ref.Source }) ||
		slices.ContainsFunc(r.FactTables, func(t FactTable) bool { return gone(t.Fact) }) ||
		slices.ContainsFunc(r.Facts, gone) || slices.ContainsFunc(r.Terms, gone)
}

func mapped[T any](list []T, f func(T) T) []T {
	if list == nil {
		return nil
	}
	out := make([]T, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// Names are those that a memory was made with, nil without one.
func (m *Memory) Names() *Names {
	if m == nil {
		return nil
	}
	return m.names
}

// Entries has room for the pages of the build at hand.
func (c *Recall) Entries() []*Entry { return make([]*Entry, len(c.names.Pages)) }

// Remember makes the memory of this build for the next.
func (c *Recall) Remember(entries []*Entry) *Memory { return &Memory{names: c.names, entries: entries} }

// Resolved is the page as it was finished.
func (e *Entry) Resolved() *Resolved { return e.resolved }
