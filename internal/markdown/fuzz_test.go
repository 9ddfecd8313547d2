package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// FuzzParse holds what must be true of every page, however it is written.
func FuzzParse(f *testing.F) {
	for _, c := range positionCases {
		f.Add(c.text)
	}
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, diags := parseText("explainers", text)
		problems := checkBody(doc.Body, doc.Data)
		problems = append(problems, checkDiags(diags, doc.Data)...)
		problems = append(problems, checkIDs(doc.Body)...)
		if limit := maxExpansion*len(text) + maxExtraBytes; len(doc.Body.HTML) > limit {
			problems = append(problems, "the HTML is too large")
		}
		for _, exact := range []bool{true, false} {
			at := diag.Span{Start: len(testHead), End: len(doc.Data)}
			if strings.ContainsAny(text, "\r\x00") || !utf8.ValidString(text) {
				break // nothing that a field could hold, or not as the file holds it
			}
			body, ds := ParseInline("a.md", content.Text{Value: text, At: at, Exact: exact})
			for _, p := range append(checkBody(body, plainData(doc.Data, exact)), checkDiags(ds, doc.Data)...) {
				problems = append(problems, "field: "+p)
			}
		}
		if len(problems) > 0 {
			t.Fatalf("%q\n%s\n%s", text, strings.Join(problems, "\n"), doc.Body.HTML)
		}
	})
}

// plainData is what plain runs are compared with, nil where they are none.
func plainData(data []byte, exact bool) []byte {
	if exact {
		return data
	}
	return nil
}

func checkDiags(diags []diag.Diagnostic, data []byte) (problems []string) {
	for _, d := range diags {
		if d.Start < 0 || d.End < d.Start || d.End > len(data) {
			problems = append(problems, fmt.Sprintf("%s at %v of %d bytes", d.Code.ID, d.Span, len(data)))
		}
	}
	return problems
}

// checkBody gives what is wrong with a body that was made from a file.
func checkBody(b *content.Body, data []byte) (problems []string) {
	problems = append(problems, checkHTML(b.HTML)...)
	problems = append(problems, checkSlots(b)...)
	return append(problems, checkRuns(b, data)...)
}

// allowed are the elements that may leave this package, with their attributes.
var allowed = map[string]string{
	"a": "class id href role aria-label title", "blockquote": "", "br": "", "code": "class", "dd": "", "del": "", "div": "class role tabindex aria-label", "dl": "", "dt": "",
	"em": "", "figcaption": "", "figure": "", "h2": "id class", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "hr": "", "img": "", "input": "type disabled checked", "label": "",
	"li": "class id", "ol": "start", "p": "class", "pre": "class tabindex", "section": "class id role", "span": "class", "strong": "", "sup": "class", "table": "", "tbody": "", "td": "class",
	"th": "scope class", "thead": "", "time": "datetime", "tr": "", "ul": "",
}

var safeURL = regexp.MustCompile(`(?i)^(#|https?:|mailto:|tel:)`)

var voids = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

// checkHTML looks at tags, attributes and addresses, and then whether a browser
// would build the same tree from them that we meant.
func checkHTML(h []byte) (problems []string) {
	var open []string
	for _, tok := range tokens(h) {
		switch tok.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			problems = append(problems, checkTag(tok)...)
			if !voids[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				return append(problems, fmt.Sprintf("</%s> within %v", tok.Data, open))
			}
			open = open[:len(open)-1]
		case html.TextToken:
		default:
			problems = append(problems, "a token of another kind: "+tok.String())
		}
	}
	if len(open) > 0 {
		return append(problems, fmt.Sprintf("never closed: %v", open))
	}
	return append(problems, checkTree(h)...)
}

func checkTag(tok html.Token) (problems []string) {
	names, ok := allowed[tok.Data]
	if !ok {
		problems = append(problems, "the element "+tok.Data)
	}
	seen := map[string]bool{}
	for _, a := range tok.Attr {
		if !strings.Contains(" "+names+" ", " "+a.Key+" ") || seen[a.Key] {
			problems = append(problems, "the attribute "+a.Key+" of "+tok.Data)
		}
		seen[a.Key] = true
		if a.Key == "href" && !safeURL.MatchString(a.Val) {
			problems = append(problems, "the address "+a.Val)
		}
	}
	return problems
}

func tokens(h []byte) (all []html.Token) {
	z := html.NewTokenizer(bytes.NewReader(h))
	for z.Next() != html.ErrorToken {
		all = append(all, z.Token())
	}
	return all
}

func checkTree(h []byte) []string {
	nodes, err := html.ParseFragment(bytes.NewReader(h), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return []string{err.Error()}
	}
	var b bytes.Buffer
	for _, n := range nodes {
		_ = html.Render(&b, n)
	}
	if want, got := flat(h), flat(b.Bytes()); want != got {
		at := 0
		for at < min(len(want), len(got)) && want[at] == got[at] {
			at++
		}
		return []string{fmt.Sprintf("a browser reads it in another way: %q, not %q", clipAt(got, at), clipAt(want, at))}
	}
	return nil
}

func clipAt(s string, at int) string { return s[max(at-40, 0):min(at+40, len(s))] }

func flat(h []byte) string {
	var b strings.Builder
	for _, tok := range tokens(h) {
		switch tok.Type {
		case html.TextToken:
			b.WriteString(tok.Data)
		case html.EndTagToken:
			b.WriteString("</" + tok.Data + ">")
		default:
			slices.SortFunc(tok.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
			fmt.Fprintf(&b, "<%s %v>", tok.Data, tok.Attr)
		}
	}
	return b.String()
}

func checkIDs(b *content.Body) (problems []string) {
	known := map[string]bool{}
	for _, h := range b.Headings {
		known[h.ID] = true
	}
	for _, id := range b.IDs {
		known[id] = true
	}
	seen := map[string]bool{}
	for _, tok := range tokens(b.HTML) {
		for _, a := range tok.Attr {
			if a.Key != "id" {
				continue
			}
			if seen[a.Val] {
				problems = append(problems, "the id "+a.Val+" stands twice")
			}
			if !known[a.Val] {
				problems = append(problems, "the id "+a.Val+" is not listed")
			}
			seen[a.Val] = true
		}
	}
	for id := range known {
		if !seen[id] {
			problems = append(problems, "the id "+id+" is listed and not there")
		}
	}
	return problems
}

func checkSlots(b *content.Body) (problems []string) {
	var around []content.Slot
	for i, s := range b.Slots {
		if s.At < 0 || s.End < s.At || int(s.End) > len(b.HTML) {
			return append(problems, fmt.Sprintf("slot %d is at %d to %d", i, s.At, s.End))
		}
		if i > 0 && s.At < b.Slots[i-1].At {
			problems = append(problems, fmt.Sprintf("slot %d begins before the one before it", i))
		}
		for len(around) > 0 && around[len(around)-1].End <= s.At {
			around = around[:len(around)-1]
		}
		if len(around) > 0 && s.End > around[len(around)-1].End {
			problems = append(problems, fmt.Sprintf("slot %d crosses another", i))
		}
		around = append(around, s)
		if !balanced(b.HTML[s.At:s.End]) {
			problems = append(problems, fmt.Sprintf("slot %d splits an element: %s", i, b.HTML[s.At:s.End]))
		}
		if int(s.Block) >= len(b.Blocks) || s.Scope >= b.Scopes {
			problems = append(problems, fmt.Sprintf("slot %d is in no block or scope", i))
		}
		if s.Src.Start > s.Src.End || s.TargetAt.Start < s.Src.Start || s.TargetAt.End > s.Src.End {
			problems = append(problems, fmt.Sprintf("slot %d: %v is not within %v", i, s.TargetAt, s.Src))
		}
	}
	return problems
}

func balanced(h []byte) bool {
	depth := 0
	for _, tok := range tokens(h) {
		switch {
		case tok.Type == html.StartTagToken && !voids[tok.Data]:
			depth++
		case tok.Type == html.EndTagToken:
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

func checkRuns(b *content.Body, data []byte) (problems []string) {
	run := int32(0)
	for i, block := range b.Blocks {
		if block.Runs[0] < run || block.Runs[1] < block.Runs[0] || int(block.Runs[1]) > len(b.Runs) {
			return append(problems, fmt.Sprintf("block %d has the runs %v", i, block.Runs))
		}
		if block.Scope >= b.Scopes || int(block.Heading) >= len(b.Headings) {
			problems = append(problems, fmt.Sprintf("block %d is in no scope or under no heading", i))
		}
		run = block.Runs[1]
		problems = append(problems, checkBlock(b, b.Runs[block.Runs[0]:block.Runs[1]], data)...)
	}
	for i, r := range b.Runs {
		if r.HTML < 0 || r.Len < 0 || int(r.HTML+r.Len) > len(b.HTML) {
			return append(problems, fmt.Sprintf("run %d lies outside", i))
		}
		if i > 0 && r.HTML < b.Runs[i-1].HTML+b.Runs[i-1].Len {
			problems = append(problems, fmt.Sprintf("run %d overlaps the one before it", i))
		}
	}
	return problems
}

func checkBlock(b *content.Body, runs []content.Run, data []byte) (problems []string) {
	src := int32(0)
	for i, r := range runs {
		chars := b.HTML[r.HTML : r.HTML+r.Len]
		if bytes.ContainsAny(chars, "<>") {
			problems = append(problems, fmt.Sprintf("the run %q holds a tag", chars))
		}
		if r.Kind == content.RunEscaped != bytes.ContainsRune(chars, '&') {
			problems = append(problems, fmt.Sprintf("the run %q is of kind %d", chars, r.Kind))
		}
		if r.Kind == content.RunPlain && data != nil {
			if r.Len != r.SrcLen || int(r.Src+r.SrcLen) > len(data) || !bytes.Equal(chars, data[r.Src:r.Src+r.SrcLen]) {
				problems = append(problems, fmt.Sprintf("the plain run %q is something else in the file", chars))
			}
			if r.Src < src {
				problems = append(problems, fmt.Sprintf("the run %q stands before the one before it", chars))
			}
			src = r.Src + r.SrcLen
		}
		if i > 0 && runs[i-1].Kind != content.RunObject {
			if gap := content.PlainHTML(b.HTML[runs[i-1].HTML+runs[i-1].Len : r.HTML]); gap != "" {
				problems = append(problems, fmt.Sprintf("%q is text in no run", gap))
			}
		}
	}
	return problems
}

// seeds cover what positionCases leave out: how constructs stand in one another.
var seeds = []string{
	"- [ ] a\n- [x] [b](c.md)\n\n  d", "1) a\n2) b\n\n   - c\n     > d", "> - a\n> - b\n\n>> c", "a\n===\nb\n---\n***\n+++", "| a |\n|---|\n| b | c |\n| `\\|` |\n\nd",
	"Term\n: a\n: b\n\n  c\n\nOther\n: > d", "[^1] and [^2] and ![^1]\n\n[^1]: a\n[^2]:\n    b\n\n    ```go\n    c\n    ```", "[^a]\n\n[^a]: b [^a] c [^b]\n[^b]: [^a]",
	"```go\nfunc main() { println(\"a\") }\n```\n~~~ unknown\n<>&\n~~~", "    code\n\n\ttabs\n", "## a {#b .c d=e}\n### a\n## terms\n## a", "[a]: b 'c'\n[d]: <e f> (g)\n[a] [d] ![a] [a][d]",
	"[[a|*b* `c` [d](e) ![f](g)]] ![[h|i|j]]", "[a [[b]] c](d) [[e [f](g)]]", "[a]{.nolink}[b]{.ok reason=\"c\"}[d]{.ok}[e]{#f}[g](h){.nolink}", "*a **b ~~c `d` [e](f)~~** g*", "**a*b**c*", "_a __b_ c__",
	"<!-- a --><!-- b\n\nc --> d\n%% e\n%% f", "- <!-- a\n\n  b -->\n- %% c\n%%\nd", "> <!-- a\n> b --> c\n\n<!-->d<!---> e", "| <!-- a --> | %% b %% |\n|-|-|\n| <!-- c | d --> |", "%%%% %%% % %%", "<!--", "<!-- -- -->",
	"<script>alert(1)</script>\n\n<img src=x onerror=y> <a href='javascript:a'>b</a>\n\n<?a?> <!B> <![CDATA[c]]>", "[a](javascript:b) [c](JaVaScRiPt&#58;d) [e](&#x6A;avascript:f) [g](data:h) [i](//j) [k](\\\\l) [m](vbscript:n)", "<javascript:a> <HTTP://B> <c@d.e> http://f.g/h?i=j&k=<l> www.m.n",
	"[a](<b\nc>) [d](e\n\"f\") [g](\"h\") [i](j 'k' l) [](m) [n]()", "![a](b.png)\n\n![a *b*](c.png 'd \"e\" &amp; f')\n\n[![g](h.png)](i)", "![a](http://b.c/d) ![e](/f) ![g](../h.png)", "> [!NOTE]\n\n> [!WARNING]\n> a\n>\n> b\n\n> [!nope]\n> c",
	"\"a 'b' c\" 'd \"e\" f' it's '90s -- --- ---- ... << >>", "&lt;b&gt; &#0; &#x110000; &nbsp;&copy &CounterClockwiseContourIntegral;", "\\\\ \\* \\\na \\[[b]] \\`c` \\<d>", "中文\n日本 a\n中 \"é\" ́ \u200d😀", "a\u00a0b\u2028c\u0085d\u200b", "\ta\n \tb\n  \tc\n-\t\td\n>\t\te",
	"## fn 1\n\n## fn 1\n\n## fnref 1\n\na[^1] b[^1]\n\n[^1]: c\n\n## term a\n\n## term a", "a  \nb\\\nc   \n\nd\\", "# \n##\n####### a\n#b\n## c ##  d ##", "as of September 2021", "---\na: b\n---\nc", "- a\n\n      b\n\n- c\n-\n\n  d", "1. a\n1. b\n10. c\n0. d\n999999999. e\n1234567890. f", "* * *\n- - -\n* a\n  * b\n    * c\n",
	"[a]\n\n[A]: b\n[a]: c", "[ẞ]\n\n[SS]: a", "![[a]]\n\n![[b#c|d]] e\n\n[[f]]\n\n[[|]] [[ ]] [[#]] [[a#b#c]]", "## Why?\n\n<!-- a -->\n\nBecause [[b]] ![c](d.png)[^1].\n\n## [[e]] `f`\n\n[^1]: g", "~~a~~ ~b~ ~~~c~~~ ~~ d ~~",
	"| a | b |\n| :- | -: |\n| [[c\\|d]] | [e](f \"\\|\") |\n| [g]{.nolink} | ![h](i.png) |\n", "|a|b|\n|-|-|\n|c|\n|d|e|f|\n\\|g", "x\n\n- y\n  | a |\n  |---|\n  | b |\n", ": a\n\nb\n: c\nd\n: e", "a\n\n: b\n    c\n\n        d",
	"<div>\n\n**a**\n\n</div>\n\n<b>\nc\n</b>", "<a\nb=\"c\nd\">e</a\n> <f/> <g h=i j='k'>", "[a]: <> 'b'\n\n[a]", "[^]: a\n[^ ]: b\n[^a b]: c\n[^a b]", "`a\nb` `` c`d `` ` e` `f", "[`a](b)` [c`](d)`", "*[a*](b) [c](d*)*", "a*\"b\"*c '*d*'",
	"[a](b 'c\n\nd')", "> a\nb\n> c\n\n> d\n    e", "* a\n+ b\n- c\n1. d\n2) e", "\\# a\n\\- b\n1\\. c", "http://a.b/(c) (http://a.b/c) http://a.b/c). _http://a.b_ *www.a.b*", "a@b.c. a@b-c_ +a@b.c <+a@b.c>",
}
