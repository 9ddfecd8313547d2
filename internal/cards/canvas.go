package cards

import (
	"compress/zlib"
	"image/color"
)

// The colours are those of the site in the light theme. Between paper and ink lie
// the shades of letters' edges, in order, so that the darker of two is the greater.
const (
	paper    = 0
	muted    = 5
	ink      = 7
	blue     = 11
	hairline = 12
	tint     = 13
	plum     = 15
)

var palette = color.Palette{
	paper: rgb(0xFCFBF8),
	1:     mixed(0xFCFBF8, 0x1C1B18, 14), 2: mixed(0xFCFBF8, 0x1C1B18, 30), 3: mixed(0xFCFBF8, 0x1C1B18, 46), 4: mixed(0xFCFBF8, 0x1C1B18, 62),
	muted: rgb(0x4E4B44), 6: mixed(0xFCFBF8, 0x1C1B18, 89), ink: rgb(0x1C1B18),
	8: mixed(0xFCFBF8, 0x0A4A82, 25), 9: mixed(0xFCFBF8, 0x0A4A82, 50), 10: mixed(0xFCFBF8, 0x0A4A82, 75), blue: rgb(0x0A4A82),
	hairline: rgb(0xD9D4C7), tint: rgb(0xF3EAF6), 14: mixed(0xF3EAF6, 0x5B2A6E, 50), plum: rgb(0x5B2A6E),
}

func rgb(hex int) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xFF}
}

// mixed is so many hundredths of the way from one colour to another.
func mixed(from, to, hundredths int) color.RGBA {
	part := func(shift int) uint8 {
		a, b := from>>shift&0xFF, to>>shift&0xFF
		return uint8(a + floorDiv((b-a)*hundredths+50, 100))
	}
	return color.RGBA{part(16), part(8), part(0), 0xFF}
}

// steps are the shades of a colour, from none to all of it.
var steps = map[uint8][]uint8{
	muted: {0, 1, 2, 3, 4, muted},
	ink:   {0, 1, 2, 3, 4, muted, 6, ink},
	blue:  {0, 8, 9, 10, blue},
	plum:  {0, 14, plum},
}

// shades gives for each coverage of a pixel the shade of a colour; 0 leaves the
// pixel as it is.
var shades = func() (all [16][256]uint8) {
	for colour, list := range steps {
		for coverage := range 256 {
			all[colour][coverage] = list[(coverage*(len(list)-1)+127)/255]
		}
	}
	return all
}()

// canvas is a picture: a colour of the palette for each pixel.
type canvas struct {
	pixels [Width * Height]uint8
	from   int // letters stand between these rows
	to     int
	zip    *zlib.Writer // kept for its memory
}

func (c *canvas) clear() { clear(c.pixels[:]) }

// rect fills a rectangle that lies on the canvas.
func (c *canvas) rect(x, y, w, h int, colour uint8) {
	for row := y; row < y+h; row++ {
		for i := row*Width + x; i < row*Width+x+w; i++ {
			c.pixels[i] = colour
		}
	}
}

// overhang is how far a letter may reach over a margin, as the hook of an f does.
const overhang = 12

// dot darkens a pixel: of two shades the greater stays. What is not where letters
// stand, such as marks piled on one another, is cut off.
func (c *canvas) dot(x, y int, shade uint8) {
	if shade == 0 || x < margin-overhang || x >= margin+measure+overhang || y < c.from || y >= c.to {
		return
	}
	p := &c.pixels[y*Width+x]
	if *p == tint || *p < shade {
		*p = shade
	}
}

// tag fills a rectangle with the tint, its corners rounded.
func (c *canvas) tag(x, y, w, h int) {
	for i, cut := range [...]int{3, 1, 1} {
		c.rect(x+cut, y+i, w-2*cut, 1, tint)
		c.rect(x+cut, y+h-1-i, w-2*cut, 1, tint)
	}
	c.rect(x, y+3, w, h-6, tint)
}
