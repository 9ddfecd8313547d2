package markdown

import (
	"strings"
	"testing"

	"gloss/internal/diag"
)

// What stands in a comment is no reader's, and what stands beside it is. The
// HTML was written by hand; an error stands wherever words of a comment show.
var commentCases = []struct{ name, text, html, codes string }{
	{"alone", "<!-- x -->", "", ""},
	{"of percent signs alone", "%% x %%", "", ""},
	{"before text", "<!-- x --> text after", "<p> text after</p>", ""},
	{"of percent signs before text", "%% x %% text after", "<p> text after</p>", ""},
	{"after text", "text before <!-- x -->", "<p>text before </p>", ""},
	{"several on a line", "<!-- x --> a <!-- y --> b %% z %%", "<p> a  b </p>", ""},
	{"nothing but several", "<!-- x --> <!-- y --> %% z %%", "", ""},
	{"empty", "a <!----> b <!--> c <!---> d %%%% e", "<p>a  b  c  d  e</p>", ""},
	{"empty, alone", "<!-->\n\na\n\n<!--->\n\nb\n\n%%%%\n\nc -->", "<p>a</p>\n<p>b</p>\n<p>c –&gt;</p>", ""},
	{"over lines", "a <!-- x\ny --> b", "<p>a  b</p>", ""},
	{"over lines, alone", "<!--\nx\n-->\na", "<p>a</p>", ""},
	{"over blank lines", "<!-- x\n\ny\n\n# z\n-->\n\na", "<p>a</p>", ""},
	{"over blank lines, before text", "<!-- x\n\ny --> a *b*\nc", "<p>a <em>b</em>\nc</p>", ""},
	{"of percent signs over blank lines, before text", "%%\nx\n\n- y\n%% a\n\nb", "<p>a</p>\n<p>b</p>", ""},
	{"over blank lines, before a heading", "<!--\n\nx -->\n## a", "<h2 id=\"a\">a <a class=\"permalink\" href=\"#a\" aria-label=\"Link to this section\">#</a></h2>", ""},
	{"with code in it", "<!--\n```\nx\n-->\n\na", "<p>a</p>", ""},
	{"with markup in it", "a <!-- *b* [c](d) `e` <f> --> *g*", "<p>a  <em>g</em></p>", ""},
	{"with a comment in it", "<!-- x <!-- y -->\n\na", "<p>a</p>", ""},
	{"between paragraphs", "a\n\n<!-- x -->\n\nb", "<p>a</p>\n<p>b</p>", ""},
	{"between lines", "a\n<!-- x -->\nb", "<p>a</p>\n<p>b</p>", ""},
	{"in a list", "- a <!-- x -->\n- <!-- y --> b\n- <!-- z -->\n- c", "<ul>\n<li>a </li>\n<li> b</li>\n<li>\n</li>\n<li>c</li>\n</ul>", ""},
	{"over blank lines in a list", "- a\n\n  <!-- x\n\n  y -->\n\n  b\n- c", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>", ""},
	{"between items", "- a\n<!-- x -->\n- b", "<ul>\n<li>a</li>\n</ul>\n<ul>\n<li>b</li>\n</ul>", ""},
	{"from a list item's words to a line at the margin", "- a <!-- b\nc --> d", "<ul>\n<li>a  d</li>\n</ul>", ""},
	{"from a list item's words past a blank line", "- a <!-- b\n\nc --> d", "<ul>\n<li>a &lt;!– b</li>\n</ul>\n<p>c –&gt; d</p>", "M107"},
	{"longer than its list item", "- <!-- x\ny --> a", "<ul>\n<li>\n</li>\n</ul>\n<p>y –&gt; a</p>", "M107"},
	{"in a quotation", "> a <!-- x\n> y --> b\n>\n> <!-- z\n>\n> z --> c", "<blockquote>\n<p>a  b</p>\n<p>c</p>\n</blockquote>", ""},
	{"longer than its quotation", "> <!-- x\n\ny --> a", "<blockquote>\n</blockquote>\n<p>y –&gt; a</p>", "M107"},
	{"of percent signs longer than its quotation", "> %%\n> x\n\na\n\n%%", "<blockquote>\n</blockquote>\n<p>a</p>\n<p>%%</p>", "M107 M107"},
	{"in a table", "| a <!-- x --> | b %% y %% |\n|---|---|\n| <!-- z --> c | d |", "<th scope=\"col\">a </th>\n<th scope=\"col\">b </th>", ""},
	{"with a bar in a table", "| a | b |\n|---|---|\n| c <!-- x | y --> |", "c &lt;!– x", "M107"},
	{"in a heading", "## a <!-- x --> b {#c}", "<h2 id=\"c\">a  b <a", ""},
	{"in a link", "[a <!-- ] --> b](https://e.org)", "<p><a href=\"https://e.org\">a  b</a></p>", ""},
	{"in a wikilink", "[[a|b <!-- x --> c]]", "<p>b  c</p>", ""},
	{"in a definition list", "a <!-- x -->\n: b %% y %%", "<dl>\n<dt>a </dt>\n<dd>b </dd>\n</dl>", ""},
	{"in a footnote", "a[^1]\n\n[^1]: <!-- x --> b <!-- y\n    z --> c", "<p> b  c <a", ""},
	{"in code", "`<!-- a -->` `%% b %%`\n\n    <!-- c -->\n\n```\n%% d %%\n```", "<p><code>&lt;!-- a --&gt;</code> <code>%% b %%</code></p>\n<pre class=\"chroma\" tabindex=\"0\"><code>&lt;!-- c --&gt;\n</code></pre>\n<pre class=\"chroma\" tabindex=\"0\"><code>%% d %%\n</code></pre>", ""},
	{"escaped", "\\<!-- a --> \\%% b %%", "<p>&lt;!– a –&gt; %% b %%</p>", "M107"},
	{"never closed", "a <!-- b\n\nc", "<p>a &lt;!– b</p>\n<p>c</p>", "M107"},
	{"never closed, alone", "<!-- a\n\nb", "<p>&lt;!– a</p>\n<p>b</p>", "M107"},
	{"of percent signs never closed", "100%% a\n\nb", "<p>100%% a</p>\n<p>b</p>", "M107"},
	{"closed in another paragraph", "a <!-- b\n\nc --> d", "<p>a &lt;!– b</p>\n<p>c –&gt; d</p>", "M107"},
	{"the marks themselves", "a \\%\\% b", "<p>a %% b</p>", ""},
	{"half open", "a <! b <!- c -- > d % % e", "<p>a &lt;! b &lt;!- c – &gt; d % % e</p>", ""},
	{"a picture beside it", "<!-- x --> ![a](b.png 'c') %% y %%", "<figure><img><figcaption>c</figcaption></figure>", ""},
}

func TestComments(t *testing.T) {
	for _, c := range commentCases {
		t.Run(c.name, func(t *testing.T) {
			doc, diags := parseText("articles", c.text)
			var codes []string
			for _, d := range diag.Sort(diags) {
				codes = append(codes, d.Code.ID)
				if d.Severity != diag.Error {
					t.Errorf("%s is no error: readers would see the comment", d.Code.ID)
				}
			}
			got := strings.Trim(string(doc.Body.HTML), "\n")
			whole := strings.HasPrefix(c.html, "<p>") && strings.HasSuffix(c.html, ">") || c.html == ""
			if whole && got != c.html || !strings.Contains(got, c.html) || strings.Join(codes, " ") != c.codes {
				t.Errorf("%q\ngot:  %s\nwant: %s\ngot %v, want %s", c.text, got, c.html, codes, c.codes)
			}
		})
	}
}
