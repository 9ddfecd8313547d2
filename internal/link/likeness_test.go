package link

import (
	"fmt"
	"testing"

	"gloss/internal/content"
)

// The bound is one for all that a build asks: whatever it is that is missing,
// each search is paid for in pairs of letters, and past the bound nothing is
// searched, so that problems are reported as they are.
func TestSuggestionsEnd(t *testing.T) {
	if left := NewSuggester(nil).left; left != maxLikeness {
		t.Errorf("a build begins with %d", left)
	}
	for _, n := range []int{50, 200} {
		names := make([]string, n)
		doc := &content.Document{Path: "content/articles/a/index.md", Body: &content.Body{}}
		for i := range names {
			names[i] = fmt.Sprintf("name-%03d", i)
			if i%2 == 0 { // a heading has two names
				doc.Body.Headings = append(doc.Body.Headings, content.Heading{ID: names[i], Text: "Name"})
			}
		}
		folder := fileNames{in: map[string][]string{"content/articles/a": names}}
		cost := n * len("nam-000") * len("nam-000")
		for _, among := range []pool{poolPages, poolTerms, poolTopics, poolStarts, poolAddresses, poolFiles, poolPictures, poolHeadings} {
			about := doubt{pool: among, word: "nam-000", doc: doc}
			if among == poolFiles || among == poolPictures {
				about.word = "content/articles/a/" + about.word
			}
			s := &Suggester{left: 3*cost + cost - 1, words: map[pool][]string{among: names}, files: map[pool]fileNames{among: folder}}
			found := 0
			for range 4 * n {
				if name, _ := s.near(about); name != "" {
					found++
				}
			}
			if found != 3 || s.left != cost-1 {
				t.Errorf("pool %d of %d names: %d searches found what was meant, and %d is left of the last", among, n, found, s.left)
			}
		}
	}
}
