package render

import (
	"cmp"
	"slices"
	"strings"

	"gloss/internal/link"
)

// readTranslations gathers pages that say the same in different languages: an
// original, and those that name it, or one another, as what they translate. Each
// list is in the order of paths, the original first.
func (v *viewer) readTranslations() map[*link.Page][]*link.Page {
	of := map[*link.Page]*link.Page{}
	for _, p := range v.names.Pages {
		if name := p.Doc.TranslationOf.Value; name != "" && p.Live {
			if from := v.names.PageNamed(name); from != nil && from != p && from.Live {
				of[p] = from
			}
		}
	}
	groups := map[*link.Page][]*link.Page{}
	for _, p := range v.names.Pages {
		if of[p] == nil {
			continue
		}
		first := original(of, p)
		if groups[first] == nil {
			groups[first] = []*link.Page{first}
		}
		if p != first {
			groups[first] = append(groups[first], p)
		}
	}
	all := map[*link.Page][]*link.Page{}
	for _, group := range groups {
		for _, p := range group {
			all[p] = group
		}
	}
	return all
}

// original is the page at the end of a chain of translations; of those that name
// one another in a circle, the first by path.
func original(of map[*link.Page]*link.Page, p *link.Page) *link.Page {
	chain := []*link.Page{p}
	for next := of[p]; next != nil; next = of[next] {
		if i := slices.Index(chain, next); i >= 0 {
			return slices.MinFunc(chain[i:], func(a, b *link.Page) int { return cmp.Compare(a.Index, b.Index) })
		}
		chain = append(chain, next)
	}
	return chain[len(chain)-1]
}

// translations are the other languages that a page can be read in. One in the same
// language is none.
func (v *viewer) translations(p *link.Page) []Translation {
	var all []Translation
	for _, other := range v.inOtherLanguages()[p] {
		if !strings.EqualFold(other.Lang, p.Lang) {
			l := v.link(other)
			all = append(all, Translation{Title: l.Title, URL: l.URL, Lang: other.Lang, Dir: link.Direction(other.Lang), Absolute: v.names.Absolute(other.Address)})
		}
	}
	return all
}
