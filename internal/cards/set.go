package cards

// all is the paragraph on one line.
func (p *paragraph) all() line { return line{0, len(p.glyphs)} }

// one is a text on one line, cut to a width in pixels; nil where there is none, or
// no room.
func (a *artist) one(s style, text string, c Card, f size, width int) *paragraph {
	chars := a.words(s, text, longLine)
	if len(chars) == 0 || width < 2*f.size {
		return nil
	}
	return a.short(a.paragraph(s, chars, c.Lang, c.RTL), f.units(width), 1)
}

// block draws a paragraph over the whole measure, as far as it fits, with its
// first line at a baseline, and gives that of the last.
func (a *artist) block(p *paragraph, f size, even bool, c Card, baseline int, colour uint8) int {
	most := 3
	if !even {
		most = max((bottom-f.size/4-baseline)/f.leading+1, 1)
	}
	p = a.short(p, f.units(measure), most)
	lines := p.lines(setting{f.units(measure), even})
	for i, l := range lines {
		a.put(p, l, f, baseline+i*f.leading, c.RTL, colour)
	}
	return baseline + max(len(lines)-1, 0)*f.leading
}

// put draws a line at the left or the right margin, and gives the pixels that it
// takes.
func (a *artist) put(p *paragraph, l line, f size, baseline int, right bool, colour uint8) (x, width int) {
	x, width = margin-f.bearing(a, p, l), f.pixels(p.width(l))
	if right {
		x = margin + measure - width
	}
	return a.line(p, l, f, x, baseline, colour), width
}

// line draws a line from its left end on.
func (a *artist) line(p *paragraph, l line, f size, x, baseline int, colour uint8) int {
	pen := 0
	shade := &shades[colour]
	for _, g := range visual(append(a.drawn[:0], p.glyphs[l.from:l.to]...)) {
		if o, ok := a.faces[g.face].GlyphDataOutline(g.id); ok {
			a.raster.outline(o, f.size, point{x*pixel + floorDiv((pen+g.x)*f.size*pixel, em), baseline*pixel - floorDiv(g.y*f.size*pixel, em)})
			a.raster.fill(func(x, y int, coverage uint8) { a.canvas.dot(x, y, shade[coverage]) })
		}
		pen += g.advance
	}
	return x
}

// bearing is the white that a glyph has on its left: as much as a line begins too
// far in for the eye.
func (f size) bearing(a *artist, p *paragraph, l line) int {
	if l.from == l.to || p.glyphs[l.from].level != 0 {
		return 0
	}
	g := p.glyphs[l.from]
	extents, _ := a.faces[g.face].GlyphExtents(g.id)
	return max(int(extents.XBearing), 0) * f.size / em
}
