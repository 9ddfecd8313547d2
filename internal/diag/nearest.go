package diag

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearest gives the candidate that a writer most likely meant: the one with the
// smallest edit distance (insertions, deletions, replacements and swaps of
// neighbours, in code points, letters of any case being equal), if that is at
// most a third of the word (of a short one, one edit), "" otherwise. Ties go to the first.
func Nearest(word string, candidates []string) string {
	w := []rune(strings.ToLower(word))
	if len(w) > 200 {
		return ""
	}
	letters := letterSet(word)
	best, limit := "", max(len(w)/3, 1)
	if len(w) < 2 {
		limit = 0 // one letter is like every other
	}
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		if n-len(w) > limit || len(w)-n > limit || bits.OnesCount64(letters^letterSet(c)) > 2*limit {
			continue
		}
		if d := distance(w, []rune(strings.ToLower(c)), limit); d <= limit {
			best, limit = c, d-1
		}
		if limit < 0 {
			break
		}
	}
	return best
}

// letterSet marks which letters a word has. An edit changes at most two marks,
// so words that differ in more are far apart.
func letterSet(s string) uint64 {
	var set uint64
	for _, r := range s {
		set |= 1 << (uint32(unicode.ToLower(r)) & 63)
	}
	return set
}

// distance is the restricted Damerau–Levenshtein distance, three rows at a time;
// past limit it stops counting.
func distance(a, b []rune, limit int) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit+1 {
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
