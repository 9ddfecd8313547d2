package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"gloss/internal/content"
)

// inlines writes what stands in a block or inline element.
func (r *renderer) inlines(n ast.Node) {
	r.depth++
	label := false
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if !r.bounded(c) {
			break
		}
		if box, ok := c.(*east.TaskCheckBox); ok {
			r.write(`<label><input type="checkbox" disabled`)
			if box.IsChecked {
				r.write(" checked")
			}
			r.write("> ")
			label = true
			continue
		}
		r.inline(c)
	}
	if label {
		r.write("</label>")
	}
	r.depth--
}

func (r *renderer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n)
	case *mark:
		r.unit([]byte(n.Value), n.Segment.Start, n.Segment.Stop)
	case *ast.String:
		r.unit(n.Value, max(n.Pos(), 0), max(n.Pos(), 0))
	case *ast.Emphasis:
		r.wrapped([]string{"em", "strong"}[min(n.Level, 2)-1], n)
	case *east.Strikethrough:
		r.masked(func() { r.wrapped("del", n) })
	case *ast.CodeSpan:
		r.codeSpan(n)
	case *ast.Link:
		r.link(n)
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.Image:
		r.image(n)
	case *ast.RawHTML:
		r.rawHTML(n)
	case *comment:
		r.drop(n.span.Start, n.span.Stop)
	case *wikilink:
		r.wikiSlot(n, false)
	case *citation:
		r.citeSlot(n)
	case *bracketSpan:
		if n.class == "nolink" {
			r.masked(func() { r.inlines(n) })
			return
		}
		r.body.Accepted = append(r.body.Accepted, r.span(n.span.Start, n.span.Stop))
		r.inlines(n)
	case *bracketOpen:
		for _, line := range n.lines {
			r.textRange(line.Start, line.Stop)
		}
	case *east.FootnoteLink:
		r.footnoteMark(n)
	case *east.FootnoteBacklink:
		r.footnoteBack(n)
	default:
		r.inlines(n)
	}
}

func (r *renderer) wrapped(tag string, n ast.Node) {
	r.write("<" + tag + ">")
	r.inlines(n)
	r.write("</" + tag + ">")
}

// masked writes what no form may stand in or reach into.
func (r *renderer) masked(f func()) {
	r.barrier()
	r.mask++
	f()
	r.mask--
	r.barrier()
}

func (r *renderer) codeSpan(n *ast.CodeSpan) {
	r.write("<code>")
	r.masked(func() {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			t, ok := c.(*ast.Text)
			if !ok {
				continue
			}
			r.code(t.Segment.Start, t.Segment.Stop)
		}
	})
	r.write("</code>")
}

// code writes src[start:end] as it stands, but for line breaks, which are spaces
// there, and \| in a table, where it is how | is written.
func (r *renderer) code(start, end int) {
	from := start
	for i := start; i < end; i++ {
		switch c := r.src[i]; {
		case c == '\n':
			r.verbatim(from, i)
			r.unit([]byte(" "), i, i+1)
			from = i + 1
		case c == '\\' && r.cell && i+1 < end && r.src[i+1] == '|':
			r.verbatim(from, i)
			r.unit([]byte("|"), i, i+2)
			i++
			from = i + 1
		}
	}
	r.verbatim(from, end)
}

// link writes a link's words. The <a> around them comes with them where the
// address is complete, and from the site's names where it is not.
func (r *renderer) link(n *ast.Link) {
	r.countCopy(n.Reference, n.Destination, n.Title)
	dest := decode(n.Destination)
	kind := classify(dest)
	start, end := r.nodeSpan(n)
	if r.links > 0 {
		r.inlines(n)
		return
	}
	if kind == destRefused {
		r.report(codeScheme, start, end, fmt.Sprintf("links to %s are not published; it becomes its text", clip(dest)), "https://…")
		r.masked(func() { r.inlines(n) })
		return
	}
	at, slot := int32(len(r.out)), r.newSlot(content.SlotLink, start, end)
	title := decode(n.Title)
	if kind == destExternal {
		r.body.Slots[slot].Kind = content.SlotExternal
		r.write(`<a href="`)
		r.out = append(r.out, href(dest)...)
		r.write(`"`)
		r.titleAttr(title)
		r.write(">")
	}
	r.setTarget(slot, dest, n)
	r.body.Slots[slot].Title = title
	if n.FirstChild() == nil {
		r.report(codeEmpty, start, end, "this link has no words", "[words](…)")
	}
	r.links++
	r.masked(func() { r.inlines(n) })
	r.links--
	if kind == destExternal {
		r.write("</a>")
	}
	r.body.Slots[slot].At, r.body.Slots[slot].End = at, int32(len(r.out))
}

func clip(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return strconv.Quote(s)
}

func (r *renderer) titleAttr(title string) {
	if title != "" {
		r.write(` title="`)
		r.out = append(r.out, escapeAttr([]byte(title))...)
		r.write(`"`)
	}
}

func (r *renderer) autoLink(n *ast.AutoLink) {
	start, end := r.nodeSpan(n)
	dest := string(n.URL(r.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower([]byte(dest)), []byte("mailto:")) {
		dest = "mailto:" + dest
	}
	if r.links > 0 || classify(dest) != destExternal {
		if r.links == 0 {
			r.report(codeScheme, start, end, fmt.Sprintf("links to %s are not published; it becomes its text", clip(dest)), "https://…")
		}
		r.masked(func() { r.verbatim(start, end) })
		return
	}
	at, slot := int32(len(r.out)), r.newSlot(content.SlotExternal, start, end)
	r.write(`<a href="`)
	r.out = append(r.out, href(dest)...)
	r.write(`">`)
	r.masked(func() { r.verbatim(start, end) })
	r.write("</a>")
	s := &r.body.Slots[slot]
	s.At, s.End, s.Target, s.TargetAt = at, int32(len(r.out)), dest, r.span(start, end)
}

// newSlot appends a slot before what it holds, so that slots stay in order.
func (r *renderer) newSlot(kind content.SlotKind, start, end int) int {
	src := r.span(start, end)
	r.body.Slots = append(r.body.Slots, content.Slot{
		Kind: kind, At: int32(len(r.out)), End: int32(len(r.out)), Src: src, TargetAt: src, Block: r.block, Scope: r.cur,
	})
	return len(r.body.Slots) - 1
}

// setTarget divides a link's address at its fragment and finds where it stands.
func (r *renderer) setTarget(slot int, dest string, n ast.Node) {
	s := &r.body.Slots[slot]
	s.Target, s.Fragment = cutFragment(dest)
	if at, _, found := r.destination(n); found {
		s.TargetAt = r.span(at.Start, at.End)
	}
}

// countCopy counts what a reference copies: the file holds an address and a
// title once, each slot again.
func (r *renderer) countCopy(reference *ast.ReferenceLink, dest, title []byte) {
	if reference != nil {
		r.copied += len(dest) + len(title)
	}
}

func cutFragment(dest string) (target, fragment string) {
	for i := 0; i < len(dest); i++ {
		if dest[i] == '#' {
			return dest[:i], dest[i+1:]
		}
	}
	return dest, ""
}

func (r *renderer) rawHTML(n *ast.RawHTML) {
	start, end := r.nodeSpan(n)
	r.drop(start, end)
	tag := r.src[start:end]
	if bytes.HasPrefix(tag, htmlOpen) {
		return
	}
	r.barrier()
	fix := "write it in Markdown"
	switch name := tagWord(tag); name {
	case "sup", "sub":
		fix = "type the raised or lowered character itself: 10⁶, m², CO₂"
	case "br":
		fix = "end the line with a backslash"
	case "b", "strong":
		fix = "**…**"
	case "i", "em":
		fix = "*…*"
	case "s", "del", "strike":
		fix = "~~…~~"
	case "a":
		fix = "[words](address)"
	case "img":
		fix = "![what it shows](map.png)"
	}
	r.report(codeRawHTML, start, end, "raw HTML is not passed through: this tag is dropped and its text stays", fix)
}

// tagWord is the name of a raw tag, in lower case.
func tagWord(tag []byte) string {
	word := bytes.TrimLeft(tag, "</")
	if i := bytes.IndexAny(word, " \t\n/>"); i >= 0 {
		word = word[:i]
	}
	return string(bytes.ToLower(word))
}

// footnoteMark writes a letter: citations have the numbers, and a reader must not
// take note 1 for reference 1 in the same sentence.
func (r *renderer) footnoteMark(n *east.FootnoteLink) {
	r.object()
	num, letter := strconv.Itoa(n.Index), content.Letters(n.Index-1)
	id := "fnref-" + num
	if n.RefIndex > 0 {
		id += "-" + strconv.Itoa(n.RefIndex+1)
	}
	r.body.IDs = append(r.body.IDs, id)
	start, end := r.nodeSpan(n)
	slot := r.newSlot(content.SlotNote, start, end)
	r.write(`<sup class="fn"><a id="` + id + `" href="#fn-` + num + `" role="doc-noteref" aria-label="Footnote ` + letter + `">` + letter + `</a></sup>`)
	r.body.Slots[slot].End = int32(len(r.out))
}

func (r *renderer) footnoteBack(n *east.FootnoteBacklink) {
	r.object()
	id, label := "fnref-"+strconv.Itoa(n.Index), "Back to the text"
	if n.RefIndex > 0 {
		id += "-" + strconv.Itoa(n.RefIndex+1)
		label += ", place " + strconv.Itoa(n.RefIndex+1)
	}
	r.write(` <a class="fn-back" href="#` + id + `" role="doc-backlink" aria-label="` + label + "\">↩\ufe0e</a>")
}

// wikiSlot writes what stands for a wikilink until the names are known.
func (r *renderer) wikiSlot(n *wikilink, alone bool) {
	start, end := n.span.Start, n.span.Stop
	if r.links > 0 {
		if n.embed {
			r.report(codeEmbedded, start, end, "nothing can be embedded in the words of a link", "put it beside the link")
		}
		r.masked(func() { r.wikiText(n) })
		return
	}
	kind := content.SlotWiki
	if n.embed {
		kind = content.SlotEmbed
	}
	at, slot := int32(len(r.out)), r.newSlot(kind, start, end)
	s := &r.body.Slots[slot]
	s.Target, s.Fragment = cutFragment(n.target)
	s.TargetAt = r.span(n.targetAt.Start, n.targetAt.Stop)
	s.Label, s.Labelled, s.Alone = n.label, n.labelled, alone
	r.links++
	r.masked(func() { r.wikiText(n) })
	r.links--
	r.body.Slots[slot].At, r.body.Slots[slot].End = at, int32(len(r.out))
}

func (r *renderer) wikiText(n *wikilink) {
	switch {
	case n.embed && n.labelled:
		r.unit([]byte(n.label), n.labelAt.Start, n.labelAt.Stop)
	case n.labelled:
		r.inlines(n)
	default:
		words, fragment := cutFragment(n.target)
		if words == "" {
			words = fragment
		}
		r.unit([]byte(words), n.targetAt.Start, n.targetAt.Stop)
	}
}
