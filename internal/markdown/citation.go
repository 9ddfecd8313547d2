package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"gloss/internal/content"
)

// citation is a citation in Pandoc's syntax (Pandoc's manual, "Citation syntax"):
// [see @a, p. 3; -@b], or @a in the sentence, with [p. 3] behind it.
type citation struct {
	ast.BaseInline
	span text.Segment
	cite *content.Citation
}

var kindCitation = ast.NewNodeKind("Citation")

func (*citation) Kind() ast.NodeKind           { return kindCitation }
func (c *citation) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// citeParser reads citations in sentences; those in brackets are bracketParser's.
type citeParser struct{}

func (citeParser) Trigger() []byte { return []byte{'@', '-'} }

func (citeParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	key, length := citeKey(line)
	if length == 0 || at.Padding > 0 || !mayPrecede(block.PrecendingCharacter()) {
		return nil
	}
	s := stateOf(pc)
	start := at.Start
	item := s.citeItem(key, start, line[0] == '-')
	cite := &content.Citation{Narrative: true, Items: []content.CiteItem{item}}
	end := start + length
	block.Advance(length)
	if inner, open, after := s.behind(block, pc); inner != nil {
		cite.Items = append(cite.Items[:0], s.behindKey(cite.Items[0], inner, open)...)
		end = after
		advanceTo(block, end)
	}
	n := &citation{span: text.NewSegment(start, end), cite: cite}
	n.SetPos(start)
	return n
}

// behind finds the brackets that follow a key in the sentence, after at most one
// space: what is in them, and where that begins and the brackets end.
func (s *state) behind(block text.Reader, pc parser.Context) (inner []byte, open, after int) {
	line, _ := block.PeekLine()
	skip := 0
	if len(line) > 0 && line[0] == ' ' {
		skip = 1
	}
	if len(line) <= skip+1 || line[skip] != '[' || line[skip+1] == '[' || line[skip+1] == '^' {
		return nil, 0, 0
	}
	w, flat, from := ahead(block, pc)
	end := int(flat.pair[from+skip]) - from
	if end <= skip+1 || end >= len(w.chars) || end+1 < len(w.chars) && bytes.IndexByte([]byte("({["), w.chars[end+1]) >= 0 {
		return nil, 0, 0
	}
	inner = w.chars[skip+1 : end]
	if contiguous := w.offset(end)-w.offset(skip+1) == len(inner); !contiguous {
		return nil, 0, 0
	}
	parts := splitCites(inner)
	if at, _ := keyIn(inner[parts[0][0]:parts[0][1]]); at >= 0 {
		return nil, 0, 0 // a citation of its own
	}
	return inner, w.offset(skip + 1), w.offset(end) + 1
}

// behindKey reads @key [p. 2; @b]: the first part belongs to the key.
func (s *state) behindKey(first content.CiteItem, inner []byte, open int) []content.CiteItem {
	parts := splitCites(inner)
	head := inner[parts[0][0]:parts[0][1]]
	s.afterKey(&first, append([]byte(", "), bytes.TrimSpace(head)...), open+parts[0][0])
	items := []content.CiteItem{first}
	for _, p := range parts[1:] {
		if item, ok := s.readItem(inner[p[0]:p[1]], open+p[0]); ok {
			items = append(items, item)
		}
	}
	return items
}

// bracketed reads […] as a citation, nil where it is none: each of its parts has
// a key.
func (bracketParser) bracketed(block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	if !s.inBlock.cites {
		return nil
	}
	w, flat, from := ahead(block, pc)
	end := int(flat.pair[from]) - from
	if end < 3 || end >= len(w.chars) || end+1 < len(w.chars) && (w.chars[end+1] == '(' || w.chars[end+1] == '{') {
		return nil
	}
	inner := w.chars[1:end]
	parts := splitCites(inner)
	for _, p := range parts {
		if at, _ := keyIn(inner[p[0]:p[1]]); at < 0 {
			return nil
		}
	}
	n := &citation{span: text.NewSegment(w.offset(0), w.offset(end)+1), cite: &content.Citation{}}
	n.SetPos(n.span.Start)
	for _, p := range parts {
		item, _ := s.readItemAt(inner[p[0]:p[1]], w, 1+p[0])
		n.cite.Items = append(n.cite.Items, item)
	}
	advanceTo(block, n.span.Stop)
	return n
}

func (s *state) readItem(part []byte, offset int) (content.CiteItem, bool) {
	return s.readItemAt(part, window{chars: part, start: offset}, 0)
}

// readItemAt reads one part of a citation, which begins at from in the window.
func (s *state) readItemAt(part []byte, w window, from int) (content.CiteItem, bool) {
	at, length := keyIn(part)
	if at < 0 {
		return content.CiteItem{}, false
	}
	key, _ := citeKey(part[at:])
	item := s.citeItem(key, w.offset(from+at), part[at] == '-')
	item.Prefix = s.affix(bytes.TrimSpace(part[:at]), w.offset(from))
	rest := part[at+length:]
	behind := from + at + length
	if more, _ := keyIn(rest); more >= 0 {
		place := w.offset(behind + more)
		s.report(codeCitation, place, place+1, "a second key begins here, in the words behind the first", "; @…")
		rest = rest[:more]
	}
	s.afterKey(&item, rest, w.offset(min(behind, len(w.chars)-1)))
	return item, true
}

// afterKey reads the locator and the suffix of an item.
func (s *state) afterKey(item *content.CiteItem, rest []byte, offset int) {
	locator, suffix := content.ParseLocator(decode(rest))
	item.Locator = locator
	item.Suffix = s.affix([]byte(suffix), offset)
}

func (s *state) citeItem(key string, start int, noAuthor bool) content.CiteItem {
	from := start + 1
	if noAuthor {
		from++
	}
	if s.src[min(from, len(s.src)-1)] == '{' {
		from++
	}
	return content.CiteItem{Key: key, KeyAt: s.span(from, from+len(key)), NoAuthor: noAuthor}
}

// affix is the words around a key, as inner HTML: they may be emphasised, and
// carry no links.
func (s *state) affix(words []byte, offset int) string {
	if len(bytes.TrimSpace(words)) == 0 {
		return ""
	}
	sub := &state{path: s.path, src: words, within: s.span(offset, offset+1), inexact: true, work: s.work}
	body := sub.body(inlineParser, func(r *renderer, n ast.Node) {
		r.links++
		r.field(n)
	})
	s.work = sub.work
	s.diags = append(s.diags, sub.diags...)
	if words[0] == ' ' || words[0] == '\n' {
		return " " + string(body.HTML)
	}
	return string(body.HTML)
}

// splitCites divides the inside of a citation at its semicolons, outside of
// code, brackets and escapes.
func splitCites(inner []byte) (parts [][2]int) {
	start, depth := 0, 0
	for i := 0; i < len(inner); i++ {
		switch inner[i] {
		case '\\':
			i++
		case '`':
			i = codeEnd(inner, i) - 1
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case ';':
			if depth == 0 {
				parts = append(parts, [2]int{start, i})
				start = i + 1
			}
		}
	}
	return append(parts, [2]int{start, len(inner)})
}

// keyIn finds the first key in a part of a citation.
func keyIn(part []byte) (at, length int) {
	for i := 0; i < len(part); i++ {
		switch part[i] {
		case '\\':
			i++
			continue
		case '`':
			i = codeEnd(part, i) - 1
			continue
		case '@', '-':
		default:
			continue
		}
		if before, _ := utf8.DecodeLastRune(part[:i]); i > 0 && !mayPrecede(before) {
			continue
		}
		if _, n := citeKey(part[i:]); n > 0 {
			return i, n
		}
	}
	return -1, 0
}

// citeKey reads a key at the start of b: @key, -@key or @{any key}. A key begins
// with a letter, digit or underscore; a mark stands in it alone and between two
// of these.
func citeKey(b []byte) (key string, length int) {
	i := 0
	if len(b) > 0 && b[0] == '-' {
		i++
	}
	if i >= len(b) || b[i] != '@' {
		return "", 0
	}
	i++
	if i < len(b) && b[i] == '{' {
		end := bytes.IndexByte(b[i:], '}')
		if end < 2 || bytes.IndexByte(b[i:i+end], '\n') >= 0 {
			return "", 0
		}
		return string(b[i+1 : i+end]), i + end + 1
	}
	start, end := i, i
	for i < len(b) {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case isWordRune(r):
			i += size
			end = i
			continue
		case end == i && i > start && r < utf8.RuneSelf && bytes.IndexByte(keyMarks, byte(r)) >= 0:
			i += size
			continue
		}
		break
	}
	if end == start {
		return "", 0
	}
	return string(b[start:end]), end
}

var keyMarks = []byte(":.#$%&-+?<>~/")

// mayPrecede tells whether a key can begin behind a character: those of an
// address of mail or of the web are none.
func mayPrecede(r rune) bool {
	return !isWordRune(r) && !strings.ContainsRune("/.:@", r)
}

func isWordRune(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// citeSlot writes what stands for a citation until the records are known: the
// words as typed.
func (r *renderer) citeSlot(n *citation) {
	start, end := n.span.Start, n.span.Stop
	if r.links > 0 {
		r.report(codeCitation, start, end, "a citation cannot stand in the words of a link", "move it behind the link")
		r.masked(func() { r.verbatim(start, end) })
		return
	}
	at, slot := int32(len(r.out)), r.newSlot(content.SlotCite, start, end)
	r.object()
	r.escaped(decode(r.src[start:end]))
	s := &r.body.Slots[slot]
	s.At, s.End, s.Cite = at, int32(len(r.out)), n.cite
}
