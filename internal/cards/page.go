package cards

import "strings"

// The page's grid, in pixels. It is that of a reference book: a running head over
// a rule, the entry, and at the foot where it stands.
const (
	margin   = 80
	measure  = Width - 2*margin
	headLine = 90  // a baseline
	headRule = 116 // an upper edge
	footRule = 542
	footLine = 588
	top      = headRule + 3 // of the entry
	bottom   = footRule - 22
)

// What stands behind so many characters would never fit and is not looked at.
const (
	longTitle = 300
	longText  = 800
	longLine  = 200
)

// size is a size of type and the distance of its lines, in pixels.
type size struct{ size, leading int }

// units is a width in pixels as paragraphs measure it.
func (f size) units(pixels int) int { return pixels * em / f.size }

// pixels is a width in units, rounded up.
func (f size) pixels(units int) int { return (units*f.size + em - 1) / em }

// cap is the height of capitals.
func (f size) cap() int { return f.size * 73 / 100 }

var (
	siteSize   = size{30, 0}
	smallSize  = size{24, 0}
	labelSize  = size{26, 0}
	sourceSize = size{22, 0}
	valueSize  = size{28, 36}

	// Titles and texts that go together, largest first.
	entrySizes = []pair{
		{size{92, 102}, size{38, 56}},
		{size{80, 90}, size{38, 56}},
		{size{80, 90}, size{35, 52}},
		{size{70, 80}, size{35, 52}},
		{size{62, 72}, size{35, 52}},
		{size{62, 72}, size{32, 48}},
		{size{54, 64}, size{32, 48}},
		{size{48, 57}, size{30, 45}},
	}
	factSizes = []pair{
		{size{62, 72}, size{38, 56}}, {size{56, 66}, size{36, 54}}, {size{50, 60}, size{34, 50}}, {size{46, 55}, size{32, 46}}, {size{42, 50}, size{30, 44}},
	}
)

// pair is the sizes of a title and of the text below it.
type pair struct{ title, text size }

func (a *artist) page(c Card) {
	a.canvas.clear()
	a.canvas.from, a.canvas.to = 40, headRule
	a.head(c)
	a.canvas.from, a.canvas.to = footRule+1, Height-24
	a.foot(c)
	a.canvas.from, a.canvas.to = headRule+16, footRule-12
	if len(c.Values) > 0 {
		a.fact(c)
	} else {
		a.entry(c)
	}
}

// head names the site, and what kind of page this is. How far sources agree on a
// fact stands there too, where it catches the eye.
func (a *artist) head(c Card) {
	const between, pad = 28, 12
	room := measure
	put := func(text string, colour uint8, pad int) {
		p := a.one(caption, text, c, smallSize, room/2)
		if p == nil {
			return
		}
		w := smallSize.pixels(p.width(p.all())) + 2*pad
		x := margin + room - w
		if c.RTL {
			x = margin + measure - room
		}
		if colour == plum {
			a.canvas.tag(x, headLine-31, w, 44)
		}
		a.line(p, p.all(), smallSize, x+pad, headLine, colour)
		room -= w + between
	}
	if len(c.Values) > 0 && c.Label != "" {
		if c.Differs {
			put(c.Label, plum, pad)
		} else {
			put(c.Label, muted, 0)
		}
	}
	put(c.Kind, muted, 0)
	if p := a.one(heavy, c.Site, c, siteSize, room); p != nil {
		a.put(p, p.all(), siteSize, headLine, c.RTL, ink)
	}
	a.canvas.rect(margin, headRule, measure, 3, ink)
}

// foot says where the page is, underlined as a link is.
func (a *artist) foot(c Card) {
	a.canvas.rect(margin, footRule, measure, 1, hairline)
	address := c.Address
	for {
		p := a.paragraph(caption, a.words(caption, address, longLine), "en", false)
		w := smallSize.pixels(p.width(p.all()))
		parent := address[:strings.LastIndex(strings.TrimSuffix(address, "/"), "/")+1]
		if w > measure && parent != "" {
			address = parent // the section it belongs to, or else the host
			continue
		}
		p = a.short(p, smallSize.units(measure), 1)
		if len(p.glyphs) > 0 {
			x, w := a.put(p, p.all(), smallSize, footLine, c.RTL, blue)
			a.canvas.rect(x, footLine+7, w, 2, blue)
		}
		return
	}
}

// entry draws a title with a label below it, and a text.
func (a *artist) entry(c Card) {
	title, text := a.title(c), a.text(c)
	label, rest := a.one(caption, c.Label, c, labelSize, measure), 0
	if label != nil {
		rest = labelSize.cap() + 32
	}
	s, y := settle(title, text, entrySizes, rest)
	y = a.block(title, s.title, true, c, y, ink)
	if label != nil {
		y += rest
		a.put(label, label.all(), labelSize, y, c.RTL, muted)
	}
	a.block(text, s.text, false, c, y+s.gap(), ink)
}

// title gives the paragraph that stands for the page: where its title cannot be
// drawn, the word for its kind.
func (a *artist) title(c Card) *paragraph {
	text := a.words(heavy, c.Title, longTitle)
	if len(text) == 0 {
		text = a.words(heavy, c.Kind, longTitle)
	}
	return a.paragraph(heavy, text, c.Lang, c.RTL)
}

func (a *artist) text(c Card) *paragraph {
	return a.paragraph(prose, a.words(prose, c.Text, longText), c.Lang, c.RTL)
}

// gap is what lies between the last baseline above a text and its first.
func (s pair) gap() int { return s.text.leading + s.title.size/3 }

// settle finds the largest sizes in which a title and a text fit above what else
// is rest pixels high, and the baseline of the first line. Where they fit in none
// they are to be cut.
func settle(title, text *paragraph, sizes []pair, rest int) (s pair, baseline int) {
	const above = 46 // between the rule and the capitals
	for i := range sizes {
		s = sizes[i]
		baseline = top + above + s.title.cap()
		lines := title.fill(s.title.units(measure))
		if lines > 3 && i < len(sizes)-1 || lines > 2 && s.title.size > 60 {
			continue
		}
		height := above + s.title.cap() + (min(lines, 3)-1)*s.title.leading + rest
		if n := text.fill(s.text.units(measure)); n > 0 {
			height += s.gap() + (n-1)*s.text.leading + s.text.size/4
		}
		if free := bottom - top - height; free >= 0 {
			return s, baseline + min(free/5, 40)
		}
	}
	return s, baseline
}
