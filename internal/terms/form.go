package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gertd/go-pluralize"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// Origin is where a form comes from.
type Origin uint8

const (
	// FromTitle is the term's title.
	FromTitle Origin = iota
	// FromAlias is one of its aliases.
	FromAlias
	// FromPlural is a plural that someone wrote.
	FromPlural
	// Made is a plural that rule 8 makes. It yields to whatever someone wrote.
	Made
)

// Form is one way of writing a term.
type Form struct {
	Text   string
	Term   int32 // index of the term, the caller's
	Origin Origin
	Mode   content.LinkMode
	Lang   string    // where it differs from the term's
	At     diag.Span // where it is written; of a made one, where its singular is
}

// plurals is slow English: it tries its rules one by one. Each build asks for the
// same words again.
var (
	plurals     = pluralize.NewClient()
	knownPlural = memo{most: 50_000}
)

// pluralCategories are those whose English terms get regular plurals.
var pluralCategories = map[content.Category]bool{"concept": true, "ideology": true, "law": true, "institution": true, "event": true}

// FormsOf gives every form of a term, written ones first. lang is the language
// of its page.
func FormsOf(term int32, m *content.Meta, lang string) []Form {
	forms := []Form{{Text: m.Title.Value, Term: term, Origin: FromTitle, Mode: m.Link, At: m.Title.At}}
	for _, a := range m.Aliases {
		f := Form{Text: a.Value, Term: term, Origin: FromAlias, Mode: a.Link, At: a.At}
		if a.Lang != "" && a.Lang != lang {
			f.Lang = a.Lang
		}
		forms = append(forms, f)
	}
	singulars := len(forms)
	for _, p := range m.Plural.Own {
		forms = append(forms, Form{Text: p.Value, Term: term, Origin: FromPlural, Mode: m.Link, At: p.At})
	}
	if !makesPlurals(m, lang) {
		return forms
	}
	for _, f := range forms[:singulars] {
		if f.Lang != "" && !isEnglish(f.Lang) {
			continue
		}
		if p := Plural(f.Text); p != "" && p != f.Text {
			f.Text, f.Origin = p, Made
			forms = append(forms, f)
		}
	}
	return forms
}

func makesPlurals(m *content.Meta, lang string) bool {
	if m.Plural.Set {
		return m.Plural.Made && isEnglish(lang)
	}
	return isEnglish(lang) && pluralCategories[m.Category]
}

func isEnglish(lang string) bool { return Primary(lang) == "en" }

// Primary is the language of a tag, without script and region, in lower case.
func Primary(lang string) string {
	tag, _, _ := strings.Cut(lang, "-")
	return strings.ToLower(tag)
}

// Plural makes the regular plural of a form's last word (rule 8): a plain s
// behind a capital, a digit or a symbol, the library's English elsewhere. It is
// "" for what is not in Latin script.
func Plural(form string) string {
	last, _ := utf8.DecodeLastRuneInString(form)
	if unicode.IsUpper(last) || unicode.IsDigit(last) || !unicode.IsLetter(last) {
		return form + "s"
	}
	i := strings.LastIndexFunc(form, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	word := form[i+1:]
	for _, r := range word {
		if r >= utf8.RuneSelf {
			if !unicode.Is(unicode.Latin, r) {
				return ""
			}
			return form + "s"
		}
	}
	return form[:i+1] + knownPlural.get(word, plurals.Plural)
}

// Short tells whether a form is too short to be found in prose (rule 9): fewer
// than three characters without spaces, or than two in scripts without spaces.
func Short(form string) bool {
	n, spaced := 0, false
	for _, r := range form {
		if unicode.IsSpace(r) || unicode.Is(unicode.Mn, r) {
			continue
		}
		n++
		spaced = spaced || !content.NoSpaceScript(r)
	}
	if spaced {
		return n < 3
	}
	return n < 2
}
