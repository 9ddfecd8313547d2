package render

import (
	"cmp"
	"html/template"
	"slices"

	"gloss/internal/content"
	"gloss/internal/link"
)

// Piece is a stretch of a page's prose with the facts whose boxes stand behind it.
type Piece struct {
	HTML  template.HTML
	Facts []FactEntry
}

// pieces divides prose where boxes stand. Put together again they are the prose.
func pieces(prose template.HTML, facts []FactEntry) []Piece {
	boxed := slices.Clone(facts)
	boxed = slices.DeleteFunc(boxed, func(f FactEntry) bool { return f.Box <= 0 || f.Box > len(prose) })
	slices.SortStableFunc(boxed, func(a, b FactEntry) int { return cmp.Compare(a.Box, b.Box) })
	var all []Piece
	at := 0
	for _, f := range boxed {
		if f.Box > at || all == nil {
			all = append(all, Piece{HTML: prose[at:f.Box]})
			at = f.Box
		}
		last := &all[len(all)-1]
		last.Facts = append(last.Facts, f)
	}
	return append(all, Piece{HTML: prose[at:]})
}

// boxes gives each disputed fact of a text a place for its box: behind the section
// that shows it first.
func boxes(facts []FactEntry, r *link.Resolved) {
	for i, t := range r.FactTables {
		f := &facts[i]
		if !f.Disputed {
			continue
		}
		if end := sectionEnd(r, t.Fact); end > 0 {
			f.Box = finishedAt(r.Edits, end)
		}
		for j := range f.Rows {
			if f.Box > 0 && f.Plot == nil {
				f.Rows[j].Who = who(t.Rows[j], t.Fact.Doc.Values[j])
			}
		}
	}
}

// sectionEnd is where the first section that shows a fact ends, 0 where none does.
func sectionEnd(r *link.Resolved, fact *link.Page) int32 {
	for _, u := range r.Uses {
		if u.To != fact || u.Block < 0 {
			continue
		}
		ends := r.Page.Doc.Body.Ends
		if i, _ := slices.BinarySearch(ends, u.Up); i < len(ends) {
			return ends[i]
		}
		return 0
	}
	return 0
}

// finishedAt is the place in a finished text of a place between two blocks of the
// text before it was finished.
func finishedAt(edits []link.Edit, at int32) int {
	out := at
	for _, e := range edits {
		if e.At >= at {
			break
		}
		out += int32(len(e.Text)) - (e.End - e.At)
	}
	return int(out)
}

// who is who says something, where nothing is cited.
func who(row link.FactRow, v content.Value) template.HTML {
	if row.Source == nil {
		return template.HTML(template.HTMLEscapeString(v.Source.Value))
	}
	return template.HTML(row.Source.Who())
}
