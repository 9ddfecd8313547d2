package link_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"gloss/internal/link"
)

// What was meant is said in new diagnostics: a page that was resolved stays as it
// was, and asked again a suggester of the same site says the same.
func TestSuggestionsChangeNothing(t *testing.T) {
	s := newSite(t, map[string]string{
		"glossary/taliban.md":    "---\n{title: Taliban, category: group, definition: D., related: [talibann]}\n---\n",
		"explainers/e.md":        "---\ntitle: E\n---\n\n## What now?\n\nA.\n",
		"articles/a/picture.png": "x",
		"articles/a/index.md": "---\ntitle: A\n---\n\n[[Talibann]]\n\n[[e#Wat now?]]\n\n[x](../../glossary/talibn.md)\n\n[x](/glossary/talban/)\n\n" +
			"![x](pictur.png)\n\n![[e#Wat now?]]\n\n[[quite another thing]]\n",
	})
	r := s.resolve(t, "articles/a/index.md")
	before := slices.Clone(r.Diags)
	got := link.NewSuggester(s.names).Diags(r)
	if !reflect.DeepEqual(r.Diags, before) {
		t.Error("the page was changed")
	}
	var notes []string
	for _, d := range got {
		notes = append(notes, fmt.Sprintf("%s %s %v", d.Code.ID, d.Note, d.Fixes))
	}
	want := []string{
		"L101 did you mean taliban? [[[taliban]]]",
		"L103 did you mean What now?? [e#What now?]",
		"L101 did you mean content/glossary/taliban.md? [../../glossary/taliban.md]",
		"L101 did you mean /glossary/taliban/? [/glossary/taliban/]",
		"L109 did you mean picture.png? [picture.png]",
		"L103 did you mean What now?? [e#What now?]",
		"L101  [name a page by its slug or title, or write the words without brackets]",
	}
	if !slices.Equal(notes, want) {
		t.Errorf("got\n%q\nwant\n%q", notes, want)
	}
	if again := link.NewSuggester(s.names).Diags(r); !reflect.DeepEqual(got, again) {
		t.Error("asked again it says something else")
	}
}
