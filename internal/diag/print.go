package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
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
	return fmt.Sprintf("%s:%d:%d", pathText(at.Path), pos.Line, pos.Column)
}

// Text is the terminal form: a headline, the author's line, carets, fixes.
func (p *Printer) Text(d Diagnostic) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s[%s]: %s\n", p.where(d.Place), d.Severity, d.Code.ID, strings.ReplaceAll(clean(d.Message), "\n", " "))
	m := p.mapper(d.Path)
	e := excerptOf(m, d.Span)
	// What is said of a whole file shows no line of one that has none.
	if len(m.data) > 0 && (d.Span != Span{} || e.isText()) {
		e.write(&b, p.notes(d))
	}
	for i, fix := range d.Fixes {
		b.WriteString([]string{"  fix: ", "   or: "}[min(i, 1)] + strings.ReplaceAll(clean(fix), "\n", "\n       ") + "\n")
	}
	return b.String()
}

// maxExcerpt bounds how many code points of a line are shown.
const maxExcerpt = 160

// excerpt is as much of a line as is shown, and what carets stand under.
type excerpt struct {
	line   int
	before []rune // of the line, up to the span
	behind []rune // from the span's start on
	marked int    // code points of behind that the span holds, at least one
}

func excerptOf(m *Mapper, at Span) excerpt {
	start, end := m.Position(at.Start), m.Position(at.End)
	before, behind := m.around(start.Line, at.Start)
	n := start.Column - 1
	if n >= maxExcerpt*3/4 {
		n = maxExcerpt/2 - 1
	}
	e := excerpt{line: start.Line, before: lastRunes(before, n), behind: firstRunes(behind, maxExcerpt-n)}
	e.marked = len(e.behind)
	if end.Line == start.Line {
		e.marked = min(max(end.Column-start.Column, 1), len(e.behind))
	}
	return e
}

// isText tells whether what is shown is a text's, and not a picture's.
func (e excerpt) isText() bool {
	return !slices.Contains(e.behind, 0) && !slices.Contains(e.behind, utf8.RuneError)
}

func (e excerpt) write(b *strings.Builder, notes string) {
	gutter := strconv.Itoa(e.line)
	fmt.Fprintf(b, "%3s | %s%s\n", gutter, show(e.before), show(e.behind))
	var pad strings.Builder
	for _, r := range e.before {
		if r == '\t' {
			pad.WriteRune(r)
			continue
		}
		pad.WriteString(strings.Repeat(" ", cells(r)))
	}
	carets := 0
	for _, r := range e.behind[:e.marked] {
		carets += cells(r)
	}
	fmt.Fprintf(b, "%s | %s%s%s\n", strings.Repeat(" ", max(len(gutter), 3)), pad.String(), strings.Repeat("^", max(carets, 1)), notes)
}

// firstRunes decodes at most n code points from the start of text.
func firstRunes(text []byte, n int) (runes []rune) {
	for len(text) > 0 && len(runes) < n {
		r, size := utf8.DecodeRune(text)
		runes, text = append(runes, r), text[size:]
	}
	return runes
}

// lastRunes decodes at most n code points at the end of text.
func lastRunes(text []byte, n int) []rune {
	from := len(text)
	for ; from > 0 && n > 0; n-- {
		_, size := utf8.DecodeLastRune(text[:from])
		from -= size
	}
	return []rune(string(text[from:]))
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

// pathText is a path as a terminal may see it: what would break its line, or
// cannot be seen, as Go escapes it.
func pathText(path string) string {
	plain := func(r rune) bool { return r != '\t' && shown(r) == r }
	if utf8.ValidString(path) && strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) < 0 {
		return path
	}
	var b strings.Builder
	for len(path) > 0 {
		r, size := utf8.DecodeRuneInString(path)
		if plain(r) && (r != utf8.RuneError || size > 1) {
			b.WriteString(path[:size])
		} else {
			b.WriteString(strings.Trim(strconv.QuoteToASCII(path[:size]), `"`))
		}
		path = path[size:]
	}
	return b.String()
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
		where := pathText(r.Path)
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
