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

// problem is a diagnostic that was made without a place, with what its name may
// have meant.
type problem struct {
	diag.Diagnostic
	doubt doubt
}

func newProblem(code *diag.Code, message, fix string, about doubt) *problem {
	return &problem{diag.New(code, diag.Place{}, message).WithFix(fix), about}
}

// findWiki finds the page that [[target]] means: by kind and name, by slug, then
// by title, alias or plural. Of several, problem says so; nothing is guessed.
func (r *Resolver) findWiki(target string) (page *Page, bySlug bool, p *problem) {
	if folder, name, found := strings.Cut(target, "/"); found {
		if kind, ok := content.KindOfFolder(folder); ok {
			if m := r.find(name, kind); m.page != nil || m.several {
				return r.theOne(m, sharedName{name: name, kind: kind})
			}
		}
	}
	if m := r.find(target, anyKind); m.page != nil || m.several {
		return r.theOne(m, sharedName{name: target, kind: anyKind})
	}
	return nil, false, newProblem(codeUnknown, fmt.Sprintf("no page has the name %q", target),
		"name a page by its slug or title, or write the words without brackets",
		doubt{pool: poolPages, word: target, before: "[[", after: "]]"})
}

func (r *Resolver) theOne(m found, name sharedName) (page *Page, bySlug bool, p *problem) {
	if m.several {
		return nil, false, r.shared(name)
	}
	return m.page, m.bySlug, nil
}

// target is where a link leads.
type target struct {
	page  *Page  // a page, or
	asset *Asset // a file of a bundle, or
	path  string // another address of the site, without the base
}

// findLink finds what a Markdown link leads to, from a page: a file relative to
// its own, an address of the site, or a full one.
func (n *Names) findLink(from *Page, dest string) (target, *problem) {
	if dest == "" {
		return target{page: from}, nil
	}
	if local, ok := n.Local(dest); ok {
		return n.findAddress(local)
	}
	clean, _, _ := strings.Cut(dest, "?")
	if decoded, err := url.PathUnescape(clean); err == nil {
		clean = decoded
	}
	file := path.Join(path.Dir(from.Doc.Path), clean)
	if p := n.pageAt(n.byPath, file); p != nil {
		return target{page: p}, nil
	}
	if p := n.pageAt(n.byPath, file+"/index.md"); p != nil {
		return target{page: p}, nil
	}
	if a := n.assets[file]; a != nil {
		return target{asset: a}, nil
	}
	if path.Ext(clean) != ".md" {
		if t, problem := n.findAddress(path.Join(from.Address, clean) + "/"); problem == nil {
			return t, nil
		}
	}
	return target{}, newProblem(codeUnknown, fmt.Sprintf("there is no file %s", file),
		"name the file of a page, as ../glossary/is-k.md, or write [[its title]]",
		doubt{pool: poolFiles, word: file, doc: from.Doc})
}

// findAddress finds what stands at a path of the site.
func (n *Names) findAddress(local string) (target, *problem) {
	slashed := local
	if path.Ext(local) == "" && !strings.HasSuffix(local, "/") {
		slashed += "/"
	}
	slashed = strings.TrimSuffix(slashed, "index.html")
	if p := n.pageAt(n.byAddress, slashed); p != nil {
		return target{page: p}, nil
	}
	if p := n.pageAt(n.moved, slashed); p != nil {
		return target{page: p}, nil
	}
	if a := n.assetAt[local]; a != nil {
		return target{asset: a}, nil
	}
	if n.IsGenerated(slashed) || n.static != nil && n.static(strings.TrimPrefix(local, "/")) {
		return target{path: slashed}, nil
	}
	return target{}, newProblem(codeUnknown, fmt.Sprintf("nothing on this site has the address %s", local),
		"[[slug or title]]", doubt{pool: poolAddresses, word: slashed})
}

// Awaits tells whether a page that is not public now has an address, or had it.
func (n *Names) Awaits(address string) bool {
	t, problem := n.findAddress(address)
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
var Made = []string{"/", "/articles/", "/explainers/", "/questions/", "/glossary/", "/facts/", "/sources/", "/timeline/", "/topics/", "/updates/", "/corrections/"}
