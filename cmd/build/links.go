package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/source"
)

// links explains every link decision in one page. What is wrong with the page
// goes to standard error; it is no failure of the explanation, unless the page
// cannot be read.
func (p program) links(f flags, file string) (int, error) {
	r, snapshot, err := p.open(f)
	if err != nil {
		return 0, err
	}
	at, err := r.pageFile(snapshot, file)
	if err != nil {
		return 0, err
	}
	site := build.New(r.options).Build(snapshot, r.at)
	if err := p.reportText(r, snapshot, site.DiagsOf(at)); err != nil {
		return 0, machine(err)
	}
	page := site.Page(at)
	if page == nil || page.Doc.Broken {
		return exitContent, machine(p.noLinks(r))
	}
	report := linksReport{page, diag.NewMapper(page.Doc.Data), site.Explain(page)}
	if r.format == "json" {
		return exitDone, machine(writeJSON(p.Stdout, report.entries()))
	}
	_, err = io.WriteString(p.Stdout, report.text())
	return exitDone, machine(err)
}

// noLinks is the report of a page that cannot be read.
func (p program) noLinks(r request) error {
	if r.format == "json" {
		return writeJSON(p.Stdout, []linkEntry{})
	}
	return nil
}

// reportText prints diagnostics to standard error, whatever the format of the
// report beside them.
func (p program) reportText(r request, snapshot source.Snapshot, ds []diag.Diagnostic) error {
	r.format = "text"
	return p.report(r, snapshot, ds)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// pageFile finds the page that an editor names: by its path from the root, from
// content/ or from here, without .md or index.md too.
func (r request) pageFile(snapshot source.Snapshot, name string) (string, error) {
	clean := filepath.ToSlash(filepath.Clean(name))
	ways := []string{clean, content.Root + "/" + clean}
	if abs, err := filepath.Abs(name); err == nil {
		if rel, err := filepath.Rel(r.root, abs); err == nil {
			ways = append(ways, filepath.ToSlash(rel))
		}
	}
	for _, way := range ways {
		for _, end := range []string{"", ".md", "/index.md"} {
			if _, ok := snapshot.Get(way + end); !ok || !strings.HasPrefix(way, content.Root+"/") {
				continue
			}
			if path.Ext(way+end) != ".md" {
				return "", usage("%s is no page: name a file that ends in .md", name)
			}
			return way + end, nil
		}
	}
	if near := nearestPage(snapshot, clean); near != "" {
		return "", usage("there is no page %s; did you mean %s?", name, near)
	}
	return "", usage("there is no page %s in content/", name)
}

// nearestPage gives the page with the nearest file name, whatever its folder.
func nearestPage(snapshot source.Snapshot, name string) string {
	first := map[string]string{}
	var names []string
	for _, f := range snapshot.Under(content.Root) {
		base, ok := strings.CutSuffix(strings.TrimSuffix(f.Path, "/index.md"), ".md")
		if base = path.Base(base); !ok && !strings.HasSuffix(f.Path, "/index.md") || first[base] != "" {
			continue
		}
		first[base] = f.Path
		names = append(names, base)
	}
	return first[diag.Nearest(strings.TrimSuffix(path.Base(strings.TrimSuffix(name, "/index.md")), ".md"), names)]
}

// linksReport is what is said of one page.
type linksReport struct {
	page *link.Page
	m    *diag.Mapper
	all  []link.Explained
}

// linkEntry is one decision as --format json has it.
type linkEntry struct {
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Text      string `json:"text"`
	Term      string `json:"term"`
	Outcome   string `json:"outcome"`
	Reason    string `json:"reason"`
	Sentence  string `json:"sentence"`
	Section   string `json:"section"`
}

func (l linksReport) entries() []linkEntry {
	entries := make([]linkEntry, 0, len(l.all))
	for _, e := range l.all {
		start, end := l.m.Position(e.Src.Start), l.m.Position(e.Src.End)
		entries = append(entries, linkEntry{
			start.Line, start.Column, end.Line, end.Column,
			e.Text, e.To.Slug, e.Outcome, e.Reason(l.m), e.Sentence(), e.Section,
		})
	}
	return entries
}

// lineWidth is what a line of a report takes at most, in cells of a terminal.
const lineWidth = 80

// The columns of a line leave 26 cells for the reason. A place that needs more
// takes it from the text.
const (
	placeWidth = 7
	textWidth  = 24
	slugWidth  = 16
)

func (l linksReport) text() string {
	var b strings.Builder
	b.WriteString(l.page.Doc.Path)
	if l.page.Presence != link.Public {
		fmt.Fprintf(&b, " (%s)", l.page.Presence)
	}
	b.WriteString("\n")
	title, wide := "", placeWidth
	for _, e := range l.all {
		wide = max(wide, len(place(l.m, e.Src)))
	}
	for _, e := range l.all {
		if now := sectionTitle(e); now != title {
			title = now
			fmt.Fprintf(&b, "\n%s\n", diag.Clip(title, lineWidth))
		}
		b.WriteString(l.line(e, wide))
	}
	return b.String() + "\n" + wrap(l.totals())
}

// wrap breaks a line between words where it would be too long.
func wrap(line string) string {
	var b strings.Builder
	used := 0
	for _, word := range strings.Fields(line) {
		n := diag.Width(word)
		switch {
		case used == 0:
		case used+1+n > lineWidth:
			b.WriteString("\n  ")
			used = 2
		default:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String() + "\n"
}

func sectionTitle(e link.Explained) string {
	switch e.Part {
	case link.InLead:
		return "(lead)"
	case link.InFootnotes:
		return "(footnotes)"
	}
	return e.Section
}

func (l linksReport) line(e link.Explained, wide int) string {
	reason := e.Reason(l.m)
	if e.Outcome == "linked" {
		reason = "linked, " + reason
	}
	text := e.Text
	if text == "" { // a picture's link: as it is written
		text = string(l.page.Doc.Data[e.Src.Start:e.Src.End])
	}
	text = diag.Column(text, textWidth+placeWidth-wide)
	return fmt.Sprintf("%*s  %s → %s  %s\n", wide, place(l.m, e.Src), text, diag.Column(e.To.Slug, slugWidth), reason)
}

func place(m *diag.Mapper, at diag.Span) string {
	p := m.Position(at.Start)
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// outcomes are the words of the last line, in its order.
var outcomes = []struct{ outcome, words string }{
	{"linked", "linked"},
	{link.Written, "by hand"},
	{"used", "used already"},
	{"hand", "left to a link by hand"},
	{"own-page", "own page"},
	{"manual", "manual"},
	{"skipped", "skipped"},
	{"cap", "past the cap"},
	{"split", "split"},
	{"quote", "quoted"},
	{"excluded", "held out"},
}

func (l linksReport) totals() string {
	end := ""
	if l.page.Doc.Role == content.RoleIntro {
		if end = "in an introduction no term links by itself"; len(l.all) == 0 {
			return end
		}
		end = "; " + end
	}
	if len(l.all) == 0 {
		return "no name of a term stands in this page's text"
	}
	count := map[string]int{}
	for _, e := range l.all {
		count[e.Outcome]++
	}
	var parts []string
	for _, o := range outcomes {
		if n := count[o.outcome]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, o.words))
		}
	}
	return fmt.Sprintf("%d in all: %s%s", len(l.all), strings.Join(parts, ", "), end)
}
