package markdown

import (
	"bytes"
	"fmt"

	"gloss/internal/diag"
)

// The bounds of one file. Each stands well above what a long page needs and
// well below where goldmark's cost, quadratic in each of these, is felt.
const (
	maxNesting    = 100
	maxColumns    = 100
	maxCells      = 20_000
	maxCodeBlock  = 64_000
	maxHighlight  = 8_000
	maxBrackets   = 2_000 // [ in one paragraph
	maxMarks      = 5_000 // * _ ~ ` " ' in one paragraph
	maxDefs       = 2_000 // footnotes and link definitions in a file
	maxExpansion  = 20
	maxExtraBytes = 1_000_000
)

// outOfBounds looks at the raw lines before goldmark does, and names the first
// place from which on parsing could cost more than a page is worth.
func outOfBounds(src []byte) (at diag.Span, what string) {
	var b bounder
	for start := 0; start < len(src); {
		end := start + bytes.IndexByte(src[start:], '\n')
		if end < start {
			end = len(src)
		}
		if what := b.line(src[start:end]); what != "" {
			return diag.Span{Start: start, End: min(end, start+80)}, what
		}
		start = end + 1
	}
	return diag.Span{}, ""
}

// bounder counts what stands in the paragraph at hand and in the file so far.
type bounder struct {
	brackets, marks, cells, columns, defs int
}

func (b *bounder) line(line []byte) string {
	rest, depth := unprefix(line)
	if depth > maxNesting {
		return fmt.Sprintf("this is nested more than %d levels deep", maxNesting)
	}
	if len(bytes.TrimSpace(rest)) == 0 {
		b.brackets, b.marks, b.columns = 0, 0, 0
		return ""
	}
	for _, c := range line {
		switch c {
		case '[':
			b.brackets++
		case '*', '_', '~', '`', '"', '\'', '<':
			b.marks++
		}
	}
	if rest[0] == '[' && bytes.Contains(rest, []byte("]:")) {
		b.defs++
	}
	switch {
	case b.brackets > maxBrackets:
		return fmt.Sprintf("this paragraph has more than %d opening brackets", maxBrackets)
	case b.marks > maxMarks:
		return fmt.Sprintf("this paragraph has more than %d marks of emphasis, code or quotation", maxMarks)
	case b.defs > maxDefs:
		return fmt.Sprintf("this page has more than %d footnotes and link definitions", maxDefs)
	}
	return b.table(rest)
}

// table counts the cells that the lines below a delimiter row would make.
func (b *bounder) table(rest []byte) string {
	if columns := delimiterColumns(rest); columns > 0 {
		b.columns = max(b.columns, columns)
	}
	if b.columns > maxColumns {
		return fmt.Sprintf("this table has more than %d columns", maxColumns)
	}
	if b.cells += b.columns; b.cells > maxCells {
		return fmt.Sprintf("the tables of this page have more than %d cells", maxCells)
	}
	return ""
}

// delimiterColumns counts the columns of a table's delimiter row, 0 for any
// other line.
func delimiterColumns(line []byte) int {
	columns, dashes := 0, false
	for _, c := range line {
		switch c {
		case '|':
			columns++
		case '-':
			dashes = true
		case ':', ' ', '\t':
		default:
			return 0
		}
	}
	if !dashes || columns == 0 {
		return 0
	}
	return columns + 1
}

// unprefix takes the markers of blockquotes, lists and footnotes off a line,
// and counts them and the levels that its indentation could stand for.
func unprefix(line []byte) (rest []byte, depth int) {
	indent := 0
	for len(line) > 0 {
		switch c := line[0]; {
		case c == ' ':
			indent++
			line = line[1:]
		case c == '\t':
			indent += 4
			line = line[1:]
		case c == '>':
			depth++
			line = line[1:]
		case (c == '-' || c == '*' || c == '+' || c == ':') && len(line) > 1 && (line[1] == ' ' || line[1] == '\t'):
			depth++
			line = line[2:]
		case c >= '0' && c <= '9':
			n := 1
			for n < len(line) && n < 9 && line[n] >= '0' && line[n] <= '9' {
				n++
			}
			if n+1 >= len(line) || line[n] != '.' && line[n] != ')' || line[n+1] != ' ' {
				return line, depth + indent/4
			}
			depth++
			line = line[n+2:]
		default:
			return line, depth + indent/4
		}
	}
	return line, depth
}
