package draw

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Node is a group on a map.
type Node struct {
	Key  string // tells groups apart and orders them
	Name string
}

// Link is a tie between two groups, by their keys.
type Link struct {
	From, To string
	Kind     string
	Directed bool // From and To may not be exchanged
	Ended    bool
}

// Map is groups down an axis, and their ties as arcs beside it.
//
// Groups that are tied stand near one another. Each tie has a port of its own on
// the bar of either group, so that no two arcs begin at one place; of two arcs
// from one bar to the same side the longer lies outside.
type Map struct {
	Height int
	Spots  []Spot
	Arcs   []Arc
	Left   int // groups that had no room; those with most ties are drawn
}

// Spot is where a group stands. Its words end at Axis, less NameRoom.
type Spot struct {
	Node
	Top, Foot       int    // of its row
	BarTop, BarFoot int    // of its mark on the axis
	Lines           []Line // of its name
}

// Arc is a tie between two ports. Y is the port of From and Y2 that of To.
type Arc struct {
	Link
	Y, Y2 int
	Reach int // how far it reaches from the axis, of ReachAll
}

// The parts of a map.
const (
	Axis     = All * 64 / 100 // where groups stand
	NameRoom = 16             // between a name and the axis, in px
	ReachAll = 1000           // from the axis to the right edge
	MostSpot = 40             // groups on one map

	pageNarrowest = 284 // a page of 320 px without its margins, in px
	rowHeight     = 44
	portGap       = 9
	nameLines     = 3
)

// NewMap lays out groups and their ties. What is handed in any order is drawn in
// one. Ties that name no group, or a group with itself, are left out; of those that
// say the same, one is drawn.
func NewMap(nodes []Node, links []Link) Map {
	nodes, links = distinct(nodes), drawn(nodes, links)
	nodes, links, left := busiest(nodes, links)
	m := Map{Left: left}
	place := map[string]int{}
	for i, n := range arrange(nodes, links) {
		place[n.Key] = i
		m.Spots = append(m.Spots, Spot{Node: n})
	}
	for _, l := range links {
		m.Arcs = append(m.Arcs, Arc{Link: l})
	}
	ends := m.ends(place)
	m.rows(ends)
	m.ports(ends)
	m.reach()
	return m
}

func distinct(nodes []Node) []Node {
	nodes = slices.Clone(nodes)
	slices.SortFunc(nodes, func(a, b Node) int { return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.Name, b.Name)) })
	return slices.CompactFunc(nodes, func(a, b Node) bool { return a.Key == b.Key })
}

// drawn is the ties that can be drawn, in order, each once.
func drawn(nodes []Node, links []Link) []Link {
	known := map[string]bool{}
	for _, n := range nodes {
		known[n.Key] = true
	}
	var all []Link
	for _, l := range links {
		if !known[l.From] || !known[l.To] || l.From == l.To {
			continue
		}
		if !l.Directed && l.To < l.From {
			l.From, l.To = l.To, l.From
		}
		all = append(all, l)
	}
	slices.SortFunc(all, compareLinks)
	return slices.Compact(all)
}

func compareLinks(a, b Link) int {
	return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), strings.Compare(a.Kind, b.Kind), flag(a.Ended)-flag(b.Ended), flag(a.Directed)-flag(b.Directed))
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// busiest keeps the groups with most ties, where there are too many.
func busiest(nodes []Node, links []Link) (kept []Node, among []Link, left int) {
	if len(nodes) <= MostSpot {
		return nodes, links, 0
	}
	ties := map[string]int{}
	for _, l := range links {
		ties[l.From]++
		ties[l.To]++
	}
	kept = slices.Clone(nodes)
	slices.SortStableFunc(kept, func(a, b Node) int { return ties[b.Key] - ties[a.Key] })
	left, kept = len(kept)-MostSpot, distinct(kept[:MostSpot])
	return kept, drawn(kept, links), left
}

// end is one end of an arc.
type end struct {
	arc   int
	other int // place of the group at the other end
	from  bool
}

// ends are those of each group, from the top to the foot of its bar: arcs that go
// up, the shortest first, then those that go down, the longest first.
func (m *Map) ends(place map[string]int) [][]end {
	all := make([][]end, len(m.Spots))
	for i, a := range m.Arcs {
		from, to := place[a.From], place[a.To]
		all[from] = append(all[from], end{i, to, true})
		all[to] = append(all[to], end{i, from, false})
	}
	for at := range all {
		slices.SortFunc(all[at], func(a, b end) int {
			if up := a.other < at; up != (b.other < at) {
				return flag(b.other < at) - flag(up)
			}
			// Of arcs between the same two, the one that comes first lies outside.
			if a.other != b.other {
				return b.other - a.other
			}
			if a.other < at {
				return b.arc - a.arc
			}
			return a.arc - b.arc
		})
	}
	return all
}

// rows gives every group a row that holds its name and its bar.
func (m *Map) rows(ends [][]end) {
	y := 0
	for i := range m.Spots {
		s := &m.Spots[i]
		lines := Wrap(s.Name, int(Axis)*pageNarrowest/int(All)-NameRoom, nameLines)
		bar := max(len(ends[i])-1, 0) * portGap
		height := max(rowHeight, len(lines)*LineHeight+16, bar+24)
		s.Top, s.Foot = y, y+height
		middle := y + height/2
		s.BarTop, s.BarFoot = middle-bar/2-5, middle-bar/2+bar+5
		for j, line := range lines {
			s.Lines = append(s.Lines, Line{Y: middle + 6 + j*LineHeight - (len(lines)-1)*LineHeight/2, Text: line})
		}
		y += height
	}
	m.Height = y
}

func (m *Map) ports(ends [][]end) {
	for i, all := range ends {
		for j, e := range all {
			y := m.Spots[i].BarTop + 5 + j*portGap
			if e.from {
				m.Arcs[e.arc].Y = y
			} else {
				m.Arcs[e.arc].Y2 = y
			}
		}
	}
}

// reach lets longer arcs reach further, so that they lie about the shorter ones.
func (m *Map) reach() {
	longest := 1
	for _, a := range m.Arcs {
		longest = max(longest, a.span())
	}
	const least = 240
	for i := range m.Arcs {
		a := &m.Arcs[i]
		a.Reach = least + (ReachAll-least-20)*a.span()/longest
	}
}

func (a Arc) span() int { return max(a.Y2-a.Y, a.Y-a.Y2) }

// Path is the arc's line as SVG draws it, right of the axis: half an ellipse.
func (a Arc) Path() string {
	top, foot := min(a.Y, a.Y2), max(a.Y, a.Y2)
	return "M0 " + number(float64(top)) + "A" + number(float64(a.Reach)) + " " + number(float64(foot-top)/2) + " 0 0 1 0 " + number(float64(foot))
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
