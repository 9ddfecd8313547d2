package terms

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spellings lists how prose may write a form: as it is, and with a capital at the
// start of its first word, or of each, where rule 7 lets a small letter be one.
func Spellings(form string) []string {
	form = strings.Join(strings.Fields(form), " ")
	if form == "" {
		return nil
	}
	all := []string{form}
	if twoCapitals(form) {
		return all
	}
	words := strings.Split(form, " ")
	for i, word := range words {
		r, size := utf8.DecodeRuneInString(word)
		if !unicode.IsLower(r) || unicode.ToLower(capital(r)) != r {
			continue
		}
		words[i] = string(capital(r)) + word[size:]
		if i == 0 {
			all = append(all, strings.Join(words, " "))
		}
	}
	if each := strings.Join(words, " "); each != all[len(all)-1] {
		all = append(all, each)
	}
	return all
}
