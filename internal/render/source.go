package render

import (
	"html/template"
	"maps"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/link"
)

// maxStatements bounds how many statements that cite it a source's page shows.
const maxStatements = 500

var seenWords = map[content.Completeness]string{"full": "We have seen all of it.", "excerpt": "We have seen an excerpt only."}

func (v *viewer) source(p *link.Page, r *link.Resolved) SourcePage {
	s := v.names.SourceOf(p)
	out := SourcePage{
		DocPage: v.doc(p, r), Key: s.Key, Reference: template.HTML(s.Reference()), Fields: recordFields(s),
		Seen: seenWords[p.Doc.Completeness], DateNote: p.Doc.DateNote.Value, Author: p.Doc.Affiliation.Value,
	}
	out.Related, out.Backlinks, out.Minutes = nil, nil, 0
	if a := s.Record.Field("archive"); strings.Contains(a, "://") {
		out.Archive = a
	}
	for _, problem := range r.Problems {
		out.Problems = append(out.Problems, template.HTML(problem))
	}
	mentions, _ := v.graph.Mentions(p, maxStatements)
	for _, m := range mentions {
		out.Statements = append(out.Statements, v.mention(m))
	}
	return out
}

// recordFields lists a record as the page shows it: the fields that readers
// look for first, then the others by name.
func recordFields(s *link.Source) []RecordField {
	all := []RecordField{{Name: "Type", Text: words(s.Record.Type)}}
	for _, name := range sortedFirst(s.Record.Names, "author", "editor") {
		var people []string
		for _, n := range s.Record.Names[name] {
			people = append(people, n.String())
		}
		all = append(all, RecordField{Name: fieldWords(name), Text: strings.Join(people, "; ")})
	}
	for _, name := range sortedFirst(s.Record.Dates, "issued") {
		all = append(all, RecordField{Name: fieldWords(name), Text: s.Record.Dates[name].Words()})
	}
	for _, name := range sortedFirst(s.Record.Fields, "container-title", "publisher", "URL") {
		f := RecordField{Name: fieldWords(name), Text: s.Record.Fields[name].Value}
		switch {
		case strings.HasPrefix(f.Text, "https://"), strings.HasPrefix(f.Text, "http://"):
			f.URL = f.Text
		case name == "DOI":
			f.URL = "https://doi.org/" + f.Text
		}
		all = append(all, f)
	}
	return all
}

// sortedFirst gives the keys of a map by name, some of them before all others.
func sortedFirst[V any](m map[string]V, first ...string) []string {
	keys := slices.Sorted(maps.Keys(m))
	rank := func(k string) int {
		if i := slices.Index(first, k); i >= 0 {
			return i
		}
		return len(first)
	}
	slices.SortStableFunc(keys, func(a, b string) int { return rank(a) - rank(b) })
	return keys
}

var fieldNames = map[string]string{
	"container-title": "Published in", "container-title-short": "Published in, short", "issued": "Date", "accessed": "Read on", "archive": "Archived copy",
	"title-short": "Short title", "publisher-place": "Place",
}

// fieldWords names a field of CSL for readers.
func fieldWords(name string) string {
	if w := fieldNames[name]; w != "" {
		return w
	}
	return words(name)
}

// words makes a word of CSL one for readers: post-weblog is Post weblog.
func words(name string) string {
	name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	return strings.ToUpper(name[:1]) + name[1:]
}

// sources lists all sources by author.
func (v *viewer) sources() SourceList {
	const deck = "What this site is written from: what each source is, how much of it we have seen, and what is known to be wrong with it."
	l := SourceList{Listing: v.listing("sources", "sources", "Sources", deck)}
	for _, s := range v.names.SourcesByAuthor() {
		if !s.Page.Live {
			continue
		}
		_, more := v.graph.Mentions(s.Page, 0)
		l.Entries = append(l.Entries, SourceEntry{
			Key: s.Key, Title: s.Page.Title(), URL: v.names.URL(s.Page.Address), Reference: template.HTML(s.Reference()),
			Statements: more, Problems: len(s.Page.Doc.Problems),
		})
	}
	return l
}
