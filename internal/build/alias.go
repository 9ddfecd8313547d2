package build

import (
	"fmt"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/markdown"
	"gloss/internal/source"
	"gloss/internal/terms"
)

// Tried is what an alias would do to a site. Nothing was written.
type Tried struct {
	Found    []string          // how prose would write it, plurals among them
	Problems []diag.Diagnostic // that are not there without it; their places in Path without a span are the alias's own
	Path     string            // the term's file, or that of a new one
	Notes    []string          // what else keeps it from linking
	Settled  bool              // Pages holds once that is mended as the messages say
	Pages    []ChangedPage     // in order of path
}

// ChangedPage is a page whose links would change.
type ChangedPage struct {
	Page    *link.Page
	Changes []Change // in order of place
}

// Change is one place at which a page would link otherwise: Was is what stands
// there now, Now what would. One of the two may be nil.
type Change struct {
	Kind     string // Gained, Lost or Led
	Was, Now *link.Explained
}

// The kinds of changes.
const (
	Gained = "gained"
	Lost   = "lost"
	Led    = "changed" // the same words lead elsewhere
)

// Link is the link that the change is about.
func (c Change) Link() *link.Explained {
	if c.Kind == Lost {
		return c.Was
	}
	return c.Now
}

// Reason says why the link comes or goes. Places are those of m.
func (c Change) Reason(m *diag.Mapper) string {
	switch {
	case c.Kind == Led:
		return "led to " + c.Was.To.Slug
	case c.Kind == Gained && c.Was != nil && c.Was.Src == c.Now.Src:
		return "was " + c.Was.Reason(m)
	case c.Kind == Gained:
		return c.Now.Reason(m)
	case c.Now == nil:
		return "no name any more"
	case c.Now.Src == c.Was.Src:
		return c.Now.Reason(m)
	}
	return "within “" + c.Now.Text + "”"
}

// TryAlias finds what would change if text were an alias of a term, or, where
// term is nil, the one name of a new term. It makes the site again and compares;
// b has made site. Where the name would be an error, the changes are those that
// come once it is mended as its message says: no other term has the name, and a
// short one links by hand.
func (b *Builder) TryAlias(site *Site, at content.Moment, text string, term *link.Page) *Tried {
	a := newAliasTrial(site, text, term)
	after := b.build(site.snapshot, at, a.add)
	t := &Tried{Path: a.doc.Path, Problems: a.problems(site.Diags, after.Diags), Notes: a.notes(after.Graph.Names)}
	if t.Settled = a.settle(); t.Settled {
		after = b.build(site.snapshot, at, a.add)
	}
	t.Found = a.found(after.Graph.Names)
	t.Pages = changedPages(site, after)
	return t
}

// aliasTrial is a name on its way into a site's documents.
type aliasTrial struct {
	site *Site
	text string
	term *link.Page                   // nil for a new term
	doc  *content.Document            // the term's, with the name
	less map[string]*content.Document // other terms without it, by path
}

func newAliasTrial(site *Site, text string, term *link.Page) *aliasTrial {
	a := &aliasTrial{site: site, text: text, term: term, less: map[string]*content.Document{}}
	if term == nil {
		a.doc = newTerm(site, text)
		return a
	}
	doc := *term.Doc
	if f, ok := a.already(); ok && f.Mode > doc.Link { // as if it linked like the others
		doc = *without(term.Doc, terms.Key(text))
	}
	doc.Aliases = append(slices.Clip(doc.Aliases), content.Alias{Text: content.Text{Value: text}, Link: doc.Link})
	a.doc = &doc
	return a
}

// newTerm makes the document of a term that has but a title. It stands where
// the command new would put it; where another term is at its address, it has
// another.
func newTerm(site *Site, text string) *content.Document {
	slug := content.Slugify(text)
	if content.SlugProblem(slug) != "" {
		slug = "new-term"
	}
	for base, n := slug, 2; ; n++ {
		path := content.Root + "/" + content.Term.Folder() + "/" + slug + ".md"
		if _, taken := site.snapshot.Get(path); !taken && termAt(site, slug) == nil {
			loc := content.Location{Role: content.RolePage, Kind: content.Term, Base: slug}
			doc, _ := markdown.Parse(source.NewFile(path, []byte("---\ntitle: New\ncategory: group\ndefinition: New.\n---\n")), loc)
			doc.Title = content.Text{Value: text}
			return doc
		}
		slug = fmt.Sprintf("%s-%d", base, n)
	}
}

func termAt(site *Site, slug string) *link.Page {
	for _, p := range site.Graph.Names.Terms {
		if p.Slug == slug {
			return p
		}
	}
	return nil
}

// add puts the name into the documents of a site, none of which is changed.
func (a *aliasTrial) add(docs []*content.Document) []*content.Document {
	docs = slices.Clone(docs)
	for i, doc := range docs {
		if doc.Path == a.doc.Path && a.term != nil {
			docs[i] = a.doc
		} else if less := a.less[doc.Path]; less != nil {
			docs[i] = less
		}
	}
	if a.term != nil {
		return docs
	}
	at := slices.IndexFunc(docs, func(d *content.Document) bool { return d.Path > a.doc.Path })
	if at < 0 {
		at = len(docs)
	}
	return slices.Insert(docs, at, a.doc)
}

// settle mends what would be an error of the name, and tells whether anything was.
func (a *aliasTrial) settle() bool {
	for _, rival := range a.rivals() {
		a.less[rival.Doc.Path] = without(rival.Doc, terms.Key(a.text))
	}
	if !a.short() {
		return len(a.less) > 0
	}
	doc := *a.doc
	if a.term == nil {
		doc.Link = content.LinkManual
	} else {
		doc.Aliases = slices.Clone(doc.Aliases)
		doc.Aliases[len(doc.Aliases)-1].Link = content.LinkManual
	}
	a.doc = &doc
	return true
}

func (a *aliasTrial) short() bool { return a.doc.Link == content.LinkAuto && terms.Short(a.text) }

// rivals are the other terms of the language that claim the name.
func (a *aliasTrial) rivals() []*link.Page {
	lang, key := a.lang(), terms.Key(a.text)
	var rivals []*link.Page
	for _, p := range a.site.Graph.Names.Terms {
		if p != a.term && terms.Primary(p.Lang) == lang && slices.ContainsFunc(written(p), func(f terms.Form) bool { return terms.Key(f.Text) == key }) {
			rivals = append(rivals, p)
		}
	}
	return rivals
}

func (a *aliasTrial) lang() string {
	if a.term != nil {
		return terms.Primary(a.term.Lang)
	}
	return terms.Primary(a.site.Graph.Names.Site.Language)
}

// written gives the forms of a term that someone wrote and that claim their words.
func written(p *link.Page) []terms.Form {
	return slices.DeleteFunc(terms.FormsOf(p.Term, &p.Doc.Meta, p.Lang), func(f terms.Form) bool {
		return f.Origin == terms.Made || f.Mode == content.LinkNever
	})
}

// without is a term that claims a name no longer.
func without(doc *content.Document, key string) *content.Document {
	less := *doc
	if terms.Key(less.Title.Value) == key {
		less.Link = content.LinkNever
	}
	less.Aliases = slices.Clone(less.Aliases)
	for i := range less.Aliases {
		if terms.Key(less.Aliases[i].Value) == key {
			less.Aliases[i].Link = content.LinkNever
		}
	}
	less.Plural.Own = slices.DeleteFunc(slices.Clone(less.Plural.Own), func(t content.Text) bool { return terms.Key(t.Value) == key })
	return &less
}

// problems gives those that are there with the name alone. Editorial advice about
// a term that does not exist yet is nobody's.
func (a *aliasTrial) problems(before, after []diag.Diagnostic) []diag.Diagnostic {
	id := func(d diag.Diagnostic) string {
		return fmt.Sprint(d.Path, d.Span, d.Code.ID, d.Message, d.Note, d.Fixes, d.Related)
	}
	had := map[string]bool{}
	for _, d := range before {
		had[id(d)] = true
	}
	found := slices.DeleteFunc(slices.Clone(after), func(d diag.Diagnostic) bool {
		return had[id(d)] || a.term == nil && d.Path == a.doc.Path && strings.HasPrefix(d.Code.ID, "E")
	})
	return append(a.address(), found...)
}

// address tells of the term that is where a new one would be.
func (a *aliasTrial) address() []diag.Diagnostic {
	slug := content.Slugify(a.text)
	taken := termAt(a.site, slug)
	if a.term != nil || taken == nil {
		return nil
	}
	code, _ := diag.Lookup("A101")
	return []diag.Diagnostic{diag.New(code, diag.Place{Path: a.doc.Path}, fmt.Sprintf("the address %s is taken", taken.Address)).
		WithRelated(diag.Place{Path: taken.Doc.Path}, "also").WithFix("slug: " + slug + "-2")}
}

// notes says what else an editor should know of the name.
func (a *aliasTrial) notes(after *link.Names) []string {
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if a.term != nil {
		if f, ok := a.already(); ok {
			mode := ""
			if f.Mode > a.doc.Link {
				mode = ", for links by hand: this is what comes if it links by itself"
			}
			note("%s has this name already%s", a.doc.Path, mode)
		}
		switch {
		case a.doc.Broken:
			note("%s cannot be read, so nothing links to it; check tells why", a.doc.Path)
		case !a.term.Live:
			note("%s is %s, so nothing links to it", a.doc.Path, a.term.Presence)
		case a.doc.Link != content.LinkAuto:
			note("%s has  link: %s,  and the alias with it", a.doc.Path, [...]string{"auto", "manual", "never"}[a.doc.Link])
		}
	} else if content.SlugProblem(content.Slugify(a.text)) != "" {
		note("no address can be made from this name: the new term needs a slug")
	}
	for _, p := range after.Sharing(a.text) {
		if p.Doc.Kind != content.Term {
			note("[[%s]] could mean %s too: name the term as [[glossary/…]]", a.text, p.Doc.Path)
		}
	}
	return notes
}

// already finds the form of the term that is the name.
func (a *aliasTrial) already() (f terms.Form, ok bool) {
	forms := written(a.term)
	i := slices.IndexFunc(forms, func(f terms.Form) bool { return terms.Key(f.Text) == terms.Key(a.text) })
	if i < 0 {
		return f, false
	}
	return forms[i], true
}

// found lists how prose would write the name.
func (a *aliasTrial) found(n *link.Names) []string {
	var all []string
	for _, f := range n.IndexFor(a.lang()).Forms() {
		p := n.Terms[f.Term]
		mine := f.Text == a.text || f.Origin == terms.Made && f.Text == terms.Plural(a.text)
		if p.Doc.Path == a.doc.Path && mine && f.Mode == content.LinkAuto {
			all = append(all, terms.Spellings(f.Text)...)
		}
	}
	return all
}
