package markdown

import (
	"bytes"
	"fmt"
	"math/rand"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	grender "github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"

	"gloss/internal/content"
)

// stock is goldmark with its own renderer and the extensions that our dialect
// has in common with it.
var stock = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
	goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(newTypographer(), 9999))),
	goldmark.WithRendererOptions(grender.WithNodeRenderers(util.Prioritized(markRenderer{}, 1))),
	goldmark.WithParserOptions(parser.WithHeadingAttribute()),
)

// markRenderer writes typographic marks, which are nodes of ours.
type markRenderer struct{}

func (markRenderer) RegisterFuncs(to grender.NodeRendererFuncRegisterer) {
	to.Register(kindMark, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString(n.(*mark).Value)
		}
		return ast.WalkContinue, nil
	})
}

// TestDifferential holds our renderer against goldmark's own. Where we differ on
// purpose both sides are brought to one form first: raw HTML, headings' levels,
// ids and permalinks, classes, the regions around tables, empty header cells,
// footnotes' markup, and links, whose elements wait for the site's names.
func TestDifferential(t *testing.T) {
	for i, text := range corpus {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			want, got := stockHTML(t, text), ourHTML(text)
			if want != got {
				t.Errorf("%q\ngoldmark: %s\nours:     %s", text, want, got)
			}
		})
	}
}

// pieces are put together at random, always the same: most bugs sit where one
// construct meets another.
var pieces = []string{
	"a", "b c", "*", "**", "_", "`", "``", "[", "](/x)", "]", "](<y z>)", "](w 't')", ")", "<", ">", "<b>", "</b>", "http://e.org/x", "www.e.org", "a@b.org", "&amp;", "&", "&#35;", "\\", "\\*", "~~", "~", "|", "|\n|-|\n|", "\n", "\n", "\n\n",
	"\n- ", "\n  - ", "\n    ", "\n> ", "\n>", "\n1. ", "\n# ", "\n## ", "\n---\n", "\n===\n", "\n```\n", "\n~~~ x\n", "\n: ", "\n\t", "  \n", "\\\n", "\n[r]: u 'v'\n", "[r]", "[r][]", "[x][r]", "[^1]", "\n[^1]: ", "\n\n[^2]: n\n", "[^2]", "é", "#", "{", "}", "- [ ] ", "\n- [x] ", "!", "\n+ ", "\n* ", "***", "\"", "'", "--", "\n   ", "\n<div>\n", "\n</div>\n",
}

func TestDifferentialAtRandom(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 3000 {
		text := ""
		for range 2 + rnd.Intn(10) {
			text += pieces[rnd.Intn(len(pieces))]
		}
		if strings.Contains(text, "[[") || strings.Contains(text, "]{") {
			continue // ours alone
		}
		if want, got := stockHTML(t, text), ourHTML(text); want != got {
			t.Errorf("%q\ngoldmark: %s\nours:     %s", text, want, got)
		}
	}
}

func stockHTML(t testing.TB, text string) string {
	var b bytes.Buffer
	if err := stock.Convert([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return canonical(b.Bytes())
}

func ourHTML(text string) string {
	doc, _ := parseText("articles", text)
	return canonical(withLinks(doc.Body))
}

// withLinks puts the elements in that wait for the site's names, as if every
// address were good.
func withLinks(b *content.Body) []byte {
	opens, ends := map[int32]string{}, map[int32]string{}
	for _, s := range b.Slots {
		switch s.Kind {
		case content.SlotLink:
			open := `<a href="` + html.EscapeString(whole(s)) + `"` + attr("title", s.Title) + ">"
			if s.At == s.End {
				open += "</a>"
			} else {
				ends[s.End] = "</a>" + ends[s.End]
			}
			opens[s.At] += open
		case content.SlotImage:
			opens[s.At] += "<img" + attr("src", whole(s)) + attr("alt", s.Label) + attr("title", s.Title) + ">"
		}
	}
	var out []byte
	for i := range int32(len(b.HTML)) + 1 {
		out = append(append(out, ends[i]...), opens[i]...)
		if int(i) < len(b.HTML) {
			out = append(out, b.HTML[i])
		}
	}
	return bytes.ReplaceAll(out, []byte(content.ImagePlaceholder), nil)
}

func whole(s content.Slot) string {
	if s.Fragment != "" {
		return s.Target + "#" + s.Fragment
	}
	return s.Target
}

func attr(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + html.EscapeString(value) + `"`
}

var (
	omitted    = regexp.MustCompile(`<!-- raw HTML omitted -->`)
	permalinks = regexp.MustCompile(` ?<a class="permalink".*?</a>`)
	backlinks  = regexp.MustCompile(`(?:\x{a0}|&#160;| )?<a (?:class="fn-back"|href="#fnref[^"]*" class="footnote-backref").*?</a>`)
	anyMark    = regexp.MustCompile(`<sup[^>]*><a [^>]*href="#fn[-:](\d+)"[^>]*>\w+</a></sup>`)
	notesTitle = regexp.MustCompile(`<h2 class="vh".*?</h2>|<div class="footnotes" role="doc-endnotes">\n<hr>`)
)

// canonical is the form in which the two are compared.
func canonical(h []byte) string {
	h = omitted.ReplaceAll(h, nil)
	h = permalinks.ReplaceAll(h, nil)
	h = backlinks.ReplaceAll(h, nil)
	h = anyMark.ReplaceAll(h, []byte("($1)"))
	h = notesTitle.ReplaceAll(h, []byte("<div>"))
	var b strings.Builder
	pre := 0
	for _, tok := range tokens(h) {
		name := strings.Replace(tok.Data, "h1", "h2", 1)
		switch tok.Type {
		case html.TextToken:
			words := tok.Data
			if pre == 0 {
				words = " " + strings.Join(strings.Fields(words), " ") + " "
			}
			b.WriteString(strings.ReplaceAll(words, "\u00a0", " "))
		case html.EndTagToken:
			if name == "pre" {
				pre--
			}
			b.WriteString(plainTag("</"+name+">", name))
		default:
			if name == "pre" {
				pre++
			}
			b.WriteString(plainTag("<"+name+links(tok)+">", name))
		}
	}
	all := strings.Join(strings.Fields(strings.NewReplacer("<", " <", ">", "> ").Replace(b.String())), " ")
	return strings.ReplaceAll(all, "<th> </th>", "<td> </td>")
}

// plainTag drops what only wraps.
func plainTag(tag, name string) string {
	switch name {
	case "div", "section", "span", "label", "sup":
		return ""
	}
	return tag
}

func links(tok html.Token) string {
	for _, a := range tok.Attr {
		switch a.Key {
		case "href", "src", "start", "checked":
			return " " + a.Key + "=" + strings.ToLower(unescapeURL(a.Val))
		}
	}
	return ""
}

// unescapeURL brings addresses to one form: internal ones are not encoded yet.
func unescapeURL(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// corpus is plain CommonMark, GFM, footnotes and definition lists.
var corpus = []string{
	"One *two* **three** ***four*** _five_ __six__ `seven` ~~eight~~.", "*a **b** c* **a *b* c** *a*b **a**b a*b*c a_b_c _a_b_", "**a *b** c* *a **b* c** ** a ** * a *",
	"a  \nb\\\nc\nd   ", "# A\n## B ##\n### C # \n#### D\n##### E\n###### F\n####### G\n#H\n#", "A\n=\n\nB\n-\n\nC\nd\n---", "---\n***\n___\n- - -\n* * * *\n--",
	"- a\n- b\n- c", "- a\n\n- b\n- c", "- a\n  - b\n    - c\n      - d\n- e", "1. a\n2. b\n3) c\n4) d", "7. a\n1. b", "- a\n\n  b\n\n      c\n- d", "- a\n> b\n- c", "* a\n+ b\n- c", "-\ta\n\n\tb\n\n\t\tc", "-\n  a\n-\n\n  b", "1.  a\n\n    b\n2.  c", "a\n1. b\n\na\n2. b",
	"> a\nb\n> c", "> # a\n> - b\n> - c\n>\n> d", "> > a\n> b\nc", ">a\n>\n>b\n\n>c", ">\ta\n>\t# b", "> ```\n> a\n> ```\n> b",
	"    a\n      b\n\n    c\nd\n    e", "```\na\n  b <c>\n```\n~~~ d\ne\n~~~\n````\n```\n````", "```\na", "``a`b`` `` ` `` ` a ` `a\nb` ```", "a `b <c> &amp; \\*` d",
	"[a](b) [a](<b c>) [a](b 'c') [a](b \"c\") [a](b (c)) [a]( b\n'c' )", "[*a* `b` ![c](d)](e)", "[a [b](c) d](e)", "[a](b(c)d) [a](b\\(c) [a](b", "[a] [a][] [b][a] [B ][A]\n\n[a]: /x 'y'\n[b]: <z>", "[a]: b\nc\n\n[a]: d\n\n[a]", "[a]:\nb\n'c\nd'\n\n[a]", "[a]: b 'c' d\n\n[a]", "![a *b*](c.png) d ![e][f]\n\n[f]: g.png",
	"<https://e.org/a?b=c&d> <a@b.org> <not a link> < a>", "https://e.org/a_b_c, www.e.org/(d) and e@f.org. (https://g.org/h)", "http://a.b/c?d=e&amp;f http://a.b. _http://a.b_", "a &amp; b &lt; &copy; &#65; &#x41; &nope; &#0; & c", "\\* \\# \\[a\\](b) \\a \\\\ \\<",
	"a <b>c</b> d <e f='g' h> <!DOCTYPE> <?i?> </j >", "<div>\na\n</div>\n\nb", "<pre>\na\n\nb</pre>\nc", "<x-y>\n*a*\n\n*b*", "a\n<div>\nb",
	"| a | b |\n|---|---|\n| c | d |\n| e |\n| f | g | h |", "a | b\n:-: | -:\n*c* | `d \\| e`\n\nf", "x\n| a |\n|---|\n| b |\ny", "| a |\n| --- | --- |", "| [a](b) | ![c](d) |\n|-|-|\n| \\| | e\\|f |",
	"- [ ] a\n- [x] b\n- [X] c\n- [y] d\n\n1. [ ] e", "A[^1] b[^n] c[^1].\n\n[^1]: D *e*.\n[^n]: F\n\n    G\n\n    - h", "[^a]: b\n\nc[^a] [^b]", "Term\n: a\n: b\n\nTwo\nthree\n\n: c\n\n  d", "Term\n: - a\n  - b",
	"\"a 'b' c\" it's -- d --- e", "é *ü*ber 中文*字*中 **“a”**b", "a\u00a0b *\u00a0c*", "\ta\n\nb", "a\n    b\n\tc", "", "\n\n", "  a  \n  b  ",
}
