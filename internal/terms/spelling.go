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
		c := capital(r)
		if !unicode.IsLower(r) || c == r || unicode.ToLower(c) != r {
			continue
		}
		words[i] = string(c) + word[size:]
		if i == 0 {
			all = append(all, strings.Join(words, " "))
		}
	}
	if each := strings.Join(words, " "); each != all[len(all)-1] {
		all = append(all, each)
	}
	return all
}
