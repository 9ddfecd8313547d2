package markdown

import (
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

func parseBody(t *testing.T, body string) (html string, codes string) {
	t.Helper()
	f := source.NewFile("content/articles/a.md", []byte("---\ntitle: A\n---\n"+body+"\n"))
	doc, diags := Parse(f, content.Location{Kind: content.Article})
	var ids []string
	for _, d := range diag.Sort(diags) {
		ids = append(ids, d.Code.ID)
	}
	return string(doc.Body.HTML), strings.Join(ids, " ")
}

// What other dialects do and readers would lose, written by hand.
func TestDialectLosesNothing(t *testing.T) {
	cases := []struct {
		name, body string
		has        []string // of the HTML
		hasNot     []string
		codes      string
	}{
		{"a wikilink's bar divides no cell", "| A | B |\n|---|---|\n| [[metre|the unit]] | two |", []string{"<td>the unit</td>", "<td>two</td>"}, []string{"[["}, ""},
		{"nor does an escaped one", "| A | B |\n|---|---|\n| [[metre\\|the unit]] | two |", []string{"<td>the unit</td>", "<td>two</td>"}, []string{"[["}, ""},
		{"bars in code stay", "`[[a|b]]` and\n\n    [[c|d]]", []string{"<code>[[a|b]]</code>", "[[c|d]]"}, []string{"\x1f"}, ""},
		{"bars in an address stay", "[x](https://e.org/[[a|b]])", []string{"<a href="}, []string{"\x1f", "%1F"}, ""},
		{"a row with too many cells", "| A |\n|---|\n| one | two |", []string{"<td>one</td>"}, nil, "M111"},
		{"a line of dashes that is too short", "| A | B | C |\n|---|---|\n| 1 | 2 | 3 |", nil, []string{"<table"}, "M111"},
		{"a row that is right", "| A | B |\n|---|---|\n| 1 \\| 2 | `3` |", []string{"<td>1 | 2</td>"}, nil, ""},
		{"a callout with a title", "> [!NOTE] Read <this>\n> Words.", []string{`<p class="callout-title">Read &lt;this&gt;</p>`, "<p>Words.</p>"}, []string{"[!NOTE]"}, ""},
		{"a callout that folds", "> [!tip]- Fold\n> Words.", []string{`<div class="callout tip" role="note"><p class="callout-title">Fold</p>`}, nil, ""},
		{"an unknown callout", "> [!DANGER]\n> Words.", []string{"<blockquote>"}, nil, "M110"},
		{"a comment that is not closed", "Intro.\n\n<!-- TODO: ask", nil, nil, "M107"},
		{"a comment with words behind it", "<!-- c --> Words.", []string{"Words."}, []string{"c --"}, ""},
		{"a comment of several lines with words behind it", "<!-- a\n\nb --> Words.", []string{"Words."}, []string{"b --", "<!--"}, ""},
		{"a block of %%", "%%\nhidden\n\nmore\n%%\n\nWords.", []string{"<p>Words.</p>"}, []string{"hidden", "more"}, ""},
		{"a comment in a list", "- one\n- <!-- hidden -->\n- two", []string{"two"}, []string{"hidden"}, ""},
		{"raised digits", "10<sup>6</sup>", []string{"106"}, nil, "M101 M101"},
		{"a link without words", "[](https://e.org)", nil, nil, "M112"},
		{"a heading without words", "##", nil, nil, "M112"},
		{"a heading of 300 characters", "## " + strings.Repeat("é", 300), []string{"é <a"}, nil, ""},
		{"a heading of 301", "## " + strings.Repeat("é", 301), nil, nil, "M104"},
		{"control characters", "a\x01b\n\n`c\x0b`\n\n<!-- \x7f -->", nil, nil, "S107 S107 S107"},
		{"references to control characters", "a&#1;b&#x7F;c&#xFFFE;d&#9;e", []string{"a\ufffdb\ufffdc\ufffdd\te"}, nil, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			html, codes := parseBody(t, c.body)
			if codes != c.codes {
				t.Errorf("codes: got %q, want %q", codes, c.codes)
			}
			for _, want := range c.has {
				if !strings.Contains(html, want) {
					t.Errorf("%q is missing in\n%s", want, html)
				}
			}
			for _, not := range c.hasNot {
				if strings.Contains(html, not) {
					t.Errorf("%q stands in\n%s", not, html)
				}
			}
		})
	}
}
