package preview

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"gloss/internal/build"
	"gloss/internal/diag"
)

// Build is a site to be shown.
type Build struct {
	Site  *build.Site
	Read  func(path string) []byte // the files that diagnostics speak of
	Began time.Time                // when the change was noticed
}

// generation is what is served at one time. It is never changed after it was
// made, and any number of goroutines may ask it.
type generation struct {
	number int
	latest *build.Site
	site   *build.Site // what is served: of an earlier generation while the latest is not whole
	pages  map[string]string
	base   string // path of the base URL, without a trailing slash

	// A page in trouble keeps its last good version: files of the output, by what
	// they are made of.
	bad  map[string]bool // paths of content in trouble
	made map[string][]string
	kept map[string][]byte

	unreadable map[string]string // new pages of which only the text can be shown: files of the output, by address

	faulty           map[string]bool // every path that has an error
	errors, warnings int
	diagnostics      func() json.RawMessage
	printed          *printed
	began            time.Time

	headers   func() []headerRule
	redirects func() []redirectRule
}

// next makes the generation that follows g, which may be nil.
func (g *generation) next(b Build) *generation {
	n := &generation{
		number: 1, latest: b.Site, site: b.Site, began: b.Began, bad: map[string]bool{}, made: map[string][]string{}, kept: map[string][]byte{},
		faulty: faulty(b.Site.Diags), printed: &printed{},
	}
	if g != nil {
		n.printed = g.printed
	}
	n.diagnostics = sync.OnceValue(func() json.RawMessage { return n.printed.json(b.Site.Diags, b.Read) })
	n.errors, n.warnings = diag.Count(b.Site.Diags)
	if g != nil {
		n.number = g.number + 1
		n.keep(g)
	} else {
		maps.Copy(n.bad, n.faulty)
	}
	n.unreadable = n.site.Unreadable()
	maps.DeleteFunc(n.unreadable, func(_, file string) bool { return n.kept[file] != nil })
	n.base = strings.TrimSuffix(n.site.Graph.Names.URL("/"), "/")
	n.listPages(g)
	n.headers = sync.OnceValue(func() []headerRule { return parseHeaders(n.file("_headers")) })
	n.redirects = sync.OnceValue(func() []redirectRule { return parseRedirects(n.file("_redirects")) })
	return n
}

func faulty(ds []diag.Diagnostic) map[string]bool {
	paths := map[string]bool{}
	for _, d := range ds {
		if d.Severity == diag.Error {
			paths[d.Path] = true
		}
	}
	return paths
}

// keep takes over what the generation before has of pages that are in trouble
// now, or everything that it has.
func (n *generation) keep(g *generation) {
	maps.Copy(n.bad, n.faulty)
	if !n.site.Whole() && g.site.Whole() {
		n.site = g.site
		maps.Copy(n.bad, g.bad)
	}
	if n.site.Graph.Names.URL("/") != g.site.Graph.Names.URL("/") {
		return // every address in what could be kept is another's now
	}
	var before, now map[string][]string
	if len(n.bad) > 0 {
		before, now = g.site.MadeOf(), n.site.MadeOf()
	}
	n.hide(before)
	n.hide(g.made)
	owner := map[string]string{}
	for path, files := range now {
		for _, file := range files {
			owner[file] = path
		}
	}
	for _, path := range slices.Sorted(maps.Keys(n.bad)) {
		files := before[path]
		if g.bad[path] {
			files = g.made[path]
		}
		for _, file := range files {
			if by := owner[file]; by != "" && by != path {
				continue // another page has the address now
			}
			if data, ok, err := g.bytes(file); ok && err == nil {
				n.kept[file] = data
				n.made[path] = append(n.made[path], file)
			}
		}
	}
	n.keepAssets(g)
}

// hide finds the pages below a folder that is itself in trouble: they are too.
func (n *generation) hide(made map[string][]string) {
	for path := range made {
		for i := range len(path) {
			if path[i] == '/' && n.faulty[path[:i]] {
				n.bad[path] = true
				break
			}
		}
	}
}

// keepAssets keeps the styles and scripts that kept pages name. Their names have
// a hash, so they are never out of date.
func (n *generation) keepAssets(g *generation) {
	if len(n.kept) == 0 {
		return
	}
	keep := func(file string, data []byte) {
		if _, ok, _ := n.site.Bytes(file); !ok {
			n.kept[file] = data
		}
	}
	look := g.site.Look()
	for _, file := range slices.Concat(look.Styles, look.Scripts) {
		if data, ok, err := g.site.Bytes(file); ok && err == nil {
			keep(file, data)
		}
	}
	for file, data := range g.kept {
		if strings.HasSuffix(file, ".css") || strings.HasSuffix(file, ".js") {
			keep(file, data)
		}
	}
}

// listPages takes over the list of the generation before where it is the same:
// thousands of addresses are not made anew for each save.
func (n *generation) listPages(g *generation) {
	if g != nil && len(n.made)+len(n.unreadable) == 0 && len(g.made)+len(g.unreadable) == 0 && n.site.SamePages(g.site) {
		n.pages = g.pages
		return
	}
	n.pages = maps.Clone(n.site.Pages())
	maps.Copy(n.pages, n.unreadable)
	for _, files := range n.made {
		for _, file := range files {
			if dir, ok := strings.CutSuffix("/"+file, "/index.html"); ok {
				n.pages[n.site.Graph.Names.URL(dir+"/")] = file
			}
		}
	}
}

// bytes makes a file of the output.
func (n *generation) bytes(file string) (data []byte, ok bool, err error) {
	if data, ok := n.kept[file]; ok {
		return data, true, nil
	}
	if data, ok, err := n.site.Bytes(file); ok {
		return data, ok, err
	}
	return n.site.UnreadableBytes(file)
}

// file is bytes for one that may be missing.
func (n *generation) file(name string) []byte {
	data, _, err := n.bytes(name)
	if err != nil {
		return nil
	}
	return data
}
