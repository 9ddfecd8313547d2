package link

import (
	"cmp"
	"html"
	"slices"
	"strconv"
	"strings"

	"gloss/internal/content"
)

// A record in words. The short forms stand in the text, the long one in the list
// of references; there is one long form for both styles, after the Chicago
// Manual of Style (17th ed., 14.19 and following), which names every part.

// Who is a source's authors as a sentence has them: Mir; Bapat and Best; Mir
// et al. Without an author it is what published it, or its title in italics.
// It is inner HTML.
func (s *Source) Who() string {
	names := s.creators()
	var all []string
	for _, n := range names {
		all = append(all, html.EscapeString(familyName(n)))
	}
	switch len(all) {
	case 0:
		if container := cmp.Or(s.field("container-title-short"), s.field("container-title")); container != "" {
			return "<i>" + html.EscapeString(container) + "</i>"
		}
		if short := s.field("title-short"); short != "" {
			return "<i>" + html.EscapeString(short) + "</i>"
		}
		return "<i>" + html.EscapeString(s.Page.Title()) + "</i>"
	case 1:
		return all[0]
	case 2:
		return all[0] + " and " + all[1]
	}
	return all[0] + " et al."
}

func familyName(n content.Name) string {
	if n.Literal != "" {
		return n.Literal
	}
	return strings.TrimSpace(n.NonDroppingParticle + " " + n.Family)
}

// creators are those that a source is named after: its authors, or its editors.
func (s *Source) creators() []content.Name {
	for _, role := range []string{"author", "editor", "director", "composer", "host", "translator"} {
		if names := s.Record.Names[role]; len(names) > 0 {
			return names
		}
	}
	return nil
}

func (s *Source) field(name string) string { return s.Record.Field(name) }

// Short is the source in a note or a table: Mir, USIP, September 2021. It is
// inner HTML.
func (s *Source) Short() string {
	all := s.Who()
	if short := s.field("container-title-short"); short != "" && len(s.creators()) > 0 {
		all += ", " + html.EscapeString(short)
	}
	if when := s.When(); when != "" {
		all += ", " + when
	}
	return all
}

// When is the date of a source in words, "" where it has none.
func (s *Source) When() string {
	d, ok := s.Record.Dates["issued"]
	if !ok {
		return ""
	}
	return html.EscapeString(d.Words())
}

// Year is the year of a source as author-date citations have it, with a letter
// where one author has several sources of one year.
func (s *Source) Year() string {
	d := s.Record.Dates["issued"]
	year := "n.d."
	if d.From.Year > 0 {
		year = strconv.Itoa(d.From.Year)
		if d.From.Approximate {
			year = "c. " + year
		}
		if d.From.Uncertain {
			year += "?"
		}
	} else if d.Literal != "" {
		year = html.EscapeString(d.Literal)
	}
	return year + s.letter
}

// Reference is a source in a list of references, as inner HTML: all that its
// record has, and what we saw of it.
func (s *Source) Reference() string {
	var parts []string
	add := func(part string) {
		if part != "" {
			parts = append(parts, closed(part))
		}
	}
	add(s.authors())
	add(s.title())
	add(s.container())
	add(s.imprint())
	for _, f := range []struct{ name, before string }{
		{"genre", ""},
		{"medium", ""},
		{"edition", "Edition "},
		{"number", "No. "},
		{"collection-title", ""},
		{"event-title", ""},
		{"jurisdiction", ""},
		{"authority", ""},
		{"section", "Section "},
		{"number-of-pages", "Pages: "},
		{"ISBN", "ISBN "},
		{"ISSN", "ISSN "},
		{"archive_location", ""},
		{"call-number", ""},
		{"note", ""},
	} {
		if v := s.field(f.name); v != "" {
			add(html.EscapeString(capital(f.before + v)))
		}
	}
	add(s.addresses())
	return strings.Join(parts, " ") + s.seen()
}

// closed puts a full stop behind a part that has none.
func closed(part string) string {
	text := strings.TrimRight(content.TextOf([]byte(part)), "”’")
	if text != "" && strings.ContainsRune(".?!…", []rune(text)[len([]rune(text))-1]) {
		return part
	}
	return part + "."
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// authors writes names as a list of references sorts them: the first one's
// family in front.
func (s *Source) authors() string {
	names := s.creators()
	var all []string
	for i, n := range names {
		all = append(all, html.EscapeString(fullName(n, i == 0)))
	}
	words := ""
	switch n := len(all); {
	case n == 0:
		return ""
	case n == 1:
		words = all[0]
	case n == 2:
		words = all[0] + ", and " + all[1]
	default:
		words = strings.Join(all[:n-1], ", ") + ", and " + all[n-1]
	}
	if len(s.Record.Names["author"]) == 0 && len(s.Record.Names["editor"]) > 0 {
		if len(names) == 1 {
			return words + ", ed."
		}
		return words + ", eds."
	}
	return words
}

func fullName(n content.Name, inverted bool) string {
	family, given := familyName(n), n.Given
	if n.Literal != "" || !inverted {
		return n.String()
	}
	if n.DroppingParticle != "" {
		given = strings.TrimSpace(given + " " + n.DroppingParticle)
	}
	suffix := ""
	if n.Suffix != "" {
		suffix = ", " + n.Suffix
	}
	if given == "" {
		return family + suffix
	}
	return family + ", " + given + suffix
}

// within are the types that appear in something larger, whose title is quoted.
var within = []string{
	"article", "article-journal", "article-magazine", "article-newspaper", "chapter", "entry", "entry-dictionary",
	"entry-encyclopedia", "paper-conference", "post", "post-weblog", "webpage", "review", "review-book", "interview", "broadcast", "speech",
}

// title is in quotation marks or italics; one in brackets is ours, and in
// neither.
func (s *Source) title() string {
	t := s.Page.Title()
	words := html.EscapeString(t)
	switch {
	case Untitled(t):
		return words
	case slices.Contains(within, s.Record.Type) || s.Record.Type == "document" && s.field("container-title") != "":
		return "“" + closed(words) + "”"
	}
	return "<i>" + words + "</i>"
}

// Untitled tells whether a title is one that the source does not bear.
func Untitled(title string) bool {
	return strings.HasPrefix(title, "[") && strings.HasSuffix(title, "]")
}

func (s *Source) container() string {
	name := s.field("container-title")
	if name == "" {
		return ""
	}
	words := "<i>" + html.EscapeString(name) + "</i>"
	if v := s.field("volume"); v != "" {
		words += " " + html.EscapeString(v)
	}
	if v := s.field("issue"); v != "" {
		words += ", no. " + html.EscapeString(v)
	}
	if v := s.field("page"); v != "" {
		words += ": " + html.EscapeString(strings.ReplaceAll(v, "-", "–"))
	}
	return words
}

// imprint is publisher, place and date, and who else had a hand in it.
func (s *Source) imprint() string {
	var parts []string
	for _, role := range []struct{ name, words string }{{"translator", "translated by "}, {"interviewer", "interview by "}, {"editor", "edited by "}} {
		names := s.Record.Names[role.name]
		if len(names) == 0 || len(s.Record.Names["author"]) == 0 {
			continue
		}
		var all []string
		for _, n := range names {
			all = append(all, html.EscapeString(fullName(n, false)))
		}
		parts = append(parts, role.words+strings.Join(all, " and "))
	}
	if p := s.field("publisher"); p != "" && p != s.field("container-title") {
		parts = append(parts, html.EscapeString(p))
	}
	if p := s.field("publisher-place"); p != "" {
		parts = append(parts, html.EscapeString(p))
	}
	if when := s.When(); when != "" {
		parts = append(parts, when+s.letter)
	} else {
		parts = append(parts, "no date"+s.letter)
	}
	return capital(strings.Join(parts, ", "))
}

// addresses are where the source can be read, and when we did.
func (s *Source) addresses() string {
	var parts []string
	if doi := s.field("DOI"); doi != "" {
		bare := strings.TrimPrefix(strings.TrimPrefix(doi, "https://doi.org/"), "doi:")
		parts = append(parts, outside("https://doi.org/"+bare, "https://doi.org/"+bare))
	}
	if u := s.field("URL"); u != "" {
		parts = append(parts, outside(u, u))
	}
	if a := s.field("archive"); strings.Contains(a, "://") {
		parts = append(parts, outside(a, "archived copy"))
	} else if a != "" {
		parts = append(parts, html.EscapeString(a))
	}
	if d, ok := s.Record.Dates["accessed"]; ok {
		parts = append(parts, "read "+html.EscapeString(d.Words()))
	}
	if len(parts) == 0 {
		return ""
	}
	if !strings.HasPrefix(parts[0], "<") {
		parts[0] = capital(parts[0])
	}
	return strings.Join(parts, ", ")
}

func outside(address, words string) string {
	return `<a href="` + html.EscapeString(address) + `">` + html.EscapeString(words) + `</a>`
}

// seen says how the date is known and how much of the source we have.
func (s *Source) seen() string {
	var parts []string
	if note := s.Page.Doc.DateNote.Value; note != "" {
		parts = append(parts, closed(html.EscapeString(capital(note))))
	}
	switch s.Page.Doc.Completeness {
	case "full":
		parts = append(parts, "Full text seen.")
	case "excerpt":
		parts = append(parts, "Only an excerpt seen.")
	}
	if len(parts) == 0 {
		return ""
	}
	return ` <span class="sub">` + strings.Join(parts, " ") + `</span>`
}

// sortKey orders a list of references as author-date has it: by author, year, title.
func (s *Source) sortKey() string {
	var names []string
	for _, n := range s.creators() {
		names = append(names, familyName(n)+" "+n.Given)
	}
	who := strings.Join(names, " ")
	if who == "" {
		who = content.TextOf([]byte(s.Who()))
	}
	return SortKey(who) + "\x00" + s.Record.Dates["issued"].From.Text() + "\x00" + SortKey(s.Page.Title()) + "\x00" + s.Page.Slug
}
