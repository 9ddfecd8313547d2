package terms

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// slowQuotations is rule 2 word for word: a closing mark ends the latest
// quotation that it can close, and one of four words or more is a gap, which
// takes in those within it.
func slowQuotations(text string) []Gap {
	type opened struct {
		closer rune
		at     int
	}
	var stack []opened
	var gaps []Gap
	for i, r := range text {
		closed := false
		for j := len(stack) - 1; j >= 0 && !closed; j-- {
			if stack[j].closer != r {
				continue
			}
			n := 0
			for _, piece := range strings.Fields(text[stack[j].at:i]) {
				if strings.IndexFunc(piece, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
					n++
				}
			}
			if n >= 4 {
				gap := Gap{int32(stack[j].at), int32(i)}
				gaps = append(slices.DeleteFunc(gaps, func(g Gap) bool { return g.Start >= gap.Start }), gap)
			}
			stack, closed = stack[:j], true
		}
		if closer := map[rune]rune{'“': '”', '«': '»', '"': '"'}[r]; closer != 0 && !closed {
			stack = append(stack, opened{closer, i + len(string(r))})
		}
	}
	return gaps
}

func TestQuotationsAreThoseOfTheRule(t *testing.T) {
	pieces := []string{"“", "”", "«", "»", `"`, "a", "b ", "é", " ", "\u00a0", "1", ".", " of ", "的", "_", "\u0301", " x y"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
		if got, want := Quotations(nil, []byte(text)), slowQuotations(text); !slices.Equal(got, want) {
			t.Fatalf("%q\ngot  %v\nwant %v", text, got, want)
		}
	})
}

// unpaired has texts whose marks have no partners, or n of them in a row.
func unpaired(n int) map[string]string {
	return map[string]string{
		"opened, never closed":      strings.Repeat("“ a b c d « ", n) + "\" » \" » ",
		"two kinds, crosswise":      strings.Repeat("“ ", n) + strings.Repeat("» ", n),
		"nested, without words":     strings.Repeat("“", n) + strings.Repeat("”", n),
		"nested, words within":      strings.Repeat("“", n) + "a b c d e" + strings.Repeat("”", n),
		"nested, one word, crossed": strings.Repeat("“«", n) + "a" + strings.Repeat("”", n),
	}
}

func TestQuotationsUnpaired(t *testing.T) {
	const n = 1_000
	// “ a b c d « takes 15 bytes. The first » closes the last «, without a word
	// between; the second one closes that before, with four.
	want := map[string][]Gap{
		"opened, never closed": {{15*(n-1) - 1, 15*n + int32(len("\" » \" "))}},
		"nested, words within": {{3, 3*n + 9 + 3*(n-1)}},
	}
	for name, text := range unpaired(n) {
		if got := Quotations(nil, []byte(text)); !slices.Equal(got, want[name]) {
			t.Errorf("%s: got %v, want %v", name, got, want[name])
		}
	}
}

// BenchmarkGrowthQuotations: marks without partners cost no more than words do.
// Growth is 1 where four times the text takes four times as long, and 4 where
// that is squared.
func BenchmarkGrowthQuotations(b *testing.B) {
	const n = 15_000
	large := unpaired(4 * n)
	all := unpaired(n)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		var before float64
		for _, c := range []struct {
			n    int
			text string
		}{{n, all[name]}, {4 * n, large[name]}} {
			b.Run(fmt.Sprintf("%s/n=%d", name, c.n), func(b *testing.B) {
				text := []byte(c.text)
				for b.Loop() {
					Quotations(nil, text)
				}
				took := float64(b.Elapsed()) / float64(b.N)
				if before > 0 {
					b.ReportMetric(took/before/4, "growth")
				}
				before = took
			})
		}
	}
}
