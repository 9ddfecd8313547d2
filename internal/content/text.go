package content

import (
	"bytes"
	"html"
	"strings"
	"unicode"

	"gloss/internal/diag"
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

// SpanOf gives the place in the file of a range of a block's text.
func (b *Body) SpanOf(block int32, start, end int) diag.Span {
	var span diag.Span
	at, begun := 0, false
	runs := b.Blocks[block].Runs
	for _, run := range b.Runs[runs[0]:runs[1]] {
		size := len(b.AppendRun(nil, run))
		linear := run.Kind == RunPlain && run.Len == run.SrcLen
		if !begun && start < at+size {
			begun = true
			span.Start = int(run.Src)
			if linear {
				span.Start += start - at
			}
		}
		if begun && end <= at+size {
			span.End = int(run.Src + run.SrcLen)
			if linear {
				span.End = int(run.Src) + end - at
			}
			return span
		}
		at += size
	}
	return span
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

// TextOf is the text of finished HTML of ours: tags, marks of footnotes and
// citations and the notes beside them are dropped, references resolved, all else
// kept.
func TextOf(h []byte) string {
	var out bytes.Buffer
	for h = Uncited(h); len(h) > 0; {
		i := bytes.IndexByte(h, '<')
		if i < 0 {
			out.Write(h)
			break
		}
		out.Write(h[:i])
		end := bytes.IndexByte(h[i:], '>')
		if end < 0 {
			break
		}
		h = h[i+end+1:]
	}
	return html.UnescapeString(out.String())
}

// aside are the elements of finished HTML that are no words of the sentence they
// stand in.
var aside = []string{`<a class="cite"`, `<span class="cites"`, `<span class="sidenote"`, `<small class="differs"`, `<sup class="fn"`}

// Uncited takes citations, footnote marks and their notes out of finished HTML,
// with the space before them where a mark of punctuation follows.
func Uncited(h []byte) []byte {
	var out []byte
	from := 0
	for at := 0; at < len(h); {
		i := bytes.IndexByte(h[at:], '<')
		if i < 0 {
			break
		}
		at += i
		end := asideEnd(h, at)
		if end < 0 {
			at++
			continue
		}
		out = append(out, h[from:at]...)
		if next := h[end:]; len(out) > 0 && out[len(out)-1] == ' ' && (len(next) == 0 || bytes.IndexByte([]byte(" .,;:!?)<"), next[0]) >= 0) {
			out = out[:len(out)-1]
		}
		at, from = end, end
	}
	if from == 0 {
		return h
	}
	return append(out, h[from:]...)
}

// asideEnd is where an element that is an aside ends, -1 where none begins.
func asideEnd(h []byte, at int) int {
	for _, open := range aside {
		if !bytes.HasPrefix(h[at:], []byte(open)) {
			continue
		}
		name := open[1:strings.IndexByte(open, ' ')]
		opens, closes := []byte("<"+name), []byte("</"+name+">")
		for depth, i := 0, at; i < len(h); {
			switch {
			case bytes.HasPrefix(h[i:], closes):
				i += len(closes)
				if depth--; depth == 0 {
					return i
				}
				continue
			case bytes.HasPrefix(h[i:], opens):
				depth++
			}
			next := bytes.IndexByte(h[i+1:], '<')
			if next < 0 {
				break
			}
			i += 1 + next
		}
	}
	return -1
}

// Letters counts from 0: a, b, …, z, aa, ab.
func Letters(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('a'+(i-1)%26)) + s
	}
	return s
}

// NoSpaceScript tells whether a character belongs to a script that is written
// without spaces between words.
func NoSpaceScript(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao,
		unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Bopomofo, unicode.Yi) || r == 'ー' || r == '々'
}
