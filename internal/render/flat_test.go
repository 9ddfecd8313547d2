package render

import (
	"html/template"
	"strings"
	"testing"
)

// TestFlatViews: a template that names a field of an embedded struct, the struct
// itself or the method sees in the flat view what it sees in the view.
func TestFlatViews(t *testing.T) {
	tmpl := template.Must(template.New("").Parse(`{{.Title}}|{{.Frame.Title}}|{{len .References}}|{{range .Terms}}{{.URL}},{{end}}|{{.StructuredData}}`))
	for _, kind := range []string{"article", "term", "glossary"} {
		view := sampleView(kind, full)
		if kind == "glossary" {
			tmpl = template.Must(template.New("").Parse(`{{.Title}}|{{.Listing.Frame.Title}}|{{.StructuredData}}`))
		}
		var plain, flat strings.Builder
		if err := tmpl.Execute(&plain, view); err != nil {
			t.Fatal(err)
		}
		if err := tmpl.Execute(&flat, flatten(view)); err != nil {
			t.Fatal(err)
		}
		if plain.String() != flat.String() || len(plain.String()) < 100 {
			t.Errorf("%s: %q, flat %q", kind, plain.String(), flat.String())
		}
		if _, same := flatten(view).(structured); same {
			t.Errorf("%s: the view is as it was", kind)
		}
	}
}
