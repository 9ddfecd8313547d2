package markdown

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"gloss/internal/content"
)

// headingID makes an id as GitHub makes it: lower case, letters, digits, marks,
// hyphens and underscores kept, spaces made hyphens, the rest dropped. What is
// taken, or ours (content.ReservedID), gets -1, -2 and so on.
func (r *renderer) headingID(text string) string {
	var b strings.Builder
	for _, c := range strings.TrimSpace(text) {
		switch {
		case unicode.IsLetter(c), unicode.IsDigit(c), unicode.Is(unicode.Mn, c), unicode.Is(unicode.Mc, c), c == '-', c == '_':
			b.WriteRune(unicode.ToLower(c))
		case c == ' ', c == '\n', c == '\u00a0':
			b.WriteByte('-')
		}
	}
	base := b.String()
	if base == "" {
		base = "section"
	}
	return r.uniqueID(base)
}

func (r *renderer) uniqueID(base string) string {
	ours := content.ReservedID(base)
	if ours && strings.HasPrefix(base, "fn") {
		// Footnotes' own ids end in a number too (fnref-1-2), but none in two.
		base, ours = base+"-1", false
	}
	id := base
	for n := max(r.taken[base], 1); r.ids[id] || ours && id == base; n++ {
		id = base + "-" + strconv.Itoa(n)
		r.taken[base] = n
	}
	r.ids[id] = true
	return id
}

// ownID takes the {#id} of a heading.
func (r *renderer) ownID(id string, start, end int) string {
	valid := id != "" && len(id) <= 100
	for _, c := range []byte(id) {
		valid = valid && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')
	}
	if !valid {
		r.report(codeHeading, start, end, fmt.Sprintf("the id %q is not made of letters, digits and hyphens", id), "{#"+content.Slugify(id)+"}")
		return r.headingID(id)
	}
	got := r.uniqueID(id)
	if got != id {
		r.report(codeHeading, start, end, fmt.Sprintf("the id %q is taken", id), "{#"+got+"}")
	}
	return got
}
