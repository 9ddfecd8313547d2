package cards

import (
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Outlines are turned into coverage in whole numbers, 256 to a pixel, since
// products of floating point numbers are not the same on every processor.
const (
	pixel = 256
	half  = pixel / 2
)

type point struct{ x, y int }

// raster finds how much of each pixel an outline covers: for each cell it adds up
// the height of the edges that cross it, and the area to their left.
type raster struct {
	points []point // ends of lines, contour after contour
	ends   []int   // of contours
	cover  []int32
	area   []int32
	x, y   int // of the first cell, in pixels
	w, h   int
}

// outline takes the outline of a glyph at a size in pixels, with its origin at a
// place of the canvas.
func (r *raster) outline(o font.GlyphOutline, size int, origin point) {
	r.points, r.ends = r.points[:0], r.ends[:0]
	at := func(p opentype.SegmentPoint) point { // units are whole or half
		return point{origin.x + scaled(int(p.X*2), size), origin.y - scaled(int(p.Y*2), size)}
	}
	for _, s := range o.Segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			r.close()
			r.points = append(r.points, at(s.Args[0]))
		case opentype.SegmentOpLineTo:
			r.points = append(r.points, at(s.Args[0]))
		case opentype.SegmentOpQuadTo:
			r.curve(at(s.Args[0]), at(s.Args[1]))
		}
	}
	r.close()
}

// scaled is so many half units in parts of a pixel, rounded.
func scaled(halves, size int) int { return floorDiv(halves*size*pixel+em, 2*em) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

// curve adds a quadratic curve as lines, more of them the more it bends.
func (r *raster) curve(c, to point) {
	from := r.points[len(r.points)-1]
	bend := max(abs(from.x-2*c.x+to.x), abs(from.y-2*c.y+to.y))
	n := 1
	for n < 32 && bend > n*n*half/2 {
		n++
	}
	for i := 1; i <= n; i++ {
		a, b, d := (n-i)*(n-i), 2*i*(n-i), i*i
		r.points = append(r.points, point{floorDiv(a*from.x+b*c.x+d*to.x, n*n), floorDiv(a*from.y+b*c.y+d*to.y, n*n)})
	}
}

func abs(n int) int { return max(n, -n) }

func (r *raster) close() {
	if n := len(r.points); n > 0 && (len(r.ends) == 0 || r.ends[len(r.ends)-1] < n) {
		r.ends = append(r.ends, n)
	}
}

// fill hands each covered pixel to put, with its coverage from 1 to 255.
func (r *raster) fill(put func(x, y int, coverage uint8)) {
	if len(r.points) == 0 {
		return
	}
	r.begin()
	start := 0
	for _, end := range r.ends {
		last := r.points[end-1]
		for _, p := range r.points[start:end] {
			r.line(last, p)
			last = p
		}
		start = end
	}
	for y := range r.h {
		sum := 0
		for x := range r.w {
			i := y*r.w + x
			sum += int(r.cover[i])
			if c := abs(2*pixel*sum-int(r.area[i])) * 255 / (2 * pixel * pixel); c > 0 {
				put(r.x+x, r.y+y, uint8(min(c, 255)))
			}
		}
	}
}

// begin clears as many cells as the outline needs.
func (r *raster) begin() {
	lo, hi := r.points[0], r.points[0]
	for _, p := range r.points {
		lo, hi = point{min(lo.x, p.x), min(lo.y, p.y)}, point{max(hi.x, p.x), max(hi.y, p.y)}
	}
	r.x, r.y = floorDiv(lo.x, pixel), floorDiv(lo.y, pixel)
	r.w, r.h = floorDiv(hi.x, pixel)-r.x+1, floorDiv(hi.y, pixel)-r.y+1
	if n := r.w * r.h; cap(r.cover) < n {
		r.cover, r.area = make([]int32, n), make([]int32, n)
	} else {
		r.cover, r.area = r.cover[:n], r.area[:n]
		clear(r.cover)
		clear(r.area)
	}
}

// line adds an edge, row by row.
func (r *raster) line(a, b point) {
	sign := 1
	if a.y > b.y {
		a, b, sign = b, a, -1
	}
	dx, dy := b.x-a.x, b.y-a.y
	for y, x := a.y, a.x; y < b.y; {
		row := floorDiv(y, pixel)
		next := min((row+1)*pixel, b.y)
		to := a.x + floorDiv(dx*(next-a.y), dy)
		r.across(row-r.y, x, to, sign*(next-y))
		x, y = to, next
	}
}

// across adds an edge within a row that goes from x to to and is height high,
// cell by cell.
func (r *raster) across(row, x, to, height int) {
	x, to = x-r.x*pixel, to-r.x*pixel
	from, span, done := x, to-x, 0
	for {
		cell := x / pixel
		edge := to
		switch {
		case span > 0 && to > (cell+1)*pixel:
			edge = (cell + 1) * pixel
		case span < 0 && x == cell*pixel && to < x: // it stands on the left edge of its cell
			cell--
			edge = max(to, cell*pixel)
		case span < 0 && to < cell*pixel:
			edge = cell * pixel
		}
		upTo := height
		if edge != to {
			upTo = height * (edge - from) / span
		}
		i := row*r.w + cell
		r.cover[i] += int32(upTo - done)
		r.area[i] += int32((upTo - done) * (x + edge - 2*cell*pixel))
		if edge == to {
			return
		}
		x, done = edge, upTo
	}
}
