package built

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const sitemapHead = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`

// folder is a built site below /p/, by hand.
func folder(t *testing.T, change map[string]string) string {
	t.Helper()
	files := map[string]string{
		"index.html":              "home",
		"404.html":                `<meta name="robots" content="noindex">gone`,
		"explainers/index.html":   "list",
		"explainers/a/index.html": "a, which is longer",
		"explainers/b/index.html": "b",
		"about/index.html":        "about",
		"glossary/old/index.html": `<meta http-equiv="refresh" content="0"><meta name="robots" content="noindex">`,
		"search/index.html":       `<meta name="robots" content="noindex">`,
		"site.1234567890.js":      "void 0",
		"sitemap.xml":             sitemapHead + loc("/p/") + loc("/p/about/") + loc("/p/explainers/") + loc("/p/explainers/a/") + loc("/p/explainers/b/") + "</urlset>",
		"_headers":                "# rules\n/p/*\n  Content-Security-Policy: default-src 'none'\n/p/site.1234567890.js\n  Cache-Control: public, max-age=31536000, immutable\n",
	}
	for name, text := range change {
		files[name] = text
	}
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func loc(path string) string { return "<url><loc>https://example.org" + path + "</loc></url>" }

func TestOpen(t *testing.T) {
	site, err := Open(folder(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range site.Pages {
		got = append(got, p.Type+" "+p.Path)
	}
	want := []string{
		"home /p/", "explainer /p/explainers/a/", "explainer /p/explainers/b/", "explainers /p/explainers/", "search /p/search/",
		"standalone /p/about/", "not-found /p/no-such-page/", "moved /p/glossary/old/",
	}
	if site.Base != "/p/" || !slices.Equal(got, want) {
		t.Errorf("below %s\n%s\nwant\n%s", site.Base, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if p := site.Longest()[1]; p.Path != "/p/explainers/a/" {
		t.Errorf("the longest explainer is %s", p.Path)
	}
	if p := site.Shortest()[1]; p.Path != "/p/explainers/b/" {
		t.Errorf("the shortest explainer is %s", p.Path)
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		change map[string]string
		want   string
	}{
		"a type that is not known":      {map[string]string{"glossary/a/b/index.html": ""}, "/glossary/a/b/ is of no type"},
		"a page that nothing names":     {map[string]string{"method/index.html": ""}, "/method/: closed to search engines is false, named in sitemap.xml is false"},
		"a name that stands for nobody": {map[string]string{"sitemap.xml": sitemapHead + loc("/p/") + loc("/p/about/") + loc("/p/explainers/") + loc("/p/explainers/a/") + loc("/p/explainers/b/") + loc("/p/x/") + "</urlset>"}, "names /p/x/"},
		"a closed page that is named":   {map[string]string{"about/index.html": `<meta name="robots" content="noindex">`}, "/about/: closed to search engines is true, named in sitemap.xml is true"},
	} {
		if _, err := Open(folder(t, test.change)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func TestServe(t *testing.T) {
	site, err := Open(folder(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Serve(site)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, test := range []struct {
		path, body, policy, cache string
		status                    int
	}{
		{"/p/", "home", "default-src 'none'", "public, max-age=0, must-revalidate", 200},
		{"/p/about/", "about", "default-src 'none'", "public, max-age=0, must-revalidate", 200},
		{"/p/site.1234567890.js", "void 0", "default-src 'none'", "public, max-age=31536000, immutable", 200},
		{"/p/nothing/", "gone", "default-src 'none'", "public, max-age=0, must-revalidate", 404},
		{"/about/", "404 page not found\n", "", "", 404},
		{"/p/..%2f..%2fetc/passwd", "404 page not found\n", "", "", 404},
	} {
		answer, err := http.Get(s.Origin + test.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		got := answer.Header
		if answer.StatusCode != test.status || !strings.HasSuffix(string(body), test.body) || test.policy != "" && got.Get("Content-Security-Policy") != test.policy || test.cache != "" && got.Get("Cache-Control") != test.cache {
			t.Errorf("%s: %d %q %v", test.path, answer.StatusCode, body, got)
		}
	}
	if asked := s.Asked(); len(asked) != 6 || asked[1] != "/p/about/" || len(s.Asked()) != 0 {
		t.Errorf("asked for %q", asked)
	}
}
