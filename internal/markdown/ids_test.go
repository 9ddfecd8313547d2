package markdown

import (
	"slices"
	"testing"

	"gloss/internal/content"
	"gloss/internal/source"
)

// Ids as GitHub makes them, kept from those that pages set themselves. Written
// by hand from the contract, section 5.
func TestHeadingIDs(t *testing.T) {
	cases := []struct {
		body string
		want []string
	}{
		{"## What does it want?", []string{"what-does-it-want"}},
		{"## IS-K & the *Taliban*", []string{"is-k--the-taliban"}},
		{"## One\n\n## One\n\n## One", []string{"one", "one-1", "one-2"}},
		{"## One\n\n## One-1\n\n## One", []string{"one", "one-1", "one-2"}},
		{"## Terms\n\n## Terms", []string{"terms-1", "terms-2"}},
		{"## References\n\n### Backlinks", []string{"references-1", "backlinks-1"}},
		{"## term is-k", []string{"term-is-k-1"}},
		{"## fn 1\n\n## fn 1", []string{"fn-1-1", "fn-1-1-1"}},
		{"## طالبان", []string{"طالبان"}},
		{"## ?!", []string{"section"}},
		{"## One {#two}\n\n## Two", []string{"two", "two-1"}},
		{"## One {#terms}", []string{"terms-1"}},
	}
	for _, c := range cases {
		f := source.NewFile("content/articles/a.md", []byte("---\ntitle: A\n---\n"+c.body+"\n"))
		doc, _ := Parse(f, content.Location{Kind: content.Article})
		var got []string
		for _, h := range doc.Body.Headings {
			got = append(got, h.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.body, got, c.want)
		}
	}
}
