package link

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// findWiki finds the page that [[target]] means: by kind and slug, by slug, then
// by title, alias or plural. Of several, problem says so; nothing is guessed.
func (n *Names) findWiki(target string, guess bool) (page *Page, bySlug bool, problem *diag.Diagnostic) {
	if folder, name, found := strings.Cut(target, "/"); found {
		if kind, ok := content.KindOfFolder(folder); ok {
			if page, bySlug := n.ofKind(kind, name); page != nil {
				return page, bySlug, nil
			}
		}
	}
	if pages := n.bySlug[target]; len(pages) > 0 {
		page, problem = only(pages, target)
		return page, true, problem
	}
	names := n.byName[nameKey(target)]
	exact := slices.ContainsFunc(names, func(m named) bool { return m.text == target })
	var pages []*Page
	for _, m := range names {
		if (!exact || m.text == target) && !slices.Contains(pages, m.page) {
			pages = append(pages, m.page)
		}
	}
	if len(pages) > 0 {
		page, problem = only(pages, target)
		return page, false, problem
	}
	return nil, false, n.unknown(target, guess)
}

// ofKind finds the one page of a kind that has a slug or name, nil where there is
// none or where there are several.
func (n *Names) ofKind(kind content.Kind, name string) (page *Page, bySlug bool) {
	for _, p := range n.bySlug[name] {
		if p.Doc.Kind == kind {
			return p, true
		}
	}
	for _, m := range n.byName[nameKey(name)] {
		if m.page.Doc.Kind != kind || m.page == page {
			continue
		}
		if page != nil {
			return nil, false
		}
		page = m.page
	}
	return page, false
}

func only(pages []*Page, target string) (*Page, *diag.Diagnostic) {
	if len(pages) == 1 {
		return pages[0], nil
	}
	var ways []string
	d := diag.New(codeAmbiguous, diag.Place{}, fmt.Sprintf("%q is the name of %d pages", target, len(pages)))
	for _, p := range pages {
		way := "[[" + p.Doc.Kind.Folder() + "/" + p.Slug + "]]"
		if p.Doc.Kind == content.Page { // no folder tells it apart
			way = "[" + p.Title() + "](" + p.Address + ")"
		}
		ways = append(ways, way)
		d = d.WithRelated(diag.Place{Path: p.Doc.Path}, "")
	}
	slices.Sort(ways)
	slices.SortFunc(d.Related, func(a, b diag.Related) int { return strings.Compare(a.Path, b.Path) })
	d = d.WithFix(strings.Join(ways, "   or: "))
	return nil, &d
}

// unknown makes the message for a name that nothing has, with the nearest where
// there is leave to look for it.
func (n *Names) unknown(target string, guess bool) *diag.Diagnostic {
	d := diag.New(codeUnknown, diag.Place{}, fmt.Sprintf("no page has the name %q", target))
	const plain = "name a page by its slug or title, or write the words without brackets"
	if !guess {
		return ptr(d.WithFix(plain))
	}
	var names []string
	for _, p := range n.Pages {
		names = append(names, p.Slug)
	}
	for _, key := range sortedKeys(n.byName) {
		for _, m := range n.byName[key] {
			names = append(names, m.text)
		}
	}
	if near := diag.Nearest(target, names); near != "" {
		d = d.WithNote("did you mean " + near + "?").WithFix("[[" + near + "]]")
	} else {
		d = d.WithFix(plain)
	}
	return &d
}

// target is where a link leads.
type target struct {
	page  *Page  // a page, or
	asset *Asset // a file of a bundle, or
	path  string // another address of the site, without the base
}

// findLink finds what a Markdown link leads to, from a page: a file relative to
// its own, an address of the site, or a full one.
func (n *Names) findLink(from *Page, dest string, guess bool) (t target, problem *diag.Diagnostic) {
	if dest == "" {
		return target{page: from}, nil
	}
	if local, ok := n.Local(dest); ok {
		return n.findAddress(local, guess)
	}
	clean, _, _ := strings.Cut(dest, "?")
	if decoded, err := url.PathUnescape(clean); err == nil {
		clean = decoded
	}
	file := path.Join(path.Dir(from.Doc.Path), clean)
	if p := n.byPath[file]; p != nil {
		return target{page: p}, nil
	}
	if p := n.byPath[file+"/index.md"]; p != nil {
		return target{page: p}, nil
	}
	if a := n.assets[file]; a != nil {
		return target{asset: a}, nil
	}
	if path.Ext(clean) != ".md" {
		if t, problem := n.findAddress(path.Join(from.Address, clean)+"/", false); problem == nil {
			return t, nil
		}
	}
	return target{}, n.unknownFile(from, file, guess)
}

func (n *Names) unknownFile(from *Page, file string, guess bool) *diag.Diagnostic {
	d := diag.New(codeUnknown, diag.Place{}, fmt.Sprintf("there is no file %s", file))
	const plain = "name the file of a page, as ../glossary/is-k.md, or write [[its title]]"
	if !guess {
		return ptr(d.WithFix(plain))
	}
	files := append(sortedKeys(n.byPath), sortedKeys(n.assets)...)
	if near := nearestFile(file, files); near != "" {
		return ptr(d.WithNote("did you mean " + near + "?").WithFix(relative(path.Dir(from.Doc.Path), near)))
	}
	return ptr(d.WithFix(plain))
}

// nearestFile gives the file with the nearest name: in the same folder, else the
// one of the same name in another. Folders do not count as likeness.
func nearestFile(file string, files []string) string {
	var beside []string
	elsewhere := ""
	for _, f := range files {
		if path.Dir(f) == path.Dir(file) {
			beside = append(beside, path.Base(f))
		} else if path.Base(f) == path.Base(file) && elsewhere == "" {
			elsewhere = f
		}
	}
	if elsewhere != "" {
		return elsewhere
	}
	if near := diag.Nearest(path.Base(file), beside); near != "" {
		return path.Join(path.Dir(file), near)
	}
	return ""
}

// relative writes a path as a link in a file of the folder dir names it.
func relative(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir = path.Dir(dir)
		up += "../"
	}
	return up + strings.TrimPrefix(file, dir+"/")
}

func ptr(d diag.Diagnostic) *diag.Diagnostic { return &d }

// findAddress finds what stands at a path of the site.
func (n *Names) findAddress(local string, guess bool) (target, *diag.Diagnostic) {
	slashed := local
	if path.Ext(local) == "" && !strings.HasSuffix(local, "/") {
		slashed += "/"
	}
	slashed = strings.TrimSuffix(slashed, "index.html")
	if p := n.byAddress[slashed]; p != nil {
		return target{page: p}, nil
	}
	if p := n.moved[slashed]; p != nil {
		return target{page: p}, nil
	}
	if a := n.assetAt[local]; a != nil {
		return target{asset: a}, nil
	}
	if n.IsGenerated(slashed) || n.static != nil && n.static(strings.TrimPrefix(local, "/")) {
		return target{path: slashed}, nil
	}
	d := diag.New(codeUnknown, diag.Place{}, fmt.Sprintf("nothing on this site has the address %s", local))
	near := ""
	if guess {
		near = diag.Nearest(slashed, append(sortedKeys(n.byAddress), Made...))
	}
	if near != "" {
		d = d.WithNote("did you mean " + near + "?").WithFix(near)
	} else {
		d = d.WithFix("[[slug or title]]")
	}
	return target{}, &d
}

// Awaits tells whether a page that is not public now has an address, or had it.
func (n *Names) Awaits(address string) bool {
	t, problem := n.findAddress(address, false)
	return problem == nil && t.page != nil && !t.page.Live
}

// IsGenerated tells whether this build makes a listing at a path.
func (n *Names) IsGenerated(address string) bool {
	if slug, ok := strings.CutPrefix(address, "/topics/"); ok && slug != "" {
		return n.topics[strings.TrimSuffix(slug, "/")]
	}
	return slices.Contains(Made, address)
}

// Made lists the generated paths that this version makes pages at.
var Made = []string{"/", "/articles/", "/explainers/", "/questions/", "/glossary/", "/topics/"}

// findHeading finds the heading that a fragment means: by id, then by its words.
func findHeading(doc *content.Document, fragment string) (index int, problem *diag.Diagnostic) {
	fragment = strings.TrimSpace(fragment)
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	var names []string
	for i, h := range doc.Body.Headings {
		if h.ID == fragment {
			return i, nil
		}
		names = append(names, h.ID, h.Text)
	}
	for i, h := range doc.Body.Headings {
		if nameKey(h.Text) == nameKey(fragment) {
			return i, nil
		}
	}
	d := diag.New(codeFragment, diag.Place{}, fmt.Sprintf("%s has no heading %q", doc.Path, fragment))
	if near := diag.Nearest(fragment, names); near != "" {
		d = d.WithNote("did you mean " + near + "?").WithFix("#" + near)
	} else if len(names) > 0 {
		d = d.WithFix("#" + names[0])
	} else {
		d = d.WithFix("link to the page as a whole, without #" + fragment)
	}
	return -1, &d
}
