package draw

import "slices"

// Value is what a source says: a number, or a range of them.
type Value struct {
	Who       string
	When      string // "" where it is not known
	Low, High float64
	More      bool // a floor
	Less      bool // a ceiling
	About     bool
	Old       bool   // overtaken by a newer value
	Words     string // more than 100
}

// Plot is a range plot: one row for each value that sources give, above an axis.
type Plot struct {
	Height int
	Rows   []Row
	Axis   int    // where it is, in px
	Begins string // its first number where that is not nought, else ""
	Ticks  []Tick
	From   Across // the piece of the axis that the values span, overtaken ones left out;
	To     Across // no piece where To is not greater
}

// Row is one value with all who give it.
type Row struct {
	Value
	Names []Line
	Y     int    // of the line that the value stands on
	From  Across // of the value
	To    Across // the same as From where it is no range
	Tip   Across // of the arrow of a floor or ceiling
	Label Label
}

// Line is a line of words that begins at the picture's left edge. Y is its foot.
type Line struct {
	Y    int
	Text string
}

// Side is where words stand about their place.
type Side int

// The sides of a place.
const (
	Behind Side = iota // they begin there
	Before             // they end there
	Middle
)

// Label is a value in words.
type Label struct {
	Text string
	X    Across
	Off  int // px from X
	Side Side
	Y    int
}

const (
	arrow   = All * 65 / 1000
	dotRoom = 13 // from a dot's middle to its words, in px
	rowRoom = 21 // from the words above a line to it
	rowFoot = 16 // below a line
	nameMax = 3  // lines of one name
)

// NewPlot lays out what sources say; ok is false where they give fewer than two
// different values. Rows stand in the order of the values.
func NewPlot(values []Value) (p Plot, ok bool) {
	rows := joinRows(values)
	if len(rows) < 2 {
		return p, false
	}
	axis := axisOf(rows)
	y := 0
	for i := range rows {
		y = rows[i].place(axis, y)
	}
	p = Plot{Rows: rows, Axis: y + rowFoot/2, Ticks: axis.ticks()}
	p.Height = p.Axis + 28
	if axis.from > 0 {
		p.Begins = Number(axis.from)
	}
	p.From, p.To = All, 0
	for _, r := range rows {
		if !r.Old {
			p.From, p.To = min(p.From, r.From), max(p.To, r.To)
		}
	}
	return p, true
}

// joinRows puts those who say the same into one row.
func joinRows(values []Value) []Row {
	var rows []Row
	for _, v := range values {
		same := func(r Row) bool {
			return r.Low == v.Low && r.High == v.High && r.More == v.More && r.Less == v.Less && r.About == v.About && r.Old == v.Old
		}
		i := slices.IndexFunc(rows, same)
		if i < 0 {
			i, rows = len(rows), append(rows, Row{Value: v})
		}
		for _, line := range v.names() {
			if !slices.ContainsFunc(rows[i].Names, func(l Line) bool { return l.Text == line }) {
				rows[i].Names = append(rows[i].Names, Line{Text: line})
			}
		}
	}
	return rows
}

// names are who gives a value and when, in as few lines as it takes.
func (v Value) names() []string {
	if v.When == "" {
		return Wrap(v.Who, Narrowest, nameMax)
	}
	if both := v.Who + ", " + v.When; Width(both) <= Narrowest {
		return []string{both}
	}
	return append(Wrap(v.Who+",", Narrowest, nameMax), Wrap(v.When, Narrowest, 1)...)
}

// axisOf is the axis for all rows, with room for their arrows.
func axisOf(rows []Row) scale {
	low, high, whole := rows[0].Low, rows[0].High, true
	for _, r := range rows {
		low, high = min(low, r.Low), max(high, r.High)
		whole = whole && r.Low == float64(int64(r.Low)) && r.High == float64(int64(r.High))
	}
	axis := scaleFor(low, high, whole)
	for _, r := range rows {
		if r.More && axis.at(r.High)+arrow > All {
			axis.to += axis.step
			break
		}
	}
	for !axis.fits() {
		axis.step *= 2
		axis.to = axis.from + float64(int((axis.to-axis.from)/axis.step+.999))*axis.step
	}
	return axis
}

// place puts a row below y and gives where it ends.
func (r *Row) place(axis scale, y int) int {
	r.From, r.To = axis.at(r.Low), axis.at(r.High)
	left, right := r.From, r.To // of all that is drawn
	switch {
	case r.More:
		r.Tip = min(r.To+arrow, All)
		right = r.Tip
	case r.Less:
		r.Tip = max(r.From-arrow, 0)
		left = r.Tip
	}
	foot := y
	for i := range r.Names {
		foot += LineHeight
		if i == 0 {
			foot++
		}
		r.Names[i].Y = foot
	}
	width := float64(Width(r.Words))
	before, behind := left.px()-dotRoom, Narrowest-right.px()-dotRoom
	switch {
	case width <= before && (r.From >= All/2 || width > behind):
		r.Label = Label{X: left, Off: -dotRoom, Side: Before}
	case width <= behind:
		r.Label = Label{X: right, Off: dotRoom, Side: Behind}
	default: // above its mark, in a line of its own
		foot += LineHeight + 2
		r.Label = above(r.From, width)
		r.Label.Y, r.Y = foot, foot+rowRoom-6
	}
	if r.Y == 0 {
		r.Y = foot + rowRoom
		r.Label.Y = r.Y + 6
	}
	r.Label.Text = r.Words
	return r.Y + rowFoot
}

// above is where words of a width stand above a place: in the middle, or at the
// edge that they would cross.
func above(x Across, width float64) Label {
	switch {
	case x.px() < width/2:
		return Label{X: 0, Side: Behind}
	case Narrowest-x.px() < width/2:
		return Label{X: All, Side: Before}
	}
	return Label{X: x, Side: Middle}
}
