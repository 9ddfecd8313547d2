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

// PlainHTML is the text of finished HTML of ours, tags and all else dropped.
func PlainHTML(h []byte) string {
	var out bytes.Buffer
	for len(h) > 0 {
		i := bytes.IndexByte(h, '<')
		if i < 0 {
			out.Write(h)
			break
		}
		out.Write(h[:i])
		j := bytes.IndexByte(h[i:], '>')
		if j < 0 {
			break
		}
		h = h[i+j+1:]
	}
	return strings.Join(strings.Fields(html.UnescapeString(out.String())), " ")
}

// NoSpaceScript tells whether a character belongs to a script that is written
// without spaces between words.
func NoSpaceScript(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Bopomofo, unicode.Yi) || r == 'ー' || r == '々'
}
