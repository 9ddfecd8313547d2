package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"gloss/internal/diag"
)

// nodeSpan owns spans: it gives the range of src that a node was made from, as
// far as a message needs it. goldmark gives a node's start only, in places a
// wrong one, so leaves are measured and parents reach from their first leaf to
// their last. A node without a leaf has the place after the one before it.
func (s *state) nodeSpan(n ast.Node) (start, end int) {
	if start, end, ok := s.ownSpan(n); ok {
		return start, end
	}
	return s.nodeStart(n), max(s.nodeStart(n), s.nodeEnd(n))
}

// nodeStart and nodeEnd each go down one edge of the tree: one function for both
// would take twice the time for each level.
func (s *state) nodeStart(n ast.Node) int {
	for c := n; c != nil; c = c.FirstChild() {
		if start, _, ok := s.ownSpan(c); ok {
			return start
		}
	}
	return max(n.Pos(), 0)
}

func (s *state) nodeEnd(n ast.Node) int {
	for c := n; c != nil; c = c.LastChild() {
		if _, end, ok := s.ownSpan(c); ok {
			return end
		}
	}
	return max(n.Pos(), 0)
}

// ownSpan is the span of what knows its own.
func (s *state) ownSpan(n ast.Node) (start, end int, ok bool) {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start, n.Segment.Stop, true
	case *mark:
		return n.Segment.Start, n.Segment.Stop, true
	case *comment:
		return n.span.Start, n.span.Stop, true
	case *wikilink:
		return n.span.Start, n.span.Stop, true
	case *citation:
		return n.span.Start, n.span.Stop, true
	case *bracketSpan:
		return n.span.Start, n.span.Stop, true
	case *bracketOpen:
		return n.segment.Start, n.segment.Stop, true
	case *ast.RawHTML:
		if k := n.Segments.Len(); k > 0 {
			return n.Segments.At(0).Start, n.Segments.At(k - 1).Stop, true
		}
	case *ast.AutoLink:
		start, end = s.autoLinkSpan(n)
		return start, end, true
	case *ast.Link, *ast.Image, *east.FootnoteLink:
		at, ok := s.written[n]
		return at.start, at.end, ok
	}
	if n.Kind() == east.KindFootnoteBacklink {
		end = s.before(n)
		return end, end, true
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		lines := n.Lines()
		return lines.At(0).Start, lines.At(lines.Len() - 1).Stop, true
	}
	return 0, 0, false
}

// before is where what stands before a footnote's backlinks ends.
func (s *state) before(n ast.Node) int {
	for c := n.PreviousSibling(); c != nil; c = c.PreviousSibling() {
		if c.Kind() != east.KindFootnoteBacklink {
			return s.nodeEnd(c)
		}
	}
	return max(n.Parent().Pos(), 0)
}

// autoLinkSpan finds the words of a link that was typed bare. goldmark's
// position for it can be that of the space before.
func (s *state) autoLinkSpan(n *ast.AutoLink) (start, end int) {
	label := n.Label(s.src)
	start = max(n.Pos(), 0)
	if i := bytes.Index(s.src[start:min(start+len(label)+2, len(s.src))], label); i >= 0 {
		start += i
	}
	return start, start + len(label)
}

// spanned notes where what a parser of goldmark reads begins, is closed and
// ends: the nodes that it gives do not know.
type spanned struct{ parser.InlineParser }

// written is where a construct stands: its start, the bracket that closes its
// words, and its end.
type written struct{ start, closed, end int }

func (p spanned) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	n := p.InlineParser.Parse(parent, block, pc)
	if n == nil {
		return nil
	}
	at := written{start: before.Start, closed: before.Start}
	switch n.(type) {
	case *ast.Link, *ast.Image:
		at.start = n.Pos()
	case *east.FootnoteLink: // goldmark reads ![^1] as one
		if block.Source()[at.start] == '!' {
			at.start++
		}
	default:
		return n
	}
	_, after := block.Position()
	at.end = after.Start
	stateOf(pc).written[n] = at
	return n
}

// CloseBlock is that of the parser, where it has one.
func (p spanned) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := p.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// destination finds where an inline link's address and title are written. Those
// of a reference stand elsewhere, so it has none.
func (s *state) destination(n ast.Node) (dest, title diag.Span, found bool) {
	var raw, words []byte
	switch n := n.(type) {
	case *ast.Link:
		if n.Reference == nil {
			raw, words = n.Destination, n.Title
		}
	case *ast.Image:
		if n.Reference == nil {
			raw, words = n.Destination, n.Title
		}
	}
	at := s.written[n]
	from := min(at.closed+len("]("), at.end)
	i := bytes.Index(s.src[from:at.end], raw)
	if len(raw) == 0 || i < 0 {
		return dest, title, false
	}
	dest = diag.Span{Start: from + i, End: from + i + len(raw)}
	if j := bytes.Index(s.src[dest.End:at.end], words); len(words) > 0 && j >= 0 {
		title = diag.Span{Start: dest.End + j, End: dest.End + j + len(words)}
	}
	return dest, title, true
}
