package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

var (
	codeSpelling = diag.Define(diag.Code{
		ID: "E201", Severity: diag.Warning,
		Title: "a spelling that the house style does not have",
		Text: `house-style in site.yaml says how names are spelt: {write: al-Qaeda, not: [Al Qaida]}.
It is looked for as terms are, whole words with their capitals, in everything that
is written here: text, headings, tables, captions, titles, definitions, summaries,
notes. Quotations, blockquotes, code, addresses, aliases, titles of sources and what
a fact's sources say are left alone. Where the other spelling itself is meant, put it
in quotation marks or accept it: [ISIS-K]{.ok reason="the name that the source uses"}.`,
	})
	codeUndated = diag.Define(diag.Code{
		ID: "E202", Severity: diag.Warning,
		Title: "a word that ages, without a date",
		Text: `"Currently", "recently", "today", "now" or "last year" are read years later, and mean
another time then. Give the date (as of September 2021), or leave the word out. It is
reported in running text, tables, definitions and notes where the paragraph, its list
or its table has no year or day; not in quotations, headings or the log of changes.`,
	})
)

// aging are English words that say when without saying it.
var aging = []string{
	"currently", "recently", "nowadays", "today", "now", "at present", "at the moment", "these days", "yesterday",
	"last year", "last month", "last week", "this year", "this month", "this week", "next year", "next month", "next week",
	"in recent years", "in recent months", "in recent weeks",
}

// spelling is what a form of the style's index stands for.
type spelling struct {
	write string // "" for a word that ages
	right bool   // it is the preferred one itself
	start bool   // at the start of a sentence the preferred one looks the same
}

// Style is the house style, made ready to be looked for.
type Style struct {
	spellings      []spelling
	english, other *terms.Index // words that age are English
}

// NewStyle reads the house style of a site.
func NewStyle(site *content.Site) *Style {
	s := &Style{}
	var forms []terms.Form
	add := func(text string, sp spelling) {
		forms = append(forms, terms.Form{Text: text, Term: int32(len(s.spellings))})
		s.spellings = append(s.spellings, sp)
	}
	preferred := map[string]bool{}
	for _, line := range site.HouseStyle {
		if key := terms.Key(line.Write.Value); !preferred[key] {
			preferred[key] = true
			add(line.Write.Value, spelling{write: line.Write.Value, right: true})
		}
	}
	for _, line := range site.HouseStyle {
		for _, not := range line.Not {
			if !preferred[terms.Key(not.Value)] {
				add(not.Value, spelling{write: line.Write.Value, start: capitalized(line.Write.Value) == not.Value})
			}
		}
	}
	s.other = terms.NewIndex(forms)
	for _, words := range aging {
		add(words, spelling{})
	}
	s.english = terms.NewIndex(forms)
	return s
}

func (s *Style) index(lang string) *terms.Index {
	if terms.Primary(lang) == "en" {
		return s.english
	}
	return s.other
}

// style looks for spellings and words that age in the passage at hand.
func (e *Editor) style() {
	p := &e.reader.passage
	e.matches = e.house.index(e.lang).Match(e.matches[:0], p.text, p.stops, &e.scratch)
	if len(e.matches) == 0 {
		return
	}
	e.quotes = terms.QuotationsOf(e.quotes[:0], p.text, 1)
	for _, m := range e.matches {
		sp := e.house.spellings[e.house.index(e.lang).Forms()[m.Form].Term]
		switch {
		case sp.right || within(e.quotes, m.Start) || p.block >= 0 && p.kind == content.BlockQuote:
		case sp.write == "":
			e.undated(m)
		case sp.start && opensSentence(p.text, m.Start):
		default:
			e.misspelt(m, sp.write)
		}
	}
}

func (e *Editor) misspelt(m terms.Match, write string) {
	p := &e.reader.passage
	words := string(p.text[m.Start:m.End])
	form := e.house.index(e.lang).Forms()[m.Form].Text
	if capitalized(form) == words && form != words {
		write = capitalized(write)
	}
	words = strings.Join(strings.Fields(words), " ") // it may run over a line's end
	e.report(codeSpelling, m.Start, m.End, fmt.Sprintf("%q is written %q here", words, write), write)
}

// undated notes a word that ages; whether a date stands near it is known when
// all of its paragraph, list or table has been read.
func (e *Editor) undated(m terms.Match) {
	p := &e.reader.passage
	if !p.prose() || p.part == inChange {
		return
	}
	first, _ := utf8.DecodeRune(p.text[m.Start:])
	if unicode.IsUpper(first) && !opensSentence(p.text, m.Start) {
		return // a name: USA Today
	}
	words := string(p.text[m.Start:m.End])
	e.reportUnless(e.dated, codeUndated, m.Start, m.End, fmt.Sprintf("%q means another time to whoever reads it later", words),
		"as of "+e.names.At.In(e.names.Site.Zone).Format("January 2006")+", or whatever the date is")
}

// within tells whether a place lies in one of some ranges, which are in order.
func within(ranges []terms.Gap, at int32) bool {
	i := after(ranges, at)
	return i < len(ranges) && ranges[i].Start <= at
}

// opensSentence tells whether a place is the start of a sentence, or of a block.
func opensSentence(text []byte, at int32) bool {
	before := strings.TrimRightFunc(string(text[max(0, at-64):at]), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"“‘'«([\ufffc\ufffd*", r)
	})
	last, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || strings.ContainsRune(".!?…:", last)
}

// capitalized is a name at the start of a sentence.
func capitalized(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToTitle(r)) + s[size:]
}

// Settings holds the words of site.yaml against its own style.
func (e *Editor) settings() []diag.Diagnostic {
	site := e.names.Site
	e.begin(content.SitePath, site.Language)
	names := []content.Text{site.Title, site.Description}
	for _, nav := range site.Navigation {
		names = append(names, nav.Title)
	}
	for _, t := range site.Topics {
		names = append(names, t.Title, t.Summary.Text)
	}
	for _, name := range names {
		e.reader.title(name)
		e.style()
	}
	return e.settle()
}
