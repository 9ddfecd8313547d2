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

// tagKind is what the name of an element tells of it.
type tagKind struct {
	void  bool
	block bool
	skip  bool     // it helps to find one's way on a screen, or is for screens alone
	ends  []string // the elements that its opening tag ends, where HTML lets a template leave that out
}

var tagKinds = func() map[string]tagKind {
	all := map[string]tagKind{}
	each := func(names string, set func(*tagKind)) {
		for _, name := range strings.Fields(names) {
			kind := all[name]
			set(&kind)
			all[name] = kind
		}
	}
	each("area base br col embed hr img input link meta source track wbr", func(k *tagKind) { k.void = true })
	each("address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul", func(k *tagKind) { k.block = true })
	each("nav svg button form fieldset script style template select", func(k *tagKind) { k.skip = true })
	each("p ul ol dl div section table blockquote pre h1 h2 h3 h4 h5 h6 figure aside hr", func(k *tagKind) { k.ends = []string{"p"} })
	each("li", func(k *tagKind) { k.ends = []string{"li", "p"} })
	each("dt dd", func(k *tagKind) { k.ends = []string{"dt", "dd", "p"} })
	each("td th", func(k *tagKind) { k.ends = []string{"td", "th", "p"} })
	each("tr", func(k *tagKind) { k.ends = []string{"tr", "td", "th", "p"} })
	each("tbody", func(k *tagKind) { k.ends = []string{"thead", "tr", "td", "th"} })
	return all
}()

var skippedClasses = strings.Fields("permalink picture sidenote fn-back vh actions rail js-only filters crumbs icon marks")

func skipped(n *node) bool {
	return len(n.attrs) > 0 && (n.has("hidden") || n.value("aria-hidden") == "true" || n.value("role") == "doc-backlink" ||
		n.class(skippedClasses...) || n.tag == "a" && strings.HasPrefix(n.value("href"), "#cite-"))
}

// parser reads HTML into a tree. Its nodes, attributes and lists of nodes serve
// one page after another.
type parser struct {
	rest  string
	slabs [][]node
	used  int // of the nodes of all slabs
	attrs []attribute
	open  []*node
	words []byte // the markdowner's
}

const slabSize = 256

var parsers = sync.Pool{New: func() any { return new(parser) }}

// tree reads HTML that the renderer and the templates wrote. x/net/html
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
	end := nameEnd(p.rest, 1)
	tag := strings.ToLower(p.rest[1:end])
	p.rest = p.rest[end:]
	kind := tagKinds[tag]
	for len(kind.ends) > 0 && len(p.open) > 1 && slices.Contains(kind.ends, p.open[len(p.open)-1].tag) {
		p.open = p.open[:len(p.open)-1]
	}
	above := p.open[len(p.open)-1].skip
	n := p.add()
	n.tag = tag
	first := len(p.attrs)
	for p.attribute() {
	}
	n.attrs = p.attrs[first:len(p.attrs):len(p.attrs)]
	n.block, n.skip = kind.block, above || kind.skip || skipped(n)
	switch {
	case tag == "script" || tag == "style": // what is in it is no HTML
		p.upTo("</" + tag)
		p.upTo(">")
	case !kind.void:
		p.open = append(p.open, n)
	}
}

// nameEnd is where a name that begins at a place ends.
func nameEnd(s string, from int) int {
	for i := from; i < len(s); i++ {
		switch s[i] {
		case ' ', '\n', '\t', '/', '>', '=':
			return i
		}
	}
	return len(s)
}

// attribute takes the next attribute of a tag, or its end.
func (p *parser) attribute() bool {
	i := 0
	for i < len(p.rest) && (p.rest[i] == ' ' || p.rest[i] == '\n' || p.rest[i] == '\t' || p.rest[i] == '/') {
		i++
	}
	p.rest = p.rest[i:]
	if p.rest == "" || p.rest[0] == '>' {
		p.rest = strings.TrimPrefix(p.rest, ">")
		return false
	}
	end := nameEnd(p.rest, 0)
	if end < 1 || end == len(p.rest) {
		p.upTo(">")
		return false
	}
	a := attribute{key: p.rest[:end]}
	if p.rest = p.rest[end:]; p.rest[0] == '=' {
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
