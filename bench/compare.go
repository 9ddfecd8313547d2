package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// compare builds a small site with both programs and tells what Hugo's theme has
// not that ours has: a page, an entry of a list, of a page's contents or of a feed.
func (b *runner) compare(s *site) error {
	if err := s.set(most); err != nil {
		return err
	}
	out := map[string]string{}
	for _, name := range []string{"gloss", "hugo"} {
		dir, err := b.into(false, name)
		if err != nil {
			return err
		}
		if _, err := b.turn(name, s, dir); err != nil {
			return err
		}
		out[name] = dir
	}
	var missing []error
	for _, what := range has {
		ours, err := what.in(out["gloss"])
		if err != nil {
			return err
		}
		theirs, err := what.in(out["hugo"])
		if err != nil {
			return err
		}
		if len(ours) == 0 {
			missing = append(missing, fmt.Errorf("%s: ours has none", what.name))
		}
		for _, entry := range ours {
			if !slices.Contains(theirs, entry) {
				missing = append(missing, fmt.Errorf("%s: Hugo's theme has no %q", what.name, entry))
				break
			}
		}
	}
	return errors.Join(missing...)
}

// has is what both themes have to hold, each as a list of entries.
var has = []struct {
	name string
	in   func(out string) ([]string, error)
}{
	{"articles", links("articles/index.html", "/articles/")},
	{"explainers", links("explainers/index.html", "/explainers/")},
	{"glossary", links("glossary/index.html", "/glossary/")},
	{"questions", links("questions/index.html", "/explainers/")},
	{"topics", links("topics/index.html", "/topics/")},
	{"topic", links("topics/one/index.html", "/articles/")},
	{"the questions that home begins with", links("index.html", "/explainers/")},
	{"newest pages of home", first(10, links("index.html", "/articles/"))},
	{"contents of an article", contentsOf("articles/article-7/index.html")},
	{"contents of an explainer", contentsOf("explainers/explainer-3/index.html")},
	{"names of a term", text("glossary/term-3/index.html", "Also", "also")},
	{"Atom feed", atom},
	{"JSON feed", jsonFeed},
}

func document(out, file string) (*goquery.Document, error) {
	f, err := os.Open(filepath.Join(out, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return goquery.NewDocumentFromReader(f)
}

// links are where a page's main part leads, below a path.
func links(file, below string) func(out string) ([]string, error) {
	return func(out string) (all []string, err error) {
		doc, err := document(out, file)
		if err != nil {
			return nil, err
		}
		doc.Find("main a[href]").Each(func(_ int, a *goquery.Selection) {
			href, _ := a.Attr("href")
			if strings.HasPrefix(href, below) && href != below && !slices.Contains(all, href) {
				all = append(all, href)
			}
		})
		return all, nil
	}
}

func first(n int, list func(string) ([]string, error)) func(string) ([]string, error) {
	return func(out string) ([]string, error) {
		all, err := list(out)
		return all[:min(n, len(all))], err
	}
}

// contentsOf are the texts of a page's list of contents.
func contentsOf(file string) func(out string) ([]string, error) {
	return func(out string) (all []string, err error) {
		doc, err := document(out, file)
		if err != nil {
			return nil, err
		}
		doc.Find(`main nav a[href^="#"], main details a[href^="#"]`).Each(func(_ int, a *goquery.Selection) {
			if words := strings.TrimSpace(a.Text()); strings.HasPrefix(words, "Part") || strings.HasPrefix(words, "What") {
				all = append(all, words)
			}
		})
		return all, nil
	}
}

// text tells that a page says one of some words.
func text(file string, words ...string) func(out string) ([]string, error) {
	return func(out string) ([]string, error) {
		doc, err := document(out, file)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(doc.Find("main").Text(), w) }) {
			return []string{words[0]}, nil
		}
		return nil, nil
	}
}

func atom(out string) (all []string, err error) {
	data, err := os.ReadFile(filepath.Join(out, "feed.xml"))
	if err != nil {
		return nil, err
	}
	var feed struct {
		Entries []struct {
			Link struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &feed); err != nil {
		return nil, err
	}
	return []string{fmt.Sprint(len(feed.Entries), " entries")}, nil
}

func jsonFeed(out string) (all []string, err error) {
	data, err := os.ReadFile(filepath.Join(out, "feed.json"))
	if err != nil {
		return nil, err
	}
	var feed struct{ Items []struct{} }
	if err := json.Unmarshal(data, &feed); err != nil {
		return nil, err
	}
	return []string{fmt.Sprint(len(feed.Items), " entries")}, nil
}
