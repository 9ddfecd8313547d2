package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"time"

	"gloss/internal/content"
	"gloss/internal/link"
)

// entry is one substantive thing that happened to the site: a page appeared, was
// corrected or brought up to date.
type entry struct {
	page *link.Page
	kind string // new, correction or update
	at   content.Moment
	when time.Time
	text []byte // what changed; nil for a new page
}

// readLog gathers what happened to live pages, newest first. A minor change is
// told on its page alone.
func (v *viewer) readLog() []entry {
	var all []entry
	zone := v.names.Site.Zone
	for _, r := range v.graph.Resolved {
		if r == nil {
			continue
		}
		doc := r.Page.Doc
		if at := doc.Published; at != nil {
			all = append(all, entry{page: r.Page, kind: "new", at: *at, when: at.In(zone)})
		}
		for i, c := range doc.Changes {
			if c.Kind != "minor" && !v.names.Later(c.Date) {
				all = append(all, entry{page: r.Page, kind: c.Kind, at: c.Date, when: c.Date.In(zone), text: r.Changes[i]})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(b.when.Compare(a.when), strings.Compare(a.page.Address, b.page.Address))
	})
	return all
}

// words says what happened: New article, Correction, Update.
func (e entry) words() string {
	if e.kind == "new" {
		return "New " + strings.ToLower(e.page.Doc.Kind.Reader())
	}
	return changeWords[e.kind]
}

// change is an entry as lists show it. A new page is told by its summary.
func (v *viewer) change(e entry) Change {
	text := e.text
	if e.kind == "new" {
		text = v.inALine(e.page)
	}
	return Change{Date: day(e.at), Kind: e.words(), Text: withoutLinks(text), Page: v.link(e.page), Sort: e.when.Unix()}
}

// inALine is a page's summary, or a term's definition, or a fact's value.
func (v *viewer) inALine(p *link.Page) []byte {
	r := v.graph.Resolved[p.Index]
	for _, line := range [][]byte{r.Summary, r.Definition, r.Value} {
		if len(line) > 0 {
			return line
		}
	}
	return nil
}

// updates are the newest corrections and updates of all pages.
func (v *viewer) updates(limit int) []Change {
	var all []Change
	for _, e := range v.log() {
		if e.kind != "new" && len(all) < limit {
			all = append(all, v.change(e))
		}
	}
	return all
}

// days groups what a list shows by day.
func (v *viewer) days(kinds ...string) []LogDay {
	var days []LogDay
	for _, e := range v.log() {
		if !slices.Contains(kinds, e.kind) {
			continue
		}
		in := e.when.In(v.names.Site.Zone)
		date := day(content.Moment{Year: in.Year(), Month: int(in.Month()), Day: in.Day()})
		if n := len(days); n == 0 || days[n-1].Date != date {
			days = append(days, LogDay{Date: date})
		}
		last := &days[len(days)-1]
		last.Changes = append(last.Changes, v.change(e))
	}
	return days
}

func (v *viewer) updatesPage() LogPage {
	const deck = "New pages, corrections and updates, newest first. Small changes to the wording are told on their own pages alone."
	return LogPage{
		Frame: v.frame("updates", "Updates", deck, "/updates/"), Deck: deck,
		Days: v.days("new", "correction", "update"), Empty: "Nothing has been published yet.",
	}
}

func (v *viewer) correctionsPage() LogPage {
	const deck = "What this site had wrong, and when it was put right."
	return LogPage{
		Frame: v.frame("corrections", "Corrections", deck, "/corrections/"), Deck: deck,
		Policy: []template.HTML{
			"An error of fact is corrected where it stands. The page then says under “Changes” what was wrong and on which day it was mended, and the same words are listed here. New knowledge is an update, and a better choice of words is neither.",
			"A correction is never taken away again.",
		},
		Method: v.method(), Days: v.days("correction"), Empty: "Nothing has had to be corrected so far.",
	}
}
