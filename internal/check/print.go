package check

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"gloss/internal/diag"
	"gloss/internal/link"
)

// maxListed is how many entries of one sort the text of a report has. As JSON it
// has all.
const maxListed = 50

// Printer writes a report. It turns spans into lines, so it stands at the edge.
type Printer struct {
	Read func(path string) []byte // of the snapshot
	Keep func(path string) bool   // nil keeps all; of entries, by the file of their first place

	mappers map[string]*diag.Mapper
}

// spot is a place as JSON has it.
type spot struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func (s spot) String() string { return fmt.Sprintf("%s:%d:%d", s.Path, s.Line, s.Column) }

func (p *Printer) spot(at diag.Place) spot {
	if p.mappers == nil {
		p.mappers = map[string]*diag.Mapper{}
	}
	m := p.mappers[at.Path]
	if m == nil {
		m = diag.NewMapper(p.Read(at.Path))
		p.mappers[at.Path] = m
	}
	pos := m.Position(at.Start)
	return spot{at.Path, pos.Line, pos.Column}
}

func (p *Printer) spots(places []diag.Place) []spot {
	all := []spot{}
	for _, at := range places {
		all = append(all, p.spot(at))
	}
	return all
}

// What a report is as JSON. Its fields are documented in docs/editors.md.
type (
	jsonTerm struct {
		Term string `json:"term"`
		spot
	}
	jsonForm struct {
		Term string `json:"term"`
		Text string `json:"text"`
		From string `json:"from"`
		spot
	}
	jsonCommon struct {
		Term  string  `json:"term"`
		Pages int     `json:"pages"`
		Share float64 `json:"share"`
		spot
	}
	jsonHeld struct {
		Term string `json:"term"`
		Text string `json:"text"`
		spot
	}
	jsonUndefined struct {
		Text   string `json:"text"`
		Kind   string `json:"kind"` // phrase or acronym
		Pages  int    `json:"pages"`
		Uses   int    `json:"uses"`
		Places []spot `json:"places"`
	}
	jsonPair struct {
		Terms  [2]string `json:"terms"`
		Pages  int       `json:"pages"`
		Places []spot    `json:"places"`
	}
	jsonReport struct {
		Pages     int             `json:"pages"`
		Terms     int             `json:"terms"`
		Unused    []jsonTerm      `json:"unused_terms"`
		Unmatched []jsonForm      `json:"unmatched_forms"`
		Common    []jsonCommon    `json:"common_terms"`
		Held      []jsonHeld      `json:"held_back"`
		Undefined []jsonUndefined `json:"undefined"`
		Pairs     []jsonPair      `json:"unrelated_pairs"`
	}
)

// JSON writes the report as one object.
func (p *Printer) JSON(w io.Writer, r *Report) error {
	out := jsonReport{
		Pages: r.Pages, Terms: r.Terms,
		Unused:    gather(p, r.Unused, func(u Unused) diag.Place { return u.At }, func(u Unused) jsonTerm { return jsonTerm{u.Term.Slug, p.spot(u.At)} }),
		Unmatched: gather(p, r.Unmatched, func(u Unmatched) diag.Place { return u.At }, func(u Unmatched) jsonForm { return jsonForm{u.Term.Slug, u.Text, u.Origin, p.spot(u.At)} }),
		Common:    gather(p, r.Common, func(c Common) diag.Place { return c.At }, func(c Common) jsonCommon { return jsonCommon{c.Term.Slug, c.Pages, r.share(c), p.spot(c.At)} }),
		Held:      gather(p, r.Held, func(h Held) diag.Place { return h.At }, func(h Held) jsonHeld { return jsonHeld{h.Term.Slug, h.Text, p.spot(h.At)} }),
		Undefined: gather(p, r.Undefined, func(u Undefined) diag.Place { return u.Places[0] }, func(u Undefined) jsonUndefined {
			return jsonUndefined{u.Text, u.kind(), u.Pages, u.Uses, p.spots(u.Places)}
		}),
		Pairs: gather(p, r.Unrelated, func(u Unrelated) diag.Place { return u.Places[0] }, func(u Unrelated) jsonPair {
			return jsonPair{[2]string{u.A.Slug, u.B.Slug}, u.Pages, p.spots(u.Places)}
		}),
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err == nil {
		_, err = w.Write(append(data, '\n'))
	}
	return err
}

// gather makes of the entries that are kept what the printer writes.
func gather[T, U any](p *Printer, all []T, at func(T) diag.Place, make func(T) U) []U {
	out := []U{}
	for _, entry := range all {
		if p.Keep == nil || p.Keep(at(entry).Path) {
			out = append(out, make(entry))
		}
	}
	return out
}

func (r *Report) share(c Common) float64 {
	return float64(int(100*float64(c.Pages)/float64(r.Pages-1)+0.5)) / 100
}

func (u Undefined) kind() string {
	if u.Acronym {
		return "acronym"
	}
	return "phrase"
}

// Text writes the report for people: a part for each sort of entry, each entry
// with its place.
func (p *Printer) Text(w io.Writer, r *Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n", plural(r.Pages, "page"), plural(r.Terms, "term"))
	list(&b, "Terms that no page uses", gather(p, r.Unused, func(u Unused) diag.Place { return u.At }, func(u Unused) string {
		return fmt.Sprintf("%s: %s", p.spot(u.At), name(u.Term))
	}))
	list(&b, "Names of terms that stand on no page", gather(p, r.Unmatched, func(u Unmatched) diag.Place { return u.At }, func(u Unmatched) string {
		return fmt.Sprintf("%s: %q, %s of %s", p.spot(u.At), u.Text, u.Origin, name(u.Term))
	}))
	list(&b, fmt.Sprintf("Terms on more than %d%% of the pages", int(100*CommonShare)), gather(p, r.Common, func(c Common) diag.Place { return c.At }, func(c Common) string {
		return fmt.Sprintf("%s: %s, on %s (%.0f%%)", p.spot(c.At), name(c.Term), plural(c.Pages, "page"), 100*r.share(c))
	}))
	list(&b, fmt.Sprintf("Links held back: their paragraph has %d already", r.Cap), gather(p, r.Held, func(h Held) diag.Place { return h.At }, func(h Held) string {
		return fmt.Sprintf("%s: %q → %s", p.spot(h.At), h.Text, name(h.Term))
	}))
	list(&b, fmt.Sprintf("Names and acronyms on %d pages or more that no term defines", minUndefined), gather(p, r.Undefined, func(u Undefined) diag.Place { return u.Places[0] }, func(u Undefined) string {
		return fmt.Sprintf("%s: %s, %s", u.Text, plural(u.Pages, "page"), plural(u.Uses, "use")) + p.below(u.Places)
	}))
	list(&b, "Terms that often share a paragraph and are not related", gather(p, r.Unrelated, func(u Unrelated) diag.Place { return u.Places[0] }, func(u Unrelated) string {
		return fmt.Sprintf("%s and %s: %s", name(u.A), name(u.B), plural(u.Pages, "page")) + p.below(u.Places)
	}))
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Printer) below(places []diag.Place) string {
	lines := ""
	for _, at := range places {
		lines += "\n    " + p.spot(at).String()
	}
	return lines
}

func list(b *strings.Builder, title string, entries []string) {
	fmt.Fprintf(b, "\n%s (%d)\n", title, len(entries))
	for i, entry := range entries {
		if i == maxListed {
			fmt.Fprintf(b, "  and %d more: --format json has all\n", len(entries)-i)
			return
		}
		b.WriteString("  " + entry + "\n")
	}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func name(p *link.Page) string { return p.Title() }
