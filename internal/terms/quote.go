package terms

import (
	"unicode"
	"unicode/utf8"
)

// minQuoted is the number of words from which on a quotation is somebody else's
// prose (rule 2).
const minQuoted = 4

// closers pairs the marks of inline quotations.
var closers = map[rune]rune{'“': '”', '«': '»', '"': '"'}

// Quotations appends the inline quotations of a block that no form may stand
// in: those of four words or more, closed in the block. A closing mark ends the
// latest quotation that it can close.
func Quotations(dst []Gap, text []byte) []Gap {
	type opened struct {
		closer rune
		at     int32
	}
	var stack []opened
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		} else if r != '"' {
			i++
			continue
		}
		closed := false
		for j := len(stack) - 1; j >= 0 && !closed; j-- {
			if stack[j].closer == r {
				if words(text[stack[j].at:i]) >= minQuoted {
					dst = appendQuote(dst, Gap{stack[j].at, int32(i)})
				}
				stack, closed = stack[:j], true
			}
		}
		if closer, ok := closers[r]; ok && !closed {
			stack = append(stack, opened{closer, int32(i + size)})
		}
		i += size
	}
	return dst
}

// appendQuote keeps the gaps in order and drops those within the new one.
func appendQuote(dst []Gap, g Gap) []Gap {
	for len(dst) > 0 && dst[len(dst)-1].Start >= g.Start {
		dst = dst[:len(dst)-1]
	}
	return append(dst, g)
}

// words counts the pieces between spaces that hold a letter or a digit.
func words(text []byte) int {
	n, counted := 0, false
	for _, r := range string(text) {
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			counted = true
		}
	}
	return n
}
