package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"gloss/internal/diag"
)

// callouts are GitHub's five, with the word that readers see.
var callouts = map[string]string{
	"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution",
}

var attrCallout = []byte("callout")

// calloutTransformer marks a blockquote whose first line is [!NOTE] and takes
// the line out of its first paragraph.
type calloutTransformer struct{}

func (calloutTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != p || p.Lines().Len() == 0 {
		return
	}
	segment := p.Lines().At(0)
	line := bytes.TrimSpace(segment.Value(reader.Source()))
	if !bytes.HasPrefix(line, []byte("[!")) || !bytes.HasSuffix(line, []byte("]")) {
		return
	}
	name := strings.ToLower(string(line[2 : len(line)-1]))
	if callouts[name] == "" {
		near := diag.Nearest(name, []string{"note", "tip", "important", "warning", "caution"})
		fix := "> [!NOTE]"
		if near != "" {
			fix = "> [!" + strings.ToUpper(near) + "]"
		}
		stateOf(pc).report(codeCallout, segment.Start, segment.Start+len(line), fmt.Sprintf("there is no callout %q", strings.ToUpper(name)), fix)
		return
	}
	quote.SetAttribute(attrCallout, name)
	p.Lines().SetSliced(1, p.Lines().Len())
	if p.Lines().Len() == 0 {
		quote.RemoveChild(quote, p)
	}
}

// calloutOf gives the callout that a blockquote is, "" for a quotation.
func calloutOf(n ast.Node) string {
	if v, ok := n.Attribute(attrCallout); ok {
		return v.(string)
	}
	return ""
}
