package link

import (
	"slices"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// headsOf are the words of a page, as forms begin with them, each once.
func headsOf(body *content.Body) []uint32 {
	heads := []uint32{}
	var text []byte
	for _, block := range body.Blocks {
		text = body.AppendText(text[:0], block)
		heads = terms.AppendHeads(heads, text)
	}
	slices.Sort(heads)
	return slices.Compact(heads)
}

// beginning is what begins with one word: the forms, and the pages that they lead to.
type beginning struct {
	forms []terms.Form
	pages []string
}

// heads gathers the forms of a language by their first word, once.
func (n *Names) heads(lang string) map[uint32]beginning {
	if n.byHead[lang] != nil {
		return n.byHead[lang]
	}
	all := map[uint32]beginning{}
	if ix := n.indexes[lang]; ix != nil {
		for _, f := range ix.Forms() {
			p := n.Terms[f.Term]
			f.Term, f.At = 0, diag.Span{} // numbers and places change; the page is named
			for _, key := range terms.AppendHeads(nil, []byte(f.Text))[:1] {
				h := all[key]
				h.forms, h.pages = append(h.forms, f), append(h.pages, identity(p)+"\x00"+p.Address+"\x00"+p.Slug)
				all[key] = h
			}
		}
	}
	n.byHead[lang] = all
	return all
}

func changedHeads(before, now map[uint32]beginning) map[uint32]bool {
	changed := map[uint32]bool{}
	for key, h := range now {
		if old, ok := before[key]; !ok || !slices.Equal(old.forms, h.forms) || !slices.Equal(old.pages, h.pages) {
			changed[key] = true
		}
	}
	for key := range before {
		if _, ok := now[key]; !ok {
			changed[key] = true
		}
	}
	return changed
}
