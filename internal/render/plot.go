package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gloss/internal/content"
	"gloss/internal/draw"
	"gloss/internal/link"
)

var anchors = map[draw.Side]string{draw.Behind: "start", draw.Before: "end", draw.Middle: "middle"}

// percent is a place across a picture, for an attribute.
func percent(a draw.Across) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%02d", a/100, a%100), "0"), ".") + "%"
}

// plot draws what sources say of a count; nil where they give fewer than two
// numbers, or numbers that no axis has in common.
func plot(t link.FactTable) *Plot {
	doc := t.Fact.Doc
	if doc.Measure != "" && doc.Measure != "count" {
		return nil
	}
	p := Plot{ID: "h-plot-" + t.Fact.Slug, Title: t.Fact.Title()}
	var values []draw.Value
	var said, leftOut []string
	var unit string
	sayers, summed := map[string]int{}, false
	for i, row := range t.Rows {
		words := doc.Values[i].Value.Body.Plain()
		n, ok := number(&doc.Meta, i)
		n.Who, n.When = sayer(row, doc.Values[i].Source.Value)
		if !ok {
			leftOut = append(leftOut, "“"+words+"” ("+n.Who+")")
			continue
		}
		if len(values) > 0 && n.unit != unit {
			return nil
		}
		sayers[n.Who]++
		unit, summed = n.unit, summed || n.summed
		values = append(values, n.Value)
		said = append(said, n.sentence(words))
	}
	for i := range values { // who says several things, says each of something
		if rest := doc.Values[i].Value.Body.Plain(); sayers[values[i].Who] > 1 && len(leftOut) == 0 {
			if rest = strings.Trim(strings.TrimPrefix(rest, values[i].Words), " ,;:()"); rest != "" {
				values[i].When = rest
			}
		}
	}
	d, ok := draw.NewPlot(values)
	if !ok {
		return nil
	}
	if len(sayers) < 2 {
		d.To = d.From // sources do not differ where there is one
	}
	p.Text = strings.Join(said, " ")
	p.Height, p.Axis, p.TickEnd, p.TickY = d.Height, d.Axis, d.Axis+5, d.Axis+23
	for _, r := range d.Rows {
		p.Rows = append(p.Rows, plotRow(r))
	}
	if d.To > d.From {
		p.Span = &PlotSpan{From: percent(d.From), To: percent(d.To)}
	}
	for i, tick := range d.Ticks {
		p.Ticks = append(p.Ticks, PlotLabel{X: percent(tick.X), Anchor: "middle", Text: tick.Label, Y: p.TickY})
		if i == 0 {
			p.Ticks[i].Anchor = "start"
		}
	}
	p.Ticks[len(p.Ticks)-1].Anchor = "end"
	p.Caption = plotCaption(d, summed, leftOut)
	return &p
}

// sayer is who gives a value, and when.
func sayer(row link.FactRow, key string) (who, when string) {
	if row.Source == nil {
		return key, ""
	}
	return content.PlainHTML([]byte(row.Source.Who())), row.Source.When()
}

// numbered is a value as a number.
type numbered struct {
	draw.Value
	unit   string
	summed bool // it is given in parts, and this is their sum
}

// sentence says what the picture shows of the value. words are the source's.
func (n numbered) sentence(words string) string {
	if n.summed {
		words += ", together " + n.Words
	}
	if n.Old {
		words += " (overtaken)"
	}
	return strings.TrimSuffix(n.Who+", "+n.When, ", ") + ": " + words + "."
}

// number reads a value. One that is given in parts stands for their sum where the
// fact itself says that sum, and else for none: 170 dead and 200 hurt are not 370 of
// anything.
func number(m *content.Meta, i int) (n numbered, ok bool) {
	v := m.Values[i]
	parts := content.Quantities(v.Value.Body.Plain())
	if len(parts) == 0 {
		return n, false
	}
	sum := parts[0]
	for _, q := range parts[1:] {
		sum.Low, sum.High = sum.Low+q.Low, sum.High+q.High
		sum.More, sum.Less, sum.About = sum.More || q.More, sum.Less || q.Less, sum.About || q.About
		if q.Unit != sum.Unit {
			return n, false
		}
	}
	if n.summed = len(parts) > 1; n.summed {
		if sum.More && sum.Less || !says(sum.High, v.Note, m.Because, m.Value) {
			return n, false
		}
		sum.Words = sumWords(sum)
	}
	n.unit = sum.Unit
	n.Value = draw.Value{Low: sum.Low, High: sum.High, More: sum.More, Less: sum.Less, About: sum.About, Old: v.Superseded, Words: sum.Words}
	return n, true
}

// says tells whether one of some fields has a number.
func says(n float64, fields ...content.Inline) bool {
	number := strconv.FormatFloat(n, 'f', -1, 64)
	return slices.ContainsFunc(fields, func(in content.Inline) bool {
		return in.Body != nil && slices.ContainsFunc(content.Figures(in.Body.Plain()), func(f content.Figure) bool { return f.Number == number })
	})
}

func sumWords(q content.Quantity) string {
	words := draw.Number(q.Low)
	if q.High > q.Low {
		words += " to " + draw.Number(q.High)
	}
	switch {
	case q.More:
		words = "more than " + words
	case q.Less:
		words = "up to " + words
	case q.About:
		words = "about " + words
	}
	return words
}

func plotRow(r draw.Row) PlotRow {
	out := PlotRow{Y: r.Y, From: percent(r.From), Less: r.Less, About: r.About, Superseded: r.Old}
	for _, l := range r.Names {
		out.Names = append(out.Names, PlotLine{Y: l.Y, Text: l.Text})
	}
	if r.To > r.From {
		out.To = percent(r.To)
	}
	if r.More || r.Less {
		out.Tip = percent(r.Tip)
	}
	out.Label = PlotLabel{X: percent(r.Label.X), Off: r.Label.Off, Y: r.Label.Y, Anchor: anchors[r.Label.Side], Text: r.Label.Text}
	return out
}

// plotCaption says what the marks of a plot mean, those alone that are in it.
func plotCaption(d draw.Plot, summed bool, leftOut []string) []string {
	var all []string
	has := func(f func(draw.Row) bool, sentence string) {
		if slices.ContainsFunc(d.Rows, f) {
			all = append(all, sentence)
		}
	}
	has(func(r draw.Row) bool { return r.More }, "An arrow to the right marks a figure given as “more than” or “at least”.")
	has(func(r draw.Row) bool { return r.Less }, "An arrow to the left marks a figure given as “fewer than” or “up to”.")
	has(func(r draw.Row) bool { return r.About }, "A dashed ring marks an approximate figure.")
	has(func(r draw.Row) bool { return r.To > r.From }, "A thick line marks a range that one source gives.")
	has(func(r draw.Row) bool { return r.Old }, "A hollow dot marks a figure that was overtaken.")
	if d.To > d.From {
		all = append(all, "The thick piece of the axis is the range between the sources.")
	}
	if d.Begins != "" {
		all = append(all, "The axis begins at "+d.Begins+".")
	}
	if summed {
		all = append(all, "A count given in parts is drawn at its sum.")
	}
	if len(leftOut) > 0 {
		all = append(all, fmt.Sprintf("Not drawn, since %s no single number: %s.", plural(len(leftOut), "it is", "they are"), strings.Join(leftOut, "; ")))
	}
	return all
}
