package render

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gloss/internal/content"
	"gloss/internal/link"
)

// viewer fills in views. It only reads, so it serves all goroutines.
type viewer struct {
	graph   *link.Graph
	names   *link.Names
	site    *Site
	conf    Config
	lang    string   // of the page that is filled in
	paths   []string // of all pages that are to be indexed, in order
	siteKey func() Key
	log     func() []entry // what changed on the site, newest first
	// inOtherLanguages are the pages that say the same, by each of them.
	inOtherLanguages func() map[*link.Page][]*link.Page
	plain            []atomic.Pointer[string] // beside names.Terms: their definitions, as far as they were asked for
}

func newViewer(g *link.Graph, assets *Assets, c Config) *viewer {
	s := g.Names.Site
	v := &viewer{graph: g, names: g.Names, conf: c, lang: s.Language, plain: make([]atomic.Pointer[string], len(g.Names.Terms))}
	v.site = &Site{
		Title: s.Title.Value, Description: s.Description.Value, Licence: s.Licence.Value, Language: s.Language,
		Home: v.names.URL("/"), Origin: v.origin(), Repository: s.Repository.Value, Contact: s.Contact.Value,
	}
	published := func(name string) []string {
		if p, ok := assets.Names[name]; ok {
			return []string{v.names.URL("/" + p)}
		}
		return nil
	}
	v.site.CSS = append(published("style.css"), published("custom.css")...)
	v.site.JS = published("site.js")
	v.site.ThemeJS = strings.Join(published("theme.js"), "")
	v.site.Favicon = strings.Join(published("favicon.svg"), "")
	for _, nav := range s.Navigation {
		if url, problem := v.names.NavURL(nav.URL.Value); problem == nil && url != "" {
			v.site.Navigation = append(v.site.Navigation, NavItem{Title: nav.Title.Value, URL: url})
		}
	}
	for _, p := range g.OfKind(content.Page) {
		v.site.Footer = append(v.site.Footer, v.link(p))
	}
	v.site.Footer = append(v.site.Footer, Link{Title: "Updates", URL: v.names.URL("/updates/")}, Link{Title: "Corrections", URL: v.names.URL("/corrections/")})
	if v.site.SearchURL = v.searchURL(); v.site.SearchURL != "" {
		v.site.Footer = append(v.site.Footer, Link{Title: "Search", URL: v.site.SearchURL})
	}
	v.site.Feeds = v.feeds()
	v.log = sync.OnceValue(v.readLog)
	v.inOtherLanguages = sync.OnceValue(v.readTranslations)
	v.siteKey = sync.OnceValue(func() Key { return siteKeyOf(v.site) })
	return v
}

func (v *viewer) link(p *link.Page) Link {
	return Link{Title: p.Title(), URL: v.names.URL(p.Address), Language: v.language(p.Lang)}
}

// in is the viewer of a page in another language than the site's.
func (v viewer) in(lang string) *viewer {
	v.lang = lang
	return &v
}

// language marks words in a language where the page has another.
func (v *viewer) language(lang string) *Language {
	if lang == "" || strings.EqualFold(lang, v.lang) {
		return nil
	}
	return &Language{Lang: lang, Dir: link.Direction(lang)}
}

func kindOf(p *link.Page) string { return p.Doc.Kind.String() }

// frame fills in what every page has.
func (v *viewer) frame(kind, title, description, path string, crumbs ...Link) Frame {
	f := Frame{
		Site: v.site, Kind: kind, Title: title, Description: clip(description, 300), Lang: v.lang, Dir: link.Direction(v.lang), Around: v.language(v.names.Site.Language),
		Path: v.names.URL(path), Canonical: v.names.Absolute(path), NoIndex: v.conf.Drafts, Markdown: v.markdownOf(path),
	}
	if path != "/" {
		f.Crumbs = append([]Link{{Title: "Home", URL: v.names.URL("/")}}, crumbs...)
	}
	here, home := v.names.URL(path), ""
	if kind == "explainer" && !slices.ContainsFunc(v.site.Navigation, func(n NavItem) bool { return n.URL == v.names.URL("/explainers/") }) {
		home = v.names.URL("/questions/") // the menu's other list that holds an explainer
	}
	for _, nav := range v.site.Navigation {
		nav.Current = nav.URL == here || nav.URL == home || nav.URL != v.site.Home && strings.HasPrefix(here, nav.URL)
		f.Navigation = append(f.Navigation, nav)
	}
	return f
}

// page is the view of a page with a file of its own.
func (v *viewer) page(p *link.Page) any {
	r := v.graph.Resolved[p.Index]
	v = v.in(p.Lang)
	switch p.Doc.Kind {
	case content.Term:
		return v.term(p, r)
	case content.Fact:
		return v.fact(p, r)
	case content.Source:
		return v.source(p, r)
	}
	return v.doc(p, r)
}

// sectionNames are the words for the listings, as crumbs and titles.
var sectionNames = map[content.Kind]string{content.Article: "Articles", content.Explainer: "Explainers", content.Term: "Glossary", content.Fact: "Facts", content.Source: "Sources"}

// docMentions is how many of the places that link to it a page shows, those that
// rank highest.
const docMentions = 6

func (v *viewer) doc(p *link.Page, r *link.Resolved) DocPage {
	d := v.text(p, r)
	if p.Doc.Kind != content.Page {
		for _, other := range v.graph.Related(p, 5) {
			d.Related = append(d.Related, v.link(other))
		}
	}
	mentions, _ := v.graph.Mentions(p, docMentions)
	for _, m := range mentions {
		d.Backlinks = append(d.Backlinks, v.mention(m))
	}
	return d
}

// text is a page without the pages around it.
func (v *viewer) text(p *link.Page, r *link.Resolved) DocPage {
	doc := p.Doc
	var crumbs []Link
	if name := sectionNames[doc.Kind]; name != "" {
		crumbs = []Link{{Title: name, URL: v.names.URL("/" + doc.Kind.Folder() + "/")}}
	}
	prose := link.Apply(make([]byte, 0, len(doc.Body.HTML)*3/2), doc.Body.HTML, r.Edits)
	d := DocPage{
		Frame:     v.frame(kindOf(p), p.Title(), description(r), p.Address, crumbs...),
		Deck:      template.HTML(r.Summary),
		Published: dayOf(doc.Published),
		Reviewed:  dayOf(doc.Reviewed),
		Minutes:   minutes(doc.Body.Words),
		Prose:     template.HTML(prose),
		Terms:     v.termList(r.Terms),
		Changes:   v.changes(r, false),
		EditURL:   v.editURL(doc.Path),
		Contents:  contents(r),
		Cited:     v.cited(r),
		Works:     v.works(r),
	}
	if doc.Kind == content.Explainer || doc.Kind == content.Article || doc.Kind == content.Page {
		boxes(d.Facts, r)
	}
	d.Translations = v.translations(p)
	d.ReportURL = v.reportURL(p.Title())
	if p.Presence == link.Draft {
		d.Draft = "page"
	}
	d.Image = v.image(p, r)
	for _, a := range doc.Authors {
		d.Authors = append(d.Authors, a.Value)
	}
	d.Updated = updated(d.Published, d.Changes)
	if doc.Kind == content.Explainer {
		d.Questions = v.questionsOf(p, r)
	}
	for _, t := range v.names.Site.Topics {
		if slices.ContainsFunc(doc.Topics, func(o content.Text) bool { return o.Value == t.Slug.Value }) {
			d.Topics = append(d.Topics, Link{Title: t.Title.Value, URL: v.names.URL(link.OfTopic(t.Slug.Value)), Language: v.language(v.names.Site.Language)})
		}
	}
	if doc.Kind == content.Explainer {
		dated := slices.DeleteFunc(slices.Clone(r.Terms), func(t *link.Page) bool { return t.Doc.Date == nil })
		d.Dates, d.Strip = v.eventList(dated), v.strip(dated, noGroups)
	}
	return d
}

// updated is the day of the newest substantive change after a page appeared.
func updated(published *Date, changes []Change) *Date {
	for _, c := range changes { // newest first
		switch {
		case c.Kind == changeWords["minor"]:
		case published != nil && c.Date.Words == published.Words:
			return nil
		default:
			return &c.Date
		}
	}
	return nil
}

// description is the page in a line of plain text.
func description(r *link.Resolved) string {
	switch {
	case len(r.Summary) > 0:
		return plainCopy(r.Summary)
	case len(r.Definition) > 0:
		return plainCopy(r.Definition)
	case len(r.Answers) > 0:
		return plainCopy(r.Answers[0])
	default:
		return clip(r.Lead(), 200)
	}
}

// contents lists headings where a page has enough of them: every question of an
// explainer, three or more parts of anything else.
func contents(r *link.Resolved) []Heading {
	doc := r.Page.Doc
	var all []Heading
	for i, h := range doc.Body.Headings {
		entry := Heading{ID: h.ID, Text: r.Heading(i)}
		switch {
		case h.Level == 2:
			all = append(all, entry)
		case h.Level == 3 && len(all) > 0 && doc.Kind != content.Explainer:
			all[len(all)-1].Sub = append(all[len(all)-1].Sub, entry)
		}
	}
	if doc.Kind != content.Explainer && len(all) < 3 {
		return nil
	}
	return all
}

func (v *viewer) editURL(path string) string {
	repo := strings.TrimRight(v.site.Repository, "/")
	switch {
	case strings.HasPrefix(repo, "https://github.com/"), strings.HasPrefix(repo, "https://codeberg.org/"):
		return repo + "/edit/main/" + path
	case strings.HasPrefix(repo, "https://gitlab.com/"):
		return repo + "/-/edit/main/" + path
	}
	return ""
}

// reportURL is where a reader tells of an error on a page: the site's contact, or
// the repository's issues.
func (v *viewer) reportURL(title string) string {
	if address := contactURL(v.site.Contact); address != "" {
		if strings.HasPrefix(address, "mailto:") && !strings.Contains(address, "?") {
			address += "?subject=" + strings.ReplaceAll(url.QueryEscape(title), "+", "%20")
		}
		return address
	}
	repo := strings.TrimRight(v.site.Repository, "/")
	switch {
	case strings.HasPrefix(repo, "https://github.com/"), strings.HasPrefix(repo, "https://codeberg.org/"):
		return repo + "/issues/new"
	case strings.HasPrefix(repo, "https://gitlab.com/"):
		return repo + "/-/issues/new"
	}
	return ""
}

var changeWords = map[string]string{"correction": "Correction", "update": "Update", "minor": "Minor change"}

// changes is a page's log, newest first.
func (v *viewer) changes(r *link.Resolved, ofMany bool) []Change {
	var all []Change
	for i, c := range r.Page.Doc.Changes {
		if v.names.Later(c.Date) {
			continue
		}
		change := Change{Date: day(c.Date), Kind: changeWords[c.Kind], Sort: c.Date.In(v.names.Site.Zone).Unix(), Text: template.HTML(r.Changes[i])}
		if ofMany {
			change.Text, change.Page = withoutLinks(r.Changes[i]), v.link(r.Page)
		}
		all = append(all, change)
	}
	slices.SortStableFunc(all, func(a, b Change) int { return cmp.Compare(b.Sort, a.Sort) })
	return all
}

func (v *viewer) mention(m link.Mention) Mention {
	out := Mention{Page: m.From.Title(), URL: v.names.URL(m.From.Address), Section: m.Section, Language: v.language(m.From.Lang), Before: m.Before, Marked: m.Words, After: m.After}
	if m.From.Doc.Role == content.RolePage {
		out.Kind = m.From.Doc.Kind.Reader()
	}
	if m.Heading >= 0 {
		out.URL += "#" + m.From.Doc.Body.Headings[m.Heading].ID
	}
	return out
}

// termEntry is a term as lists show it.
func (v *viewer) termEntry(p *link.Page) TermEntry {
	one, _ := p.Doc.Category.Reader()
	e := TermEntry{
		Slug: p.Slug, Name: p.Title(), URL: v.names.URL(p.Address), Category: one, Kind: string(p.Doc.Category),
		Definition: v.definition(p), Pages: v.graph.UseCount(p), Language: v.language(p.Lang),
	}
	var also []string
	for _, a := range p.Doc.Aliases {
		if a.Link != content.LinkNever {
			also = append(also, a.Value)
			e.Names = append(e.Names, AlsoName{Text: a.Value, Language: v.language(cmp.Or(a.Lang, p.Lang))})
		}
	}
	e.Also = strings.Join(also, ", ")
	return e
}

// definition is what a term means in plain words. Hundreds of pages show it.
func (v *viewer) definition(p *link.Page) string {
	known := &v.plain[p.Term]
	if s := known.Load(); s != nil {
		return *s
	}
	s := plainCopy(v.graph.Resolved[p.Index].Definition)
	known.Store(&s)
	return s
}

// termList is a list of terms in the order of the alphabet.
func (v *viewer) termList(pages []*link.Page) []TermEntry {
	pages = slices.Clone(pages)
	v.graph.Alphabetical(pages)
	all := make([]TermEntry, 0, len(pages))
	for _, p := range pages {
		all = append(all, v.termEntry(p))
	}
	return all
}

// named finds the live terms that a field names.
func (v *viewer) named(list []content.Text, not *link.Page) []*link.Page {
	var pages []*link.Page
	for _, t := range list {
		if p := v.names.TermNamed(t.Value); p != nil && p.Live && p != not && !slices.Contains(pages, p) {
			pages = append(pages, p)
		}
	}
	return pages
}
