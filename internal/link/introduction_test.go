package link_test

import (
	"strings"
	"testing"
)

func introSite(t *testing.T, front string) *site {
	return newSite(t, map[string]string{
		"site.yaml":           "title: T\ntopics: {war: {title: War}}\n",
		"glossary/index.md":   "---\ntitle: All terms\n" + front + "---\n\nThink of [[is-k]]. Read on.\n",
		"glossary/is-k.md":    "---\n{title: IS-K, category: group, definition: D.}\n---\n",
		"articles/article.md": "---\ntitle: Article\n---\n\nIS-K is here.\n",
	})
}

// What an introduction links to is used by the listing, behind all pages.
func TestIntroductionsUse(t *testing.T) {
	s := introSite(t, "")
	graph := s.graph(t)
	term := s.names.TermNamed("is-k")
	if n := graph.UseCount(term); n != 2 {
		t.Errorf("%d uses", n)
	}
	mentions, _ := graph.Mentions(term, 10)
	if len(mentions) != 2 {
		t.Fatalf("%d mentions", len(mentions))
	}
	m := mentions[1]
	if got := m.From.Address + " " + m.From.Title() + ": " + m.Before + m.Words + m.After; got != "/glossary/ All terms: Think of IS-K." {
		t.Error(got)
	}
	if related := graph.Related(term, 10); len(related) != 0 {
		t.Errorf("related: %v", related)
	}
}

// A field that an introduction cannot honour is an error, each once.
func TestIntroductionsRefuseFields(t *testing.T) {
	s := introSite(t, "slug: x\nredirect-from: [/a/, /b/]\ntopics: [war]\nimage: a.png\ntranslation-of: article\n")
	r := s.graph(t).Intros["glossary"]
	want := ""
	for _, field := range strings.Fields("slug redirect-from topics image translation-of") {
		want += "\nA106 an introduction has no " + field + " / take it out"
	}
	if got := "\n" + messages(r); got != want {
		t.Errorf("got%s\nwant%s", got, want)
	}
}
