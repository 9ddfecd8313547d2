package check

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/diag"
)

func TestCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"plain, naïve, 日本, עברית\n":              "",
		"zero\u200bwidth":                        "1:5 E106 U+200B;",
		"a\u202eb\u202cc":                        "1:2 E106 U+202E;1:4 E106 U+202C;",
		"line\nword\u2060joiner \ufeff":          "2:5 E106 U+2060;2:13 E106 U+FEFF;",
		"\u2066isolate\u2069 \u200e\u200f":       "1:1 E106 U+2066;1:9 E106 U+2069;1:11 E106 U+200E;1:12 E106 U+200F;",
		"می\u200cخواهم and 👩\u200d👩\u200d👧 stay": "",
	} {
		var got strings.Builder
		m := diag.NewMapper([]byte(text))
		for _, d := range Characters(&content.Document{Path: "x.md", Data: []byte(text)}) {
			at := m.Position(d.Start)
			_, char, _ := strings.Cut(strings.TrimSuffix(d.Message, " stands here"), "character ")
			fmt.Fprintf(&got, "%d:%d %s %s;", at.Line, at.Column, d.Code.ID, char)
		}
		if got.String() != want {
			t.Errorf("%q: got %s, want %s", text, got.String(), want)
		}
	}
}

func TestMixedScripts(t *testing.T) {
	for name, want := range map[string]string{
		"Taliban": "", "Талибан": "", "Θ and Taliban": "", "Тaliban": "Тaliban", "the Kabοul": "Kabοul", "al-Qаeda": "Qаeda", "IS-К": "", "日本Taliban": "", "": "",
	} {
		if got := mixed(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
