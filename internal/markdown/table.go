package markdown

import (
	"strconv"

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
