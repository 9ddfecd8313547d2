package content

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gloss/internal/diag"
	"gloss/internal/source"
)

// maxRepairs is how many fields are left out in turn to read the others.
const maxRepairs = 5

// lenientMeta reads what can be read of front matter that is broken, for the
// names by which other pages know the page: its own problem is reported, and
// makes none of theirs. start and end are those of the YAML.
func lenientMeta(f source.File, start, end int, loc Location) Meta {
	data := bytes.Clone(f.Data)
	blankMarkers(data[start:end])
	var m Meta
	for range maxRepairs {
		if i := invalidUTF8(data[start:end]); i >= 0 {
			blankField(data[start:end], i)
			continue
		}
		r, top := newReader(f.Path, data, start, end)
		if len(r.diags) == 0 {
			m = readMeta(r, top, loc)
			break
		}
		blankField(data[start:end], r.diags[0].Start-start)
	}
	if m.Title.Value == "" {
		m.Title = rawTitle(f.Data, start, end)
	}
	m.settleLinks()
	m.linkByHand()
	return m
}

// blankField makes spaces of the field that holds an offset: from the line at
// the margin above it to the next.
func blankField(text []byte, at int) {
	at = min(max(at, 0), len(text))
	from := bytes.LastIndexByte(text[:at], '\n') + 1
	for from > 0 && !startsField(text[from:]) {
		from = bytes.LastIndexByte(text[:from-1], '\n') + 1
	}
	for i := from; i < len(text) && (i == from || text[i-1] != '\n' || !startsField(text[i:])); i++ {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
}

// blankMarkers makes spaces of the lines that a merge leaves between two versions.
func blankMarkers(text []byte) {
	for at := 0; at < len(text); {
		line, next := lineAt(text, at)
		for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>"} {
			if bytes.HasPrefix(line, []byte(mark)) {
				copy(line, bytes.Repeat([]byte(" "), len(line)))
			}
		}
		at = next
	}
}

func startsField(text []byte) bool {
	line, _ := lineAt(text, 0)
	return looksLikeField(line)
}

// rawTitle gives the words of the first line that is a title, whatever is wrong
// with it.
func rawTitle(data []byte, start, end int) Text {
	const field = "title:"
	for at := start; at < end; {
		line, next := lineAt(data[:end], at)
		if words, ok := strings.CutPrefix(string(line), field); ok && utf8.ValidString(words) {
			value := strings.Trim(strings.TrimSpace(words), `"'`)
			from := at + len(field) + strings.Index(words, value)
			if value != "" && utf8.RuneCountInString(value) <= MaxName {
				return Text{Value: value, At: diag.Span{Start: from, End: from + len(value)}, Exact: true}
			}
			return Text{}
		}
		at = next
	}
	return Text{}
}

// linkByHand keeps names from being looked for in prose: whether they were meant
// to be may stand in what could not be read.
func (m *Meta) linkByHand() {
	m.Link = max(m.Link, LinkManual)
	for i := range m.Aliases {
		m.Aliases[i].Link = max(m.Aliases[i].Link, LinkManual)
	}
}
