package link_test

import (
	"strings"
	"testing"
)

// A link without words by the full address of a page here is the same as one by
// its path, and takes nothing from what stands beside it.
func TestFullAddressWithoutWords(t *testing.T) {
	const at = "https://example.org/glossary/taliban/"
	for text, want := range map[string]string{
		"[](" + at + ")Taliban":                 `<a class="term" href="/glossary/taliban/" data-term="taliban" aria-details="term-taliban"></a>Taliban`,
		"a [<b></b>](" + at + ") b":             `a <a class="term" href="/glossary/taliban/" data-term="taliban" aria-details="term-taliban"></a> b`,
		"[<!-- x -->](" + at + "#no)":           `<a href="https://example.org/glossary/taliban/#no"></a>`,
		"[](https://example.org/articles/a/) b": ` b`,
	} {
		s := newSite(t, map[string]string{
			"site.yaml":           "title: T\nbase-url: https://example.org\n",
			"glossary/taliban.md": "---\n{title: Taliban, category: group, definition: D.}\n---\n",
			"articles/a.md":       "---\ntitle: A\n---\n\n" + text + "\n",
		})
		got := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(prose(s.resolve(t, "articles/a.md"))), "<p>"), "</p>")
		if got != want {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}
