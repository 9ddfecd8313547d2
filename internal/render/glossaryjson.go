package render

import (
	"gloss/internal/content"
	"gloss/internal/link"
)

// glossaryVersion is that of the form of glossary.json (docs/data.md). It grows
// when a field goes or comes to mean something else.
const glossaryVersion = 1

type (
	glossaryFile struct {
		Version  int            `json:"version"`
		Title    string         `json:"title"`
		URL      string         `json:"url"`
		Language string         `json:"language"`
		Licence  string         `json:"licence,omitempty"`
		Terms    []glossaryTerm `json:"terms"`
	}
	glossaryTerm struct {
		Slug       string         `json:"slug"`
		Name       string         `json:"name"`
		URL        string         `json:"url"`
		Language   string         `json:"language"`
		Category   string         `json:"category"`
		Definition string         `json:"definition"`
		Also       []glossaryName `json:"also"`
		Date       string         `json:"date,omitempty"`
		EndDate    string         `json:"end-date,omitempty"`
		Related    []string       `json:"related"`
		Apart      []string       `json:"confused-with"`
		SameAs     []string       `json:"same-as"`
	}
	glossaryName struct {
		Text     string `json:"text"`
		Language string `json:"language,omitempty"`
		Note     string `json:"note,omitempty"`
	}
)

// glossaryJSON is every live term as its page has it.
func (v *viewer) glossaryJSON() []byte {
	file := glossaryFile{
		Version: glossaryVersion, Title: v.site.Title, URL: v.address("/glossary/"), Language: v.names.Site.Language, Licence: v.site.Licence,
		Terms: []glossaryTerm{},
	}
	for _, p := range v.graph.OfKind(content.Term) {
		file.Terms = append(file.Terms, v.glossaryTerm(p))
	}
	return jsonFile(file)
}

func (v *viewer) glossaryTerm(p *link.Page) glossaryTerm {
	r, doc := v.graph.Resolved[p.Index], p.Doc
	t := glossaryTerm{
		Slug: p.Slug, Name: p.Title(), URL: v.address(p.Address), Language: p.Lang, Category: string(doc.Category), Definition: plainCopy(r.Definition),
		Also: []glossaryName{}, Date: edtf(doc.Date), EndDate: edtf(doc.EndDate),
		Related: slugs(v.named(doc.Related, p)), Apart: slugs(v.named(doc.ConfusedWith, p)), SameAs: []string{},
	}
	for i, a := range doc.Aliases {
		t.Also = append(t.Also, glossaryName{a.Value, a.Lang, plainCopy(r.AliasNotes[i])})
	}
	for _, s := range doc.SameAs {
		t.SameAs = append(t.SameAs, s.Value)
	}
	return t
}

// edtf is a date with what is not sure about it: 1900~.
func edtf(d *content.Date) string {
	switch {
	case d == nil:
		return ""
	case d.Approximate && d.Uncertain:
		return d.Text() + "%"
	case d.Approximate:
		return d.Text() + "~"
	case d.Uncertain:
		return d.Text() + "?"
	}
	return d.Text()
}

func slugs(pages []*link.Page) []string {
	all := []string{}
	for _, p := range pages {
		all = append(all, p.Slug)
	}
	return all
}
