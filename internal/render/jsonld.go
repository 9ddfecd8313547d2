package render

import (
	"encoding/json"
	"html/template"
	"strings"
)

// Structured data in the words of schema.org. It is made from the view that the
// page itself is made from, so the two cannot differ; a view with more to say
// than its frame has a method of its own.

// thing is a node of the graph, or a value in one.
type thing map[string]any

// of is a node of a type; fields without a value are left out.
func of(kind string, fields thing) thing {
	node := thing{"@type": kind}
	for name, value := range fields {
		switch v := value.(type) {
		case string:
			if v == "" {
				continue
			}
		case []thing:
			if len(v) == 0 {
				continue
			}
		case []string:
			if len(v) == 0 {
				continue
			}
		case thing:
			if v == nil {
				continue
			}
		}
		node[name] = value
	}
	return node
}

// script is the finished element. encoding/json writes <, > and & as \u003c and
// the like, so that nothing in it can end the element.
func script(graph ...thing) template.HTML {
	data, err := json.Marshal(thing{"@context": "https://schema.org", "@graph": graph})
	if err != nil {
		return "" // strings and lists of them always can be written
	}
	return template.HTML(`<script type="application/ld+json">` + string(data) + "</script>\n")
}

// StructuredData is the page in the words of schema.org, as a finished element.
func (f Frame) StructuredData() template.HTML {
	if f.Kind == "not-found" {
		return ""
	}
	return f.graph(thing{})
}

// graph is the page with its way down from the home page, and what it is about.
// fields are the page's own.
func (f Frame) graph(fields thing, about ...thing) template.HTML {
	page := of("WebPage", thing{
		"@id": f.address(), "url": f.address(), "name": f.Title, "description": f.Description, "inLanguage": f.Lang,
		"isPartOf": thing{"@id": f.Site.address() + "#website"},
	})
	for name, value := range of("WebPage", fields) {
		page[name] = value
	}
	all := []thing{f.Site.node(), page}
	if len(f.Crumbs) > 0 {
		page["breadcrumb"] = thing{"@id": f.address() + "#breadcrumb"}
		all = append(all, f.breadcrumb())
	}
	if len(about) > 0 {
		page["mainEntity"] = thing{"@id": about[0]["@id"]}
	}
	return script(append(all, about...)...)
}

func (s *Site) address() string { return s.Origin + s.Home }

func (f Frame) address() string { return f.Site.Origin + f.Path }

func (s *Site) node() thing {
	site := of("WebSite", thing{"@id": s.address() + "#website", "url": s.address(), "name": s.Title, "description": s.Description, "inLanguage": s.Language})
	site["publisher"] = of("Organization", thing{"name": s.Title, "url": s.address()})
	if s.Licence != "" {
		site["license"] = of("CreativeWork", thing{"name": s.Licence})
	}
	return site
}

func (f Frame) breadcrumb() thing {
	var items []thing
	for i, c := range append(f.Crumbs[:len(f.Crumbs):len(f.Crumbs)], Link{Title: f.Title, URL: f.Path}) {
		items = append(items, of("ListItem", thing{"position": i + 1, "name": c.Title, "item": f.Site.Origin + c.URL}))
	}
	return of("BreadcrumbList", thing{"@id": f.address() + "#breadcrumb", "itemListElement": items})
}

// StructuredData is that of an article, an explainer or another text.
func (d DocPage) StructuredData() template.HTML {
	if d.Kind == "article" || d.Kind == "explainer" {
		return d.graph(thing{"lastReviewed": machine(d.Reviewed)}, d.article())
	}
	return d.graph(d.facts())
}

// facts are what a text says of itself: when, by whom, from what.
func (d DocPage) facts() thing {
	updated := d.Updated
	if updated == nil {
		updated = d.Published
	}
	return thing{
		"datePublished": machine(d.Published), "dateModified": machine(updated), "lastReviewed": machine(d.Reviewed),
		"author": d.authors(), "citation": d.citations(), "correction": d.corrections(),
	}
}

func machine(d *Date) string {
	if d == nil {
		return ""
	}
	return d.Machine
}

func (d DocPage) article() thing {
	fields := d.facts()
	delete(fields, "lastReviewed") // a page has it, an article does not
	fields["@id"], fields["headline"], fields["description"] = d.address()+"#article", d.Title, d.Description
	fields["inLanguage"], fields["url"] = d.Lang, d.address()
	fields["mainEntityOfPage"], fields["publisher"] = thing{"@id": d.address()}, of("Organization", thing{"name": d.Site.Title, "url": d.Site.address()})
	var about []string
	for _, t := range d.Topics {
		about = append(about, t.Title)
	}
	fields["articleSection"] = about
	var questions []thing
	for _, q := range d.Questions {
		questions = append(questions, d.Site.question(q))
	}
	fields["hasPart"] = questions
	return of("Article", fields)
}

func (s *Site) question(q Question) thing {
	address := s.Origin + q.URL
	return of("Question", thing{
		"@id": address, "url": address, "name": q.Text,
		"acceptedAnswer": of("Answer", thing{"text": plainCopy([]byte(q.Short)), "url": address}),
	})
}

func (d DocPage) authors() []thing {
	var all []thing
	for _, name := range d.Authors {
		all = append(all, of("Person", thing{"name": name}))
	}
	return all
}

func (d DocPage) citations() []thing {
	var all []thing
	for _, w := range d.Works {
		var authors []thing
		for _, a := range w.Authors {
			kind := "Person"
			if a.Body {
				kind = "Organization"
			}
			authors = append(authors, of(kind, thing{"name": a.Name}))
		}
		work := of(w.Type, thing{"name": w.Name, "url": w.URL, "datePublished": w.Date, "author": authors})
		if w.Publisher != "" {
			work["publisher"] = of("Organization", thing{"name": w.Publisher})
		}
		if w.In != "" {
			work["isPartOf"] = of("CreativeWork", thing{"name": w.In})
		}
		all = append(all, work)
	}
	return all
}

func (d DocPage) corrections() []thing {
	var all []thing
	for _, c := range d.Changes {
		if c.Kind == changeWords["correction"] {
			all = append(all, of("CorrectionComment", thing{"text": plainCopy([]byte(c.Text)), "datePublished": c.Date.Machine}))
		}
	}
	return all
}

// StructuredData is that of a term, and of what happened where it is an event.
func (t TermPage) StructuredData() template.HTML {
	definition := plainCopy([]byte(t.Definition))
	var also []string
	for _, names := range [][]AlsoName{t.Also, t.AlsoNoted} {
		for _, name := range names {
			also = append(also, name.Text)
		}
	}
	term := of("DefinedTerm", thing{
		"@id": t.address() + "#term", "url": t.address(), "name": t.Title, "description": definition, "alternateName": also, "sameAs": t.SameAs,
		"inDefinedTermSet": t.Site.terms(),
	})
	about := []thing{term}
	if t.Category == "Event" {
		about = append(about, of("Event", thing{
			"@id": t.address() + "#event", "url": t.address(), "name": t.Title, "description": definition, "startDate": t.Begins, "endDate": t.Ends, "sameAs": t.SameAs,
		}))
	}
	return t.graph(t.facts(), about...)
}

// terms is the glossary as a set.
func (s *Site) terms() thing {
	address := s.address() + "glossary/"
	return of("DefinedTermSet", thing{"@id": address + "#terms", "url": address, "name": "Glossary"})
}

// StructuredData is that of the glossary.
func (g GlossaryPage) StructuredData() template.HTML {
	set := g.Site.terms()
	var all []thing
	for _, l := range g.Letters {
		for _, t := range l.Terms {
			address := g.Site.Origin + t.URL
			all = append(all, of("DefinedTerm", thing{"@id": address + "#term", "url": address, "name": t.Name}))
		}
	}
	if len(all) > 0 {
		set["hasDefinedTerm"] = all
	}
	return g.graph(thing{}, set)
}

// StructuredData is that of the list of questions.
func (q QuestionsPage) StructuredData() template.HTML {
	var all []thing
	for _, group := range q.Groups {
		for _, question := range group.Questions {
			address := q.Site.Origin + question.URL
			all = append(all, of("Question", thing{"@id": address, "url": address, "name": question.Text}))
		}
	}
	return q.graph(thing{"hasPart": all})
}

// schemaTypes are the words of schema.org for CSL's; a source of another type is
// a CreativeWork. Article is what the site's own pages are.
var schemaTypes = map[string]string{
	"article-journal": "ScholarlyArticle", "article-newspaper": "NewsArticle",
	"book": "Book", "chapter": "Chapter", "dataset": "Dataset", "legislation": "Legislation", "bill": "Legislation", "map": "Map",
	"paper-conference": "ScholarlyArticle", "post-weblog": "BlogPosting", "report": "Report", "thesis": "Thesis", "webpage": "WebPage",
}

func schemaType(csl string) string {
	if t, ok := schemaTypes[strings.ToLower(csl)]; ok {
		return t
	}
	return "CreativeWork"
}
