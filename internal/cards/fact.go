package cards

import "fmt"

// The rows of a fact's table: the space above and below the words of one, and
// above the first.
const (
	rowSpace   = 15
	tableSpace = 24
	mostRows   = 8 // more find no room below any question
)

// row is a value as it is set.
type row struct {
	text, source *paragraph
	lines        []line
	width        int
	colour       uint8
}

func (r row) height() int { return max(len(r.lines), 1)*valueSize.leading + rowSpace - 3 }

// fact draws a question, our wording, and what each source says.
func (a *artist) fact(c Card) {
	title, text := a.title(c), a.text(c)
	rows := a.rows(c, 2)
	s, y := settle(title, text, factSizes, tableSpace+heightOf(rows))
	y = a.block(title, s.title, true, c, y, ink)
	if len(text.glyphs) > 0 {
		y = a.block(a.short(text, s.text.units(measure), 2), s.text, false, c, y+s.gap(), ink)
	}
	a.table(c, rows, y+tableSpace)
}

// table draws rows from a height down. Where they do not all fit, values end in an
// ellipsis after one line, the last first, and then rows are left out and counted.
func (a *artist) table(c Card, rows []row, y int) {
	for i := len(rows) - 1; i >= 0 && y+heightOf(rows) > bottom; i-- {
		rows[i] = a.row(c.Values[i], c, 1)
	}
	fit := len(rows)
	for fit > 1 && y+heightOf(rows[:fit]) > bottom {
		fit--
	}
	if fit < len(c.Values) {
		rows = append(rows[:fit-1], a.row(Value{Text: fmt.Sprintf("and %d more", len(c.Values)-fit+1)}, c, 1))
	}
	for _, r := range rows {
		a.draw(r, c, y)
		y += r.height()
	}
}

func heightOf(rows []row) int {
	n := 0
	for _, r := range rows {
		n += r.height()
	}
	return n
}

func (a *artist) rows(c Card, most int) []row {
	var all []row
	for _, v := range c.Values[:min(len(c.Values), mostRows)] {
		all = append(all, a.row(v, c, most))
	}
	return all
}

// row sets what one source says in at most so many lines, and who it is.
func (a *artist) row(v Value, c Card, most int) row {
	r := row{colour: ink, width: measure}
	if v.Overtaken || v.Source == "" {
		r.colour = muted
	}
	if r.source = a.one(caption, v.Source, c, sourceSize, measure*2/5); r.source != nil {
		r.width -= sourceSize.pixels(r.source.width(r.source.all())) + 40
	}
	r.text = a.paragraph(prose, a.words(prose, v.Text, longText), c.Lang, c.RTL)
	r.text = a.short(r.text, valueSize.units(r.width), most)
	r.lines = r.text.lines(setting{valueSize.units(r.width), false})
	return r
}

// draw draws a row below its hairline.
func (a *artist) draw(r row, c Card, y int) {
	a.canvas.rect(margin, y, measure, 1, hairline)
	y += rowSpace/2 + valueSize.size
	if r.source != nil {
		a.put(r.source, r.source.all(), sourceSize, y, !c.RTL, muted)
	}
	for i, l := range r.lines {
		a.put(r.text, l, valueSize, y+i*valueSize.leading, c.RTL, r.colour)
	}
}
