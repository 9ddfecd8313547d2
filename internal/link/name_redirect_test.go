package link_test

import (
	"slices"
	"strings"
	"testing"
)

// TestNamesLeadToTheirTerm: titles and aliases do, plurals do not, and they give
// way to whatever was asked for.
func TestNamesLeadToTheirTerm(t *testing.T) {
	head := func(title, more string) string {
		return "---\n{title: " + title + ", category: law, definition: D., " + more + "}\n---\n"
	}
	s := newSite(t, map[string]string{
		"glossary/is-k.md":    head("IS-K", "aliases: [ISIS-K, Islamic State–Khorasan, {text: Daesh-K, link: never}, IS-K]"),
		"glossary/aumf.md":    head("Authorization for Use of Military Force", "aliases: [AUMF], plural: [Authorizations for Use of Military Force]"),
		"glossary/taken.md":   head("Taken", "aliases: [A page, An old one, Shared, Never shared], link: manual"),
		"glossary/a-page.md":  head("Some page", ""),
		"glossary/moved.md":   head("Moved", "redirect-from: [/glossary/an-old-one/], aliases: [{text: shared, link: never}, {text: SHARED NEVER, link: never}]"),
		"glossary/other.md":   head("Other", "aliases: [{text: shared never, link: never}, C plus, {text: C-plus, link: never}]"),
		"glossary/draft.md":   head("Draft", "draft: true, aliases: [Drafted, Both]"),
		"glossary/both.md":    head("Second", "aliases: [both!]"),
		"glossary/never-a.md": head("Never A", "aliases: [{text: Both of them, link: never}]"),
	})
	var got []string
	for _, from := range s.names.OldAddresses() {
		got = append(got, strings.TrimPrefix(from, "/glossary/")+" "+s.names.Redirect(from).Slug)
	}
	want := []string{
		"an-old-one/ moved", "authorization-for-use-of-military-force/ aumf", "both-of-them/ never-a", "c-plus/ other", "daesh-k/ is-k", "isis-k/ is-k",
		"islamic-state-khorasan/ is-k", "never-shared/ taken", "second/ both", "shared/ taken", "some-page/ a-page",
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n got  %q\n want %q", got, want)
	}
}
