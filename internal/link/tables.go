package link

import (
	"maps"
	"slices"

	"gloss/internal/content"
	"gloss/internal/source"
	"gloss/internal/terms"
)

// tables is what names mean. It knows pages by number alone, so that it serves
// every build in which the same pages have the same names, whatever they say. It
// is made once and never changed.
type tables struct {
	byPath    map[string]number
	byAddress map[string]number
	bySlug    map[string][]number
	byName    map[string][]named
	byWritten map[string][]number // by writtenKey
	have      map[named]bool
	moved     map[string]number // old path → page, live or not
	redirects map[string]number // old path → live page
	assets    map[string]*Asset // by path in the snapshot
	assetAt   map[string]*Asset // by path on the site
	indexes   map[string]*terms.Index
	topics    map[string]bool
	sources   map[string]*Source  // by key
	facts     map[number][]*Page  // by the terms that they are about
	allFacts  []*content.Document // live or not
	tiedTo    map[number][]number // by a term: those that name it in their relations, in order of path
	tied      []number            // terms with relations, in the order of the alphabet
	disputed  []*Page
	figures   map[number]*figures // of disputed facts, by the terms that they are about
	clashing  map[number]bool
	old       []string // the keys of redirects, in order

	from   origin
	byHead map[string]map[uint32]beginning // by language; made when it is asked for
}

// origin is what tables are made of.
type origin struct {
	site    *content.Site
	options Options
	docs    []*content.Document // as NewNames was given them
	files   []source.File       // those that may be a page's own
}

// newTables has room for the names of so many documents.
func newTables(docs int) *tables {
	return &tables{
		byPath: make(map[string]number, docs), byAddress: make(map[string]number, docs), bySlug: make(map[string][]number, docs),
		byName: make(map[string][]named, docs), byWritten: make(map[string][]number, docs), have: make(map[named]bool, docs),
		moved: map[string]number{}, redirects: map[string]number{}, assets: map[string]*Asset{}, assetAt: map[string]*Asset{}, indexes: map[string]*terms.Index{}, topics: map[string]bool{}, sources: map[string]*Source{},
		facts: map[number][]*Page{}, tiedTo: map[number][]number{}, figures: map[number]*figures{}, clashing: map[number]bool{}, byHead: map[string]map[uint32]beginning{},
	}
}

// number stands for a page: its Index, or less than 0 for an introduction.
type number int32

func (p *Page) number() number {
	if p.Index < 0 {
		return -1 - number(p.Doc.Kind)
	}
	return number(p.Index)
}

// page is the page of a number.
func (n *Names) page(i number) *Page {
	if i < 0 {
		return n.Intros[content.Kind(-1-i).Folder()]
	}
	return n.Pages[i]
}

// pageAt finds a page in one of the tables, nil where it is not there.
func (n *Names) pageAt(table map[string]number, key string) *Page {
	if i, ok := table[key]; ok {
		return n.page(i)
	}
	return nil
}

// Facts are the documents of all facts, in order of path: rules hold a page's
// words against each.
func (n *Names) Facts() []*content.Document { return n.allFacts }

// OldAddresses are the paths from which this build redirects, in order.
func (n *Names) OldAddresses() []string { return n.old }

// Redirect is the live page that an old address leads to, nil for none.
func (n *Names) Redirect(address string) *Page { return n.pageAt(n.redirects, address) }

// again gives the names of a build whose documents give the site what those of
// the build before gave it: the same pages, names, addresses and dates. The
// tables are those of before. ok is false where something may be another.
//
// What has no place in its file to be reported at is all that is taken over: with
// a clash of names everything is made anew, since places move with the words
// above them.
func (n *Names) again(o origin) (now *Names, ok bool) {
	from := n.from
	same := from.site == o.site && from.options.BaseURL == o.options.BaseURL && from.options.Drafts == o.options.Drafts && from.options.Theme == o.options.Theme &&
		!o.options.At.Before(n.LastDue) && (n.NextDue.IsZero() || o.options.At.Before(n.NextDue)) && len(n.diags) == 0 &&
		len(from.docs) == len(o.docs) && slices.EqualFunc(from.files, o.files, sameFile)
	if !same {
		return nil, false
	}
	var changed []*Page
	for i, doc := range o.docs {
		was := n.docs[i]
		if was == doc {
			continue
		}
		p := n.pageAt(n.byPath, doc.Path)
		if p == nil || p.Doc != was || p.Index < 0 || doc.Kind == content.Source || doc.Kind == content.Fact || !content.SameNames(was, doc) {
			return nil, false
		}
		p = new(*p)
		p.Doc = doc
		changed = append(changed, p)
	}
	again := *n
	again.At, again.docs = o.options.At, o.docs
	if len(changed) > 0 {
		again.Pages, again.Terms = slices.Clone(n.Pages), slices.Clone(n.Terms)
	}
	for _, p := range changed {
		again.Pages[p.Index] = p
		if p.Term >= 0 {
			again.Terms[p.Term] = p
		}
	}
	return &again, true
}

func sameFile(a, b source.File) bool {
	return a.Path == b.Path && a.Mode == b.Mode && a.Hash == b.Hash
}

func (t *tables) settle() {
	t.old = slices.Sorted(maps.Keys(t.redirects))
	t.have = nil
}
