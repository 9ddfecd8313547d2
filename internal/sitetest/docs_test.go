package sitetest_test

import (
	"os"
	"strings"
	"testing"

	"gloss/internal/content"
)

// A feature that the docs do not show does not exist. They say of each field what
// messages say.
func TestDocsNameEveryField(t *testing.T) {
	text, err := os.ReadFile("../../docs/editors.md")
	if err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer("`", "", `\|`, "|").Replace(string(text))
	names := 0
	check := func(name, doc string) {
		names++
		if !strings.Contains(plain, "\n| "+name+" | "+doc) {
			t.Errorf("docs/editors.md has no row for the field %s, or it does not say: %s", name, doc)
		}
	}
	for _, f := range content.Fields {
		if f.CSL { // documented by CSL
			continue
		}
		check(f.Name, f.Doc)
	}
	for _, f := range content.SiteFields {
		check(f.Name, f.Doc)
	}
	if names < 40 {
		t.Fatalf("only %d fields were looked for", names)
	}
}
