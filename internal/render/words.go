package render

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"gloss/internal/content"
)

const nbsp = "\u00a0"

// day is a date as pages show it, with a no-break space between day and month.
func day(m content.Moment) Date {
	machine := fmt.Sprintf("%04d-%02d-%02d", m.Year, m.Month, m.Day)
	if !m.Time.IsZero() {
		machine = m.Time.Format(time.RFC3339)
	}
	return Date{Machine: machine, Words: fmt.Sprintf("%d%s%s %d", m.Day, nbsp, time.Month(m.Month), m.Year)}
}

func dayOf(m *content.Moment) *Date {
	if m == nil {
		return nil
	}
	d := day(*m)
	return &d
}

// exactly is a date in ISO 8601, "" where it is not known for sure: no reader of
// structured data knows about 2021.
func exactly(d *content.Date) string {
	if d == nil || d.Approximate || d.Uncertain {
		return ""
	}
	return d.Text()
}

// spanInWords says when something happened, or from when to when.
func spanInWords(from, until *content.Date) string {
	switch {
	case from != nil && until != nil:
		return from.Words() + " to " + until.Words()
	case from != nil:
		return from.Words()
	case until != nil:
		return "until " + until.Words()
	}
	return ""
}

// wordsPerMinute is how fast prose like this is read silently (Brysbaert 2019
// finds 238 for English non-fiction).
const wordsPerMinute = 238

func minutes(words int) int {
	return max(1, (words+wordsPerMinute/2)/wordsPerMinute)
}

// withoutLinks takes the <a> tags out of HTML of ours, for copies that stand
// within a link or far from the lists that links point to.
func withoutLinks(html []byte) template.HTML {
	s := withoutCitations(html)
	if !strings.Contains(s, "<a") {
		return template.HTML(s)
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "<a")
		j := strings.Index(s, "</a>")
		switch {
		case i >= 0 && (j < 0 || i < j):
			b.WriteString(s[:i])
			s = s[i+strings.IndexByte(s[i:], '>')+1:]
		case j >= 0:
			b.WriteString(s[:j])
			s = s[j+len("</a>"):]
		default:
			b.WriteString(s)
			return template.HTML(b.String())
		}
	}
}

// clip shortens a plain text at a word.
func clip(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—") + " …"
}
