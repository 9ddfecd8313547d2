package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mark is a typographic mark: its characters, and where what was typed for it
// stands. goldmark's own node for it has no position and holds an entity.
type mark struct {
	ast.BaseInline
	Value   string
	Segment text.Segment
}

var kindMark = ast.NewNodeKind("Mark")

func (*mark) Kind() ast.NodeKind           { return kindMark }
func (m *mark) Dump(src []byte, level int) { ast.DumpHelper(m, src, level, nil, nil) }

// typographer is goldmark's, for quotes and dashes alone, with positions.
type typographer struct{ inner parser.InlineParser }

func newTypographer() parser.InlineParser {
	// The substitutions are characters, so nothing is left to be decoded.
	return typographer{extension.NewTypographerParser(extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation]string{
		extension.LeftSingleQuote:  "‘",
		extension.RightSingleQuote: "’",
		extension.LeftDoubleQuote:  "“",
		extension.RightDoubleQuote: "”",
		extension.EnDash:           "–",
		extension.EmDash:           "—",
		extension.Apostrophe:       "’",
		extension.Ellipsis:         "...",
		extension.LeftAngleQuote:   "<<",
		extension.RightAngleQuote:  ">>",
	}))}
}

func (t typographer) Trigger() []byte { return []byte{'\'', '"', '-'} }

func (t typographer) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	s, ok := t.inner.Parse(parent, block, pc).(*ast.String)
	if !ok {
		return nil
	}
	_, after := block.Position()
	return &mark{Value: string(s.Value), Segment: text.NewSegment(before.Start, after.Start)}
}

// CloseBlock makes goldmark forget an unclosed quotation mark at the end of a
// block. Its own method has a signature that its parser does not call.
func (t typographer) CloseBlock(parent ast.Node, _ text.Reader, pc parser.Context) {
	if c, ok := t.inner.(interface {
		CloseBlock(ast.Node, parser.Context)
	}); ok {
		c.CloseBlock(parent, pc)
	}
}
