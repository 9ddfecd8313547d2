package markdown

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

const testHead = "---\ntitle: x\n---\n"

func parseText(kind, text string) (*content.Document, []diag.Diagnostic) {
	path := "content/" + kind + "/a.md"
	return Parse(source.NewFile(path, []byte(testHead+text)), content.Locate(path, func(string) bool { return false }))
}

// The words that stand for a run: ‹a› is plain, ‹a=b› a unit whose characters
// are a where the file has b, m before it masked, | a barrier and o an object.
var blockNames = []string{"text", "cell", "caption", "heading", "quote", "header"}

var slotNames = []string{"link", "wiki", "external", "image", "note", "embed"}

// positions writes what each thing of a page covers in its file.
func positions(doc *content.Document, diags []diag.Diagnostic) string {
	var b strings.Builder
	at := func(s diag.Span) string { return "‹" + string(doc.Data[s.Start:s.End]) + "›" }
	for _, h := range doc.Body.Headings {
		fmt.Fprintf(&b, "h%d %s %s\n", h.Level, at(h.At), h.ID)
	}
	for _, q := range doc.Body.Questions {
		if q.At.End == 0 {
			continue
		}
		fmt.Fprintf(&b, "answer %s\n", at(q.At))
	}
	for _, block := range doc.Body.Blocks {
		b.WriteString(blockNames[block.Kind] + " ")
		for _, run := range doc.Body.Runs[block.Runs[0]:block.Runs[1]] {
			b.WriteString(describe(doc, run))
		}
		b.WriteString("\n")
	}
	for _, s := range doc.Body.Slots {
		fmt.Fprintf(&b, "%s %s to %s\n", slotNames[s.Kind], at(s.Src), at(s.TargetAt))
	}
	for _, d := range doc.Body.Drops {
		fmt.Fprintf(&b, "drop %s\n", at(d))
	}
	for _, d := range diag.Sort(diags) {
		fmt.Fprintf(&b, "%s %s\n", d.Code.ID, at(d.Span))
	}
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "\n›", "⏎›")
}

func describe(doc *content.Document, run content.Run) string {
	mask := ""
	if run.Masked {
		mask = "m"
	}
	src := string(doc.Data[run.Src : run.Src+run.SrcLen])
	chars := string(doc.Body.AppendRun(nil, run))
	switch run.Kind {
	case content.RunBarrier:
		return "|"
	case content.RunObject:
		return "o"
	case content.RunPlain:
		return mask + "‹" + src + "›"
	}
	return mask + "‹" + strings.ReplaceAll(chars+"="+src, "\n", "⏎") + "›"
}

// The expectations were written by hand from what each construct should cover.
var positionCases = []struct{ name, text, want string }{
	{"paragraph", "One two.", "text ‹One two.›"},
	{"indented paragraph", "   One  two.  ", "text ‹One  two.›"},
	{"soft break", "One\n  two", "text ‹One›‹⏎=⏎›‹two›"},
	{"hard break by spaces", "One  \ntwo", "text ‹One›|‹⏎=⏎›|‹two›"},
	{"hard break by backslash", "One\\\ntwo", "text ‹One›|‹⏎=⏎›|‹two›"},
	{"soft break between ideographs", "中\n文", "text ‹中›‹文›"},
	{"heading", "## One *two*", "h2 ‹One *two*› one-two\nheading ‹One ›‹two›"},
	{"heading closed", "## One ##", "h2 ‹One› one\nheading ‹One›"},
	{"heading with id", "## One {#x}", "h2 ‹One› x\nheading ‹One›"},
	{"heading of two lines", "One\ntwo\n---", "h2 ‹One\ntwo› one-two\nheading ‹One›‹⏎=⏎›‹two›"},
	{"heading after a tab", ">\t## One", "h2 ‹One› one\nheading ‹One›"},
	{"heading empty", "##", "h2 ‹› section\nheading \nM112 ‹›"},
	{"first heading", "# One", "h2 ‹One› one\nheading ‹One›\nM108 ‹One›"},
	{"question", "## Why?\n\nSo *it* is.\n\nMore.", "h2 ‹Why?› why\nanswer ‹So *it* is.›\nheading ‹Why?›\ntext ‹So ›‹it›‹ is.›\ntext ‹More.›"},
	{"list", "- one\n- two\n  three\nlazy", "text ‹one›\ntext ‹two›‹⏎=⏎›‹three›‹⏎=⏎›‹lazy›"},
	{"list nested by a tab", "-\tone\n\n\t- two\n", "text ‹one›\ntext ‹two›"},
	{"list in a quote", "> 1. one\n>    two", "quote ‹one›‹⏎=⏎›‹two›"},
	{"task", "- [x] one\n- [ ] two", "text ‹one›\ntext ‹two›"},
	{"quote", "> one\n> two\nlazy", "quote ‹one›‹⏎=⏎›‹two›‹⏎=⏎›‹lazy›"},
	{"callout", "> [!NOTE]\n> One\n> two", "text ‹One›‹⏎=⏎›‹two›"},
	{"callout unknown", "> [!NOT]\n> One", "quote ‹[!NOT]›‹⏎=⏎›‹One›\nM110 ‹[!NOT]›"},
	{"definition list", "Term\nother\n: One *two*\n\n  three", "text ‹Term›\ntext ‹other›\ntext ‹One ›‹two›\ntext ‹three›"},
	{"table", "| a | b |\n|:--|--:|\n|  c  | *d*\n", "header ‹a›\nheader ‹b›\ncell ‹c›\ncell ‹d›"},
	{"table with a bar", "|a|\n|-|\n|x \\| y `z\\|`|", "header ‹a›\ncell ‹x ›‹|=\\|›‹ y ›|m‹z›m‹|=\\|›|"},
	{"table with a wikilink", "|a|\n|-|\n| [[x\\|y z]] |", "header ‹a›\ncell |m‹y z›|\nwiki ‹[[x\\|y z]]› to ‹x›"},
	{"footnote", "One[^a].\n\n[^a]: Two.", "text ‹One›o‹.›\ntext ‹Two.›o\nnote ‹[^a]› to ‹[^a]›"},
	{"footnote marked twice", "A[^n] b[^n]\n\n[^n]: C\n\n    D", "text ‹A›o‹ b›o\ntext ‹C›\ntext ‹D›oo\nnote ‹[^n]› to ‹[^n]›\nnote ‹[^n]› to ‹[^n]›"},
	{"footnotes out of order", "A[^2] b[^1]\n\n[^1]: C [[c]]\n[^2]: D [[d]]", "text ‹A›o‹ b›o\ntext ‹D ›|m‹d=d›|o\ntext ‹C ›|m‹c=c›|o\nnote ‹[^2]› to ‹[^2]›\nnote ‹[^1]› to ‹[^1]›\nwiki ‹[[d]]› to ‹d›\nwiki ‹[[c]]› to ‹c›"},
	{"footnote missing", "a[^x] b", "text ‹a[^x] b›\nM106 ‹[^x]›"},
	{"footnote unused", "a\n\n[^x]: b", "text ‹a›\nM106 ‹[^x]:›"},
	{"footnote after an exclamation mark", "Oh![^a]\n\n[^a]: B", "text ‹Oh!›o\ntext ‹B›o\nnote ‹[^a]› to ‹[^a]›"},
	{"link", "See [the *b*](x.md#y \"t\") now", "text ‹See ›|m‹the ›m‹b›|‹ now›\nlink ‹[the *b*](x.md#y \"t\")› to ‹x.md#y›"},
	{"link in angles", "[a](<x y.md>)", "text |m‹a›|\nlink ‹[a](<x y.md>)› to ‹x y.md›"},
	{"link over lines", "> [a\n> b](c\n> \"t\") d", "quote |m‹a›m‹⏎=⏎›m‹b›|‹ d›\nlink ‹[a\n> b](c\n> \"t\")› to ‹c›"},
	{"link with its address in its words", "[b.md](b.md)", "text |m‹b.md›|\nlink ‹[b.md](b.md)› to ‹b.md›"},
	{"link with a bracket", "[a](b](c.md) d", "text ‹[a](b](c.md) d›"},
	{"link empty", "a []( b.md )c", "text ‹a ›||‹c›\nlink ‹[]( b.md )› to ‹b.md›\nM112 ‹[]( b.md )›"},
	{"link of code", "[`a`](b.md)", "text ||m‹a›||\nlink ‹[`a`](b.md)› to ‹b.md›"},
	{"link to elsewhere", "[a](https://e.org/#b)", "text |m‹a›|\nexternal ‹[a](https://e.org/#b)› to ‹https://e.org/#b›"},
	{"link refused", "[a](javascript:b) c", "text |m‹a›|‹ c›\nM102 ‹[a](javascript:b)›"},
	{"reference", "[a][b] c\n\n[b]: x.md", "text |m‹a›|‹ c›\nlink ‹[a][b]› to ‹[a][b]›"},
	{"reference collapsed", "[b][] c\n\n[b]: x.md", "text |m‹b›|‹ c›\nlink ‹[b][]› to ‹[b][]›"},
	{"reference short", "[b] (c)\n\n[b]: x.md", "text |m‹b›|‹ (c)›\nlink ‹[b]› to ‹[b]›"},
	{"autolink", "a <https://e.org> b", "text ‹a ›|m‹https://e.org›|‹ b›\nexternal ‹https://e.org› to ‹https://e.org›"},
	{"autolink of an address", "<a@e.org>", "text |m‹a@e.org›|\nexternal ‹a@e.org› to ‹a@e.org›"},
	{"bare link", "(https://e.org/x) www.e.org.", "text ‹(›|m‹https://e.org/x›|‹) ›|m‹www.e.org›|‹.›\nexternal ‹https://e.org/x› to ‹https://e.org/x›\nexternal ‹www.e.org› to ‹www.e.org›"},
	{"bare link at the start", "https://e.org/?a&b c", "text |m‹https://e.org/?a›m‹&=&›m‹b›|‹ c›\nexternal ‹https://e.org/?a&b› to ‹https://e.org/?a&b›"},
	{"image", "a ![b *c*](d.png \"e\") f", "text ‹a ›o‹ f›\nimage ‹![b *c*](d.png \"e\")› to ‹d.png›"},
	{"image in a link", "[![b](d.png)](e.md)", "text |o|\nlink ‹[![b](d.png)](e.md)› to ‹e.md›\nimage ‹![b](d.png)› to ‹d.png›"},
	{"image by reference, link after", "![b][c] [d](e.md)\n\n[c]: f.png", "text o‹ ›|m‹d›|\nimage ‹![b][c]› to ‹![b][c]›\nlink ‹[d](e.md)› to ‹e.md›"},
	{"image from elsewhere", "![b](https://e.org/d.png)", "text o\nM103 ‹![b](https://e.org/d.png)›"},
	{"figure", "![b](d.png \"c & \\\"e\\\"\")", "caption ‹c ›‹&=&›‹ ›‹\"=\\\"›‹e›‹\"=\\\"›\nimage ‹![b](d.png \"c & \\\"e\\\"\")› to ‹d.png›"},
	{"figure and a comment", "![b](d.png 'c') <!-- e -->", "caption ‹c›\nimage ‹![b](d.png 'c')› to ‹d.png›"},
	{"wikilink", "a [[b c]] d", "text ‹a ›|m‹b c=b c›|‹ d›\nwiki ‹[[b c]]› to ‹b c›"},
	{"wikilink with words", "a [[b#c|d *e*]] f", "text ‹a ›|m‹d ›m‹e›|‹ f›\nwiki ‹[[b#c|d *e*]]› to ‹b#c›"},
	{"wikilink over lines", "[[b\nc]] d", "text |m‹b c=b⏎c›|‹ d›\nwiki ‹[[b\nc]]› to ‹b\nc›"},
	{"wikilink over lines of a quote", "> [[b\n> c|d]] e", "quote |m‹d›|‹ e›\nwiki ‹[[b\n> c|d]]› to ‹b\n> c›"},
	{"wikilink never closed", "a [[b] c", "text ‹a [[b] c›"},
	{"embed", "a ![[b|c d]] e", "text ‹a ›|m‹c d=c d›|‹ e›\nembed ‹![[b|c d]]› to ‹b›"},
	{"embed alone", "![[b#c]]", "text |m‹b=b#c›|\nembed ‹![[b#c]]› to ‹b#c›"},
	{"nolink", "a [b *c*]{.nolink} d", "text ‹a ›|m‹b ›m‹c›|‹ d›"},
	{"accepted", "a [183]{.ok reason=\"x\"} d", "text ‹a ›‹183›‹ d›"},
	{"attributes unknown", "a [b]{.x} d", "text ‹a ›‹b›‹ d›\nM109 ‹{.x}›"},
	{"raw HTML", "a <b>c</b> d", "text ‹a ›|‹c›|‹ d›\ndrop ‹<b>›\ndrop ‹</b>›\nM101 ‹<b>›\nM101 ‹</b>›"},
	{"raw HTML over lines", "> a <b\n> c='d'>e", "quote ‹a ›|‹e›\ndrop ‹<b\n> c='d'>›\nM101 ‹<b\n> c='d'>›"},
	{"HTML block", "<div>\nx\n</div>\n\ny", "text ‹y›\ndrop ‹<div>\nx\n</div>⏎›\nM101 ‹<div>›"},
	{"comment", "a <!-- b --> c", "text ‹a ›‹ c›\ndrop ‹<!-- b -->›"},
	{"comment over lines", "a <!-- b\nc --> d", "text ‹a ›‹ d›\ndrop ‹<!-- b\nc -->›"},
	{"comment of percent signs", "a %% b %% c", "text ‹a ›‹ c›\ndrop ‹%% b %%›"},
	{"comment before text", "<!-- a --> b", "text ‹ b›\ndrop ‹<!-- a -->›"},
	{"comment block", "<!--\na\n\nb\n-->\n\nc", "text ‹c›\ndrop ‹<!--\na\n\nb\n-->›"},
	{"comment block before text", "%%\na\n\nb %% c", "text ‹c›\ndrop ‹%%\na\n\nb %%›"},
	{"comment never closed", "a <!-- b", "text ‹a ›‹<=<›‹!›‹–=--›‹ b›\nM107 ‹<!--›"},
	{"comment of percent signs never closed", "a %% b", "text ‹a %% b›\nM107 ‹%%›"},
	{"typographic marks", `"a" 'b' it's -- --- (c)`, "text ‹“=\"›‹a›‹”=\"›‹ ›‹‘='›‹b›‹’='›‹ it›‹’='›‹s ›‹–=--›‹ ›‹—=---›‹ (c)›"},
	{"quotes around emphasis", `"*a*" b`, "text ‹“=\"›‹a›‹”=\"›‹ b›"},
	{"entities", "a &amp; &eacute; &#8212; &bogus; & b", "text ‹a ›‹&=&amp;›‹ ›‹é=&eacute;›‹ ›‹—=&#8212;›‹ ›‹&=&›‹bogus; ›‹&=&›‹ b›"},
	{"escapes", `\* \[a\] \a`, "text ‹*=\\*›‹ ›‹[=\\[›‹a›‹]=\\]›‹ \\a›"},
	{"less and more", "a < b > c", "text ‹a ›‹<=<›‹ b ›‹>=>›‹ c›"},
	{"code", "`a  b` c", "text |m‹a  b›|‹ c›"},
	{"code over lines", "`` a\n`<b ``", "text |m‹a›m‹ =⏎›m‹`›m‹<=<›m‹b›|"},
	{"struck out", "~~a~~ b", "text |m‹a›|‹ b›"},
	{"emphasis", "a **b *c*** d", "text ‹a ›‹b ›‹c›‹ d›"},
	{"link in emphasis", "**a [b](c.md)** d", "text ‹a ›|m‹b›|‹ d›\nlink ‹[b](c.md)› to ‹c.md›"},
	{"code block", "```go\na := 1\n```\n\n    b", ""},
	{"rule", "---\n\na", "text ‹a›"},
}

func TestPositions(t *testing.T) {
	for _, c := range positionCases {
		t.Run(c.name, func(t *testing.T) {
			doc, diags := parseText("explainers", c.text)
			if got := positions(doc, diags); got != c.want {
				t.Errorf("%q\ngot:\n%s\nwant:\n%s\n%s", c.text, got, c.want, doc.Body.HTML)
			}
		})
	}
}
