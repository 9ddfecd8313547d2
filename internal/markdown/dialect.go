package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The parsers are shared by all goroutines; what belongs to one file travels in
// its parser.Context.
var (
	blockParser  = newParser(true)
	inlineParser = newParser(false)
)

// newParser makes the parser of whole pages, or that of one-line fields, which
// know no blocks and no footnotes.
func newParser(blocks bool) parser.Parser {
	inlines := []util.PrioritizedValue{
		util.Prioritized(inlineGate{}, -1),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(commentParser{}, 120),
		util.Prioritized(bracketParser{}, 150),
		util.Prioritized(citeParser{}, 160),
		util.Prioritized(spanned{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(extension.NewStrikethroughParser(), 500),
		util.Prioritized(extension.NewLinkifyParser(), 999),
		util.Prioritized(newTypographer(), 9999),
	}
	if !blocks {
		return parser.NewParser(
			parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
			parser.WithInlineParsers(inlines...),
		)
	}
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(blockGate{}, 0),
			util.Prioritized(commentBlockParser{}, 50),
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(counted{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(counted{parser.NewListParser()}, 300),
			util.Prioritized(counted{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(counted{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(htmlBlockParser{parser.NewHTMLBlockParser()}, 900),
			util.Prioritized(footnoteGate{counted{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(append(inlines,
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(spanned{extension.NewFootnoteParser()}, 101),
			util.Prioritized(lostFootnoteParser{}, 102),
		)...),
		parser.WithParagraphTransformers(
			util.Prioritized(paragraphGate{}, 0),
			util.Prioritized(calloutTransformer{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(unusedFootnotes{}, 998),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
		parser.WithHeadingAttribute(),
	)
}

// stateKey holds the *state of the file in its parser.Context.
var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// parseTree runs goldmark over src.
func (s *state) parseTree(p parser.Parser, src []byte) ast.Node {
	pc := parser.NewContext()
	pc.Set(stateKey, s)
	return p.Parse(text.NewReader(hidePipes(src)), parser.WithContext(pc))
}

// hiddenPipe stands for the | of a wikilink while goldmark reads, so that a
// table's cells are not divided there. Positions stay, and whatever is shown is
// taken from the file itself.
const hiddenPipe = 0x1F

// hidePipes gives src with the | between [[ and ]] on one line hidden; it copies
// only where there is one.
func hidePipes(src []byte) []byte {
	out := src
	for from := 0; ; {
		i := bytes.Index(src[from:], []byte("[["))
		if i < 0 {
			return out
		}
		from += i + 2
		inner := src[from:min(from+maxLabel, len(src))]
		if end := bytes.IndexByte(inner, '\n'); end >= 0 {
			inner = inner[:end]
		}
		end := bytes.Index(inner, []byte("]]"))
		if end < 0 {
			continue
		}
		pipe := bytes.IndexByte(inner[:end], '|')
		if pipe < 1 || inner[pipe-1] == '\\' {
			continue
		}
		if &out[0] == &src[0] {
			out = bytes.Clone(src)
		}
		out[from+pipe] = hiddenPipe
	}
}
