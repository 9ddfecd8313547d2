package draw

import (
	"strings"
	"unicode/utf8"
)

// FontSize is the size of a picture's words, in px.
const FontSize = 16

// LineHeight is how far its lines stand apart, in px.
const LineHeight = 20

// Width estimates how wide words are at most, in px, in the system's face at
// FontSize. Letters are sorted by their widths in the widest of the faces that
// systems bring (Verdana's kin); those of other scripts count as full squares.
func Width(words string) int {
	total := 0
	for _, r := range words {
		total += advance(r)
	}
	return (total*FontSize + 99) / 100
}

// advance is the width of a letter in hundredths of the font's size.
func advance(r rune) int {
	switch {
	case strings.ContainsRune("ijlI'’.,:;|! \u00a0", r):
		return 36
	case strings.ContainsRune("frt()[]-‐/“”\"", r):
		return 46
	case strings.ContainsRune("mwMW–—…%@", r):
		return 98
	case r >= 'A' && r <= 'Z':
		return 72
	case r < 0x300:
		return 62
	case r >= 0x300 && r < 0x370 || r == 0x200b || r == 0x200c || r == 0x200d:
		return 0
	case r < 0x1100:
		return 70
	}
	return 100
}

// Wrap breaks words into lines of at most width px, at most lines of them, never at
// a no-break space. A word
// that fits in no line is cut, and what remains after the last line is marked by
// an ellipsis.
func Wrap(words string, width, lines int) []string {
	var out []string
	line := ""
	for _, word := range strings.FieldsFunc(strings.ToValidUTF8(words, "\ufffd"), func(r rune) bool { return r == ' ' }) {
		joined := strings.TrimSpace(line + " " + word)
		if Width(joined) <= width {
			line = joined
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		for Width(word) > width {
			head := fitting(word, width)
			out, word = append(out, head), word[len(head):]
		}
		line = word
	}
	if line != "" {
		out = append(out, line)
	}
	if len(out) > lines {
		last := out[lines-1]
		for last != "" && Width(last+"…") > width {
			_, size := utf8.DecodeLastRuneInString(last)
			last = last[:len(last)-size]
		}
		out = append(out[:lines-1:lines-1], strings.TrimRight(last, " ")+"…")
	}
	return out
}

// fitting is the longest beginning of a word, of whole letters and at least one,
// that is at most width px wide.
func fitting(word string, width int) string {
	end := 0
	for i, r := range word {
		if i > 0 && Width(word[:i+utf8.RuneLen(r)]) > width {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return word[:end]
}
