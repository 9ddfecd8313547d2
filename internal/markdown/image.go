package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"gloss/internal/content"
)

// image leaves a slot for a picture within a line.
func (r *renderer) image(n *ast.Image) {
	r.imageSlot(n)
}

func (r *renderer) imageSlot(n *ast.Image) bool {
	r.countCopy(n.Reference, n.Destination, n.Title)
	dest := decode(n.Destination)
	start, end := r.nodeSpan(n)
	r.object()
	if classify(dest) != destInternal || strings.HasPrefix(dest, "/") {
		r.report(codeRemoteImage, start, end, "a page shows only pictures that travel with it", "put the file beside the page's index.md, and write ![what it shows](map.png)")
		return false
	}
	slot := r.newSlot(content.SlotImage, start, end)
	r.setTarget(slot, dest, n)
	s := &r.body.Slots[slot]
	s.Label = foldSpaces(r.altText(n))
	s.Labelled = true
	s.Title = decode(n.Title)
	r.write(content.ImagePlaceholder)
	r.body.Slots[slot].End = int32(len(r.out))
	return true
}

// altText is the plain text of a picture's description.
func (r *renderer) altText(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch c := c.(type) {
		case *ast.Text:
			if words := c.Segment.Value(r.src); c.IsRaw() {
				b.Write(words)
			} else {
				b.WriteString(decode(words))
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *mark:
			b.WriteString(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(r.src))
		case *wikilink:
			if !c.labelled {
				b.WriteString(c.target)
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// figure writes a picture that stands alone; its title is its caption, which
// has a scope of its own.
func (r *renderer) figure(n *ast.Image) bool {
	title := decode(n.Title)
	if title == "" {
		return false
	}
	r.write("<figure>")
	if r.imageSlot(n) {
		r.body.Slots[len(r.body.Slots)-1].Title = ""
		r.body.Slots[len(r.body.Slots)-1].Alone = true
	}
	r.write("<figcaption>")
	r.withOwnScope(func() {
		r.beginBlock(content.BlockCaption)
		if _, at, found := r.destination(n); found && at.End > 0 {
			r.textRange(at.Start, at.End)
		} else {
			r.unit([]byte(title), max(n.Pos(), 0), max(n.Pos(), 0))
		}
		r.endBlock()
	})
	r.write("</figcaption></figure>\n")
	return true
}
