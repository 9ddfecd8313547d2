package content

import (
	"bytes"
	"html"
	"strings"
	"unicode"
)

// AppendText appends the characters of a block, as readers see them.
func (b *Body) AppendText(to []byte, block Block) []byte {
	for _, run := range b.Runs[block.Runs[0]:block.Runs[1]] {
		to = b.AppendRun(to, run)
	}
	return to
}

// AppendRun appends the characters of one run.
func (b *Body) AppendRun(to []byte, run Run) []byte {
	if run.Kind >= RunBarrier {
		return to
	}
	raw := b.HTML[run.HTML : run.HTML+run.Len]
	if run.Kind != RunEscaped {
		return append(to, raw...)
	}
	return append(to, html.UnescapeString(string(raw))...)
}

// Plain is the text of a body, its blocks joined by spaces.
func (b *Body) Plain() string {
	if b == nil {
		return ""
	}
	var all []byte
	for _, block := range b.Blocks {
		all = append(b.AppendText(all, block), ' ')
	}
	return strings.Join(strings.Fields(string(all)), " ")
}

// Bounds is where the characters of a block stand in the HTML.
func (b *Body) Bounds(block Block) (from, to int32) {
	runs := b.Runs[block.Runs[0]:block.Runs[1]]
	if len(runs) == 0 {
		return 0, 0
	}
	last := runs[len(runs)-1]
	return runs[0].HTML, last.HTML + last.Len
}

// PlainHTML is the text of finished HTML of ours, its spaces folded.
func PlainHTML(h []byte) string {
	return strings.Join(strings.Fields(TextOf(h)), " ")
}

var noteOpen, noteClose = []byte(`<sup class="fn">`), []byte("</sup>")

// TextOf is the text of finished HTML of ours: tags and footnote marks are
// dropped, references resolved, all else kept.
func TextOf(h []byte) string {
	var out bytes.Buffer
	for len(h) > 0 {
		i := bytes.IndexByte(h, '<')
		if i < 0 {
			out.Write(h)
			break
		}
		out.Write(h[:i])
		h = h[i:]
		end := bytes.IndexByte(h, '>') + 1
		if bytes.HasPrefix(h, noteOpen) {
			if j := bytes.Index(h, noteClose); j >= 0 {
				end = j + len(noteClose)
			}
		}
		if end == 0 {
			break
		}
		h = h[end:]
	}
	return html.UnescapeString(out.String())
}

// NoSpaceScript tells whether a character belongs to a script that is written
// without spaces between words.
func NoSpaceScript(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Bopomofo, unicode.Yi) || r == 'ー' || r == '々'
}
