package render

import (
	"regexp"
	"strings"

	"gloss/internal/content"
)

// withoutCitations takes citations, and notes to them, out of HTML of ours, for
// copies that stand far from the list of references. A fact that sources dispute
// keeps those words, without their sign.
func withoutCitations(html []byte) string {
	s := cutElements(string(html), `<small class="differs">`, "small", " (sources differ)")
	return string(content.Uncited([]byte(s)))
}

// cutElements puts with in the place of every element that begins with open.
func cutElements(s, open, tag, with string) string {
	for {
		i := strings.Index(s, open)
		if i < 0 {
			return s
		}
		s = s[:i] + with + s[elementEnd(s, i, tag):]
	}
}

// elementEnd gives the end of the element of a tag that begins at i.
func elementEnd(s string, i int, tag string) int {
	depth := 0
	for at := i; ; {
		opens, closes := strings.Index(s[at:], "<"+tag), strings.Index(s[at:], "</"+tag+">")
		switch {
		case closes < 0:
			return len(s)
		case opens >= 0 && opens < closes:
			depth++
			at += opens + 1
		default:
			depth--
			at += closes + len("</>") + len(tag)
			if depth == 0 {
				return at
			}
		}
	}
}

// plainCopy is the text of HTML of ours for places far from its page.
func plainCopy(html []byte) string { return content.PlainHTML([]byte(withoutCitations(html))) }

var anchorTag = regexp.MustCompile(`<a [^>]*href="([^"]*)"[^>]*>`)

// linkedElsewhere is HTML of ours as it reads on another host: without citations,
// with addresses in full and none of our own marks on links.
func linkedElsewhere(html []byte, page, origin string) string {
	s := anchorTag.ReplaceAllString(withoutCitations(html), `<a href="$1">`)
	s = strings.ReplaceAll(s, ` href="#`, ` href="`+page+"#")
	for _, attr := range []string{"href", "src"} {
		s = strings.ReplaceAll(s, " "+attr+`="/`, " "+attr+`="`+origin+"/")
	}
	return s
}
