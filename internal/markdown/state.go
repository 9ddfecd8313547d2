package markdown

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// state is all that belongs to one run over one text: a page, or one field.
type state struct {
	path    string
	src     []byte    // what the positions of goldmark's nodes are offsets of
	shift   int       // where src begins in the file
	within  diag.Span // for a field whose bytes differ from the file's: its place
	inexact bool
	kind    content.Kind
	limit   int // how large the HTML may grow
	diags   []diag.Diagnostic

	// What goldmark's parsers and ours leave for one another.
	closers [2]int // where the next --> and %% are; -1: nowhere
	notes   []*east.Footnote
	inBlock blockAhead
	*scratch

	// What the gates of bounds.go have seen so far.
	over        bool // a bound was passed
	work, cells int
}

// scratch is memory that one run hands to the next.
type scratch struct {
	out     []byte
	runs    []content.Run
	blocks  []content.Block
	slots   []content.Slot
	flat    flatText
	written map[ast.Node]written // where links, pictures and footnote marks stand
}

var scratches = sync.Pool{New: func() any { return &scratch{written: map[ast.Node]written{}} }}

// release gives the memory back, with nothing in it that anybody could hold.
func (s *scratch) release() {
	clear(s.written)
	clear(s.slots)
	s.out, s.runs, s.blocks, s.slots = s.out[:0], s.runs[:0], s.blocks[:0], s.slots[:0]
	scratches.Put(s)
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
