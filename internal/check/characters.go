package check

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"gloss/internal/content"
	"gloss/internal/diag"
)

var codeHidden = diag.Define(diag.Code{
	ID: "E106", Severity: diag.Warning,
	Title: "an invisible character changes what is read",
	Text: `Characters that set the direction of writing or take no room can make a line read
otherwise than it is written, and keep terms from being found. Delete them; Arabic
and Hebrew need none around them here. (The joiners that Persian and emoji need
are left alone.)`,
})

var codeLookalike = diag.Define(diag.Code{
	ID: "E107", Severity: diag.Warning,
	Title: "a word mixes letters of several scripts",
	Text:  `A Cyrillic or Greek letter that looks Latin makes another word of a name: it is not linked, and search does not find it. Type the word again.`,
})

// Characters reports what cannot be seen, and look-alike letters in names.
func Characters(doc *content.Document) []diag.Diagnostic {
	var hidden diag.Collector
	for i := 0; i < len(doc.Data); {
		if doc.Data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(doc.Data[i:])
		if unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\u2060' || r == '\ufeff' {
			hidden.Add(diag.New(codeHidden, content.Place(doc.Path, diag.Span{Start: i, End: i + size}), fmt.Sprintf("the invisible character U+%04X stands here", r)).WithFix("delete it"))
		}
		i += size
	}
	diags := hidden.All()
	names := []content.Text{doc.Title}
	for _, a := range doc.Aliases {
		names = append(names, a.Text)
	}
	for _, name := range names {
		if word := mixed(name.Value); word != "" {
			diags = append(diags, diag.New(codeLookalike, content.Place(doc.Path, name.At), fmt.Sprintf("%q mixes Latin with letters that only look so", word)).WithFix("type it again"))
		}
	}
	return diags
}

// mixed finds a word with Latin and with Cyrillic or Greek letters.
func mixed(s string) string {
	start := -1
	latin, other := false, false
	for i, r := range s + " " {
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
			latin = latin || unicode.Is(unicode.Latin, r)
			other = other || unicode.In(r, unicode.Cyrillic, unicode.Greek)
			continue
		}
		if latin && other {
			return s[start:i]
		}
		start, latin, other = -1, false, false
	}
	return ""
}
