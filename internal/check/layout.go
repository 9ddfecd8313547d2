package check

import (
	"bytes"
	"strconv"

	"gloss/internal/content"
)

// layout tells which blocks of a text belong together: those of one list or one
// table with the paragraph that introduces it by a colon, and those of one
// blockquote. Any other block is a group of its own.
type layout struct {
	group []int32 // by block
	quote []int32 // by block: its blockquote, -1 for none
	note  []int   // by block: the number of its footnote, 0 for none
}

// tags counts what is open at a place of the HTML.
type tags struct {
	nested, quoted int  // lists and tables, blockquotes
	left, closed   bool // all lists and tables, all blockquotes were closed on the way
	note           int
}

var opening, closing = []byte("<"), []byte("/")

// read goes through a stretch of HTML between two blocks.
func (t *tags) read(html []byte) {
	t.left, t.closed = t.nested == 0, t.quoted == 0
	for {
		i := bytes.Index(html, opening)
		if i < 0 {
			return
		}
		html = html[i+1:]
		by := 1
		name := html
		if bytes.HasPrefix(name, closing) {
			name, by = name[1:], -1
		}
		switch {
		case isTag(name, "ul"), isTag(name, "ol"), isTag(name, "dl"), isTag(name, "table"):
			t.nested += by
			t.left = t.left || t.nested == 0
		case isTag(name, "blockquote"):
			t.quoted += by
			t.closed = t.closed || t.quoted == 0
		case by > 0 && bytes.HasPrefix(name, []byte(`li id="fn-`)):
			t.note = number(name[len(`li id="fn-`):])
		}
	}
}

func isTag(name []byte, tag string) bool {
	return len(name) > len(tag) && string(name[:len(tag)]) == tag && (name[len(tag)] == '>' || name[len(tag)] == ' ')
}

func number(b []byte) int {
	end := bytes.IndexFunc(b, func(r rune) bool { return r < '0' || r > '9' })
	n, _ := strconv.Atoi(string(b[:max(end, 0)]))
	return n
}

func layoutOf(body *content.Body) layout {
	n := len(body.Blocks)
	l := layout{group: make([]int32, n), quote: make([]int32, n), note: make([]int, n)}
	var t tags
	at, quotes := int32(0), int32(-1)
	for i, b := range body.Blocks {
		from, to := body.Bounds(b)
		if from >= at {
			t.read(body.HTML[at:from])
			at = max(to, from)
		}
		l.group[i], l.quote[i], l.note[i] = int32(i), -1, t.note
		same := i > 0 && !t.left && b.Scope == body.Blocks[i-1].Scope
		if same || i > 0 && t.nested > 0 && t.note == l.note[i-1] && introduces(body, body.Blocks[i-1]) {
			l.group[i] = l.group[i-1]
		}
		if t.quoted > 0 {
			if t.closed {
				quotes++
			}
			l.quote[i] = quotes
		}
	}
	return l
}

// introduces tells whether a block ends in a colon.
func introduces(body *content.Body, b content.Block) bool {
	if b.Kind != content.BlockText {
		return false
	}
	for i := b.Runs[1] - 1; i >= b.Runs[0]; i-- {
		if text := bytes.TrimSpace(body.AppendRun(nil, body.Runs[i])); len(text) > 0 {
			return text[len(text)-1] == ':'
		}
	}
	return false
}
