package search

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gloss/internal/content"
)

// maxWord is how many characters of a word count.
const maxWord = 32

// cutter cuts texts into groups: a group is one word or, where hyphens tie
// several (al-Qaeda) or full stops tie letters (U.S.), each of them. It keeps its
// memory from one group to the next.
type cutter struct {
	raw   []byte // of the group at hand: its parts, folded, one behind the other
	ends  []int  // of each part
	piece []byte
}

// cut calls word for each part of a text, and for each joined word, by its stem;
// part tells the parts of a joined word.
func (c *cutter) cut(text []byte, word func(stem []byte, part bool)) {
	c.groups(text, func() {
		start := 0
		for _, end := range c.ends {
			word(stem(limit(c.raw[start:end])), len(c.ends) > 1)
			start = end
		}
		if c.joins() {
			word(stem(limit(c.raw)), false)
		}
	})
}

// joins tells whether the group at hand is one word too. 2001-2021 is not.
func (c *cutter) joins() bool {
	return len(c.ends) > 1 && bytes.ContainsFunc(c.raw, func(r rune) bool { return !unicode.IsDigit(r) })
}

// groups walks a text and calls each with c.raw and c.ends set.
func (c *cutter) groups(text []byte, each func()) {
	flush := func() {
		if len(c.ends) > 0 {
			each()
		}
		c.raw, c.ends = c.raw[:0], c.ends[:0]
	}
	for i := 0; i < len(text); {
		r, size := decode(text[i:])
		switch {
		case !inWord(r):
			i += size
		case content.NoSpaceScript(r):
			end := endOfRun(text, i)
			c.bigrams(text[i:end], flush)
			i = end
		default:
			i = c.chain(text, i)
			flush()
		}
	}
}

// chain reads a word, and those that are tied to it, and gives where they end.
func (c *cutter) chain(text []byte, i int) int {
	end := endOfRun(text, i)
	c.add(text[i:end], false)
	letters := utf8.RuneCount(text[i:end]) // of the part at hand
	for {
		run := text[i:end]
		tie, size := decode(text[end:])
		next := end + size
		if size == 0 || !startsWord(text[next:]) {
			return end
		}
		after := endOfRun(text, next)
		right := text[next:after]
		switch tie {
		case '\'', '’':
			if letters <= 2 { // l'état, O'Brien
				return end
			}
			if string(right) != "s" && string(right) != "S" {
				c.add(right, true)
				letters += utf8.RuneCount(right)
			}
		case ',':
			if !digits(run) || len(run) > 3 || !digits(right) || len(right) != 3 { // 4,000
				return end
			}
			c.add(right, true)
		case '-', '\u2010', '\u2011':
			c.add(right, false)
			letters = utf8.RuneCount(right)
		case '.':
			if !letter(run) || !letter(right) {
				return end
			}
			c.add(right, false)
			letters = 1
		default:
			return end
		}
		i, end = next, after
	}
}

// add folds a run to the group at hand, as a part of its own or behind the last.
func (c *cutter) add(run []byte, same bool) {
	before := len(c.raw)
	c.raw = c.fold(c.raw, run)
	switch {
	case len(c.raw) == before:
	case same && len(c.ends) > 0:
		c.ends[len(c.ends)-1] = len(c.raw)
	default:
		c.ends = append(c.ends, len(c.raw))
	}
}

// bigrams makes a group of each pair of neighbours in a script without spaces,
// and one of a character that stands alone.
func (c *cutter) bigrams(run []byte, flush func()) {
	c.piece = c.fold(c.piece[:0], run)
	if utf8.RuneCount(c.piece) == 1 {
		c.raw, c.ends = append(c.raw, c.piece...), append(c.ends, len(c.piece))
		flush()
		return
	}
	for i := 0; i < len(c.piece); {
		_, one := utf8.DecodeRune(c.piece[i:])
		_, two := utf8.DecodeRune(c.piece[i+one:])
		if two == 0 {
			return
		}
		c.raw, c.ends = append(c.raw, c.piece[i:i+one+two]...), append(c.ends, one+two)
		flush()
		i += one
	}
}

func decode(b []byte) (rune, int) {
	if len(b) > 0 && b[0] < utf8.RuneSelf {
		return rune(b[0]), 1
	}
	return utf8.DecodeRune(b)
}

// wordBytes are the ASCII characters of words.
var wordBytes = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return t
}()

// inWord tells what words are made of: letters, digits, marks, and the characters
// that are invisible within them.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && wordBytes[r]
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad'
}

// startsWord tells whether a word of a script with spaces begins a text.
func startsWord(text []byte) bool {
	r, size := decode(text)
	return size > 0 && inWord(r) && !content.NoSpaceScript(r)
}

// endOfRun is where the characters end that are of words, and of a script with
// spaces or without as the first is.
func endOfRun(text []byte, i int) int {
	first, size := decode(text[i:])
	spaceless := content.NoSpaceScript(first)
	for i += size; i < len(text); i += size {
		if text[i] < utf8.RuneSelf {
			if size = 1; spaceless || !wordBytes[text[i]] {
				break
			}
			continue
		}
		var r rune
		r, size = utf8.DecodeRune(text[i:])
		if !inWord(r) || content.NoSpaceScript(r) != spaceless {
			break
		}
	}
	return i
}

func digits(run []byte) bool {
	return !bytes.ContainsFunc(run, func(r rune) bool { return r < '0' || r > '9' })
}

func letter(run []byte) bool {
	r, size := decode(run)
	return size == len(run) && unicode.IsLetter(r)
}

// fold appends a run as words are compared: without capitals, accents and forms
// of one letter.
func (c *cutter) fold(to, run []byte) []byte {
	for i, b := range run {
		if b >= utf8.RuneSelf {
			return foldWide(to[:len(to)-i], run)
		}
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		to = append(to, b)
	}
	return to
}

func foldWide(to, run []byte) []byte {
	var plain []byte
	for _, r := range string(norm.NFKD.Bytes(run)) {
		switch r = unicode.ToLower(r); {
		case accent(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
		case r >= '٠' && r <= '٩':
			plain = append(plain, byte('0'+r-'٠'))
		case r >= '۰' && r <= '۹':
			plain = append(plain, byte('0'+r-'۰'))
		default:
			if as, ok := alike[r]; ok {
				plain = append(plain, as...)
			} else {
				plain = utf8.AppendRune(plain, r)
			}
		}
	}
	return norm.NFC.Append(to, plain...)
}

// accent tells the marks that readers leave out: accents, and the vowel signs of
// Hebrew and Arabic. Marks of other scripts are part of the word.
func accent(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f, r >= 0x483 && r <= 0x489, r >= 0x610 && r <= 0x61a, r >= 0x64b && r <= 0x65f, r == 0x670, r >= 0x6d6 && r <= 0x6ed:
		return true
	}
	return r >= 0x591 && r <= 0x5c7 && unicode.IsMark(r)
}

// alike are letters that readers write for one another, and that no
// decomposition tells of. Some letters are apostrophes in other places.
var alike = map[rune]string{
	'ß': "ss", 'ς': "σ", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ł': "l", 'ı': "i", 'þ': "th",
	'ي': "ی", 'ى': "ی", 'ك': "ک", 'ة': "ه", 'ـ': "", 'ʻ': "", 'ʼ': "", 'ʽ': "", 'ʾ': "", 'ʿ': "",
}

// limit is as much of a word as counts.
func limit(word []byte) []byte {
	if len(word) <= maxWord {
		return word
	}
	at := 0
	for n := 0; n < maxWord && at < len(word); n++ {
		_, size := utf8.DecodeRune(word[at:])
		at += size
	}
	return word[:at]
}

// stem takes the plural off an English word: attacks, bodies, crashes. What
// it makes of other words it makes of them in queries too.
func stem(word []byte) []byte {
	n := len(word)
	if n < 4 || word[n-1] != 's' {
		return word
	}
	for _, b := range word {
		if b < 'a' || b > 'z' {
			return word
		}
	}
	switch ends := func(with string) bool { return bytes.HasSuffix(word, []byte(with)) }; {
	case n >= 5 && ends("ies"):
		return append(slices.Clone(word[:n-3]), 'y')
	case ends("sses"), ends("shes"), ends("ches"), ends("xes"), ends("zes"):
		return word[:n-2]
	case ends("ss"), ends("us"), ends("is"):
		return word
	}
	return word[:n-1]
}

// common are the words that say how things hang together and not what they are.
// They are looked for in names alone, and a page need not have them.
var common = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range bytes.Fields([]byte(`a about an and are as at be been by can did do does for from had has have he how i if in is it
		its of on or she so than that the their them there they this to was we were what when where which who why will with would you`)) {
		set[string(w)] = true
		set[string(stem(w))] = true
	}
	return set
}()
