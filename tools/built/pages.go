package built

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// types are the page types, by the addresses that their pages have below the
// site's own path; the first that fits counts.
var types = []struct {
	name    string
	address *regexp.Regexp
}{
	{"home", regexp.MustCompile(`^/$`)},
	{"explainer", regexp.MustCompile(`^/explainers/[^/]+/$`)},
	{"article", regexp.MustCompile(`^/articles/[^/]+/$`)},
	{"term", regexp.MustCompile(`^/glossary/[^/]+/$`)},
	{"fact", regexp.MustCompile(`^/facts/[^/]+/$`)},
	{"source", regexp.MustCompile(`^/sources/[^/]+/$`)},
	{"topic", regexp.MustCompile(`^/topics/[^/]+/$`)},
	{"explainers", regexp.MustCompile(`^/explainers/$`)},
	{"articles", regexp.MustCompile(`^/articles/$`)},
	{"questions", regexp.MustCompile(`^/questions/$`)},
	{"glossary", regexp.MustCompile(`^/glossary/$`)},
	{"facts", regexp.MustCompile(`^/facts/$`)},
	{"sources", regexp.MustCompile(`^/sources/$`)},
	{"timeline", regexp.MustCompile(`^/timeline/$`)},
	{"topics", regexp.MustCompile(`^/topics/$`)},
	{"updates", regexp.MustCompile(`^/updates/$`)},
	{"corrections", regexp.MustCompile(`^/corrections/$`)},
	{"search", regexp.MustCompile(`^/search/$`)},
	{"map", regexp.MustCompile(`^/map/$`)},
	{"standalone", regexp.MustCompile(`^/[^/]+/$`)},
}

// Types that no address tells: the page of a host that finds nothing, and the
// small page that stands at an old address.
const (
	NotFound = "not-found"
	Moved    = "moved"
)

// Page is one page of a built site.
type Page struct {
	Type    string
	Path    string // its address on its host; for NotFound one that no site has
	File    string // its HTML
	Size    int    // bytes of it
	NoIndex bool   // closed to search engines
}

// Site is a built site.
type Site struct {
	Dir   string
	Base  string // the path that it is built for: "/", or "/sub/path/"
	Pages []Page // by type, in the order of the table above, then by address

	rules []rule
}

var (
	noIndex = regexp.MustCompile(`<meta name="?robots"? content="?noindex`)
	refresh = regexp.MustCompile(`<meta http-equiv="?refresh`)
)

// Open finds the pages of a built site. A page of no known type, one that the
// sitemap forgets and one that it invents are errors.
func Open(dir string) (*Site, error) {
	listed, err := sitemap(dir)
	if err != nil {
		return nil, err
	}
	rules, err := readHeaders(filepath.Join(dir, "_headers"))
	if err != nil {
		return nil, err
	}
	base, ok := strings.CutSuffix(rules[0].pattern, "*")
	if !ok {
		return nil, fmt.Errorf("_headers begins with %s, not with a rule for the whole site", rules[0].pattern)
	}
	s := &Site{Dir: dir, Base: base, rules: rules}
	err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".html" {
			return err
		}
		html, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		address := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		p := Page{Path: path.Join(base, address), File: file, Size: len(html), NoIndex: noIndex.Match(html)}
		if strings.HasSuffix(address, "/") && p.Path != "/" {
			p.Path += "/"
		}
		switch {
		case address == "/404.html":
			p.Type, p.Path = NotFound, base+"no-such-page/"
		case refresh.Match(html):
			p.Type = Moved
		default:
			if p.Type = typeOf(address); p.Type == "" {
				return fmt.Errorf("%s is of no type that is known here: name it in tools/built/pages.go", address)
			}
			if listed[p.Path] == p.NoIndex {
				return fmt.Errorf("%s: closed to search engines is %t, named in sitemap.xml is %t", address, p.NoIndex, listed[p.Path])
			}
		}
		delete(listed, p.Path)
		s.Pages = append(s.Pages, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for address := range listed {
		return nil, fmt.Errorf("sitemap.xml names %s, and there is no page", address)
	}
	slices.SortFunc(s.Pages, func(a, b Page) int {
		if c := order(a.Type) - order(b.Type); c != 0 {
			return c
		}
		return strings.Compare(a.Path, b.Path)
	})
	return s, nil
}

func typeOf(address string) string {
	for _, t := range types {
		if t.address.MatchString(address) {
			return t.name
		}
	}
	return ""
}

func order(name string) int {
	for i, t := range types {
		if t.name == name {
			return i
		}
	}
	return len(types) + strings.Index(NotFound+Moved, name)
}

// sitemap reads the paths that sitemap.xml names. A site that is closed to search
// engines as a whole has none.
func sitemap(dir string) (listed map[string]bool, err error) {
	listed = map[string]bool{}
	data, err := os.ReadFile(filepath.Join(dir, "sitemap.xml"))
	if errors.Is(err, fs.ErrNotExist) {
		return listed, nil
	} else if err != nil {
		return nil, err
	}
	var doc struct {
		URLs []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("sitemap.xml: %w", err)
	}
	for _, address := range doc.URLs {
		u, err := url.Parse(address)
		if err != nil {
			return nil, fmt.Errorf("sitemap.xml: %w", err)
		}
		listed[u.Path] = true
	}
	return listed, nil
}

// Longest is the largest page of each type: where most can go wrong.
func (s *Site) Longest() []Page {
	return s.choose(func(a, b Page) bool { return a.Size > b.Size })
}

// Shortest is the smallest page of each type: where most can be missing.
func (s *Site) Shortest() []Page {
	return s.choose(func(a, b Page) bool { return a.Size < b.Size })
}

func (s *Site) choose(better func(a, b Page) bool) []Page {
	var chosen []Page
	for _, p := range s.Pages {
		if last := len(chosen) - 1; last < 0 || chosen[last].Type != p.Type {
			chosen = append(chosen, p)
		} else if better(p, chosen[last]) {
			chosen[last] = p
		}
	}
	return chosen
}
