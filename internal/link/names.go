package link

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
	"gloss/internal/terms"
)

// Presence is whether a page is part of this build.
type Presence uint8

const (
	// Public pages are part of every build.
	Public Presence = iota
	// Draft pages are part of builds with drafts.
	Draft
	// Scheduled pages appear later.
	Scheduled
	// Expired pages were public once.
	Expired
)

// String is the presence as messages say it.
func (p Presence) String() string {
	return [...]string{"public", "a draft", "not published yet", "expired"}[p]
}

// Page is a page with its names.
type Page struct {
	Doc      *content.Document
	Slug     string
	Address  string // path on the site, without the base
	Lang     string
	Presence Presence
	Live     bool  // part of this build
	Term     int32 // in Names.Terms, -1 for other kinds
	Index    int   // in Names.Pages
}

// Title is the page's title; a page of which none can be read has its slug.
func (p *Page) Title() string {
	if p.Doc.Title.Value == "" {
		return p.Slug
	}
	return p.Doc.Title.Value
}

// Options is what a build says of itself.
type Options struct {
	BaseURL string // clean; "" takes the site's own
	Drafts  bool
	At      time.Time
}

// Names knows every address and every name of a site. It is made whole for each
// build, which is cheap, and never changed after.
type Names struct {
	Addresses
	Site      *content.Site
	At        time.Time
	Pages     []*Page          // in order of path
	Intros    map[string]*Page // listings' own introductions, by folder; "" is the home page's
	Terms     []*Page
	Redirects map[string]*Page // old path → live page
	NextDue   time.Time        // when the next page appears, expires or is to be reviewed; zero for never
	LastDue   time.Time        // when that last happened; zero for never

	byPath    map[string]*Page
	byAddress map[string]*Page
	bySlug    map[string][]*Page
	byName    map[string][]named
	assets    map[string]*Asset // by path in the snapshot
	moved     map[string]*Page  // old path → page, live or not
	assetAt   map[string]*Asset // by path on the site
	indexes   map[string]*terms.Index
	topics    map[string]bool
	clashing  map[*Page]bool
	static    func(path string) bool
	diags     []diag.Diagnostic
}

// named is a page under one of its names.
type named struct {
	page *Page
	text string
}

// NewNames reads the front matter of all documents. Documents come in order of
// path. static tells whether the theme publishes a file at a path of the site.
func NewNames(site *content.Site, docs []*content.Document, snapshot source.Snapshot, o Options, static func(string) bool) (*Names, []diag.Diagnostic) {
	base := o.BaseURL
	if base == "" {
		base = site.BaseURL.Value
	}
	n := &Names{
		Addresses: NewAddresses(base).WithHome(site.BaseURL.Value), Site: site, At: o.At,
		Intros: map[string]*Page{}, Redirects: map[string]*Page{},
		byPath: map[string]*Page{}, byAddress: map[string]*Page{}, bySlug: map[string][]*Page{}, byName: map[string][]named{},
		assets: map[string]*Asset{}, assetAt: map[string]*Asset{}, moved: map[string]*Page{}, indexes: map[string]*terms.Index{}, topics: map[string]bool{}, clashing: map[*Page]bool{}, static: static,
	}
	for _, doc := range docs {
		n.addPage(doc, o)
	}
	for _, t := range site.Topics {
		n.topics[t.Slug.Value] = true
	}
	n.addAssets(snapshot)
	n.claimRedirects(n.claimAddresses())
	n.claimForms()
	for _, p := range n.Pages {
		n.addName(p, p.Doc.Title.Value)
	}
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
		n.Intros[doc.Kind.Folder()] = p
		n.byPath[doc.Path] = p
		return
	}
	p.Slug = doc.Slug.Value
	if p.Slug == "" {
		p.Slug = content.Slugify(doc.Base)
		if why := content.SlugProblem(p.Slug); why != "" {
			n.report(content.CodeSlug, p, diag.Span{}, fmt.Sprintf("no slug can be made from the name %q: it %s", doc.Base, why), "slug: …")
			return
		}
	}
	p.Address = OfPage(doc.Kind, p.Slug)
	p.Index = len(n.Pages)
	n.Pages = append(n.Pages, p)
	n.byPath[doc.Path] = p
	n.bySlug[p.Slug] = append(n.bySlug[p.Slug], p)
	if doc.Kind == content.Term {
		p.Term = int32(len(n.Terms))
		n.Terms = append(n.Terms, p)
	}
}

// setPresence places a page in time and notes when that next changes.
func (n *Names) setPresence(p *Page, o Options) {
	due := func(m *content.Moment) (time.Time, bool) {
		if m == nil {
			return time.Time{}, false
		}
		t := m.In(n.Site.Zone)
		n.due(t)
		return t, t.After(o.At)
	}
	_, later := due(p.Doc.Published)
	end, alive := due(p.Doc.Expires)
	switch {
	case later:
		p.Presence = Scheduled
	case !end.IsZero() && !alive:
		p.Presence = Expired
	case p.Doc.Draft:
		p.Presence = Draft
	}
	if due, ok := n.ReviewDue(p); ok {
		n.due(due)
	}
	p.Live = !p.Doc.Broken && (p.Presence == Public || p.Presence == Draft && o.Drafts)
}

// due notes a moment at which the same content makes another site.
func (n *Names) due(t time.Time) {
	if t.After(n.At) {
		if n.NextDue.IsZero() || t.Before(n.NextDue) {
			n.NextDue = t
		}
	} else if t.After(n.LastDue) {
		n.LastDue = t
	}
}

// ReviewDue tells when a page is to be read again.
func (n *Names) ReviewDue(p *Page) (time.Time, bool) {
	every := p.Doc.ReviewEvery
	if every == nil {
		every = n.Site.ReviewEvery
	}
	if p.Doc.Reviewed == nil || every == nil {
		return time.Time{}, false
	}
	return every.After(p.Doc.Reviewed.In(n.Site.Zone)), true
}

// addAssets finds the files of bundles.
func (n *Names) addAssets(snapshot source.Snapshot) {
	bundles := map[string]*Page{}
	for _, p := range n.Pages {
		if p.Doc.Bundle != "" {
			bundles[p.Doc.Bundle] = p
		}
	}
	for _, f := range snapshot.Under(content.Root) {
		if path.Ext(f.Path) == ".md" || f.Mode != source.Regular {
			continue
		}
		for dir := path.Dir(f.Path); dir != "." && dir != content.Root; dir = path.Dir(dir) {
			if page := bundles[dir]; page != nil {
				a, diags := newAsset(f, page, strings.TrimPrefix(f.Path, dir+"/"))
				n.assets[f.Path], n.assetAt[a.Address] = a, a
				n.diags = append(n.diags, diags...)
				break
			}
		}
	}
}

// claims is who has which file of the output, and which folder, as the strictest
// file system compares their names.
type claims struct {
	files, folders map[string]string
	static         func(string) bool
}

func fileKey(file string) string { return cases.Fold().String(norm.NFC.String(file)) }

// take gives a file to an owner, or names who is in the way: the owner of that
// file, of a folder of that name, or of a file where one of its folders would be.
func (c *claims) take(file, owner string) (taken string) {
	key := fileKey(file)
	if first, ok := c.files[key]; ok {
		return first
	}
	if first, ok := c.folders[key]; ok {
		return first
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if first, ok := c.files[dir]; ok {
			return first
		}
	}
	if at := c.blocked(file); at != "" {
		return "static/" + at
	}
	c.files[key] = owner
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if _, ok := c.folders[dir]; !ok {
			c.folders[dir] = owner
		}
	}
	return ""
}

// blocked finds a file of static/ where one of a file's folders would be. (Of two
// files with one path, whoever gathers the files tells.)
func (c *claims) blocked(file string) string {
	for at := path.Dir(file); at != "." && c.static != nil; at = path.Dir(at) {
		if c.static(at) {
			return at
		}
	}
	return ""
}

// claimAddresses gives each address to one file, over all pages, present or not.
func (n *Names) claimAddresses() *claims {
	c := &claims{files: map[string]string{}, folders: map[string]string{}, static: n.static}
	n.claimGenerated(c)
	for _, p := range n.Pages {
		at := p.Doc.Slug.At
		if at == (diag.Span{}) {
			at = p.Doc.Title.At
		}
		n.claimFile(c, p.Address, p.Doc.Path, content.Place(p.Doc.Path, at), "slug: "+p.Slug+"-2")
		c.take(strings.TrimPrefix(p.Address, "/")+"index.md", "the page itself")
		n.byAddress[p.Address] = p
	}
	for _, path := range sortedKeys(n.assets) {
		a := n.assets[path]
		a.clash = !n.claimFile(c, a.Address, path, diag.Place{Path: path}, "rename it")
	}
	return c
}

// claimGenerated takes the paths of the pages that the program makes.
func (n *Names) claimGenerated(c *claims) {
	made := slices.Clone(content.Generated)
	for _, t := range n.Site.Topics {
		made = append(made, OfTopic(t.Slug.Value))
	}
	for _, address := range made {
		file, owner := OutputFile(address), "a page that every site has"
		if strings.HasPrefix(address, "/topics/") && address != "/topics/" {
			owner = "a topic"
		}
		if at := c.blocked(file); at != "" && n.IsGenerated(address) {
			n.diags = append(n.diags, diag.New(codeAddress, diag.Place{Path: "static/" + at}, fmt.Sprintf("the address %s is taken", address)).
				WithNote("by "+owner).WithFix("rename the file"))
		}
		c.take(file, owner)
	}
}

// claimFile takes the address of one file, or reports who has it.
func (n *Names) claimFile(c *claims, address, file string, at diag.Place, fix string) bool {
	taken := c.take(OutputFile(address), file)
	if taken == "" {
		return true
	}
	d := diag.New(codeAddress, at, fmt.Sprintf("the address %s is taken", address)).WithFix(fix)
	if strings.HasPrefix(taken, content.Root+"/") {
		d = d.WithRelated(diag.Place{Path: taken}, "also")
	} else {
		d = d.WithNote("by " + taken)
	}
	n.diags = append(n.diags, d)
	return false
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// claimRedirects gives each old address to one page.
func (n *Names) claimRedirects(c *claims) {
	first := map[string]diag.Place{}
	for _, p := range n.Pages {
		for _, from := range p.Doc.RedirectFrom {
			clean, why := cleanRedirect(from.Value)
			if why != "" {
				n.report(codeRedirect, p, from.At, fmt.Sprintf("%q %s", from.Value, why), "redirect-from: [/"+strings.Trim(p.Doc.Kind.Folder()+"/old-name", "/")+"/]")
				continue
			}
			file := OutputFile(clean)
			taken := c.take(file, p.Doc.Path)
			if taken == "" && n.static != nil && n.static(file) {
				taken = "static/" + file
			}
			before, again := first[fileKey(file)]
			switch {
			case again:
				n.diags = append(n.diags, diag.New(codeRedirect, content.Place(p.Doc.Path, from.At), fmt.Sprintf("the old address %s is claimed twice", clean)).
					WithRelated(before, "also in").WithFix("keep it on one page"))
			case taken != "":
				n.report(codeRedirect, p, from.At, fmt.Sprintf("%s is an address that is in use, by %s", clean, taken), "take it out")
			default:
				first[fileKey(file)] = content.Place(p.Doc.Path, from.At)
				n.moved[clean] = p
				if p.Live {
					n.Redirects[clean] = p
				}
			}
		}
	}
}

// cleanRedirect reads an old address as a path of the site.
func cleanRedirect(s string) (clean, why string) {
	switch {
	case !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//"):
		return "", "does not begin with one slash"
	case strings.ContainsAny(s, "?#%\\ *:<>\"'|") || strings.IndexFunc(s, unicode.IsControl) >= 0:
		return "", "has characters that a plain address has not"
	case strings.Contains(s, "//") || strings.Contains(s+"/", "/./") || strings.Contains(s+"/", "/../"):
		return "", "is not a plain path"
	case strings.HasPrefix(s, "/_") || strings.Contains(s, "/."):
		return "", "has a name that hosts keep for themselves"
	case content.MachineFile(s):
		return "", "is kept for a file that machines read"
	}
	if why := content.LongPath(s); why != "" {
		return "", why
	}
	if why := badFileName(strings.Trim(s, "/")); why != "" {
		return "", why
	}
	if strings.HasSuffix(s, "/index.html") {
		s = strings.TrimSuffix(s, "index.html")
	}
	if path.Ext(s) == "" && !strings.HasSuffix(s, "/") {
		s += "/"
	}
	return s, ""
}

// claimForms gives each form to one term and makes an index for each language.
func (n *Names) claimForms() {
	byLang := map[string][]terms.Form{}
	for i, p := range n.Terms {
		lang := terms.Primary(p.Lang)
		byLang[lang] = append(byLang[lang], terms.FormsOf(int32(i), &p.Doc.Meta, p.Lang)...)
	}
	for _, lang := range sortedKeys(byLang) {
		n.indexes[lang] = terms.NewIndex(n.claim(byLang[lang]))
	}
}

// claim reports written forms with two owners and gives those that can be found
// in prose on live pages.
func (n *Names) claim(forms []terms.Form) []terms.Form {
	written := map[string]terms.Form{}
	made := map[string][]terms.Form{}
	var keep []terms.Form
	for _, f := range forms {
		if f.Text == "" || f.Mode == content.LinkNever {
			continue
		}
		page := n.Terms[f.Term]
		key := terms.Key(f.Text)
		if f.Origin == terms.Made {
			made[key] = append(made[key], f)
			continue
		}
		if f.Mode == content.LinkAuto && terms.Short(f.Text) {
			fix := fmt.Sprintf("{text: %s, link: manual}", f.Text)
			if f.Origin == terms.FromTitle {
				fix = "link: manual"
			}
			n.report(codeShort, page, f.At, fmt.Sprintf("%q is too short to be found in prose", f.Text), fix)
		}
		if strings.Count(key, "\x00") >= 64 || key == "" {
			n.report(codeLong, page, f.At, "this name is never found in prose", fmt.Sprintf("{text: %s, link: never}", f.Text))
		}
		if first, taken := written[key]; taken {
			if first.Term != f.Term {
				n.clash(first, f)
			}
			continue
		}
		written[key] = f
		n.addName(page, f.Text)
		if page.Live {
			keep = append(keep, f)
		}
	}
	return append(keep, n.madePlurals(forms, written, made)...)
}

// madePlurals keeps the plurals that rule 8 makes where nobody wrote the form
// and no other term makes it.
func (n *Names) madePlurals(forms []terms.Form, written map[string]terms.Form, made map[string][]terms.Form) []terms.Form {
	var keep []terms.Form
	for _, f := range forms {
		if f.Origin != terms.Made || f.Mode == content.LinkNever {
			continue
		}
		key := terms.Key(f.Text)
		if first, taken := written[key]; taken && n.Terms[first.Term].Live || slices.ContainsFunc(made[key], func(o terms.Form) bool { return o.Term != f.Term && n.Terms[o.Term].Live }) {
			continue
		}
		written[key] = f
		n.addName(n.Terms[f.Term], f.Text)
		if n.Terms[f.Term].Live {
			keep = append(keep, f)
		}
	}
	return keep
}

// Clashes tells whether another term claims a name of this one, so that what
// links to it is not settled.
func (n *Names) Clashes(p *Page) bool { return n.clashing[p] }

func (n *Names) clash(first, second terms.Form) {
	a, b := n.Terms[first.Term], n.Terms[second.Term]
	n.clashing[a], n.clashing[b] = true, true
	what := map[terms.Origin]string{terms.FromTitle: "title", terms.FromAlias: "alias", terms.FromPlural: "plural"}[second.Origin]
	fix := fmt.Sprintf("keep it in %s, and here write  {text: %s, link: never}", path.Base(a.Doc.Path), second.Text)
	if second.Origin != terms.FromAlias {
		fix = fmt.Sprintf("give one of the two another %s, or in %s write  {text: %s, link: never}", what, path.Base(a.Doc.Path), first.Text)
	}
	n.diags = append(n.diags, diag.New(codeClash, content.Place(b.Doc.Path, second.At), fmt.Sprintf("%s %q is claimed by two terms", what, second.Text)).
		WithRelated(content.Place(a.Doc.Path, first.At), "also in").WithFix(fix))
}

// nameKey is a name as [[…]] compares it: case, kinds of spaces, hyphens and
// apostrophes do not count.
func nameKey(s string) string {
	s = strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(s), " ")))
	return strings.Map(func(r rune) rune {
		switch r {
		case '‐', '‑', '–':
			return '-'
		case '’':
			return '\''
		}
		return r
	}, s)
}

func (n *Names) addName(p *Page, text string) {
	if text == "" {
		return
	}
	key := nameKey(text)
	for _, have := range n.byName[key] {
		if have.page == p && have.text == text {
			return
		}
	}
	n.byName[key] = append(n.byName[key], named{p, text})
}

// IndexFor gives the forms that a page of the language may link.
func (n *Names) IndexFor(lang string) *terms.Index {
	if ix := n.indexes[terms.Primary(lang)]; ix != nil {
		return ix
	}
	return emptyIndex
}

var emptyIndex = terms.NewIndex(nil)

// Asset finds a file of a bundle by its path in the snapshot.
func (n *Names) Asset(path string) *Asset { return n.assets[path] }

// Assets gives the files of live pages, in order of path.
func (n *Names) Assets() []*Asset {
	var all []*Asset
	for _, path := range sortedKeys(n.assets) {
		if a := n.assets[path]; a.Page.Live && !a.clash {
			all = append(all, n.assets[path])
		}
	}
	return all
}
