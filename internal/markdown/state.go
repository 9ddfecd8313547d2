package markdown

import (
	"github.com/yuin/goldmark/ast"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// state is all that belongs to one run over one text: a page, or one field.
type state struct {
	path    string
	src     []byte    // what goldmark parses
	shift   int       // where src begins in the file
	within  diag.Span // for a field whose bytes differ from the file's: its place
	inexact bool
	kind    content.Kind
	limit   int // how large the HTML may grow
	diags   []diag.Diagnostic
	closers [256]int // where the next closer of comments is, by first byte; -1: there is none

	written map[ast.Node]written // where links, pictures and footnote marks stand

	// What the gates of bounds.go have seen so far.
	over                   bool // a bound was passed
	work, cells, footnotes int
	block                  blockAhead
	flat                   flatText
}

// span turns offsets of src into a span of the file.
func (s *state) span(start, end int) diag.Span {
	if s.inexact {
		return s.within
	}
	start = min(max(start, 0), len(s.src))
	return diag.Span{Start: s.shift + start, End: s.shift + min(max(end, start), len(s.src))}
}

func (s *state) report(code *diag.Code, start, end int, message, fix string) {
	s.diags = append(s.diags, diag.New(code, content.Place(s.path, s.span(start, end)), message).WithFix(fix))
}
