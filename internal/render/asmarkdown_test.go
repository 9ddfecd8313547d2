package render

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestAsMarkdown reads pairs of HTML and the Markdown that it is to become,
// written by hand.
func TestAsMarkdown(t *testing.T) {
	data, err := os.ReadFile("testdata/asmarkdown.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := txtar.Parse(data).Files
	if len(files) < 20 || len(files)%2 != 0 {
		t.Fatalf("%d files", len(files))
	}
	for i := 0; i < len(files); i += 2 {
		name, _ := strings.CutSuffix(files[i].Name, ".html")
		t.Run(name, func(t *testing.T) {
			if files[i+1].Name != name+".md" {
				t.Fatalf("%s has no %s.md beside it", files[i].Name, name)
			}
			got := string(asMarkdown(files[i].Data, "/base/page/", "https://host.example"))
			if want := string(files[i+1].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func BenchmarkAsMarkdown(b *testing.B) {
	page, err := os.ReadFile("testdata/asmarkdown.txtar")
	if err != nil {
		b.Fatal(err)
	}
	page = []byte(strings.Repeat(string(page), 3)) // as long as an explainer's main part
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		asMarkdown(page, "/base/page/", "https://host.example")
	}
}

// FuzzAsMarkdown: a theme's templates may write anything; none of it stops a build.
func FuzzAsMarkdown(f *testing.F) {
	data, err := os.ReadFile("testdata/asmarkdown.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range txtar.Parse(data).Files {
		f.Add(file.Data)
	}
	f.Add([]byte(`<em><img src=x alt="y"></em><a href="#"><img alt=z></a><dl><dd>x<dt></dl><ul><li><table><tr><p></ul><`))
	f.Fuzz(func(t *testing.T, page []byte) {
		asMarkdown(page, "/", "")
	})
}
