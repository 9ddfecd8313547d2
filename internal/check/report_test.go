package check_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gloss/internal/check"
	"gloss/internal/sitetest"
)

func reportOf(t *testing.T, files sitetest.Files) (*check.Report, *check.Printer) {
	t.Helper()
	site := sitetest.Plain(t, files)
	for _, d := range site.Diags {
		if d.Code.Severity.String() == "error" {
			t.Fatalf("the site is wrong: %s: %s", d.Path, d.Message)
		}
	}
	return check.NewReport(site.Graph), &check.Printer{Read: func(path string) []byte {
		return []byte(files[path])
	}}
}

func reportText(t *testing.T, files sitetest.Files) string {
	t.Helper()
	r, p := reportOf(t, files)
	var b strings.Builder
	if err := p.Text(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const reported = `
-- content/glossary/taliban.md --
---
title: Taliban
category: group
definition: The movement.
aliases: [Afghan Taliban, Taleban, {text: The T, link: manual}, {text: Tal, link: never}]
---
-- content/glossary/ttp.md --
---
title: TTP
category: group
definition: Another.
related: [haqqani-network]
---
-- content/glossary/haqqani-network.md --
---
title: Haqqani network
category: group
definition: A third.
---
-- content/glossary/aumf.md --
---
title: AUMF
category: law
definition: An act.
---
-- content/glossary/nobody.md --
---
title: Nobody
category: person
definition: Nobody.
---
-- content/site.yaml --
title: T
linking: {cap: 1}
-- content/articles/a.md --
---
title: A
---

The Taliban fight the TTP and the Haqqani network. AUMFs.

[[Afghan Taliban]] rule.
-- content/articles/b.md --
---
title: B
---

TTP, the Taliban, the Haqqani network.
-- content/articles/c.md --
---
title: C
---

The Haqqani network, the TTP: the Taliban.
`

const wantReport = `8 pages, 5 terms

Terms that no page uses (2)
  content/glossary/aumf.md:2:8: AUMF
  content/glossary/nobody.md:2:8: Nobody

Names of terms that stand on no page (3)
  content/glossary/nobody.md:2:8: "Nobody", title of Nobody
  content/glossary/taliban.md:5:27: "Taleban", alias of Taliban
  content/glossary/taliban.md:5:43: "The T", alias of Taliban

Terms on more than 50% of the pages (0)

Links held back: their paragraph has 1 already (6)
  content/articles/a.md:5:35: "Haqqani network" → Haqqani network
  content/articles/a.md:5:52: "AUMFs" → AUMF
  content/articles/b.md:5:10: "Taliban" → Taliban
  content/articles/b.md:5:23: "Haqqani network" → Haqqani network
  content/articles/c.md:5:26: "TTP" → TTP
  content/articles/c.md:5:35: "Taliban" → Taliban

Names and acronyms on 3 pages or more that no term defines (0)

Terms that often share a paragraph and are not related (2)
  Haqqani network and Taliban: 3 pages
    content/articles/a.md:5:1
    content/articles/b.md:5:1
    content/articles/c.md:5:1
  Taliban and TTP: 3 pages
    content/articles/a.md:5:1
    content/articles/b.md:5:1
    content/articles/c.md:5:1
`

func TestReport(t *testing.T) {
	want := wantReport
	if got := reportText(t, sitetest.Parse(reported)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// undefinedIn gives what pages with these texts leave undefined, as "name
// pages/uses".
func undefinedIn(t *testing.T, texts ...string) string {
	t.Helper()
	files := sitetest.Files{
		"content/glossary/taliban.md":       "---\n{title: Taliban, category: group, definition: D.}\n---\n",
		"content/glossary/kabul-airport.md": "---\n{title: Kabul airport, category: place, definition: D., aliases: [{text: KIA, link: never}]}\n---\n",
		"content/articles/other.md":         "---\ntitle: Other\n---\n",
	}
	for i, text := range texts {
		files[fmt.Sprintf("content/articles/a%d.md", i)] = "---\ntitle: A\n---\n\n" + text + "\n"
	}
	r, _ := reportOf(t, files)
	var got []string
	for _, u := range r.Undefined {
		got = append(got, fmt.Sprintf("%s %d/%d", u.Text, u.Pages, u.Uses))
	}
	slices.Sort(got)
	return strings.Join(got, "; ")
}

func TestUndefinedNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"We know NATO.", "NATO 3/3"},
		{"NATO knows.", "NATO 3/3"},
		{"Some NGOs, one NGO.", "NGO 3/6"},
		{"The United Nations met. United Nations men met.", "United Nations 3/6"},
		{"Today Biden spoke. He met Biden.", "Biden 3/6"},
		{"Recent talks. Words fail.", ""},
		{"In August we met on Monday.", ""},
		{"The Taliban and the Kabul Airport.", ""},
		{"Later Taliban came.", ""},
		{"He saw the Taliban Foreign Ministry.", "Taliban Foreign Ministry 3/3"},
		{"The KIA is near.", ""},
		{"He met al-Shabaab in the Ferghana Valley’s east.", "Ferghana Valley 3/3; al-Shabaab 3/3"},
		{"The House of the Lords, the Institute of peace.", "House of the Lords 3/3; Institute 3/3"},
		{"That year in Kabul the Wagner Group met.", "Kabul 3/3; Wagner Group 3/3"},
		{"We met Navin Bapat, Rebecca Best.", "Navin Bapat 3/3; Rebecca Best 3/3"},
		{"A *United* Nations\nman of the U.S. Army.", "U.S. Army 3/3; United Nations 3/3"},
		{"Code `NATO` and [[other|NATO men]], https://x.example/NATO.", ""},
		{"## NATO\n\n> We saw NATO.", ""},
		{"World War II, Part II.", "Part II 3/3; World War II 3/3"},
		{"| NATO |\n|---|\n| in NATO |", "NATO 3/3"},
	} {
		if got := undefinedIn(t, c.text, c.text, c.text); got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
		if got := undefinedIn(t, c.text, c.text); got != "" {
			t.Errorf("%q on two pages: %s", c.text, got)
		}
	}
	// At the start of a sentence the first word counts where it does elsewhere.
	if got, want := undefinedIn(t, "Joint Chiefs met.", "He met the Joint Chiefs.", "We met the Joint Chiefs."), "Joint Chiefs 3/3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := undefinedIn(t, "Meanwhile Biden met.", "He met Biden.", "We met Biden."), "Biden 3/3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReportAsJSON(t *testing.T) {
	r, p := reportOf(t, sitetest.Parse(reported))
	p.Keep = func(path string) bool { return path == "content/articles/a.md" || strings.Contains(path, "nobody") }
	var b strings.Builder
	if err := p.JSON(&b, r); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"pages": "8", "terms": "5",
		"unused_terms":    "[map[column:8 line:2 path:content/glossary/nobody.md term:nobody]]",
		"unmatched_forms": "[map[column:8 from:title line:2 path:content/glossary/nobody.md term:nobody text:Nobody]]",
		"common_terms":    "[]", "undefined": "[]",
	} {
		if s := fmt.Sprint(got[key]); s != want {
			t.Errorf("%s: %s, want %s", key, s, want)
		}
	}
	if n := len(got["held_back"].([]any)); n != 2 {
		t.Errorf("%d held back", n)
	}
	if n := len(got["unrelated_pairs"].([]any)); n != 2 {
		t.Errorf("%d pairs", n)
	}
}

func TestCommonTerms(t *testing.T) {
	files := sitetest.Files{"content/glossary/taliban.md": "---\n{title: Taliban, category: group, definition: D.}\n---\n"}
	for i := range 4 {
		files[fmt.Sprintf("content/articles/a%d.md", i)] = "---\ntitle: A\n---\n\nThe Taliban.\n"
	}
	for i := range 3 {
		files[fmt.Sprintf("content/articles/b%d.md", i)] = "---\ntitle: B\n---\n\nNobody.\n"
	}
	if r, _ := reportOf(t, files); len(r.Common) != 1 || r.Common[0].Pages != 4 { // of seven others
		t.Errorf("four of seven: %v", r.Common)
	}
	files["content/articles/b3.md"] = files["content/articles/b0.md"]
	if r, _ := reportOf(t, files); len(r.Common) != 0 {
		t.Errorf("four of eight: %v", r.Common)
	}
}

// Pages that share all their names cost what others do.
func TestReportIsLinear(t *testing.T) {
	names := ""
	files := sitetest.Files{"content/articles/shout.md": "---\ntitle: S\n---\n\n" + strings.Repeat("NATO AND WORDS ", 20_000) + "\n\n" + strings.Repeat("Go Home. ", 20_000) + "\n"}
	for i := range 200 {
		name := fmt.Sprintf("Name%d", i)
		names += name + " and "
		files["content/glossary/"+strings.ToLower(name)+".md"] = "---\n{title: " + name + ", category: group, definition: D.}\n---\n"
	}
	for i := range 200 {
		files[fmt.Sprintf("content/articles/a%d.md", i)] = "---\ntitle: A\n---\n\n" + names + "\n"
	}
	graph := sitetest.Plain(t, files).Graph
	start := time.Now()
	check.NewReport(graph)
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("%v", took)
	} else {
		t.Log(took)
	}
}
