package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// wikilink is [[target]], [[target|label]] or, with embed, ![[…]]. The label of
// a link is its children; that of an embed stays text.
type wikilink struct {
	ast.BaseInline
	embed    bool
	labelled bool
	span     text.Segment // from the first bracket (or !) to the last
	target   string       // with #fragment, spaces folded
	targetAt text.Segment
	label    string // of an embed
	labelAt  text.Segment
}

var kindWikilink = ast.NewNodeKind("Wikilink")

func (*wikilink) Kind() ast.NodeKind           { return kindWikilink }
func (w *wikilink) Dump(src []byte, level int) { ast.DumpHelper(w, src, level, nil, nil) }

// bracketSpan is [words]{.class key="value"}.
type bracketSpan struct {
	ast.BaseInline
	span   text.Segment
	attrs  text.Segment // the braces
	class  string
	reason string
}

var kindBracketSpan = ast.NewNodeKind("BracketSpan")

func (*bracketSpan) Kind() ast.NodeKind           { return kindBracketSpan }
func (b *bracketSpan) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

// bracketOpen stands where a bracket was opened until it is closed, as
// goldmark's link parser does it: children are gathered only then, so emphasis
// and links inside work.
type bracketOpen struct {
	ast.BaseInline
	segment text.Segment
	lines   []text.Segment // the same without what stands between lines, a quotation's >
	closeAt int            // offset of the closing bracket
	bottom  ast.Node
	node    ast.Node
	outer   *bracketOpen
}

var kindBracketOpen = ast.NewNodeKind("BracketOpen")

func (*bracketOpen) Kind() ast.NodeKind           { return kindBracketOpen }
func (b *bracketOpen) Dump(src []byte, level int) { ast.DumpHelper(b, src, level, nil, nil) }

var bracketKey = parser.NewContextKey()

// maxLabel bounds how far a closing bracket is looked for, in bytes.
const maxLabel = 1_000

type bracketParser struct{}

func (bracketParser) Trigger() []byte { return []byte{'[', ']', '!'} }

func (p bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	switch {
	case line[0] == ']':
		return closeBracket(parent, block, pc)
	case bytes.HasPrefix(line, []byte("![[")):
		return p.wiki(block, pc, true)
	case bytes.HasPrefix(line, []byte("[[")):
		return p.wiki(block, pc, false)
	case line[0] == '[' && len(line) > 1 && line[1] != '^':
		if cite := p.bracketed(block, pc); cite != nil {
			return cite
		}
		return p.attributed(block, pc)
	}
	return nil
}

// flatText is the text of one block in a piece, with the offset in the source of
// each of its bytes and, for a bracket that opens, where the one that closes it
// stands. It is made once for a block, and its memory is used again.
type flatText struct {
	chars []byte
	at    []int32
	pair  []int32 // 0: none
	open  []int32
}

// window is the text of a block from one place on, at most maxLabel bytes.
type window struct {
	chars []byte
	start int     // of chars[0] in the source, where they stand there in a piece
	at    []int32 // where each stands, or nil
}

// offset is where a byte of a window stands in the source.
func (w window) offset(i int) int {
	if w.at == nil {
		return w.start + i
	}
	return int(w.at[i])
}

// segments are the places of the first n bytes.
func (w window) segments(n int) (all []text.Segment) {
	if w.at == nil {
		return []text.Segment{text.NewSegment(w.start, w.start+n)}
	}
	for _, i := range w.at[:n] {
		if k := len(all); k > 0 && all[k-1].Stop == int(i) {
			all[k-1].Stop++
		} else {
			all = append(all, text.NewSegment(int(i), int(i)+1))
		}
	}
	return all
}

// ahead gives what follows in the block, and where in the block's flat text that
// begins.
func ahead(block text.Reader, pc parser.Context) (w window, f *flatText, from int) {
	s := stateOf(pc)
	if !s.inBlock.flat {
		s.inBlock.flat = true
		s.flat.read(block)
	}
	_, here := block.Position()
	from, _ = slices.BinarySearch(s.flat.at, int32(here.Start))
	n := min(maxLabel, len(s.flat.chars)-from)
	return window{chars: s.flat.chars[from : from+n], at: s.flat.at[from : from+n]}, &s.flat, from
}

// onLine is ahead where what closes stands on the same line, as it mostly does.
func onLine(block text.Reader, pc parser.Context, closer []byte) window {
	line, at := block.PeekLine()
	line = line[:min(maxLabel, len(line))]
	if at.Padding == 0 && bytes.Contains(line, closer) {
		return window{chars: line, start: at.Start}
	}
	w, _, _ := ahead(block, pc)
	return w
}

func (f *flatText) read(block text.Reader) {
	line, segment := block.Position()
	f.chars, f.at = f.chars[:0], f.at[:0]
	for {
		text, seg := block.PeekLine()
		if text == nil {
			break
		}
		f.chars = append(f.chars, text...)
		for i := range text {
			f.at = append(f.at, int32(seg.Start+i-seg.Padding))
		}
		block.AdvanceLine()
	}
	block.SetPosition(line, segment)
	f.match()
}

// match pairs brackets, past nested ones, escapes and code.
func (f *flatText) match() {
	f.pair, f.open = slices.Grow(f.pair[:0], len(f.chars))[:len(f.chars)], f.open[:0]
	clear(f.pair)
	for i := 0; i < len(f.chars); i++ {
		switch f.chars[i] {
		case '\\':
			i++
		case '`':
			i = codeEnd(f.chars, i) - 1
		case '[':
			f.open = append(f.open, int32(i))
		case ']':
			if n := len(f.open); n > 0 {
				f.pair[f.open[n-1]] = int32(i)
				f.open = f.open[:n-1]
			}
		}
	}
}

// codeEnd is the end of the code that begins with the backticks at i, or that of
// the backticks themselves where none close it.
func codeEnd(chars []byte, i int) int {
	run := backticks(chars[i:])
	for j := i + run; j < len(chars); {
		next := bytes.IndexByte(chars[j:], '`')
		if next < 0 {
			break
		}
		j += next
		length := backticks(chars[j:])
		j += length
		if length == run {
			return j
		}
	}
	return i + run
}

func backticks(chars []byte) int {
	n := 0
	for n < len(chars) && chars[n] == '`' {
		n++
	}
	return n
}

// advanceTo moves the reader to an offset of the source.
func advanceTo(block text.Reader, offset int) {
	for {
		line, seg := block.PeekLine()
		if line == nil {
			return
		}
		if offset <= seg.Stop {
			block.Advance(offset - seg.Start + seg.Padding)
			return
		}
		block.AdvanceLine()
	}
}

var wikiClose = []byte("]]")

func (bracketParser) wiki(block text.Reader, pc parser.Context, embed bool) ast.Node {
	ahead, open := onLine(block, pc, wikiClose), 2
	if embed {
		open = 3
	}
	end := bytes.Index(ahead.chars[open:], wikiClose)
	if end < 0 {
		return nil
	}
	end += open
	inner := ahead.chars[open:end]
	// The innermost pair is the link: in [[[a]] the first bracket is text.
	if len(bytes.TrimSpace(inner)) == 0 || inner[0] == '[' || bytes.Contains(inner, []byte("[[")) {
		return nil
	}
	w := &wikilink{embed: embed, span: text.NewSegment(ahead.offset(0), ahead.offset(end+1)+1)}
	targetEnd, labelStart := splitLabel(inner)
	w.target = foldSpaces(string(inner[:targetEnd]))
	w.targetAt = text.NewSegment(ahead.offset(open), ahead.offset(open+max(targetEnd, 1)-1)+1)
	w.labelled = labelStart < len(inner)
	w.SetPos(w.span.Start)
	if !embed && w.labelled {
		label := ahead.offset(open + labelStart)
		advanceTo(block, label)
		opened := text.NewSegment(w.span.Start, label)
		return pushBracket(pc, &bracketOpen{segment: opened, lines: ahead.segments(open + labelStart), closeAt: ahead.offset(end), node: w})
	}
	if w.labelled {
		w.label = foldSpaces(string(inner[labelStart:]))
		w.labelAt = text.NewSegment(ahead.offset(open+labelStart), ahead.offset(end))
	}
	advanceTo(block, w.span.Stop)
	return w
}

// splitLabel finds | or, as tables need it, \| in a wikilink.
func splitLabel(inner []byte) (targetEnd, labelStart int) {
	i := bytes.IndexAny(inner, "|\x1f") // hiddenPipe, or one that a line's end kept from being hidden
	if i < 0 {
		return len(inner), len(inner)
	}
	if i > 0 && inner[i-1] == '\\' {
		return i - 1, i + 1
	}
	return i, i + 1
}

func foldSpaces(s string) string { return strings.Join(strings.Fields(s), " ") }

// attributed looks for [words]{…}.
func (bracketParser) attributed(block text.Reader, pc parser.Context) ast.Node {
	if !stateOf(pc).inBlock.attributes {
		return nil
	}
	w, flat, from := ahead(block, pc)
	end := int(flat.pair[from]) - from
	if end < 2 || end+1 >= len(w.chars) || w.chars[end+1] != '{' {
		return nil
	}
	stop := attributesEnd(w.chars[end+1:])
	if stop < 0 {
		return nil
	}
	start, after := w.offset(0), w.offset(end+stop)+1
	node := &bracketSpan{span: text.NewSegment(start, after), attrs: text.NewSegment(w.offset(end+1), after)}
	node.SetPos(start)
	block.Advance(1)
	opened := text.NewSegment(start, start+1)
	return pushBracket(pc, &bracketOpen{segment: opened, lines: []text.Segment{opened}, closeAt: w.offset(end), node: node})
}

// attributesEnd finds the brace that closes the one at the start, outside of
// quotation marks.
func attributesEnd(chars []byte) int {
	quoted := byte(0)
	for i, c := range chars {
		switch {
		case quoted != 0:
			if c == quoted {
				quoted = 0
			}
		case c == '"' || c == '\'':
			quoted = c
		case c == '}':
			return i + 1
		}
	}
	return -1
}

func pushBracket(pc parser.Context, open *bracketOpen) ast.Node {
	if d := pc.LastDelimiter(); d != nil {
		open.bottom = d
	}
	open.outer, _ = pc.Get(bracketKey).(*bracketOpen)
	pc.Set(bracketKey, open)
	open.SetPos(open.segment.Start)
	return open
}

func closeBracket(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	open, _ := pc.Get(bracketKey).(*bracketOpen)
	_, here := block.Position()
	if open == nil || open.closeAt != here.Start || open.Parent() != parent {
		return nil
	}
	pc.Set(bracketKey, open.outer)
	for c := open.NextSibling(); c != nil; c = c.NextSibling() {
		if c.Kind().String() == "LinkLabelState" {
			return nil // a link begins inside and may end outside; CloseBlock makes the marker text
		}
	}
	parser.ProcessDelimiters(open.bottom, pc)
	for c := open.NextSibling(); c != nil; {
		next := c.NextSibling()
		parent.RemoveChild(parent, c)
		open.node.AppendChild(open.node, c)
		c = next
	}
	parent.RemoveChild(parent, open)
	switch n := open.node.(type) {
	case *bracketSpan:
		advanceTo(block, n.attrs.Start)
		readSpanAttributes(n, block, pc)
		advanceTo(block, n.span.Stop)
	case *wikilink:
		advanceTo(block, n.span.Stop)
	}
	return open.node
}

// readSpanAttributes keeps what means something and reports the rest.
func readSpanAttributes(n *bracketSpan, block text.Reader, pc parser.Context) {
	attrs, ok := parser.ParseAttributes(block)
	bad := !ok || len(attrs) == 0
	for _, a := range attrs {
		value, _ := a.Value.([]byte)
		switch {
		case string(a.Name) == "class" && (string(value) == "nolink" || string(value) == "ok"):
			n.class = string(value)
		case string(a.Name) == "reason":
			n.reason = string(value)
		default:
			bad = true
		}
	}
	if bad || n.class == "" || (n.class == "ok") != (n.reason != "") {
		fix := "{.nolink}"
		message := "these attributes mean nothing here"
		if n.class == "ok" {
			fix, message = `{.ok reason="quoting one source"}`, "an accepted exception says why"
		}
		stateOf(pc).report(codeAttribute, n.attrs.Start, n.attrs.Stop, message, fix)
	}
}

// CloseBlock turns what was opened and not closed into the text that it is.
func (bracketParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	pc.Set(bracketKey, nil)
}
