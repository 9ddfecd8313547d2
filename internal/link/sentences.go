package link

import (
	"iter"
	"unicode/utf8"
)

// Sentences divides a text where Sentence would, each with what closes it.
func Sentences(text string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		from := 0
		for i := 0; i < len(text); {
			if c := text[i]; c < utf8.RuneSelf && c != '.' && c != '!' && c != '?' {
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(text[i:])
			ends := endsSentence(text, i, r)
			i += size
			if !ends {
				continue
			}
			i += skipClosers(text[i:])
			if !yield(from, i) {
				return
			}
			from = i
		}
		if from < len(text) {
			yield(from, len(text))
		}
	}
}
