package sitetest

import (
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"gloss/internal/content"
)

// citations holds that each citation on a page has its entry on the list, and
// each entry a way back to each of them; that numbers go up as a reader meets
// them; and that a fact that is shown has its table, but on the page of another
// fact.
func (c *checker) citations(doc *goquery.Document) {
	numbers := map[string]int{}
	doc.Find("#references > li").Each(func(i int, s *goquery.Selection) { numbers[s.AttrOr("id", "")] = i + 1 })
	byAuthor := doc.Find("#references.by-author").Length() > 0
	places := map[string][]string{} // by entry: the ids of what cites it
	met := 0
	doc.Find(`a.cite, a.cite-row`).Each(func(_ int, s *goquery.Selection) {
		id, entry := s.AttrOr("id", ""), strings.TrimPrefix(s.AttrOr("href", ""), "#")
		number := numbers[entry]
		switch {
		case number == 0:
			c.fault("a citation of %q has no entry", entry)
		case id == "" || s.AttrOr("role", "") != "doc-noteref":
			c.fault("a citation of %q is no noteref with an id", entry)
		case !byAuthor && s.Is("a.cite") && s.Text() != strconv.Itoa(number):
			c.fault("a citation of %q, entry %d, reads %q", entry, number, s.Text())
		}
		if len(places[entry]) == 0 {
			if met++; !byAuthor && number != met {
				c.fault("entry %d is the %dth that a reader meets", number, met)
			}
		}
		places[entry] = append(places[entry], id)
	})
	doc.Find("#references > li").Each(func(_ int, s *goquery.Selection) {
		var back []string
		s.Find(`a[role="doc-backlink"]`).Each(func(_ int, a *goquery.Selection) {
			back = append(back, strings.TrimPrefix(a.AttrOr("href", ""), "#"))
		})
		id := s.AttrOr("id", "")
		if got, want := strings.Join(back, " "), strings.Join(places[id], " "); got != want || want == "" {
			c.fault("the entry %s leads back to %q; it is cited at %q", id, got, want)
		}
	})
	doc.Find(".prose [data-fact]").Each(func(_ int, s *goquery.Selection) {
		slug := s.AttrOr("data-fact", "")
		if c.page() != nil && c.page().Doc.Kind != content.Fact && !c.ids[c.file]["fact-"+slug] {
			c.fault("the fact %s has no table", slug)
		}
		if s.AttrOr("data-status", "") == "disputed" && c.page() != nil && c.page().Slug != slug && s.Find(".differs").Length() != 1 {
			c.fault("the disputed fact %s is not marked", slug)
		}
	})
}
