package draw

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
	}{
		{"", 0},
		{"i", 6},        // 5.76
		{"183", 30},     // 3 × 9.92
		{"mm", 32},      // 31.36
		{"A b", 28},     // 11.52 + 5.76 + 9.92 = 27.2
		{"e\u0301", 10}, // an accent adds nothing
		{"طا", 23},      // 22.4
		{"中", 16},
	} {
		if got := Width(c.in); got != c.want {
			t.Errorf("%q is %d px wide, want %d", c.in, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in           string
		width, lines int
		want         string
	}{
		{"Taliban", 150, 2, "Taliban"},
		{"", 150, 2, ""},
		{"Islamic Movement of Uzbekistan", 160, 2, "Islamic Movement|of Uzbekistan"},
		{"one two three four", 40, 2, "one|tw…"},
		{"abcdefghij", 40, 3, "abcd|efgh|ij"}, // four letters are 39.68 px, f is thin, and so is i
		{"abcdefghij", 40, 1, "ab…"},
		{"é", 1, 1, "é"}, // narrower than a letter, and still there
	} {
		if got := strings.Join(Wrap(c.in, c.width, c.lines), "|"); got != c.want {
			t.Errorf("%q in %d px: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// FuzzWrap: lines keep to their number and width, and lose nothing but at the end.
func FuzzWrap(f *testing.F) {
	f.Add("Islamic Movement of Uzbekistan", 150, 2)
	f.Add("中中中 \xff\xfe", 20, 3)
	f.Fuzz(func(t *testing.T, words string, width, lines int) {
		width, lines = min(max(width, 30), 500), min(max(lines, 1), 9)
		got := Wrap(words, width, lines)
		if len(got) > lines {
			t.Fatalf("%q: %d lines", words, len(got))
		}
		for _, line := range got {
			if Width(line) > width || utf8.ValidString(words) && !utf8.ValidString(line) {
				t.Fatalf("%q: the line %q is %d px wide", words, line, Width(line))
			}
		}
		plain := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if all := plain(strings.Join(got, "")); !strings.HasPrefix(plain(strings.ToValidUTF8(words, "\ufffd")), strings.TrimSuffix(all, "…")) {
			t.Fatalf("%q became %q", words, all)
		}
	})
}
