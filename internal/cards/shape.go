package cards

import (
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"
)

// em is the number of units in which shaped text is measured, for every font here.
const em = 2048

// glyph is one of a font, in the order of the text.
type glyph struct {
	face    typeface
	level   uint8
	id      font.GID
	at      int // index of its first character
	advance int // in units
	x, y    int // off the pen
}

// words is a text as it can be drawn: one paragraph in composed form, of at most
// max characters, without what no font of the style has.
func (a *artist) words(s style, text string, max int) []rune {
	out := make([]rune, 0, min(len(text), max))
	lost, kept, dropped := 0, 0, false
	for _, r := range norm.NFC.String(text) {
		if len(out) == max {
			break
		}
		space := len(out) == 0 || out[len(out)-1] == ' '
		_, known := a.choose(s, r, 0, false)
		switch {
		case r == '\u00a0' || r == '\u202f':
			out = append(out, '\u00a0')
		case unicode.IsSpace(r):
			if !space {
				out = append(out, ' ')
			}
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) && r != '\u200c' && r != '\u200d':
		case unicode.Is(unicode.Mn, r) && piled(out):
		case known:
			if dropped && space && len(out) > 0 && unicode.Is(unicode.Po, r) {
				out = out[:len(out)-1] // it stood before what is no longer there
			}
			dropped = false
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				kept++
			}
			out = append(out, r)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if lost++; len(out) == 0 || out[len(out)-1] != '…' {
				out = append(out, '…')
			}
		default:
			dropped = true
		}
	}
	for len(out) > 0 && (out[len(out)-1] == ' ' || out[len(out)-1] == '\u00a0') {
		out = out[:len(out)-1]
	}
	if lost > kept || kept == 0 {
		return nil
	}
	return out
}

// piled tells whether a text ends in as many marks on one letter as any language
// writes.
func piled(text []rune) bool {
	n := len(text)
	return n < 1 || n > 3 && unicode.Is(unicode.Mn, text[n-1]) && unicode.Is(unicode.Mn, text[n-2]) && unicode.Is(unicode.Mn, text[n-3])
}

// shape turns a paragraph into glyphs in the order of the text.
func (a *artist) shape(s style, text []rune, lang string, rtl bool) []glyph {
	depth := levels(text, rtl)
	faces, scripts := make([]typeface, len(text)), make([]language.Script, len(text))
	face, script := s[0], language.Common
	for i, r := range text {
		own := language.LookupScript(r)
		face, _ = a.choose(s, r, face, i > 0 && !own.Strong())
		if own.Strong() {
			script = own
		}
		faces[i], scripts[i] = face, script
	}
	for i := len(scripts) - 2; i >= 0; i-- { // what stands first belongs to what follows
		if scripts[i] == language.Common {
			scripts[i] = scripts[i+1]
		}
	}
	var out []glyph
	for from := 0; from < len(text); {
		to := from + 1
		for to < len(text) && faces[to] == faces[from] && depth[to] == depth[from] && scripts[to] == scripts[from] {
			to++
		}
		out = a.run(out, text, from, to, faces[from], depth[from], harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: scripts[from], Language: language.NewLanguage(lang)})
		from = to
	}
	return out
}

// run shapes a stretch of one font, script and direction.
func (a *artist) run(out []glyph, text []rune, from, to int, face typeface, level uint8, props harfbuzz.SegmentProperties) []glyph {
	b := a.buffer
	b.Clear()
	if level%2 == 1 {
		props.Direction = harfbuzz.RightToLeft
	}
	b.Props = props
	b.AddRunes(text, from, to-from)
	b.Shape(a.shapes[face], nil)
	for i := range b.Info {
		k := i
		if level%2 == 1 {
			k = len(b.Info) - 1 - i
		}
		pos := b.Pos[k]
		out = append(out, glyph{face: face, level: level, id: b.Info[k].Glyph, at: b.Info[k].Cluster, advance: int(pos.XAdvance), x: int(pos.XOffset), y: int(pos.YOffset)})
	}
	return out
}
