package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// lostFootnoteParser runs where goldmark's own found no footnote for a mark.
type lostFootnoteParser struct{}

func (lostFootnoteParser) Trigger() []byte { return []byte{'['} }

func (lostFootnoteParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[^")) {
		return nil
	}
	end := bytes.IndexByte(line, ']')
	if end < 3 || bytes.ContainsAny(line[2:end], "[ ") {
		return nil
	}
	label := line[2:end]
	stateOf(pc).report(codeFootnote, segment.Start, segment.Start+end+1, fmt.Sprintf("there is no footnote %q on this page", label), fmt.Sprintf("[^%s]: …", label))
	return nil
}

// unusedFootnotes reports footnotes that goldmark is about to drop.
type unusedFootnotes struct{}

func (unusedFootnotes) Transform(_ *ast.Document, _ text.Reader, pc parser.Context) {
	s := stateOf(pc)
	for _, f := range s.notes {
		if f.Index < 0 {
			start := max(f.Pos(), 0)
			s.report(codeFootnote, start, start+len(f.Ref)+4, fmt.Sprintf("nothing points to the footnote %q, so readers would not see it", f.Ref), fmt.Sprintf("write [^%s] where it belongs, or delete it", f.Ref))
		}
	}
}
