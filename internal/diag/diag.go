// Package diag holds problems as data.
//
// A stage gives Diagnostics: a code, a severity, the span of bytes that is
// meant, what is wrong, related places and text that mends it. Positions are
// byte spans of the whole file; only the printers at the edge turn them into
// lines and columns (Mapper). A Code is declared once, beside the rule that
// reports it, with the page that `explain` prints. A Diagnostic is never changed
// after it was made and never depends on how many others there are; Sort puts
// any set of them into one total order, and Bound lets one stand for the rest
// where a file has more of a kind than anybody reads.
package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Severity is how much a problem matters.
type Severity uint8

const (
	// Off is a rule that the site has switched off.
	Off Severity = iota
	// Warning does not keep a site from being published, but with --strict.
	Warning
	// Error keeps the site from being published.
	Error
)

// String gives the word that messages use.
func (s Severity) String() string { return [...]string{"off", "warning", "error"}[s] }

// ParseSeverity reads the words of site.yaml.
func ParseSeverity(word string) (Severity, bool) {
	for s := Off; s <= Error; s++ {
		if s.String() == word {
			return s, true
		}
	}
	return Off, false
}

// Span is a half-open range of bytes of a whole file.
type Span struct{ Start, End int }

// Place is a span in a file, its path relative to the root.
type Place struct {
	Path string
	Span
}

// Related is another place that a problem involves.
type Related struct {
	Place
	Message string // what stands there: "also in", "see"
}

// Diagnostic is one problem.
type Diagnostic struct {
	Place
	Code     *Code
	Severity Severity
	Message  string
	Note     string // stands behind the carets
	Related  []Related
	Fixes    []string // each can be pasted, or says what to do
	Draft    bool     // in the text of a draft that is left out: never an error
	Others   int      // how many problems it stands for, where Bound made it
}

// maxMessage bounds a message, in bytes: it may quote what an author wrote.
const maxMessage = 800

// New makes a diagnostic of a code at a place, with its usual severity.
func New(code *Code, at Place, message string) Diagnostic {
	if len(message) > maxMessage {
		message = strings.ToValidUTF8(message[:maxMessage], "") + "…"
	}
	return Diagnostic{Place: at, Code: code, Severity: code.Severity, Message: message}
}

// WithNote adds the words behind the carets.
func (d Diagnostic) WithNote(note string) Diagnostic { d.Note = note; return d }

// WithFix adds a fix.
func (d Diagnostic) WithFix(fix string) Diagnostic {
	if fix != "" {
		d.Fixes = append(slices.Clip(d.Fixes), fix)
	}
	return d
}

// WithRelated adds a related place.
func (d Diagnostic) WithRelated(at Place, message string) Diagnostic {
	d.Related = append(slices.Clip(d.Related), Related{at, message})
	return d
}

// Sort orders by path, position, code, message and the rest, and drops repeats,
// so that the result does not depend on the order in which problems were found.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortFunc(ds, Compare)
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool { return Compare(a, b) == 0 })
}

// Compare orders problems as Sort does; those that are equal say the same, but for
// their severity.
func Compare(a, b Diagnostic) int {
	return cmp.Or(
		strings.Compare(a.Path, b.Path),
		cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.End, b.End),
		strings.Compare(a.Code.ID, b.Code.ID),
		strings.Compare(a.Message, b.Message),
		strings.Compare(a.Note, b.Note),
		slices.Compare(a.Fixes, b.Fixes),
		slices.CompareFunc(a.Related, b.Related, func(x, y Related) int {
			return cmp.Or(strings.Compare(x.Path, y.Path), cmp.Compare(x.Start, y.Start),
				cmp.Compare(x.End, y.End), strings.Compare(x.Message, y.Message))
		}),
	)
}

// Same tells whether two problems say the same, and as loudly.
func Same(a, b Diagnostic) bool { return a.Severity == b.Severity && Compare(a, b) == 0 }

// Count gives how many are errors and how many are warnings, those that Bound
// left out among them.
func Count(ds []Diagnostic) (errors, warnings int) {
	for _, d := range ds {
		if d.Severity == Error {
			errors += d.weight()
		} else {
			warnings += d.weight()
		}
	}
	return errors, warnings
}
