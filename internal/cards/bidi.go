package cards

import "golang.org/x/text/unicode/bidi"

// levels tells for each character of a paragraph how deep it is nested in runs of
// changing direction, odd from right to left, by the rules of Unicode's annex 9
// for text without formatting characters (which are taken out before) and without
// the rule on pairs of brackets.
func levels(text []rune, rtl bool) []uint8 {
	base, edge := uint8(0), bidi.L
	if rtl {
		base, edge = 1, bidi.R
	}
	classes := make([]bidi.Class, len(text))
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		classes[i] = p.Class()
	}
	weak(classes, edge)
	neutral(classes, edge)
	out := make([]uint8, len(text))
	for i, c := range classes {
		out[i] = base
		switch {
		case c == bidi.R && base == 0, c != bidi.R && base == 1:
			out[i]++
		case c != bidi.L && base == 0: // numbers
			out[i] += 2
		}
	}
	return out
}

// weak settles marks, numbers and what stands among them (W1 to W7).
func weak(classes []bidi.Class, edge bidi.Class) {
	before, strong := edge, edge
	for i, c := range classes {
		switch c {
		case bidi.NSM:
			classes[i] = before
		case bidi.EN:
			if strong == bidi.AL {
				classes[i] = bidi.AN
			}
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		}
		before = classes[i]
	}
	at := func(i int) bidi.Class {
		if i < 0 || i >= len(classes) {
			return bidi.ON
		}
		return classes[i]
	}
	for i, c := range classes {
		if around := at(i - 1); around == at(i+1) && (c == bidi.CS && (around == bidi.EN || around == bidi.AN) || c == bidi.ES && around == bidi.EN) {
			classes[i] = around
		}
	}
	for i := 0; i < len(classes); i++ {
		if classes[i] != bidi.ET {
			continue
		}
		end := i
		for at(end) == bidi.ET {
			end++
		}
		with := bidi.ON
		if at(i-1) == bidi.EN || at(end) == bidi.EN {
			with = bidi.EN
		}
		for ; i < end; i++ {
			classes[i] = with
		}
		i--
	}
	strong = edge
	for i, c := range classes {
		switch c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.AL:
			classes[i], strong = bidi.R, bidi.R
		case bidi.EN:
			if strong == bidi.L {
				classes[i] = bidi.L
			}
		}
	}
}

// neutral gives what has no direction that of its neighbours where they agree,
// else the paragraph's (N1, N2).
func neutral(classes []bidi.Class, edge bidi.Class) {
	directed := func(c bidi.Class) bool { return c == bidi.L || c == bidi.R || c == bidi.EN || c == bidi.AN }
	direction := func(i int) bidi.Class {
		switch {
		case i < 0 || i >= len(classes):
			return edge
		case classes[i] == bidi.L:
			return bidi.L
		}
		return bidi.R
	}
	for i := 0; i < len(classes); i++ {
		if directed(classes[i]) {
			continue
		}
		end := i
		for end < len(classes) && !directed(classes[end]) {
			end++
		}
		with := edge
		if direction(i-1) == direction(end) {
			with = direction(end)
		}
		for ; i < end; i++ {
			classes[i] = with
		}
		i--
	}
}

// visual puts what stands in a line into the order in which it is drawn, from the
// left (L2).
func visual(line []glyph) []glyph {
	top := uint8(0)
	for _, g := range line {
		top = max(top, g.level)
	}
	for level := top; level > 0; level-- {
		for i := 0; i < len(line); i++ {
			if line[i].level < level {
				continue
			}
			end := i
			for end < len(line) && line[end].level >= level {
				end++
			}
			for a, b := i, end-1; a < b; a, b = a+1, b-1 {
				line[a], line[b] = line[b], line[a]
			}
			i = end
		}
	}
	return line
}
