package link_test

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/diag"
	"gloss/internal/link"
)

const explained = `---
title: Page
---

Lead: [the group](../glossary/is-k.md), ISIS&#8209;K and the Afghan
Taliban (see [B](https://example.org/glossary/taliban/ "x")).

### Small heading

IS-K once more, [again](/glossary/is-k/).[^1]

## Part

![[what#is-it]]

al-Qaeda fell. ![A map](x.png "The caliphate")

[^1]: | Taliban |
    |---|
    | Taliban |

    Taliban in a footnote.

> [!NOTE]
> ## The caliphate
>
> The caliphate.
`

// Explain lists links by hand of every kind and names in every part of a page, in
// the page's order, each in its section and with its place in the file.
func TestExplain(t *testing.T) {
	files := map[string]string{
		"site.yaml":          "base-url: https://example.org\n",
		"articles/page.md":   explained,
		"explainers/what.md": "---\ntitle: What\n---\n\n## Is it?\n\nIt is [[al-qaeda]].\n",
	}
	for _, term := range strings.Split(standardGlossary, "\n") {
		slug, fields, _ := strings.Cut(term, ": ")
		files["glossary/"+slug+".md"] = "---\n" + strings.Replace(fields, "{", "{definition: D., ", 1) + "\n---\n"
	}
	s := newSite(t, files)
	r := s.resolve(t, "articles/page.md")
	m := diag.NewMapper([]byte(explained))
	var got []string
	for _, e := range link.Explain(s.names, r) {
		from, to := m.Position(e.Src.Start), m.Position(e.Src.End)
		got = append(got, fmt.Sprintf("%d:%d-%d:%d %s|%s|%s|%s|%d %s", from.Line, from.Column, to.Line, to.Column, e.Text, e.To.Slug, e.Outcome, e.Reason(m), e.Part, e.Section))
	}
	want := []string{
		"5:7-5:39 the group|is-k|written|by hand, for its section|0 ",
		"5:41-5:53 ISIS\u2011K|is-k|hand|linked by hand at 5:7|0 ",
		"5:62-6:8 Afghan Taliban|taliban|hand|linked by hand at 6:14|0 ",
		"6:14-6:60 B|taliban|written|by hand, for its section|0 ",
		"10:1-10:5 IS-K|is-k|hand|linked by hand at 5:7|0 ",
		"10:17-10:41 again|is-k|written|by hand, for its section|0 ",
		"16:1-16:9 al-Qaeda|al-qaeda|hand|linked by hand in an embed|1 Part",
		"25:10-25:19 caliphate|caliphate|excluded|in a heading|1 Part",
		"27:7-27:16 caliphate|caliphate|linked|first in section|1 Part",
		"18:9-18:16 Taliban|taliban|excluded|in a table header|2 ",
		"20:7-20:14 Taliban|taliban|linked|first in table|2 ",
		"22:5-22:12 Taliban|taliban|linked|first in footnote|2 ",
	}
	if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}
