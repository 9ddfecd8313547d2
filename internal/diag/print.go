package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Printer prints diagnostics of files whose bytes Read gives. Read may give nil
// for a file that is not there; then there is no excerpt.
type Printer struct {
	Read    func(path string) []byte
	mappers map[string]*Mapper
}

func (p *Printer) mapper(path string) *Mapper {
	if m := p.mappers[path]; m != nil {
		return m
	}
	if p.mappers == nil {
		p.mappers = map[string]*Mapper{}
	}
	m := NewMapper(p.Read(path))
	p.mappers[path] = m
	return m
}

// where gives "path:line:col".
func (p *Printer) where(at Place) string {
	pos := p.mapper(at.Path).Position(at.Start)
	return fmt.Sprintf("%s:%d:%d", at.Path, pos.Line, pos.Column)
}

// Text is the terminal form: a headline, the author's line, carets, fixes.
func (p *Printer) Text(d Diagnostic) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s[%s]: %s\n", p.where(d.Place), d.Severity, d.Code.ID, clean(d.Message))
	m := p.mapper(d.Path)
	start, end := m.Position(d.Start), m.Position(d.End)
	// What is said of a whole file shows no line of one that has none.
	if text := m.Line(start.Line); len(m.data) > 0 && (d.Span != Span{} || utf8.Valid(text) && bytes.IndexByte(text, 0) < 0) {
		p.excerpt(&b, d, string(text), start, end)
	}
	for i, fix := range d.Fixes {
		b.WriteString([]string{"  fix: ", "   or: "}[min(i, 1)] + strings.ReplaceAll(clean(fix), "\n", "\n       ") + "\n")
	}
	return b.String()
}

// maxExcerpt bounds how many code points of a line are shown.
const maxExcerpt = 160

func (p *Printer) excerpt(b *strings.Builder, d Diagnostic, line string, start, end Position) {
	runes := []rune(line)
	last := len(runes) + 1
	if end.Line == start.Line {
		last = min(max(end.Column, start.Column+1), len(runes)+1)
	}
	first := min(start.Column, len(runes)+1)
	window := 0
	if first > maxExcerpt*3/4 {
		window = first - maxExcerpt/2
	}
	stop := min(len(runes), window+maxExcerpt)
	last = max(min(last, stop+1), first+1)
	gutter := strconv.Itoa(start.Line)
	fmt.Fprintf(b, "%3s | %s\n", gutter, show(runes[window:stop]))
	var pad strings.Builder
	for _, r := range runes[window : first-1] {
		if r == '\t' {
			pad.WriteRune(r)
			continue
		}
		pad.WriteString(strings.Repeat(" ", cells(r)))
	}
	carets := 0
	for _, r := range runes[first-1 : min(last-1, len(runes))] {
		carets += cells(r)
	}
	fmt.Fprintf(b, "%s | %s%s%s\n", strings.Repeat(" ", max(len(gutter), 3)), pad.String(), strings.Repeat("^", max(carets, 1)), p.notes(d))
}

// cells is the room that a terminal gives a character as it is shown, so that the
// carets stand below what they mean.
func cells(r rune) int {
	r = shown(r)
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// show keeps control and direction characters from reordering a terminal.
func show(runes []rune) string {
	out := make([]rune, len(runes))
	for i, r := range runes {
		out[i] = shown(r)
	}
	return string(out)
}

func shown(r rune) rune {
	if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
		return utf8.RuneError
	}
	return r
}

// clean is show for messages, which may quote what an author wrote.
func clean(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = show([]rune(line))
	}
	return strings.Join(lines, "\n")
}

func (p *Printer) notes(d Diagnostic) string {
	var notes []string
	for _, r := range d.Related {
		where := r.Path
		if r.Span != (Span{}) {
			where = p.where(r.Place)
		}
		notes = append(notes, strings.TrimSpace(r.Message+" "+where))
	}
	if d.Note != "" {
		notes = append(notes, d.Note)
	}
	if len(notes) == 0 {
		return ""
	}
	return " " + clean(strings.Join(notes, ", "))
}

type jsonRelated struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

type jsonDiagnostic struct {
	Path      string        `json:"path"`
	Line      int           `json:"line"`
	Column    int           `json:"column"`
	EndLine   int           `json:"end_line"`
	EndColumn int           `json:"end_column"`
	Severity  string        `json:"severity"`
	Code      string        `json:"code"`
	Message   string        `json:"message"`
	Related   []jsonRelated `json:"related"`
	Fixes     []string      `json:"fixes"`
	Text      string        `json:"text"`
}

// JSON writes an array, in the order given.
func (p *Printer) JSON(w io.Writer, ds []Diagnostic) error {
	out := make([]jsonDiagnostic, 0, len(ds))
	for _, d := range ds {
		m := p.mapper(d.Path)
		start, end := m.Position(d.Start), m.Position(max(d.End, d.Start))
		j := jsonDiagnostic{
			Path: d.Path, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
			Severity: d.Severity.String(), Code: d.Code.ID, Message: d.Message,
			Related: []jsonRelated{}, Fixes: append([]string{}, d.Fixes...), Text: p.Text(d),
		}
		for _, r := range d.Related {
			at := p.mapper(r.Path).Position(r.Start)
			j.Related = append(j.Related, jsonRelated{r.Path, at.Line, at.Column, r.Message})
		}
		out = append(out, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
