package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
)

// tryAlias tells which pages would gain, lose or change links if text became a
// name of a term, and touches no file.
func (p program) tryAlias(f flags, text, to string) (int, error) {
	r, snapshot, err := p.open(f)
	if err != nil {
		return 0, err
	}
	if text, err = aliasText(text); err != nil {
		return 0, err
	}
	builder := build.New(r.options)
	site := builder.Build(snapshot, r.at)
	term, err := termNamed(site, to)
	if err != nil {
		return 0, err
	}
	if errors, _ := diag.Count(site.Diags); errors > 0 {
		p.say(r, "the site has %s as it is; check tells of them\n", count(site.Diags))
	}
	report := newAliasReport(site, text, term, builder.TryAlias(site, r.at, text, term))
	if r.format == "json" {
		return exitDone, machine(writeJSON(p.Stdout, report))
	}
	_, err = io.WriteString(p.Stdout, report.text())
	return exitDone, machine(err)
}

// aliasText is a name as front matter would hold it.
func aliasText(text string) (string, error) {
	clean := strings.Join(strings.Fields(text), " ")
	switch {
	case clean == "":
		return "", usage("try-alias takes the words to be tried")
	case utf8.RuneCountInString(clean) > content.MaxName:
		return "", usage("a name holds at most %d characters", content.MaxName)
	case !utf8.ValidString(clean) || strings.IndexFunc(clean, unicode.IsControl) >= 0:
		return "", usage("a name holds no control characters, and is UTF-8")
	}
	return clean, nil
}

// termNamed finds the term that --to names, by slug, title or alias; nil where it
// is empty.
func termNamed(site *build.Site, to string) (*link.Page, error) {
	names := site.Graph.Names
	if to == "" {
		return nil, nil
	}
	if p := names.TermNamed(to); p != nil {
		return p, nil
	}
	var known []string
	for _, p := range names.Terms {
		known = append(known, p.Slug, p.Title())
		for _, a := range p.Doc.Aliases {
			known = append(known, a.Value)
		}
	}
	if near := diag.Nearest(to, known); near != "" && near != to {
		return nil, usage("--to: no term has the name %q; did you mean %s?", to, near)
	} else if near == to {
		return nil, usage("--to: several terms have the name %q: give the slug of one", to)
	}
	return nil, usage("--to: no term has the name %q: give a slug, a title or an alias", to)
}

// aliasReport is what try-alias says, as --format json has it.
type aliasReport struct {
	Text      string          `json:"text"`
	To        string          `json:"to"` // "" for a new term
	Found     []string        `json:"found"`
	Conflicts []aliasConflict `json:"conflicts"`
	Notes     []string        `json:"notes"`
	Pages     []aliasPage     `json:"pages"`
	Gained    int             `json:"gained"`
	Lost      int             `json:"lost"`
	Changed   int             `json:"changed"`
	settled   bool
}

// aliasConflict is a problem that the alias would make.
type aliasConflict struct {
	Severity string   `json:"severity"`
	Code     string   `json:"code"`
	Message  string   `json:"message"`
	Places   []string `json:"places"` // path:line:column, or a path; the file that it would be reported in first
	Fixes    []string `json:"fixes"`
}

type aliasPage struct {
	Path    string        `json:"path"`
	Changes []aliasChange `json:"changes"`
}

// aliasChange is one link that comes, goes or leads elsewhere.
type aliasChange struct {
	Kind      string `json:"kind"` // gained, lost or changed
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Text      string `json:"text"`
	Was       string `json:"was"`  // where it leads now, "" for nowhere
	Term      string `json:"term"` // where it would
	Reason    string `json:"reason"`
	Sentence  string `json:"sentence"`
	Section   string `json:"section"`
	title     string
}

func newAliasReport(site *build.Site, text string, term *link.Page, t *build.Tried) aliasReport {
	r := aliasReport{Text: text, Found: append([]string{}, t.Found...), Conflicts: []aliasConflict{}, Notes: append([]string{}, t.Notes...), Pages: []aliasPage{}, settled: t.Settled}
	if term != nil {
		r.To = term.Slug
	}
	places := placer{site: site, mappers: map[string]*diag.Mapper{}}
	for _, d := range t.Problems {
		r.Conflicts = append(r.Conflicts, conflictOf(d, places, t.Path))
	}
	for _, page := range t.Pages {
		entry := aliasPage{Path: page.Page.Doc.Path}
		for _, c := range page.Changes {
			entry.Changes = append(entry.Changes, changeOf(c, places.mapper(entry.Path)))
			*map[string]*int{build.Gained: &r.Gained, build.Lost: &r.Lost, build.Led: &r.Changed}[c.Kind]++
		}
		r.Pages = append(r.Pages, entry)
	}
	return r
}

// placer gives places in the files of a site.
type placer struct {
	site    *build.Site
	mappers map[string]*diag.Mapper
}

func (p placer) mapper(path string) *diag.Mapper {
	if p.mappers[path] == nil {
		p.mappers[path] = diag.NewMapper(p.site.Data(path))
	}
	return p.mappers[path]
}

// at is path:line:column; the alias itself stands nowhere in its file yet.
func (p placer) at(at diag.Place, alias string) string {
	if at.Span == (diag.Span{}) || at.Path == alias && len(p.site.Data(alias)) == 0 {
		return at.Path
	}
	return at.Path + ":" + place(p.mapper(at.Path), at.Span)
}

func conflictOf(d diag.Diagnostic, places placer, alias string) aliasConflict {
	c := aliasConflict{Severity: d.Severity.String(), Code: d.Code.ID, Message: d.Message, Places: []string{places.at(d.Place, alias)}, Fixes: append([]string{}, d.Fixes...)}
	if d.Note != "" {
		c.Message += ": " + d.Note
	}
	for _, r := range d.Related {
		c.Places = append(c.Places, places.at(r.Place, alias))
	}
	return c
}

func changeOf(c build.Change, m *diag.Mapper) aliasChange {
	e := c.Link()
	start, end := m.Position(e.Src.Start), m.Position(e.Src.End)
	out := aliasChange{
		Kind: c.Kind, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
		Text: e.Text, Reason: c.Reason(m), Sentence: e.Sentence(), Section: e.Section, title: sectionTitle(*e),
	}
	if c.Kind != build.Gained {
		out.Was = c.Was.To.Slug
	}
	if c.Kind != build.Lost {
		out.Term = c.Now.To.Slug
	}
	return out
}

func (r aliasReport) text() string {
	var b strings.Builder
	whose := "a new term"
	if r.To != "" {
		whose = r.To
	}
	fmt.Fprintf(&b, "“%s” as a name of %s\n", r.Text, whose)
	if len(r.Found) > 0 {
		fmt.Fprintf(&b, "  found as: %s\n", strings.Join(r.Found, ", "))
	} else {
		b.WriteString("  found nowhere: it would not link by itself\n")
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  note: %s\n", n)
	}
	for _, c := range r.Conflicts {
		c.write(&b)
	}
	if r.settled && len(r.Pages) > 0 {
		b.WriteString("\n" + r.mended() + ":\n")
	}
	for _, p := range r.Pages {
		fmt.Fprintf(&b, "\n%s\n", p.Path)
		for _, c := range p.Changes {
			c.write(&b)
		}
	}
	return b.String() + "\n" + r.totals() + "\n"
}

// mended says when the changes hold. A clash may be mended so that the other term
// keeps the name, which is not what was asked.
func (r aliasReport) mended() string {
	if slices.ContainsFunc(r.Conflicts, func(c aliasConflict) bool { return c.Code == "L110" }) {
		return "once no other term has the name"
	}
	return "once that is mended"
}

func (c aliasConflict) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s[%s]: %s\n  in %s\n", c.Severity, c.Code, c.Message, strings.Join(c.Places, ", also in "))
	for _, fix := range c.Fixes {
		fmt.Fprintf(b, "  fix: %s\n", fix)
	}
}

var changeMarks = map[string]string{build.Gained: "+", build.Lost: "-", build.Led: "~"}

func (c aliasChange) write(b *strings.Builder) {
	to := c.Term
	if to == "" {
		to = c.Was
	}
	at := fmt.Sprintf("%d:%d", c.Line, c.Column)
	fmt.Fprintf(b, "%s %*s  %s → %s  %s\n", changeMarks[c.Kind], placeWidth, at, diag.Column(c.Text, textWidth), diag.Column(to, slugWidth), c.Reason)
	fmt.Fprintf(b, "           %s: %s\n", c.title, c.Sentence)
}

func (r aliasReport) totals() string {
	conflicts := ""
	if n := len(r.Conflicts); n > 0 {
		conflicts = fmt.Sprintf("; %d conflicts", n)
		if n == 1 {
			conflicts = "; 1 conflict"
		}
	}
	if len(r.Pages) == 0 {
		return "no page would change" + conflicts
	}
	pages := "1 page"
	if n := len(r.Pages); n > 1 {
		pages = fmt.Sprintf("%d pages", n)
	}
	return fmt.Sprintf("%s: %d gained, %d lost, %d changed%s", pages, r.Gained, r.Lost, r.Changed, conflicts)
}
