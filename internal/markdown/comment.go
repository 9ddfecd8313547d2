package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// comment is <!-- … --> or %% … %%, within a line or over many.
type comment struct {
	ast.BaseInline
	span text.Segment
}

var kindComment = ast.NewNodeKind("Comment")

func (*comment) Kind() ast.NodeKind           { return kindComment }
func (c *comment) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// commentBlock is a comment that begins on a line of its own; it may hold blank
// lines.
type commentBlock struct {
	ast.BaseBlock
	closer []byte
	start  int
	end    int
}

var kindCommentBlock = ast.NewNodeKind("CommentBlock")

func (*commentBlock) Kind() ast.NodeKind           { return kindCommentBlock }
func (*commentBlock) IsRaw() bool                  { return true }
func (c *commentBlock) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

var (
	htmlOpen, htmlClose = []byte("<!--"), []byte("-->")
	percents            = []byte("%%")
)

// opener tells how a line begins a comment: what must close it, and from where
// on. <!--> is a whole comment, so the hyphens of the opening may be those of
// the closing.
func opener(line []byte) (closer []byte, length int) {
	switch {
	case bytes.HasPrefix(line, htmlOpen):
		return htmlClose, len("<!")
	case bytes.HasPrefix(line, percents):
		return percents, len(percents)
	}
	return nil, 0
}

type commentBlockParser struct{}

func (commentBlockParser) Trigger() []byte { return []byte{'<', '%'} }

func (commentBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	offset := pc.BlockOffset()
	if offset < 0 {
		return nil, parser.NoChildren
	}
	closer, length := opener(line[offset:])
	if closer == nil {
		return nil, parser.NoChildren
	}
	node := &commentBlock{closer: closer, start: segment.Start + offset - segment.Padding}
	rest := line[offset+length:]
	if i := bytes.Index(rest, closer); i >= 0 {
		after := rest[i+len(closer):]
		if len(bytes.TrimSpace(after)) > 0 {
			return nil, parser.NoChildren // a comment within a line of text
		}
		node.closer, node.end = nil, segment.Stop
	} else if !stateOf(pc).closes(segment.Stop, closer) {
		return nil, parser.NoChildren // never closed: the text stays, as an error
	}
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// closes looks ahead for the end of a comment. What a search found is kept, so
// that no stretch of the source is searched twice.
func (s *state) closes(from int, closer []byte) bool {
	next := &s.closers[0]
	if closer[0] == '%' {
		next = &s.closers[1]
	}
	if *next >= 0 && *next < from {
		i := bytes.Index(s.src[from:], closer)
		*next = max(i, -1)
		if i >= 0 {
			*next = from + i
		}
	}
	return *next >= 0
}

func (commentBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	c := node.(*commentBlock)
	if c.closer == nil {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	i := bytes.Index(line, c.closer)
	if i < 0 {
		reader.AdvanceToEOL()
		c.end = segment.Stop
		return parser.Continue | parser.NoChildren
	}
	i += len(c.closer)
	c.end = segment.Start + i - segment.Padding
	c.closer = nil
	if len(bytes.TrimSpace(line[i:])) > 0 {
		reader.Advance(i)
		return parser.Close // what follows on the line is text again
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close reports where a list item or a quotation ended before the comment in it.
func (commentBlockParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if c := node.(*commentBlock); c.closer != nil {
		stateOf(pc).report(codeComment, c.start, c.start+len(c.closer), "this comment is not closed in the list item or quotation that it begins in, so readers would see the rest of it", "begin each of its lines as the first, or move it out")
	}
}
func (commentBlockParser) CanInterruptParagraph() bool { return true }
func (commentBlockParser) CanAcceptIndentedLine() bool { return false }

// commentParser reads %% … %% within a paragraph. <!-- … --> there is raw HTML
// to goldmark, and is told apart when it is rendered.
type commentParser struct{}

func (commentParser) Trigger() []byte { return []byte{'%'} }

func (commentParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, percents) {
		return nil
	}
	startLine, start := block.Position()
	block.Advance(len(percents))
	for {
		rest, at := block.PeekLine()
		if rest == nil {
			break
		}
		if i := bytes.Index(rest, percents); i >= 0 {
			block.Advance(i + len(percents))
			return &comment{span: text.NewSegment(segment.Start, at.Start+i+len(percents))}
		}
		block.AdvanceLine()
	}
	block.SetPosition(startLine, start)
	stateOf(pc).report(codeComment, segment.Start, segment.Start+len(percents), "this comment is not closed in its paragraph, so readers would see it", "close it with %%")
	return nil
}

// htmlBlockParser is goldmark's, but for comments: those are ours where they are
// closed, and text where they are not.
type htmlBlockParser struct{ parser.BlockParser }

func (p htmlBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if offset := pc.BlockOffset(); offset >= 0 && bytes.HasPrefix(line[offset:], htmlOpen) {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// isComment tells whether a node is a comment within a line.
func isComment(n ast.Node, src []byte) bool {
	if h, ok := n.(*ast.RawHTML); ok && h.Segments.Len() > 0 {
		return bytes.HasPrefix(src[h.Segments.At(0).Start:], htmlOpen)
	}
	return n.Kind() == kindComment
}
