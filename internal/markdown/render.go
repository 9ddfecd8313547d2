package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"gloss/internal/content"
)

// renderer walks a tree once and writes its HTML, its runs and its slots. It is
// our own in place of goldmark's because each character needs its offset in the
// output as well as in the file, and because what leaves must be written here:
// there is no way through it for an element or attribute that is not named in
// this package.
type renderer struct {
	*state
	body     *content.Body
	ids      map[string]bool
	taken    map[string]int
	block    int32 // in body.Blocks, -1 outside of any
	cur      int32 // scope at hand, in body.Scopes
	under    int32 // heading at hand, in body.Headings
	mask     int   // how many elements around exclude links
	links    int   // how many links around: none nests
	quotes   int   // blockquotes around that are no callouts
	depth    int
	copied   int // bytes of addresses and titles that slots hold beside the HTML
	tables   int
	coloured int  // bytes of code in colours so far
	cell     bool // within a cell of a table
}

// newRenderer writes into memory of an earlier run: how much a page takes is
// known only when it is done.
func newRenderer(s *state) *renderer {
	body := &content.Body{Runs: s.runs, Blocks: s.blocks, Slots: s.slots}
	return &renderer{state: s, body: body, block: -1, under: -1, ids: map[string]bool{}, taken: map[string]int{}}
}

// finish copies what was written out of that memory.
func (r *renderer) finish() *content.Body {
	if len(r.out)+r.copied > r.limit {
		r.refuse(0, min(len(r.src), 80), "this page grows to more than 20 times its own size")
	}
	b := r.body
	r.runs, r.blocks, r.slots = b.Runs, b.Blocks, b.Slots
	slices.Sort(b.IDs)
	b.HTML, b.Runs, b.Blocks, b.Slots = kept(r.out), kept(b.Runs), kept(b.Blocks), kept(b.Slots)
	return b
}

// kept is a copy of what stands in scratch memory, nil for nothing: a body is the
// same whatever was there before.
func kept[T any](s []T) []T { return append([]T(nil), s...) }

func (r *renderer) write(s string) { r.out = append(r.out, s...) }

// scope opens a scope of linking rule 3.
func (r *renderer) scope() {
	r.cur = r.body.Scopes
	r.body.Scopes++
}

// withOwnScope runs f in a scope that ends with it.
func (r *renderer) withOwnScope(f func()) {
	outer := r.cur
	r.scope()
	f()
	r.cur = outer
}

func (r *renderer) beginBlock(kind content.BlockKind) {
	if r.quotes > 0 && kind < content.BlockHeading {
		kind = content.BlockQuote
	}
	n := int32(len(r.body.Runs))
	r.body.Blocks = append(r.body.Blocks, content.Block{Runs: [2]int32{n, n}, Scope: r.cur, Heading: r.under, Kind: kind})
	r.block = int32(len(r.body.Blocks) - 1)
}

func (r *renderer) endBlock() {
	r.body.Blocks[r.block].Runs[1] = int32(len(r.body.Runs))
	r.asOf()
	r.body.Blocks[r.block].Runs[1] = int32(len(r.body.Runs))
	r.block = -1
}

// bounded stops the writing once, at the place where it went too far.
func (r *renderer) bounded(n ast.Node) bool {
	if r.over {
		return false
	}
	what := ""
	switch {
	case len(r.out)+r.copied > r.limit:
		what = "this page grows to more than 20 times its own size from here on"
	case r.depth > 2*maxNesting:
		what = fmt.Sprintf("this is nested more than %d levels deep", maxNesting)
	default:
		return true
	}
	start, end := r.nodeSpan(n)
	r.refuse(start, end, what)
	return false
}

// document writes a whole page, with a section for each question of an explainer.
func (r *renderer) document(doc ast.Node) {
	r.scope()
	open, notes := false, false
	closeSection := func() {
		if !notes {
			r.body.Ends = append(r.body.Ends, int32(len(r.out)))
		}
		if open {
			r.write("</section>\n")
		}
		open = false
	}
	for n := doc.FirstChild(); n != nil && r.bounded(n); n = n.NextSibling() {
		if _, ok := n.(*east.FootnoteList); ok {
			closeSection()
			notes = true
		}
		h, ok := n.(*ast.Heading)
		if ok && h.Level <= 2 {
			closeSection()
			r.scope()
			open = r.kind == content.Explainer && h.Level == 2
		}
		if ok {
			r.heading(h, open && h.Level == 2, true)
			continue
		}
		if p, ok := n.(*ast.Paragraph); ok && open && isAnswer(p) {
			r.shortAnswer(p)
			continue
		}
		r.node(n)
	}
	closeSection()
}

// field writes the one line that a field of front matter holds.
func (r *renderer) field(doc ast.Node) {
	r.scope()
	r.beginBlock(content.BlockText)
	for p := doc.FirstChild(); p != nil; p = p.NextSibling() {
		if p.Kind() == ast.KindParagraph {
			r.inlines(p)
		}
	}
	r.endBlock()
}

// isAnswer tells whether a paragraph stands right under its question.
func isAnswer(p *ast.Paragraph) bool {
	prev := p.PreviousSibling()
	for prev != nil && prev.Kind() == kindCommentBlock {
		prev = prev.PreviousSibling()
	}
	h, ok := prev.(*ast.Heading)
	return ok && h.Level == 2
}

func (r *renderer) children(n ast.Node) {
	r.depth++
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
	r.depth--
}

// node writes one block.
func (r *renderer) node(n ast.Node) {
	if !r.bounded(n) {
		return
	}
	switch n := n.(type) {
	case *ast.Paragraph:
		r.paragraph(n)
	case *ast.TextBlock:
		r.textBlock(n, content.BlockText)
		if n.NextSibling() != nil {
			r.write("\n")
		}
	case *ast.Heading:
		r.heading(n, false, false)
	case *ast.Blockquote:
		r.blockquote(n)
	case *ast.List:
		r.list(n)
	case *ast.ListItem:
		r.listItem(n)
	case *ast.CodeBlock:
		r.codeBlock(n, "")
	case *ast.FencedCodeBlock:
		r.codeBlock(n, string(n.Language(r.src)))
	case *ast.ThematicBreak:
		r.write("<hr>\n")
	case *ast.HTMLBlock:
		r.htmlBlock(n)
	case *commentBlock:
		r.drop(n.start, n.end)
	case *east.Table:
		r.table(n)
	case *east.DefinitionList:
		r.element("dl", "\n", n)
	case *east.DefinitionTerm:
		r.definitionTerm(n)
	case *east.DefinitionDescription:
		r.element("dd", "", n)
	case *east.FootnoteList:
		r.footnotes(n)
	case *ast.LinkReferenceDefinition:
	default:
		r.children(n)
	}
}

func (r *renderer) element(name, gap string, n ast.Node) {
	r.write("<" + name + ">" + gap)
	r.children(n)
	r.write("</" + name + ">\n")
}

func (r *renderer) textBlock(n ast.Node, kind content.BlockKind) {
	r.beginBlock(kind)
	r.inlines(n)
	r.endBlock()
}

func (r *renderer) paragraph(p *ast.Paragraph) {
	if r.standsAlone(p) {
		return
	}
	r.almostTable(p)
	r.write("<p>")
	r.textBlock(p, content.BlockText)
	r.write("</p>\n")
}

// onlyChild gives the one thing that a paragraph holds besides comments, nil
// where it holds more; empty tells that it holds nothing else at all.
func (r *renderer) onlyChild(p ast.Node) (only ast.Node, empty bool) {
	for c := p.FirstChild(); c != nil; c = c.NextSibling() {
		if isComment(c, r.src) {
			continue
		}
		if t, ok := c.(*ast.Text); ok && len(bytes.Trim(t.Segment.Value(r.src), " \t\n")) == 0 {
			continue
		}
		if only != nil {
			return nil, false
		}
		only = c
	}
	return only, only == nil
}

// standsAlone writes pictures and embeds that are a paragraph of their own.
func (r *renderer) standsAlone(p *ast.Paragraph) bool {
	only, empty := r.onlyChild(p)
	if empty {
		at := len(r.out)
		r.inlines(p) // comments alone: they are noted as dropped, and leave no space
		r.out = r.out[:at]
		return true
	}
	switch n := only.(type) {
	case *ast.Image:
		return r.figure(n)
	case *wikilink:
		if n.embed {
			r.write("<p>")
			r.beginBlock(content.BlockText)
			r.wikiSlot(n, true)
			r.endBlock()
			// The slot swallows the paragraph around it where it becomes a block.
			slot := &r.body.Slots[len(r.body.Slots)-1]
			r.write("</p>")
			slot.At, slot.End = slot.At-int32(len("<p>")), int32(len(r.out))
			r.write("\n")
			return true
		}
	}
	return false
}

// shortAnswer writes the paragraph that answers a question, and keeps a copy of
// it for cards, embeds and lists.
func (r *renderer) shortAnswer(p *ast.Paragraph) {
	q := &r.body.Questions[len(r.body.Questions)-1]
	r.write(`<p class="short-answer">`)
	from, slots, words := int32(len(r.out)), len(r.body.Slots), r.body.Words
	r.textBlock(p, content.BlockText)
	start, end := r.nodeSpan(p)
	q.At = r.span(start, end)
	q.Words = r.body.Words - words
	q.Short = r.copyOut(from, slots)
	r.write("</p>\n")
}

// copyOut takes what was written since from into a body of its own.
func (r *renderer) copyOut(from int32, slots int) *content.Body {
	short := &content.Body{HTML: bytes.Clone(r.out[from:]), Scopes: 1}
	for _, s := range r.body.Slots[slots:] {
		s.At, s.End, s.Block, s.Scope = s.At-from, s.End-from, -1, 0
		short.Slots = append(short.Slots, s)
	}
	return short
}

func (r *renderer) heading(h *ast.Heading, question, top bool) {
	start, end := r.nodeSpan(h)
	level := h.Level
	if h.FirstChild() == nil {
		r.report(codeEmpty, start, end, "this heading has no words", "## …")
	}
	if level == 1 {
		r.report(codeHeading, start, end, "the page's title is its first heading, so a heading in the text begins with ##", "## …")
		level = 2
	}
	r.body.Headings = append(r.body.Headings, content.Heading{Level: level, At: r.span(start, end)})
	n := len(r.body.Headings) - 1
	r.under = int32(n)
	at := len(r.out)
	r.beginBlock(content.BlockHeading)
	block := r.body.Blocks[r.block]
	slots := len(r.body.Slots)
	r.inlines(h)
	r.endBlock()
	inner := bytes.Clone(r.out[at:])
	block.Runs[1] = int32(len(r.body.Runs))
	r.body.HTML = r.out
	text := string(r.body.AppendText(nil, block))
	if length := utf8.RuneCountInString(text); length > content.MaxName {
		r.report(codeBounds, start, min(end, start+80), fmt.Sprintf("this heading has %d characters; at most %d fit in lists and links", length, content.MaxName), "shorten it, and begin a paragraph below it")
	}
	id := r.idOf(h, text, start, end)
	r.body.Headings[n].Text, r.body.Headings[n].ID = foldSpaces(text), id

	tag := "h" + strconv.Itoa(level)
	open := "<" + tag + ` id="` + id + `">`
	label := "Link to this section"
	if question {
		open = `<section class="question" id="` + id + "\">\n<" + tag + ">"
		label = "Link to this question"
		r.body.Questions = append(r.body.Questions, content.Question{Heading: n, Short: &content.Body{}})
	}
	r.out = append(append(r.out[:at], open...), inner...)
	r.shiftFrom(block.Runs[0], slots, int32(len(open)))
	if top && level <= 3 && r.links == 0 {
		r.write(` <a class="permalink" href="#` + id + `" aria-label="` + label + `">#</a>`)
	}
	r.write("</" + tag + ">\n")
}

// shiftFrom moves runs and slots that were written before their opening tag was.
func (r *renderer) shiftFrom(run int32, slot int, by int32) {
	for i := int(run); i < len(r.body.Runs); i++ {
		r.body.Runs[i].HTML += by
	}
	for i := slot; i < len(r.body.Slots); i++ {
		r.body.Slots[i].At += by
		r.body.Slots[i].End += by
	}
}

func (r *renderer) idOf(h *ast.Heading, text string, start, end int) string {
	id, other := "", false
	for _, a := range h.Attributes() {
		value, _ := a.Value.([]byte)
		if string(a.Name) == "id" {
			id = string(value)
			continue
		}
		other = true
	}
	if other {
		fix := foldSpaces(text)
		if id != "" {
			fix += " {#" + id + "}"
		}
		r.report(codeAttribute, start, end, "only an id means something on a heading", fix)
	}
	if id != "" {
		return r.ownID(id, start, end)
	}
	return r.headingID(text)
}

func (r *renderer) blockquote(n *ast.Blockquote) {
	kind, title := calloutOf(n)
	if kind == "" {
		r.quotes++
		r.element("blockquote", "\n", n)
		r.quotes--
		return
	}
	r.write(`<div class="callout ` + kind + `" role="note"><p class="callout-title">`)
	r.escaped(title)
	r.write("</p>\n")
	r.children(n)
	r.write("</div>\n")
}

func (r *renderer) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	r.write("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		r.write(` start="` + strconv.Itoa(n.Start) + `"`)
	}
	r.write(">\n")
	r.children(n)
	r.write("</" + tag + ">\n")
}

func (r *renderer) listItem(n *ast.ListItem) {
	if isTask(n) {
		r.write(`<li class="task">`)
	} else {
		r.write("<li>")
	}
	if c := n.FirstChild(); c != nil && c.Kind() != ast.KindTextBlock {
		r.write("\n")
	}
	r.children(n)
	r.write("</li>\n")
}

func isTask(n *ast.ListItem) bool {
	c := n.FirstChild()
	if c == nil {
		return false
	}
	_, ok := c.FirstChild().(*east.TaskCheckBox)
	return ok
}

func (r *renderer) definitionTerm(n ast.Node) {
	r.write("<dt>")
	r.textBlock(n, content.BlockText)
	r.write("</dt>\n")
}

func (r *renderer) htmlBlock(n *ast.HTMLBlock) {
	if n.Lines().Len() == 0 {
		return
	}
	start := n.Lines().At(0).Start
	end := n.Lines().At(n.Lines().Len() - 1).Stop
	if n.HasClosure() {
		end = n.ClosureLine.Stop
	}
	r.drop(start, end)
	line := bytes.TrimRight(r.src[start:n.Lines().At(0).Stop], "\n ")
	r.report(codeRawHTML, start, start+len(line), "raw HTML is not passed through: this block is dropped", "write it in Markdown")
}

func (r *renderer) drop(start, end int) {
	r.body.Drops = append(r.body.Drops, r.span(start, end))
}

func (r *renderer) footnotes(n *east.FootnoteList) {
	r.under = -1
	r.body.IDs = append(r.body.IDs, "footnotes")
	r.write("<section class=\"footnotes\" role=\"doc-endnotes\">\n<h2 class=\"vh\" id=\"footnotes\">Footnotes</h2>\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f := c.(*east.Footnote)
		id := "fn-" + strconv.Itoa(f.Index)
		r.body.IDs = append(r.body.IDs, id)
		r.write(`<li id="` + id + "\">\n")
		r.withOwnScope(func() { r.children(f) })
		r.write("</li>\n")
	}
	r.write("</ol>\n</section>\n")
}
