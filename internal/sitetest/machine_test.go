package sitetest_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"gloss/internal/build"
	"gloss/internal/link"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// bridge is the site in tools/machine/site, which uses every construct; .ci/run
// gives the same one to parsers of other people.
func bridge(t *testing.T, o build.Options, change ...func(sitetest.Files)) *sitetest.Result {
	t.Helper()
	snapshot, err := source.Load(filepath.Join(sitetest.Repository, "tools", "machine", "site"), nil)
	if err != nil {
		t.Fatal(err)
	}
	files := sitetest.Files{}
	for _, dir := range []string{"content", "static", "templates"} {
		for _, f := range snapshot.Under(dir) {
			files[f.Path] = string(f.Data)
		}
	}
	for _, c := range change {
		c(files)
	}
	return sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-06-01"), o)
}

// site is a site of a few lines.
func site(t *testing.T, o build.Options, archive string) *sitetest.Result {
	t.Helper()
	return sitetest.Build(t, sitetest.Parse(archive).Snapshot(), sitetest.Moment(t, "2026-06-01"), o)
}

func replace(path, old, with string) func(sitetest.Files) {
	return func(f sitetest.Files) {
		if !strings.Contains(f[path], old) {
			panic(path + " has no " + old)
		}
		f[path] = strings.Replace(f[path], old, with, 1)
	}
}

func noFaults(t *testing.T, r *sitetest.Result) {
	t.Helper()
	for _, f := range r.Faults() {
		t.Error(f)
	}
}

func readFile(t *testing.T, r *sitetest.Result, path string) string {
	t.Helper()
	data, ok := r.Tree[path]
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	return string(data)
}

type atomFeed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Summary string `xml:"summary"`
		Content struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"content"`
	} `xml:"entry"`
}

func readAtom(t *testing.T, r *sitetest.Result) atomFeed {
	t.Helper()
	var f atomFeed
	d := xml.NewDecoder(strings.NewReader(readFile(t, r, "feed.xml")))
	d.Strict = true
	if err := d.Decode(&f); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err == nil {
		_, err = d.Token() // behind the last newline
		if !errors.Is(err, io.EOF) {
			t.Errorf("more stands behind the feed: %v", err)
		}
	}
	return f
}

// TestAtom holds the feed of the bridge site, whose entries are written here by
// hand: newest first, no minor change, nothing that is not public.
func TestAtom(t *testing.T) {
	f := readAtom(t, bridge(t, build.Options{}))
	const e, a = "https://bridge.example/explainers/", "https://bridge.example/articles/"
	want := []string{
		e + "why-the-bridge-fell/#update-2026-04-03 | Update: Why did the <bridge> fall? | 2026-04-03T00:00:00+01:00 | " + e + "why-the-bridge-fell/#changes",
		e + "why-the-bridge-fell/#correction-2026-04-01-HASH | Correction: Why did the <bridge> fall? | 2026-04-01T00:00:00+01:00 | " + e + "why-the-bridge-fell/#changes",
		e + "why-the-bridge-fell/#correction-2026-04-01-HASH | Correction: Why did the <bridge> fall? | 2026-04-01T00:00:00+01:00 | " + e + "why-the-bridge-fell/#changes",
		e + "why-the-bridge-fell/ | Why did the <bridge> fall? | 2026-03-02T00:00:00Z | " + e + "why-the-bridge-fell/",
		a + `ferry/#update-2026-02-10 | Update: The "ferry" & its crossing | 2026-02-10T00:00:00Z | ` + a + "ferry/#changes",
		a + `ferry/ | The "ferry" & its crossing | 2026-02-01T00:00:00Z | ` + a + "ferry/",
		e + "how-bridges-stand/ | How do bridges stand? | 2026-01-15T09:30:00+01:00 | " + e + "how-bridges-stand/",
		"https://bridge.example/glossary/river-bridge/ | river bridge | 2026-01-10T00:00:00Z | https://bridge.example/glossary/river-bridge/",
	}
	hash := regexp.MustCompile(`-[0-9a-f]{8}$`)
	ids := map[string]bool{}
	var got []string
	for _, entry := range f.Entries {
		if ids[entry.ID] {
			t.Errorf("the id %s stands twice", entry.ID)
		}
		ids[entry.ID] = true
		got = append(got, strings.Join([]string{hash.ReplaceAllString(entry.ID, "-HASH"), entry.Title, entry.Updated, entry.Link.Href}, " | "))
		if entry.Content.Type != "html" {
			t.Errorf("content of type %s", entry.Content.Type)
		}
		checkFeedHTML(t, entry.Content.Text)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if f.ID != "https://bridge.example/" || f.Updated != "2026-04-03T00:00:00+01:00" || f.Author != "Border & Bridge" {
		t.Errorf("%s, %s, %s", f.ID, f.Updated, f.Author)
	}
	if len(f.Links) != 2 || f.Links[0].Rel != "self" || f.Links[0].Href != "https://bridge.example/feed.xml" || f.Links[1].Href != "https://bridge.example/" {
		t.Errorf("links: %v", f.Links)
	}
	if len(f.Entries) > 1 {
		if got, want := f.Entries[1].Summary, "The river bridge was closed on 3 May, not 2 May."; got != want {
			t.Errorf("summary %q, want %q", got, want)
		}
		const want = `<a href="https://bridge.example/glossary/river-bridge/">river bridge</a> was closed on 3 May, not 2 May.</p>`
		if !strings.Contains(f.Entries[1].Content.Text, want) {
			t.Errorf("%s\nhas no %s", f.Entries[1].Content.Text, want)
		}
	}
}

// checkFeedHTML holds what a feed's reader needs: addresses in full, no ids and
// marks of the page.
func checkFeedHTML(t *testing.T, text string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	doc.Find("body *").Each(func(_ int, s *goquery.Selection) {
		for _, a := range s.Get(0).Attr {
			if a.Key != "href" || !strings.HasPrefix(a.Val, "https://") {
				t.Errorf("%s=%q in %s", a.Key, a.Val, text)
			}
		}
	})
}

// TestJSONFeedSaysTheSame: both feeds have the same entries.
func TestJSONFeedSaysTheSame(t *testing.T) {
	r := bridge(t, build.Options{BaseURL: "https://other.example/sub/path"})
	var f struct {
		Version, Title, Language string
		Home                     string `json:"home_page_url"`
		Feed                     string `json:"feed_url"`
		Items                    []struct {
			ID, URL, Title string
			Content        string `json:"content_html"`
			Published      string `json:"date_published"`
		}
	}
	if err := json.Unmarshal([]byte(readFile(t, r, "feed.json")), &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Home != "https://other.example/sub/path/" || f.Feed != "https://other.example/sub/path/feed.json" || f.Language != "en" {
		t.Errorf("%+v", f)
	}
	atom := readAtom(t, r)
	if len(f.Items) != 8 || len(atom.Entries) != 8 {
		t.Fatalf("%d and %d entries, want 8", len(f.Items), len(atom.Entries))
	}
	for i, item := range f.Items {
		a := atom.Entries[i]
		if item.ID != a.ID || item.URL != a.Link.Href || item.Title != a.Title || item.Content != a.Content.Text || item.Published != a.Updated {
			t.Errorf("%+v\n%+v", item, a)
		}
		if !strings.HasPrefix(item.URL, "https://other.example/sub/path/") {
			t.Errorf("%s lacks the base path", item.URL)
		}
	}
}

// TestEmptyFeed is valid, and not of today.
func TestEmptyFeed(t *testing.T) {
	r := site(t, build.Options{}, "-- content/site.yaml --\ntitle: S\nbase-url: https://s.example\n-- content/articles/a.md --\n---\ntitle: A\nchanges: [{date: 2026-01-01, kind: minor, text: A comma.}]\n---\n\nWords.\n")
	f := readAtom(t, r)
	if len(f.Entries) != 0 || f.Updated != "1970-01-01T00:00:00Z" {
		t.Errorf("%d entries, updated %s", len(f.Entries), f.Updated)
	}
	if !strings.Contains(readFile(t, r, "feed.json"), `"items": []`) {
		t.Error("feed.json has no list of items")
	}
}

// TestFeedIsBounded: fifty entries, the newest, in order.
func TestFeedIsBounded(t *testing.T) {
	archive := "-- content/site.yaml --\nbase-url: https://s.example\n"
	for i := range 60 {
		archive += fmt.Sprintf("-- content/articles/a%02d.md --\n---\ntitle: A%02d\npublished: 2026-%02d-%02d\n---\n\nWords.\n", i, i, 1+i/28, 1+i%28)
	}
	f := readAtom(t, site(t, build.Options{}, archive))
	if len(f.Entries) != 50 || f.Entries[0].Title != "A59" || f.Entries[49].Title != "A10" {
		t.Errorf("%d entries, from %s to %s", len(f.Entries), f.Entries[0].Title, f.Entries[len(f.Entries)-1].Title)
	}
	last := time.Time{}
	for i, e := range f.Entries {
		when, err := time.Parse(time.RFC3339, e.Updated)
		if err != nil || i > 0 && when.After(last) {
			t.Errorf("%s comes after %s: %v", e.Updated, last, err)
		}
		last = when
	}
}

// TestAddingAChangeKeepsIDs: what subscribers have seen keeps its name.
func TestAddingAChangeKeepsIDs(t *testing.T) {
	const path = "content/explainers/why-the-bridge-fell.md"
	ids := func(r *sitetest.Result) (all []string) {
		for _, e := range readAtom(t, r).Entries {
			all = append(all, e.ID)
		}
		return all
	}
	before := ids(bridge(t, build.Options{}))
	after := ids(bridge(t, build.Options{}, replace(path, "changes:\n", "changes:\n  - {date: 2026-04-01, kind: correction, text: Third.}\n  - {date: 2026-04-03, kind: minor, text: x}\n")))
	if len(after) != len(before)+1 {
		t.Errorf("%d entries, then %d", len(before), len(after))
	}
	for _, id := range before {
		if !slices.Contains(after, id) {
			t.Errorf("%s is gone", id)
		}
	}
}

// TestMinorChangesMoveNothing: dateModified, feeds and the site's map stay as they
// are for a minor change, and move for an update.
func TestMinorChangesMoveNothing(t *testing.T) {
	const path = "content/articles/ferry.md"
	files := []string{"feed.xml", "feed.json", "sitemap.xml", "updates/index.html", "corrections/index.html"}
	before := bridge(t, build.Options{})
	minor := bridge(t, build.Options{}, replace(path, "changes:\n", "changes:\n  - {date: 2026-05-20, kind: minor, text: A comma.}\n"))
	update := bridge(t, build.Options{}, replace(path, "changes:\n", "changes:\n  - {date: 2026-05-20, kind: update, text: More.}\n"))
	for _, name := range files {
		if readFile(t, before, name) != readFile(t, minor, name) {
			t.Errorf("%s differs after a minor change", name)
		}
		if name != "corrections/index.html" && readFile(t, before, name) == readFile(t, update, name) {
			t.Errorf("%s is the same after an update", name)
		}
	}
	modified := func(r *sitetest.Result) any { return node(t, r, "/articles/ferry/", "Article")["dateModified"] }
	if a, b, c := modified(before), modified(minor), modified(update); a != "2026-02-10" || b != "2026-02-10" || c != "2026-05-20" {
		t.Errorf("dateModified is %v, %v, %v", a, b, c)
	}
	if !strings.Contains(readFile(t, minor, "articles/ferry/index.html"), "A comma.") {
		t.Error("the page does not tell its minor change")
	}
}

// hidden are words that only pages hold that nobody may see yet, or fields that
// are for editors.
var hidden = []string{"Hidden draft", "hidden-draft", "Draft words", "Draft change", "Scheduled", "later/", "Expired", "gone/", "comment for editors", "another comment", "Secret Owner", "owner"}

// TestNothingLeaks looks for them in every file of the site.
func TestNothingLeaks(t *testing.T) {
	r := bridge(t, build.Options{})
	for path, data := range r.Tree {
		if strings.HasSuffix(path, ".js") || strings.HasSuffix(path, ".css") {
			continue
		}
		for _, words := range hidden {
			if bytes.Contains(data, []byte(words)) && !(words == "Scheduled" && strings.HasSuffix(path, ".html")) {
				t.Errorf("%s has %q", path, words)
			}
		}
	}
	drafts := bridge(t, build.Options{Drafts: true})
	for path, data := range drafts.Tree {
		for _, words := range []string{"Scheduled title", "Scheduled words", "Expired title", "Secret Owner", "comment for editors"} {
			if bytes.Contains(data, []byte(words)) {
				t.Errorf("with drafts %s has %q", path, words)
			}
		}
	}
}

func TestSitemapListsEveryPage(t *testing.T) {
	r := bridge(t, build.Options{BaseURL: "https://s.example/base"})
	var set struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc  string `xml:"loc"`
			Last string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(readFile(t, r, "sitemap.xml")), &set); err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, u := range set.URLs {
		listed[u.Loc] = u.Last
	}
	pages := 0
	for path := range r.Tree {
		address, isPage := strings.CutSuffix(path, "index.html")
		if !isPage || r.Graph.Names.Redirect("/"+address) != nil { // an old address
			continue
		}
		pages++
		if _, ok := listed["https://s.example/base/"+address]; !ok {
			t.Errorf("%s is missing", address)
		}
	}
	if len(set.URLs) != pages {
		t.Errorf("%d addresses of %d pages", len(set.URLs), pages)
	}
	if got := listed["https://s.example/base/articles/ferry/"]; got != "2026-02-10T00:00:00Z" {
		t.Errorf("ferry changed on %s", got)
	}
	if got := readFile(t, r, "robots.txt"); got != "User-agent: *\nAllow: /base/\n\nSitemap: https://s.example/base/sitemap.xml\n" {
		t.Errorf("robots.txt:\n%s", got)
	}
}

// TestWithDrafts: nothing asks to be indexed.
func TestWithDrafts(t *testing.T) {
	r := bridge(t, build.Options{Drafts: true}, func(f sitetest.Files) { f["static/robots.txt"] = "User-agent: *\nAllow: /\n" })
	if got := readFile(t, r, "robots.txt"); !strings.Contains(got, "\nDisallow: /\n") || strings.Contains(got, "Sitemap") {
		t.Errorf("robots.txt:\n%s", got)
	}
	if _, ok := r.Tree["sitemap.xml"]; ok {
		t.Error("there is a sitemap")
	}
	if !strings.Contains(readFile(t, r, "_headers"), "\n  X-Robots-Tag: noindex\n") {
		t.Error("no header says noindex")
	}
	noFaults(t, r)
}

// TestWithoutBaseURL: what needs addresses in full is not there, and nothing
// leads to it.
func TestWithoutBaseURL(t *testing.T) {
	r := bridge(t, build.Options{}, replace("content/site.yaml", "base-url: https://bridge.example\n", ""),
		replace("content/explainers/why-the-bridge-fell.md", " [IS](https://bridge.example/articles/ferry/) is here.", ""))
	for _, name := range []string{"feed.xml", "feed.json", "sitemap.xml"} {
		if _, ok := r.Tree[name]; ok {
			t.Errorf("there is a %s", name)
		}
		for path, data := range r.Tree {
			if bytes.Contains(data, []byte(name)) {
				t.Errorf("%s names %s", path, name)
			}
		}
	}
	noFaults(t, r)
	if got := readFile(t, r, "robots.txt"); got != "User-agent: *\nAllow: /\n" {
		t.Errorf("robots.txt:\n%s", got)
	}
	if !strings.Contains(readFile(t, r, "llms.txt"), "](/explainers/why-the-bridge-fell/index.md)") {
		t.Error("llms.txt has no paths")
	}
}

// TestHeadersOfStatic: a site's own headers follow ours and take their place.
func TestHeadersOfStatic(t *testing.T) {
	const own = "/*\n  content-security-policy: default-src *\n/x/\n  Referrer-Policy: no-referrer\n"
	r := bridge(t, build.Options{BaseURL: "https://s.example/base"}, func(f sitetest.Files) {
		f["static/_headers"] = own
		f["static/llms.txt"] = "ours\n"
		f["static/print.css"] = "p { margin: 0 }"
	})
	got := readFile(t, r, "_headers")
	if !strings.HasPrefix(got, "/base/*\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n/base/") || !strings.HasSuffix(got, own) {
		t.Errorf("_headers:\n%s", got)
	}
	if readFile(t, r, "llms.txt") != "ours\n" {
		t.Error("static/llms.txt is not used")
	}
	for _, p := range r.Problems {
		if strings.Contains(p, "T102") {
			t.Error(p)
		}
	}
	for path := range r.Tree {
		if hashed := regexp.MustCompile(`\.[0-9a-f]{10}\.(css|js)$`).MatchString(path); hashed != strings.Contains(got, "\n/base/"+path+"\n  Cache-Control: public, max-age=31536000, immutable\n") {
			t.Errorf("%s: hashed %t", path, hashed)
		}
	}
}

// TestMarkdownBesideEachPage: each page has one, unless site.yaml says no.
func TestMarkdownBesideEachPage(t *testing.T) {
	for name, o := range map[string]build.Options{"root": {}, "path": {BaseURL: "https://s.example/base"}} {
		t.Run(name, func(t *testing.T) {
			r := bridge(t, o)
			for path := range r.Tree {
				folder, isPage := strings.CutSuffix(path, "index.html")
				if !isPage || r.Graph.Names.Redirect("/"+folder) != nil {
					continue
				}
				doc := r.Page(t, "/"+folder)
				got := doc.Find(`link[rel=alternate][type="text/markdown"]`).AttrOr("href", "")
				if want := r.Graph.Names.URL("/" + folder + "index.md"); got != want {
					t.Errorf("%s names %q, want %q", path, got, want)
				}
				checkMarkdown(t, r, folder, doc)
			}
		})
	}
	off := bridge(t, build.Options{}, replace("content/site.yaml", "language: en\n", "language: en\noutputs: {markdown: false}\n"))
	for path, data := range off.Tree {
		if strings.HasSuffix(path, ".md") || bytes.Contains(data, []byte("index.md")) {
			t.Errorf("%s is or names Markdown", path)
		}
	}
}

// TestPropertyMarkdown reads the Markdown of the real site and of random ones.
func TestPropertyMarkdown(t *testing.T) {
	checkEveryPage(t, realSite(t, build.Options{}))
	for _, seed := range seeds(steps(4, 400)) {
		r := soundSite(t, seed)
		checkEveryPage(t, r)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// soundSite is a random site some edits on that has no errors: links to a page in
// trouble lead nowhere.
func soundSite(t *testing.T, seed uint64) *sitetest.Result {
	t.Helper()
	random := sitetest.NewRandom(seed, 18)
	for edits := range 100 {
		random.Edit()
		delete(random.Files, "templates/article.html")
		r := sitetest.Build(t, random.Files.Snapshot(), sitetest.Moment(t, sitetest.Moments[0]), build.Options{BaseURL: "https://other.example/base"})
		broken := strings.Contains(strings.Join(r.Problems, "\n"), " error[")
		if random.Built(broken); !broken && edits >= 4 {
			return r
		}
	}
	return soundSite(t, seed+10_000) // this one never gets well
}

func checkEveryPage(t *testing.T, r *sitetest.Result) {
	t.Helper()
	for path := range r.Tree {
		if folder, ok := strings.CutSuffix(path, "index.md"); ok {
			checkMarkdown(t, r, folder, r.Page(t, "/"+folder))
		}
	}
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))

// checkMarkdown reads a page's Markdown with a parser that knows nothing of us:
// one title, links that lead somewhere, and the words of the page's paragraphs.
func checkMarkdown(t *testing.T, r *sitetest.Result, folder string, page *goquery.Document) {
	t.Helper()
	md := []byte(readFile(t, r, folder+"index.md"))
	titles := 0
	origin := strings.TrimSuffix(r.Graph.Names.Absolute("/"), r.Graph.Names.URL("/"))
	err := ast.Walk(gfm.Parser().Parse(text.NewReader(md)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			if entering && n.Level == 1 {
				titles++
			}
		case *ast.Link:
			address, _, _ := strings.Cut(string(n.Destination), "#")
			local, ours := strings.CutPrefix(address, origin+r.Graph.Names.URL("/"))
			if _, ok := r.Tree[link.OutputFile("/"+local)]; entering && ours && !ok {
				t.Errorf("%sindex.md: %s leads nowhere", folder, address)
			}
			if entering && !strings.Contains(address, ":") {
				t.Errorf("%sindex.md: %s is no full address", folder, address)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil || titles != 1 {
		t.Errorf("%sindex.md has %d titles, %v", folder, titles, err)
	}
	var html bytes.Buffer
	if err := gfm.Convert(md, &html); err != nil {
		t.Fatal(err)
	}
	again, err := goquery.NewDocumentFromReader(&html)
	if err != nil {
		t.Fatal(err)
	}
	again.Find("sup, .footnote-backref").Remove()
	have := words(again.Selection)
	page.Find("sup.fn, .sidenote, .picture, .permalink, .fn-back, nav, svg, button, .actions, .rail, .filters, dl[hidden]").Remove()
	page.Find("a.cite").FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Trim(s.Text(), "0123456789") == "" }).Remove()
	page.Find("main h1, main p:not(.about):not(.where):not(.embed-title):not(.callout-title), main td, main dd, main pre").Each(func(_ int, s *goquery.Selection) {
		if want := words(s); !strings.Contains(have, want) {
			t.Errorf("%sindex.md lacks %q", folder, want)
		}
	})
}

var (
	figures  = regexp.MustCompile(`\[[0-9]+(?:, [^\]]*)?\]`)
	notWords = regexp.MustCompile(`[^\p{L}\p{N}]+`)
)

// words are the letters and figures of a text, without numbers of citations.
func words(s *goquery.Selection) string {
	return strings.Join(strings.Fields(notWords.ReplaceAllString(figures.ReplaceAllString(s.Text(), " "), " ")), " ")
}

func TestGlossaryJSON(t *testing.T) {
	var g struct {
		Version int
		URL     string
		Terms   []map[string]any
	}
	if err := json.Unmarshal([]byte(readFile(t, bridge(t, build.Options{}), "glossary.json")), &g); err != nil {
		t.Fatal(err)
	}
	if g.Version != 1 || g.URL != "https://bridge.example/glossary/" || len(g.Terms) != 3 {
		t.Fatalf("%+v", g)
	}
	got, _ := json.Marshal(g.Terms[2])
	const want = `{"also":[{"text":"the crossing"},{"language":"fa","note":"In Persian, as van Orù writes it.","text":"پل"}],"category":"place","confused-with":["bridge-collapse"],"definition":"A road bridge over the river, opened in 1974.","language":"en","name":"river bridge","related":["bridge-collapse"],"same-as":["https://www.wikidata.org/wiki/Q1"],"slug":"river-bridge","url":"https://bridge.example/glossary/river-bridge/"}`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if g.Terms[1]["date"] != "1900~" {
		t.Errorf("the flood was in %v", g.Terms[1]["date"])
	}
}

func TestSources(t *testing.T) {
	r := bridge(t, build.Options{})
	var items []map[string]any
	if err := json.Unmarshal([]byte(readFile(t, r, "sources.json")), &items); err != nil {
		t.Fatal(err)
	}
	if len(items) != 9 || items[0]["id"] != "ash-2020" || items[0]["type"] != "article-journal" || items[8]["title"] != "Über Brücken" {
		t.Errorf("%v", items)
	}
	bib := readFile(t, r, "sources.bib")
	if n := strings.Count(bib, "\n@") + 1; n != 9 {
		t.Errorf("%d entries", n)
	}
	const ash = `@article{ash-2020,
  title = {{Pins \& bolts: 100\% of \$5 \{sic\} \#1\_a \textasciitilde{} \textasciicircum{} \textbackslash{}}},
  author = {Ash, Tom and {Board of Inquiry}},
  journal = {Journal of Bridges},
  volume = {12},
  number = {3},
  pages = {1--9},
  year = {2020},
  month = feb,
  doi = {10.1000/xyz_1},
  url = {https://journal.example/a_b?x=1&y=%20}
}
`
	if !strings.HasPrefix(bib, ash) {
		t.Errorf("%s\nwant\n%s", bib, ash)
	}
	for _, want := range []string{"@book{oru-2021,\n", "  author = {van Orù, Jr., Ana Né},\n", "@techreport{kind-report,\n", "  institution = {Publisher},\n", "@phdthesis{kind-thesis,\n", "@misc{kind-webpage,\n", "@incollection{kind-chapter,\n"} {
		if !strings.Contains(bib, want) {
			t.Errorf("there is no %q", want)
		}
	}
}

// TestLogPages: /updates/ has what the feed has, /corrections/ the corrections.
func TestLogPages(t *testing.T) {
	r := bridge(t, build.Options{})
	lines := func(path string) (all []string) {
		r.Page(t, path).Find("main .entries > li").Each(func(_ int, day *goquery.Selection) {
			day.Find(".log li").Each(func(_ int, s *goquery.Selection) {
				all = append(all, day.Find("time").AttrOr("datetime", "")+" "+sitetest.Text(s.Find("a").First())+" | "+sitetest.Text(s.Find(".what")))
			})
		})
		return all
	}
	want := []string{
		"2026-04-01 Why did the <bridge> fall? | Correction: The river bridge was closed on 3 May, not 2 May.",
		"2026-04-01 Why did the <bridge> fall? | Correction: Its length is 120 metres.",
	}
	if got := lines("/corrections/"); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	got := lines("/updates/")
	if len(got) != 8 || got[0] != "2026-04-03 Why did the <bridge> fall? | Update: A second report was added." || got[5] != `2026-02-01 The "ferry" & its crossing | New article: A short piece.` {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	for _, path := range []string{"/updates/", "/corrections/"} {
		if r.Page(t, "/").Find(`footer a[href="`+path+`"]`).Length() != 1 {
			t.Errorf("the footer does not link %s", path)
		}
	}
	noFaults(t, r)
}
