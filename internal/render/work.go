package render

import (
	"gloss/internal/link"
)

// works lists what a page cites, in the order of its references.
func (v *viewer) works(r *link.Resolved) []Work {
	var all []Work
	for _, ref := range r.References {
		all = append(all, work(ref.Source))
	}
	return all
}

func work(s *link.Source) Work {
	rec := s.Record
	w := Work{Type: schemaType(rec.Type), Name: s.Page.Title(), URL: rec.Field("URL"), Publisher: rec.Field("publisher"), In: rec.Field("container-title")}
	for _, n := range rec.Names["author"] {
		w.Authors = append(w.Authors, Author{Name: n.String(), Body: n.Literal != ""})
	}
	if d, ok := rec.Dates["issued"]; ok && d.Literal == "" && d.To == nil && d.From.Year > 0 {
		w.Date = exactly(&d.From)
	}
	return w
}
