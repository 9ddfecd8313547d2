package render

import "html/template"

// Pictures are laid out by package draw: places across are in per cent of a
// picture's width ("91.5%"), places down in px. What is not drawn is "" or nil.

// Plot is what sources say of a count, as a picture.
type Plot struct {
	ID      string // h-plot-SLUG; its title and description have -t and -d behind it
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

// Ties are relations between terms: a table, and where there is something to see,
// a map of it.
type Ties struct {
	Rows  []Tie
	Dated bool // some row says when
	Noted bool // some row has a note
	Map   *Map
	All   string // address of the ties of all groups, "" where it is not elsewhere
}

// Tie is what one term's page says of its relation to another.
type Tie struct {
	From     Link
	Words    string // is a branch of; was, where it ended
	To       Link
	When     string // since 2015
	Directed bool   // From and To may not be exchanged
	Ended    bool
	Note     template.HTML // who says so
}

// Map is groups down an axis, and their ties as arcs beside it.
type Map struct {
	ID      string // the title and description have -t and -d behind it
	Title   string
	Text    string // the picture in sentences
	Height  int
	Axis    string // where groups stand, and arcs begin
	Arcs    string // the width that is left for these
	Spots   []MapSpot
	Lines   []MapArc
	Keys    []MapKey
	Caption []string // sentences: how to read it, and what is not in it
}

// MapSpot is a group on a map.
type MapSpot struct {
	Link
	Lines  []PlotLine // of its name
	Here   bool       // it is the page's own term
	Top    int        // of its row
	Height int
	Bar    int // top of its mark on the axis
	Length int // of that
}

// MapArc is a tie on a map.
type MapArc struct {
	Kind  string // branch, part, ally, rival, split-from
	Words string // IS-K is a branch of Islamic State, since 2015
	Path  string // in a box 1000 wide and as high as the map
	Head  int    // where its arrow stands, 0 without one
	From  int    // its ports
	To    int
	Ended bool
}

// MapKey is a line of a map's legend.
type MapKey struct {
	Kind  string
	Words string
	Arrow bool
}

// Strip is dated terms above an axis of years.
type Strip struct {
	ID      string // its title and description have -t and -d behind it
	Title   string
	Text    string // the picture in sentences
	Height  int
	Axis    int // where the axis stands
	TickEnd int // how far its ticks reach down
	TickY   int // where the years stand
	Marks   []StripMark
	Pieces  []StripPiece
	Years   []StripYear
	Keys    []StripKey
	Cut     bool // years in which nothing happened are left out
}

// StripMark is a dated term.
type StripMark struct {
	Kind   string // day, period (a month or year), span
	About  bool
	From   string
	To     string
	Y      int
	Groups string // numbers of the groups it belongs to, as on the list
	Words  string // its name, and when
}

// StripPiece is a stretch of the axis.
type StripPiece struct {
	From string
	To   string
	Cut  bool // it stands for years that are left out
}

// StripYear is a year on the axis.
type StripYear struct {
	X     string // of its middle
	Start string
	Label string
	Level int // 0: with a label at any width, 1 and 2: on wider screens, 3: without
}

// StripKey is a line of the legend.
type StripKey struct {
	Kind  string // as of a mark, or about
	Words string
}
