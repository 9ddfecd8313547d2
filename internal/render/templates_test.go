package render

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"gloss"
	"gloss/internal/content"
	"gloss/internal/link"
	"gloss/internal/source"
)

// go test ./internal/render -run TestPages -pages DIR writes the sample pages
// and the published assets to DIR, to be looked at over HTTP.
var pagesDir = flag.String("pages", "", "write the sample pages below this folder")

// themeFiles is the embedded theme, as a caller hands it over.
func themeFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(gloss.Theme, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = gloss.Theme.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func loadTheme(t testing.TB) (*Theme, *Assets) {
	t.Helper()
	files := themeFiles(t)
	theme, err := LoadTheme(files)
	if err != nil {
		t.Fatal(err)
	}
	assets, err := BuildAssets(files)
	if err != nil {
		t.Fatal(err)
	}
	return theme, assets
}

func render(t testing.TB, theme *Theme, kind string, view any) string {
	t.Helper()
	var out bytes.Buffer
	if err := theme.Execute(&out, kind, view); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPages(t *testing.T) {
	theme, assets := loadTheme(t)
	for _, page := range samplePages(sampleSite(assets)) {
		t.Run(page.path, func(t *testing.T) {
			text := render(t, theme, page.kind, page.view)
			checkPage(t, page.kind, text)
			if *pagesDir != "" {
				writeSample(t, filepath.Join(*pagesDir, page.path), []byte(text))
			}
		})
	}
	if *pagesDir != "" {
		for _, file := range assets.Files {
			writeSample(t, filepath.Join(*pagesDir, file.Path), file.Data)
		}
	}
}

func writeSample(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// checkPage holds what every page must keep: parsed as it is written, ids once,
// nothing inline that the policy would block, and the hooks.
func checkPage(t *testing.T, kind, text string) {
	t.Helper()
	if !strings.HasPrefix(text, "<!doctype html>\n<html") {
		t.Errorf("begins with %.40q", text)
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	checkNesting(t, text)
	checkAttributes(t, doc)
	checkOutline(t, doc)
	checkHooks(t, kind, doc)
	if n := strings.Count(text, "ZgotmplZ"); n > 0 {
		t.Errorf("%d addresses were refused by html/template", n)
	}
}

// void elements have no end tag.
var void = map[string]bool{"meta": true, "link": true, "br": true, "hr": true, "img": true, "input": true}

// checkNesting walks the tokens: every element is closed where it was opened.
func checkNesting(t *testing.T, text string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(open) > 0 {
				t.Errorf("ends with %v open: %v", open, z.Err())
			}
			return
		case html.StartTagToken:
			if name := z.Token().Data; !void[name] {
				open = append(open, name)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("</%s> closes %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func checkAttributes(t *testing.T, doc *html.Node) {
	t.Helper()
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "type") != "application/ld+json" && (n.FirstChild != nil || attr(n, "src") == "") {
			t.Errorf("inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("inline %s= on <%s>", a.Key, n.Data)
			case a.Key == "id" && (ids[a.Val] || a.Val == ""):
				t.Errorf("id %q is empty or stands twice", a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			}
		}
	}
	checkReferences(t, doc, ids)
}

// checkReferences follows what points inside of the page.
func checkReferences(t *testing.T, doc *html.Node, ids map[string]bool) {
	t.Helper()
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			switch a.Key {
			case "for", "aria-labelledby", "aria-describedby", "popovertarget":
				if !ids[a.Val] {
					t.Errorf("%s=%q on <%s> points nowhere", a.Key, a.Val, n.Data)
				}
			case "href":
				if id, ok := strings.CutPrefix(a.Val, "#"); ok && !ids[id] {
					t.Errorf("a link to %q, which is not on the page", a.Val)
				}
			}
		}
		if n.Data == "input" && attr(n, "id") == "" && !hasAncestor(n, "label") {
			t.Error("an input without a label")
		}
		if n.Data == "dl" {
			checkDefinitions(t, n)
		}
	}
}

// checkDefinitions holds that a list of the theme's own has groups only, each
// with a name and what it means.
func checkDefinitions(t *testing.T, dl *html.Node) {
	t.Helper()
	if hasClass(dl.Parent, "prose") {
		return
	}
	for group := range dl.ChildNodes() {
		if group.Type != html.ElementNode {
			continue
		}
		if group.Data != "div" || count(group, "dt") != 1 || count(group, "dd") < 1 {
			t.Errorf("<dl> holds <%s>", group.Data)
		}
	}
}

func checkOutline(t *testing.T, doc *html.Node) {
	t.Helper()
	last := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || len(n.Data) != 2 || n.Data[0] != 'h' || n.Data == "hr" {
			continue
		}
		level, _ := strconv.Atoi(n.Data[1:])
		if level > last+1 || level == 1 && last > 0 {
			t.Errorf("<h%d> follows <h%d>", level, last)
		}
		last = level
	}
}

func checkHooks(t *testing.T, kind string, doc *html.Node) {
	t.Helper()
	main := find(doc, func(n *html.Node) bool { return n.Data == "main" })
	if len(main) != 1 || firstElement(main[0]).Data != "article" {
		t.Fatal("no <main><article>")
	}
	prose := find(doc, func(n *html.Node) bool { return hasClass(n, "prose") })
	written := slices.Contains([]string{"article", "explainer", "term", "page"}, kind)
	if len(prose) > 1 || written && len(prose) != 1 {
		t.Errorf("%d elements of class prose", len(prose))
	}
	for _, own := range []string{"terms", "backlinks", "changes", "related"} {
		for _, n := range find(doc, func(n *html.Node) bool { return attr(n, "id") == own }) {
			if len(prose) == 1 && isInside(n, prose[0]) {
				t.Errorf("#%s stands in the prose", own)
			}
		}
	}
	for _, dl := range find(doc, func(n *html.Node) bool { return attr(n, "id") == "terms" }) {
		for _, dt := range find(dl, func(n *html.Node) bool { return n.Data == "dt" }) {
			if !strings.HasPrefix(attr(dt, "id"), "term-") || firstElement(dt).Data != "a" {
				t.Errorf("a term's entry has the id %q", attr(dt, "id"))
			}
		}
	}
}

func find(root *html.Node, want func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			found = append(found, n)
		}
	}
	return found
}

func count(n *html.Node, name string) int {
	return len(find(n, func(n *html.Node) bool { return n.Data == name }))
}

func firstElement(n *html.Node) *html.Node {
	for child := range n.ChildNodes() {
		if child.Type == html.ElementNode {
			return child
		}
	}
	return &html.Node{}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func hasAncestor(n *html.Node, name string) bool {
	for up := range n.Ancestors() {
		if up.Data == name {
			return true
		}
	}
	return false
}

func isInside(n, outer *html.Node) bool {
	for up := range n.Ancestors() {
		if up == outer {
			return true
		}
	}
	return false
}

func TestSearchShowsOnlyWhereItIs(t *testing.T) {
	theme, assets := loadTheme(t)
	site := sampleSite(assets)
	for _, page := range samplePages(site) {
		if text := render(t, theme, page.kind, page.view); strings.Contains(text, `"search"><label`) {
			t.Errorf("%s: a search form without a search", page.path)
		}
	}
	site.SearchURL = "/search/"
	home := samplePages(site)[0]
	text := render(t, theme, home.kind, home.view)
	if !strings.Contains(text, `action="/search/"`) || !strings.Contains(text, `href="/search/"`) {
		t.Error("home: no search form or icon")
	}
	checkPage(t, home.kind, text)
}

func TestExecuteIsSafeForConcurrentUse(t *testing.T) {
	theme, assets := loadTheme(t)
	pages := samplePages(sampleSite(assets))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, page := range pages {
				if err := theme.Execute(io.Discard, page.kind, page.view); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

func TestExecuteKnowsItsKinds(t *testing.T) {
	theme, _ := loadTheme(t)
	if err := theme.Execute(io.Discard, "fact", nil); err == nil {
		t.Error("a page of an unknown kind was rendered")
	}
}

func TestLoadThemeNamesTheFaultsPlace(t *testing.T) {
	tests := []struct {
		name, file, text, want string
	}{
		{"syntax", "templates/page.html", "{{define \"main\"}}\n{{if}}{{end}}{{end}}", "templates/page.html:2: missing value for if"},
		{"unknown field", "templates/partials/terms.html", "<p>\n  {{.Nonsense}}</p>", "templates/partials/terms.html:2:5: at <.Nonsense>: can't evaluate field Nonsense in type"},
		{"field in an untaken branch", "templates/not-found.html", "{{define \"main\"}}{{if .Site}}x{{else}}\n{{.Nonsense}}{{end}}{{end}}", "templates/not-found.html:2:3: at <.Nonsense>"},
		{"field in an untaken loop's else", "templates/not-found.html", "{{define \"main\"}}{{range .Places}}{{break}}{{.Nonsense}}{{end}}{{end}}", "templates/not-found.html:1:46: at <.Nonsense>"},
		{"nil where a view may be empty", "templates/home.html", "{{define \"main\"}}{{.Start.Title}}{{end}}", "templates/home.html:1:26: at <.Start.Title>: nil pointer"},
		{"index out of a short list", "templates/list.html", "{{define \"main\"}}{{index .Entries 0}}{{end}}", "templates/list.html:1:20: at <index .Entries 0>"},
		{"unknown template", "templates/page.html", "{{define \"main\"}}\n{{template \"partials/none.html\"}}{{end}}", "templates/page.html:2"},
		{"unknown function", "templates/head-extra.html", "\n\n{{shout}}", "templates/head-extra.html:3: function \"shout\" not defined"},
		{"a loop without end", "templates/page.html", "{{define \"main\"}}\n  {{range 1000000000000}}{{end}}{{end}}", "templates/page.html:2:11: this runs more than 100000 times"},
		{"a loop that prints", "templates/partials/crumbs.html", "{{range $i := 1000000000000}}{{$i}}{{end}}", "templates/partials/crumbs.html:1:9: this runs more than 100000 times"},
		{"loops in loops", "templates/page.html", "{{define \"main\"}}{{range 1000}}{{range 1000}}\n{{range 1000}}{{end}}{{end}}{{end}}{{end}}", "templates/page.html:2:9: this runs more than 100000 times"},
		{"a loop in an untaken branch", "templates/not-found.html", "{{define \"main\"}}{{if .Draft}}{{else}}{{if not .Site}}{{range 1000000000000}}{{end}}{{end}}{{end}}{{end}}", "templates/not-found.html:1:"},
		{"templates that double", "templates/page.html", "{{define \"main\"}}{{template \"a0\"}}{{end}}" + doubling(40), "templates/page.html: this runs more than 100000 times"},
		{"half an attribute", "templates/head-extra.html", "<link href=\"{{if .Draft}}\"{{end}}>", "templates/head-extra.html:1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := maps.Clone(themeFiles(t))
			files[test.file] = []byte(test.text)
			_, err := LoadTheme(files)
			var fault *TemplateError
			if !errors.As(err, &fault) || !strings.HasPrefix(err.Error(), test.want) {
				t.Fatalf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

// doubling is templates that call each other twice: the first runs the last 2^n
// times.
func doubling(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{{define "a%d"}}{{template "a%d"}}{{template "a%d"}}{{end}}`, i, i+1, i+1)
	}
	fmt.Fprintf(&b, `{{define "a%d"}}{{end}}`, n)
	return b.String()
}

// Faults of every sort, several in one file, are all found in one run.
func TestLoadThemeReportsEveryFault(t *testing.T) {
	files := maps.Clone(themeFiles(t))
	for name, text := range map[string]string{
		"page.html":                  "{{define \"main\"}}\n{{if}}{{end}}{{end}}{{define \"mine\"}}{{end}}",
		"head-extra.html":            "<link href=\"{{if .Draft}}\"{{end}}>",
		"home.html":                  "{{define \"main\"}}{{$t := .Start.Title}}{{$t}}{{if gt 1 2}}{{.Nonsense}}{{end}}{{end}}",
		"partials/term-entries.html": "<p>\n  {{.Nonsense}}</p>\n{{with .Rubbish}}x{{end}}",
		"partials/crumbs.html":       "{{template \"mine\"}}\n{{template \"partials/none.html\"}}",
	} {
		files["templates/"+name] = []byte(text)
	}
	delete(files, "templates/not-found.html")
	want := []string{
		"templates/head-extra.html:1:",
		"templates/home.html:1:32: at <.Start.Title>: nil pointer",
		"templates/home.html:1:61: at <.Nonsense>: can't evaluate field Nonsense",
		"templates/not-found.html: this file is missing",
		"templates/page.html:2: missing value for if",
		"templates/partials/crumbs.html:2:12: at <{{template \"partials/none.html\"}}>: template",
		"templates/partials/term-entries.html:2:5: at <.Nonsense>: can't evaluate field Nonsense",
		"templates/partials/term-entries.html:3:8: at <.Rubbish>: can't evaluate field Rubbish",
	}
	_, err := LoadTheme(files)
	if err == nil {
		t.Fatal("nothing was reported")
	}
	got := strings.Split(err.Error(), "\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !strings.HasPrefix(got[i], want[i]) {
			t.Fatalf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
		}
	}
}

func TestLoadThemeAcceptsWhatAConditionGuards(t *testing.T) {
	files := maps.Clone(themeFiles(t))
	files["templates/list.html"] = []byte(`{{define "main"}}{{if gt (len .Entries) 5}}{{(index .Entries 5).Title}}{{end}}{{end}}`)
	files["templates/partials/mine.html"] = []byte(`<p>{{.Title}}</p>`)
	files["templates/head-extra.html"] = []byte(`{{template "partials/mine.html" .}}`)
	if _, err := LoadTheme(files); err != nil {
		t.Error(err)
	}
}

func TestContactURL(t *testing.T) {
	for contact, want := range map[string]string{
		"desk@example.org":         "mailto:desk@example.org",
		"mailto:desk@example.org":  "mailto:desk@example.org",
		"https://example.org/talk": "https://example.org/talk",
		"/about/":                  "/about/",
		"the desk <a@b>":           "",
		"":                         "",
	} {
		if got := contactURL(contact); got != want {
			t.Errorf("contactURL(%q) = %q, want %q", contact, got, want)
		}
	}
}

func BenchmarkLoadTheme(b *testing.B) {
	files := themeFiles(b)
	for name, load := range map[string]func(map[string][]byte) (*Theme, error){"tried": LoadTried, "new": LoadTheme} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := load(files); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkExecute(b *testing.B) {
	theme, assets := loadTheme(b)
	page := samplePages(sampleSite(assets))[1]
	for b.Loop() {
		if err := theme.Execute(io.Discard, page.kind, page.view); err != nil {
			b.Fatal(err)
		}
	}
}

// samplePage is one page of a small site that shows all that the theme can do.
type samplePage struct {
	path, kind string
	view       any
}

func sampleSite(assets *Assets) *Site {
	settings := &content.Site{Language: "en"}
	settings.Title.Value = "Afghanistan Explained"
	settings.Description.Value = "A reference site on IS-K, the Taliban and the powers that deal with them, written from five sources and open about where they differ."
	settings.Licence.Value = "CC BY 4.0"
	settings.Repository.Value = "https://example.org/repo"
	settings.Contact.Value = "desk@example.org"
	names, _ := link.NewNames(settings, nil, source.Snapshot{}, link.Options{}, assets.Has)
	site := newViewer(link.NewGraph(names, nil, nil, nil), assets, Config{}).site
	site.Footer = []Link{{Title: "How we source", URL: "/method/"}, {Title: "About", URL: "/about/"}}
	return site
}

func samplePages(site *Site) []samplePage {
	frame := func(kind, path, title string) Frame {
		return Frame{
			Site: site, Kind: kind, Title: title, Path: path, Lang: "en", Dir: "ltr",
			Canonical:   "https://example.org" + path,
			Description: "What the page " + title + " holds, in one plain sentence.",
			Navigation: []NavItem{
				{Title: "Questions", URL: "/questions/", Current: kind == "explainer" || kind == "questions"},
				{Title: "Articles", URL: "/articles/", Current: kind == "article" || kind == "list"},
				{Title: "Glossary", URL: "/glossary/", Current: kind == "term" || kind == "glossary"},
				{Title: "About", URL: "/about/", Current: kind == "page"},
			},
			Crumbs: []Link{{Title: "Home", URL: "/"}, {Title: "Section", URL: "/section/"}},
		}
	}
	day := func(machine, words string) *Date {
		return &Date{Machine: machine, Words: strings.ReplaceAll(words, " ", "\u00a0")}
	}
	changes := []Change{
		{Date: *day("2026-11-13", "13 November 2026"), Kind: "Correction", Text: "The German charges date from 2020, not from 2021.", Page: Link{Title: "Who is IS-K?", URL: "/explainers/who-is-is-k/"}},
		{Date: *day("2026-11-02", "2 November 2026"), Kind: "Update", Text: "First published, with five questions.", Page: Link{Title: "Who is IS-K?", URL: "/explainers/who-is-is-k/"}},
	}
	bare := func(kind, path, title string) Frame {
		return Frame{Site: &Site{Title: "Bare", Home: "/"}, Kind: kind, Path: path, Title: title, Lang: "en", Dir: "ltr"}
	}

	home := HomePage{
		Listing: Listing{
			Frame: frame("home", "/", "Afghanistan after the withdrawal, explained from its sources"),
			Intro: "<p>Every figure names who gave it; where sources disagree, you see all of them.</p>",
		},
		Start: &StartHere{
			Title: "Who is IS-K?", URL: "/explainers/who-is-is-k/",
			Deck:      "IS-K is the Islamic State’s branch in Afghanistan and an armed rival of the Taliban. Five questions on its origins, its quarrel, its strength, and what others have done about it.",
			Questions: sampleQuestions,
		},
		Updates: changes,
		Topics:  []TopicCount{{Title: "Armed groups", URL: "/topics/armed-groups/", Pages: 9}, {Title: "Beliefs and aims", URL: "/topics/beliefs/", Pages: 6}, {Title: "August 2021", URL: "/topics/august-2021/", Pages: 1}},
		Terms:   sampleTerms,
		Method:  &Entry{Title: "How this site is written", URL: "/method/"},
		Latest:  []Entry{{Title: "The bombing at Kabul airport, source by source", URL: "/articles/kabul-airport/", Kind: "Article", Date: day("2026-11-10", "10 November 2026")}, {Title: "Washington and the Taliban", URL: "/articles/washington/", Kind: "Article", Draft: true}},
	}
	explainer := DocPage{
		Frame:     frame("explainer", "/explainers/who-is-is-k/", "Who is IS-K?"),
		Deck:      "IS-K is the Islamic State’s branch in Afghanistan and an armed rival of the Taliban. Five questions on its origins, its quarrel, its strength, and what others have done about it.",
		Published: day("2026-11-02", "2 November 2026"), Reviewed: day("2026-11-13", "13 November 2026"), Minutes: 9,
		Topics:   []Link{{Title: "Armed groups", URL: "/topics/armed-groups/"}, {Title: "Beliefs and aims", URL: "/topics/beliefs/"}},
		Contents: []Heading{{ID: "where-from", Text: "Who is IS-K, and where did it come from?"}, {ID: "why-fight", Text: "Why does IS-K fight the Taliban?", Sub: []Heading{{ID: "together", Text: "Have the two ever worked together?"}}}, {ID: "how-strong", Text: "How strong is IS-K, and how far does it reach?"}},
		Prose:    template.HTML(sampleExplainer),
		Terms:    sampleTerms, Changes: changes,
		Cited:   Cited{Facts: []FactEntry{sampleFact}, References: sampleReferences},
		Related: []Link{{Title: "The bombing at Kabul airport, source by source", URL: "/articles/kabul-airport/"}, {Title: "Washington and the Taliban", URL: "/articles/washington/"}},
		EditURL: "https://example.org/edit",
	}
	article := DocPage{
		Frame:   frame("article", "/articles/kabul-airport/", "The bombing at Kabul airport, source by source"),
		Deck:    "Three texts describe the attack of 26 August 2021, and they differ on the dead, the attackers and the motive. This article sets them side by side.",
		Authors: []string{"A. Writer", "B. Writer"}, Published: day("2026-11-10", "10 November 2026"), Updated: day("2026-11-13", "13 November 2026"), Minutes: 1,
		Contents: []Heading{{ID: "elements", Text: "What the dialect can do"}, {ID: "code", Text: "Code", Sub: []Heading{{ID: "smaller", Text: "A smaller heading"}}}, {ID: "end", Text: "What followed"}},
		Prose:    template.HTML(sampleArticle),
		Terms:    sampleTerms[:2], Backlinks: sampleMentions[:1], Changes: changes[:1],
	}
	article.Draft, article.NoIndex = "page", true
	term := TermPage{
		DocPage: DocPage{
			Frame: frame("term", "/glossary/is-k/", "IS-K"),
			Prose: "<p>The name is short for Islamic State-Khorasan. Asfandyar Mir of the United States Institute of Peace gave ISIS-K and IS-KP as other forms in September 2021.</p>\n<p>It is best known for the <a class=\"term\" href=\"/glossary/kabul-airport-bombing/\" data-term=\"kabul-airport-bombing\" data-auto>Kabul airport bombing</a>.</p>\n",
			Terms: sampleTerms, Backlinks: sampleMentions, Changes: changes[1:], EditURL: "https://example.org/edit",
		},
		Category:   "Group",
		Definition: "The Islamic State’s branch in Afghanistan, formed in 2015. It wants a caliphate in place of an Afghan state and treats the Taliban as an enemy to be defeated.",
		Also:       []AlsoName{{Text: "ISIS-K"}, {Text: "Islamic State of Khorasan Province", Note: "the longest form"}, {Text: "داعش خراسان", Language: &Language{"prs", "rtl"}, Note: "in Dari"}},
		Ties: &Ties{Dated: true, Noted: true, Rows: []Tie{
			{From: Link{Title: "IS-K", URL: "/glossary/is-k/"}, Words: "is a branch of", To: Link{Title: "Islamic State", URL: "/glossary/islamic-state/"}, When: "since 2015"},
			{From: Link{Title: "IS-K", URL: "/glossary/is-k/"}, Words: "is a rival of", To: Link{Title: "Taliban", URL: "/glossary/taliban/"}, Note: "The two have fought since 2015."},
		}},
		RelatedTo: sampleTerms[:1], NotConfused: sampleTerms[1:3],
		Events: []TermEvent{{Term: Link{Title: "Kabul airport bombing", URL: "/glossary/kabul-airport-bombing/"}, When: "26\u00a0August\u00a02021"}},
		SameAs: []string{"https://www.wikidata.org/wiki/Q18336989"},
		Uses:   []UseGroup{{Title: "In explainers", Uses: sampleMentions}}, Further: []UseGroup{{Title: "In articles", Uses: sampleMentions[:1]}}, MoreFurther: 1,
		MoreUses: 12,
	}
	event := TermPage{
		DocPage:  DocPage{Frame: frame("term", "/glossary/kabul-airport-bombing/", "Kabul airport bombing"), Backlinks: sampleMentions[1:]},
		Uses:     []UseGroup{{Title: "In the glossary", Uses: sampleMentions[1:]}},
		Category: "Event", When: "26\u00a0August\u00a02021",
		Definition: "Attack of 26 August 2021 on the crowd outside Kabul airport during the evacuation, attributed to IS-K.",
	}
	about := DocPage{
		Frame: frame("page", "/about/", "About this site"),
		Deck:  "What this site covers, what it is written from, and what it leaves out.",
		Prose: "<p>Afghanistan Explained is a small work of reference.</p>\n<h2 id=\"not\">What it is not<a class=\"permalink\" href=\"#not\" aria-label=\"Link to this section\">#</a></h2>\n<p>This is not a news site.</p>\n",
	}
	list := ListPage{
		Listing: Listing{
			Frame: frame("list", "/articles/", "Articles"), Deck: "Longer pieces, each on one matter.",
			Intro: "<p>An introduction by the <a class=\"term\" href=\"/glossary/taliban/\" data-term=\"taliban\" data-auto>Taliban</a>’s readers.</p>\n",
		},
		Entries: []Entry{
			{Title: "The bombing at Kabul airport, source by source", URL: "/articles/kabul-airport/", Summary: "Three texts describe the attack of 26 August 2021, and they differ on the dead, the attackers and the motive.", Date: day("2026-11-10", "10 November 2026")},
			{Title: "Who is IS-K?", URL: "/explainers/who-is-is-k/", Kind: "Explainer", Questions: 5, Summary: "Five questions on its origins, its quarrel and its strength.", Draft: true},
		},
		Terms: sampleTerms[2:5],
	}
	return []samplePage{
		{"index.html", "home", home},
		{"explainers/who-is-is-k/index.html", "explainer", explainer},
		{"articles/kabul-airport/index.html", "article", &article},
		{"glossary/is-k/index.html", "term", term},
		{"glossary/kabul-airport-bombing/index.html", "term", event},
		{"about/index.html", "page", about},
		{"articles/index.html", "list", list},
		{"glossary/index.html", "glossary", GlossaryPage{
			Listing: Listing{
				Frame: frame("glossary", "/glossary/", "Glossary"), Deck: "The groups, people, places, ideas, laws and events that these pages speak of.",
				Intro: "<p>Each entry begins with a definition that can be read by itself.</p>\n",
			},
			Letters: sampleLetters(), Count: len(sampleTerms),
			Categories: []CategoryCount{{"group", "Groups", 4}, {"event", "Events", 1}, {"concept", "Concepts", 1}},
		}},
		{"questions/index.html", "questions", QuestionsPage{
			Listing: Listing{Frame: frame("questions", "/questions/", "Questions"), Deck: "Every question on this site, with its short answer."}, Count: 5,
			Groups: []QuestionGroup{{Title: "Who is IS-K?", URL: "/explainers/who-is-is-k/", Questions: sampleQuestions}, {Title: "Who are the Taliban?", URL: "/explainers/taliban/", Questions: sampleQuestions[:2]}},
		}},
		{"facts/kabul-airport-deaths/index.html", "fact", FactPage{
			DocPage: DocPage{Frame: frame("fact", "/facts/kabul-airport-deaths/", sampleFact.Question), Prose: "<p>All three attribute the attack to one group.</p>\n", Cited: Cited{References: sampleReferences}, Backlinks: sampleMentions[:1]},
			Fact:    sampleFact, Value: "about 183", Because: "Two of the three counts come to it.", Measure: "count", About: []Link{{Title: "Kabul airport bombing", URL: "/glossary/kabul-airport-bombing/"}},
		}},
		{"facts/index.html", "facts", FactList{Listing: Listing{Frame: frame("facts", "/facts/", "Where sources differ")}, Disputed: []FactEntry{listedFact}, Others: []FactEntry{{Slug: "fighters", Question: "How many fighters has IS-K?", URL: "/facts/fighters/", Value: "600 to 4,000", Words: "One source only", Rows: listedFact.Rows}}}},
		{"sources/mir-2021/index.html", "source", SourcePage{
			DocPage: DocPage{Frame: frame("source", "/sources/mir-2021/", "[Interview on IS-K]")}, Key: "mir-2021", Reference: sampleReferences[0].Text, Seen: "We have seen all of it.",
			Fields: []RecordField{{Name: "Type", Text: "Interview"}, {Name: "URL", Text: "https://example.org/", URL: "https://example.org/"}}, Problems: []template.HTML{"Its month is inferred."}, Statements: sampleMentions,
		}},
		{"sources/index.html", "sources", SourceList{Listing: Listing{Frame: frame("sources", "/sources/", "Sources")}, Entries: []SourceEntry{{Key: "mir-2021", Title: "[Interview on IS-K]", URL: "/sources/mir-2021/", Reference: sampleReferences[0].Text, Statements: 1, Problems: 2}}}},
		{"timeline/index.html", "timeline", TimelinePage{Listing: Listing{Frame: frame("timeline", "/timeline/", "Timeline")}, Groups: []EventGroup{{1, "IS-K", 1}}, Years: []Year{{"year-2021", "2021", []Event{{Slug: "kabul-airport-bombing", Title: "Kabul airport bombing", URL: "/glossary/kabul-airport-bombing/", Text: "Attack on the crowd.", Machine: "2021-08-26", When: "26\u00a0August", Groups: "1", Names: "IS-K"}}}}}},
		{"search.html", "search", SearchPage{Frame: frame("search", "/search/", "Search"), Deck: "Search every question.", Index: "/search/index.json", Style: "/search.0123456789.css", Script: "/search.0123456789.js", Kinds: FoundKinds[:], Ways: []Link{{Title: "Glossary", URL: "/glossary/"}}}},
		{"404.html", "not-found", NotFoundPage{Frame: frame("not-found", "/404.html", "Page not found"), Places: []Link{{Title: "IS-K", URL: "/glossary/is-k/"}, {Title: "Kabul airport", URL: "/glossary/kabul-airport/"}, {Title: "Who is IS-K?", URL: "/explainers/who-is-is-k/"}, {Title: "The bombing at Kabul airport, source by source", URL: "/articles/kabul-airport/"}}}},
		{"old/index.html", "redirect", RedirectPage{Site: site, Lang: "en", Target: "/about/", Canonical: "https://example.org/about/", Title: "About this site"}},
		{"bare/index.html", "home", HomePage{Listing: Listing{Frame: bare("home", "/bare/", "Bare")}}},
		{"bare/article/index.html", "article", DocPage{Frame: bare("article", "/bare/article/", "Bare")}},
		{"bare/explainer/index.html", "explainer", DocPage{Frame: bare("explainer", "/bare/explainer/", "Bare"), Prose: "<p>x</p>\n"}},
		{"bare/term/index.html", "term", TermPage{DocPage: DocPage{Frame: bare("term", "/bare/term/", "Bare")}, Category: "Law", Definition: "A law."}},
		{"bare/page/index.html", "page", DocPage{Frame: bare("page", "/bare/page/", "Bare")}},
		{"bare/topics/index.html", "topics", ListPage{Listing: Listing{Frame: bare("topics", "/bare/topics/", "Topics")}, Empty: "There are no topics yet."}},
		{"bare/topic/index.html", "topic", ListPage{Listing: Listing{Frame: bare("topic", "/bare/topic/", "Topic")}}},
		{"bare/glossary/index.html", "glossary", GlossaryPage{Listing: Listing{Frame: bare("glossary", "/bare/glossary/", "Glossary")}}},
		{"bare/questions/index.html", "questions", QuestionsPage{Listing: Listing{Frame: bare("questions", "/bare/questions/", "Questions")}}},
		{"bare/search.html", "search", SearchPage{Frame: bare("search", "/bare/search.html", "Search")}},
		{"bare/404.html", "not-found", NotFoundPage{Frame: bare("not-found", "/bare/404.html", "Page not found")}},
		{"bare/old/index.html", "redirect", RedirectPage{Site: &Site{}, Target: "/"}},
	}
}

var sampleTerms = []TermEntry{
	{Slug: "al-qaeda", Name: "al-Qaeda", URL: "/glossary/al-qaeda/", Category: "Group", Kind: "group", Definition: "International jihadist network founded by Osama bin Laden, responsible for the attacks of 11 September 2001 in the United States. It has long been an ally of the Taliban.", Also: "al-Qaida, al Qaeda", Pages: 9},
	{Slug: "caliphate", Name: "Caliphate", URL: "/glossary/caliphate/", Category: "Concept", Kind: "concept", Definition: "Islamic realm under a caliph, a successor to the Prophet Muhammad as leader of the Muslim community. The Islamic State declared one in 2014; no other state recognised it.", Pages: 6},
	{Slug: "is-k", Name: "IS-K", URL: "/glossary/is-k/", Category: "Group", Kind: "group", Definition: "The Islamic State’s branch in Afghanistan, formed in 2015. It wants a caliphate in place of an Afghan state and treats the Taliban as an enemy to be defeated.", Also: "ISIS-K, IS-KP, ISKP, Islamic State-Khorasan", Pages: 17},
	{Slug: "kabul-airport-bombing", Name: "Kabul airport bombing", URL: "/glossary/kabul-airport-bombing/", Category: "Event", Kind: "event", Definition: "Attack of 26 August 2021 on the crowd outside Kabul airport during the evacuation, attributed to IS-K. Thirteen American service members and a far larger number of Afghans were killed.", Pages: 1},
	{Slug: "taliban", Name: "Taliban", URL: "/glossary/taliban/", Category: "Group", Kind: "group", Definition: "Movement that ruled Afghanistan from 1996 to 2001 and has ruled it again since August 2021. It calls its state an Islamic Emirate. The Pakistani Taliban are a separate group.", Also: "Afghan Taliban", Pages: 21},
	{Slug: "ttp", Name: "تحریک طالبان پاکستان", URL: "/glossary/ttp/", Category: "Group", Kind: "group", Definition: "پاکستان کے خلاف لڑنے والا مسلح گروہ۔", Language: &Language{"ur", "rtl"}, Pages: 3},
}

var sampleQuestions = []Question{
	{Text: "Who is IS-K, and where did it come from?", URL: "/explainers/who-is-is-k/#where-from", Short: "IS-K is the Islamic State’s branch in Afghanistan and an enemy of the Taliban. It emerged in 2015, by Asfandyar Mir’s account."},
	{Text: "Why does IS-K fight the Taliban?", URL: "/explainers/who-is-is-k/#why-fight", Short: "IS-K holds to a militant form of Salafism and looks down on the religious school that the Taliban follow. It also wants a caliphate without borders."},
	{Text: "How strong is IS-K, and how far does it reach?", URL: "/explainers/who-is-is-k/#how-strong"},
}

var sampleMentions = []Mention{
	{Page: "Who is IS-K?", Section: "How strong is IS-K, and how far does it reach?", URL: "/explainers/who-is-is-k/#how-strong", Kind: "Explainer", Before: "By Asfandyar Mir’s figures ", Marked: "IS-K", After: " carried out 77 attacks from January to April 2021."},
	{Page: "The bombing at Kabul airport, source by source", URL: "/articles/kabul-airport/", Kind: "Article", Before: "Most specialists, and American officials, held ", Marked: "IS-K", After: " responsible."},
	{Page: "Khorasan", URL: "/glossary/khorasan/", Kind: "Term", Marked: "IS-K", After: " counts Afghanistan among its lands."},
}

func sampleLetters() []Letter {
	var letters []Letter
	for c := 'A'; c <= 'Z'; c++ {
		letter := Letter{Name: string(c)}
		for _, term := range sampleTerms {
			if strings.EqualFold(term.Name[:1], letter.Name) {
				letter.Terms, letter.ID = append(letter.Terms, term), "letter-"+strings.ToLower(letter.Name)
			}
		}
		letters = append(letters, letter)
	}
	return append(letters, Letter{Name: "#", ID: "letter-other", Terms: sampleTerms[5:]})
}

const sampleExplainer = `<section class="question" id="where-from"><h2>Who is IS-K, and where did it come from?<a class="permalink" href="#where-from" aria-label="Link to this section">#</a></h2>
<p class="short-answer"><a class="term" href="/glossary/is-k/" data-term="is-k" data-auto>IS-K</a> is the Islamic State’s branch in Afghanistan and an enemy of the <a class="term" href="/glossary/taliban/" data-term="taliban" data-auto>Taliban</a>. It emerged in 2015, by Asfandyar Mir’s account. Its fighters came from older armed groups in Afghanistan and Pakistan, and from Salafi communities in the Afghan east.</p>
<p>The letters stand for Islamic State-Khorasan, one of <a href="/glossary/is-k/">several forms of the name</a>.<sup class="fn"><a id="fnref-1" href="#fn-1" role="doc-noteref">a</a></sup> Khorasan is an old name for a region that includes Afghanistan. The group uses it for one province of a <a class="term" href="/glossary/caliphate/" data-term="caliphate" data-auto>caliphate</a> without national borders. Navin Bapat and Rebecca Best, political scientists writing on 28 August 2021, saw the core of its outlook there: it denies that Afghanistan should be a state at all.</p>
<p>Mir, of the United States Institute of Peace, gave the fullest account of the beginnings in September 2021. The group formed once the Islamic State had proclaimed a caliphate in Iraq and Syria. Its first ambitions were wide: to bring down Pakistan’s government, to punish Iran, and to replace the Taliban as the leading jihadist force in Afghanistan.</p>
<div class="table" role="region" tabindex="0" aria-label="Table 1"><table>
<thead><tr><th scope="col">Members came from</th><th scope="col">Mir, September 2021</th><th scope="col">Bapat and Best, 28 August 2021</th></tr></thead>
<tbody><tr><td>Pakistani Taliban</td><td>yes</td><td>yes</td></tr><tr><td>Afghan Taliban</td><td>yes, in the years after Mullah Omar</td><td>yes</td></tr><tr><td><a class="term" href="/glossary/al-qaeda/" data-term="al-qaeda" data-auto>al-Qaeda</a></td><td>yes, from weakened ranks in Afghanistan and Pakistan</td><td>not named</td></tr><tr><td>An Uzbek group</td><td>not named</td><td>yes, called the “Islamic State of Uzbekistan”</td></tr></tbody>
</table></div>
<p>No other source here mentions an organisation with the Uzbek name in the fourth row. The Islamic Movement of Uzbekistan, an older group, is probably meant.</p>
</section>
<section class="question" id="why-fight"><h2>Why does IS-K fight the Taliban?<a class="permalink" href="#why-fight" aria-label="Link to this section">#</a></h2>
<p class="short-answer">Two reasons recur in the sources. IS-K holds to a militant form of Salafism and looks down on the religious school that the Taliban follow. It also wants a caliphate without borders, while the Taliban want to govern one country. Writers disagree over which reason weighs more.</p>
<p>The charges that IS-K makes against the Taliban follow from these differences:</p>
<ul>
<li>that their school of law is not sound (Mir);</li>
<li>that they put a nation before the wider community of believers (Mir, Bapat and Best);</li>
<li>that they serve foreign powers, meaning Pakistan and the United States (Mir), or the United States alone (the essay).</li>
</ul>
<h3 id="together">Have the two ever worked together?<a class="permalink" href="#together" aria-label="Link to this section">#</a></h3>
<p>Before it fell in August 2021, the Afghan government said that they had. It accused the Taliban, and the Haqqani network in particular, of joining with IS-K in attacks on cities. According to Mir, American officials did not accept the claim.</p>
</section>
<section class="question" id="how-strong"><h2>How strong is IS-K, and how far does it reach?<a class="permalink" href="#how-strong" aria-label="Link to this section">#</a></h2>
<p class="short-answer">By Asfandyar Mir’s figures IS-K carried out 77 attacks from January to April 2021. That August a <a class="term" href="/glossary/kabul-airport-bombing/" data-term="kabul-airport-bombing" data-auto>bombing</a> attributed to it killed about 183 people at Kabul airport.</p>
<div class="table" role="region" tabindex="0" aria-label="Table 2"><table>
<thead><tr><th scope="col">Measure</th><th scope="col" class="ta-right">Figure</th><th scope="col">Period</th><th scope="col">Source</th></tr></thead>
<tbody><tr><td>Attacks</td><td class="ta-right">21</td><td>January to April 2020</td><td>Mir, September 2021</td></tr><tr><td>Attacks</td><td class="ta-right">77</td><td>January to April 2021</td><td>Mir, September 2021</td></tr><tr><td>Taliban soldiers, for comparison</td><td class="ta-right">80,000</td><td>about 2023</td><td>essay, about 2023</td></tr></tbody>
</table></div>
<div class="callout important" role="note"><p class="callout-title">Important</p>
<p>Every figure here belongs to the date beside it. The newest of our sources is from about the autumn of 2023.</p>
</div>
<ol>
<li><p><strong>Act alongside the Taliban, uncoordinated, as before.</strong> The Taliban might object that this infringed their sovereignty.</p></li>
<li><p><strong>Leave the fighting to the Taliban.</strong> IS-K might gain ground.</p></li>
</ol>
</section>
<section class="footnotes" role="doc-endnotes"><h2 class="vh" id="footnotes">Footnotes</h2>
<ol>
<li id="fn-1"><p>Other common short forms are ISIS-K and IS-KP. This site writes IS-K throughout, because every source that names the group does so at least once. <a class="fn-back" href="#fnref-1" role="doc-backlink" aria-label="Back to the text">↩︎</a></p></li>
</ol>
</section>
`

const sampleArticle = `<p>It was a Thursday, in the middle of the evacuation. Explosives went off among people who were waiting to be let in, says the <a href="https://example.org/x">first text</a>, and the <a class="term" href="/glossary/al-qaeda/" data-term="al-qaeda">network</a> was not named.<sup class="fn"><a id="fnref-1" href="#fn-1" role="doc-noteref">a</a></sup><sup class="fn"><a id="fnref-2" href="#fn-2" role="doc-noteref">b</a></sup></p>
<aside class="embed" aria-label="Question"><p class="embed-title"><a href="/explainers/who-is-is-k/#why-fight">Why does IS-K fight the Taliban?</a></p><p class="short-answer">Two reasons recur in the sources. IS-K holds to a militant form of Salafism and looks down on the religious school that the Taliban follow.</p></aside>
<h2 id="elements">What the dialect can do<a class="permalink" href="#elements" aria-label="Link to this section">#</a></h2>
<p>Some <em>emphasis</em>, some <strong>strength</strong>, some <code>inline code</code> and <del>a deletion</del>.</p>
<blockquote><p>The two readings can both be true. An attack may be meant to kill the people it kills and also to provoke a third party.</p></blockquote>
<div class="callout note" role="note"><p class="callout-title">Note</p>
<p>That account did not last. See <a href="/about/">another page</a>.</p>
</div>
<div class="callout tip" role="note"><p class="callout-title">Tip</p>
<p>A tip.</p>
</div>
<div class="callout warning" role="note"><p class="callout-title">Warning</p>
<p>Figures here describe the years they name.</p>
<ul>
<li>One</li>
<li>Two</li>
</ul>
</div>
<div class="callout caution" role="note"><p class="callout-title">Caution</p>
<p>Do not add the two counts.</p>
</div>
<ul>
<li class="task"><label><input type="checkbox" disabled checked> Read the five texts</label></li>
<li class="task"><label><input type="checkbox" disabled> Compare their counts of the dead, which were written down on different days</label></li>
</ul>
<dl>
<dt>Outbidding</dt>
<dd>Competition among armed groups that share a public.</dd>
<dt>Decapitation strike</dt>
<dd>Killing or capture of a group’s leaders.</dd>
</dl>
<figure><img src="/favicon.svg" alt="A blue square with three white lines" width="120" height="120"><figcaption>The site’s mark, drawn by us.</figcaption></figure>
<hr>
<h2 id="code">Code<a class="permalink" href="#code" aria-label="Link to this section">#</a></h2>
<pre class="chroma" tabindex="0"><code><span class="line"><span class="cl"><span class="kn">package</span> <span class="nx">main</span></span></span>
<span class="line"><span class="cl"><span class="c1">// A comment, and a line that is long enough to have to scroll on a narrow screen, and on a wide one too.</span></span></span>
<span class="line"><span class="cl"><span class="kd">func</span> <span class="nf">main</span><span class="p">()</span> <span class="p">{</span> <span class="nb">print</span><span class="p">(</span><span class="s">"hello"</span><span class="p">,</span> <span class="mi">42</span><span class="p">)</span> <span class="p">}</span></span></span>
</code></pre>
<h3 id="smaller">A smaller heading<a class="permalink" href="#smaller" aria-label="Link to this section">#</a></h3>
<p>Text under it.</p>
<h4 id="smallest">The smallest heading</h4>
<p>More text under it.</p>
<div class="table" role="region" tabindex="0" aria-label="Table 3"><table>
<thead><tr><th scope="col" class="ta-left">People killed</th><th scope="col" class="ta-center">Who says it</th><th scope="col" class="ta-right">Published</th><th scope="col">As of</th><th scope="col">Where</th><th scope="col">Note</th></tr></thead>
<tbody><tr><td class="ta-left">more than 100</td><td class="ta-center">Bapat and Best</td><td class="ta-right">28 August 2021</td><td>28 August 2021</td><td>Political Violence At A Glance</td><td>13 American soldiers included. An early count, written down within two days of the attack.</td></tr></tbody>
</table></div>
<h2 id="end">What followed<a class="permalink" href="#end" aria-label="Link to this section">#</a></h2>
<p>The American answer began at once.</p>
<section class="footnotes" role="doc-endnotes"><h2 class="vh" id="footnotes">Footnotes</h2>
<ol>
<li id="fn-1"><p>The first note. <a class="fn-back" href="#fnref-1" role="doc-backlink" aria-label="Back to the text">↩︎</a></p></li>
<li id="fn-2"><p>The second note. <a class="fn-back" href="#fnref-2" role="doc-backlink" aria-label="Back to the text">↩︎</a></p></li>
</ol>
</section>
`

var sampleFact = FactEntry{
	Slug: "kabul-airport-deaths", Question: "How many people were killed in the Kabul airport bombing?", URL: "/facts/kabul-airport-deaths/",
	Value: "about 183", Because: "Two of the three counts come to it.", Status: "disputed", Words: "Sources differ", Disputed: true,
	Rows: []FactValue{
		{Value: "more than 100", Cite: `<a class="cite-row" role="doc-noteref" id="cite-mir-2021-1" href="#ref-mir-2021">Mir</a>`, Published: "September 2021", Note: "An early count."},
		{Value: "183", Cite: `<a class="cite-row" role="doc-noteref" id="cite-mir-2021-2" href="#ref-mir-2021">Mir</a>, p. 3`, AsOf: "2023", Superseded: true},
	},
}

// listedFact is a fact on the list of all, which has no references.
var listedFact = FactEntry{
	Slug: "kabul-airport-deaths", Question: "How many people were killed in the Kabul airport bombing?", URL: "/facts/kabul-airport-deaths/", Value: "about 183",
	Words: "Sources differ", Disputed: true, Rows: []FactValue{{Value: "more than 100", Cite: "Mir", Published: "September 2021"}},
}

var sampleReferences = []Reference{{
	ID: "ref-mir-2021", Text: "Mir, Asfandyar. [Interview on IS-K]. September 2021.", URL: "/sources/mir-2021/",
	Places: []Place{{"", []Mark{{"cite-mir-2021-1", "a"}}}, {"p. 3", []Mark{{"cite-mir-2021-2", "b"}}}}, Cited: 2,
}}
