package sitetest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// graph reads the structured data of a page.
func graph(t *testing.T, r *sitetest.Result, path string) []map[string]any {
	t.Helper()
	scripts := r.Page(t, path).Find(`script[type="application/ld+json"]`)
	if scripts.Length() != 1 {
		t.Fatalf("%s has %d blocks of structured data", path, scripts.Length())
	}
	text := scripts.Text()
	if strings.ContainsAny(text, "<>&") {
		t.Errorf("%s: <, > or & stand in structured data", path)
	}
	var doc struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil || doc.Context != "https://schema.org" {
		t.Fatalf("%s: %v, context %q", path, err, doc.Context)
	}
	return doc.Graph
}

// node gives the only node of a type.
func node(t *testing.T, r *sitetest.Result, path, kind string) map[string]any {
	t.Helper()
	var found []map[string]any
	for _, n := range graph(t, r, path) {
		if n["@type"] == kind {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s has %d nodes of type %s", path, len(found), kind)
	}
	return found[0]
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestStructuredData holds the data of known pages, written by hand.
func TestStructuredData(t *testing.T) {
	r := bridge(t, build.Options{})
	const page = "/explainers/why-the-bridge-fell/"
	article := node(t, r, page, "Article")
	for field, want := range map[string]string{
		"headline":      `"Why did the \u003cbridge\u003e fall?"`,
		"description":   `"The bridge fell in 2019. Two questions on what gave way."`,
		"datePublished": `"2026-03-02"`,
		"dateModified":  `"2026-04-03"`,
		"author":        `[{"@type":"Person","name":"A. Writer"},{"@type":"Person","name":"B. Other"}]`,
		"correction":    `[{"@type":"CorrectionComment","datePublished":"2026-04-01","text":"The river bridge was closed on 3 May, not 2 May."},{"@type":"CorrectionComment","datePublished":"2026-04-01","text":"Its length is 120 metres."}]`,
		"citation":      `[{"@type":"ScholarlyArticle","author":[{"@type":"Person","name":"Tom Ash"},{"@type":"Organization","name":"Board of Inquiry"}],"datePublished":"2020-02","isPartOf":{"@type":"CreativeWork","name":"Journal of Bridges"},"name":"Pins \u0026 bolts: 100% of $5 {sic} #1_a ~ ^ \\","url":"https://journal.example/a_b?x=1\u0026y=%20"},{"@type":"Book","author":[{"@type":"Person","name":"Ana Né van Orù Jr."}],"name":"Über Brücken","publisher":{"@type":"Organization","name":"Bridge \u0026 Sons"}}]`,
	} {
		if got := asJSON(t, article[field]); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", field, got, want)
		}
	}
	if got := node(t, r, page, "WebPage")["lastReviewed"]; got != "2026-05-01" {
		t.Errorf("lastReviewed is %v", got)
	}
	const crumbs = `[{"@type":"ListItem","item":"https://bridge.example/","name":"Home","position":1},{"@type":"ListItem","item":"https://bridge.example/explainers/","name":"Explainers","position":2},{"@type":"ListItem","item":"https://bridge.example/explainers/why-the-bridge-fell/","name":"Why did the \u003cbridge\u003e fall?","position":3}]`
	if got := asJSON(t, node(t, r, page, "BreadcrumbList")["itemListElement"]); got != crumbs {
		t.Errorf("breadcrumb is\n%s", got)
	}
	term := node(t, r, "/glossary/river-bridge/", "DefinedTerm")
	if term["name"] != "river bridge" || term["description"] != "A road bridge over the river, opened in 1974." || asJSON(t, term["alternateName"]) != `["the crossing","پل"]` {
		t.Errorf("%v", term)
	}
	if got := asJSON(t, term["inDefinedTermSet"]); got != `{"@id":"https://bridge.example/glossary/#terms","@type":"DefinedTermSet","name":"Glossary","url":"https://bridge.example/glossary/"}` {
		t.Errorf("the set is %s", got)
	}
	event := node(t, r, "/glossary/bridge-collapse/", "Event")
	if event["startDate"] != "2019-05-03" || event["name"] != "Bridge collapse" {
		t.Errorf("%v", event)
	}
	if flood := node(t, r, "/glossary/old-flood/", "Event"); flood["startDate"] != nil {
		t.Errorf("a date that is not known for sure: %v", flood["startDate"])
	}
}

// TestStructuredDataIsWhatThePageShows compares the two on every page.
func TestStructuredDataIsWhatThePageShows(t *testing.T) {
	r := bridge(t, build.Options{BaseURL: "https://s.example/base"})
	answers := 0
	for path := range r.Tree {
		folder, isPage := strings.CutSuffix(path, "index.html")
		if !isPage || r.Graph.Names.Redirect("/"+folder) != nil {
			continue
		}
		page := r.Page(t, "/"+folder)
		web := node(t, r, "/"+folder, "WebPage")
		if got := sitetest.Text(page.Find("h1")); web["name"] != got || web["url"] != page.Find("link[rel=canonical]").AttrOr("href", "") {
			t.Errorf("%s: %v and %s", path, web, got)
		}
		if crumbs := page.Find("nav.crumbs a"); crumbs.Length() > 0 {
			items := node(t, r, "/"+folder, "BreadcrumbList")["itemListElement"].([]any)
			if len(items) != crumbs.Length()+1 || items[0].(map[string]any)["name"] != sitetest.Text(crumbs.First()) {
				t.Errorf("%s: %v", path, items)
			}
		}
		page.Find("section.question").Each(func(i int, s *goquery.Selection) {
			s.Find(".permalink, .cite, .sidenote, .fn, svg").Remove()
			article := node(t, r, "/"+folder, "Article")
			question := article["hasPart"].([]any)[i].(map[string]any)
			answer := question["acceptedAnswer"].(map[string]any)
			plain := strings.NewReplacer("(sources differ)", "sources differ").Replace(answer["text"].(string))
			if question["name"] != sitetest.Text(s.Find("h2")) || plain != sitetest.Text(s.Find("p.short-answer").First()) {
				t.Errorf("%s: %v\n%s", path, question, sitetest.Text(s.Find("p.short-answer").First()))
			}
			answers++
		})
		shown := slices.Sorted(func(yield func(string) bool) {
			page.Find("#changes time").Each(func(_ int, s *goquery.Selection) { yield(s.AttrOr("datetime", "")) })
		})
		if modified, ok := web["dateModified"].(string); ok && len(shown) > 0 && !slices.Contains(shown, modified) {
			t.Errorf("%s: dateModified %s is not among %v", path, modified, shown)
		}
	}
	if answers != 4 {
		t.Errorf("%d answers, want 4", answers)
	}
}

// TestStructuredDataCannotEndItsElement: nothing that a writer types gets out.
func TestStructuredDataCannotEndItsElement(t *testing.T) {
	const bad = `</script><img src=x onerror=alert(1)><!--<script>`
	r := bridge(t, build.Options{}, func(f sitetest.Files) {
		f["content/articles/bad.md"] = "---\ntitle: '" + bad + "'\nsummary: '" + bad + "'\nauthors: ['" + bad + "']\nchanges: [{date: 2026-05-01, kind: correction, text: '`" + bad + "`'}]\n---\n\nWords.\n"
	})
	if n := r.Page(t, "/articles/bad/").Find("img").Length(); n != 0 {
		t.Errorf("%d pictures", n)
	}
	if got := node(t, r, "/articles/bad/", "Article")["headline"]; got != bad {
		t.Errorf("headline is %v", got)
	}
	noFaults(t, r)
}
