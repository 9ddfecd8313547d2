package render

import (
	"fmt"
	"slices"
	"time"

	"gloss/internal/content"
	"gloss/internal/draw"
	"gloss/internal/link"
)

// inYears is a date as a number of years: 2021.5 is the middle of 2021.
func inYears(t time.Time) float64 {
	start := time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	year := start.AddDate(1, 0, 0).Sub(start)
	return float64(t.Year()) + float64(t.Sub(start))/float64(year)
}

// begins is the first moment of a date.
func begins(d *content.Date) float64 {
	return inYears(time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC))
}

// strip draws dated terms; nil where a list serves better. groups gives the groups
// that a term belongs to, as a list of the page has them.
func (v *viewer) strip(pages []*link.Page, groups func(*link.Page) string) *Strip {
	bySlug := map[string]*link.Page{}
	var events []draw.Event
	for _, p := range pages {
		from, until := p.Doc.Date, p.Doc.EndDate
		if from == nil {
			continue
		}
		bySlug[p.Slug] = p
		e := draw.Event{Key: p.Slug, From: begins(from), To: inYears(from.End(time.UTC)), Day: from.Day > 0, About: from.Approximate || from.Uncertain}
		if until != nil {
			e.To, e.Day, e.Span = max(e.To, inYears(until.End(time.UTC))), false, true
			e.About = e.About || until.Approximate || until.Uncertain
		}
		events = append(events, e)
	}
	d, ok := draw.NewStrip(events)
	if !ok {
		return nil
	}
	s := &Strip{ID: "h-strip", Title: "Timeline", Height: d.Height, Axis: d.Axis, TickEnd: d.Axis + 5, TickY: d.Axis + 23}
	for _, m := range d.Marks {
		p := bySlug[m.Key]
		s.Marks = append(s.Marks, StripMark{
			Kind: markKind(m.Event), About: m.About, From: percent(m.X), To: percent(m.X2), Y: m.Y,
			Groups: groups(p), Words: p.Title() + ", " + spanInWords(p.Doc.Date, p.Doc.EndDate),
		})
	}
	for _, piece := range d.Pieces {
		s.Pieces = append(s.Pieces, StripPiece{percent(piece.From), percent(piece.To), piece.Cut})
		s.Cut = s.Cut || piece.Cut
	}
	for _, y := range d.Years {
		s.Years = append(s.Years, StripYear{percent(y.X), percent(y.Start), y.Label, y.Level})
	}
	s.Text = stripText(d)
	s.Keys = stripKeys(d)
	return s
}

func markKind(e draw.Event) string {
	switch {
	case e.Span:
		return "span"
	case e.Day:
		return "day"
	}
	return "period"
}

// stripText says what one sees: how many, from when to when, and where most are.
func stripText(d draw.Strip) string {
	counts := map[int]int{}
	busiest := 0
	for _, m := range d.Marks { // oldest first
		y := int(m.From)
		if counts[y]++; counts[y] > counts[busiest] {
			busiest = y
		}
	}
	text := fmt.Sprintf("%d dated terms, from %s to %s.", len(d.Marks), d.Years[0].Label, d.Years[len(d.Years)-1].Label)
	if counts[busiest] > 1 {
		text += fmt.Sprintf(" Most begin in %d: %d.", busiest, counts[busiest])
	}
	return text + " The list has each of them."
}

func stripKeys(d draw.Strip) []StripKey {
	var all []StripKey
	for _, k := range []StripKey{{"day", "known to the day"}, {"period", "to the month or year"}, {"span", "a span of time"}} {
		if slices.ContainsFunc(d.Marks, func(m draw.Mark) bool { return markKind(m.Event) == k.Kind }) {
			all = append(all, k)
		}
	}
	if slices.ContainsFunc(d.Marks, func(m draw.Mark) bool { return m.About }) {
		all = append(all, StripKey{"about", "about, or uncertain"})
	}
	if slices.ContainsFunc(d.Pieces, func(p draw.Piece) bool { return p.Cut }) {
		all = append(all, StripKey{"cut", "years left out"})
	}
	return all
}

// noGroups is for strips whose list cannot be narrowed.
func noGroups(*link.Page) string { return "" }
