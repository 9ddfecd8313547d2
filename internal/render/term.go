package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/link"
)

func (v *viewer) term(p *link.Page, r *link.Resolved) TermPage {
	doc := p.Doc
	one, _ := doc.Category.Reader()
	t := TermPage{
		DocPage: v.text(p, r), Category: one, Definition: template.HTML(r.Definition), When: spanInWords(doc.Date, doc.EndDate),
		Begins: exactly(doc.Date), Ends: exactly(doc.EndDate),
	}
	if doc.Body.Words < wordsPerMinute {
		t.Minutes = 0 // what is read at a glance needs no reading time
	}
	for i, a := range doc.Aliases {
		name := AlsoName{Text: a.Value, Note: template.HTML(r.AliasNotes[i]), Language: v.language(a.Lang)}
		if name.Note == "" {
			t.Also = append(t.Also, name)
		} else {
			t.AlsoNoted = append(t.AlsoNoted, name)
		}
	}
	t.Ties = v.tiesOf(p, r)
	for _, other := range v.named(doc.Related, p) {
		t.RelatedTo = append(t.RelatedTo, v.termEntry(other))
	}
	for _, other := range v.named(doc.ConfusedWith, p) {
		t.NotConfused = append(t.NotConfused, v.termEntry(other))
	}
	dated := v.datedFrom(p)
	t.Events, t.Strip = v.eventList(dated), v.strip(dated, noGroups)
	for _, s := range doc.SameAs {
		t.SameAs = append(t.SameAs, s.Value)
	}
	v.uses(&t, p)
	return t
}

// datedFrom are the dated terms that name this one as related.
func (v *viewer) datedFrom(p *link.Page) []*link.Page {
	var dated []*link.Page
	for _, e := range v.graph.RelatedFrom(p) {
		if e.Doc.Date != nil && e != p {
			dated = append(dated, e)
		}
	}
	return dated
}

// eventList puts dated terms into the order of their dates.
func (v *viewer) eventList(dated []*link.Page) []TermEvent {
	slices.SortFunc(dated, func(a, b *link.Page) int {
		return cmp.Or(strings.Compare(a.Doc.Date.Text(), b.Doc.Date.Text()), strings.Compare(a.Title(), b.Title()))
	})
	var all []TermEvent
	for _, p := range dated {
		all = append(all, TermEvent{Term: v.link(p), When: spanInWords(p.Doc.Date, p.Doc.EndDate)})
	}
	return all
}

// glossary is the list of all terms, by letter.
func (v *viewer) glossary() GlossaryPage {
	all := v.graph.OfKind(content.Term)
	const deck = "The groups, people, places and ideas that these pages speak of, each in a definition that stands alone."
	g := GlossaryPage{Listing: v.listing("glossary", "glossary", "Glossary", deck), Count: len(all)}
	counts := map[content.Category]int{}
	byLetter := map[string][]TermEntry{}
	others := ""
	for _, p := range all {
		counts[p.Doc.Category]++
		letter := strings.ToUpper(firstLetter(link.SortKey(p.Title())))
		if len(letter) != 1 || letter < "A" || letter > "Z" {
			letter, others = "#", "#"
		}
		byLetter[letter] = append(byLetter[letter], v.termEntry(p))
	}
	for _, letter := range strings.Split("A B C D E F G H I J K L M N O P Q R S T U V W X Y Z "+others, " ") {
		if letter == "" {
			continue
		}
		l := Letter{Name: letter, Terms: byLetter[letter]}
		if len(l.Terms) > 0 {
			l.ID = "letter-" + strings.ToLower(strings.Replace(letter, "#", "other", 1))
		}
		g.Letters = append(g.Letters, l)
	}
	for _, c := range content.Categories {
		if counts[c] > 0 {
			_, many := c.Reader()
			g.Categories = append(g.Categories, CategoryCount{Kind: string(c), Name: many, Count: counts[c]})
		}
	}
	if g.Ties = v.groupTies(); g.Ties != nil {
		g.Cited = v.cited(v.graph.Ties)
	}
	return g
}

func firstLetter(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}
