package diag

import "strings"

// Clip gives s as a terminal may show it, in at most n cells.
func Clip(s string, n int) string {
	var b strings.Builder
	used, fits, cut := 0, 0, 0 // cut is how much of b leaves room for an ellipsis
	for _, r := range s {
		fits = cells(r)
		if used+fits > n {
			return b.String()[:cut] + "…"
		}
		b.WriteRune(shown(r))
		if used += fits; used < n {
			cut = b.Len()
		}
	}
	return b.String()
}

// Width is how many cells a terminal gives s.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += cells(r)
	}
	return n
}

// Column is Clip, filled up with spaces.
func Column(s string, n int) string {
	s = Clip(s, n)
	return s + strings.Repeat(" ", max(n-Width(s), 0))
}
