package terms

import (
	"slices"
	"strings"
	"testing"
	"time"
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

// Marks without partners cost no more than words do.
func TestQuotationsAreLinear(t *testing.T) {
	for name, text := range map[string]string{
		"opened, never closed":      strings.Repeat("“ a b c d « ", 60_000) + strings.Repeat("\" » ", 2),
		"two kinds, crosswise":      strings.Repeat("“ ", 60_000) + strings.Repeat("» ", 60_000),
		"nested, without words":     strings.Repeat("“", 60_000) + strings.Repeat("”", 60_000),
		"nested, words within":      strings.Repeat("“", 60_000) + "a b c d e" + strings.Repeat("”", 60_000),
		"nested, one word, crossed": strings.Repeat("“«", 60_000) + "a" + strings.Repeat("”", 60_000),
	} {
		start := time.Now()
		Quotations(nil, []byte(text))
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
