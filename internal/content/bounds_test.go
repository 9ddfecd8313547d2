package content

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/diag"
	"gloss/internal/source"
)

func TestControlCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"---\ntitle: \"a\\0b\"\n---\n":               "2:9-2:14 S107 an escape in this value makes the control character U+0000 | take the escape out, or put the value in single quotes if its backslash is meant\n",
		"---\ntitle: 'a\\0b'\n---\n":                 "",
		"---\ntitle: a\x01b\n---\n":                  "2:9-2:10 S107 the control character U+0001 stands here | delete it\n",
		"---\ntitle: a\n---\nx\x01\n":                "", // what stands below is markdown's to look through
		"---\ntitle: a\nsummary: a\u0085\x7f\n---\n": "3:11-3:12 S107 the control character U+0085 stands here | delete it\n3:12-3:13 S107 the control character U+007F stands here | delete it\n",
	} {
		_, got := head(Article, text)
		if got != want {
			t.Errorf("%q: got %swant %s", text, got, want)
		}
	}
	for _, field := range []string{`authors: ["\x01"]`, `topics: ["\uFFFE"]`, `summary: "\b"`, `redirect-from: ["/\x7f/"]`, `changes: [{date: 2026-11-02, text: "\e"}]`} {
		if _, got := head(Article, "---\ntitle: A\n"+field+"\n---\n"); strings.Count(got, " S107 ") != 1 || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %s", field, got)
		}
	}
	for _, field := range []string{`title: "\x01"`, `topics: {a: {title: "\x01"}}`, `house-style: [{write: a, not: ["\x01"]}]`, `navigation: [{title: "\x01", url: /}]`} {
		if _, ds := ReadSite(source.NewFile(SitePath, []byte(field+"\n"))); len(ds) != 1 || ds[0].Code.ID != "S107" {
			t.Errorf("%s: %v", field, ds)
		}
	}
	var got strings.Builder
	for _, d := range Controls("x.md", []byte("\x01é\t\n\x0b\ufffe日\u009f"), 2, 14) {
		fmt.Fprintf(&got, "%d-%d %s;", d.Start, d.End, d.Message)
	}
	if got.String() != "5-6 the control character U+000B stands here;6-9 the control character U+FFFE stands here;12-14 the control character U+009F stands here;" {
		t.Errorf("got %s", got.String())
	}
}

func TestWholeNumbers(t *testing.T) {
	for value, ok := range map[string]bool{"0": true, "4": true, "999999": true, "1_000": false, "1e3": false, "0x4": false, "04": false, "-1": false, "+4": false, "1000000": false, "~": false, "[4]": false} {
		_, ds := ReadSite(source.NewFile(SitePath, []byte("linking: {cap: "+value+"}\n")))
		if (len(ds) == 0) != ok {
			t.Errorf("%s: %v", value, ds)
		}
	}
}

// TestTopicsWithoutWords: a fix is never empty.
func TestTopicsWithoutWords(t *testing.T) {
	_, ds := ReadSite(source.NewFile(SitePath, []byte("topics: {\"\": {}, ?!: {}}\n")))
	if len(ds) != 2 || len(ds[0].Fixes) != 1 || len(ds[1].Fixes) != 1 {
		t.Errorf("%v", ds)
	}
}

func TestLengths(t *testing.T) {
	name := func(n int) string { return strings.Repeat("é", n) }
	for _, c := range []struct{ text, want string }{
		{"title: " + name(300), ""},
		{"title: " + name(301), "2:8-2:309 F109 this has 301 characters; at most 300 fit here | shorten it\n"},
		{"title: A\nauthors: [" + name(300) + ", " + name(301) + "]", "3:313-3:614 F109 this has 301 characters; at most 300 fit here | shorten it\n"},
		{"title: A\nsummary: " + name(2000), ""},
		{"title: A\nsummary: " + name(2001), "3:10-3:2011 F109 this has 2001 characters; at most 2000 fit here | shorten it\n"},
	} {
		if _, got := head(Article, "---\n"+c.text+"\n---\n"); got != c.want {
			t.Errorf("%.20s: got %swant %s", c.text, got, c.want)
		}
	}
	if _, got := head(Article, "---\ntitle: A\n"+name(9000)+": x\n---\n"); len(got) > 2000 {
		t.Errorf("the message has %d bytes", len(got))
	}
	if got := Slugify(strings.Repeat("ß", 300)); len(got) != 100 {
		t.Errorf("a slug of %d characters", len(got))
	}
}

// TestEveryOneLineFieldIsBounded: no field takes a line of any length.
func TestEveryOneLineFieldIsBounded(t *testing.T) {
	long := strings.Repeat("x", 2001)
	for _, f := range Fields {
		_, told := head(Term, fmt.Sprintf("---\ntitle: A\ncategory: group\ndefinition: B\n%s: %s\n---\n", f.Name, long))
		_, listed := head(Term, fmt.Sprintf("---\ntitle: A\ncategory: group\ndefinition: B\n%s: [%s]\n---\n", f.Name, long))
		if told == "" || listed == "" {
			t.Errorf("%s takes 2,001 characters", f.Name)
		}
	}
	for _, f := range SiteFields {
		_, ds := ReadSite(source.NewFile(SitePath, []byte(f.Name+": "+long+"\n")))
		if len(ds) == 0 {
			t.Errorf("%s takes 2,001 characters", f.Name)
		}
		for _, d := range ds {
			if d.Severity != diag.Error || len(d.Fixes) == 0 {
				t.Errorf("%s: %v", f.Name, d)
			}
		}
	}
}
