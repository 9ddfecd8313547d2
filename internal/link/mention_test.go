package link_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// rankedSite has a term on pages of each kind, brought up and in passing.
func rankedSite(t *testing.T) *site {
	term := func(title, rest string) string {
		return "---\n{title: " + title + ", category: group" + rest + "}\n---\n"
	}
	filler := "Nothing here.\n\n"
	return newSite(t, map[string]string{
		"glossary/taliban.md": term("Taliban", ", definition: D."),
		"glossary/ttp.md":     term("TTP", ", definition: \"Ally of the [[Taliban]].\"") + "\nIt fights. The Taliban deny it.\n",
		"glossary/is-k.md":    term("IS-K", ", definition: D.") + "\nThe Taliban are its rival.\n",
		"articles/a.md":       "---\ntitle: A\n---\n\nThe Taliban rule. TTP, IS-K and TTP fight. IS-K.\n\n## Later\n\nThe Taliban again.[^1]\n\n[^1]: The Taliban in a note.\n",
		"articles/b.md":       "---\ntitle: B\n---\n\nThe Taliban rule in B, and the Taliban.\n",
		"explainers/e.md": "---\ntitle: E\n---\n\n## One?\n\n" + filler + "The Taliban in a long answer.\n\n## Two?\n\nThe Taliban in a short answer.\n\n" +
			"## Three?\n\n" + filler + "The Taliban in passing.\n",
		"about.md": "---\ntitle: About\n---\n\n## Here\n\nThe Taliban on a page.\n",
	})
}

// Brought up before in passing; explainers, articles, terms, pages; short answers
// and definitions before leads and sections; what says most of the term first.
func TestMentionsAreRanked(t *testing.T) {
	s := rankedSite(t)
	g := s.graph(t)
	mentions, more := g.Mentions(s.names.TermNamed("taliban"), 100)
	var got []string
	for _, m := range mentions {
		got = append(got, fmt.Sprintf("%v %s: %s%s%s", m.First, m.From.Title(), m.Before, m.Words, m.After))
	}
	want := []string{
		"true E: The Taliban in a short answer.",
		"true E: The Taliban in a long answer.",
		"true B: The Taliban rule in B, and the Taliban.",
		"true A: The Taliban rule.",
		"true TTP: Ally of the Taliban.",
		"true IS-K: The Taliban are its rival.",
		"true TTP: The Taliban deny it.",
		"true About: The Taliban on a page.",
		"false E: The Taliban in passing.",
		"false A: The Taliban again.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if more != 0 {
		t.Errorf("%d more", more)
	}
	if shown, more := g.Mentions(s.names.TermNamed("taliban"), 3); len(shown) != 3 || more != len(want)-3 {
		t.Errorf("%d shown and %d more", len(shown), more)
	}
}
