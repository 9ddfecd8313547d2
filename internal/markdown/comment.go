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

// opener tells how a line begins a comment: what must close it, and how long
// the opening is.
func opener(line []byte) (closer []byte, length int) {
	switch {
	case bytes.HasPrefix(line, htmlOpen):
		return htmlClose, len(htmlOpen)
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
	} else if !stateOf(pc).closes(reader, closer) {
		return nil, parser.NoChildren // never closed: the text stays, with a warning
	}
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// closes looks ahead for the end of a comment. A search that failed once is not
// made again.
func (s *state) closes(reader text.Reader, closer []byte) bool {
	if s.neverClosed[closer[0]] {
		return false
	}
	_, segment := reader.PeekLine()
	found := bytes.Contains(reader.Source()[segment.Stop:], closer)
	s.neverClosed[closer[0]] = !found
	return found
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

func (commentBlockParser) Close(ast.Node, text.Reader, parser.Context) {}
func (commentBlockParser) CanInterruptParagraph() bool                 { return true }
func (commentBlockParser) CanAcceptIndentedLine() bool                 { return false }

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
