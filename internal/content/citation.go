package content

import (
	"regexp"
	"strings"
	"unicode"

	"gloss/internal/diag"
)

// Citation is one place that cites, in Pandoc's terms: [see @a, p. 3; @b], or
// @a [p. 3] in the sentence itself.
type Citation struct {
	Items     []CiteItem
	Narrative bool // the first item's author is a word of the sentence
}

// CiteItem is one source of a citation.
type CiteItem struct {
	Key      string
	KeyAt    diag.Span
	Prefix   string // finished inner HTML
	Suffix   string // finished inner HTML
	Locator  Locator
	NoAuthor bool // -@key: the sentence names the author already
}

// Locator is a place within a source: a label of CSL, and its number or range.
type Locator struct {
	Label string // page, chapter, …; "" where there is none
	Value string // 3, 3–5, iv; ranges with en dashes
}

type locatorLabel struct {
	name, one, many string
	words           []string
}

// The terms of Pandoc's manual, section "Citation syntax", and CSL's English
// abbreviations for them.
var locatorLabels = []locatorLabel{
	{"book", "bk.", "bks.", []string{"book", "bk.", "bks."}},
	{"chapter", "chap.", "chaps.", []string{"chapter", "chapters", "chap.", "chaps.", "ch.", "chs."}},
	{"column", "col.", "cols.", []string{"column", "columns", "col.", "cols."}},
	{"figure", "fig.", "figs.", []string{"figure", "figures", "fig.", "figs."}},
	{"folio", "fol.", "fols.", []string{"folio", "folios", "fol.", "fols."}},
	{"issue", "no.", "nos.", []string{"issue", "issues", "number", "numbers", "no.", "nos."}},
	{"line", "l.", "ll.", []string{"line", "lines", "l.", "ll."}},
	{"note", "n.", "nn.", []string{"note", "notes", "n.", "nn."}},
	{"opus", "op.", "opp.", []string{"opus", "op.", "opp."}},
	{"page", "p.", "pp.", []string{"page", "pages", "p.", "pp.", "pg.", "pgs."}},
	{"paragraph", "para.", "paras.", []string{"paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"}},
	{"part", "pt.", "pts.", []string{"part", "parts", "pt.", "pts."}},
	{"section", "sec.", "secs.", []string{"section", "sections", "sec.", "secs.", "§", "§§"}},
	{"sub verbo", "s.v.", "s.vv.", []string{"sub verbo", "s.v.", "s.vv."}},
	{"verse", "v.", "vv.", []string{"verse", "verses", "v.", "vv.", "vrs."}},
	{"volume", "vol.", "vols.", []string{"volume", "volumes", "vol.", "vols."}},
}

// String is the locator as readers see it: p. 3, pp. 3–5, chap. iv.
func (l Locator) String() string {
	for _, label := range locatorLabels {
		if label.name == l.Label {
			if strings.ContainsAny(l.Value, "–,&") || strings.Contains(l.Value, " and ") {
				return label.many + "\u00a0" + l.Value
			}
			return label.one + "\u00a0" + l.Value
		}
	}
	return l.Value
}

var (
	// numeral is one word of a locator: it has a digit, or is a Roman number.
	numeral    = `\(?(?:[\p{L}.]*\d[\p{L}\d.:]*|[ivxlcdm]+|[IVXLCDM]+)\)?`
	numerals   = numeral + `(?:\s*(?:--|[-–—])\s*` + numeral + `)?`
	locatorRun = regexp.MustCompile(`^` + numerals + `(?:(?:\s*,\s*|\s*&\s*|\s+and\s+)` + numerals + `)*`)
	dashes     = regexp.MustCompile(`\s*(?:--|-|—)\s*`)
)

// ParseLocator takes what follows a citation's key and divides it into a
// locator and the rest. Pandoc's rules: a label and numbers, numbers alone for
// pages, or {…} where what is a locator could not be told otherwise.
func ParseLocator(s string) (l Locator, rest string) {
	body := strings.TrimLeftFunc(strings.TrimPrefix(strings.TrimLeftFunc(s, unicode.IsSpace), ","), unicode.IsSpace)
	if inner, after, ok := braced(body); ok {
		label, value := cutLabel(inner)
		if label == "" {
			label = "page"
		}
		if value = strings.TrimSpace(value); value == "" {
			return Locator{}, after
		}
		return Locator{label, enDashes(value)}, after
	}
	label, value := cutLabel(body)
	found := locatorRun.FindString(value)
	if end := len(found); found == "" || continues(value[end:]) || label == "" && !strings.ContainsAny(found, "0123456789") {
		return Locator{}, s
	}
	if label == "" {
		label = "page"
	}
	return Locator{label, enDashes(found)}, value[len(found):]
}

// continues tells whether a word goes on behind what looked like a number: the
// "mid" of "middle".
func continues(rest string) bool {
	for _, r := range rest {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

func braced(s string) (inner, after string, ok bool) {
	if !strings.HasPrefix(s, "{") {
		return "", "", false
	}
	i := strings.IndexByte(s, '}')
	if i < 0 {
		return "", "", false
	}
	return s[1:i], s[i+1:], true
}

// cutLabel takes a locator's label off, the longest that fits. A word needs a
// space behind it, an abbreviation or a mark does not.
func cutLabel(s string) (label, rest string) {
	longest := 0
	for _, l := range locatorLabels {
		for _, w := range l.words {
			if len(w) <= longest || len(s) < len(w) || !strings.EqualFold(s[:len(w)], w) {
				continue
			}
			after := s[len(w):]
			spaced := strings.TrimLeftFunc(after, unicode.IsSpace)
			if spaced == "" || spaced == after && unicode.IsLetter(rune(w[len(w)-1])) {
				continue
			}
			longest, label, rest = len(w), l.name, spaced
		}
	}
	if longest == 0 {
		return "", s
	}
	return label, rest
}

func enDashes(s string) string { return dashes.ReplaceAllString(strings.TrimSpace(s), "–") }

// AsOf is a date that the words "as of" put a statement under.
type AsOf struct {
	Block int32 // in Body.Blocks
	Date  Date
	At    diag.Span // of the date's words
}
