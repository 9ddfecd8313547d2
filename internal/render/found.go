package render

import (
	"fmt"
	"strings"

	"gloss/internal/content"
	"gloss/internal/link"
)

// FoundPage is a page with all that search finds it as.
type FoundPage struct {
	// Of is the page as it was finished. What can be found of two pages that were
	// finished as one is the same, but for addresses and for Where.
	Of    *link.Resolved
	Found []Found       // the page itself, then its questions
	HTML  func() []byte // the writer's text; any goroutine may ask
}

// Found is one thing that search finds, as its results show it. All of it is
// plain text.
type Found struct {
	Kind     FoundKind
	URL      string
	Title    string
	Names    []string // that lead to it besides the title
	Short    string   // the short answer, definition, value or summary
	By       string   // who says it, or what it is a question of: it is found by that too
	Where    string   // what it is, "" where that is By
	Part     string   // id of its section, "" for a page: the words in it are its own
	Language *Language
}

// FoundKind is what a thing is. Where all else is equal, results come in this
// order.
type FoundKind uint8

// The kinds.
const (
	FoundTerm FoundKind = iota
	FoundQuestion
	FoundExplainer
	FoundFact
	FoundArticle
	FoundPlain
	FoundSource
)

// FoundKinds are the words for the kinds, in their order.
var FoundKinds = [...]KindName{
	{"term", "Term", "Terms"},
	{"question", "Question", "Questions"},
	{"explainer", "Explainer", "Explainers"},
	{"fact", "Fact", "Facts"},
	{"article", "Article", "Articles"},
	{"page", "Page", "Pages"},
	{"source", "Source", "Sources"},
}

var foundKinds = map[content.Kind]FoundKind{
	content.Term: FoundTerm, content.Explainer: FoundExplainer, content.Fact: FoundFact,
	content.Article: FoundArticle, content.Page: FoundPlain, content.Source: FoundSource,
}

// FoundPages lists what search finds: every page of the site that a writer made,
// and none that readers cannot open. It is nil for a site without search.
func FoundPages(g *link.Graph) []FoundPage {
	if g.Names.Site.NoSearch {
		return nil
	}
	v := newViewer(g, &Assets{}, Config{})
	var all []FoundPage
	for _, kind := range content.Kinds {
		for _, p := range g.OfKind(kind) {
			all = append(all, v.found(p))
		}
	}
	return all
}

func (v *viewer) found(p *link.Page) FoundPage {
	r, doc := v.graph.Resolved[p.Index], p.Doc
	page := Found{
		Kind: foundKinds[doc.Kind], URL: v.names.URL(p.Address), Title: p.Title(), Short: description(r),
		Language: v.language(p.Lang),
	}
	switch doc.Kind {
	case content.Term:
		for _, a := range doc.Aliases {
			page.Names = append(page.Names, a.Value)
		}
		page.Short = v.definition(p)
		one, _ := doc.Category.Reader()
		page.Where = joined(", ", one, spanInWords(doc.Date, doc.EndDate))
	case content.Fact:
		page.Short = joined(" ", sentence("We write: "+plainCopy(r.Value)), sentence(plainCopy(r.Because)))
		page.Where = statusWords[doc.Status]
	case content.Source:
		page.By = sourceInWords(v.names.SourceOf(p))
	default:
		page.Where = joined(", ", reviewedInWords(doc), sourcesInWords(len(r.References)))
	}
	all := []Found{page}
	for i, q := range doc.Body.Questions {
		id := doc.Body.Headings[q.Heading].ID
		all = append(all, Found{
			Kind: FoundQuestion, URL: page.URL + "#" + id, Title: r.Heading(q.Heading), Short: plainCopy(r.Answers[i]), By: page.Title, Part: id, Language: page.Language,
		})
	}
	return FoundPage{Of: r, Found: all, HTML: func() []byte {
		return link.Apply(make([]byte, 0, len(doc.Body.HTML)*3/2), doc.Body.HTML, r.Edits)
	}}
}

// joined puts a mark between the words that there are.
func joined(mark string, words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, mark)
}

func reviewedInWords(doc *content.Document) string {
	switch {
	case doc.Reviewed != nil:
		return "Reviewed " + day(*doc.Reviewed).Words
	case doc.Published != nil:
		return day(*doc.Published).Words
	}
	return ""
}

func sourcesInWords(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, plural(n, "source", "sources"))
}

// sourceInWords is who wrote a source, where and when.
func sourceInWords(s *link.Source) string {
	var authors []string
	for _, n := range s.Record.Names["author"] {
		authors = append(authors, n.String())
	}
	when := ""
	if d, ok := s.Record.Dates["issued"]; ok {
		when = d.Words()
	}
	return joined(", ", joined("; ", authors...), s.Record.Field("container-title"), when)
}
