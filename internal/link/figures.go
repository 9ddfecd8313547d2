package link

import (
	"slices"

	"gloss/internal/content"
)

// figures are the numbers and dates that the sources of disputed facts give, by
// the term that they are about, so that a paragraph is held against all of them
// at once.
type figures struct {
	numbers map[string]*Page
	dates   map[[3]int]*Page // with their year
	days    map[[2]int]*Page // of any year: 26 August, where the text has said the year
	yearly  map[[2]int]*Page // those that a source gives without a year
}

// addFigures gathers what the values of a disputed fact say about a term. What
// stands in a name or a cause is no figure; of a count, the years beside its
// numbers are none.
func (n *Names) addFigures(term, fact *Page) {
	doc := fact.Doc
	counts := doc.Measure == "count" || doc.Measure == "" && len(content.Figures(doc.Value.Body.Plain())) > 0
	if !counts && doc.Measure != "date" {
		return
	}
	of := n.figures[term.number()]
	if of == nil {
		of = &figures{map[string]*Page{}, map[[3]int]*Page{}, map[[2]int]*Page{}, map[[2]int]*Page{}}
		n.figures[term.number()] = of
	}
	for _, v := range doc.Values {
		found := content.Figures(v.Value.Body.Plain())
		others := slices.ContainsFunc(found, func(f content.Figure) bool { return f.Number != "" && !f.IsYear() })
		for _, f := range found {
			switch {
			case f.Number == "":
				if !counts {
					of.addDate(f.Date, fact)
				}
			case counts && !(f.IsYear() && others), !counts && f.IsYear():
				first(of.numbers, f.Number, fact)
			}
		}
	}
}

func (of *figures) addDate(d content.Date, fact *Page) {
	day := [2]int{d.Month, d.Day}
	if d.Year == 0 {
		first(of.yearly, day, fact)
	} else {
		first(of.dates, [3]int{d.Year, d.Month, d.Day}, fact)
	}
	if d.Day > 0 {
		first(of.days, day, fact)
	}
}

func first[K comparable](m map[K]*Page, key K, fact *Page) {
	if m[key] == nil {
		m[key] = fact
	}
}

// DisputedFigure finds the fact about one of some terms on whose figure sources
// differ, nil where a figure is none of those. A fact's own page may give it.
func (n *Names) DisputedFigure(about []*Page, f content.Figure, on *Page) *Page {
	for _, term := range about {
		of := n.figures[term.number()]
		if of == nil {
			continue
		}
		if fact := of.find(f); fact != nil && fact != on {
			return fact
		}
	}
	return nil
}

func (of *figures) find(f content.Figure) *Page {
	if f.Number != "" {
		return of.numbers[f.Number]
	}
	day := [2]int{f.Date.Month, f.Date.Day}
	if f.Date.Year == 0 {
		return of.days[day]
	}
	if fact := of.dates[[3]int{f.Date.Year, f.Date.Month, f.Date.Day}]; fact != nil {
		return fact
	}
	return of.yearly[day]
}
