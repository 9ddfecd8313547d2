package sitetest

import (
	"slices"
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

// boxes holds that each disputed fact which a text shows has one box, at the end of
// the section that shows it first, and that there is no other box.
func (c *checker) boxes(doc *goquery.Document) {
	page := c.page()
	if page == nil || page.Doc.Kind != content.Article && page.Doc.Kind != content.Explainer && page.Doc.Kind != content.Page {
		if doc.Find(".prose .box").Length() > 0 {
			c.fault("a box stands in a text that has none")
		}
		return
	}
	section := 0
	var shown, boxed []string // each with the number of its section
	met := map[string]bool{}
	doc.Find(".prose h2, .prose .box, .prose [data-status=disputed]").Each(func(_ int, s *goquery.Selection) {
		switch slug := s.AttrOr("data-fact", ""); {
		case s.Is("h2"):
			section++
		case s.Is(".box"):
			href := strings.TrimSuffix(s.Find(".box-title a").AttrOr("href", ""), "/")
			boxed = append(boxed, strconv.Itoa(section)+href[strings.LastIndex(href, "/"):])
			if next := s.Next(); next.Length() > 0 && !next.Is(".box, h2, .question, .footnotes") {
				c.fault("%s stands behind the box of %s", goquery.NodeName(next), href)
			}
		case s.Closest(".footnotes, .embed").Length() == 0 && !met[slug]:
			met[slug] = true
			shown = append(shown, strconv.Itoa(section)+"/"+slug)
		}
	})
	slices.Sort(shown)
	slices.Sort(boxed)
	if !slices.Equal(shown, boxed) {
		c.fault("boxes %q for the disputed facts %q, each with its section", boxed, shown)
	}
}
