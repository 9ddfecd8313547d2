package link

import (
	"fmt"
	"time"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// Options is what a build says of itself.
type Options struct {
	BaseURL string // clean; "" takes the site's own
	Drafts  bool
	At      time.Time
	Measure func(source.File) Picture // Measure, or a memory of it; nil takes Measure
	Theme   source.Hash               // of the names of the theme's files
	Before  *Names                    // of the build before, whose pages are kept where they are the same
}

// Names knows every address and every name of a site. It is made whole for each
// build, which is cheap, and never changed after.
type Names struct {
	Addresses
	Site    *content.Site
	At      time.Time
	Pages   []*Page          // in order of path
	Intros  map[string]*Page // listings' own introductions, by folder; "" is the home page's
	Terms   []*Page
	Sources []*Source
	NextDue time.Time // when the next page appears, expires or is to be reviewed; zero for never
	LastDue time.Time // when that last happened; zero for never

	*tables
	docs   []*content.Document // as they were given
	static func(path string) bool
	before *Names // while it is made
	diags  []diag.Diagnostic
}

// NewNames reads the front matter of all documents. Documents come in order of
// path. static tells whether the theme publishes a file at a path of the site.
func NewNames(site *content.Site, docs []*content.Document, snapshot source.Snapshot, o Options, static func(string) bool) (*Names, []diag.Diagnostic) {
	from := origin{site: site, options: o, docs: docs, files: filesOf(snapshot)}
	if o.Before != nil {
		if n, ok := o.Before.again(from); ok {
			return n, nil
		}
	}
	base := o.BaseURL
	if base == "" {
		base = site.BaseURL.Value
	}
	n := &Names{
		Addresses: NewAddresses(base).WithHome(site.BaseURL.Value), Site: site, At: o.At, Intros: map[string]*Page{},
		tables: newTables(len(docs)), docs: docs, static: static, before: o.Before,
	}
	n.from = from
	n.from.options.Before = nil
	docs, records := joinRecords(docs)
	for _, doc := range docs {
		n.addPage(doc, o)
	}
	n.addSources(records)
	for _, t := range site.Topics {
		n.topics[t.Slug.Value] = true
	}
	if o.Measure == nil {
		o.Measure = Measure
	}
	n.addAssets(from.files, o.Measure)
	claims := n.claimAddresses()
	n.claimRedirects(claims)
	n.claimNames(claims)
	n.claimForms()
	for _, p := range n.Pages {
		n.addName(p, p.Doc.Title.Value)
	}
	n.addFacts()
	n.addTies()
	n.ages()
	n.settle()
	n.before = nil
	return n, n.diags
}

func (n *Names) report(code *diag.Code, p *Page, at diag.Span, message, fix string) {
	n.diags = append(n.diags, diag.New(code, content.Place(p.Doc.Path, at), message).WithFix(fix))
}

func (n *Names) addPage(doc *content.Document, o Options) {
	p := &Page{Doc: doc, Lang: n.Site.Language, Term: -1}
	if doc.Lang.Value != "" {
		p.Lang = doc.Lang.Value
	}
	n.setPresence(p, o)
	if doc.Role == content.RoleIntro {
		p.Address = "/" + doc.Kind.Folder() + "/"
		if doc.Kind == content.Page {
			p.Address = "/"
		}
		p.Index = -1
		if n.before != nil {
			if old := n.before.Intros[doc.Kind.Folder()]; old != nil && *old == *p {
				p = old
			}
		}
		n.Intros[doc.Kind.Folder()] = p
		n.byPath[doc.Path] = p.number()
		return
	}
	p.Slug = doc.Slug.Value
	if doc.Path == content.RecordsPath {
		p.Slug = n.recordSlug(doc.Base)
	}
	if p.Slug == "" {
		p.Slug = content.Slugify(doc.Base)
		if why := content.SlugProblem(p.Slug); why != "" {
			n.report(content.CodeSlug, p, diag.Span{}, fmt.Sprintf("no slug can be made from the name %q: it %s", doc.Base, why), "slug: …")
			return
		}
	}
	p.Address = OfPage(doc.Kind, p.Slug)
	p.File = OutputFile(p.Address)
	p.Index = len(n.Pages)
	if doc.Kind == content.Term {
		p.Term = int32(len(n.Terms))
	}
	if n.before != nil && p.Index < len(n.before.Pages) && *n.before.Pages[p.Index] == *p {
		p = n.before.Pages[p.Index] // who leads to it need not be told of another
	}
	n.Pages = append(n.Pages, p)
	n.byPath[doc.Path] = p.number()
	n.bySlug[p.Slug] = append(n.bySlug[p.Slug], p.number())
	if p.Term >= 0 {
		n.Terms = append(n.Terms, p)
	}
}
