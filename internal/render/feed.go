package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"html"
	"strings"
	"time"
)

// maxEntries bounds a feed: who comes back after longer finds the rest at
// /updates/.
const maxEntries = 50

// feedEntry is an entry as both feeds have it.
type feedEntry struct {
	id, url, title, summary, content string
	page                             string // address of the page
	when                             time.Time
	authors                          []string
	lang                             string
}

// origin is the scheme and host of the site, "" without a base-url.
func (v *viewer) origin() string { return strings.TrimSuffix(v.names.Absolute("/"), v.names.URL("/")) }

// feeds are what pages link: none without a base-url, since a feed names its
// entries by addresses in full.
func (v *viewer) feeds() []Feed {
	if v.site.Origin == "" {
		return nil
	}
	return []Feed{
		{"Atom", "application/atom+xml", v.site.Title, v.names.URL("/feed.xml")},
		{"JSON Feed", "application/feed+json", v.site.Title, v.names.URL("/feed.json")},
	}
}

// feedEntries are the newest entries of the log. An entry is named by its page,
// its kind and its day, and by its words too where that is not enough: an id must
// not change when an entry is added.
func (v *viewer) feedEntries() []feedEntry {
	log := v.log()
	alike := map[string]int{}
	for _, e := range log {
		alike[v.entryID(e)]++
	}
	var all []feedEntry
	for _, e := range log[:min(len(log), maxEntries)] {
		f := v.feedEntry(e)
		if alike[f.id] > 1 {
			sum := sha256.Sum256(e.text)
			f.id += "-" + hex.EncodeToString(sum[:4])
		}
		all = append(all, f)
	}
	return distinct(all)
}

// distinct leaves out an entry that says the same as one before it.
func distinct(all []feedEntry) []feedEntry {
	seen := map[string]bool{}
	kept := all[:0]
	for _, f := range all {
		if !seen[f.id] {
			kept = append(kept, f)
		}
		seen[f.id] = true
	}
	return kept
}

func (v *viewer) entryID(e entry) string {
	page := v.names.Absolute(e.page.Address)
	if e.kind == "new" {
		return page
	}
	return page + "#" + e.kind + "-" + strings.ReplaceAll(day(e.at).Machine, ":", "")
}

func (v *viewer) feedEntry(e entry) feedEntry {
	page := v.names.Absolute(e.page.Address)
	summary := v.inALine(e.page)
	f := feedEntry{
		id: v.entryID(e), url: page, page: page, title: e.page.Title(), summary: plainCopy(summary), when: e.when, lang: e.page.Lang,
	}
	if e.kind != "new" {
		f.url += "#changes"
		f.title = e.words() + ": " + f.title
		f.summary = plainCopy(e.text)
		f.content = "<p><strong>" + e.words() + ".</strong> " + linkedElsewhere(e.text, page, v.site.Origin) + "</p>\n"
	}
	if len(summary) > 0 {
		f.content += "<p>" + linkedElsewhere(summary, page, v.site.Origin) + "</p>\n"
	}
	f.content += `<p><a href="` + html.EscapeString(page) + `">` + html.EscapeString(e.page.Title()) + "</a></p>"
	for _, a := range e.page.Doc.Authors {
		f.authors = append(f.authors, a.Value)
	}
	return f
}

// The elements of RFC 4287.
type (
	atomFeed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang     string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle,omitempty"`
		Updated  string      `xml:"updated"`
		Rights   string      `xml:"rights,omitempty"`
		Author   atomPerson  `xml:"author"`
		Links    []atomLink  `xml:"link"`
		Entries  []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		Lang      string       `xml:"http://www.w3.org/XML/1998/namespace lang,attr,omitempty"`
		ID        string       `xml:"id"`
		Title     string       `xml:"title"`
		Link      atomLink     `xml:"link"`
		Published string       `xml:"published"`
		Updated   string       `xml:"updated"`
		Authors   []atomPerson `xml:"author"`
		Summary   string       `xml:"summary,omitempty"`
		Content   atomText     `xml:"content"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// noTime stands where a feed has no entry and must say when it changed.
const noTime = "1970-01-01T00:00:00Z"

func (v *viewer) atom() []byte {
	f := atomFeed{
		Lang: v.names.Site.Language, ID: v.names.Absolute("/"), Title: v.site.Title, Subtitle: v.site.Description, Updated: noTime, Rights: v.site.Licence,
		Author: atomPerson{v.site.Title},
		Links: []atomLink{
			{"self", "application/atom+xml", v.names.Absolute("/feed.xml")},
			{"alternate", "text/html", v.names.Absolute("/")},
		},
	}
	for i, e := range v.feedEntries() {
		stamp := e.when.Format(time.RFC3339)
		if i == 0 {
			f.Updated = stamp
		}
		entry := atomEntry{
			ID: e.id, Title: e.title, Link: atomLink{"alternate", "text/html", e.url}, Published: stamp, Updated: stamp,
			Summary: e.summary, Content: atomText{"html", e.content},
		}
		if e.lang != v.names.Site.Language {
			entry.Lang = e.lang
		}
		for _, name := range e.authors {
			entry.Authors = append(entry.Authors, atomPerson{name})
		}
		f.Entries = append(f.Entries, entry)
	}
	return xmlFile(f)
}

// xmlFile writes a value of our own types, which always can be written.
func xmlFile(v any) []byte {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic(err)
	}
	return append(append([]byte(xml.Header), data...), '\n')
}

// The fields of JSON Feed 1.1.
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		HomePage    string       `json:"home_page_url"`
		Feed        string       `json:"feed_url"`
		Description string       `json:"description,omitempty"`
		Language    string       `json:"language"`
		Authors     []jsonAuthor `json:"authors"`
		Items       []jsonItem   `json:"items"`
	}
	jsonItem struct {
		ID        string       `json:"id"`
		URL       string       `json:"url"`
		Title     string       `json:"title"`
		Summary   string       `json:"summary,omitempty"`
		Content   string       `json:"content_html"`
		Published string       `json:"date_published"`
		Language  string       `json:"language,omitempty"`
		Authors   []jsonAuthor `json:"authors,omitempty"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
)

func (v *viewer) jsonFeed() []byte {
	f := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: v.site.Title, HomePage: v.names.Absolute("/"), Feed: v.names.Absolute("/feed.json"),
		Description: v.site.Description, Language: v.names.Site.Language, Authors: []jsonAuthor{{v.site.Title, v.names.Absolute("/")}}, Items: []jsonItem{},
	}
	for _, e := range v.feedEntries() {
		item := jsonItem{ID: e.id, URL: e.url, Title: e.title, Summary: e.summary, Content: e.content, Published: e.when.Format(time.RFC3339)}
		if e.lang != v.names.Site.Language {
			item.Language = e.lang
		}
		for _, name := range e.authors {
			item.Authors = append(item.Authors, jsonAuthor{Name: name})
		}
		f.Items = append(f.Items, item)
	}
	return jsonFile(f)
}

// jsonFile writes a value of our own types, which always can be written.
func jsonFile(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}
