package draw

import (
	"math"
	"strconv"
	"strings"
)

// Tick is a round number on an axis, or a year.
type Tick struct {
	X     Across
	Label string
}

// scale is an axis from one round number to another.
type scale struct{ from, to, step float64 }

func (s scale) at(n float64) Across { return share(n-s.from, s.to-s.from) }

// scaleFor is the axis that holds the numbers from low to high. It begins at
// nought, unless they lie so close together that it would say nothing of them.
func scaleFor(low, high float64, whole bool) scale {
	s := scale{}
	near := high > 0 && (high-low) < high*closeTogether
	for power := math.Floor(math.Log10(max(high, 1e-9))) - 3; ; power++ {
		for _, digit := range []float64{1, 2, 5} {
			s.step = digit * math.Pow(10, power)
			if whole && s.step < 1 {
				continue
			}
			if near {
				s.from = math.Floor(low/s.step) * s.step
			}
			s.to = math.Ceil(high/s.step) * s.step
			if s.to <= s.from {
				s.to = s.from + s.step
			}
			if s.fits() {
				return s
			}
		}
	}
}

// closeTogether is the part of the largest number below which a spread is too
// small to be seen from nought.
const closeTogether = .15

const mostTicks = 6

// fits tells whether the axis has few enough ticks for their words to stand apart
// on the narrowest picture: the first begins at its tick, the last ends there.
func (s scale) fits() bool {
	n := s.intervals()
	if n > mostTicks-1 {
		return false
	}
	if n == 1 {
		return true
	}
	end := -tickGap
	for i, t := range s.ticks() {
		width := float64(Width(t.Label))
		left := t.X.px() - width/2
		switch i {
		case 0:
			left = 0
		case n:
			left = Narrowest - width
		}
		if left < end+tickGap {
			return false
		}
		end = left + width
	}
	return true
}

// tickGap is what words of an axis stand apart at least, in px.
const tickGap = 8.0

func (s scale) intervals() int { return int((s.to-s.from)/s.step + .5) }

func (s scale) ticks() []Tick {
	var all []Tick
	n := s.intervals()
	for i := range n + 1 {
		all = append(all, Tick{X: share(float64(i), float64(n)), Label: Number(s.from + float64(i)*s.step)})
	}
	return all
}

var scales = []struct {
	unit float64
	name string
}{{1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}}

// Number writes a number as prose has it: 4,000, 2.5 million.
func Number(n float64) string {
	for _, s := range scales {
		if hundreds := n / s.unit * 100; n >= s.unit && math.Abs(hundreds-math.Round(hundreds)) < 1e-6 {
			return strconv.FormatFloat(math.Round(hundreds)/100, 'f', -1, 64) + "\u00a0" + s.name
		}
	}
	digits, part, _ := strings.Cut(strconv.FormatFloat(math.Round(n*1000)/1000, 'f', -1, 64), ".")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if part != "" {
		part = "." + part
	}
	return digits + part
}
