package build_test

import (
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// TestStaticNames: whatever a file of static/ is called, publish can write it, or
// there is an error at the file.
func TestStaticNames(t *testing.T) {
	page := sitetest.Files{"content/articles/a.md": "---\ntitle: A\nredirect-from: [/old.txt]\n---\n"}
	long := strings.Repeat("a", 246)
	for _, c := range []struct {
		paths []string
		want  string // path of the error, and of what it is told with
	}{
		{[]string{"robots.txt", "img/a.png", "img/b.png", ".well-known/x", long + ".txt"}, ""},
		{[]string{"Foo.txt", "foo.txt"}, "static/foo.txt also static/Foo.txt"},
		{[]string{"Foo/a.txt", "foo/b.txt"}, ""},
		{[]string{"Foo/a.txt", "foo/A.txt"}, "static/foo/A.txt also static/Foo/a.txt"},
		{[]string{"A/b", "a"}, "static/a also static/A/b"},
		{[]string{"A", "a/b"}, "static/a/b also static/A"},
		{[]string{"k.txt", "\u212a.txt"}, "static/\u212a.txt also static/k.txt"},
		{[]string{"Favicon.svg"}, "static/Favicon.svg also static/favicon.svg"},
		{[]string{"Style.css"}, ""},
		{[]string{".gloss-x"}, "static/.gloss-x"},
		{[]string{".Gloss-manifest.json"}, "static/.Gloss-manifest.json"},
		{[]string{".GIT/config"}, "static/.GIT/config"},
		{[]string{"articles/a/index.html"}, "static/articles/a/index.html"},
		{[]string{"ARTICLES/index.html"}, "static/ARTICLES/index.html"},
		{[]string{"Articles"}, "static/Articles"},
		{[]string{"404.html/x"}, "static/404.html/x"},
		{[]string{"OLD.TXT"}, "static/OLD.TXT"},
		{[]string{`a\b.txt`}, `static/a\b.txt`},
		{[]string{"a\nb.txt"}, "static/a\nb.txt"},
		{[]string{"a\xffb.txt"}, "static/a\xffb.txt"},
		{[]string{long + ".css"}, "static/" + long + ".css"},
	} {
		files := page
		for _, p := range c.paths {
			files = files.With("static/"+p, "a{color:red}")
		}
		var got []string
		for _, d := range sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-11-15"), build.Options{}).Diags {
			told := d.Path
			for _, r := range d.Related {
				told += " " + r.Message + " " + r.Path
			}
			if got = append(got, told); d.Code.ID != "T102" || len(d.Fixes) == 0 {
				t.Errorf("%q: %v", c.paths, d)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%q: got %q, want %q", c.paths, got, c.want)
		}
	}
}
