// Package draw lays out the site's pictures: range plots of what sources say,
// timelines, and maps of how groups relate.
//
// It takes numbers, dates and names and gives where things stand: across in
// shares of the picture's width (Across), down in px. So a picture fits any
// width, and its words keep their size. What it gives depends on what it is
// handed alone, never on the order of it where the order means nothing. It knows
// no HTML and no page; render puts its answers into views.
//
// Pictures hold their words on the narrowest screen that pages are made for:
// widths of words are estimates for the widest of common system faces (Width), and
// what does not fit is wrapped, or moved to a line of its own.
package draw

// Across is a place or length across a picture: hundredths of a per cent of its
// width, so that 10000 is all of it.
type Across int

// All is the whole width of a picture.
const All Across = 10000

// Narrowest is how wide a picture is at least, in px: a page of 320 px without its
// margins and the padding of a box.
const Narrowest = 248

// px is a place on the narrowest picture.
func (a Across) px() float64 { return float64(a) * Narrowest / float64(All) }

// share is the place at a fraction of the width.
func share(part, whole float64) Across {
	if whole == 0 {
		return 0
	}
	return Across(part/whole*float64(All) + .5)
}
