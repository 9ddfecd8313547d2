package terms

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gloss/internal/content"
)

// Forms and prose are compared token by token: a word (letters, digits, marks
// and underscores in a row), one character of a script without spaces, one
// symbol with its marks, or a run of spaces. What rule 6 holds equal is one token: hyphens and
// the en dash, apostrophes, spaces of any kind, and words that are canonically
// equivalent.

type tokenKind uint8

const (
	wordToken tokenKind = iota
	runeToken           // of a script without spaces
	symbolToken
	spaceToken
)

// token is a stretch text[start:end]. It is looked up by its key (appendKey): a
// word in NFC with its first letter in lower case, where it is the capital of one.
type token struct {
	start, end int32
	kind       tokenKind
	upper      bool // the first letter is a capital
	wide       bool // some of it is not ASCII
}

// ASCII classes: most text is made of them.
const (
	asciiWord = 1 << iota
	asciiSpace
	asciiUpper
)

var ascii = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		r := rune(c)
		switch {
		case r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			t[c] = asciiWord
		case unicode.IsSpace(r):
			t[c] = asciiSpace
		}
		if unicode.IsUpper(r) {
			t[c] |= asciiUpper
		}
	}
	return t
}()

// isWordRune tells what joins words: rule 5's letters, digits, combining marks
// and underscore, and the characters that are invisible within words.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return ascii[r]&asciiWord != 0
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad'
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// next reads the token at text[i:]; it is never empty.
func next(text []byte, i int) (t token, r rune) {
	t.start = int32(i)
	r, size := rune(text[i]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRune(text[i:])
	}
	j := i + size
	switch {
	case isWordRune(r) && !content.NoSpaceScript(r):
		t.kind = wordToken
		t.upper = unicode.IsUpper(r) || unicode.IsTitle(r)
		j, t.wide = endOfWord(text, j)
		t.wide = t.wide || r >= utf8.RuneSelf
	case unicode.IsSpace(r):
		t.kind = spaceToken
		for j < len(text) {
			r, size := utf8.DecodeRune(text[j:])
			if !unicode.IsSpace(r) {
				break
			}
			j += size
		}
	case isWordRune(r):
		t.kind = runeToken
		j = endOfMarks(text, j)
	default:
		t.kind = symbolToken
		if end := endOfMarks(text, j); end > j {
			j, t.wide = end, true
		}
	}
	t.end = int32(j)
	return t, r
}

// endOfMarks passes the marks of a character that is no part of a word.
func endOfMarks(text []byte, j int) int {
	for j < len(text) && text[j] >= utf8.RuneSelf {
		r, size := utf8.DecodeRune(text[j:])
		if !unicode.IsMark(r) {
			break
		}
		j += size
	}
	return j
}

func endOfWord(text []byte, j int) (end int, wide bool) {
	for j < len(text) {
		c := text[j]
		if c < utf8.RuneSelf {
			if ascii[c]&asciiWord == 0 {
				return j, wide
			}
			j++
			continue
		}
		r, size := utf8.DecodeRune(text[j:])
		if !isWordRune(r) || content.NoSpaceScript(r) {
			return j, wide
		}
		wide = true
		j += size
	}
	return j, wide
}

// appendKey appends what a token is compared by.
func appendKey(key, text []byte, t token, first rune) []byte {
	switch t.kind {
	case spaceToken:
		return append(key, ' ')
	case symbolToken:
		symbol := text[t.start:t.end]
		switch {
		case isHyphen(first) || first == '–':
			key, symbol = append(key, '-'), symbol[utf8.RuneLen(first):]
		case first == '’' || first == '\'':
			key, symbol = append(key, '\''), symbol[utf8.RuneLen(first):]
		case first == '“' || first == '”' || first == '"':
			key, symbol = append(key, '"'), symbol[utf8.RuneLen(first):]
		}
		if t.wide || first >= utf8.RuneSelf {
			return norm.NFC.Append(key, symbol...)
		}
		return append(key, symbol...)
	}
	word := text[t.start:t.end]
	if !t.wide && first < utf8.RuneSelf {
		key = append(key, word...)
		if t.upper {
			key[len(key)-len(word)] += 'a' - 'A'
		}
		return key
	}
	at := len(key)
	key = norm.NFC.Append(key, word...)
	if !t.upper {
		return key
	}
	r, size := utf8.DecodeRune(key[at:])
	small := unicode.ToLower(r)
	if capital(small) != r {
		return key
	}
	rest := append([]byte(nil), key[at+size:]...)
	return append(utf8.AppendRune(key[:at], small), rest...)
}

// capital is the letter that rule 7 lets a small one be. Some capitals are that of
// no small letter: İ is not the capital of i, which is I.
func capital(r rune) rune {
	if c := unicode.ToTitle(r); c != r {
		return c
	}
	return unicode.ToUpper(r)
}
