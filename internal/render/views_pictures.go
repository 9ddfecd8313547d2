package render

// Pictures are laid out by package draw: places across are in per cent of a
// picture's width ("91.5%"), places down in px. What is not drawn is "" or nil.

// Plot is what sources say of a count, as a picture.
type Plot struct {
	ID      string // plot-SLUG; its title and description have -t and -d behind it
	Title   string
	Text    string // the picture in sentences
	Height  int
	Rows    []PlotRow
	Axis    int       // where the axis stands
	TickEnd int       // how far its ticks reach down
	TickY   int       // where their words stand
	Span    *PlotSpan // the piece of the axis between the values
	Ticks   []PlotLabel
	Caption []string // sentences: how to read it, and what is not in it
}

// PlotRow is one value, with all who give it.
type PlotRow struct {
	Names      []PlotLine
	Y          int    // of the line that the value stands on
	From       string // of the value
	To         string // "" where it is no range
	Tip        string // of an arrow, "" without one
	Less       bool   // the arrow points to the left
	About      bool
	Superseded bool
	Label      PlotLabel
}

// PlotLine is a line of words that begins at the left edge.
type PlotLine struct {
	Y    int
	Text string
}

// PlotLabel is words at a place.
type PlotLabel struct {
	X      string
	Off    int // px to the right of X
	Y      int
	Anchor string // start, middle or end: what of the words stands there
	Text   string
}

// PlotSpan is a piece of an axis.
type PlotSpan struct {
	From string
	To   string
}
