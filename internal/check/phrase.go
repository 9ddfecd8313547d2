package check

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/terms"
)

// minUndefined is on how many pages a name stands before it wants a term.
const minUndefined = 3

// maxPhrase bounds a phrase, in bytes; a line in capitals is no name.
const maxPhrase = 80

// Undefined is a name that several pages use and no term defines.
type Undefined struct {
	Text        string
	Acronym     bool
	Pages, Uses int
	Places      []diag.Place // the first, one on each page
}

// occurrence is a phrase on a page. Where it begins a sentence its first word may
// have a capital for that alone: then rest is the phrase without it.
type occurrence struct {
	phrase, rest int32 // in the book's names; rest is -1 elsewhere
	page         int32
	at, restAt   diag.Place
}

// phraseBook gathers capitalised phrases and acronyms.
type phraseBook struct {
	names       []string
	acronyms    []bool
	known       []bool // it stands within a sentence somewhere
	ids         map[string]int32
	occurrences []occurrence
	words       []word
}

func newPhraseBook() *phraseBook { return &phraseBook{ids: map[string]int32{}} }

// word is one word of a phrase.
type word struct {
	start, end int32
	capital    bool // otherwise it joins two that are
	acronym    bool
}

// joining are the small words that may stand within a name.
var joining = map[string]bool{"of": true, "the": true, "bin": true, "ibn": true, "ul": true, "al": true, "de": true}

// openers begin sentences and no names.
var openers = wordSet(`A An The This That These Those It Its He She They We You His Her Their Our In On At By For From With As Of To
	When While After Before Since Until If But And Or So Yet Both Most Many Some Such Few All Any Each Every No Not Under Over
	Against Among Between Into During Despite Although Though Because Whether Here There Then Now Later Earlier Still Once Only
	Even Also Other Another What Who Why How Where Which More Less Several About Within Without Like Unlike`)

// calendar words are in capitals and name nothing that a term would define.
var calendar = wordSet(`January February March April May June July August September October November December
	Monday Tuesday Wednesday Thursday Friday Saturday Sunday I`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// read gathers the phrases of one passage. decisions are the names of terms in
// it, in order.
func (b *phraseBook) read(p *passage, decisions []link.Decision, path string, page int32) {
	b.words = b.words[:0]
	end := func() {
		for len(b.words) > 0 && !b.words[len(b.words)-1].capital {
			b.words = b.words[:len(b.words)-1]
		}
		b.phrase(p, decisions, path, page)
		b.words = b.words[:0]
	}
	for i := 0; i < len(p.text); {
		w, next := nextWord(p.text, i)
		i = next
		if w.end == 0 {
			break
		}
		if within(p.stops, w.start) || within(p.linked, w.start) {
			end()
			continue
		}
		if len(b.words) > 0 && !joined(p, b.words[len(b.words)-1].end, w.start) {
			end()
		}
		switch {
		case w.capital:
			b.words = append(b.words, w)
		case len(b.words) > 0 && b.joins(string(p.text[w.start:w.end])):
			b.words = append(b.words, w)
		default:
			end()
		}
	}
	end()
}

// joins tells whether a small word may stand within the name at hand. "the" does so
// behind another small word alone: "House of the Lords", but not "In Kabul the Taliban".
func (b *phraseBook) joins(w string) bool {
	return joining[w] && (w != "the" || !b.words[len(b.words)-1].capital)
}

// joined tells whether nothing but spaces stands between two words.
func joined(p *passage, from, to int32) bool {
	if len(bytes.TrimSpace(p.text[from:to])) > 0 {
		return false
	}
	i, _ := slices.BinarySearchFunc(p.stops, from, func(g terms.Gap, at int32) int { return cmp.Compare(g.End, at) })
	return i == len(p.stops) || p.stops[i].Start > to
}

// phrase notes the phrase at hand, if it may be a name that no term defines.
func (b *phraseBook) phrase(p *passage, decisions []link.Decision, path string, page int32) {
	ws := b.words
	if len(ws) == 0 || ws[len(ws)-1].end-ws[0].start > maxPhrase {
		return
	}
	opens := opensSentence(p.text, ws[0].start)
	for opens && len(ws) > 0 && (openers[string(p.text[ws[0].start:ws[0].end])] || !ws[0].capital) {
		ws = ws[1:]
		opens = len(ws) > 0 && !ws[0].capital
	}
	if len(ws) == 0 {
		return
	}
	left, leftBehind := uncovered(ws, decisions), uncovered(ws[1:], decisions)
	alone := len(ws) == 1
	switch {
	case left == 0, alone && opens && !ws[0].acronym, opens && !alone && leftBehind == 0 && !ws[0].acronym:
		return
	case alone && tooShort(p.text[ws[0].start:ws[0].end]):
		return
	}
	o := occurrence{phrase: b.id(p, ws), rest: -1, page: page, at: content.Place(path, p.span(ws[0].start, ws[len(ws)-1].end))}
	if rest := ws[1:]; opens && !alone && !ws[0].acronym {
		for !rest[0].capital {
			rest = rest[1:]
		}
		o.rest, o.restAt = b.id(p, rest), content.Place(path, p.span(rest[0].start, rest[len(rest)-1].end))
	} else {
		b.known[o.phrase] = true
	}
	b.occurrences = append(b.occurrences, o)
}

// uncovered counts the capitalised words that stand in no name of a term.
func uncovered(ws []word, decisions []link.Decision) int {
	n := 0
	for _, w := range ws {
		i, _ := slices.BinarySearchFunc(decisions, w.start, func(d link.Decision, at int32) int { return cmp.Compare(d.End, at+1) })
		if w.capital && (i == len(decisions) || decisions[i].Start >= w.end) {
			n++
		}
	}
	return n
}

// tooShort tells whether a single word is an initial or a Roman number.
func tooShort(text []byte) bool {
	return utf8.RuneCount(text) < 2 || len(bytes.Trim(text, "IVX")) == 0
}

func (b *phraseBook) id(p *passage, ws []word) int32 {
	var name []byte
	for i, w := range ws {
		if i > 0 {
			name = append(name, ' ')
		}
		name = append(name, p.text[w.start:w.end]...)
	}
	acronym := len(ws) == 1 && ws[0].acronym
	if acronym { // NGOs are NGO
		name = bytes.TrimSuffix(name, []byte("s"))
	}
	key := sameMarks.Replace(string(name))
	id, ok := b.ids[key]
	if !ok {
		id = int32(len(b.names))
		b.ids[key] = id
		b.names, b.acronyms, b.known = append(b.names, key), append(b.acronyms, acronym), append(b.known, false)
	}
	return id
}

var sameMarks = strings.NewReplacer("‐", "-", "‑", "-", "’", "'")

// undefined counts what was gathered, now that it is known which phrases stand
// within sentences too.
func (b *phraseBook) undefined(n *link.Names) []Undefined {
	counts := make([]tally, len(b.names))
	for _, o := range b.occurrences {
		id, at := o.phrase, o.at
		if o.rest >= 0 && !b.known[id] && b.known[o.rest] {
			id, at = o.rest, o.restAt
		}
		counts[id].add(o.page, func() diag.Place { return at })
	}
	never := silent(n)
	var all []Undefined
	for id, t := range counts {
		if t.pages >= minUndefined && n.TermNamed(b.names[id]) == nil && !never[terms.Key(b.names[id])] {
			all = append(all, Undefined{b.names[id], b.acronyms[id], t.pages, t.uses, t.places})
		}
	}
	slices.SortFunc(all, func(x, y Undefined) int {
		return cmp.Or(cmp.Compare(y.Pages, x.Pages), cmp.Compare(y.Uses, x.Uses), strings.Compare(x.Text, y.Text))
	})
	return all
}

// silent is the names of terms that link nowhere, by terms.Key.
func silent(n *link.Names) map[string]bool {
	all := map[string]bool{}
	for _, p := range n.Terms {
		if p.Doc.Link == content.LinkNever {
			all[terms.Key(p.Title())] = true
		}
		for _, a := range p.Doc.Aliases {
			if a.Link == content.LinkNever {
				all[terms.Key(a.Value)] = true
			}
		}
	}
	return all
}

// nextWord reads the next word of a text from i on: letters and digits with
// hyphens and apostrophes between them, and the dots of U.S. A possessive ending
// is none of it.
func nextWord(text []byte, i int) (w word, next int) {
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if isLetter(r) {
			break
		}
		i += size
	}
	if i == len(text) {
		return word{}, i
	}
	j, dotted := i, false
	for j < len(text) {
		r, size := utf8.DecodeRune(text[j:])
		switch after := text[j+size:]; {
		case isLetter(r):
		case r == '-' || r == '‐' || r == '‑':
			if !letterAt(after) {
				return wordOf(text, i, j), j + size
			}
		case r == '\'' || r == '’':
			if !letterAt(after) || after[0] == 's' && !letterAt(after[1:]) {
				return wordOf(text, i, j), j + size
			}
		case r == '.' && singleCapital(text[i:j]) && (dotted || letterAt(after)):
			dotted = true
		default:
			return wordOf(text, i, j), j
		}
		j += size
	}
	return wordOf(text, i, j), j
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func letterAt(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return len(text) > 0 && isLetter(r)
}

// singleCapital tells whether a word ends in one capital that stands alone or
// behind a dot.
func singleCapital(word []byte) bool {
	r, size := utf8.DecodeLastRune(word)
	return unicode.IsUpper(r) && (len(word) == size || word[len(word)-size-1] == '.')
}

func wordOf(text []byte, from, to int) word {
	s := text[from:to]
	w := word{start: int32(from), end: int32(to)}
	small, large := 0, 0
	for i, r := range string(s) {
		switch {
		case unicode.IsUpper(r):
			large++
		case unicode.IsLetter(r) && !(r == 's' && i == len(s)-1):
			small++
		}
	}
	first, _ := utf8.DecodeRune(s)
	w.acronym = large >= 2 && small == 0
	w.capital = (unicode.IsUpper(first) || article(s)) && !calendar[string(s)]
	return w
}

// article tells whether a name begins with a small Arabic article: al-Shabaab.
func article(s []byte) bool {
	if len(s) < 4 || s[2] != '-' || !unicode.IsLower(rune(s[0])) || !unicode.IsLower(rune(s[1])) {
		return false
	}
	r, _ := utf8.DecodeRune(s[3:])
	return unicode.IsUpper(r) && bytes.IndexByte([]byte("aeu"), s[0]) >= 0
}
