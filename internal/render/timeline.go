package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gloss/internal/content"
	"gloss/internal/link"
)

// maxGroups is how many groups the timeline can be narrowed to; style.css has a
// rule for each.
const maxGroups = 8

// timeline is every dated term, in order.
func (v *viewer) timeline() TimelinePage {
	const deck = "Every dated term. Where a source gives only a month or a year, the entry says so."
	t := TimelinePage{Listing: v.listing("timeline", "timeline", "Timeline", deck)}
	dated := v.dated(v.graph.OfKind(content.Term))
	groups := v.eventGroups(dated)
	for i, g := range groups {
		t.Groups = append(t.Groups, EventGroup{Number: i + 1, Name: g.page.Title(), Count: g.count})
	}
	groupsOf := map[*link.Page]string{}
	for _, p := range dated {
		e := v.event(p)
		for i, g := range groups {
			if v.concerns(p, g.page) {
				e.Groups = strings.TrimSpace(e.Groups + " " + strconv.Itoa(i+1))
				e.Names = strings.TrimPrefix(e.Names+", "+g.page.Title(), ", ")
			}
		}
		if n := len(t.Years); n == 0 || t.Years[n-1].Name != strconv.Itoa(p.Doc.Date.Year) {
			year := strconv.Itoa(p.Doc.Date.Year)
			t.Years = append(t.Years, Year{ID: "year-" + year, Name: year})
		}
		groupsOf[p] = e.Groups
		last := &t.Years[len(t.Years)-1]
		last.Events = append(last.Events, e)
		t.Count++
	}
	t.Strip = v.strip(dated, func(p *link.Page) string { return groupsOf[p] })
	return t
}

// dated gives those of some pages that have a date, oldest first. Of one year,
// what has no month comes first.
func (v *viewer) dated(pages []*link.Page) []*link.Page {
	var all []*link.Page
	for _, p := range pages {
		if p.Doc.Date != nil {
			all = append(all, p)
		}
	}
	slices.SortStableFunc(all, func(a, b *link.Page) int {
		return cmp.Or(strings.Compare(a.Doc.Date.Text(), b.Doc.Date.Text()), strings.Compare(endText(a), endText(b)),
			strings.Compare(link.SortKey(a.Title()), link.SortKey(b.Title())), strings.Compare(a.Slug, b.Slug))
	})
	return all
}

func endText(p *link.Page) string {
	if p.Doc.EndDate == nil {
		return ""
	}
	return p.Doc.EndDate.Text()
}

type eventGroup struct {
	page  *link.Page
	count int
}

// eventGroups are the groups that most dated terms concern, at most maxGroups.
func (v *viewer) eventGroups(dated []*link.Page) []eventGroup {
	counts := map[*link.Page]int{}
	var order []*link.Page
	for _, p := range dated {
		for _, g := range append(v.named(p.Doc.Related, p), p) {
			if g.Doc.Category != "group" {
				continue
			}
			if counts[g] == 0 {
				order = append(order, g)
			}
			counts[g]++
		}
	}
	var all []eventGroup
	for _, g := range order {
		all = append(all, eventGroup{g, counts[g]})
	}
	slices.SortFunc(all, func(a, b eventGroup) int {
		return cmp.Or(b.count-a.count, strings.Compare(link.SortKey(a.page.Title()), link.SortKey(b.page.Title())), strings.Compare(a.page.Slug, b.page.Slug))
	})
	return all[:min(maxGroups, len(all))]
}

func (v *viewer) concerns(p, group *link.Page) bool {
	return p == group || slices.Contains(v.named(p.Doc.Related, p), group)
}

// event is a dated term as a list shows it.
func (v *viewer) event(p *link.Page) Event {
	from, until := p.Doc.Date, p.Doc.EndDate
	e := Event{
		Slug: p.Slug, Title: p.Title(), URL: v.names.URL(p.Address), Text: v.termEntry(p).Definition,
		Machine: from.Text(), When: withinYear(from, until), Full: spanInWords(from, until),
	}
	return e
}

// withinYear says when something happened under the heading of its year.
func withinYear(from, until *content.Date) string {
	if until != nil {
		if until.Year == from.Year {
			if from.Month == 0 || until.Month == 0 || bare(from) == bare(until) || until.Day == 0 && until.Month == from.Month {
				return withinYear(from, nil)
			}
			return capital(bare(from) + " to " + bare(until))
		}
		return capital(spanInWords(from, until))
	}
	words := bare(from)
	if from.Month == 0 {
		words = "year only"
		if from.Approximate || from.Uncertain {
			words = from.Words()
		}
	}
	return capital(words)
}

// bare is a date without its year: 26 August, about August.
func bare(d *content.Date) string {
	if d.Month == 0 {
		return d.Words()
	}
	words := time.Month(d.Month).String()
	if d.Day > 0 {
		words = fmt.Sprint(d.Day) + nbsp + words
	}
	if d.Approximate {
		words = "about" + nbsp + words
	}
	if d.Uncertain {
		words += " (uncertain)"
	}
	return words
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
