package draw

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func year(key string, y int) Event { return Event{Key: key, From: float64(y), To: float64(y + 1)} }

// Years 1979, a cut of sixteen, 1996, 1997 and 1998: five units of 20 per cent.
func TestStripCutsQuietYears(t *testing.T) {
	s, ok := NewStrip([]Event{year("late", 1998), year("early", 1979), {Key: "day", From: 1996.5, To: 1996.502, Day: true}})
	if !ok {
		t.Fatal("no strip")
	}
	if got := fmt.Sprint(s.Pieces); got != "[{0 2000 false} {2000 4000 true} {4000 10000 false}]" {
		t.Error(got)
	}
	var got []string
	for _, m := range s.Marks {
		got = append(got, fmt.Sprint(m.Key, m.X, m.X2))
	}
	if strings.Join(got, " ") != "early0 2000 day5002 5002 late8000 10000" {
		t.Error(got)
	}
	// 57 px a year on the narrowest screen: all have room.
	if got := fmt.Sprint(s.Years); got != "[{1000 0 1979 0} {5000 4000 1996 0} {7000 6000 1997 0} {9000 8000 1998 0}]" {
		t.Error(got)
	}
	if s.Axis != 20 || s.Height != 48 || s.Marks[0].Y != 8 {
		t.Errorf("%+v", s)
	}
}

func TestStripNeedsThreeEventsOfTwoYears(t *testing.T) {
	for _, events := range [][]Event{nil, {year("a", 2020), year("b", 2021)}, {year("a", 2021), year("b", 2021), year("c", 2021)}} {
		if s, ok := NewStrip(events); ok {
			t.Errorf("%v: %+v", events, s)
		}
	}
}

// Twelve years of 23 px: on the narrowest screen every second has a label, at 640
// px (53 px each) all have.
func TestStripLabelsAsManyYearsAsHaveRoom(t *testing.T) {
	var events []Event
	for y := 2010; y < 2022; y++ {
		events = append(events, year("e", y))
	}
	s, _ := NewStrip(events)
	got := ""
	for _, y := range s.Years {
		got += fmt.Sprint(y.Level)
	}
	if got != "010101010110" {
		t.Error(got)
	}
}

// Whatever the events: marks of one lane do not meet, labels of one level neither,
// nothing leaves the picture, and the order of events means nothing.
func TestPropertyStrips(t *testing.T) {
	r := random(9)
	for range 400 {
		var events []Event
		for i := range 3 + r.below(60) {
			from := 1900 + float64(r.below(130)) + float64(r.below(12))/12
			e := Event{Key: fmt.Sprint(i), From: from, To: from + []float64{.0027, 1. / 12, 1, 7.5}[r.below(4)], About: r.below(4) == 0}
			e.Day, e.Span = e.To-e.From < .01, e.To-e.From > 2
			events = append(events, e)
		}
		s, ok := NewStrip(events)
		if !ok {
			continue
		}
		lanes := map[int]float64{}
		for _, m := range s.Marks {
			if m.X < 0 || m.X2 > All || m.X > m.X2 || m.Y < 4 || m.Y > s.Axis-4 {
				t.Fatalf("%+v is outside", m)
			}
			room := 6.0
			if m.About {
				room = 16
			}
			if pagePx(m.X)-room < lanes[m.Y]-.001 && lanes[m.Y] != 0 {
				t.Fatalf("%+v meets another", m)
			}
			lanes[m.Y] = pagePx(m.X2) + room
		}
		for level, width := range []float64{pageNarrowest, Middling, Wide} {
			last := -1000.0
			for _, y := range s.Years {
				if y.Level > level {
					continue
				}
				x := float64(y.X) * width / float64(All)
				if x-last < 44 {
					t.Fatalf("%s is %.0f px from another at %.0f px", y.Label, x-last, width)
				}
				last = x
			}
		}
		at := Across(0)
		for _, p := range s.Pieces {
			if p.From != at {
				t.Fatalf("%+v", s.Pieces)
			}
			at = p.To
		}
		if at != All {
			t.Fatalf("%+v", s.Pieces)
		}
		slices.Reverse(events)
		if again, _ := NewStrip(events); !reflect.DeepEqual(again, s) {
			t.Fatal("another order makes another strip")
		}
	}
}
