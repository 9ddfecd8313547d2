package link

import (
	"bytes"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// locator turns bytes of a block's text, as terms counts them, into ranges of the
// HTML and spans of the file. Asked in order, it walks each block once.
type locator struct {
	body    *content.Body
	block   int32
	run, at int32 // the run at hand and where it begins in the text
}

func newLocator(body *content.Body) *locator { return &locator{body: body, block: -1} }

func (l *locator) locate(block, start, end int32) (from, to int32, src diag.Span) {
	b := l.body.Blocks[block]
	if block != l.block || start < l.at {
		l.block, l.run, l.at = block, b.Runs[0], 0
	}
	for l.run < b.Runs[1] && l.at+textLen(l.body, l.body.Runs[l.run]) <= start {
		l.at += textLen(l.body, l.body.Runs[l.run])
		l.run++
	}
	at := l.at
	from, to = -1, -1
	for _, run := range l.body.Runs[l.run:b.Runs[1]] {
		size := textLen(l.body, run)
		if size == 0 {
			continue
		}
		linear := run.Kind == content.RunPlain && run.Len == run.SrcLen
		if from < 0 && start < at+size {
			from, src.Start = run.HTML, int(run.Src)
			if linear {
				from += start - at
				src.Start += int(start - at)
			}
		}
		if end <= at+size {
			to, src.End = run.HTML+run.Len, int(run.Src+run.SrcLen)
			if linear {
				to = run.HTML + end - at
				src.End = int(run.Src + end - at)
			}
			break
		}
		at += size
	}
	return from, to, src
}

// textLen is how many bytes of a block's text a run makes, as terms counts them.
func textLen(body *content.Body, run content.Run) int32 {
	switch run.Kind {
	case content.RunBarrier:
		return 0
	case content.RunObject:
		return terms.ObjectLen
	case content.RunEscaped:
		return int32(len(body.AppendRun(nil, run)))
	}
	return run.Len
}

// wrap widens a range of the HTML until one element can be put around it: tags
// that open right before it or close right after it come with it. ok is false
// where that would split an element.
func wrap(html []byte, from, to int32) (int32, int32, bool) {
	var open [][]byte
	for i := from; i < to; i++ {
		if html[i] != '<' {
			continue
		}
		end := i + int32(bytes.IndexByte(html[i:], '>'))
		tag := html[i+1 : end]
		switch {
		case tag[0] != '/':
			if name := tagName(tag); !void[string(name)] {
				open = append(open, name)
			}
		case len(open) > 0:
			open = open[:len(open)-1]
		default: // closes what was opened before the range
			start, ok := tagBefore(html, from)
			if !ok || !bytes.Equal(tagName(html[start+1:from-1]), tag[1:]) {
				return 0, 0, false
			}
			from = start
		}
		i = end
	}
	for len(open) > 0 {
		name := open[len(open)-1]
		closing := append(append([]byte("</"), name...), '>')
		if !bytes.HasPrefix(html[to:], closing) {
			return 0, 0, false
		}
		to += int32(len(closing))
		open = open[:len(open)-1]
	}
	return from, to, true
}

var void = map[string]bool{"br": true, "img": true, "input": true, "hr": true}

func tagName(tag []byte) []byte {
	if i := bytes.IndexByte(tag, ' '); i >= 0 {
		return tag[:i]
	}
	return tag
}

// tagBefore finds an opening tag of an inline element that ends right at an offset.
func tagBefore(html []byte, at int32) (start int32, ok bool) {
	if at == 0 || html[at-1] != '>' {
		return 0, false
	}
	i := bytes.LastIndexByte(html[:at], '<')
	if i < 0 || html[i+1] == '/' || void[string(tagName(html[i+1:at-1]))] {
		return 0, false
	}
	return int32(i), true
}
