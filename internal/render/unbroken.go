package render

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A browser may end a line after any hyphen, and IS- at the end of one with K at
// the start of the next reads as two words. unbroken puts such short names into
// <span class="nb">, which the stylesheet keeps on one line: a no-break hyphen
// would be another character to whoever copies or searches the page.
//
// It works on finished pages, on text in <body> alone. A link that is nothing but
// such a name is put into the span whole, so that taking the link away leaves the
// bytes that stand there without one.
func unbroken(page []byte) []byte {
	from := bytes.Index(page, []byte("<body"))
	if from < 0 {
		return page
	}
	var out []byte
	done := 0 // what out holds of page
	for i := from; i < len(page); {
		if page[i] == '<' {
			i = afterTag(page, i)
			continue
		}
		end := len(page)
		if j := bytes.IndexByte(page[i:], '<'); j >= 0 {
			end = i + j
		}
		for at := i; at < end; {
			hyphen := bytes.IndexByte(page[at:end], '-')
			if hyphen < 0 {
				break
			}
			start, stop := word(page, i, end, at+hyphen)
			at = max(stop, at+hyphen+1)
			if !short(page[start:stop]) {
				continue
			}
			if start == i && stop == end {
				if start, stop = element(page, start, stop); start < 0 {
					continue
				}
			}
			if out == nil {
				out = make([]byte, 0, len(page)+len(page)/8)
			}
			out = append(out, page[done:start]...)
			out = append(out, `<span class="nb">`...)
			out = append(out, page[start:stop]...)
			out = append(out, "</span>"...)
			done = stop
		}
		i = max(end, done)
	}
	if out == nil {
		return page
	}
	return append(out, page[done:]...)
}

// afterTag is where a tag ends, or the whole element where its text is no running
// text. A > within an attribute stands between quotation marks.
func afterTag(page []byte, i int) int {
	end, quotes := i, 0
	for {
		j := bytes.IndexByte(page[end:], '>')
		if j < 0 {
			return len(page)
		}
		quotes += bytes.Count(page[end:end+j], []byte{'"'})
		if end += j + 1; quotes%2 == 0 {
			break
		}
	}
	var name string
	switch tag := page[i+1 : end]; tag[0] {
	case 'c':
		name = "code"
	case 'p':
		name = "pre"
	case 't':
		name = "textarea"
	case 's':
		switch tag[1] {
		case 'c':
			name = "script"
		case 't':
			name = "style"
		case 'v':
			name = "svg"
		}
	}
	if name != "" && tagNamed(page[i+1:], name) {
		return afterElement(page, end, name)
	}
	return end
}

// afterElement is where an element ends whose first tag ends at from. Drawings
// stand within drawings.
func afterElement(page []byte, from int, name string) int {
	for open, at := 1, from; ; {
		j := bytes.Index(page[at:], []byte("</"+name+">"))
		if j < 0 {
			return from
		}
		open += bytes.Count(page[at:at+j], []byte("<"+name)) - 1
		if at += j + len("</>") + len(name); open == 0 {
			return at
		}
	}
}

func tagNamed(rest []byte, name string) bool {
	return len(rest) > len(name) && string(rest[:len(name)]) == name && (rest[len(name)] == ' ' || rest[len(name)] == '>')
}

// word is the run of letters, figures and hyphens about a place.
func word(page []byte, from, to, at int) (start, stop int) {
	start, stop = at, at
	for start > from {
		r, n := utf8.DecodeLastRune(page[from:start])
		if !inWord(r) {
			break
		}
		start -= n
	}
	for stop < to {
		r, n := utf8.DecodeRune(page[stop:to])
		if !inWord(r) {
			break
		}
		stop += n
	}
	return start, stop
}

func inWord(r rune) bool { return r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// A name is kept together where it is so short that it fits any line, and one of
// its parts so short that it would be lost alone.
const (
	longestName = 10
	lostPart    = 2
)

func short(name []byte) bool {
	if len(name) > longestName*utf8.UTFMax || utf8.RuneCount(name) > longestName {
		return false
	}
	lost := false
	for part := range strings.SplitSeq(string(name), "-") {
		n := utf8.RuneCountInString(part)
		if n == 0 {
			return false // a dash, or an end that is no name's
		}
		lost = lost || n <= lostPart
	}
	return lost
}

// element is the element within a line whose whole text a name is, so that the
// span goes about it; start is -1 where it is a block, which has a line of its own.
func element(page []byte, start, stop int) (from, to int) {
	from = bytes.LastIndexByte(page[:start], '<')
	if from < 0 || page[start-1] != '>' || !bytes.HasPrefix(page[stop:], []byte("</")) {
		return start, stop
	}
	for _, name := range []string{"a", "b", "i", "em", "strong", "mark", "bdi"} {
		if tagNamed(page[from+1:], name) && bytes.HasPrefix(page[stop+2:], []byte(name+">")) {
			return from, stop + len("</>") + len(name)
		}
	}
	if bytes.HasPrefix(page[from:], []byte("</")) {
		return start, stop
	}
	return -1, -1
}
