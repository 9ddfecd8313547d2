package diag

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// longLine prints the n problems of one line, each of them of one character.
func longLine(n int) (last string) {
	p := printer(map[string]string{"f.md": strings.Repeat("é\u200b", n)})
	for i := range n {
		at := i*5 + 2
		last = p.Text(New(testCode, Place{"f.md", Span{at, at + 3}}, "m"))
	}
	return last
}

// TestOneLongLine: what a problem costs does not grow with the line it is in. It
// takes as many bytes, and there is a mark to count from shortly before it.
func TestOneLongLine(t *testing.T) {
	const n = 1_000
	allocated := func(n int) float64 {
		// Of the line, 79 characters before the place are shown: é has a cell, the
		// space behind it has none.
		want := fmt.Sprintf("f.md:1:%d: error[Z901]: m\n  1 | é%s\u200b\n    | %s^\n", 2*n, strings.Repeat("\u200bé", 39), strings.Repeat(" ", 40))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := longLine(n)
		runtime.ReadMemStats(&after)
		if got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	if a, b := allocated(n), allocated(4*n); b > 5*a {
		t.Errorf("%.0f bytes become %.0f, %.1f times as much", a, b, b/a)
	}
	text := []byte(strings.Repeat("é\u200b", n))
	m := NewMapper(text)
	for i, mark := range append(m.marks, mark{at: len(text)})[1:] {
		if from := m.marks[i].at; mark.at-from > markEvery+utf8.UTFMax {
			t.Errorf("no mark between %d and %d", from, mark.at)
		}
	}
}

// BenchmarkGrowthOneLongLine: growth is 1 where four times the problems of one
// line take four times as long, and 4 where that is squared.
func BenchmarkGrowthOneLongLine(b *testing.B) {
	const small = 5_000
	var before float64
	for _, n := range []int{small, 4 * small} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				longLine(n)
			}
			took := float64(b.Elapsed()) / float64(b.N)
			if before > 0 {
				b.ReportMetric(took/before/4, "growth")
			}
			before = took
		})
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
