package content

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/internal/diag"
)

// IsControl tells whether a character may stand in no text: feeds and pages
// cannot carry it.
func IsControl(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE: // what Unicode keeps from being characters
		return true
	}
	return unicode.IsControl(r)
}

// Controls reports the control characters of data[start:end].
func Controls(path string, data []byte, start, end int) []diag.Diagnostic {
	var found diag.Collector
	for i := start; i < end; {
		if c := data[i]; c >= ' ' && c < 0x7F || c == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if IsControl(r) {
			found.Add(diag.New(codeControl, Place(path, diag.Span{Start: i, End: i + size}), fmt.Sprintf("the control character U+%04X stands here", r)).WithFix("delete it"))
		}
		i += size
	}
	return found.All()
}

// noControls reports what an escape such as "\0" put into a value.
func (r *reader) noControls(t Text) bool {
	i := strings.IndexFunc(t.Value, IsControl)
	if i < 0 {
		return true
	}
	c, _ := utf8.DecodeRuneInString(t.Value[i:])
	r.report(codeControl, t.At, fmt.Sprintf("an escape in this value makes the control character U+%04X", c), "take the escape out, or put the value in single quotes if its backslash is meant")
	return false
}
