package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The bounds of one file. Each stands well above what a long page needs and
// well below where goldmark's cost is felt.
const (
	maxNesting    = 100 // blocks around a block; a list and its item are two
	maxColumns    = 100
	maxCells      = 20_000
	maxCodeBlock  = 64_000
	maxHighlight  = 3_000  // bytes of one code block in colours
	maxColoured   = 16_000 // and of all that a page has
	maxFootnotes  = 1_000
	maxWork       = 600_000_000 // about a second of goldmark's time, at worst
	maxExpansion  = 20
	maxExtraBytes = 1_000_000
)

// The gates stand before goldmark's own parsers and look at what these are about
// to read: there alone it is known what is a paragraph, what is code and how
// deep it stands. goldmark's cost is the product of a block's length and the
// marks in it that may open something, so that is what is charged. Past a bound
// a gate swallows what follows, and the page is refused.

// refuse reports the first bound that is passed.
func (s *state) refuse(start, end int, what string) {
	if !s.over {
		s.over = true
		s.report(codeBounds, start, min(end, start+80), what, "split it, or take out what no reader needs")
	}
}

// charge adds up work, and tells whether there is any left to do.
func (s *state) charge(marks, size int, at text.Segment) bool {
	if s.work += marks * size; s.work > maxWork {
		s.refuse(at.Start, at.Stop, "up to here this page holds more brackets, marks and levels of nesting, in longer paragraphs and lists, than any page needs")
	}
	return !s.over
}

// blockGate bounds containers, and the attributes of headings, before they open.
type blockGate struct{}

func (blockGate) Trigger() []byte { return []byte(">-+*:[#0123456789") }

func (blockGate) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := stateOf(pc)
	line, at := reader.PeekLine()
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		depth++
	}
	if depth > maxNesting {
		s.refuse(at.Start, at.Stop, fmt.Sprintf("this is nested more than %d levels deep", maxNesting))
	}
	if offset := pc.BlockOffset(); offset >= 0 && line[offset] == '#' {
		s.chargeAttributes(line, at)
	}
	if !s.over {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &commentBlock{closer: neverCloser}, parser.NoChildren
}

// neverCloser closes the block that swallows the rest of a page: no line of a
// text holds a NUL.
var neverCloser = []byte{0}

func (blockGate) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (blockGate) Close(ast.Node, text.Reader, parser.Context) {}
func (blockGate) CanInterruptParagraph() bool                 { return true }
func (blockGate) CanAcceptIndentedLine() bool                 { return false }

// chargeAttributes charges what may be read as the attributes of a heading.
func (s *state) chargeAttributes(line []byte, at text.Segment) {
	if i := bytes.IndexByte(line, '{'); i >= 0 {
		s.charge(attributeWork*(len(line)-i), len(line)-i, at)
	}
}

const attributeWork = 5

// counted is a parser of containers that charges each line which it is asked
// about: goldmark asks all that are open, and keeps a note of it.
type counted struct{ parser.BlockParser }

const lineWork = 500

func (c counted) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	s := stateOf(pc)
	_, at := reader.PeekLine()
	if !s.charge(lineWork, 1, at) {
		return parser.Close
	}
	return c.BlockParser.Continue(node, reader, pc)
}

// paragraphGate bounds what goldmark makes of a paragraph's lines: definitions
// of links, the rows of tables, the attributes of an underlined heading.
type paragraphGate struct{}

func (paragraphGate) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	s, lines := stateOf(pc), p.Lines()
	if lines.Len() == 0 {
		return
	}
	size, definitions, columns := 0, 0, 0
	var line []byte
	for i := range lines.Len() {
		segment := lines.At(i)
		line = segment.Value(reader.Source())
		size += len(line)
		definitions += bytes.Count(line, []byte("]:"))
		if i > 0 {
			columns = max(columns, delimiterColumns(line))
		}
	}
	at := lines.At(0)
	if first := bytes.TrimLeft(at.Value(reader.Source()), " "); definitions > 0 && first[0] == '[' {
		s.charge(definitions, size, at)
		s.charge(lines.Len(), lines.Len(), at)
	}
	s.chargeAttributes(line, at)
	s.table(columns, lines.Len(), at)
	if s.over {
		lines.SetSliced(0, 0)
	}
}

// table counts the cells that goldmark would make of lines with a delimiter row.
func (s *state) table(columns, lines int, at text.Segment) {
	if s.cells += columns * lines; s.cells > maxCells {
		s.refuse(at.Start, at.Stop, fmt.Sprintf("up to the end of this table the tables of this page have more than %d cells", maxCells))
	}
	if columns > maxColumns {
		s.refuse(at.Start, at.Stop, fmt.Sprintf("this table has more than %d columns", maxColumns))
	}
}

// delimiterColumns counts the columns of a table's delimiter row, 0 for any
// other line.
func delimiterColumns(line []byte) int {
	columns, dashes, colons := 1, false, false
	for _, c := range line {
		switch c {
		case '|':
			columns++
		case '-':
			dashes = true
		case ':':
			colons = true
		case ' ', '\t', '\n', '\v', '\f', '\r':
		default:
			return 0
		}
	}
	if !dashes || columns == 1 && !colons {
		return 0
	}
	return columns
}

// footnoteGate bounds how many footnotes there are: goldmark looks each mark up
// among all of them, one by one.
type footnoteGate struct{ parser.BlockParser }

func (g footnoteGate) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := stateOf(pc)
	_, at := reader.PeekLine()
	node, state := g.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	if s.notes = append(s.notes, node.(*east.Footnote)); len(s.notes) > maxFootnotes {
		s.refuse(at.Start, at.Stop, fmt.Sprintf("this page has more than %d footnotes", maxFootnotes))
	}
	return node, state
}

// inlineGate looks at a block once, at the first character of it that could
// begin anything.
type inlineGate struct{}

func (inlineGate) Trigger() []byte { return []byte(" !\"%'(*-<@[]_`~") }

func (inlineGate) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	if s.inBlock.seen {
		return nil
	}
	s.inBlock.seen = true
	if !s.over {
		s.lookAhead(block)
	}
	if !s.over {
		return nil
	}
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	return ast.NewTextSegment(text.NewSegment(0, 0))
}

// CloseBlock makes the next block a new one.
func (inlineGate) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	stateOf(pc).inBlock = blockAhead{}
}

// blockAhead is what is known of the block whose inlines are being read.
type blockAhead struct {
	seen       bool
	attributes bool // it holds ]{
	cites      bool // it holds @
	flat       bool // state.flat is that of this block
}

// lookAhead charges a block's marks, and notes which constructs it can hold.
func (s *state) lookAhead(block text.Reader) {
	line, at := block.Position()
	size, weight, lines := 0, 0, 0
	for {
		chars, _ := block.PeekLine()
		if chars == nil {
			break
		}
		lines++
		size += len(chars)
		weight += s.weigh(chars)
		block.AdvanceLine()
	}
	block.SetPosition(line, at)
	s.charge(weight, size, at)
	s.charge(lines, lines, at)
}

// opening are the marks for which goldmark may look through the rest of a block,
// or through all of those before.
var opening = [256]bool{'[': true, ']': true, '*': true, '_': true, '~': true, '`': true, '<': true, '"': true, '\'': true, '@': true}

func (s *state) weigh(chars []byte) (weight int) {
	for i, c := range chars {
		if opening[c] {
			weight++
		}
		if c == '@' {
			s.inBlock.cites = true
		}
		if c == '{' && i > 0 && chars[i-1] == ']' {
			s.inBlock.attributes = true
		}
	}
	return weight
}
