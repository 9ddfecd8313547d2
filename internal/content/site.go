package content

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"gloss/internal/diag"
	"gloss/internal/source"
)

// NavItem is an entry of the site's menu.
type NavItem struct{ Title, URL Text }

// Topic gathers pages.
type Topic struct {
	Slug    Text
	Title   Text
	Summary Inline
}

// Spelling is a line of the house style.
type Spelling struct {
	Write Text
	Not   []Text
}

// Scope is how far "once" reaches when terms link by themselves.
type Scope string

// The scopes of linking rule 3.
const (
	ScopeSection Scope = "section"
	ScopePage    Scope = "page"
	ScopeAll     Scope = "all"
)

// Site is site.yaml with its defaults filled in.
type Site struct {
	Broken      bool // it could not be read: what it does not say means nothing
	Title       Text
	Description Text
	BaseURL     Text // scheme and host, perhaps a path; no trailing slash
	Language    string
	Zone        *time.Location
	Licence     Text
	Repository  Text
	Contact     Text
	Navigation  []NavItem
	Start       Text
	Topics      []Topic
	LinkScope   Scope
	LinkCap     int
	ReviewEvery *Period
	MaxAge      map[string]Period
	Severity    map[string]diag.Severity
	NoSearch    bool
	NoMarkdown  bool
	NoCards     bool
	Citations   string
	HouseStyle  []Spelling
}

// DefaultSite is the site of a root without site.yaml.
func DefaultSite() *Site {
	return &Site{
		Title: Text{Value: "Untitled site"}, Language: "en", Zone: time.UTC,
		LinkScope: ScopeSection, LinkCap: 4, Citations: "numeric",
		MaxAge: map[string]Period{}, Severity: map[string]diag.Severity{},
	}
}

// SiteField is one field of site.yaml, defined here and nowhere else.
type SiteField struct {
	Name string
	Doc  string
	read func(r *reader, s *Site, n *yaml.Node)
}

// SiteFields lists every field of site.yaml.
var SiteFields = []SiteField{
	{"title", "the site's name", func(r *reader, s *Site, n *yaml.Node) { setText(r, &s.Title, n) }},
	{"description", "one sentence about the site", func(r *reader, s *Site, n *yaml.Node) {
		if t, ok := r.sentence(n); ok {
			s.Description = t
		}
	}},
	{"base-url", "where the site will stand: https://example.org, perhaps with a path", readBaseURL},
	{"language", "the language of pages that do not say", func(r *reader, s *Site, n *yaml.Node) {
		if l := r.lang(n).Value; l != "" {
			s.Language = l
		}
	}},
	{"timezone", "where midnight is taken when a date falls due: Europe/London", readZone},
	{"licence", "the licence of the words", func(r *reader, s *Site, n *yaml.Node) { setText(r, &s.Licence, n) }},
	{"repository", "where the content is kept, for \"edit this page\"", func(r *reader, s *Site, n *yaml.Node) { setURL(r, &s.Repository, n) }},
	{"contact", "an address for corrections: a mailto: or https: link, or an e-mail address", readContact},
	{"navigation", "the menu: [{title, url}]", readNavigation},
	{"start", "the slug of the explainer that the home page leads with", func(r *reader, s *Site, n *yaml.Node) { setText(r, &s.Start, n) }},
	{"topics", "{slug: {title, summary}}", readTopics},
	{"linking", "{scope: section|page|all, cap: 4}", readLinking},
	{"review-every", "how long a review holds where a page does not say", func(r *reader, s *Site, n *yaml.Node) { s.ReviewEvery = r.period(n) }},
	{"max-age", "{count: 12mo}: how old an \"as of\" may be, by measure", readMaxAge},
	{"severity", "{CODE: error|warning|off}", readSeverity},
	{"outputs", "{search, markdown, cards}: each on unless false", readOutputs},
	{"citations", "numeric or author-date", func(r *reader, s *Site, n *yaml.Node) {
		if w, ok := r.word(n, []string{"numeric", "author-date"}); ok {
			s.Citations = w
		}
	}},
	{"house-style", "[{write, not: […]}]", readHouseStyle},
}

// ReadSite reads site.yaml.
func ReadSite(f source.File) (*Site, []diag.Diagnostic) {
	s := DefaultSite()
	r, top := newReader(f.Path, f.Data, 0, len(f.Data))
	if top == nil {
		s.Broken = len(r.diags) > 0
		return s, r.diags
	}
	var names []string
	for _, field := range SiteFields {
		names = append(names, field.Name)
	}
	r.fields(top, names, func(key Text, value *yaml.Node) {
		SiteFields[slices.Index(names, key.Value)].read(r, s, value)
	})
	return s, r.diags
}

func setText(r *reader, to *Text, n *yaml.Node) {
	if t, ok := r.oneLine(n); ok {
		*to = t
	}
}

func setURL(r *reader, to *Text, n *yaml.Node) {
	t, ok := r.sentence(n)
	if !ok {
		return
	}
	if _, err := CleanBaseURL(t.Value); err != nil {
		r.report(codeType, t.At, err.Error(), "https://example.org")
		return
	}
	*to = t
}

// CleanBaseURL checks an address that others are made from and gives it without
// its trailing slash.
func CleanBaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("%q is no address of the form https://example.org or https://example.org/path", s)
	}
	if strings.Contains(u.Path, "//") || strings.Contains(u.Path, "/.") || strings.ContainsAny(u.EscapedPath(), "%\\ \"'<>") {
		return "", fmt.Errorf("the path of %q is not plain: letters, digits, hyphens, dots and single slashes only", s)
	}
	return strings.TrimRight(u.Scheme+"://"+u.Host+u.Path, "/"), nil
}

func readBaseURL(r *reader, s *Site, n *yaml.Node) {
	t, ok := r.sentence(n)
	if !ok {
		return
	}
	clean, err := CleanBaseURL(t.Value)
	if err != nil {
		fix := "https://example.org"
		if host, _, _ := strings.Cut(t.Value, "/"); strings.Contains(host, ".") && !strings.ContainsAny(t.Value, ": ?#") {
			fix = "https://" + t.Value
		}
		r.report(codeType, t.At, err.Error(), fix)
		return
	}
	t.Value = clean
	s.BaseURL = t
}

func readZone(r *reader, s *Site, n *yaml.Node) {
	t, ok := r.oneLine(n)
	if !ok {
		return
	}
	zone, err := time.LoadLocation(t.Value)
	if err != nil || t.Value == "Local" {
		r.report(codeType, t.At, fmt.Sprintf("there is no time zone %q", t.Value), "timezone: Europe/London")
		return
	}
	s.Zone = zone
}

func readContact(r *reader, s *Site, n *yaml.Node) {
	t, ok := r.sentence(n)
	if !ok {
		return
	}
	for _, scheme := range []string{"mailto:", "https://", "http://"} {
		if strings.HasPrefix(t.Value, scheme) {
			s.Contact = t
			return
		}
	}
	if name, host, found := strings.Cut(t.Value, "@"); !found || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(t.Value, " <>\"") {
		r.report(codeType, t.At, fmt.Sprintf("%q is no address to write to", t.Value), "contact: mailto:desk@example.org")
		return
	}
	t.Value = "mailto:" + t.Value
	s.Contact = t
}

func readNavigation(r *reader, s *Site, n *yaml.Node) {
	for _, item := range r.list(n) {
		var nav NavItem
		written := 0
		r.fields(item, []string{"title", "url"}, func(key Text, value *yaml.Node) {
			written++
			if key.Value == "title" {
				nav.Title, _ = r.oneLine(value)
			} else {
				nav.URL, _ = r.sentence(value)
			}
		})
		if item.Kind == yaml.MappingNode && written < 2 {
			r.report(codeMissing, r.span(item), "an entry of the menu has a title and a url", "{title: Glossary, url: /glossary/}")
		}
		if nav.Title.Value == "" || nav.URL.Value == "" {
			continue
		}
		s.Navigation = append(s.Navigation, nav)
	}
}

func readTopics(r *reader, s *Site, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.report(codeType, r.span(n), "topics are written by their slugs", "slug: {title: …, summary: …}")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		t := Topic{Slug: r.scalar(n.Content[i])}
		if why := SlugProblem(t.Slug.Value); why != "" {
			r.report(CodeSlug, t.Slug.At, fmt.Sprintf("the topic's slug %q %s", t.Slug.Value, why), cmp.Or(Slugify(t.Slug.Value), "armed-groups"))
			continue
		}
		if slices.ContainsFunc(s.Topics, func(o Topic) bool { return o.Slug.Value == t.Slug.Value }) {
			r.report(codeRepeated, t.Slug.At, fmt.Sprintf("the topic %q stands here twice", t.Slug.Value), "keep one of them")
			continue
		}
		r.fields(n.Content[i+1], []string{"title", "summary"}, func(key Text, value *yaml.Node) {
			if key.Value == "title" {
				t.Title, _ = r.oneLine(value)
			} else {
				t.Summary.Text, _ = r.sentence(value)
			}
		})
		if t.Title.Value == "" {
			t.Title = t.Slug
		}
		s.Topics = append(s.Topics, t)
	}
}

func readLinking(r *reader, s *Site, n *yaml.Node) {
	r.fields(n, []string{"scope", "cap"}, func(key Text, value *yaml.Node) {
		if key.Value == "cap" {
			if v, ok := r.number(value, 0); ok {
				s.LinkCap = v
			}
		} else if w, ok := r.word(value, []string{"section", "page", "all"}); ok {
			s.LinkScope = Scope(w)
		}
	})
}

func readMaxAge(r *reader, s *Site, n *yaml.Node) {
	r.fields(n, []string{"count", "name", "role", "cause", "date"}, func(key Text, value *yaml.Node) {
		if p := r.period(value); p != nil {
			s.MaxAge[key.Value] = *p
		}
	})
}

func readSeverity(r *reader, s *Site, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.report(codeType, r.span(n), "severities are written by their codes", "{E105: off}")
		return
	}
	var ids []string
	for _, c := range diag.Codes() {
		ids = append(ids, c.ID)
	}
	r.fields(n, ids, func(key Text, value *yaml.Node) {
		word, ok := r.word(value, []string{"error", "warning", "off"})
		if !ok {
			return
		}
		if code, _ := diag.Lookup(key.Value); code.Fixed {
			r.report(codeType, key.At, fmt.Sprintf("the severity of %s cannot be changed: it would publish something false or unsafe", key.Value), "take the line out")
			return
		}
		s.Severity[key.Value], _ = diag.ParseSeverity(word)
	})
}

func readOutputs(r *reader, s *Site, n *yaml.Node) {
	r.fields(n, []string{"search", "markdown", "cards"}, func(key Text, value *yaml.Node) {
		on, ok := r.boolean(value)
		if !ok {
			return
		}
		switch key.Value {
		case "search":
			s.NoSearch = !on
		case "markdown":
			s.NoMarkdown = !on
		case "cards":
			s.NoCards = !on
		}
	})
}

func readHouseStyle(r *reader, s *Site, n *yaml.Node) {
	for _, item := range r.list(n) {
		var sp Spelling
		written := 0
		r.fields(item, []string{"write", "not"}, func(key Text, value *yaml.Node) {
			written++
			if key.Value == "write" {
				sp.Write, _ = r.oneLine(value)
			} else {
				sp.Not = r.texts(value)
			}
		})
		if item.Kind == yaml.MappingNode && written < 2 {
			r.report(codeMissing, r.span(item), "a line of the house style has  write  and  not", "{write: al-Qaeda, not: [Al Qaida]}")
		}
		if sp.Write.Value == "" || len(sp.Not) == 0 {
			continue
		}
		s.HouseStyle = append(s.HouseStyle, sp)
	}
}
