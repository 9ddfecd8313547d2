package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// coloured lists the languages that are highlighted: those whose rules were run
// against bad input of maxHighlight bytes and stayed far from the 250 ms after
// which chroma gives a rule up, silently and depending on the machine's load.
var coloured = map[string]bool{
	"go": true, "json": true, "yaml": true, "toml": true, "python": true, "javascript": true, "typescript": true,
	"css": true, "xml": true, "bash": true, "diff": true, "sql": true, "rust": true, "ini": true, "ruby": true,
}

var languageNames = map[string]string{
	"js": "javascript", "ts": "typescript", "py": "python", "sh": "bash", "shell": "bash", "yml": "yaml", "golang": "go", "rs": "rust", "rb": "ruby", "md": "markdown", "make": "makefile",
}

func (r *renderer) codeBlock(n ast.Node, language string) {
	lines := n.Lines()
	var b strings.Builder
	for i := range lines.Len() {
		segment := lines.At(i)
		b.Write(segment.Value(r.src))
	}
	code := b.String()
	start, end := r.nodeSpan(n)
	if len(code) > maxCodeBlock {
		r.report(codeBounds, start, start+1, fmt.Sprintf("this code block has %d bytes; 64,000 is the most", len(code)), "shorten it, or put it into a file beside the page and link to it")
		return
	}
	language = strings.ToLower(language)
	if full := languageNames[language]; full != "" {
		language = full
	}
	r.write(`<pre class="chroma" tabindex="0"><code`)
	if isWord(language) {
		r.write(` class="language-` + language + `"`)
	}
	r.write(">")
	switch {
	case language == "" || language == "text" || language == "plain" || language == "txt":
		r.escaped(code)
	default:
		if why := r.withoutColours(language, len(code)); why != "" {
			r.report(codePlainCode, start, min(end, start+80), why, "```text")
			r.escaped(code)
			break
		}
		r.coloured += len(code)
		r.highlight(language, code)
	}
	r.write("</code></pre>\n")
}

// withoutColours tells why a code block is shown plain, "" where it is not.
func (r *renderer) withoutColours(language string, size int) string {
	switch {
	case !coloured[language]:
		return fmt.Sprintf("there are no colours for %q", language)
	case size > maxHighlight:
		return fmt.Sprintf("this code block has more than %d bytes, so it is shown without colours", maxHighlight)
	case r.coloured+size > maxColoured:
		return fmt.Sprintf("this page has more than %d bytes of code in colours, so this block is shown without", maxColoured)
	}
	return ""
}

func isWord(s string) bool {
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '+' {
			return false
		}
	}
	return s != ""
}

func (r *renderer) escaped(s string) {
	for i := range len(s) {
		switch s[i] {
		case '&':
			r.write("&amp;")
		case '<':
			r.write("&lt;")
		case '>':
			r.write("&gt;")
		default:
			r.out = append(r.out, s[i])
		}
	}
}

// highlight writes a span with a class for each token that has one.
func (r *renderer) highlight(language, code string) {
	lexer := lexers.Get(language)
	if lexer == nil {
		r.escaped(code)
		return
	}
	tokens, ok := agreed(lexer, code)
	if !ok {
		r.escaped(code)
		return
	}
	for _, token := range tokens {
		class := classOf(token.Type)
		if class == "" {
			r.escaped(token.Value)
			continue
		}
		r.write(`<span class="` + class + `">`)
		r.escaped(token.Value)
		r.write("</span>")
	}
}

// agreed reads code until two readings agree: chroma gives a rule up after a
// quarter of a second, without a word, and on a busy machine that passes while
// nothing is done.
func agreed(lexer chroma.Lexer, code string) ([]chroma.Token, bool) {
	var before []chroma.Token
	for range maxReadings {
		reading, err := chroma.Coalesce(lexer).Tokenise(nil, code)
		if err != nil {
			return nil, false
		}
		tokens := reading.Tokens()
		if before != nil && slices.Equal(before, tokens) {
			return tokens, true
		}
		before = append([]chroma.Token{}, tokens...)
	}
	return nil, false
}

const maxReadings = 8

// classOf is the short class of a token's type or of the nearest type above it.
func classOf(t chroma.TokenType) string {
	for _, t := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		if class, ok := chroma.StandardTypes[t]; ok {
			if t == chroma.Text || t == chroma.TextWhitespace || t == chroma.Background {
				return ""
			}
			return class
		}
	}
	return ""
}
