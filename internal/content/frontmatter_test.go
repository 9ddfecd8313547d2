package content

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/diag"
	"gloss/internal/source"
)

// told gives diagnostics as "line:col-line:col CODE message [note] | fix", one to a line.
func told(data string, ds []diag.Diagnostic) string {
	m := diag.NewMapper([]byte(data))
	var b strings.Builder
	for _, d := range diag.Sort(ds) {
		start, end := m.Position(d.Start), m.Position(d.End)
		fmt.Fprintf(&b, "%d:%d-%d:%d %s %s", start.Line, start.Column, end.Line, end.Column, d.Code.ID, d.Message)
		if d.Note != "" {
			b.WriteString(" [" + d.Note + "]")
		}
		for _, f := range d.Fixes {
			b.WriteString(" | " + strings.ReplaceAll(f, "\n", "⏎"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func head(kind Kind, text string) (Head, string) {
	h, ds := ReadHead(source.NewFile("content/x.md", []byte(text)), Location{Role: RolePage, Kind: kind, Base: "x"})
	return h, told(text, ds)
}

// TestMessages: what a message says, where its carets stand, and what to paste.
func TestMessages(t *testing.T) {
	for name, c := range map[string]struct {
		kind       Kind
		text, want string
	}{
		"colon": {
			Article, "---\ntitle: The attack: what happened\n---\n",
			"2:18-2:19 F101 a colon followed by a space is read as a new field: put the value in quotes | title: 'The attack: what happened'\n",
		},
		"colon and apostrophe": {
			Article, "---\ntitle: Who's who: a list\n---\n",
			"2:17-2:18 F101 a colon followed by a space is read as a new field: put the value in quotes | title: 'Who''s who: a list'\n",
		},
		"indented field": {
			Article, "---\ntitle: A\n  owner: me\n---\n",
			"3:8-3:9 F101 this line stands where no field can: its indentation or the line above it is off | begin each field at the margin, as  name: value\n",
		},
		"quotation mark": {
			Article, "---\ntitle: \"Open\n---\n",
			"2:8-2:9 F101 a quotation mark is opened here and not closed | title: 'Open'\n",
		},
		"bracket": {
			Article, "---\ntitle: A\ntopics: [a, b\n---\n",
			"3:9-3:10 F101 a [ is opened here and not closed | topics: [a, b]\n",
		},
		"brace": {
			Term, "---\ntitle: A\naliases:\n  - {text: B\n---\n",
			"4:5-4:6 F101 a { is opened here and not closed, or a comma is missing in it |   - {text: B}\n",
		},
		"tab": {
			Article, "---\ntitle: A\nchanges:\n\t- x\n---\n",
			"4:1-4:2 F101 a tab is used as indentation; YAML takes spaces only |   - x\n",
		},
		"percent": {
			Article, "---\ntitle: %x\n---\n",
			"2:8-2:9 F101 a value cannot begin with this character: put it in quotes | title: '%x'\n",
		},
		"star": {
			Article, "---\ntitle: *x\n---\n",
			"2:8-2:9 F101 a value cannot begin with *: put it in quotes | title: '*x'\n",
		},
		"second document": {
			Article, "---\ntitle: A\n...\ntitle: B\n---\n",
			"3:1-3:4 F101 a second YAML document begins here, and it would not be read | take this line out: all fields stand together\n",
		},
		"number": {
			Article, "---\ntitle: 012\n---\n",
			"2:8-2:11 F102 012 is read as a number: put it in quotes | '012'\n",
		},
		"truth": {
			Article, "---\ntitle: No\n---\n",
			"2:8-2:10 F102 No is read as true or false: put it in quotes | 'No'\n",
		},
		"date": {
			Article, "---\ntitle: 2021-08-26\n---\n",
			"2:8-2:18 F102 2021-08-26 is read as a date: put it in quotes | '2021-08-26'\n",
		},
		"empty value": {
			Article, "---\ntitle:\n---\n",
			"2:7-2:7 F102 this field is empty | fill it in, or take the line out\n",
		},
		"list for words": {
			Article, "---\ntitle: [a]\n---\n",
			"2:8-2:9 F102 one line of text is expected here, in quotes if it has a colon, [ or { | '…'\n",
		},
		"unknown field": {
			Article, "---\ntitle: A\nsumary: B\n---\n",
			"3:1-3:7 F103 there is no field \"sumary\" here [did you mean summary?] | summary\n",
		},
		"field of terms": {
			Article, "---\ntitle: A\naliases: B\n---\n",
			"3:1-3:8 F103 there is no field \"aliases\" here | take it out; the fields are: title, slug, summary, authors, topics, published, expires, reviewed, review-every, owner, draft, redirect-from, autolink, changes, image, lang, translation-of\n",
		},
		"twice": {
			Article, "---\ntitle: A\ntitle: B\n---\n",
			"3:1-3:6 F104 the field \"title\" stands here twice | keep one of them\n",
		},
		"missing": {
			Term, "---\ntitle: A\n---\n",
			"2:1-2:9 F105 the field \"category\" is missing: group, person, place, ideology, law, institution, concept or event | category: …\n" +
				"2:1-2:9 F105 the field \"definition\" is missing: stands alone in at most 360 characters: it is the hover card | definition: …\n",
		},
		"all at once": {
			Article, "---\ntitel: A\nowner: 12\ndraft: ja\nreviewed: soon\n---\n",
			"2:1-2:6 F103 there is no field \"titel\" here [did you mean title?] | title\n" +
				"3:8-3:10 F102 12 is read as a number: put it in quotes | '12'\n" +
				"4:8-4:10 F102 \"ja\" is none of: true, false | write one of them, or take the line out\n" +
				"5:11-5:15 F107 a date is 2021, 2021-08 or 2021-08-26 | 2026-11-02\n",
		},
		"comma in braces": {
			Term, "---\ntitle: A\ncategory: group\ndefinition: D\naliases:\n  - {text: One, two}\n---\n",
			"6:17-6:20 F101 a comma within { } ends a value: put the text in quotes | '…, two'   or, for a list:  […, two]\n",
		},
		"word of a set": {
			Term, "---\ntitle: A\ncategory: Group\ndefinition: D\n---\n",
			"3:11-3:16 F102 \"Group\" is none of: group, person, place, ideology, law, institution, concept, event [did you mean group?] | group\n",
		},
		"quoted values have their place inside the quotes": {
			Article, "---\ntitle: A\nslug: 'B c'\n---\n",
			"3:8-3:11 F108 the slug \"B c\" is not made of lower-case ASCII words with single hyphens | slug: b-c\n",
		},
		"columns are counted in code points": {
			Article, "---\ntitle: Ü: ä: ö\n---\n",
			"2:9-2:10 F101 a colon followed by a space is read as a new field: put the value in quotes | title: 'Ü: ä: ö'\n",
		},
		"language": {
			Article, "---\ntitle: A\nlang: english!\n---\n",
			"3:7-3:15 F102 \"english!\" is no language tag | en, or ps-Arab\n",
		},
		"anchors": {
			Article, "---\ntitle: &a A\nsummary: *a\n---\n",
			"2:8-2:12 F101 anchors … ",
		},
		"nothing":                   {Article, "", "1:1-1:1 F106 this file is empty | ---⏎title: …⏎---\n"},
		"no fence":                  {Article, "Words.\n", "1:1-1:7 F106 the front matter is missing | ---⏎title: …⏎---\n"},
		"late":                      {Article, "\n\n---\ntitle: A\n---\n", "1:1-2:1 F106 front matter begins on the very first line; here something stands before it | delete what stands above the ---\n"},
		"unclosed":                  {Article, "---\ntitle: A\n", "1:1-1:4 F106 the front matter that begins here is never closed | put a line of three hyphens below its last field:  ---\n"},
		"repeated":                  {Article, "---\ntitle: A\n---\n\n---\ntitle: B\n---\n", "5:1-5:4 F106 a second block of front matter begins here | move its fields into the first block and delete it\n"},
		"a rule is no front matter": {Article, "---\ntitle: A\n---\n---\nWords: and more.\n", ""},
		"hyphens with spaces":       {Article, "---  \ntitle: A\n---\t\nWords\n", ""},
		"four hyphens are none":     {Article, "----\ntitle: A\n----\n", "1:1-1:5 F106 the front matter is missing | ---⏎title: …⏎---\n"},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := head(c.kind, c.text)
			if want, partly := strings.CutSuffix(c.want, "… "); partly {
				if !strings.HasPrefix(got, want) {
					t.Errorf("got  %swant %s…", got, want)
				}
			} else if got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

// TestWhatIsRightIsKept: one wrong field takes none of the others with it.
func TestWhatIsRightIsKept(t *testing.T) {
	h, _ := head(Term, `---
title: The title
nonsense: x
slug: Not One
category: group
definition: >-
  Folded over
  two lines.
aliases:
  - One
  - {text: Two, link: manual, lang: ps-Arab, note: A note.}
  - {link: manual}
  - 12
link: never
plural: [Many]
topics: one
draft: true
published: 2026-11-02
reviewed: later
date: 2021~
related: [a, b]
relations:
  - {to: c, is: rival, from: "2015", until: 2021}
  - {to: d, is: enemy}
autolink: {skip: [e]}
changes:
  - {date: 2026-11-02, text: Changed.}
  - {date: never, text: Not.}
---
Body
`)
	m := h.Meta
	got := fmt.Sprint(m.Title.Value, "|", m.Slug.Value, "|", m.Category, "|", m.Definition.Value, "|", m.Link, m.Plural.Own[0].Value, m.Topics[0].Value, m.Draft,
		m.Published.Day, m.Reviewed, m.Date.Approximate, len(m.Related), len(m.Relations), m.Relations[0].Until.Year, m.Autolink.Skip[0].Value, len(m.Changes), m.Changes[0].Kind)
	if want := "The title||group|Folded over two lines.|2Manyonetrue2<nil>true212021e1update"; strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var aliases []string
	for _, a := range m.Aliases {
		aliases = append(aliases, fmt.Sprint(a.Value, a.Link, a.Lang, a.Note.Value))
	}
	if got := strings.Join(aliases, ";"); got != "One2;Two1ps-ArabA note." {
		t.Errorf("aliases are %s", got)
	}
	if h.Broken || h.Body == 0 {
		t.Errorf("%+v", h)
	}
}

// TestBoundOfYAML: a page of YAML, and a bomb of aliases, end at once.
func TestBoundOfYAML(t *testing.T) {
	_, got := head(Article, "---\ntitle: A\nsummary: "+strings.Repeat("x", 70_000)+"\n---\n")
	if got != "2:1-2:2 F101 there are more than 64 KB of YAML here | move the text below the second ---\n" {
		t.Errorf("%.200s", got)
	}
	bomb := "---\ntitle: A\n"
	for i := range 20 {
		bomb += fmt.Sprintf("x%d: &x%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*x%d, ", max(i-1, 0)), 20), ", "))
	}
	if _, got := head(Article, strings.Replace(bomb, "*x0", "x", 20)+"---\n"); strings.Count(got, "\n") != 20 {
		t.Errorf("%s", got)
	}
}

func TestCheckText(t *testing.T) {
	for text, want := range map[string]string{
		"plain é 日\n":                                    "",
		"a\x00b":                                         "1:2-1:3 S102 there is a NUL byte here | save the file as plain text in UTF-8\n",
		"é\xff":                                          "1:2-1:3 S102 the byte 0xFF here is not UTF-8 | save the file in UTF-8\n",
		"\ufffd is a character":                          "",
		"\xed\xa0\x80":                                   "1:1-1:2 S102 the byte 0xED here is not UTF-8 | save the file in UTF-8\n",
		"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x":         "1:1-1:8 S101 a merge conflict is left here | keep the version that is right and delete the lines with <<<<<<<, ======= and >>>>>>>\n5:1-5:8 S101 a merge conflict is left here | keep the version that is right and delete the lines with <<<<<<<, ======= and >>>>>>>\n",
		"Title\n=======\n":                               "",
		"```\n<<<<<<< HEAD\n>>>>>>> x\n```\n":            "",
		"~~~\n```\n<<<<<<< HEAD\n~~~\n":                  "",
		"```\n```\n<<<<<<< HEAD\n":                       "3:1-3:8 S101 a merge conflict is left here | keep the version that is right and delete the lines with <<<<<<<, ======= and >>>>>>>\n",
		" <<<<<<< HEAD\n<<<<<<<\n<<<<<<<<< x\n>>>>>>>\n": "",
	} {
		if got := told(text, CheckText(source.NewFile("content/x.md", []byte(text)))); got != want {
			t.Errorf("%q\ngot  %swant %s", text, got, want)
		}
	}
}

func TestReadSite(t *testing.T) {
	text := `title: The site
base-url: https://example.org/sub/
timezone: Asia/Kabul
contact: desk@example.org
navigation: [{title: A, url: /a/}, {title: B}]
topics:
  one: {title: One, summary: "*First*"}
  two: {}
linking: {scope: page, cap: 0}
review-every: 6mo
max-age: {count: 12mo}
severity: {F101: off}
outputs: {search: false}
house-style: [{write: al-Qaeda, not: [Al Qaida, al-Qaida]}]
`
	s, ds := ReadSite(source.NewFile(SitePath, []byte(text)))
	want := "5:36-5:37 F105 an entry of the menu has a title and a url | {title: Glossary, url: /glossary/}\n" +
		"12:12-12:16 F102 the severity of F101 cannot be changed: it would publish something false or unsafe | take the line out\n"
	if got := told(text, ds); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, c := range []struct{ got, want any }{
		{s.Title.Value, "The site"},
		{s.BaseURL.Value, "https://example.org/sub"},
		{s.Zone.String(), "Asia/Kabul"},
		{s.Contact.Value, "mailto:desk@example.org"},
		{len(s.Navigation), 1},
		{s.Topics[0].Title.Value, "One"},
		{s.Topics[1].Title.Value, "two"},
		{s.ReviewEvery.Count, 6},
		{s.MaxAge["count"].Unit, "mo"},
		{len(s.HouseStyle[0].Not), 2},
		{s.Language, "en"},
		{s.Citations, "numeric"},
	} {
		if c.got != c.want {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	if s.LinkScope != ScopePage || s.LinkCap != 0 || !s.NoSearch || s.NoMarkdown || s.Broken || len(s.Severity) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCleanBaseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org": "https://example.org", "https://example.org/": "https://example.org", "http://localhost:8080": "http://localhost:8080",
		"https://example.org/a/b/": "https://example.org/a/b", "https://example.org/a-b.c_d~e": "https://example.org/a-b.c_d~e",
	} {
		if got, err := CleanBaseURL(in); err != nil || got != want {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
	for _, in := range []string{
		"", "example.org", "//example.org", "/path", "ftp://example.org", "https://", "https:///x", "https://example.org?x", "https://example.org#x",
		"https://user:secret@example.org", "https://example.org//a", "https://example.org/../a", "https://example.org/a b", "https://example.org/%2e", "https://example.org/\"x", "javascript:alert(1)",
	} {
		if got, err := CleanBaseURL(in); err == nil {
			t.Errorf("%q is taken, as %s", in, got)
		}
	}
}
