package check

import (
	"bytes"
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gloss/internal/terms"
)

// figure is a number in digits.
type figure struct {
	start, end int32
	counts     bool // it has two digits or more, or is a percentage or a date
	dates      bool // it is a year or a day
}

// figuresIn finds the numbers of a text outside of some stretches. It reads the
// text once: package content's Figures, which knows what numbers mean, is too
// slow for every word of a site.
func figuresIn(text []byte, stops []terms.Gap) iter.Seq[figure] {
	return func(yield func(figure) bool) {
		for i := 0; i < len(text); {
			if !isDigit(text[i]) {
				i++
				continue
			}
			f, next := figureAt(text, i)
			if f.counts && !within(stops, f.start) && !yield(f) {
				return
			}
			i = next
		}
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// figureAt reads the number whose first digit stands at i.
func figureAt(text []byte, i int) (f figure, next int) {
	digits, j := 0, i
	for j < len(text) && (isDigit(text[j]) || bytes.IndexByte([]byte(",./"), text[j]) >= 0 && j+1 < len(text) && isDigit(text[j+1])) {
		if isDigit(text[j]) {
			digits++
		}
		j++
	}
	f = figure{start: int32(i), end: int32(j)}
	word, slash := j, bytes.IndexByte(text[i:j], '/')
	for word < len(text) {
		r, size := utf8.DecodeRune(text[word:])
		if !unicode.IsLetter(r) {
			break
		}
		word += size
	}
	year := isYear(text[i:min(j, i+4)]) && (j == i+4 || slash == 4) && (word == j || string(text[j:word]) == "s")
	named := ofName(text[:i])
	switch {
	case year:
		f.counts, f.dates = true, true
	case named || slash >= 0: // AK-47, 9/11
	case besideMonth(text, i, j):
		f.counts, f.dates = true, true
	default:
		f.counts = digits > 1 || isPercent(text[j:])
	}
	return f, word
}

// isYear tells whether four digits are a year that a text may speak of.
func isYear(b []byte) bool { return len(b) == 4 && (b[0] == '1' || b[0] == '2' && b[1] <= '1') }

// ofName tells whether a digit belongs to a name: IS-K2, AK-47.
func ofName(before []byte) bool {
	r, size := utf8.DecodeLastRune(before)
	if r == '-' || r == '‑' {
		r, _ = utf8.DecodeLastRune(before[:len(before)-size])
	}
	return unicode.IsLetter(r) || r == '_'
}

func isPercent(after []byte) bool {
	after = bytes.TrimLeft(after, " \u00a0\u202f")
	return bytes.HasPrefix(after, []byte("%")) || bytes.HasPrefix(after, []byte("per cent")) || bytes.HasPrefix(after, []byte("percent"))
}

// besideMonth tells whether the name of a month stands right before or behind:
// 5 May, May 5.
func besideMonth(text []byte, start, end int) bool {
	return isMonth(string(wordBehind(text[end:]))) || isMonth(string(wordBefore(text[:start])))
}

// maxMonth is longer than any month with the spaces beside it.
const maxMonth = 16

func wordBehind(text []byte) []byte {
	text = bytes.TrimLeft(text[:min(len(text), maxMonth)], " \u00a0\u202f\n")
	end := bytes.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		return text
	}
	return text[:end]
}

func wordBefore(text []byte) []byte {
	text = bytes.TrimRight(text[max(0, len(text)-maxMonth):], " \u00a0\u202f\n")
	return text[bytes.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
}

var months = func() map[string]bool {
	all := map[string]bool{}
	for m := time.January; m <= time.December; m++ {
		all[m.String()] = true
		all[strings.ToUpper(m.String()[:1])+m.String()[1:3]] = true
	}
	all["Sept"] = true
	return all
}()

func isMonth(word string) bool { return months[word] }
