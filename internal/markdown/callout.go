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

var attrCallout, attrTitle = []byte("callout"), []byte("title")

// calloutTransformer marks a blockquote whose first line is [!NOTE], alone or
// with a title, and takes the line out of its first paragraph.
type calloutTransformer struct{}

func (calloutTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != p || p.Lines().Len() == 0 {
		return
	}
	segment := p.Lines().At(0)
	line := bytes.TrimSpace(segment.Value(reader.Source()))
	end := bytes.IndexByte(line, ']')
	if !bytes.HasPrefix(line, []byte("[!")) || end < 3 {
		return
	}
	// Obsidian folds a callout with - or + and names it with what follows.
	title := foldSpaces(string(bytes.TrimLeft(line[end+1:], "+-")))
	name := strings.ToLower(string(line[2:end]))
	if callouts[name] == "" {
		near := diag.Nearest(name, []string{"note", "tip", "important", "warning", "caution"})
		fix := "> [!NOTE]"
		if near != "" {
			fix = "> [!" + strings.ToUpper(near) + "]"
		}
		stateOf(pc).report(codeCallout, segment.Start, segment.Start+len(line), fmt.Sprintf("there is no callout %q", strings.ToUpper(name)), fix)
		return
	}
	if strings.ContainsAny(title, "[`*@") {
		stateOf(pc).report(codeCalloutTitle, segment.Start, segment.Start+len(line), "the title of a callout is plain text: nothing in it is marked up, linked or cited", "> [!"+strings.ToUpper(name)+"]   and the rest on the next line")
	}
	if title == "" {
		title = callouts[name]
	}
	quote.SetAttribute(attrCallout, name)
	quote.SetAttribute(attrTitle, title)
	p.Lines().SetSliced(1, p.Lines().Len())
	if p.Lines().Len() == 0 {
		quote.RemoveChild(quote, p)
	}
}

// calloutOf gives the callout that a blockquote is, "" for a quotation, and the
// words above it.
func calloutOf(n ast.Node) (name, title string) {
	if v, ok := n.Attribute(attrCallout); ok {
		name = v.(string)
	}
	if v, ok := n.Attribute(attrTitle); ok {
		title = v.(string)
	}
	return name, title
}
