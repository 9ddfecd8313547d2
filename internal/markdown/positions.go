package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// nodeSpan owns spans: it gives the range of src that a node was made from, as
// far as a message needs it. goldmark gives a node's start only, in places a
// wrong one, so leaves are measured and parents reach from their first leaf to
// their last. A node without a leaf has the place after the one before it.
func (s *state) nodeSpan(n ast.Node) (start, end int) {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start, n.Segment.Stop
	case *mark:
		return n.Segment.Start, n.Segment.Stop
	case *comment:
		return n.span.Start, n.span.Stop
	case *wikilink:
		return n.span.Start, n.span.Stop
	case *bracketSpan:
		return n.span.Start, n.span.Stop
	case *bracketOpen:
		return n.segment.Start, n.segment.Stop
	case *ast.RawHTML:
		if k := n.Segments.Len(); k > 0 {
			return n.Segments.At(0).Start, n.Segments.At(k - 1).Stop
		}
	case *ast.AutoLink:
		return s.autoLinkSpan(n)
	case *ast.Link:
		return s.linkSpan(n, n.Destination)
	case *ast.Image:
		return s.linkSpan(n, n.Destination)
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		lines := n.Lines()
		return lines.At(0).Start, lines.At(lines.Len() - 1).Stop
	}
	start, end = -1, -1
	if c := n.FirstChild(); c != nil {
		start, _ = s.nodeSpan(c)
		_, end = s.nodeSpan(n.LastChild())
	}
	if start < 0 {
		start = max(n.Pos(), 0)
	}
	return start, max(start, end)
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

// linkSpan reaches from the opening bracket over the destination.
func (s *state) linkSpan(n ast.Node, dest []byte) (start, end int) {
	start = max(n.Pos(), 0)
	from := start
	if c := n.LastChild(); c != nil {
		_, from = s.nodeSpan(c)
	}
	if at, found := s.destination(n, dest); found {
		return start, at + len(dest)
	}
	return start, max(from, start+1)
}

// destination finds where an inline link's address is written. That of a
// reference stands elsewhere, so it has none.
func (s *state) destination(n ast.Node, dest []byte) (at int, found bool) {
	if l, ok := n.(*ast.Link); ok && l.Reference != nil || len(dest) == 0 {
		return 0, false
	}
	from := max(n.Pos(), 0)
	if c := n.LastChild(); c != nil {
		_, from = s.nodeSpan(c)
	}
	window := s.src[min(from, len(s.src)):min(from+len(dest)+400, len(s.src))]
	i := bytes.Index(window, []byte("]("))
	if i < 0 {
		return 0, false
	}
	j := bytes.Index(window[i:], dest)
	if j < 0 {
		return 0, false
	}
	return from + i + j, true
}
