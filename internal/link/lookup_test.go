package link_test

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/link"
)

func messages(r *link.Resolved) string {
	var all []string
	for _, d := range r.Diags {
		all = append(all, d.Code.ID+" "+d.Message+" / "+strings.Join(d.Fixes, " | "))
	}
	return strings.Join(all, "\n")
}

// A name means the page that writes it so before one in other capitals, and of
// several none: fields and links say the same.
func TestNamesByCase(t *testing.T) {
	s := newSite(t, map[string]string{
		"glossary/month.md":  "---\n{title: March, category: concept, definition: D.}\n---\n",
		"glossary/walk.md":   "---\n{title: march, category: concept, definition: D., plural: false}\n---\n",
		"glossary/ally-a.md": "---\n{title: The Allies, category: group, definition: D., link: never}\n---\n",
		"glossary/ally-b.md": "---\n{title: The allies, category: group, definition: D., link: never}\n---\n",
		"glossary/t.md": "---\ntitle: T\ncategory: group\ndefinition: D.\nrelated: [March, march, MARCH]\nconfused-with: [The Allies, the allies]\n" +
			"autolink: {skip: [the allies]}\n---\n\n[[glossary/March]] [[glossary/march]] [[glossary/the allies]] [[march]] [[mARCH]]\n",
	})
	r := s.resolve(t, "glossary/t.md")
	if want := `href="/glossary/month/"`; strings.Count(prose(r), want) != 1 {
		t.Errorf("not once %s:\n%s", want, prose(r))
	}
	if want := `href="/glossary/walk/"`; strings.Count(prose(r), want) != 2 {
		t.Errorf("not twice %s:\n%s", want, prose(r))
	}
	want := `L102 "MARCH" is the name of 2 pages / month   or: walk
L102 "the allies" is the name of 2 pages / ally-a   or: ally-b
L102 "the allies" is the name of 2 pages / [[glossary/ally-a]]   or: [[glossary/ally-b]]
L102 "mARCH" is the name of 2 pages / [[glossary/month]]   or: [[glossary/walk]]
L102 "the allies" is the name of 2 pages / ally-a   or: ally-b`
	if got := messages(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for name, slug := range map[string]string{"March": "month", "march": "walk", "MARCH": "", "The allies": "ally-b", "THE ALLIES": ""} {
		p := s.names.TermNamed(name)
		if got := fmt.Sprint(p != nil && p.Slug == slug || p == nil && slug == ""); got != "true" {
			t.Errorf("%q is %v", name, p)
		}
	}
}

// A name of many pages is reported with the first few of them.
func TestNameOfManyPages(t *testing.T) {
	files := map[string]string{"articles/page.md": "---\ntitle: Page\n---\n\n[[Twin]] [[twin]]\n"}
	for i := range 9 {
		files[fmt.Sprintf("articles/t%d.md", i)] = "---\ntitle: Twin\n---\n"
	}
	r := newSite(t, files).resolve(t, "articles/page.md")
	ways := "[[articles/t0]]   or: [[articles/t1]]   or: [[articles/t2]]   or: [[articles/t3]]   or: [[articles/t4]]"
	if got, want := messages(r), "L102 \"Twin\" is the name of 9 pages / "+ways+"\nL102 \"twin\" is the name of 9 pages / "+ways; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := len(r.Diags[0].Related); n != 5 {
		t.Errorf("%d related places", n)
	}
}
