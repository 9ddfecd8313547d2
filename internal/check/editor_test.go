package check_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gloss/internal/check"
	"gloss/internal/diag"
	"gloss/internal/sitetest"
)

const (
	style = "title: T\nhouse-style:\n  - {write: IS-K, not: [Isis-K, ISKP]}\n  - {write: al-Qaeda, not: [Al Qaida, al-Qaida, Al-Qaeda]}\n" +
		"  - {write: Haqqani network, not: [Haqqani Network]}\n  - {write: Uyghur, not: [Uighur]}\n"
	sourceFile = "---\ntitle: Uighur and ISKP\ntype: article\n---\n"
)

// TestSpellingOverALine: what a message quotes is one line.
func TestSpellingOverALine(t *testing.T) {
	r := sitetest.Plain(t, sitetest.Files{"content/site.yaml": style, "content/articles/a.md": article("The Al\nQaida.")})
	var got []string
	for _, d := range r.Diags {
		if d.Code.ID == "E201" {
			got = append(got, d.Message)
		}
	}
	if want := `"Al Qaida" is written "al-Qaeda" here`; len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// editorial builds a site of one page and gives what the rules E201 to E207 say of
// that page, as "line:column CODE words".
func editorial(t *testing.T, path, text string) string {
	t.Helper()
	return editorialOf(t, sitetest.Files{path: text}, path)
}

func editorialOf(t *testing.T, files sitetest.Files, path string) string {
	t.Helper()
	files = files.With("content/site.yaml", style).With("content/sources/mir.md", sourceFile).With("content/sources/bab.md", sourceFile)
	files = files.With("content/facts/dead.md", "---\ntitle: How many?\nvalue: 183 of the people who had been waiting there in the crowd outside\nvalues: [{value: a, source: mir}, {value: b, source: bab}]\n---\n")
	r := sitetest.Plain(t, files)
	var got []string
	data := []byte(files[path])
	m := diag.NewMapper(data)
	for _, d := range r.Diags {
		if d.Code.ID < "E201" || d.Code.ID > "E207" {
			if d.Severity == diag.Error {
				t.Errorf("the case is wrong: %s %s", d.Code.ID, d.Message)
			}
			continue
		}
		if d.Path != path {
			continue
		}
		at := m.Position(d.Start)
		words := string(data[d.Start:d.End])
		if len(words) > 24 {
			words = words[:12] + "…" + words[len(words)-9:]
		}
		got = append(got, fmt.Sprintf("%d:%d %s %s", at.Line, at.Column, d.Code.ID, words))
	}
	return strings.Join(got, "; ")
}

func article(text string) string { return "---\ntitle: A\n---\n\n" + text + "\n" }

const cited = " [@mir; @bab]"

func TestHouseStyle(t *testing.T) {
	for text, want := range map[string]string{
		"Isis-K and ISKP, IS-K and ISIS-K.":                       "5:1 E201 Isis-K; 5:12 E201 ISKP",
		"The Al Qaida of al-Qaida.":                               "5:5 E201 Al Qaida; 5:17 E201 al-Qaida",
		"Al-Qaeda grew. Al-Qaeda fell, Al-Qaeda.":                 "5:31 E201 Al-Qaeda",
		"The Haqqani Network, the Haqqani network.":               "5:5 E201 Haqqani Network",
		"He wrote “Uighur” and \"ISKP\"; Uighur’s.":               "5:31 E201 Uighur",
		"> The Uighur said no [@mir; @bab].":                      "",
		"> [!NOTE]\n> The Uighur.":                                "6:7 E201 Uighur",
		"`ISKP` and https://x.example/ISKP/Uighur ~~ISKP~~":       "",
		"[the Uighur](https://x.example/Uighur)":                  "5:6 E201 Uighur",
		"[Uighur]{.ok reason=\"his word\"} and [Uighur]{.nolink}": "5:38 E201 Uighur",
		"## The Uighur\n\nWords.":                                 "5:8 E201 Uighur",
		"| The Uighur |\n|---|\n| a Uighur |":                     "5:7 E201 Uighur; 7:5 E201 Uighur",
		"Anti-Uighur, Uighur-led, Uighurs.":                       "",
		"The *Al* Qaida and Al\nQaida.":                           "5:6 E201 Al* Qaida; 5:20 E201 Al\nQaida",
	} {
		if got := editorial(t, "content/articles/a.md", article(text)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	term := "---\ntitle: Uyghur\ncategory: group\ndefinition: A Uighur people.\naliases: [Uighur, {text: Uigur, note: not Uighur}]\nsummary: Of Uighur.\n---\n"
	if got, want := editorial(t, "content/glossary/u.md", term), "4:15 E201 Uighur; 5:43 E201 Uighur; 6:13 E201 Uighur"; got != want {
		t.Errorf("fields:\n got %s\nwant %s", got, want)
	}
	if got, want := editorial(t, "content/articles/a.md", "---\ntitle: The Uighur\n---\n"), "2:12 E201 Uighur"; got != want {
		t.Errorf("title: got %s, want %s", got, want)
	}
	if got := editorial(t, "content/sources/mir.md", sourceFile); got != "" {
		t.Errorf("a source's title: %s", got)
	}
}

func TestHouseStyleFix(t *testing.T) {
	files := sitetest.Files{"content/site.yaml": style, "content/articles/a.md": article("Al-Qaida and al-Qaida.")}
	r := sitetest.Plain(t, files)
	var fixes []string
	for _, d := range r.Diags {
		if d.Code.ID == "E201" {
			fixes = append(fixes, d.Fixes...)
		}
	}
	if got := strings.Join(fixes, " "); got != "Al-Qaeda al-Qaeda" {
		t.Errorf("fixes: %s", got)
	}
}

func TestWordsThatAge(t *testing.T) {
	for text, want := range map[string]string{
		"They currently rule. Now they wait.":     "5:6 E202 currently; 5:22 E202 Now",
		"In 2021 they currently ruled." + cited:   "",
		"On 5 May they said it today." + cited:    "",
		"Recently, last year, USA Today, nowhere": "5:1 E202 Recently; 5:11 E202 last year",
		"He said “today we rule” [@mir; @bab].":   "",
		"> They rule now.\n\nMir [@mir; @bab].":   "",
		"## What now?\n\nWords.":                  "",
		"- In 2021 [@mir; @bab]\n- They rule now": "",
		"[now]{.ok reason=\"of all times\"}":      "",
		"`now` and now-defunct":                   "",
	} {
		if got := editorial(t, "content/articles/a.md", article(text)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	if got, want := editorial(t, "content/glossary/g.md", "---\ntitle: Group\ncategory: group\ndefinition: They now rule.\nsummary: Now in 2021.\n---\n"), "4:18 E202 now"; got != want {
		t.Errorf("fields: got %s, want %s", got, want)
	}
	if got := editorial(t, "content/articles/a.md", "---\ntitle: A\nlang: de\n---\n\nSie now.\n"); got != "" {
		t.Errorf("another language: %s", got)
	}
}

func TestFiguresNeedSources(t *testing.T) {
	both := "\n\nMore." + cited
	for text, want := range map[string]string{
		"It killed 183 people." + both:                                 "5:11 E203 183",
		"It killed 183 people [@mir]." + both:                          "",
		"It killed ![[dead|183]] people, in 2021." + both:              "",
		"It killed 183 people.[^1]\n\n[^1]: Mir says so [@mir; @bab].": "",
		"It killed 183 people.[^1]\n\n[^1]: A note.\n\nMore." + cited:  "5:11 E203 183",
		"In 2021 or on 5 May, 5 % of them." + both:                     "5:4 E203 2021",
		"It was May 5 then." + both:                                    "5:12 E203 5",
		"A rise of 7 per cent." + both:                                 "5:11 E203 7",
		"Five men, 3 of them, AK-47, 9/11, IS-K2." + both:              "",
		"`183` and https://x.example/183 here" + both:                  "",
		"[183]{.ok reason=\"known\"} and 22." + both:                   "5:31 E203 22",
		"Mir gives them [@mir]:\n\n- 183 dead\n- 22 hurt" + both:       "",
		"He gives them:\n\n- 183 dead\n- 22 hurt [@mir]" + both:        "",
		"He gives them.\n\n- 183 dead\n- 22 hurt" + both:               "7:3 E203 183; 8:3 E203 22",
		"| A | B |\n|---|---|\n| 183 | [@mir] |\n| 22 | b |" + both:    "",
		"| A | B |\n|---|---|\n| 183 | b |" + both:                     "7:3 E203 183",
		"## In 2021\n\nWords." + both:                                  "",
		"> It killed 183 people.\n\nMore." + cited:                     "5:3 E206 It killed 183 people.",
	} {
		if got := editorial(t, "content/articles/a.md", article(text)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	for path, want := range map[string]string{
		"content/glossary/g.md":     "8:4 E203 2021",
		"content/explainers/e.md":   "8:4 E203 2021",
		"content/about.md":          "",
		"content/facts/f.md":        "",
		"content/sources/s.md":      "",
		"content/articles/index.md": "",
	} {
		head := map[string]string{"content/glossary/g.md": "category: group\ndefinition: It ruled in 2021.\n", "content/facts/f.md": "value: a\nvalues: [{value: a, source: mir}]\n", "content/sources/s.md": "type: article\ncompleteness: full\n"}[path]
		if head == "" {
			head = "summary: It ruled in 2021.\nauthors: [A]\n"
		}
		if got := editorial(t, path, "---\ntitle: Title\n"+head+"---\n\n\nIn 2021 it ruled.\n"); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

func TestSingleSource(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"content/articles/a.md", "It fell [@mir].", "2:8 E204 Title"},
		{"content/explainers/a.md", "It fell [@mir]. It rose [@mir].", "2:8 E204 Title"},
		{"content/articles/a.md", "It fell [@mir], it rose [@bab].", ""},
		{"content/articles/a.md", "It fell.", ""},
		{"content/about.md", "It fell [@mir].", ""},
	} {
		if got := editorial(t, c.path, "---\ntitle: Title\n---\n\n"+c.text+"\n"); got != c.want {
			t.Errorf("%s %q: got %s, want %s", c.path, c.text, got, c.want)
		}
	}
}

func TestQuotations(t *testing.T) {
	forty := strings.TrimSpace(strings.Repeat("word ", 39)) + " word"
	for text, want := range map[string]string{
		"He said “we will not go”.":                                             "5:10 E206 we will not go",
		"He said “we will not”.":                                                "",
		"He said “we will not go” [@mir; @bab].":                                "",
		"He said “we will not go”.[^1]\n\n[^1]: [@mir; @bab]":                   "",
		"[“Rebels with a Cause”]{.ok reason=\"a title\"}":                       "",
		"`“we will not go”`":                                                    "",
		"> We will not go.":                                                     "5:3 E206 We will not go.",
		"He said [@mir; @bab]:\n\n> We will not go.":                            "",
		"> We will not go [@mir; @bab].":                                        "",
		"> We will not.\n>\n> We go [@mir; @bab].\n\nText.\n\n> Now we all go.": "11:3 E206 Now we all go.",
		"> [!NOTE]\n> We will not go.":                                          "",
		"He said “" + forty + "” [@mir; @bab].":                                 "5:1 E207 He said “wor… @bab].",
		"He said [@mir; @bab]:\n\n> " + forty:                                   "",
		"He said [@mir; @bab]:\n\n> " + forty + " more":                         "7:3 E205 word word wo…word more",
	} {
		want = strings.ReplaceAll(want, "5:1 E207 He said “wor… @bab].", longLine(text))
		if got := editorial(t, "content/articles/a.md", article(text)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	long := "He said “" + forty + " more” [@mir; @bab]."
	if got := editorial(t, "content/articles/a.md", article(long)); !strings.Contains(got, "5:10 E205 word") {
		t.Errorf("41 words: %s", got)
	}
	if got := editorial(t, "content/articles/a.md", "---\ntitle: A\nsummary: He said “we will not go”.\n---\n"); got != "3:19 E206 we will not go" {
		t.Errorf("summary: %s", got)
	}
	if got := editorial(t, "content/articles/a.md", "---\ntitle: A\nsummary: He said “we will not go” [@mir; @bab].\n---\n"); got != "" {
		t.Errorf("summary with its source: %s", got)
	}
}

// longLine is what E207 says of a text that is one long sentence.
func longLine(text string) string {
	return "5:1 E207 " + text[:12] + "…" + text[len(text)-9:]
}

func TestLongSentences(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
	for text, want := range map[string]string{
		words(35) + ".":                              "",
		words(36) + ".":                              longLine(words(36) + "."),
		words(20) + ". And " + words(20) + ".":       "",
		words(20) + ", e.g. the " + words(20) + ".":  longLine(words(20) + ", e.g. the " + words(20) + "."),
		"[" + words(36) + "]{.ok reason=\"a list\"}": "",
		"> " + words(36) + " [@mir; @bab].":          "",
		words(30) + " ![[dead]].":                    longLine(words(30) + " ![[dead]]."),
		words(22) + " ![[dead]].":                    "",
		"- " + words(30) + "\n- " + words(30):        "",
	} {
		if got := editorial(t, "content/articles/a.md", article(text)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	if got := editorial(t, "content/articles/a.md", "---\ntitle: A\nsummary: "+words(36)+"\n---\n"); !strings.HasPrefix(got, "3:10 E207") {
		t.Errorf("summary: %s", got)
	}
}

// Every rule reads a page once, whatever stands in it.
func TestRulesAreLinear(t *testing.T) {
	for name, text := range map[string]string{
		"figures":    strings.Repeat("183 ", 100_000),
		"slashes":    strings.Repeat("1/", 200_000),
		"spellings":  strings.Repeat("Uighur ", 60_000),
		"ages":       strings.Repeat("now ", 100_000),
		"quotations": strings.Repeat("“a b c d ", 20_000) + strings.Repeat("” ", 20_000),
		"sentences":  strings.Repeat("Go on. ", 60_000),
		"marks":      strings.Repeat("?!", 200_000),
		"accepted":   strings.Repeat("[now]{.ok reason=\"x\"}\n\n", 3_000),
		"facts":      strings.Repeat("![[dead]]. ", 1_000),
		"quotes":     strings.Repeat("> a b c d e\n\nx\n\n", 10_000),
		"lists":      strings.Repeat("- 183\n", 10_000),
	} {
		files := sitetest.Files{"content/site.yaml": style, "content/articles/a.md": article(text)}
		site := sitetest.Plain(t, files)
		r := site.Graph.Resolved[0]
		if r == nil {
			t.Fatalf("%s: the page is broken: %s", name, site.Diags[0].Message)
		}
		start := time.Now()
		check.NewEditor(site.Graph.Names, check.NewStyle(site.Graph.Names.Site)).Page(r)
		took := time.Since(start)
		t.Logf("%s: %v", name, took)
		if took > 2*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
