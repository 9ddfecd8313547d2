package render

import (
	"slices"
	"strconv"
	"strings"
)

// asMarkdown writes a finished page as Markdown: what readers see, with links
// that lead to the pages' own addresses. It is made from the page's HTML, so
// that it can hold nothing that the page does not show. home is the address of
// the page with or without a host, origin the host that is put before paths.
func asMarkdown(page []byte, home, origin string) []byte {
	p := parsers.Get().(*parser)
	defer parsers.Put(p)
	m := &markdowner{page: origin + home, origin: origin, out: p.words[:0]}
	text := joinBlocks(m.blocks(p.tree(page).kids), "\n\n")
	p.words = m.out
	return append(append(make([]byte, 0, len(text)+1), text...), '\n')
}

// markdowner writes the elements of our closed set; of another, what is in it.
type markdowner struct {
	page, origin string
	prose        bool   // the text is a writer's, and has the spaces it needs
	out          []byte // where words are put together
}

// block is a finished piece of Markdown without a newline behind it.
type block struct {
	text string
	list byte // the marker of a list, 0 for others
}

func joinBlocks(all []block, by string) string {
	if len(all) == 1 {
		return all[0].text
	}
	texts := make([]string, len(all))
	for i, b := range all {
		texts[i] = b.text
	}
	return strings.Join(texts, by)
}

// blocks writes the blocks among some nodes; words between them are paragraphs.
func (m *markdowner) blocks(nodes []*node) []block {
	var all []block
	var run []*node
	flush := func() {
		if words := m.paragraph(run); words != "" {
			all = append(all, block{text: words})
		}
		run = nil
	}
	for _, n := range nodes {
		switch {
		case n.skip:
		case !n.block:
			run = append(run, n)
		default:
			flush()
			before := byte(0)
			if len(all) > 0 {
				before = all[len(all)-1].list
			}
			all = append(all, m.block(n, before)...)
		}
	}
	flush()
	return all
}

// block writes one element. before is the marker of the list that stands before
// it: a second list with the same would be one with it.
func (m *markdowner) block(n *node, before byte) []block {
	one := func(text string) []block {
		if text == "" {
			return nil
		}
		return []block{{text: text}}
	}
	switch {
	case n.class("prose") && !m.prose:
		m.prose = true
		defer func() { m.prose = false }()
	case n.class("callout"):
		return one(m.callout(n))
	case n.class("embed"), n.tag == "blockquote":
		return one(prefixed(joinBlocks(m.blocks(n.kids), "\n\n"), "> ", "> "))
	case n.class("footnotes"):
		return m.footnotes(n)
	case n.class("meta"):
		return one(m.inRow(n))
	}
	switch n.tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return one(m.heading(n))
	case "p":
		words := m.paragraph(n.kids)
		if n.class("embed-title", "callout-title") && words != "" {
			words = "**" + words + "**"
		}
		return one(words)
	case "summary":
		return one(strong(m.paragraph(n.kids)))
	case "ul", "ol":
		return m.list(n, before)
	case "dl":
		return m.definitions(n, before)
	case "table":
		return one(m.table(n))
	case "pre":
		return one(fence(n))
	case "hr":
		return one("---")
	}
	return m.blocks(n.kids)
}

func strong(words string) string {
	if words == "" {
		return ""
	}
	return "**" + words + "**"
}

func (m *markdowner) paragraph(nodes []*node) string {
	words := m.inline(nodes)
	if !strings.Contains(words, "\n") {
		return escapeStart(words)
	}
	lines := strings.Split(words, "\n")
	for i, line := range lines {
		lines[i] = escapeStart(line)
	}
	return strings.Join(lines, "\n")
}

func (m *markdowner) heading(n *node) string {
	words := strings.ReplaceAll(m.inline(n.kids), "\\\n", " ")
	if words == "" {
		return ""
	}
	if strings.HasSuffix(words, "#") {
		words = strings.TrimSuffix(words, "#") + `\#`
	}
	return strings.Repeat("#", int(n.tag[1]-'0')) + " " + words
}

// prefixed puts first before the first line of a text and rest before the others;
// an empty line gets no spaces at its end.
func prefixed(text, first, rest string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		prefix := rest
		if i == 0 {
			prefix = first
		}
		lines[i] = strings.TrimRight(prefix, " ") + line
		if line != "" {
			lines[i] = prefix + line
		}
	}
	return strings.Join(lines, "\n")
}

// callout is what GitHub has: > [!NOTE].
func (m *markdowner) callout(n *node) string {
	kind, title := "NOTE", ""
	for _, name := range []string{"tip", "important", "warning", "caution"} {
		if n.class(name) {
			kind = strings.ToUpper(name)
		}
	}
	var rest []*node
	for _, k := range n.kids {
		if k.class("callout-title") {
			title = m.inline(k.kids)
		} else {
			rest = append(rest, k)
		}
	}
	head := "[!" + kind + "]"
	if !strings.EqualFold(title, kind) && title != "" {
		head += " " + title
	}
	if body := joinBlocks(m.blocks(rest), "\n\n"); body != "" {
		head += "\n" + body
	}
	return prefixed(head, "> ", "> ")
}

// footnotes writes [^1]: and what stands there.
func (m *markdowner) footnotes(n *node) []block {
	var all []block
	for _, li := range each(n, "li") {
		name := strings.TrimPrefix(li.value("id"), "fn-")
		all = append(all, block{text: prefixed(joinBlocks(m.blocks(li.kids), "\n\n"), "[^"+name+"]: ", "    ")})
	}
	return all
}

// each gives the outermost elements of a name below a node.
func each(n *node, tags ...string) []*node {
	var all []*node
	for _, k := range n.kids {
		if slices.Contains(tags, k.tag) && k.tag != "" {
			all = append(all, k)
		} else if !k.skip {
			all = append(all, each(k, tags...)...)
		}
	}
	return all
}

// inRow is a list whose items a page shows side by side.
func (m *markdowner) inRow(n *node) string {
	var items []string
	for _, li := range each(n, "li") {
		items = append(items, m.inline(li.kids))
	}
	return escapeStart(strings.Join(items, " · "))
}

func (m *markdowner) list(n *node, before byte) []block {
	var items [][]block
	loose := false
	for _, li := range each(n, "li") {
		for _, k := range li.kids {
			loose = loose || k.tag == "p" && (n.tag == "ol" || m.prose) || k.tag == "blockquote"
			if strings.HasPrefix(k.tag, "h") && len(k.tag) == 2 && k.tag != "hr" { // cards with titles of their own
				return m.cards(n)
			}
		}
		items = append(items, m.item(li))
	}
	if len(items) == 0 {
		return nil
	}
	marker, number := byte('-'), 1
	if n.tag == "ol" {
		marker = '.'
		if start, err := strconv.Atoi(n.value("start")); err == nil {
			number = start
		}
	}
	if before == marker {
		marker = map[byte]byte{'-': '*', '.': ')'}[marker]
	}
	var lines []string
	for i, item := range items {
		mark := string(marker) + " "
		if n.tag == "ol" {
			mark = strconv.Itoa(number+i) + string(marker) + " "
		}
		lines = append(lines, listItem(item, mark, loose))
	}
	if loose {
		return []block{{strings.Join(lines, "\n\n"), marker}}
	}
	return []block{{strings.Join(lines, "\n"), marker}}
}

func (m *markdowner) cards(n *node) []block {
	var all []block
	for _, li := range each(n, "li") {
		all = append(all, m.blocks(li.kids)...)
	}
	return all
}

// item is one of a list; that of a task has a box.
func (m *markdowner) item(li *node) []block {
	all := m.blocks(li.kids)
	if li.class("task") && len(all) > 0 {
		box := "[ ] "
		for _, input := range each(li, "input") {
			if input.has("checked") {
				box = "[x] "
			}
		}
		all[0].text = box + all[0].text
	}
	return all
}

func listItem(item []block, mark string, loose bool) string {
	if len(item) == 0 {
		return strings.TrimRight(mark, " ")
	}
	var b strings.Builder
	for i, blk := range item {
		if i > 0 {
			b.WriteString("\n")
			if loose || blk.list == 0 || item[i-1].list != 0 {
				b.WriteString("\n")
			}
		}
		b.WriteString(blk.text)
	}
	return prefixed(b.String(), mark, strings.Repeat(" ", len(mark)))
}

// definitions are those of our dialect in a writer's text, and a list elsewhere:
// there each name has its one line.
func (m *markdowner) definitions(n *node, before byte) []block {
	var lines []string
	marker := "- "
	if before == '-' {
		marker = "* "
	}
	said := false // the entry at hand has a definition
	for _, k := range each(n, "dt", "dd") {
		switch {
		case m.prose && k.tag == "dt":
			if said {
				lines = append(lines, "")
			}
			lines, said = append(lines, m.paragraph(k.kids)), false
		case m.prose:
			lines, said = append(lines, prefixed(joinBlocks(m.blocks(k.kids), "\n\n"), ": ", "  ")), true
		case k.tag == "dt":
			lines, said = append(lines, marker+m.name(k)), false
		case len(lines) > 0:
			words := m.inline(k.kids)
			if last := &lines[len(lines)-1]; !said {
				*last += ": " + words
			} else if strings.ContainsAny((*last)[len(*last)-1:], ".?!") {
				*last += " " + words
			} else {
				*last += "; " + words
			}
			said = true
		}
	}
	if len(lines) == 0 {
		return nil
	}
	text := block{text: strings.Join(lines, "\n")}
	if !m.prose {
		text.list = marker[0]
	}
	return []block{text}
}

// name is what a line of a list begins with.
func (m *markdowner) name(dt *node) string {
	words := m.inline(dt.kids)
	if len(each(dt, "a")) > 0 {
		return words
	}
	return strong(words)
}

func (m *markdowner) table(n *node) string {
	var rows [][]string
	var aligns []string
	caption := ""
	headed := false
	for i, tr := range each(n, "tr") {
		var cells []string
		heads := 0
		for _, c := range each(tr, "td", "th") {
			if c.tag == "th" {
				heads++
			}
			cells = append(cells, strings.NewReplacer("|", `\|`, "\\\n", " ").Replace(m.inline(c.kids)))
			if i == 0 {
				aligns = append(aligns, alignment(c))
			}
		}
		headed = headed || i == 0 && heads == len(cells)
		rows = append(rows, cells)
	}
	if len(rows) == 0 {
		return ""
	}
	for _, c := range each(n, "caption") {
		caption = strong(m.inline(c.kids)) + "\n\n"
	}
	if !headed {
		rows = append([][]string{make([]string, len(aligns))}, rows...)
	}
	rows = slices.Insert(rows, 1, aligns)
	lines := make([]string, len(rows))
	for i, cells := range rows {
		lines[i] = "| " + strings.Join(cells, " | ") + " |"
	}
	return caption + strings.Join(lines, "\n")
}

func alignment(cell *node) string {
	switch {
	case cell.class("ta-left"):
		return ":---"
	case cell.class("ta-center"):
		return ":---:"
	case cell.class("ta-right"):
		return "---:"
	}
	return "---"
}

// fence is a block of code.
func fence(n *node) string {
	lang := ""
	for _, code := range each(n, "code") {
		for _, c := range strings.Fields(code.value("class")) {
			if name, ok := strings.CutPrefix(c, "language-"); ok {
				lang = name
			}
		}
	}
	text := strings.TrimSuffix(n.plain(), "\n")
	marks := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	return marks + lang + "\n" + text + "\n" + marks
}

func longestRun(s string, of byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != of {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
