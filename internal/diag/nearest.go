package diag

import (
	"strings"
	"unicode/utf8"
)

// Nearest gives the candidate that a writer most likely meant: the one with the
// smallest edit distance (insertions, deletions, replacements and swaps of
// neighbours, in code points, letters of any case being equal), if that is at
// most a third of the word, "" otherwise. Ties go to the first.
func Nearest(word string, candidates []string) string {
	w := []rune(strings.ToLower(word))
	if len(w) > 200 {
		return ""
	}
	best, limit := "", max(len(w)/3, 1)
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		if n-len(w) > limit || len(w)-n > limit {
			continue
		}
		if d := distance(w, []rune(strings.ToLower(c))); d <= limit {
			best, limit = c, d-1
		}
		if limit < 0 {
			break
		}
	}
	return best
}

// distance is the restricted Damerau–Levenshtein distance, three rows at a time.
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
