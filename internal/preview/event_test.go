package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"gloss/internal/diag"
)

var codeTest = diag.Define(diag.Code{ID: "Z901", Severity: diag.Warning, Title: "a test", Text: "A test."})

// TestPrinted: what is remembered of problems reads as if it were printed anew,
// whatever changes between two events.
func TestPrinted(t *testing.T) {
	files := map[string][]byte{"a.md": []byte("one\ntwo\n"), "b.md": []byte("three\nfour\n")}
	read := func(path string) []byte { return files[path] }
	at := func(path string, start, end int, message string) diag.Diagnostic {
		return diag.New(codeTest, diag.Place{Path: path, Span: diag.Span{Start: start, End: end}}, message)
	}
	base := func() []diag.Diagnostic {
		return []diag.Diagnostic{at("a.md", 0, 3, "first"), at("a.md", 4, 7, "second"), at("b.md", 0, 5, "third"), at("none.md", 0, 0, "no file")}
	}
	var p printed
	for i, step := range []func() []diag.Diagnostic{
		base,
		base,
		func() []diag.Diagnostic { return nil },
		base,
		func() []diag.Diagnostic { files["a.md"] = []byte("ONE\nTWO\n"); return base() },
		func() []diag.Diagnostic { ds := base(); ds[2].Severity = diag.Error; return ds },
		func() []diag.Diagnostic { ds := base(); ds[1].Message = "other"; return ds },
		func() []diag.Diagnostic { return base()[1:] },
		func() []diag.Diagnostic {
			return []diag.Diagnostic{at("a.md", 0, 3, "first").WithRelated(diag.Place{Path: "b.md", Span: diag.Span{Start: 6, End: 10}}, "also in")}
		},
		func() []diag.Diagnostic {
			files["b.md"] = []byte("\nthree\nfour\n")
			return []diag.Diagnostic{at("a.md", 0, 3, "first").WithRelated(diag.Place{Path: "b.md", Span: diag.Span{Start: 6, End: 10}}, "also in")}
		},
	} {
		ds := step()
		got := p.json(ds, read)
		var all, want bytes.Buffer
		if err := (&diag.Printer{Read: read}).JSON(&all, ds); err != nil {
			t.Fatal(err)
		}
		if err := json.Compact(&want, all.Bytes()); err != nil {
			t.Fatal(err)
		}
		if string(got) != want.String() && !(len(ds) == 0 && string(got) == "[]") {
			t.Errorf("step %d:\n%s\n%s", i, got, want.String())
		}
	}
	if n := fmt.Sprint(len(p.by)); n != "1" {
		t.Errorf("%s files are remembered", n)
	}
}
