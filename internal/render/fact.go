package render

import (
	"html/template"
	"slices"

	"gloss/internal/content"
	"gloss/internal/link"
)

var statusWords = map[content.Status]string{
	content.Settled: "Sources agree", content.Disputed: "Sources differ", content.Superseded: "Overtaken", content.SingleSource: "One source only",
}

// maxMarks is how many ways back stand in the open under a source: a line of them.
const maxMarks = 8

// cited gathers the facts and sources that a page lists.
func (v *viewer) cited(r *link.Resolved) Cited {
	c := Cited{AuthorDate: v.names.Site.Citations == "author-date"}
	for _, t := range r.FactTables {
		c.Facts = append(c.Facts, v.factEntry(t))
	}
	for _, ref := range r.References {
		entry := Reference{ID: ref.Source.RefID(), Text: template.HTML(ref.Source.Reference()), URL: v.names.URL(ref.Source.Page.Address)}
		for i, m := range ref.Marks {
			if n := len(entry.Places); n == 0 || entry.Places[n-1].Place != m.Place {
				entry.Places = append(entry.Places, Place{Place: m.Place})
			}
			at := &entry.Places[len(entry.Places)-1]
			at.Marks = append(at.Marks, Mark{ID: m.ID, Letter: content.Letters(i)})
		}
		entry.Cited = len(ref.Marks)
		entry.Folded = entry.Cited > maxMarks
		c.References = append(c.References, entry)
	}
	return c
}

// factEntry is a fact as another page lists it: what is cited in its own words
// is cited on its own page.
func (v *viewer) factEntry(t link.FactTable) FactEntry {
	doc, r := t.Fact.Doc, v.graph.Resolved[t.Fact.Index]
	e := FactEntry{
		Slug: t.Fact.Slug, Question: t.Fact.Title(), URL: v.names.URL(t.Fact.Address), Status: string(doc.Status),
		Words: statusWords[doc.Status], Disputed: doc.Status == content.Disputed, Value: doc.Value.Body.Plain(), Because: plainCopy(r.Because),
	}
	for i, row := range t.Rows {
		value := doc.Values[i]
		out := FactValue{
			Value: withoutLinks(r.Values[i]), Cite: template.HTML(row.Cite), Note: withoutLinks(r.ValueNotes[i]), Superseded: value.Superseded,
		}
		if row.Source != nil {
			out.Published = row.Source.When()
		}
		if value.AsOf != nil {
			out.AsOf = value.AsOf.Words()
		}
		e.Rows = append(e.Rows, out)
		e.Dated, e.Noted = e.Dated || out.AsOf != "", e.Noted || out.Note != ""
	}
	e.Plot = plot(t)
	return e
}

func (v *viewer) fact(p *link.Page, r *link.Resolved) FactPage {
	doc := p.Doc
	f := FactPage{
		DocPage: v.doc(p, r), Value: template.HTML(r.Value), Because: template.HTML(r.Because), Measure: string(doc.Measure),
		WrittenAs: "![[" + p.Slug + "]]",
	}
	f.Fact = f.Facts[0]
	f.Facts, f.Related, f.Minutes = nil, nil, 0
	for i := range f.Fact.Rows {
		f.Fact.Rows[i].Value, f.Fact.Rows[i].Note = template.HTML(r.Values[i]), template.HTML(r.ValueNotes[i])
	}
	for _, t := range v.named(doc.About, p) {
		f.About = append(f.About, v.link(t))
	}
	return f
}

// facts lists every fact, disputed ones first.
func (v *viewer) facts() FactList {
	const deck = "Figures, names, dates and causes that more than one page needs, each with what every source says of it."
	l := FactList{Listing: v.listing("facts", "facts", "Where sources differ", deck)}
	for _, p := range v.graph.OfKind(content.Fact) {
		e := v.factEntry(v.graph.Resolved[p.Index].FactTables[0])
		// The list says what, who and when; reasons and notes are for the page itself.
		e.Because, e.Dated, e.Noted = "", false, false
		for i, row := range e.Rows {
			e.Rows[i] = FactValue{Value: row.Value, Cite: withoutLinks([]byte(row.Cite)), Published: row.Published, Superseded: row.Superseded}
		}
		if e.Disputed {
			l.Disputed = append(l.Disputed, e)
		} else {
			l.Others = append(l.Others, e)
		}
	}
	slices.SortStableFunc(l.Others, func(a, b FactEntry) int {
		return slices.Index(otherStatus, a.Status) - slices.Index(otherStatus, b.Status)
	})
	return l
}

var otherStatus = []string{string(content.SingleSource), string(content.Superseded), string(content.Settled)}
