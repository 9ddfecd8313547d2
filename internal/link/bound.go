package link

import (
	"gloss/internal/content"
	"gloss/internal/diag"
)

// What names put into a page (titles, embedded answers, addresses) is bounded as
// what parsing makes of it is.
const (
	maxExpansion  = 20
	maxExtraBytes = 1_000_000
)

func roomFor(doc *content.Document) int { return maxExpansion*len(doc.Data) + maxExtraBytes }

// charge takes the room that edits need. Past the bound it reports the slot, once
// for each page, and tells that they do not fit.
func (r *Resolver) charge(owner *Page, s *content.Slot, edits []Edit) bool {
	for _, e := range edits {
		r.room -= len(e.Text)
	}
	if r.room < 0 && !r.full {
		r.full = true
		r.report(diag.New(codeFull, content.Place(owner.Doc.Path, s.Src), "from here on, links and embeds would make this page more than 20 times its own size").
			WithFix("split the page, or embed and link less"))
	}
	return !r.full
}

// unfilled finishes a slot of a page that has no more room: the words of a link stay,
// what would show something is nothing.
func unfilled(edits []Edit, s *content.Slot) []Edit {
	if s.Kind == content.SlotImage || s.Kind == content.SlotEmbed {
		return append(edits, Edit{At: s.At, End: s.End})
	}
	return edits
}
