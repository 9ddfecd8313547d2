package markdown

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"gloss/internal/content"
)

var alignments = map[east.Alignment]string{
	east.AlignLeft: ` class="ta-left"`, east.AlignRight: ` class="ta-right"`, east.AlignCenter: ` class="ta-center"`,
}

// table writes a table within a region that scrolls. Alignment is a class: a
// style attribute would break our own policy.
func (r *renderer) table(n *east.Table) {
	r.tables++
	r.write(`<div class="table" role="region" tabindex="0" aria-label="Table ` + strconv.Itoa(r.tables) + "\"><table>\n")
	r.withOwnScope(func() {
		body := false
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			if !r.bounded(row) {
				break
			}
			if row.Kind() == east.KindTableHeader {
				r.write("<thead>\n")
				r.row(row, true)
				r.write("</thead>\n")
				continue
			}
			if !body {
				r.write("<tbody>\n")
				body = true
			}
			r.row(row, false)
		}
		if body {
			r.write("</tbody>\n")
		}
	})
	r.write("</table></div>\n")
}

func (r *renderer) row(row ast.Node, header bool) {
	r.write("<tr>\n")
	if table, ok := row.Parent().(*east.Table); ok && !header {
		r.surplus(row, len(table.Alignments))
	}
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*east.TableCell)
		if !ok {
			continue
		}
		align := alignments[cell.Alignment]
		r.cell = true
		switch {
		case header && cell.FirstChild() != nil:
			r.write("<th scope=\"col\"" + align + ">")
			r.textBlock(cell, content.BlockHeader)
			r.write("</th>\n")
		default:
			r.write("<td" + align + ">")
			r.textBlock(cell, content.BlockCell)
			r.write("</td>\n")
		}
	}
	r.cell = false
	r.write("</tr>\n")
}

// surplus warns of cells that a row has beyond its table's.
func (r *renderer) surplus(row ast.Node, columns int) {
	start := max(row.Pos(), 0)
	line := lineAt(r.src, start)
	if n := countCells(line); n > columns {
		r.report(codeTable, start, start+len(line), fmt.Sprintf("this row has %d cells and its table %d: what is beyond is shown nowhere", n, columns), "give the heading and the line of dashes a cell more, or write \\| for a | that is text")
	}
}

// almostTable warns of a paragraph that was meant to be a table.
func (r *renderer) almostTable(p *ast.Paragraph) {
	lines := p.Lines()
	if lines.Len() < 2 {
		return
	}
	head, dashes := lines.At(0), lines.At(1)
	below := delimiterColumns(dashes.Value(r.src))
	above := countCells(bytes.TrimSpace(head.Value(r.src)))
	if below > 1 && above > 1 && below != above {
		r.report(codeTable, dashes.Start, dashes.Start+len(bytes.TrimSpace(dashes.Value(r.src))), fmt.Sprintf("this is no table: its heading has %d cells, and the line of dashes %d", above, below), "|"+strings.Repeat("---|", above))
	}
}

func lineAt(src []byte, start int) []byte {
	line := src[min(start, len(src)):]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return bytes.TrimSpace(line)
}

// countCells counts the cells of a row as goldmark divides it: at each | that is
// not escaped and not a wikilink's.
func countCells(line []byte) int {
	line = hidePipes(line)
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("|")), []byte("|"))
	cells := 1
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') {
			cells++
		}
	}
	return cells
}
