package link

import (
	"maps"
	"slices"

	"gloss/internal/content"
)

// claimant is who would have a redirect from one of its names: the one term whose
// form counts, or nobody where several do.
type claimant struct {
	page    *Page
	never   bool // by a form that is only searched for
	several bool
}

// claimNames leads the address that each name of a term would have to the term:
// /glossary/isis-k/ to /glossary/is-k/. Such a redirect was asked for by nobody,
// so it gives way silently: to pages, to redirect-from, to files, and to another
// term's name, of which one that links counts more than one that never does.
// Names of terms that are not public now count too, so that time alone moves no
// redirect from one term to another.
func (n *Names) claimNames(c *claims) {
	claims := map[string]*claimant{}
	claim := func(p *Page, name string, mode content.LinkMode) {
		slug := content.Slugify(name)
		if slug == p.Slug || content.SlugProblem(slug) != "" {
			return
		}
		never := mode == content.LinkNever
		first := claims[slug]
		switch {
		case first == nil || first.never && !never:
			claims[slug] = &claimant{page: p, never: never}
		case first.page != p && (first.never || !never):
			first.several = true
		}
	}
	for _, p := range n.Terms {
		claim(p, p.Doc.Title.Value, p.Doc.Link)
		for _, a := range p.Doc.Aliases {
			claim(p, a.Value, a.Link)
		}
	}
	for _, slug := range slices.Sorted(maps.Keys(claims)) {
		by, address := claims[slug], OfPage(content.Term, slug)
		file := OutputFile(address)
		if by.several || n.static != nil && n.static(file) || c.take(file, by.page.Doc.Path) != "" {
			continue
		}
		n.moved[address] = by.page.number()
		if by.page.Live {
			n.redirects[address] = by.page.number()
		}
	}
}
