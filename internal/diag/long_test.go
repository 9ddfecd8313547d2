package diag

import (
	"strings"
	"testing"
	"time"
)

// TestOneLongLine: what a problem costs does not grow with the line it is in.
func TestOneLongLine(t *testing.T) {
	const n = 40_000
	text := strings.Repeat("é\u200b", n)
	p := printer(map[string]string{"f.md": text})
	start := time.Now()
	for i := range n {
		at := i*5 + 2
		got := p.Text(New(testCode, Place{"f.md", Span{at, at + 3}}, "m"))
		if i == 30_000 && !strings.HasPrefix(got, "f.md:1:60002: error[Z901]: m\n  1 | é\u200bé") {
			t.Errorf("%q", got)
		}
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("%d problems of one line took %v", n, took)
	}
}

func TestPathsOnATerminal(t *testing.T) {
	for path, want := range map[string]string{
		"content/é 日.md":  "content/é 日.md:1:1: error[Z901]: m\n",
		"a\nb\x1b[31m\tc": `a\nb\x1b[31m\tc:1:1: error[Z901]: m` + "\n",
		"a\u202eb\xffc":   `a\u202eb\xffc:1:1: error[Z901]: m` + "\n",
	} {
		if got := printer(nil).Text(New(testCode, Place{Path: path}, "m")); got != want {
			t.Errorf("%q: got %q", path, got)
		}
		d := New(testCode, Place{Path: "f.md"}, "m").WithRelated(Place{Path: path}, "also in")
		got := printer(map[string]string{"f.md": "x"}).Text(d)
		if want := " also in " + strings.TrimSuffix(want, ":1:1: error[Z901]: m\n") + "\n"; !strings.HasSuffix(got, want) {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
	if got := printer(nil).Text(New(testCode, Place{Path: "f.md"}, "one\ntwo")); got != "f.md:1:1: error[Z901]: one two\n" {
		t.Errorf("a headline of two lines: %q", got)
	}
}
