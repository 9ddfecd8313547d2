package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

var (
	testCode = Define(Code{ID: "Z901", Severity: Error, Title: "a test", Text: "A page."})
	softCode = Define(Code{ID: "Z902", Severity: Warning, Fixed: true, Title: "another test", Text: "\nAnother page.\n"})
)

func printer(files map[string]string) *Printer {
	return &Printer{Read: func(path string) []byte {
		if text, ok := files[path]; ok {
			return []byte(text)
		}
		return nil
	}}
}

// TestText marks the span in each input with « and », which are taken out.
func TestText(t *testing.T) {
	long := strings.Repeat("a", 300)
	for name, c := range map[string]struct{ text, want string }{
		"plain": {"one «two» three\n", `
f.md:1:5: error[Z901]: wrong
  1 | one two three
    |     ^^^
`},
		"second line, no end": {"one\ntwo «x»", `
f.md:2:5: error[Z901]: wrong
  2 | two x
    |     ^
`},
		"tabs are kept, so that they widen alike": {"\ta\t«b»\n", "\nf.md:1:4: error[Z901]: wrong\n  1 | \ta\tb\n    | \t \t^\n"},
		"columns are code points, carets are cells: accents composed": {"é«x»\n", `
f.md:1:2: error[Z901]: wrong
  1 | éx
    |  ^
`},
		"combining marks take no room": {"e\u0301e\u0302«x»\n", "\nf.md:1:5: error[Z901]: wrong\n  1 | e\u0301e\u0302x\n    |   ^\n"},
		"nor do they under the carets": {"a «e\u0301e\u0302» b\n", "\nf.md:1:3: error[Z901]: wrong\n  1 | a e\u0301e\u0302 b\n    |   ^^\n"},
		"wide characters take two": {"日本«語x»\n", `
f.md:1:3: error[Z901]: wrong
  1 | 日本語x
    |     ^^^
`},
		"fullwidth and emoji too": {"Ａ😀«x»\n", `
f.md:1:3: error[Z901]: wrong
  1 | Ａ😀x
    |     ^
`},
		"a joiner takes none": {"a\u200db«x»\n", "\nf.md:1:4: error[Z901]: wrong\n  1 | a\u200dbx\n    |   ^\n"},
		"direction and control characters are shown, one cell each": {"a\u202eb\x07«x»\n", "\nf.md:1:5: error[Z901]: wrong\n  1 | a\ufffdb\ufffdx\n    |     ^\n"},
		"the span may be one of them":                               {"a«\u202e»b\n", "\nf.md:1:2: error[Z901]: wrong\n  1 | a\ufffdb\n    |  ^\n"},
		"an empty span has one caret": {"one «»two\n", `
f.md:1:5: error[Z901]: wrong
  1 | one two
    |     ^
`},
		"a span over lines ends with its first line": {"one «two\nthree\nfour» five\n", `
f.md:1:5: error[Z901]: wrong
  1 | one two
    |     ^^^
`},
		"the end of a line":   {"one«\n»two\n", "\nf.md:1:4: error[Z901]: wrong\n  1 | one\n    |    ^\n"},
		"the end of the file": {"one\n«»", "\nf.md:2:1: error[Z901]: wrong\n  2 | \n    | ^\n"},
		"an empty line":       {"one\n«\n»two", "\nf.md:2:1: error[Z901]: wrong\n  2 | \n    | ^\n"},
		"three digits":        {strings.Repeat("\n", 122) + "a«b»c", "\nf.md:123:2: error[Z901]: wrong\n123 | abc\n    |  ^\n"},
		"four digits":         {strings.Repeat("\n", 1233) + "a«b»c", "\nf.md:1234:2: error[Z901]: wrong\n1234 | abc\n     |  ^\n"},
		"a long line is cut around the place": {long + "«XY»" + long + "\n", "\nf.md:1:301: error[Z901]: wrong\n  1 | " +
			strings.Repeat("a", 79) + "XY" + strings.Repeat("a", 79) + "\n    | " + strings.Repeat(" ", 79) + "^^\n"},
		"a long line is cut behind the place": {"«XY»" + long + "\n", "\nf.md:1:1: error[Z901]: wrong\n  1 | XY" +
			strings.Repeat("a", 158) + "\n    | ^^\n"},
		"no caret stands behind what is shown": {"«" + long + "»\n", "\nf.md:1:1: error[Z901]: wrong\n  1 | " +
			strings.Repeat("a", 160) + "\n    | " + strings.Repeat("^", 160) + "\n"},
		"bytes that are no text": {"caf\xe9 «x»\n", "\nf.md:1:6: error[Z901]: wrong\n  1 | caf\ufffd x\n    |      ^\n"},
	} {
		t.Run(name, func(t *testing.T) {
			start := strings.Index(c.text, "«")
			text := strings.Replace(c.text, "«", "", 1)
			end := strings.Index(text, "»")
			text = strings.Replace(text, "»", "", 1)
			d := New(testCode, Place{"f.md", Span{start, end}}, "wrong")
			if got := printer(map[string]string{"f.md": text}).Text(d); "\n"+got != c.want {
				t.Errorf("got\n%s\nwant%s", got, c.want)
			}
		})
	}
}

func TestTextAround(t *testing.T) {
	files := map[string]string{"f.md": "one two\n", "g.md": "\n  three\n", "picture.png": "\x89PNG\r\n\x00\xff", "empty.md": ""}
	at := func(path string, start, end int) Place { return Place{path, Span{start, end}} }
	for name, c := range map[string]struct {
		d    Diagnostic
		want string
	}{
		"fixes": {New(testCode, at("f.md", 4, 7), "wrong").WithFix("").WithFix("three").WithFix("four\nfive"), `
f.md:1:5: error[Z901]: wrong
  1 | one two
    |     ^^^
  fix: three
   or: four
       five
`},
		"related and note": {New(softCode, at("f.md", 0, 3), "wrong").WithRelated(at("g.md", 3, 8), "also in").WithRelated(Place{Path: "h.md"}, "see").WithNote("did you mean 1?"), `
f.md:1:1: warning[Z902]: wrong
  1 | one two
    | ^^^ also in g.md:2:3, see h.md, did you mean 1?
`},
		"a file that is not there has no line": {New(testCode, Place{Path: "gone.md"}, "wrong").WithFix("make it"), `
gone.md:1:1: error[Z901]: wrong
  fix: make it
`},
		"nor has an empty one": {New(testCode, Place{Path: "empty.md"}, "wrong"), `
empty.md:1:1: error[Z901]: wrong
`},
		"nor a picture": {New(testCode, Place{Path: "picture.png"}, "wrong"), `
picture.png:1:1: error[Z901]: wrong
`},
		"a text is shown for what is said of the whole file": {New(testCode, Place{Path: "f.md"}, "wrong"), `
f.md:1:1: error[Z901]: wrong
  1 | one two
    | ^
`},
		"a place beyond the end is the end":                    {New(testCode, at("f.md", 100, 200), "wrong"), "\nf.md:2:1: error[Z901]: wrong\n  2 | \n    | ^\n"},
		"what an author wrote does not reach the terminal raw": {New(testCode, Place{Path: "gone.md"}, "wrong \x1b[31m \u202e").WithFix("\x07"), "\ngone.md:1:1: error[Z901]: wrong \ufffd[31m \ufffd\n  fix: \ufffd\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := "\n" + printer(files).Text(c.d); got != c.want {
				t.Errorf("got%s\nwant%s", got, c.want)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := printer(nil).JSON(&b, nil); err != nil || b.String() != "[]\n" {
		t.Errorf("nothing: %q, %v", b.String(), err)
	}
	b.Reset()
	p := printer(map[string]string{"f.md": "é <b>\ntwo\n"})
	d := New(softCode, Place{"f.md", Span{3, 10}}, `a "b" & <c>`).WithRelated(Place{"f.md", Span{7, 8}}, "see").WithFix("x").WithFix("y")
	if err := p.JSON(&b, []Diagnostic{d, New(testCode, Place{Path: "f.md"}, "m")}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"message": "a \"b\" & <c>"`) {
		t.Errorf("escaped for HTML: %s", b.String())
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := `{"code":"Z902","column":3,"end_column":4,"end_line":2,"fixes":["x","y"],"line":1,"message":"a \"b\" & <c>","path":"f.md",` +
		`"related":[{"column":1,"line":2,"message":"see","path":"f.md"}],"severity":"warning","text":` +
		`"f.md:1:3: warning[Z902]: a \"b\" & <c>\n  1 | é <b>\n    |   ^^^ see f.md:2:1\n  fix: x\n   or: y\n"}`
	enc := new(bytes.Buffer)
	e := json.NewEncoder(enc)
	e.SetEscapeHTML(false)
	_ = e.Encode(got[0])
	if strings.TrimSpace(enc.String()) != want {
		t.Errorf("got  %s\nwant %s", enc.String(), want)
	}
	for _, field := range []string{"related", "fixes"} {
		if list, ok := got[1][field].([]any); !ok || len(list) != 0 {
			t.Errorf("%s without entries is %v, want []", field, got[1][field])
		}
	}
}
