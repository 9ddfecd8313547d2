package link

import (
	"html"
	"strings"

	"gloss/internal/content"
	"gloss/internal/terms"
)

func around(edits []Edit, s *content.Slot, open string) []Edit {
	if s.At == s.End {
		return append(edits, Edit{At: s.At, End: s.At, Text: open + "</a>"})
	}
	return append(edits, Edit{At: s.At, End: s.At, Text: open}, Edit{At: s.End, End: s.End, Text: "</a>", closes: true})
}

// anchor is the opening tag of a link to a page.
func (r *Resolver) anchor(page *Page, fragment, title, lang string, auto bool) string {
	var b strings.Builder
	b.WriteString("<a")
	term := page.Doc.Kind == content.Term && page.Doc.Role == content.RolePage
	if term {
		b.WriteString(` class="term"`)
	}
	b.WriteString(` href="`)
	if page != r.page || fragment == "" {
		b.WriteString(html.EscapeString(r.names.URL(page.Address)))
	}
	if fragment != "" {
		b.WriteString("#" + html.EscapeString(fragment))
	}
	b.WriteString(`"`)
	if term {
		b.WriteString(` data-term="` + page.Slug + `"`)
		if page != r.page && r.page.Doc.Role == content.RolePage {
			b.WriteString(` aria-details="term-` + page.Slug + `"`)
		}
	}
	if auto {
		b.WriteString(" data-auto")
	}
	if lang != "" {
		b.WriteString(` lang="` + html.EscapeString(lang) + `" dir="` + Direction(lang) + `"`)
	}
	if title != "" {
		b.WriteString(` title="` + html.EscapeString(title) + `"`)
	}
	b.WriteString(">")
	return b.String()
}

// Direction is the direction in which a language is written.
func Direction(lang string) string {
	if _, script, found := strings.Cut(lang, "-"); found {
		switch script, _, _ = strings.Cut(script, "-"); script {
		case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm":
			return "rtl"
		case "Latn", "Cyrl":
			return "ltr"
		}
	}
	switch terms.Primary(lang) {
	case "ar", "fa", "ps", "ur", "he", "yi", "ckb", "sd", "ug", "dv", "prs", "syr":
		return "rtl"
	}
	return "ltr"
}

func (r *Resolver) plainAnchor(sitePath string, s *content.Slot) string {
	open := `<a href="` + html.EscapeString(r.names.URL(sitePath))
	if s.Fragment != "" {
		open += "#" + html.EscapeString(s.Fragment)
	}
	open += `"`
	if s.Title != "" {
		open += ` title="` + html.EscapeString(s.Title) + `"`
	}
	return open + ">"
}
