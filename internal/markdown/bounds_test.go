package markdown

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// TestAttacks gives the parser what would cost goldmark, or us, more than a page
// is worth. Each is refused at a place in the file, or its body is within the
// bound, and all that is true of other pages is true of it. There is no clock
// here: what is not bounded does not end. GLOSS_ATTACKS=1000000 makes each that
// many bytes long, which takes half an hour.
func TestAttacks(t *testing.T) {
	size, full := 1_000, os.Getenv("GLOSS_ATTACKS")
	if full != "" {
		size, _ = strconv.Atoi(full)
	}
	for _, a := range special() {
		survives(t, a, max(size, 10_000))
	}
	for _, a := range attacks() {
		survives(t, a, size)
	}
}

func survives(t *testing.T, a attack, size int) {
	t.Helper()
	text := a.text(size)
	text = text[:min(len(text), source.MaxText-len(testHead))]
	doc, diags := parseText("explainers", text)
	problems := append(checkDiags(diags, doc.Data), checkSlots(doc.Body)...)
	problems = append(problems, checkRuns(doc.Body, doc.Data)...)
	if len(doc.Body.HTML) > maxExpansion*len(text)+maxExtraBytes {
		problems = append(problems, fmt.Sprintf("%d bytes became %d", len(text), len(doc.Body.HTML)))
	}
	if refusal(diags) == nil && len(text) < 50_000 {
		problems = append(problems, checkHTML(doc.Body.HTML)...)
	}
	if len(problems) > 0 {
		t.Errorf("%s: %s", a.name, problems[0])
	}
}

func refusal(diags []diag.Diagnostic) *diag.Diagnostic {
	for i := range diags {
		if diags[i].Code == codeBounds {
			return &diags[i]
		}
	}
	return nil
}

// TestRefused holds the gates where they are: each of these took from seconds to
// for ever before it was bounded.
func TestRefused(t *testing.T) {
	const n = 900_000
	for _, a := range []attack{
		rep("addresses that do not end", "[a](b"), rep("addresses in angles", "[a](<b"), rep("titles", `[a](b "`), rep("brackets", "["), rep("pictures", "!["), rep("wikilinks", "[[a|"), rep("spans", "[a]{.nolink}"),
		rep("emphasis", "*a_ "), rep("strong", "**a"), rep("both", "*a **b"), rep("struck out", "~~a "),
		{"code", func(n int) string { return growing("`", " ", n) }},
		{"many smaller paragraphs", apart(func(n int) string { return repeat("[a](b", n) }, 4000)},
		{"nested brackets", mirrored([3]string{"[", "a", "](b)"})},
		{"nested pictures", mirrored([3]string{"![", "a", "](b)"})},
		{"nested emphasis", mirrored([3]string{"**a *b ", "c", "* d**"})},
		{"brackets around a long text", func(n int) string { return strings.Repeat("[", 1000) + repeat("a", n) + strings.Repeat("]", 1000) }},
		{"a title of many lines", func(n int) string { return `[a](b "` + repeat("a\n", n) + `")` }},
		{"deep quotations", func(n int) string { return strings.Repeat(">", 200) + repeat("a\n", n) }},
		{"deep lists", func(n int) string { return indented("- a\n", n) }},
		{"deep empty lists", func(n int) string { return indented("-\n", n) }},
		{"deep footnotes", func(n int) string { return repeat("[^a]: ", n) }},
		{"blank lines in a deep list", deepList(48, "\n")},
		{"definitions with open titles", func(n int) string { return numbered("[%d]: b\n'", n) }},
		{"definitions in one paragraph", func(n int) string { return numbered("[%d]: b\n", n) }},
		{"an address used often", func(n int) string { return "[a]: " + repeat("b", n/4) + "\n\n" + repeat("[a]\n\n", n/2) }},
		{"a title used often", func(n int) string { return "[a]: b '" + repeat("b", n/4) + "'\n\n" + repeat("![a]\n\n", n/2) }},
		{"a refused address used often", func(n int) string { return "[a]: javascript:" + repeat("b", n/4) + "\n\n" + repeat("[a]\n\n", n/2) }},
		{"footnotes", func(n int) string { return numbered("[^%d]: a\n\n", n) }},
		{"marks of one footnote", func(n int) string { return "[^1]: a\n\n" + repeat("[^1]\n\n", n) }},
		{"columns", func(n int) string { return repeat("|a", n/2) + "|\n" + repeat("|-", n/2) + "|\n" }},
		{"cells", func(n int) string {
			return strings.Repeat("|a", 99) + "|\n" + strings.Repeat("|-", 99) + "|\n" + repeat("b\n", n)
		}},
		{"rows", func(n int) string { return "a\n:-:\n" + repeat("b\n", n) }},
		{"attributes of a heading", func(n int) string { return "## a " + repeat("{b=", n) }},
		{"arrays of a heading", func(n int) string { return "## a {b=" + repeat("[", n) }},
		{"classes of a heading", func(n int) string { return "## a {" + repeat(".b ", n) + "}" }},
		{"attributes of an underlined heading", func(n int) string { return "a " + repeat("{b=", n) + "\n===" }},
		{"headings", func(n int) string { return repeat("##\n", n) }},
		{"code", func(n int) string { return "```\n" + repeat("a\n", n) }},
	} {
		doc, diags := parseText("explainers", a.text(n))
		d := refusal(diags)
		switch {
		case d == nil:
			t.Errorf("%s: accepted", a.name)
		case d.Start < len(testHead) || d.End < d.Start || d.End <= len(testHead) || len(d.Fixes) == 0:
			t.Errorf("%s: refused at %v", a.name, d.Span)
		case len(doc.Body.HTML) > maxExtraBytes:
			t.Errorf("%s: refused, with a body of %d bytes", a.name, len(doc.Body.HTML))
		}
	}
}

// TestLongPagesAreAccepted keeps the gates away from what people write.
func TestLongPagesAreAccepted(t *testing.T) {
	sentence := "The *branch* claimed it, \"within hours\", and [the report](../articles/b.md) said so; `x` isn't [[is-k|theirs]].[^%d] "
	var page, list, table, definitions strings.Builder
	for i := range 60 {
		fmt.Fprintf(&page, "## Question %d?\n\n", i)
		for j := range 5 {
			page.WriteString(fmt.Sprintf(sentence, (i*5+j)%200) + repeat("Nobody knows who gave the order, nor when it was given. ", 500) + "\n\n")
		}
		if i%2 == 0 {
			page.WriteString("| a | b | c | d |\n|---|---|---|---|\n" + strings.Repeat("| [a](https://e.org) | *b* | 1,000 | - |\n", 20) + "\n")
		}
	}
	for i := range 200 {
		fmt.Fprintf(&page, "[^%d]: Report %[1]d, *The Paper*, <https://e.org/%[1]d>.\n", i)
	}
	for i := range 3000 {
		list.WriteString(strings.Repeat("  ", i%6) + "- item with a [link](https://e.org) and *words*\n")
	}
	table.WriteString("| a | b | c |\n|---|---|---|\n" + strings.Repeat("| [[a]] | `b` | \"c\" |\n", 2000))
	for i := range 700 {
		fmt.Fprintf(&definitions, "[r%d]: https://e.org/reports/2021/%[1]d \"Report %[1]d\"\n", i)
	}
	for _, c := range []struct{ name, text string }{
		{"an article of 200 KB", page.String()},
		{"a paragraph of 20 KB", strings.Repeat(fmt.Sprintf(sentence, 1), 170) + "\n\n[^1]: a"},
		{"ten of them", strings.Repeat(strings.Repeat(fmt.Sprintf(sentence, 1), 170)+"\n\n", 10) + "[^1]: a"},
		{"a list of 3,000 items", list.String()},
		{"a table of 2,000 rows", table.String()},
		{"700 definitions", definitions.String()},
		{"a code block of 60 KB", "```json\n" + strings.Repeat("{\"a\": [\"b\", \"c\"]},\n", 2800) + "```\n"},
		{"a poem of 2,000 lines", strings.Repeat("a line of *words*  \n", 2000)},
		{"headings with ids", strings.Repeat("## Words {#id}\n", 900)},
	} {
		_, diags := parseText("explainers", c.text)
		if d := refusal(diags); d != nil {
			t.Errorf("%s (%d bytes) is refused: %s", c.name, len(c.text), d.Message)
		}
	}
}

// TestNothingIsCopiedUnbounded: references copy what they name into slots.
func TestNothingIsCopiedUnbounded(t *testing.T) {
	text := "[a]: b/" + strings.Repeat("c", 20_000) + "\n\n" + strings.Repeat("[a]\n\n", 20_000)
	doc, diags := parseText("articles", text)
	held := 0
	for _, s := range doc.Body.Slots {
		held += len(s.Target) + len(s.Title)
	}
	if refusal(diags) == nil || held > 0 {
		t.Errorf("%d bytes in slots", held)
	}
}

// TestFieldsAreBounded: the fields of one file share its measure of work.
func TestFieldsAreBounded(t *testing.T) {
	var m content.Meta
	note := content.Inline{Text: content.Text{Value: strings.Repeat("[a](b", 8000)}}
	for range 10 {
		m.Aliases = append(m.Aliases, content.Alias{Note: note})
	}
	if refusal(parseFields(source.File{Path: "a.md"}, &m)) == nil {
		t.Error("accepted")
	}
}

// repeat makes about n bytes of s.
func repeat(s string, n int) string { return strings.Repeat(s, max(n, 0)/len(s)) }

// numbered makes about n bytes of lines that differ by a number.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// growing makes runs of s of growing length.
func growing(s, gap string, n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(s, i) + gap)
	}
	return b.String()
}

func indented(first string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(" ", i*2) + first)
	}
	return b.String()
}

type attack struct {
	name string
	text func(n int) string
}

func rep(name, s string) attack { return attack{name, func(n int) string { return repeat(s, n) }} }
func num(name, s string) attack { return attack{name, func(n int) string { return numbered(s, n) }} }

func prefixed(name, first, s string) attack {
	return attack{name, func(n int) string { return first + repeat(s, n-len(first)) }}
}

// units are repeated as one long line, as lines of a paragraph, as paragraphs,
// nested, growing, and so on.
var units = []string{
	"[a](b", "[a](<b", "[a](", "[a](<", "[a](b ", `[a](b "`, "[a](b '", "[a](b (", `[a](b "c" `, "[a][", "[a][b", "[a][b]", "[a]", "[", "]", "[[", "]]", "[[a", "[[a|", "[[a|b]]", "[[a]]", "![", "![a](", "![a](b)", "![[", "![[a]]", "![[a|", "![a](<b",
	"[a]{", "[a]{.", "[a]{.x}", "[a]{.nolink}", "[a]{.nolink ", `[a]{.ok reason="`, "[*a*]{.nolink}", "[[a]{.nolink}", "[a", "[a[b]{.nolink}", "a]{.nolink}",
	"*a_ ", "**a", "*a", "a*", "**", "*", "_", "__", "*_", "~~a", "~a", "~", "~~", "**a *b ", "a**b", "*a **b", "***a", "a***", "*a* ", "**a** ", "*(", "_(a", "_a*", "~~a ", "a~~ ", "*a _b ~~c ",
	"`", "`a", "``a`", "` ``", "`a` ", "\\`", "\\", "\\\\", "\\*",
	"<a ", "<a b", "<a b='", `<a b="c" `, "<a>", "</a", "</a ", "</a>", "<", "<!--", "<!-- ", "<!-- a --> ", "<!-->", "<!-- a --", "-->", "<?", "<!A", "<![CDATA[", "<a@b", "<http://a", "<http://a> ", "<a\n", "<div>", "<div", "<pre>", "<script", "<a b\n",
	"%%", "%% ", "%%a", "%", "%%a%% ", "%%%",
	`"`, "'", `"a`, `a"`, `"a" `, `a" "`, "'a ", " 'a", "a'b", "-", "--", "---", "- ", "-a", "\"'", "'\"", "(\"", "'t", "'90s ",
	"&", "&amp;", "&#35;", "&a", "&#", "&#x", "&#1", "&am", "&;", "<>", ">",
	"www.", "www.a", "www.a.b ", " www.a.b", "www.a.b(", "http://", "http://a.b ", "http://a.b/((", "http://a.b/))", "http://a.b;", "http://a.b/&a;", "a@b", "a@b.c ", "a@", "@", " a.", "(www.a.b)", "_www.a.b", "*www.a.b", "~www.a.b", "(a@b.c", "(((((((", "a.b.", "http://a.b/&",
	"[^1]", "[^a", "[^", "[^a]:", "![^1]", "[^1] ", "[^\\]",
	"|", "|a", "|-", "a|b", "| ", "\\|", "||", "`|", "|`a\\|b`",
	"#", "# ", "## a", "= ", "=", ":", ": ", ": a", "+ ", "* ", "1. ", "1) ", "0", "1", "9.", "> ", ">", ">\t", "\t", " ", "  ", "    ", "\t\t", ">- ", "> - ", "- > ", "1. - ", "- 1. ", "* + - ", ": - ", "- [ ] ", "- [x]", "[ ] ", "```", "~~~", "```a", "> [!NOTE]", "> [!X]", "> ```", "* * ", "- - ", "***", "{#a}", "# a {#a}", "{", "}", "{.a", "# {",
	"a", "a ", "a\\", "a  ", "é", "中", "中文 ", "\u00a0", "\u200b", "\u0301", "😀", "\u202e", "\u2028", "a.", "a,", "!", "!!",
	":-", "|:-", ":-:|", "-|", "-|-", "|-|", "--|--", "-:|:-",
	"[a]: b", "[a]:", "[a]: <b", "[a]: b '", "[a]: b (c", `[a]: b "c`, "[a]: b\n'c",
	"\v", "\f", "\x01", "\r",
}

// pairs are an opening, something between, and a closing.
var pairs = [][3]string{
	{"[", "a", "]"},
	{"[", "a", "](b)"},
	{"![", "a", "](b)"},
	{"![", "a", "][b]"},
	{"[", "a", "]{.nolink}"},
	{"[[a|", "b", "]]"},
	{"![[a|", "b", "]]"},
	{"*", "a", "*"},
	{"**", "a", "**"},
	{"*a ", "b", " c*"},
	{"_a ", "b", " c_"},
	{"~~", "a", "~~"},
	{"*(", "a", ")*"},
	{"**a *b ", "c", "* d**"},
	{"<a ", "b", ">"},
	{"(", "a", ")"},
	{"\"a ", "b", " c\""},
	{"[a](b \"", "c", "\")"},
	{"[a](", "b", ")"},
	{"[^", "a", "]"},
	{"{", "a", "}"},
	{"[a](b){.x=", "c", "}"},
	{"[", "a", "]("},
	{"<!--", "a", "-->"},
	{"%%a ", "b", " c%%"},
	{"`a", "b", "c`"},
	{"# a {b={", "c", "}}"},
	{"# a {b=[", "c", "]}"},
	{"{a={", "b", "}}"},
}

func mirrored(p [3]string) func(n int) string {
	return func(n int) string {
		k := n / (len(p[0]) + len(p[2]) + 1)
		return strings.Repeat(p[0], k) + p[1] + strings.Repeat(p[2], k)
	}
}

func wide(p [3]string) func(n int) string {
	return func(n int) string {
		k := n / 4
		return strings.Repeat(p[0], k/len(p[0])) + repeat(p[1]+" ", n/2) + strings.Repeat(p[2], k/len(p[2]))
	}
}

func apart(f func(n int) string, size int) func(n int) string {
	return func(n int) string {
		piece := f(size)
		return repeat(piece+"\n\n", n)
	}
}

func deep(s string, depth int, rest string) func(n int) string {
	return func(n int) string { return strings.Repeat(s, depth) + repeat(rest, n-len(s)*depth) }
}

func deepList(depth int, rest string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := range depth {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String() + repeat(rest, n-b.Len())
	}
}

// special are attacks on one construct each.
func special() []attack {
	row := func(cell string, columns int) string { return strings.Repeat("|"+cell, columns) + "|\n" }
	grid := func(cell string, columns int) func(int) string {
		return func(n int) string { return row("a", columns) + row("-", columns) + repeat(row(cell, columns), n) }
	}
	both := func(first, s string) func(int) string {
		return func(n int) string { return first + repeat(s, n-len(first)) }
	}
	half := func(a, b string) func(int) string {
		return func(n int) string { return repeat(a, n/2) + "\n\n" + repeat(b, n/2) }
	}
	halfNumbered := func(a, b string) func(int) string {
		return func(n int) string { return numbered(a, n/2) + "\n\n" + numbered(b, n/2) }
	}
	all := []attack{
		{"table 1 column", func(n int) string { return "a\n:-:\n" + repeat("b\n", n) }},
		{"table many columns few rows", func(n int) string {
			k := n / 4
			return strings.Repeat("|a", k/2) + "|\n" + strings.Repeat("|-", k/2) + "|\n" + repeat("b\n", n/2)
		}},
		{"tables apart", func(n int) string { return repeat(row("a", 99)+row("-", 99)+"\n", n) }},
		{"tables apart with rows", func(n int) string { return repeat(row("a", 99)+row("-", 99)+"b\nb\nb\nb\nb\n\n", n) }},
		{"table header of another width", func(n int) string { return repeat("|a\n"+row("-", 20), n) }},
		{"table delimiter rows", func(n int) string { return repeat(row("-", 3), n) }},
		{"table delimiter rows 2", func(n int) string { return repeat("|-|\n", n) }},
		{"table bad delimiter rows", func(n int) string { return repeat("|- -|\n", n) }},
		{"table paragraphs", func(n int) string { return repeat("a|b\n-|-\n\n", n) }},
		{"table escaped code", grid("`a\\|b`", 10)},
		{"table escaped code 99", grid("`a\\|b\\|c\\|d\\|e\\|`", 99)},
		{"table escaped beside code", grid("`a`\\|`a`\\|`a`\\|`a`\\|`a`\\|", 1)},
		{"table escaped beside code 10", grid("`a`\\|`a`\\|`a`\\|`a`\\|`a`\\|", 10)},
		{"table escaped", grid("a\\|b", 10)},
		{"table links", grid("[a](b)", 50)},
		{"table brackets", grid("[[[[[[[[", 50)},
		{"table one escaped code", func(n int) string { return "|a|\n|-|\n|`" + repeat("\\|", n) + "`|\n" }},
		{"table many escaped in rows", func(n int) string { return "|a|\n|-|\n" + repeat("|`"+strings.Repeat("\\|", 200)+"`|\n", n) }},
		{"footnotes one", both("[^1]: a\n\n", "[^1]")},
		{"footnotes one paragraphs", both("[^1]: a\n\n", "[^1]\n\n")},
		{"footnotes many, marks of the last", func(n int) string { return numbered("[^%d]: a\n\n", 10000) + repeat("[^1]\n\n", n-10000) }},
		{"footnotes 999, marks of the last", func(n int) string {
			var b strings.Builder
			for i := range 999 {
				fmt.Fprintf(&b, "[^%d]: a\n\n", i)
			}
			return b.String() + repeat("[^998]\n\n", n-b.Len())
		}},
		{"footnotes 999, marks of none", func(n int) string {
			var b strings.Builder
			for i := range 999 {
				fmt.Fprintf(&b, "[^%d]: a\n\n", i)
			}
			return b.String() + repeat("[^x]\n\n", n-b.Len())
		}},
		{"footnotes used in turn", func(n int) string { return halfNumbered("[^%d]: a\n", "[^%d]\n")(min(n, 20000)) }},
		{"footnotes in footnotes", func(n int) string { return numbered("[^%d]: ", n) }},
		{"footnotes in footnotes 2", func(n int) string { return numbered("[^%d]: a [^%[1]d] ", n) }},
		{"definitions and uses", halfNumbered("[%d]: b\n", "[%d] ")},
		{"definitions and uses apart", halfNumbered("[%d]: b\n\n", "[%d]\n\n")},
		{"definitions and images apart", halfNumbered("[%d]: b\n\n", "![%d]\n\n")},
		{"definitions with open titles", func(n int) string { return numbered("[%d]: b\n'", n) }},
		{"definitions with open titles 2", func(n int) string { return numbered("[%d]: b 'c\n", n) }},
		{"definitions with open titles apart", func(n int) string { return repeat(numbered("[%d]: b\n'c\n", 2000)+"\n\n", n) }},
		{"definition long, uses", func(n int) string { return "[a]: http://" + repeat("b", n/4) + "\n\n" + repeat("[a]\n\n", n*3/4) }},
		{"definition long internal, uses", func(n int) string { return "[a]: " + repeat("b", n/4) + "\n\n" + repeat("[a]\n\n", n*3/4) }},
		{"definition short internal, uses", func(n int) string { return "[a]: " + repeat("b", 2000) + "\n\n" + repeat("[a]\n\n", n-2000) }},
		{"definition long title, uses", func(n int) string { return "[a]: b '" + repeat("b", n/4) + "'\n\n" + repeat("[a]\n\n", n*3/4) }},
		{"definition long title, images", func(n int) string { return "[a]: b '" + repeat("b", n/4) + "'\n\n" + repeat("![a]\n\n", n*3/4) }},
		{"definition long, images", func(n int) string { return "[a]: " + repeat("b", n/4) + "\n\n" + repeat("![a]\n\n", n*3/4) }},
		{"definition long refused, uses", func(n int) string { return "[a]: javascript:" + repeat("b", n/4) + "\n\n" + repeat("[a]\n\n", n*3/4) }},
		{"definition labels of one length", func(n int) string {
			return repeat("["+strings.Repeat("a", 990)+"]: b\n\n", n/2) + repeat("["+strings.Repeat("a", 990)+"]\n\n", n/2)
		}},
		{"headings the same", func(n int) string { return repeat("## a\n", n) }},
		{"headings empty", func(n int) string { return repeat("##\n", n) }},
		{"headings numbered", func(n int) string { return numbered("## a-%d\n", n/2) + repeat("## a\n", n/2) }},
		{"headings numbered 2", func(n int) string { return numbered("## a-%d\n## a\n", n) }},
		{"headings id", func(n int) string { return repeat("## a {#b}\n", n) }},
		{"headings of footnotes", func(n int) string { return repeat("## fn 1\n", n) }},
		{"headings of marks", func(n int) string { return "a[^1] b[^1]\n\n[^1]: c\n\n" + repeat("## fnref 1\n", n) }},
		{"headings of terms", func(n int) string { return repeat("## term a\n", n) }},
		{"ids of terms", func(n int) string { return repeat("## a {#term-a}\n", n) }},
		{"headings reserved", func(n int) string { return repeat("## terms\n", n) }},
		{"heading of braces", func(n int) string { return "## a " + repeat("{", n) }},
		{"heading of attributes", func(n int) string { return "## a {b=" + repeat("[", n) }},
		{"heading of attributes 2", func(n int) string { return "## a " + repeat("{b=", n) }},
		{"heading of attributes 3", func(n int) string { return "## a {" + repeat(".b ", n) + "}" }},
		{"heading of attributes 4", func(n int) string { return "## a {" + numbered("b%d=c ", n) + "}" }},
		{"setext of braces", func(n int) string { return "a " + repeat("{b=", n) + "\n===" }},
		{"setext of braces 2", func(n int) string { return "a {b=" + repeat("[", n) + "\n===" }},
		{"headings of braces", func(n int) string { return repeat("## a "+strings.Repeat("{b=", 300)+"\n", n) }},
		{"setext bars", func(n int) string { return repeat("a\n===\n", n) }},
		{"setext bars 2", func(n int) string { return "a\n" + repeat("===\n", n) }},
		{"code languages", func(n int) string { return repeat("```go\na\n```\n", n) }},
		{"code unknown", func(n int) string { return repeat("```x\n```\n", n) }},
		{"code one", func(n int) string { return "```\n" + repeat("a\n", n) }},
		{"code indented", func(n int) string { return repeat("    a\n", n) }},
		{"code fences", func(n int) string { return repeat("```\n", n) }},
		{"code fences growing", func(n int) string { return growing("`", "\n", n) }},
		{"code blocks in lists", func(n int) string { return repeat("- ```\n  a\n", n) }},
		{"deep quote", deep("> ", 98, "a\n")},
		{"deep quote lines", func(n int) string { return repeat(strings.Repeat(">", 97)+"a\n", n) }},
		{"deep quote apart", func(n int) string { return repeat(strings.Repeat(">", 97)+"a\n\n", n) }},
		{"deep quote marks", deep("> ", 98, ">\n")},
		{"deep list blank", deepList(49, "\n")},
		{"deep list blank and text", deepList(49, "\n\n\na\n\n")},
		{"deep list lazy", deepList(49, "a\n")},
		{"deep list items", deepList(49, "- a\n")},
		{"deep list code", deepList(49, strings.Repeat(" ", 110)+"a\n")},
		{"deep list blank and code", deepList(49, strings.Repeat(" ", 110)+"a\n\n\n")},
		{"deep list one line", deep("- ", 49, "a\n")},
		{"deep list one line blank", deep("- ", 49, "a\n\n")},
		{"deep list one line many", func(n int) string { return repeat(strings.Repeat("- ", 49)+"a\n", n) }},
		{"deep mixed many", func(n int) string { return repeat(strings.Repeat("> - ", 33)+"a\n", n) }},
		{"deep ordered many", func(n int) string { return repeat(strings.Repeat("1. ", 49)+"a\n", n) }},
		{"deep empty items", func(n int) string { return indented("-\n", n) }},
		{"deep tabs", func(n int) string { return repeat(strings.Repeat("-\t", 40)+"a\n", n) }},
		{"deep quote tabs", func(n int) string { return repeat(strings.Repeat(">\t", 97)+"a\n", n) }},
		{"deep footnotes", func(n int) string { return repeat(strings.Repeat("[^a]: ", 90)+"a\n", n) }},
		{"definition list", func(n int) string { return repeat("a\n: b\n", n) }},
		{"definition list 2", func(n int) string { return "a\n" + repeat(": b\n", n) }},
		{"definition list 3", func(n int) string { return repeat("a\n", n/2) + ": b\n" + repeat("c\n", n/2) + ": d\n" }},
		{"definition list 4", func(n int) string { return repeat("a\n\n: b\n\n", n) }},
		{"definition list 5", func(n int) string { return "a\n: b\n" + repeat("[a](", n) + "\n: c\n" }},
		{"definition list deep", func(n int) string { return indented("a\n: b\n", n) }},
		{"comments in quotes", func(n int) string { return repeat("> <!--\n\n", n) + "-->" }},
		{"comments in quotes 2", func(n int) string { return repeat("> %%\n\n", n) + "%%" }},
		{"comments in lists", func(n int) string { return repeat("- <!--\n", n) + "-->" }},
		{"comment blocks", func(n int) string { return repeat("<!--\n-->\n", n) }},
		{"comment in a question", func(n int) string { return "## a\n\n" + repeat("<!-- -->\n\n", n) }},
		{"comment in a question 2", func(n int) string { return "## a\n\n" + repeat("<!-- -->\n\n- a\n\n", n) }},
		{"mentions www", func(n int) string { return repeat("_www.1", n) }},
		{"mentions www apart", func(n int) string { return apart(func(n int) string { return repeat("_www.1", n) }, 2000)(n) }},
		{"mentions www 2", func(n int) string { return repeat(" www."+strings.Repeat(".1", 130), n) }},
		{"mentions http", func(n int) string { return apart(func(n int) string { return repeat("~http://1", n) }, 2000)(n) }},
		{"mentions http 2", func(n int) string { return repeat("(http://a.b/"+strings.Repeat("?", 100), n) }},
		{"mentions http 3", func(n int) string { return "http://a.b/" + repeat("?", n) }},
		{"mentions http 4", func(n int) string { return "http://a.b/" + repeat(")", n) }},
		{"mentions http 5", func(n int) string { return "http://a.b/" + repeat(";", n) }},
		{"mentions http 6", func(n int) string { return "http://a.b/" + repeat("&a;", n) }},
		{"mentions http 7", func(n int) string { return "http://a.b/" + repeat("_?", n) }},
		{"mail", func(n int) string { return repeat("a@"+strings.Repeat("b.", 100)+" ", n) }},
		{"mail 2", func(n int) string { return repeat("_a@b.c", n) }},
		{"mail 3", func(n int) string { return repeat("*a@b-", n) }},
		{"autolink", func(n int) string { return repeat("<a:", n) }},
		{"autolink 2", func(n int) string { return repeat("<a@", n) }},
		{"autolink 3", func(n int) string { return repeat("<a@a.", n) }},
		{"autolink 4", func(n int) string { return "<a:" + repeat("b", n) + ">" }},
		{"autolink apart", func(n int) string { return apart(func(n int) string { return repeat("<aa:", n) }, 2000)(n) }},
		{"tags apart", apart(func(n int) string { return repeat("<a b='", n) }, 2000)},
		{"tags apart 2", apart(func(n int) string { return repeat("<a b", n) }, 1000)},
		{"tags apart 3", apart(func(n int) string { return repeat("<a b c d e f g ", n) }, 4000)},
		{"tags with attributes", func(n int) string { return "<a " + repeat("b ", n) }},
		{"block tags with attributes", func(n int) string { return repeat("<a "+strings.Repeat("b ", 1000)+"\n\n", n) }},
		{"block tags", func(n int) string { return repeat("<a b='c' d e=f>\n\n", n) }},
		{"block tags open", func(n int) string { return repeat("a\n<a b='\n", n) }},
		{"block of tag", func(n int) string { return "<div>\n" + repeat("a\n", n) }},
		{"script", func(n int) string { return "<script>\n" + repeat("</scrip\n", n) }},
		{"script 2", func(n int) string { return repeat("<script></scrip\n", n) }},
		{"figures", func(n int) string { return repeat("![a](b \"c\")\n\n", n) }},
		{"figures of a reference", func(n int) string { return "[a]: b \"" + repeat("c ", 1000) + "\"\n\n" + repeat("![a]\n\n", n) }},
		{"short answers", func(n int) string { return repeat("## a\n\n[a](b) *c*\n\n", n) }},
		{"short answers with notes", both("[^1]: a\n\n", "## a\n\nb[^1]\n\n")},
		{"entities", func(n int) string { return repeat("&CounterClockwiseContourIntegral;", n) }},
		{"entities 2", func(n int) string { return repeat("&CounterClockwiseContourIntegra", n) }},
		{"entities in links", func(n int) string { return "[a](" + repeat("&amp;", n) + ")" }},
		{"escapes in links", func(n int) string { return "[a](" + repeat("\\(", n) + ")" }},
		{"unicode link", func(n int) string { return "[a](http://" + repeat("é", n) + ")" }},
		{"quotes link", func(n int) string { return "[a](http://" + repeat("\"", n) + ")" }},
		{"callouts", func(n int) string { return repeat("> [!NOTE]\n> a\n\n", n) }},
		{"callouts bad", func(n int) string { return repeat("> [!"+strings.Repeat("N", 200)+"]\n\n", n) }},
		{"spans bad", func(n int) string { return repeat("[a]{"+strings.Repeat("b=\"c\" ", 100)+"}", n) }},
		{"spans open", func(n int) string { return repeat("[a]{"+strings.Repeat("'", 1)+"\n", n) }},
		{"tasks", func(n int) string { return repeat("- [ ] a\n", n) }},
		{"emphasis levels", func(n int) string { return repeat("*a **b ***c ", n) }},
		{"one long word", func(n int) string { return repeat("a", n) }},
		{"one long bold word", func(n int) string { return "**" + repeat("a", n) + "**" }},
		{"code span lines", func(n int) string { return "`" + repeat("a\n", n) + "`" }},
		{"long label", func(n int) string { return "[" + repeat("a", n) + "](b)" }},
		{"long title", func(n int) string { return "[a](b \"" + repeat("a\n", n) + "\")" }},
		{"long image text", func(n int) string { return "![" + repeat("a ", n) + "](b)" }},
		{"half brackets", half("[", "]")},
		{"half stars", half("*a ", " a*")},
		{"half ticks", half("`", "``")},
		{"closing after long text", func(n int) string { return strings.Repeat("[", 400) + repeat("a", n-800) + strings.Repeat("]", 400) }},
		{"unclosed ticks after long text", func(n int) string { return growing("`", "a", 300) + repeat("a", n-300) }},
		{"lines in a link", func(n int) string { return strings.Repeat("[", 200) + repeat("a\n", n-400) + strings.Repeat("]", 200) }},
	}
	for _, p := range pairs {
		name := p[0] + p[1] + p[2]
		all = append(all, attack{"mirrored " + name, mirrored(p)}, attack{"wide " + name, wide(p)})
		for _, size := range []int{150, 500, 2000, 8000} {
			all = append(all, attack{fmt.Sprintf("mirrored %d %s", size, name), apart(mirrored(p), size)})
			all = append(all, attack{fmt.Sprintf("wide %d %s", size, name), apart(wide(p), size)})
		}
	}
	return all
}

func attacks() []attack {
	var all []attack
	for _, u := range units {
		all = append(all, rep("line "+u, u))
		all = append(all, rep("lines "+u, u+"\n"))
		all = append(all, rep("paragraphs "+u, u+"\n\n"))
		all = append(all, rep("text lines "+u, "a "+u+"\n"))
		all = append(all, num("numbered "+u, u+"%d\n"))
		all = append(all, num("numbered paragraphs "+u, u+"%d\n\n"))
		all = append(all, attack{"nested " + u, func(n int) string { return indented(u+"\n", n) }})
		all = append(all, attack{"stairs " + u, func(n int) string { return growing(u, "\n", n) }})
		all = append(all, attack{"growing " + u, func(n int) string { return growing(u, " ", n) }})
		all = append(all, attack{"growing apart " + u, func(n int) string { return growing(u, "\n\n", n) }})
		for _, size := range []int{300, 1000, 4000} {
			all = append(all, attack{fmt.Sprintf("apart %d %s", size, u), apart(func(n int) string { return repeat(u, n) }, size)})
		}
		all = append(all, prefixed("heading "+u, "## ", u))
		all = append(all, prefixed("item "+u, "- ", u))
		all = append(all, prefixed("quote "+u, "> ", u))
	}
	return all
}

// TestColoursAreBounded: chroma takes up to a tenth of a second for 3 KB, so a
// page has a measure of coloured code, and what is past it is plain, with a
// warning and not one character less.
func TestColoursAreBounded(t *testing.T) {
	block := "```go\n" + strings.Repeat("var a = 1 // b\n", 66) + "```\n\n" // 990 bytes
	doc, diags := parseText("articles", strings.Repeat(block, 20)+"```go\n"+strings.Repeat("a\n", 2000)+"```\n")
	plain := 0
	for _, d := range diags {
		if d.Code == codePlainCode {
			plain++
		}
	}
	colours := strings.Count(string(doc.Body.HTML), `<span class="kd">`)
	if want := maxColoured / 990; plain != 21-want || colours != want*66 {
		t.Errorf("%d blocks are plain, %d words coloured", plain, colours)
	}
	if text := content.PlainHTML(doc.Body.HTML); strings.Count(text, "var a = 1 // b") != 20*66 {
		t.Error("code was lost")
	}
}
