package terms

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// minQuoted is the number of words from which on a quotation is somebody else's
// prose (rule 2).
const minQuoted = 4

// closers pairs the marks of inline quotations.
var closers = map[rune]rune{'“': '”', '«': '»', '"': '"'}

// opened is a quotation that is not closed yet, with what was counted up to it.
type opened struct {
	at     int32
	closer rune
	below  int // the place in the stack of the one before with this closer, -1 for none
	count  wordCount
}

// Quotations appends the inline quotations of a block that no form may stand
// in: those of four words or more, closed in the block. A closing mark ends the
// latest quotation that it can close.
func Quotations(dst []Gap, text []byte) []Gap { return QuotationsOf(dst, text, minQuoted) }

// QuotationsOf appends the inline quotations of at least so many words.
func QuotationsOf(dst []Gap, text []byte, least int) []Gap {
	if bytes.IndexByte(text, '"') < 0 && !bytes.Contains(text, []byte("“")) && !bytes.Contains(text, []byte("«")) {
		return dst
	}
	var stack []opened
	var words wordCounter
	latest := map[rune]int{'”': -1, '»': -1, '"': -1} // by closer: its place in the stack
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		words.add(r)
		if r < utf8.RuneSelf && r != '"' {
			i++
			continue
		}
		if j, closes := latest[r]; closes && j >= 0 {
			if words.since(stack[j].count) >= least {
				dst = appendQuote(dst, Gap{stack[j].at, int32(i)})
			}
			for k := len(stack) - 1; k >= j; k-- {
				latest[stack[k].closer] = stack[k].below
			}
			stack = stack[:j]
		} else if closer, opens := closers[r]; opens {
			stack = append(stack, opened{int32(i + size), closer, latest[closer], words.wordCount})
			latest[closer] = len(stack) - 1
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

// wordCount is what stands before a place in a text: words, which are the pieces
// between spaces that hold a letter or a digit, and these letters and digits.
type wordCount struct {
	words, letters int
	piece          int  // how many pieces are complete
	counted        bool // the piece at hand is among the words
}

// wordCounter counts on, and remembers the letters before the end of each piece.
type wordCounter struct {
	wordCount
	ends []int
}

func (c *wordCounter) add(r rune) {
	var space, letter bool
	if r < utf8.RuneSelf {
		space, letter = ascii[r]&asciiSpace != 0, ascii[r]&asciiWord != 0 && r != '_'
	} else {
		space, letter = unicode.IsSpace(r), unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	switch {
	case space:
		c.ends = append(c.ends, c.letters)
		c.piece, c.counted = c.piece+1, false
	case letter:
		c.letters++
		if !c.counted {
			c.words++
			c.counted = true
		}
	}
}

// since counts the words from a place on: where that lies within a word, what is
// left of it is one too if it holds a letter or a digit.
func (c *wordCounter) since(before wordCount) int {
	n := c.words - before.words
	end := c.letters
	if before.piece < c.piece {
		end = c.ends[before.piece]
	}
	if before.counted && end > before.letters {
		n++
	}
	return n
}
