package cards

import (
	"bytes"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/dejavu/dejavuserifcondensed"
	"github.com/go-fonts/dejavu/dejavuserifcondensedbold"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

// typeface is one of the fonts in the binary.
type typeface uint8

const (
	serif typeface = iota
	serifBold
	sans // has Arabic, Hebrew and what else the serifs lack
	sansBold
	typefaces
)

// style is a typeface with those that stand in for what it lacks.
type style []typeface

var (
	prose   = style{serif, sans}
	heavy   = style{serifBold, sansBold, sans}
	caption = style{sans}
)

// fonts are parsed when the first card is drawn, and shared: they are only read.
var fonts = sync.OnceValue(func() (all [typefaces]*font.Font) {
	for i, data := range [typefaces][]byte{dejavuserifcondensed.TTF, dejavuserifcondensedbold.TTF, dejavusans.TTF, dejavusansbold.TTF} {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			panic("cards: a font in the binary is broken: " + err.Error())
		}
		all[i] = face.Font
	}
	return all
})

// artist draws one card after another. Faces and buffers have memory of their
// own, which changes nothing of what is drawn and is not shared.
type artist struct {
	faces  [typefaces]*font.Face
	shapes [typefaces]*harfbuzz.Font
	buffer *harfbuzz.Buffer
	canvas canvas
	raster raster
	drawn  []glyph // of the line at hand
}

func newArtist() *artist {
	a := &artist{buffer: harfbuzz.NewBuffer()}
	for i, f := range fonts() {
		a.faces[i] = font.NewFace(f)
		a.shapes[i] = harfbuzz.NewFont(a.faces[i])
	}
	return a
}

// has tells whether a typeface has a glyph for a character.
func (a *artist) has(t typeface, r rune) bool {
	_, ok := a.faces[t].NominalGlyph(r)
	return ok
}

// choose gives the first typeface of a style that has a character. What stands
// between words stays in the typeface of before where that has it.
func (a *artist) choose(s style, r rune, before typeface, stay bool) (typeface, bool) {
	if stay && a.has(before, r) {
		return before, true
	}
	for _, t := range s {
		if a.has(t, r) {
			return t, true
		}
	}
	return before, false
}
