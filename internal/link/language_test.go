package link_test

import (
	"strings"
	"testing"
)

// A form is foreign where its language is not the page's own, whatever the
// site's and the term's are (rule 16).
func TestForeignForms(t *testing.T) {
	s := newSite(t, map[string]string{
		"site.yaml":           "title: T\nlanguage: en\n",
		"glossary/army.md":    "---\n{title: Army, category: group, definition: D., aliases: [{text: Royal Guards, lang: en-GB}, {text: Garde du corps, lang: fr}]}\n---\n",
		"glossary/garde.md":   "---\n{title: La garde, lang: fr, category: group, definition: D., aliases: [{text: The guards, lang: en}]}\n---\n",
		"articles/british.md": "---\ntitle: B\nlang: en-gb\nautolink: true\n---\n\nThe Royal Guards.\n\n## 2\n\nA Garde du corps.\n",
		"articles/site.md":    "---\ntitle: S\n---\n\nThe Royal Guards.\n\n## 2\n\nA Garde du corps. La garde.\n",
		"articles/french.md":  "---\ntitle: F\nlang: fr\n---\n\nLa garde.\n\n## 2\n\nThe guards, the Royal Guards.\n",
	})
	for page, want := range map[string]string{"british": "; fr", "site": "en-GB; fr", "french": "; en"} {
		var langs []string
		for _, tag := range strings.Split(prose(s.resolve(t, "articles/"+page+".md")), "<a class=\"term\"")[1:] {
			tag, _, _ = strings.Cut(tag, ">")
			_, lang, _ := strings.Cut(tag, ` lang="`)
			lang, _, _ = strings.Cut(lang, `"`)
			langs = append(langs, lang)
		}
		if got := strings.Join(langs, "; "); got != want {
			t.Errorf("%s: %q, not %q", page, got, want)
		}
	}
}
