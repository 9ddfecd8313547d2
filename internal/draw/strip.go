package draw

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Event is something dated. Times are years: 2021.5 is the middle of 2021.
type Event struct {
	Key      string
	From, To float64 // To is when its last day is over
	Day      bool    // it is known to the day, and lasted no longer
	Span     bool    // it lasted from one date to another
	About    bool
}

// Strip is a timeline: years across, and what happened in lanes above them. A run
// of years in which nothing begins or ends is cut short.
type Strip struct {
	Height int
	Axis   int // where the years stand
	Marks  []Mark
	Pieces []Piece
	Years  []Year
}

// Mark is an event in its lane.
type Mark struct {
	Event
	X, X2 Across
	Y     int
}

// Piece is a stretch of the axis; years are left out where it is cut.
type Piece struct {
	From, To Across
	Cut      bool
}

// Year is a year on the axis.
type Year struct {
	X     Across // of its middle
	Start Across
	Label string
	Level int // 0: it has a label at any width, 1: from Middling on, 2: from Wide on, 3: at none
}

// Widths from which more years have labels, in px.
const (
	Middling = 640
	Wide     = 880
)

const (
	laneHeight = 16
	quietYears = 3   // as many in a row are cut
	mostEvents = 150 // more are a list
	yearRoom   = 46  // for a label, in px
)

// NewStrip draws three events or more, of two years at least. ok is false for
// fewer, and for so many that a list serves better.
func NewStrip(events []Event) (s Strip, ok bool) {
	if len(events) < 3 || len(events) > mostEvents {
		return s, false
	}
	events = slices.Clone(events)
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To), strings.Compare(a.Key, b.Key))
	})
	c := calendarOf(events)
	if len(c.years) < 2 {
		return s, false
	}
	lanes := s.place(events, c)
	s.Axis = lanes*laneHeight + 4
	s.Height = s.Axis + 28
	for i := range s.Marks {
		s.Marks[i].Y = s.Axis - 4 - s.Marks[i].Y*laneHeight - laneHeight/2
	}
	s.Pieces, s.Years = c.pieces(), c.labels()
	return s, true
}

// place gives each event the lowest lane that has room for it.
func (s *Strip) place(events []Event, c calendar) (lanes int) {
	var ends []float64
	for _, e := range events {
		m := Mark{Event: e, X: c.at(e.From), X2: c.at(e.To)}
		if e.Day {
			m.X = (m.X + m.X2) / 2
			m.X2 = m.X
		}
		room := 6.0
		if e.About {
			room = 16
		}
		left, right := pagePx(m.X)-room, pagePx(m.X2)+room
		lane := slices.IndexFunc(ends, func(end float64) bool { return end <= left })
		if lane < 0 {
			lane, ends = len(ends), append(ends, 0)
		}
		ends[lane] = right
		m.Y = lane
		s.Marks = append(s.Marks, m)
	}
	return len(ends)
}

func pagePx(a Across) float64 { return float64(a) * pageNarrowest / float64(All) }

// calendar is the years of an axis. Each takes as much room as another; a run of
// quiet years takes as much as one.
type calendar struct {
	years []int // those that are on it, and the first of each quiet run
	quiet []int // beside years: how many are left out from there on, 0 for a year that is shown
}

func calendarOf(events []Event) calendar {
	busy := map[int]bool{}
	first, last := math.MaxInt, math.MinInt
	for _, e := range events {
		for _, y := range []int{int(math.Floor(e.From)), lastYear(e.To)} {
			busy[y] = true
			first, last = min(first, y), max(last, y)
		}
	}
	var c calendar
	for y := first; y <= last; {
		run := 0
		for !busy[y+run] {
			run++
		}
		switch {
		case run >= quietYears:
			c.years, c.quiet = append(c.years, y), append(c.quiet, run)
			y += run
		default:
			c.years, c.quiet = append(c.years, y), append(c.quiet, 0)
			y++
		}
	}
	return c
}

// lastYear is the year that a moment ends, or stands in.
func lastYear(t float64) int { return int(math.Ceil(t)) - 1 }

// at is where a moment stands.
func (c calendar) at(t float64) Across {
	for i, y := range c.years {
		length := float64(max(c.quiet[i], 1))
		if t <= float64(y)+length {
			return share(float64(i)+max(t-float64(y), 0)/length, float64(len(c.years)))
		}
	}
	return All
}

func (c calendar) pieces() []Piece {
	var all []Piece
	for i := range c.years {
		from, to, cut := share(float64(i), float64(len(c.years))), share(float64(i+1), float64(len(c.years))), c.quiet[i] > 0
		if n := len(all); n > 0 && !cut && !all[n-1].Cut {
			all[n-1].To = to
			continue
		}
		all = append(all, Piece{from, to, cut})
	}
	return all
}

// labels are the years that are shown. On a narrow strip only some of them have
// words: the first and the last, those behind a cut, then as many as have room.
func (c calendar) labels() []Year {
	n := len(c.years)
	all := make([]Year, 0, n)
	var order, others []int
	for i, y := range c.years {
		if c.quiet[i] > 0 {
			continue
		}
		at := len(all)
		all = append(all, Year{X: share(float64(i)+.5, float64(n)), Start: share(float64(i), float64(n)), Label: strconv.Itoa(y), Level: 3})
		if i == 0 || i == n-1 || c.quiet[i-1] > 0 {
			order = append(order, at)
		} else {
			others = append(others, at)
		}
	}
	if last := len(all) - 1; order[len(order)-1] == last { // the ends before what is between
		order = append([]int{order[0], last}, order[1:len(order)-1]...)
	}
	order = append(order, others...)
	for level, width := range []float64{pageNarrowest, Middling, Wide} {
		for _, i := range order {
			free := !slices.ContainsFunc(all, func(y Year) bool {
				return y.Level <= level && y.Label != all[i].Label && math.Abs(float64(y.X-all[i].X))*width/float64(All) < yearRoom
			})
			if all[i].Level == 3 && free {
				all[i].Level = level
			}
		}
	}
	return all
}
