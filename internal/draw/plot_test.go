package draw

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func exactly(who string, n float64) Value {
	return Value{Who: who, Low: n, High: n, Words: Number(n)}
}

// The three counts of the mock, at its places.
func TestPlotOfThreeCounts(t *testing.T) {
	hundred, floor := exactly("Bapat and Best", 100), exactly("Mir", 183)
	hundred.More, hundred.Words = true, "more than 100"
	floor.More, floor.Words = true, "more than 183"
	p, ok := NewPlot([]Value{hundred, floor, exactly("Rebels with a Cause", 183)})
	if !ok || len(p.Rows) != 3 {
		t.Fatalf("%+v", p)
	}
	for i, want := range []struct {
		from, tip Across
		name, y   int
		side      Side
	}{
		{5000, 5650, 21, 42, Before},
		{9150, 9800, 79, 100, Before},
		{9150, 0, 137, 158, Before},
	} {
		r := p.Rows[i]
		if i == 0 { // 122 px of words have no room beside the dot on the narrowest screen
			want.side, want.y = Middle, 58
		} else {
			want.name, want.y = want.name+16, want.y+16
		}
		if r.From != want.from || r.To != want.from || r.Tip != want.tip || r.Names[0].Y != want.name || r.Y != want.y || r.Label.Side != want.side {
			t.Errorf("row %d: %+v, want %+v", i, r, want)
		}
	}
	if p.Rows[0].Label != (Label{Text: "more than 100", X: 5000, Side: Middle, Y: 43}) || p.Rows[2].Label != (Label{Text: "183", X: 9150, Off: -13, Side: Before, Y: 180}) {
		t.Errorf("labels %+v and %+v", p.Rows[0].Label, p.Rows[2].Label)
	}
	if p.Axis != 198 || p.Height != 226 || p.From != 5000 || p.To != 9150 || p.Begins != "" {
		t.Errorf("%+v", p)
	}
	if got := fmt.Sprint(p.Ticks); got != "[{0 0} {2500 50} {5000 100} {7500 150} {10000 200}]" {
		t.Error(got)
	}
}

func TestPlotNeedsTwoValues(t *testing.T) {
	for _, values := range [][]Value{nil, {exactly("A", 13)}, {exactly("A", 13), exactly("B", 13)}, {{Who: "A", Low: 600, High: 4000, Words: "600 to 4,000"}}} {
		if p, ok := NewPlot(values); ok {
			t.Errorf("%v: %+v", values, p)
		}
	}
}

func TestPlotJoinsWhoSaysTheSame(t *testing.T) {
	old := exactly("D", 13)
	old.Old = true
	p, _ := NewPlot([]Value{exactly("A", 13), exactly("B", 20), exactly("C", 13), old})
	var got []string
	for _, r := range p.Rows {
		names := []string{}
		for _, l := range r.Names {
			names = append(names, l.Text)
		}
		got = append(got, fmt.Sprint(names, r.Words, r.Old))
	}
	if strings.Join(got, " ") != "[A C]13false [B]20false [D]13true" {
		t.Error(got)
	}
}

func TestOvertakenValuesAreNotSpanned(t *testing.T) {
	old := exactly("A", 100)
	old.Old = true
	p, _ := NewPlot([]Value{old, exactly("B", 183), {Who: "C", Low: 170, High: 200, Words: "170 to 200"}})
	if p.From != p.Rows[2].From || p.To != p.Rows[2].To {
		t.Errorf("%d to %d, want %+v", p.From, p.To, p.Rows[2])
	}
}

func TestAxis(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{100, 183, "0 50 100 150 200"},
		{600, 4000, "0 2,000 4,000"},
		{1, 3, "0 1 2 3"},
		{0, 0, "0 1"},
		{38_000, 39_500, "38,000 39,000 40,000"},
		{1000, 1001, "1,000 1,001"},
		{2e6, 5e6, "0 5\u00a0million"},
		{1.5e12, 2e12, "0 1\u00a0trillion 2\u00a0trillion"},
	} {
		var got []string
		for _, tick := range scaleFor(c.low, c.high, true).ticks() {
			got = append(got, tick.Label)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v to %v: %q, want %q", c.low, c.high, strings.Join(got, " "), c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[float64]string{
		0: "0", 13: "13", 999: "999", 1000: "1,000", 80_000: "80,000", 999_999: "999,999", 1e6: "1\u00a0million", 2.5e6: "2.5\u00a0million",
		1_234_567: "1,234,567", 2e12: "2\u00a0trillion", 1.5: "1.5", .1 + .2: "0.3",
	} {
		if got := Number(n); got != want {
			t.Errorf("%v is %q, want %q", n, got, want)
		}
	}
}

// random is a small generator of our own: the same numbers on every machine.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r)>>33) % n
}

// Whatever the values: everything stands within the picture, and no words of it
// meet others.
func TestPropertyPlots(t *testing.T) {
	r := random(7)
	for range 3000 {
		var values []Value
		for range 1 + r.below(7) {
			scale := []float64{1, 10, 1000, 1e6, 1e9}[r.below(5)]
			v := Value{Who: strings.Repeat("Name of a body ", 1+r.below(6)), Low: float64(r.below(900)) * scale}
			v.High = v.Low
			switch r.below(4) {
			case 0:
				v.More = true
			case 1:
				v.Less = true
			case 2:
				v.High += float64(r.below(500)) * scale
			}
			v.About, v.Old = r.below(3) == 0, r.below(4) == 0
			v.Words = strings.Repeat("about ", r.below(3)) + Number(v.Low)
			values = append(values, v)
		}
		p, ok := NewPlot(values)
		if !ok {
			continue
		}
		var words []box
		for _, row := range p.Rows {
			if row.From < 0 || row.To > All || row.From > row.To || row.Tip < 0 || row.Tip > All || row.Y >= p.Axis {
				t.Fatalf("%+v\n%+v", values, row)
			}
			for _, l := range row.Names {
				words = append(words, box{0, l.Y - 13, Width(l.Text), l.Y + 4, l.Text})
			}
			words = append(words, labelBox(row.Label))
		}
		for i, tick := range p.Ticks {
			half := (Width(tick.Label) + 1) / 2
			x := int(tick.X.px())
			b := box{x - half, p.Axis + 10, x + half, p.Axis + 27, tick.Label}
			switch i {
			case 0:
				b.left, b.right = 0, 2*half
			case len(p.Ticks) - 1:
				b.left, b.right = Narrowest-2*half, Narrowest
			}
			words = append(words, b)
		}
		if why := apart(words, p.Height); why != "" {
			t.Fatalf("%s\n%+v\n%+v", why, values, p)
		}
	}
}

func labelBox(l Label) box {
	x := int(l.X.px()) + l.Off
	b := box{x, l.Y - 12, x + Width(l.Text), l.Y + 4, l.Text}
	switch l.Side {
	case Before:
		b.left, b.right = x-Width(l.Text), x
	case Middle:
		b.left, b.right = x-Width(l.Text)/2, x+Width(l.Text)/2
	}
	return b
}

// box is where words stand on the narrowest picture.
type box struct {
	left, top, right, foot int
	what                   string
}

// apart tells which of some boxes meet, or stand outside of the picture.
func apart(boxes []box, height int) string {
	for i, a := range boxes {
		if a.left < -1 || a.top < 0 || a.right > Narrowest+1 || a.foot > height {
			return fmt.Sprintf("%+v stands outside", a)
		}
		j := slices.IndexFunc(boxes[i+1:], func(b box) bool {
			return a.left < b.right && b.left < a.right && a.top < b.foot && b.top < a.foot
		})
		if j >= 0 {
			return fmt.Sprintf("%+v meets %+v", a, boxes[i+1+j])
		}
	}
	return ""
}
