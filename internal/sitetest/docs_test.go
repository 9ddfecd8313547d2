package sitetest_test

import (
	"os"
	"strings"
	"testing"

	"gloss/internal/content"
)

// A feature that the docs do not show does not exist.
func TestDocsNameEveryField(t *testing.T) {
	text, err := os.ReadFile("../../docs/editors.md")
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	check := func(name string) {
		names++
		if !strings.Contains(string(text), "\n| `"+name+"` |") {
			t.Errorf("docs/editors.md has no row for the field %s", name)
		}
	}
	for _, f := range content.Fields {
		check(f.Name)
	}
	for _, f := range content.SiteFields {
		check(f.Name)
	}
	if names < 40 {
		t.Fatalf("only %d fields were looked for", names)
	}
}
