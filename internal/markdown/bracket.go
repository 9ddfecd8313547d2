package markdown

import (
	"bytes"
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
	closeAt int // offset of the closing bracket
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
		return p.attributed(block, pc)
	}
	return nil
}

// ahead gives the text of the block from here on, at most maxLabel bytes, with
// the offset in the source of each of its bytes.
func ahead(block text.Reader) (chars []byte, at []int) {
	line, segment := block.Position()
	defer block.SetPosition(line, segment)
	for len(chars) < maxLabel {
		text, seg := block.PeekLine()
		if text == nil {
			break
		}
		for i, c := range text {
			chars = append(chars, c)
			at = append(at, seg.Start+i-seg.Padding)
		}
		block.AdvanceLine()
	}
	return chars, at
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

func (bracketParser) wiki(block text.Reader, pc parser.Context, embed bool) ast.Node {
	line, _ := block.PeekLine()
	if !bytes.Contains(line, []byte("]]")) && !nextLinesHave(block, "]]") {
		return nil
	}
	chars, at := ahead(block)
	open := 2
	if embed {
		open = 3
	}
	end := bytes.Index(chars[open:], []byte("]]"))
	if end < 0 {
		return nil
	}
	end += open
	inner := chars[open:end]
	if bytes.Contains(inner, []byte("[[")) || len(bytes.TrimSpace(inner)) == 0 {
		return nil
	}
	w := &wikilink{embed: embed, span: text.NewSegment(at[0], at[end+1]+1)}
	targetEnd, labelStart := splitLabel(inner)
	w.target = foldSpaces(string(inner[:targetEnd]))
	w.targetAt = text.NewSegment(at[open], at[open+max(targetEnd, 1)-1]+1)
	w.labelled = labelStart < len(inner)
	w.SetPos(at[0])
	if embed || !w.labelled {
		if w.labelled {
			w.label = foldSpaces(string(inner[labelStart:]))
		}
		advanceTo(block, at[end+1]+1)
		return w
	}
	advanceTo(block, at[open+labelStart])
	return pushBracket(pc, &bracketOpen{segment: text.NewSegment(at[0], at[open+labelStart]), closeAt: at[end], node: w})
}

func nextLinesHave(block text.Reader, what string) bool {
	chars, _ := ahead(block)
	return bytes.Contains(chars, []byte(what))
}

// splitLabel finds | or, as tables need it, \| in a wikilink.
func splitLabel(inner []byte) (targetEnd, labelStart int) {
	i := bytes.IndexByte(inner, '|')
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
	line, _ := block.PeekLine()
	if !bytes.Contains(line, []byte("]{")) && !nextLinesHave(block, "]{") {
		return nil
	}
	chars, at := ahead(block)
	end := matching(chars)
	if end < 2 || end+1 >= len(chars) || chars[end+1] != '{' {
		return nil
	}
	stop := attributesEnd(chars[end+1:])
	if stop < 0 {
		return nil
	}
	stop += end + 1
	node := &bracketSpan{span: text.NewSegment(at[0], at[stop-1]+1), attrs: text.NewSegment(at[end+1], at[stop-1]+1)}
	node.SetPos(at[0])
	block.Advance(1)
	return pushBracket(pc, &bracketOpen{segment: text.NewSegment(at[0], at[0]+1), closeAt: at[end], node: node})
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

// matching finds the bracket that closes the one at the start, past nested
// brackets, escapes and code.
func matching(chars []byte) int {
	depth := 0
	for i := 0; i < len(chars); i++ {
		switch chars[i] {
		case '\\':
			i++
		case '`':
			n := 1
			for i+n < len(chars) && chars[i+n] == '`' {
				n++
			}
			if j := bytes.Index(chars[i+n:], chars[i:i+n]); j >= 0 {
				i += n + j + n - 1
			} else {
				i += n - 1
			}
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
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
