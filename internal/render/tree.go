package render

import (
	"html"
	"slices"
	"strings"
	"sync"
)

// node is an element of a finished page, or a stretch of text.
type node struct {
	tag   string // "" for text
	text  string
	attrs []attribute
	kids  []*node
	block bool // it stands in lines of its own
	skip  bool // no part of the text
}

type attribute struct{ key, value string }

func (n *node) attr(name string) (string, bool) {
	for _, a := range n.attrs {
		if a.key == name {
			return a.value, true
		}
	}
	return "", false
}

func (n *node) has(name string) bool {
	_, ok := n.attr(name)
	return ok
}

func (n *node) value(name string) string {
	v, _ := n.attr(name)
	return v
}

func (n *node) class(names ...string) bool {
	for rest := n.value("class"); rest != ""; {
		var c string
		c, rest, _ = strings.Cut(rest, " ")
		if slices.Contains(names, c) {
			return true
		}
	}
	return false
}

// plain is all text below a node.
func (n *node) plain() string {
	if n.tag == "" {
		return n.text
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.plain())
	}
	return b.String()
}

var (
	voidTags  = setOf("area base br col embed hr img input link meta source track wbr")
	blockTags = setOf("address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul")
	// What helps to find one's way on a screen, and what is for screens alone.
	skippedTags    = setOf("nav svg button form fieldset script style template select")
	skippedClasses = strings.Fields("permalink picture sidenote fn-back vh actions rail js-only filters crumbs icon marks")
)

func skipped(n *node) bool {
	return skippedTags[n.tag] || len(n.attrs) > 0 && (n.has("hidden") || n.value("aria-hidden") == "true" || n.value("role") == "doc-backlink" ||
		n.class(skippedClasses...) || n.tag == "a" && strings.HasPrefix(n.value("href"), "#cite-"))
}

// closedBy tells which elements an opening tag ends, where a template leaves
// out what HTML lets it leave out.
var closedBy = map[string][]string{
	"li": {"li", "p"}, "dt": {"dt", "dd", "p"}, "dd": {"dt", "dd", "p"}, "tr": {"tr", "td", "th", "p"}, "td": {"td", "th", "p"}, "th": {"td", "th", "p"},
	"p": {"p"}, "ul": {"p"}, "ol": {"p"}, "dl": {"p"}, "div": {"p"}, "section": {"p"}, "table": {"p"}, "blockquote": {"p"}, "pre": {"p"},
	"h1": {"p"}, "h2": {"p"}, "h3": {"p"}, "h4": {"p"}, "h5": {"p"}, "h6": {"p"}, "figure": {"p"}, "aside": {"p"}, "hr": {"p"}, "tbody": {"thead", "tr", "td", "th"},
}

// parser reads HTML into a tree. Its nodes, attributes and lists of nodes serve
// one page after another.
type parser struct {
	rest  string
	slabs [][]node
	used  int // of the nodes of all slabs
	attrs []attribute
	open  []*node
}

const slabSize = 256

var parsers = sync.Pool{New: func() any { return new(parser) }}

// parseTree reads HTML that the renderer and the templates wrote. x/net/html
// mends more, and takes three times as long, most of it for copies of each name.
// The tree is gone once the parser reads another page.
func (p *parser) tree(page []byte) *node {
	p.rest, p.used, p.attrs = string(page), 0, p.attrs[:0]
	root := p.node()
	root.tag, root.block = "div", true
	p.open = append(p.open[:0], root)
	for p.rest != "" {
		i := strings.IndexByte(p.rest, '<')
		switch {
		case i < 0:
			i = len(p.rest)
			fallthrough
		case i > 0:
			p.text(p.rest[:i])
			p.rest = p.rest[i:]
		case strings.HasPrefix(p.rest, "</"):
			name := p.upTo(">")
			p.end(strings.TrimSpace(name[len("</"):]))
		case strings.HasPrefix(p.rest, "<!--"):
			p.upTo("-->")
		case len(p.rest) > 1 && letter(p.rest[1]):
			p.start()
		default:
			p.upTo(">")
		}
	}
	return root
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// upTo takes what stands before a mark, and the mark away.
func (p *parser) upTo(mark string) string {
	before, after, _ := strings.Cut(p.rest, mark)
	p.rest = after
	return before
}

func (p *parser) text(s string) {
	if !p.open[len(p.open)-1].skip {
		p.add().text = html.UnescapeString(s)
	}
}

func (p *parser) node() *node {
	if p.used == slabSize*len(p.slabs) {
		p.slabs = append(p.slabs, make([]node, slabSize))
	}
	n := &p.slabs[p.used/slabSize][p.used%slabSize]
	p.used++
	*n = node{kids: n.kids[:0]}
	return n
}

// add puts a new node below the innermost open one.
func (p *parser) add() *node {
	n := p.node()
	top := p.open[len(p.open)-1]
	top.kids = append(top.kids, n)
	return n
}

func (p *parser) start() {
	end := strings.IndexAny(p.rest, " \n\t/>")
	if end < 0 {
		end = len(p.rest)
	}
	tag := strings.ToLower(p.rest[1:end])
	p.rest = p.rest[end:]
	for ends := closedBy[tag]; len(p.open) > 1 && slices.Contains(ends, p.open[len(p.open)-1].tag); {
		p.open = p.open[:len(p.open)-1]
	}
	n := p.add()
	n.tag = tag
	first := len(p.attrs)
	for p.attribute() {
	}
	n.attrs = p.attrs[first:len(p.attrs):len(p.attrs)]
	n.block, n.skip = blockTags[tag], p.open[len(p.open)-1].skip || skipped(n)
	switch {
	case tag == "script" || tag == "style": // what is in it is no HTML
		p.upTo("</" + tag)
		p.upTo(">")
	case !voidTags[tag]:
		p.open = append(p.open, n)
	}
}

// attribute takes the next attribute of a tag, or its end.
func (p *parser) attribute() bool {
	p.rest = strings.TrimLeft(p.rest, " \n\t/")
	if p.rest == "" || p.rest[0] == '>' {
		p.rest = strings.TrimPrefix(p.rest, ">")
		return false
	}
	end := strings.IndexAny(p.rest, "= \n\t/>")
	if end < 1 {
		p.upTo(">")
		return false
	}
	a := attribute{key: p.rest[:end]}
	if p.rest = p.rest[end:]; strings.HasPrefix(p.rest, "=") {
		p.rest = p.rest[1:]
		a.value = html.UnescapeString(p.value())
	}
	p.attrs = append(p.attrs, a)
	return true
}

func (p *parser) value() string {
	if p.rest != "" && (p.rest[0] == '"' || p.rest[0] == '\'') {
		quote := p.rest[:1]
		p.rest = p.rest[1:]
		return p.upTo(quote)
	}
	end := strings.IndexAny(p.rest, " \n\t>")
	if end < 0 {
		end = len(p.rest)
	}
	value := p.rest[:end]
	p.rest = p.rest[end:]
	return value
}

func (p *parser) end(name string) {
	for i := len(p.open) - 1; i > 0; i-- {
		if p.open[i].tag == name {
			p.open = p.open[:i]
			return
		}
	}
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
