package sitetest

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"gloss/internal/content"
	"gloss/internal/link"
)

// Page is the HTML at a path of the site, such as /glossary/is-k/.
func (r *Result) Page(t testing.TB, sitePath string) *goquery.Document {
	t.Helper()
	file := link.OutputFile(sitePath)
	data, ok := r.Tree[file]
	if !ok {
		t.Fatalf("there is no %s", file)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Text is the text of what a selector finds, spaces folded.
func Text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// pages parses every HTML file, by path.
func (r *Result) pages() (map[string]*goquery.Document, error) {
	docs := map[string]*goquery.Document{}
	for file, data := range r.Tree {
		if path.Ext(file) != ".html" {
			continue
		}
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		docs[file] = doc
	}
	return docs, nil
}

// Faults checks what holds for every page of every site: links and fragments
// that resolve, ids that are unique and not one another's, the hooks of the
// contract, a title and one h1, nothing inline.
func (r *Result) Faults() []string {
	docs, err := r.pages()
	if err != nil {
		return []string{err.Error()}
	}
	c := &checker{Result: r, docs: docs, ids: map[string]map[string]bool{}}
	files := slices.Sorted(maps.Keys(docs))
	for _, file := range files {
		c.file = file
		c.gatherIDs(docs[file])
	}
	for _, file := range files {
		c.file = file
		doc := docs[file]
		c.links(doc)
		c.references(doc)
		c.document(doc)
		c.inline(doc)
		c.hooks(doc)
		c.writers(doc)
		c.citations(doc)
		c.boxes(doc)
	}
	return c.faults
}

type checker struct {
	*Result
	docs   map[string]*goquery.Document
	ids    map[string]map[string]bool // by file
	file   string
	faults []string
}

func (c *checker) fault(format string, args ...any) {
	c.faults = append(c.faults, c.file+": "+fmt.Sprintf(format, args...))
}

func (c *checker) gatherIDs(doc *goquery.Document) {
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if id == "" || ids[id] {
			c.fault("the id %q stands twice, or is empty", id)
		}
		ids[id] = true
	})
	c.ids[c.file] = ids
}

// links follows every address.
func (c *checker) links(doc *goquery.Document) {
	for _, of := range []struct{ selector, attr string }{
		{"[href]", "href"}, {"[src]", "src"}, {"[action]", "action"}, {"[poster]", "poster"}, {"[data]", "data"},
	} {
		doc.Find(of.selector).Each(func(_ int, s *goquery.Selection) {
			address, _ := s.Attr(of.attr)
			c.follow(address)
		})
	}
	doc.Find("[srcset]").Each(func(_ int, s *goquery.Selection) { c.fault("srcset is not followed here") })
	doc.Find(`meta[http-equiv="refresh"]`).Each(func(_ int, s *goquery.Selection) {
		_, address, ok := strings.Cut(s.AttrOr("content", ""), "url=")
		if !ok {
			c.fault("a refresh that leads nowhere")
		}
		c.follow(address)
	})
}

func (c *checker) follow(address string) {
	u, err := url.Parse(address)
	switch {
	case err != nil || address == "":
		c.fault("%q is no address", address)
		return
	case u.Scheme == "mailto", u.Scheme == "tel":
		return
	case u.Host != "" && (c.origin == "" || u.Scheme+"://"+u.Host != c.origin):
		if u.Scheme != "http" && u.Scheme != "https" {
			c.fault("%q has a scheme that is not allowed", address)
		}
		return
	case u.Scheme != "" && u.Host == "":
		c.fault("%q has a scheme that is not allowed", address)
		return
	}
	file := c.file
	if u.Path != "" {
		here := &url.URL{Path: c.base + "/" + c.file}
		local, ok := strings.CutPrefix(here.ResolveReference(&url.URL{Path: u.Path}).Path, c.base+"/")
		if !ok {
			c.fault("%q lacks the base path %s", address, c.base)
			return
		}
		file = link.OutputFile("/" + local)
	}
	if _, ok := c.Tree[file]; !ok {
		c.fault("%q leads nowhere: there is no %s", address, file)
		return
	}
	if u.Fragment != "" && !c.ids[file][u.Fragment] {
		c.fault("%q: %s has no such id", address, file)
	}
}

// references holds attributes that name ids of the same page.
func (c *checker) references(doc *goquery.Document) {
	for _, attr := range []string{"aria-details", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "popovertarget", "headers", "list"} {
		doc.Find("[" + attr + "]").Each(func(_ int, s *goquery.Selection) {
			for _, id := range strings.Fields(s.AttrOr(attr, "")) {
				if !c.ids[c.file][id] {
					c.fault("%s=%q: there is no such id", attr, id)
				}
			}
		})
	}
}

func (c *checker) document(doc *goquery.Document) {
	if title := Text(doc.Find("head > title")); title == "" {
		c.fault("there is no title")
	}
	if n := doc.Find("h1").Length(); n != 1 {
		c.fault("%d h1", n)
	}
	if n := doc.Find("main").Length(); n != 1 {
		c.fault("%d main", n)
	}
	if n := doc.Find("main > article").Length(); n != 1 {
		c.fault("%d main > article", n)
	}
	if doc.Find("html").AttrOr("lang", "") == "" {
		c.fault("there is no language")
	}
	doc.Find("img").Each(func(_ int, s *goquery.Selection) {
		if _, ok := s.Attr("alt"); !ok {
			c.fault("a picture without alt")
		}
	})
}

// inline holds the Content-Security-Policy: nothing inline but JSON-LD.
func (c *checker) inline(doc *goquery.Document) {
	doc.Find("style, [style], iframe, object, embed, base").Each(func(_ int, s *goquery.Selection) {
		c.fault("<%s> is inline style, or not allowed", goquery.NodeName(s))
	})
	doc.Find("script").Each(func(_ int, s *goquery.Selection) {
		if _, ok := s.Attr("src"); !ok && s.AttrOr("type", "") != "application/ld+json" {
			c.fault("an inline script")
		}
	})
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Get(0).Attr {
			if strings.HasPrefix(a.Key, "on") {
				c.fault("an event handler: %s", a.Key)
			}
		}
	})
}

// hooks holds section 5 of the contract.
func (c *checker) hooks(doc *goquery.Document) {
	terms := map[string]bool{}
	doc.Find("dl#terms dt[id]").Each(func(_ int, s *goquery.Selection) { terms[s.AttrOr("id", "")] = true })
	if n := doc.Find("#terms").Length(); n > 0 && doc.Find("dl#terms").Length() != n {
		c.fault("#terms is no dl")
	}
	if doc.Find(".prose #terms, .prose #references, .prose #backlinks, .prose #related").Length() > 0 {
		c.fault("a list of ours stands in .prose")
	}
	doc.Find("#terms a[data-auto], #backlinks a[data-auto], #related a[data-auto]").Each(func(_ int, s *goquery.Selection) {
		c.fault("an automatic link outside of .prose")
	})
	doc.Find("[data-term]").Each(func(_ int, s *goquery.Selection) {
		slug := s.AttrOr("data-term", "")
		if !s.Is("a.term") {
			c.fault("data-term=%q is no a.term", slug)
		}
		if want := c.Graph.Names.URL("/glossary/" + slug + "/"); !strings.HasPrefix(s.AttrOr("href", ""), want) && !strings.HasPrefix(s.AttrOr("href", ""), "#") {
			c.fault("a.term %q leads to %q", slug, s.AttrOr("href", ""))
		}
		if s.Closest(".prose").Length() > 0 && s.AttrOr("aria-details", "term-"+slug) != "term-"+slug {
			c.fault("aria-details of %q is %q", slug, s.AttrOr("aria-details", ""))
		}
	})
	doc.Find("a.term").Each(func(_ int, s *goquery.Selection) {
		if _, ok := s.Attr("data-term"); !ok {
			c.fault("a.term without data-term: %s", Text(s))
		}
	})
	doc.Find(".prose a[data-auto]").Each(func(_ int, s *goquery.Selection) {
		if id := "term-" + s.AttrOr("data-term", ""); !terms[id] {
			c.fault("#terms lacks %s", id)
		}
		if s.ParentsFiltered("h1, h2, h3, h4, h5, h6, a, blockquote, code, pre, th, del").Length() > 0 {
			c.fault("an automatic link stands in a %s: %s", goquery.NodeName(s.Parent()), Text(s))
		}
		if s.AttrOr("aria-details", "") == "" {
			c.fault("an automatic link without aria-details: %s", Text(s))
		}
	})
	doc.Find("section.question").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("id", "") == "" || s.ChildrenFiltered("h2").Length() != 1 || !s.Children().First().Is("h2") {
			c.fault("a question without id or h2: %s", Text(s.Find("h2")))
		}
		if short := s.Find("p.short-answer"); short.Length() > 0 && !s.Children().Eq(1).Is("p.short-answer") {
			if s.ChildrenFiltered("p.short-answer").Length() > 0 {
				c.fault("the short answer does not stand first: %s", Text(s.Find("h2")))
			}
		}
	})
	doc.Find("#backlinks").Each(func(_ int, s *goquery.Selection) {
		if !s.Is("section") || s.Find("li").Length() == 0 || s.Find("li").Length() != s.Find("li blockquote").Length() {
			c.fault("#backlinks is no section of places with their sentences")
		}
	})
}

var yielded = regexp.MustCompile(`[^0-9]-[0-9]+$`)

// writers holds what the writer's text and our ids owe one another.
func (c *checker) writers(doc *goquery.Document) {
	page := c.page()
	if n := doc.Find(".prose").Length(); page != nil && n != 1 || n > 1 {
		c.fault("%d .prose", n)
	}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		inProse := s.ParentsFiltered(".prose").Length() > 0 && s.ParentsFiltered(".prose .box").Length() == 0
		if inProse && yielded.MatchString(id) {
			return // a heading that gave way to an id of ours
		}
		ours := !inProse || strings.HasPrefix(id, "fn-") || strings.HasPrefix(id, "cite-") || strings.HasPrefix(id, "fnref-") || id == "footnotes"
		if ours != content.ReservedID(id) {
			c.fault("the id %q: ours %t, reserved %t", id, ours, content.ReservedID(id))
		}
	})
	if page == nil || page.Doc.Kind != content.Explainer {
		return
	}
	doc.Find(".prose h2").Each(func(_ int, s *goquery.Selection) {
		if !s.Parent().Is("section.question") && s.AttrOr("id", "") != "footnotes" {
			c.fault("a heading that is no question: %s", Text(s))
		}
	})
}

// page is the page of content that a file shows, nil for listings and the like.
func (c *checker) page() *link.Page {
	for _, p := range c.Graph.Names.Pages {
		if p.Live && link.OutputFile(p.Address) == c.file {
			return p
		}
	}
	return nil
}
