package render

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inliner writes words with their marks, spaces folded, behind what the markdowner's
// buffer holds already.
type inliner struct {
	*markdowner
	from  int  // where its own words begin
	space bool // one is owed before the next word
}

func (m *markdowner) inline(nodes []*node) string {
	w := inliner{markdowner: m, from: len(m.out)}
	w.nodes(nodes)
	words := string(m.out[w.from:])
	m.out = m.out[:w.from]
	return words
}

// last is the byte that was written last, 0 before the first.
func (w *inliner) last() byte {
	if len(w.out) == w.from {
		return 0
	}
	return w.out[len(w.out)-1]
}

func (w *inliner) nodes(nodes []*node) {
	for i, n := range nodes {
		if i > 0 && !w.prose {
			w.separate(nodes[:i], n)
		}
		w.node(n)
	}
}

// separate puts a mark between two things that a page keeps apart by its styles.
func (w *inliner) separate(before []*node, n *node) {
	last := before[len(before)-1]
	if !apart(last) || !apart(n) || last.tag == "a" && n.tag == "a" || w.last() == 0 {
		return
	}
	if len(before) == 1 && (last.tag == "time" || last.tag == "b" || last.class("when")) && n.tag != "time" {
		w.out = append(w.out, ':')
	} else {
		w.out = append(w.out, ',')
	}
	w.space = true
}

func apart(n *node) bool {
	switch n.tag {
	case "a", "span", "time", "b":
		return !n.class("cite", "cites", "fact", "sidenote")
	}
	return false
}

// write puts finished Markdown out.
func (w *inliner) write(s string) {
	if s == "" {
		return
	}
	if last := w.last(); w.space && last != 0 && last != '\n' {
		w.out = append(w.out, ' ')
	}
	w.space = false
	w.out = append(w.out, s...)
}

func (w *inliner) node(n *node) {
	switch {
	case n.tag == "":
		w.text(n.text)
		return
	case n.skip:
		return
	case n.tag == "sup" && n.class("fn"):
		for _, a := range each(n, "a") {
			w.write("[^" + strings.TrimPrefix(a.value("href"), "#fn-") + "]")
		}
		return
	case n.class("differs"):
		w.space = true
		w.write("(sources differ)")
		return
	case n.class("remark"):
		w.space = true
		w.write("–")
		w.space = true
	}
	switch n.tag {
	case "a":
		w.link(n)
	case "em", "i":
		w.around(n, "*")
	case "strong", "b", "mark":
		w.around(n, "**")
	case "del", "s":
		w.around(n, "~~")
	case "code", "kbd", "samp":
		w.write(codeSpan(n.plain()))
	case "img":
		w.image(n)
	case "br":
		w.out = append(w.out, "\\\n"...)
	case "input": // of a task, which its list item writes
	default:
		if n.block {
			w.space = true
			defer func() { w.space = true }()
		}
		w.nodes(n.kids)
	}
}

func (w *inliner) text(s string) {
	words := folded(s)
	if words == "" {
		w.space = w.space || s != ""
		return
	}
	if first, _ := utf8.DecodeRuneInString(s); isSpace(first) {
		w.space = true
	}
	if words = escaped(words); words[0] == '(' && !w.space && w.last() == ']' {
		words = `\` + words // no address of a link
	}
	w.write(words)
	if last, _ := utf8.DecodeLastRuneInString(s); isSpace(last) {
		w.space = true
	}
}

// folded is a text with each run of spaces as one, and none about it.
func folded(s string) string {
	s = strings.TrimFunc(s, isSpace)
	if !strings.ContainsAny(s, "\n\t\r\f") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

// isSpace tells the spaces that HTML folds; a no-break space is none.
func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// around writes an element between marks, which stand at its words and not at
// the spaces about them.
func (w *inliner) around(n *node, mark string) {
	plain := n.plain()
	words := w.inline(n.kids)
	if words == "" {
		w.space = w.space || plain != ""
		return
	}
	w.spaced(plain, mark+words+mark)
}

// spaced writes finished Markdown with the spaces that its text has about it.
func (w *inliner) spaced(plain, words string) {
	w.space = w.space || plain != "" && isSpace(rune(plain[0]))
	w.write(words)
	w.space = plain != "" && isSpace(rune(plain[len(plain)-1]))
}

func (w *inliner) link(n *node) {
	words := w.inline(n.kids)
	href := n.value("href")
	switch {
	case words == "":
		return
	case n.class("cite"):
		if strings.Trim(words, "0123456789") == "" {
			if place := n.value("data-locator"); place != "" {
				words += ", " + escaped(place)
			}
			words = "[" + words + "]"
		}
		w.write(words)
		return
	case href == "", strings.HasPrefix(href, "#ref-"):
		w.write(words)
		return
	}
	plain := n.plain()
	if address := w.address(href); strings.TrimSpace(plain) == address {
		words = "<" + address + ">"
	} else {
		words = "[" + words + "](" + target(address) + ")"
		if w.last() == '!' {
			w.space = true // else it would be a picture
		}
	}
	w.spaced(plain, words)
}

func (w *inliner) image(n *node) {
	w.write("![" + escaped(strings.Join(strings.Fields(n.value("alt")), " ")) + "](" + target(w.address(n.value("src"))) + ")")
}

// address is where a link leads from anywhere.
func (m *markdowner) address(href string) string { return absolute(href, m.page, m.origin) }

// absolute is an address of a page's HTML as it reads elsewhere. Addresses that
// the renderer makes begin with a slash or a fragment.
func absolute(href, page, origin string) string {
	switch {
	case strings.HasPrefix(href, "#"):
		return page + href
	case strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//"):
		return origin + href
	}
	return href
}

// target is an address between the brackets of a link.
func target(address string) string {
	if strings.ContainsAny(address, "()<> \\") {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C").Replace(address) + ">"
	}
	return address
}

func codeSpan(text string) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }), " ")
	if text == "" {
		return ""
	}
	marks := strings.Repeat("`", longestRun(text, '`')+1)
	if longestRun(text, '`') == len(text) || text[0] == '`' || text[len(text)-1] == '`' || text[0] == ' ' && text[len(text)-1] == ' ' && strings.TrimSpace(text) != "" {
		text = " " + text + " "
	}
	return marks + text + marks
}

// escaped is text that Markdown reads as the same text.
func escaped(s string) string {
	if !strings.ContainsAny(s, "\\*_[]<`~&") {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\\', '*', '[', ']', '<', '`', '~':
			b.WriteByte('\\')
		case '_':
			if !between(s, i) {
				b.WriteByte('\\')
			}
		case '&':
			if entity.MatchString(s[i:]) {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

var entity = regexp.MustCompile(`^&(?:#[0-9]|#[xX][0-9A-Fa-f]|[A-Za-z][A-Za-z0-9]*;)`)

// between tells whether a byte of a text stands between two letters or figures.
func between(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return word(before) && word(after)
}

var (
	blockStart  = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|[-+](?:\s|$)|>|---|===|:\s|\[[^\]]*\]:)`)
	numberStart = regexp.MustCompile(`^([0-9]{1,9})([.)])(\s|$)`)
)

// escapeStart keeps a line of words from being a heading, a list or the like.
func escapeStart(line string) string {
	if line == "" || strings.IndexByte("#-+>=:[0123456789", line[0]) < 0 {
		return line
	}
	if blockStart.MatchString(line) {
		return `\` + line
	}
	return numberStart.ReplaceAllString(line, `$1\$2$3`)
}
