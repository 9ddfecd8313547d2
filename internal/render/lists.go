package render

import (
	"cmp"
	"html/template"
	"slices"

	"gloss/internal/content"
	"gloss/internal/link"
)

// of is the viewer of a listing, which is in the language of its introduction.
func (v *viewer) of(folder string) *viewer {
	if r := v.graph.Intros[folder]; r != nil {
		return v.in(r.Page.Lang)
	}
	return v
}

// listing fills in what all listings have: those of its own index.md, or ours.
func (v *viewer) listing(kind, folder, title, deck string) Listing {
	path := "/" + folder + "/"
	if folder == "" {
		path = "/"
	}
	r := v.graph.Intros[folder]
	if r == nil {
		return Listing{Frame: v.frame(kind, title, deck, path), Deck: template.HTML(template.HTMLEscapeString(deck))}
	}
	l := Listing{Cited: v.cited(r), Intro: template.HTML(link.Apply(nil, r.Page.Doc.Body.HTML, r.Edits))}
	switch {
	case len(r.Summary) > 0:
		l.Deck, deck = template.HTML(r.Summary), plainCopy(r.Summary)
	case len(l.Intro) == 0:
		l.Deck = template.HTML(template.HTMLEscapeString(deck))
	}
	l.Frame = v.frame(kind, r.Page.Title(), deck, path)
	if r.Page.Presence == link.Draft {
		l.Draft = "introduction"
	}
	return l
}

func (v *viewer) entry(p *link.Page, withKind bool) Entry {
	r := v.graph.Resolved[p.Index]
	e := Entry{
		Title: p.Title(), URL: v.names.URL(p.Address), Summary: withoutLinks(r.Summary), Date: dayOf(p.Doc.Published),
		Language: v.language(p.Lang), Questions: len(p.Doc.Body.Questions), Draft: p.Presence == link.Draft,
	}
	if len(r.Summary) == 0 {
		e.Summary = withoutLinks(r.Definition)
	}
	if withKind {
		e.Kind = p.Doc.Kind.Reader()
	}
	return e
}

func (v *viewer) entries(pages []*link.Page, withKind bool) []Entry {
	var all []Entry
	for _, p := range pages {
		all = append(all, v.entry(p, withKind))
	}
	return all
}

func (v *viewer) articles() ListPage {
	return ListPage{
		Listing: v.listing("list", "articles", "Articles", "Longer pieces, newest first."),
		Entries: v.entries(v.graph.OfKind(content.Article), false), Empty: "There are no articles yet.",
	}
}

func (v *viewer) explainers() ListPage {
	return ListPage{
		Listing: v.listing("list", "explainers", "Explainers", "Each explainer answers the questions that readers have about one subject."),
		Entries: v.entries(v.graph.OfKind(content.Explainer), false), Empty: "There are no explainers yet.",
	}
}

// questionsOf lists an explainer's questions with their short answers.
func (v *viewer) questionsOf(p *link.Page, r *link.Resolved) []Question {
	var all []Question
	for i, q := range p.Doc.Body.Questions {
		h := p.Doc.Body.Headings[q.Heading]
		all = append(all, Question{Text: r.Heading(q.Heading), URL: v.names.URL(p.Address) + "#" + h.ID, Short: withoutLinks(r.Answers[i])})
	}
	return all
}

func (v *viewer) questions() QuestionsPage {
	const deck = "Every question that this site answers, each with its short answer."
	q := QuestionsPage{Listing: v.listing("questions", "questions", "Questions", deck)}
	for _, p := range v.graph.OfKind(content.Explainer) {
		if questions := v.questionsOf(p, v.graph.Resolved[p.Index]); len(questions) > 0 {
			q.Groups = append(q.Groups, QuestionGroup{Title: p.Title(), URL: v.names.URL(p.Address), Language: v.language(p.Lang), Questions: questions})
			q.Count += len(questions)
		}
	}
	return q
}

func (v *viewer) topicCounts() []TopicCount {
	var all []TopicCount
	for _, t := range v.names.Site.Topics {
		all = append(all, TopicCount{Title: t.Title.Value, URL: v.names.URL(link.OfTopic(t.Slug.Value)), Summary: t.Summary.Body.Plain(), Pages: len(v.graph.OfTopic(t.Slug.Value))})
	}
	return all
}

func (v *viewer) topics() ListPage {
	const deck = "The subjects that pages are gathered under."
	l := ListPage{Listing: v.listing("topics", "topics", "Topics", deck), Empty: "There are no topics yet."}
	for _, t := range v.topicCounts() {
		l.Entries = append(l.Entries, Entry{Title: t.Title, URL: t.URL, Pages: t.Pages, Summary: template.HTML(template.HTMLEscapeString(t.Summary))})
	}
	return l
}

// topicSummary is a topic's summary. It stands in site.yaml, so it leads nowhere.
func topicSummary(t *content.Topic) template.HTML {
	if t.Summary.Body == nil {
		return ""
	}
	return withoutLinks(t.Summary.Body.HTML)
}

func (v *viewer) topic(t *content.Topic) ListPage {
	l := ListPage{
		Listing: Listing{
			Frame: v.frame("topic", t.Title.Value, t.Summary.Body.Plain(), link.OfTopic(t.Slug.Value), Link{Title: "Topics", URL: v.names.URL("/topics/")}),
			Deck:  topicSummary(t),
		},
		Empty: "Nothing is gathered under this topic yet.",
	}
	var docs, glossary []*link.Page
	for _, p := range v.graph.OfTopic(t.Slug.Value) {
		if p.Term >= 0 {
			glossary = append(glossary, p)
		} else {
			docs = append(docs, p)
		}
	}
	slices.SortStableFunc(docs, func(a, b *link.Page) int {
		return cmp.Compare(slices.Index(content.Kinds, a.Doc.Kind), slices.Index(content.Kinds, b.Doc.Kind))
	})
	l.Entries, l.Terms = v.entries(docs, true), v.termList(glossary)
	return l
}

const (
	homeUpdates = 5
	homeTerms   = 8
	homeLatest  = 6
)

func (v *viewer) home() HomePage {
	s := v.names.Site
	h := HomePage{Listing: v.listing("home", "", s.Title.Value, s.Description.Value), Topics: v.topicCounts()}
	h.Start = v.startHere()
	h.Updates = v.updates(homeUpdates)
	used := slices.Clone(v.graph.OfKind(content.Term))
	slices.SortStableFunc(used, func(a, b *link.Page) int { return cmp.Compare(v.graph.UseCount(b), v.graph.UseCount(a)) })
	used = used[:min(homeTerms, len(used))]
	for _, p := range used {
		if v.graph.UseCount(p) > 0 {
			h.Terms = append(h.Terms, v.termEntry(p))
		}
	}
	latest := append(slices.Clone(v.graph.OfKind(content.Explainer)), v.graph.OfKind(content.Article)...)
	slices.SortStableFunc(latest, func(a, b *link.Page) int { return cmp.Compare(v.names.PublishedAt(b), v.names.PublishedAt(a)) })
	h.Latest = v.entries(latest[:min(homeLatest, len(latest))], true)
	h.Method = v.method()
	return h
}

// method is the page on how we source, nil without one.
func (v *viewer) method() *Entry {
	var method *Entry
	for _, p := range v.graph.OfKind(content.Page) {
		if p.Slug == "method" || method == nil && p.Slug == "about" {
			e := v.entry(p, false)
			method = &e
		}
	}
	return method
}

// startHere is the explainer that site.yaml names, or the newest.
func (v *viewer) startHere() *StartHere {
	all := v.graph.OfKind(content.Explainer)
	if len(all) == 0 {
		return nil
	}
	p := all[0]
	if i := slices.IndexFunc(all, func(p *link.Page) bool { return p.Slug == v.names.Site.Start.Value }); i >= 0 {
		p = all[i]
	}
	return &StartHere{Title: p.Title(), URL: v.names.URL(p.Address), Language: v.language(p.Lang), Deck: withoutLinks(v.graph.Resolved[p.Index].Summary), Questions: v.questionsOf(p, v.graph.Resolved[p.Index])}
}

// maxPlaces bounds how many pages the 404 page knows, of which its script offers
// the nearest.
const maxPlaces = 500

func (v *viewer) notFound() NotFoundPage {
	const deck = "There is no page at this address."
	n := NotFoundPage{Frame: v.frame("not-found", "Page not found", deck, "/404.html")}
	n.NoIndex, n.Canonical, n.Markdown = true, "", ""
	for _, l := range []struct{ title, path string }{{"Home", "/"}, {"Questions", "/questions/"}, {"Glossary", "/glossary/"}, {"Articles", "/articles/"}, {"Explainers", "/explainers/"}} {
		n.Places = append(n.Places, Link{Title: l.title, URL: v.names.URL(l.path)})
	}
	for _, kind := range content.Kinds {
		for _, p := range v.graph.OfKind(kind) {
			if len(n.Places) < maxPlaces {
				n.Places = append(n.Places, v.link(p))
			}
		}
	}
	return n
}
