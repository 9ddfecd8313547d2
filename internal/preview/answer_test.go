package preview_test

import (
	"path"
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// TestSameBytes asks for every file of the output.
func TestSameBytes(t *testing.T) {
	for _, base := range []string{"", "https://example.org", "https://example.org/sub/path"} {
		o := build.Options{BaseURL: base}
		l := start(t, site(), o)
		l.show()
		prefix := ""
		if strings.Count(base, "/") > 2 {
			prefix = "/sub/path"
		}
		for file, want := range sitetest.Build(t, l.files.Snapshot(), l.at, o).Tree {
			got := l.get(prefix + "/" + file)
			if path.Ext(file) == ".html" {
				got.body = l.bare(got.body)
			}
			if got.StatusCode != 200 || got.body != string(want) {
				t.Errorf("%s%s: %s, and other bytes", base, file, got.Status)
			}
			if h := got.Header; h.Get("Cache-Control") != "no-store" || h.Get("Content-Type") == "" || h.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s%s: %v", base, file, h)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	files := site().With("static/_redirects", "/go/* /glossary/:splat 302\n/from/:name/x /:name/\n/as/about /about/ 200\n/about/ /elsewhere/\n/where /about/ 301 Country=de\n").
		With("static/_headers", "/about/\n  X-Frame-Options: DENY\n  Access-Control-Allow-Origin: *\n  Set-Cookie: a=b\n").With("static/data.bin", "x")
	l := serve(t, files)
	for _, c := range []struct{ path, want, location string }{
		{"/", "200", ""},
		{"/about/", "200", ""},
		{"/about", "301", "/about/"},
		{"/about?x=1", "301", "/about/?x=1"},
		{"/about/index.html", "200", ""},
		{"/old/essay/", "301", "/articles/essay/"},
		{"/old/essay", "301", "/articles/essay/"},
		{"/old/essay/?a=b", "301", "/articles/essay/?a=b"},
		{"/go/thing/", "302", "/glossary/thing"},
		{"/go//evil.example", "302", "/glossary/evil.example"},
		{"/go/a%0d%0ab", "302", "/glossary/a%0D%0Ab"},
		{"/from/about/x", "301", "/about/"},
		{"/as/about", "200", ""},
		{"/where", "404", ""},
		{"/nowhere/", "404", ""},
		{"/../../etc/passwd", "404", ""},
		{"/%2e%2e/%2e%2e/etc/passwd", "404", ""},
		{"/..%5c..%5cetc/passwd", "404", ""},
		{"//about/", "404", ""},
		{"/about//", "404", ""},
		{"/content/about.md", "404", ""},
		{"/about/%00", "404", ""},
		{"/_preview/", "404", ""},
		{"/_preview/preview.go", "404", ""},
		{"/_preview/../about/", "404", ""},
		{"/_preview/events?page=about", "400", ""},
		{"/_preview/events?page=/" + strings.Repeat("x", 1<<10), "400", ""},
		{"/_preview/state?" + strings.Repeat("page=/a/&", 101), "400", ""},
	} {
		got := l.get(c.path)
		if got.Status[:3] != c.want || got.Header.Get("Location") != c.location {
			t.Errorf("%s: %s %q", c.path, got.Status, got.Header.Get("Location"))
		}
	}
	if page := l.get("/nowhere/").body; !strings.Contains(l.bare(page), "nearest") {
		t.Error("the page for unknown addresses is not the site's")
	}
	if h := l.get("/about/").Header; h.Get("X-Frame-Options") != "DENY" || h.Get("Access-Control-Allow-Origin") != "" || h.Get("Set-Cookie") != "" || !strings.Contains(h.Get("Content-Security-Policy"), "script-src 'self'") {
		t.Errorf("%v", h)
	}
	for file, kind := range map[string]string{"/data.bin": "application/octet-stream", "/favicon.svg": "image/svg+xml", "/robots.txt": "text/plain; charset=utf-8", "/about/index.md": "text/markdown; charset=utf-8", "/sources.json": "application/vnd.citationstyles.csl+json; charset=utf-8"} {
		if got := l.get(file).Header.Get("Content-Type"); got != kind {
			t.Errorf("%s: %s", file, got)
		}
	}
}

func TestBasePath(t *testing.T) {
	l := start(t, site(), build.Options{BaseURL: "https://example.org/sub"})
	l.show()
	for address, want := range map[string]string{"/": "302 /sub/", "/sub": "301 /sub/", "/sub/about": "301 /sub/about/", "/sub/about/": "200 ", "/about/": "404 ", "/subway/": "404 ", "/sub/old/essay/": "301 /sub/articles/essay/", "/_preview/state": "200 "} {
		got := l.get(address)
		if have := got.Status[:3] + " " + got.Header.Get("Location"); have != want {
			t.Errorf("%s: %s", address, have)
		}
	}
	l.settled()
	s := l.listen("/sub/about/")
	l.save("content/about.md", about+"More.\n")
	if e := s.next(); len(e.Changed) != 1 || e.Changed[0] != "/sub/about/" {
		t.Error(e.raw)
	}
}

func TestScriptKnowsTheEditor(t *testing.T) {
	l := serve(t, site())
	if js := l.get("/_preview/preview.js"); !strings.Contains(js.body, `"vscode://file//srv/my%20site/{path}:{line}:{column}"`) || js.Header.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Error("it does not")
	}
	if css := l.get("/_preview/preview.css"); css.StatusCode != 200 || css.Header.Get("Content-Type") != "text/css; charset=utf-8" {
		t.Error(css.Status)
	}
}
