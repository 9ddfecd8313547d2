package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"gloss/internal/content"
	"gloss/internal/link"
)

// liveSources are those that have a page on the site, in order of path.
func (v *viewer) liveSources() []*link.Source {
	var all []*link.Source
	for _, s := range v.names.Sources {
		if s.Page.Live {
			all = append(all, s)
		}
	}
	return all
}

// sourcesJSON is the records as CSL-JSON, one on a line.
func (v *viewer) sourcesJSON() []byte {
	items := []json.RawMessage{}
	for _, s := range v.liveSources() {
		item, err := s.Record.MarshalCSL(s.Key, s.Page.Title())
		if err != nil {
			panic(err) // what was read from JSON or YAML can be written
		}
		items = append(items, item)
	}
	return jsonFile(items)
}

func (v *viewer) sourcesBib() []byte {
	var b bytes.Buffer
	for i, s := range v.liveSources() {
		if i > 0 {
			b.WriteByte('\n')
		}
		writeBib(&b, s)
	}
	return b.Bytes()
}

// bibTypes are BibTeX's entries for CSL's types; the rest are @misc.
var bibTypes = map[string]string{
	"article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article", "review-book": "article",
	"book": "book", "classic": "book", "chapter": "incollection", "entry": "incollection", "entry-dictionary": "incollection", "entry-encyclopedia": "incollection",
	"paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport", "standard": "techreport", "pamphlet": "booklet",
	"manuscript": "unpublished", "collection": "proceedings",
}

// writeBib writes a record as an entry. Fields that its type has no name for go
// by the name that biblatex gives them, which BibTeX passes over.
func writeBib(b *bytes.Buffer, s *link.Source) {
	rec := s.Record
	kind := cmp.Or(bibTypes[rec.Type], "misc")
	fmt.Fprintf(b, "@%s{%s", kind, bibKey(s.Key))
	field := func(name, value string) {
		switch {
		case value == "":
		case name == "month": // a word that BibTeX knows
			fmt.Fprintf(b, ",\n  month = %s", value)
		default:
			fmt.Fprintf(b, ",\n  %s = {%s}", name, value)
		}
	}
	text := func(name, value string) { field(name, tex(value)) }
	field("title", "{"+tex(s.Page.Title())+"}")
	field("author", bibNames(rec.Names["author"]))
	field("editor", bibNames(rec.Names["editor"]))
	field("translator", bibNames(rec.Names["translator"]))
	container, publisher := "howpublished", "publisher"
	switch kind {
	case "article":
		container = "journal"
	case "incollection", "inproceedings":
		container = "booktitle"
	case "book", "proceedings", "techreport", "phdthesis":
		container = "series"
	}
	switch kind {
	case "techreport":
		publisher = "institution"
	case "phdthesis":
		publisher = "school"
	}
	text(container, rec.Field("container-title"))
	text(publisher, rec.Field("publisher"))
	text("address", rec.Field("publisher-place"))
	text("volume", rec.Field("volume"))
	text("number", cmp.Or(rec.Field("issue"), rec.Field("number")))
	field("pages", strings.ReplaceAll(strings.ReplaceAll(tex(rec.Field("page")), "–", "--"), "-", "--"))
	text("edition", rec.Field("edition"))
	bibDate(field, rec.Dates["issued"])
	field("doi", bibURL(strings.TrimPrefix(strings.TrimPrefix(rec.Field("DOI"), "https://doi.org/"), "doi:")))
	text("isbn", rec.Field("ISBN"))
	text("issn", rec.Field("ISSN"))
	field("url", bibURL(rec.Field("URL")))
	if d, ok := rec.Dates["accessed"]; ok {
		field("urldate", d.From.Text())
	}
	text("note", rec.Field("note"))
	b.WriteString("\n}\n")
}

var bibMonths = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")

func bibDate(field func(name, value string), d content.RecordDate) {
	switch {
	case d.From.Year > 0:
		field("year", fmt.Sprintf("%04d", d.From.Year))
		if d.From.Month > 0 {
			field("month", bibMonths[d.From.Month-1])
		}
		if d.From.Day > 0 && d.To == nil {
			field("date", d.From.Text())
		}
	case d.Literal != "":
		field("year", tex(d.Literal))
	}
}

// bibNames are names with "and" between them; one that is not divided stands in
// braces of its own.
func bibNames(names []content.Name) string {
	var all []string
	for _, n := range names {
		if n.Literal != "" {
			all = append(all, "{"+tex(n.Literal)+"}")
			continue
		}
		name := tex(strings.TrimSpace(strings.TrimSpace(n.DroppingParticle+" "+n.NonDroppingParticle) + " " + n.Family))
		if n.Suffix != "" {
			name += ", " + tex(n.Suffix)
		}
		if n.Given != "" {
			name += ", " + tex(n.Given)
		}
		all = append(all, name)
	}
	return strings.Join(all, " and ")
}

// bibKey is a key without what would end it.
func bibKey(key string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,{}\"#%~\\()='", r) {
			return '-'
		}
		return r
	}, key)
}

// tex is text as TeX reads it; letters beyond ASCII stay as they are.
var tex = strings.NewReplacer(
	`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	"~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
).Replace

// bibURL is an address as \url takes it: only what would break the field is put
// in another way.
func bibURL(address string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(address)
}
