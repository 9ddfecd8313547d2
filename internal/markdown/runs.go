package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gloss/internal/content"
)

// text writes a text node and the break behind it.
func (r *renderer) text(n *ast.Text) {
	segment := n.Segment
	if n.IsRaw() {
		r.verbatim(segment.Start, segment.Stop)
	} else {
		r.textRange(segment.Start, segment.Stop)
	}
	switch {
	case n.HardLineBreak():
		r.write("<br>")
		r.barrier()
		r.lineBreak(segment.Stop)
		r.barrier()
	case n.SoftLineBreak():
		r.softBreak(n)
	}
}

// lineBreak writes the end of a line, found behind what was trimmed.
func (r *renderer) lineBreak(from int) {
	at := from
	for at < len(r.src) && r.src[at] != '\n' {
		at++
	}
	r.unit([]byte("\n"), at, min(at+1, len(r.src)))
}

// softBreak is a space to a reader, and nothing between characters of scripts
// that are written without spaces.
func (r *renderer) softBreak(n *ast.Text) {
	last, _ := utf8.DecodeLastRune(r.src[:n.Segment.Stop])
	if next, ok := n.NextSibling().(*ast.Text); ok && content.NoSpaceScript(last) {
		if first, _ := utf8.DecodeRune(r.src[next.Segment.Start:]); content.NoSpaceScript(first) {
			return
		}
	}
	r.lineBreak(n.Segment.Stop)
}

// textRange writes src[start:end] with escapes and entities resolved.
func (r *renderer) textRange(start, end int) {
	from := start // what is plain and not written yet
	for i := start; i < end; {
		c := r.src[i]
		switch {
		case c == '\\' && i+1 < end && util.IsPunct(r.src[i+1]):
			r.plain(from, i)
			r.unit(r.src[i+1:i+2], i, i+2)
			i += 2
			from = i
		case c == '&':
			r.plain(from, i)
			value, length := entity(r.src[i:end])
			r.unit(value, i, i+length)
			i += length
			from = i
		case c == '<' || c == '>':
			r.plain(from, i)
			if c == '<' {
				r.openComment(i)
			}
			r.unit(r.src[i:i+1], i, i+1)
			i++
			from = i
		default:
			i++
		}
	}
	r.plain(from, end)
}

// openComment reports where the beginning of a comment became text.
func (r *renderer) openComment(at int) {
	if bytes.HasPrefix(r.src[at:], htmlOpen) {
		r.report(codeComment, at, at+len(htmlOpen), "this comment is not closed in its paragraph, so readers see it", "close it with -->")
	}
}

// entity resolves the reference at the start of b; a bare & stands for itself.
func entity(b []byte) (value []byte, length int) {
	end := bytes.IndexByte(b[:min(len(b), maxEntity)], ';')
	if end < 2 {
		return b[:1], 1
	}
	if name := b[1:end]; name[0] == '#' {
		value = numericEntity(name[1:])
	} else if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
		value = e.Characters
	}
	if value == nil {
		return b[:1], 1
	}
	return value, end + 1
}

// maxEntity is the length of the longest reference, and some more.
const maxEntity = 40

// numericEntity reads up to seven digits, or x and up to six of base 16. What
// is no character becomes the one that stands for such.
func numericEntity(digits []byte) []byte {
	base, most := 10, 7
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		base, most, digits = 16, 6, digits[1:]
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || len(digits) > most {
		return nil
	}
	r := rune(n)
	if content.IsControl(r) || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return utf8.AppendRune(nil, r)
}

// decode resolves escapes and entities without positions.
func decode(raw []byte) string {
	raw = bytes.ReplaceAll(raw, []byte{hiddenPipe}, []byte("|"))
	if !bytes.ContainsAny(raw, `\&`) {
		return string(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			out = append(out, raw[i+1])
			i += 2
		case c == '&':
			value, length := entity(raw[i:])
			out = append(out, value...)
			i += length
		default:
			out = append(out, c)
			i++
		}
	}
	return string(out)
}

// verbatim writes src[start:end] as it stands.
func (r *renderer) verbatim(start, end int) {
	from := start
	for i := start; i < end; i++ {
		if c := r.src[i]; c == '&' || c == '<' || c == '>' {
			r.plain(from, i)
			r.unit(r.src[i:i+1], i, i+1)
			from = i + 1
		}
	}
	r.plain(from, end)
}

// plain writes bytes that are the same in the file, in the HTML and in the text.
func (r *renderer) plain(start, end int) {
	if start >= end {
		return
	}
	if r.block >= 0 {
		r.countWords(r.src[start:end])
	}
	at := int32(len(r.out))
	r.out = append(r.out, r.src[start:end]...)
	src := r.span(start, end)
	if r.inexact {
		r.run(content.Run{HTML: at, Len: int32(end - start), Src: int32(src.Start), SrcLen: int32(src.End - src.Start), Kind: content.RunUnit})
		return
	}
	if n := len(r.body.Runs); n > 0 && r.block >= 0 && n > int(r.body.Blocks[r.block].Runs[0]) {
		last := &r.body.Runs[n-1]
		if last.Kind == content.RunPlain && last.HTML+last.Len == at && last.Src+last.SrcLen == int32(src.Start) && last.Masked == (r.mask > 0) {
			last.Len += int32(end - start)
			last.SrcLen += int32(end - start)
			return
		}
	}
	r.run(content.Run{HTML: at, Len: int32(end - start), Src: int32(src.Start), SrcLen: int32(end - start)})
}

// unit writes characters that the file spells in another way.
func (r *renderer) unit(chars []byte, start, end int) {
	at := int32(len(r.out))
	kind := content.RunUnit
	for _, c := range chars {
		switch c {
		case '&':
			r.write("&amp;")
		case '<':
			r.write("&lt;")
		case '>':
			r.write("&gt;")
		default:
			r.out = append(r.out, c)
			continue
		}
		kind = content.RunEscaped
	}
	if r.block >= 0 {
		r.countWords(chars)
	}
	src := r.span(start, end)
	r.run(content.Run{HTML: at, Len: int32(len(r.out)) - at, Src: int32(src.Start), SrcLen: int32(src.End - src.Start), Kind: kind})
}

// barrier ends any form that reaches up to here.
func (r *renderer) barrier() {
	r.run(content.Run{HTML: int32(len(r.out)), Kind: content.RunBarrier})
}

// object stands for what is no text: nothing touches across it.
func (r *renderer) object() {
	r.run(content.Run{HTML: int32(len(r.out)), Kind: content.RunObject})
}

// run appends to the block at hand; outside of one there is nothing to match in.
func (r *renderer) run(run content.Run) {
	if r.block < 0 {
		return
	}
	run.Masked = r.mask > 0
	r.body.Runs = append(r.body.Runs, run)
}

// countWords counts beginnings of words, near enough for a reading time.
func (r *renderer) countWords(b []byte) {
	in := false
	for _, c := range b {
		letter := c >= 0x80 || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		if letter && !in {
			r.body.Words++
		}
		in = letter
	}
}
