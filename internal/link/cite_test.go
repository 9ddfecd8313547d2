package link_test

import (
	"strings"
	"testing"

	"gloss/internal/content"
	"gloss/internal/link"
)

// library is what the citations of these tests cite.
var library = map[string]string{
	"sources/mir-2021.md": `---
title: "[Interview on IS-K]"
type: interview
author: [{family: Mir, given: Asfandyar}]
container-title: United States Institute of Peace
container-title-short: USIP
issued: 2021-09
completeness: full
date-note: month inferred from the text
---
`,
	"sources/bb.md": `---
title: The Revolt of Islamic State-Khorasan
type: post-weblog
author: [{family: Bapat, given: Navin}, {family: Best, given: Rebecca}]
container-title: Political Violence At A Glance
issued: 2021-08-28
URL: https://example.org/bb
accessed: 2026-11-01
archive: https://archive.example/bb
---
`,
	"sources/reb.md": `---
title: Rebels with a Cause
type: article
issued: 2023~
completeness: excerpt
---
`,
	"sources/three.md": `---
title: A book
type: book
author: [{family: Beethoven, given: Ludwig, non-dropping-particle: van}, {family: Gaulle, given: Charles, dropping-particle: de}, {literal: The Group}]
publisher: A Press
publisher-place: Leiden
edition: 2
issued: 2019/2020
ISBN: 978-0-00-000000-2
---
`,
	"sources/journal.md": `---
title: On aims
type: article-journal
author: [{family: Mir, given: Asfandyar}]
container-title: Journal of Aims
volume: 12
issue: 3
page: 45-67
issued: 2021
DOI: 10.1000/xyz
---
`,
	"sources/none.md": "---\ntitle: Nothing known\n---\n",
}

func cited(t *testing.T, style, body string) *link.Resolved {
	t.Helper()
	files := map[string]string{
		"site.yaml":     "title: T\ncitations: " + style + "\n",
		"articles/a.md": "---\ntitle: A\n---\n\n" + body + "\n",
	}
	for path, text := range library {
		files[path] = text
	}
	s := newSite(t, files)
	if len(s.diags) > 0 {
		t.Fatal(s.diags)
	}
	return s.resolve(t, "articles/a.md")
}

// mark is a raised figure as it must be written.
func mark(number, key, place, label, locator string) string {
	if locator != "" {
		locator = ` data-locator="` + locator + `"`
	}
	return `<a class="cite" role="doc-noteref" id="cite-` + key + `-` + place + `" href="#ref-` + key + `" aria-label="` + number + `: ` + label + `"` + locator + `>` + number + `</a>`
}

func side(number, words string) string {
	return `<span class="sidenote" aria-hidden="true"><b>` + number + `</b>` + words + `</span>`
}

// TestNumericCitations: a figure at the word, its place in the margin once in a
// section, numbers in the order of the text.
func TestNumericCitations(t *testing.T) {
	const mir, bb = "Mir, USIP, September 2021", "Bapat and Best, 28\u00a0August 2021"
	for _, c := range []struct{ in, want string }{
		{"One [@mir-2021].", `<p>One` + mark("1", "mir-2021", "1", mir, "") + side("1", mir) + `.</p>`},
		{"One.[@mir-2021] Two.", `<p>One.` + mark("1", "mir-2021", "1", mir, "") + side("1", mir) + ` Two.</p>`},
		{
			"One [see @bb, pp. 3-5 and *passim*; @mir-2021, chap. 2].",
			`<p>One<span class="cites">` + mark("1", "bb", "1", "see "+bb+", pp. 3–5 and passim", "pp. 3–5 and passim") +
				mark("2", "mir-2021", "1", mir+", chap. 2", "chap. 2") + side("1", "see "+bb+", pp.\u00a03–5 and <em>passim</em>") + side("2", mir+", chap.\u00a02") + `</span>.</p>`,
		},
		{
			"@mir-2021 [p. 2] says, and @bb say, and -@bb.",
			`<p>Mir` + mark("1", "mir-2021", "1", mir+", p. 2", "p. 2") + side("1", mir+", p.\u00a02") + ` says, and Bapat and Best` + mark("2", "bb", "1", bb, "") + side("2", bb) +
				` say, and ` + mark("2", "bb", "2", bb, "") + `.</p>`,
		},
		{"A [@mir-2021]. B [@mir-2021].", `<p>A` + mark("1", "mir-2021", "1", mir, "") + side("1", mir) + `. B` + mark("1", "mir-2021", "2", mir, "") + `.</p>`},
		{"Said of [@reb].", `<p>Said of` + mark("1", "reb", "1", "Rebels with a Cause, about 2023", "") + side("1", "<i>Rebels with a Cause</i>, about\u00a02023") + `.</p>`},
	} {
		r := cited(t, "numeric", c.in)
		// The label is plain text, its spaces folded.
		if got := strings.TrimSpace(prose(r)); got != strings.NewReplacer("28\u00a0August 2021\"", "28 August 2021\"").Replace(c.want) && strings.ReplaceAll(got, "\u00a0", " ") != strings.ReplaceAll(c.want, "\u00a0", " ") {
			t.Errorf("%s\n got  %s\n want %s", c.in, got, c.want)
		}
	}
}

func TestAuthorDateCitations(t *testing.T) {
	cite := func(key, place, locator, words string) string {
		if locator != "" {
			locator = ` data-locator="` + locator + `"`
		}
		return `<a class="cite" role="doc-noteref" id="cite-` + key + `-` + place + `" href="#ref-` + key + `"` + locator + `>` + words + `</a>`
	}
	for _, c := range []struct{ in, want string }{
		{"One [@bb].", `<p>One <span class="cites">(` + cite("bb", "1", "", "Bapat and Best 2021") + `)</span>.</p>`},
		{"One.[@bb]", `<p>One. <span class="cites">(` + cite("bb", "1", "", "Bapat and Best 2021") + `)</span></p>`},
		{"One [see @bb, p. 3; @three].", `<p>One <span class="cites">(see ` + cite("bb", "1", "p.\u00a03", "Bapat and Best 2021, p.\u00a03") + `; ` + cite("three", "1", "", "van Beethoven et al. 2019") + `)</span>.</p>`},
		{"@bb [p. 3] say.", `<p>Bapat and Best <span class="cites">(` + cite("bb", "1", "p.\u00a03", "2021, p.\u00a03") + `)</span> say.</p>`},
		{"Bapat and Best say so [-@bb].", `<p>Bapat and Best say so <span class="cites">(` + cite("bb", "1", "", "2021") + `)</span>.</p>`},
		// Two by one author in one year: a and b, in the order of their dates.
		{"[@mir-2021; @journal]", `<p><span class="cites">(` + cite("mir-2021", "1", "", "Mir 2021b") + `; ` + cite("journal", "1", "", "Mir 2021a") + `)</span></p>`},
		{"[@reb] [@none]", `<p><span class="cites">(` + cite("reb", "1", "", "<i>Rebels with a Cause</i> c. 2023") + `)</span> <span class="cites">(` + cite("none", "1", "", "<i>Nothing known</i> n.d.") + `)</span></p>`},
	} {
		r := cited(t, "author-date", c.in)
		if got := strings.TrimSpace(prose(r)); got != c.want {
			t.Errorf("%s\n got  %s\n want %s", c.in, got, c.want)
		}
	}
}

// TestReferences: what the list says of each record, and its order.
func TestReferences(t *testing.T) {
	want := map[string]string{
		"mir-2021": `Mir, Asfandyar. [Interview on IS-K]. <i>United States Institute of Peace</i>. September 2021b. <span class="sub">Month inferred from the text. Full text seen.</span>`,
		"bb":       `Bapat, Navin, and Rebecca Best. “The Revolt of Islamic State-Khorasan.” <i>Political Violence At A Glance</i>. 28 August 2021. <a href="https://example.org/bb">https://example.org/bb</a>, <a href="https://archive.example/bb">archived copy</a>, read 1 November 2026.`,
		"reb":      `“Rebels with a Cause.” About 2023. <span class="sub">Only an excerpt seen.</span>`,
		"three":    `van Beethoven, Ludwig, Charles de Gaulle, and The Group. <i>A book</i>. A Press, Leiden, 2019 to 2020. Edition 2. ISBN 978-0-00-000000-2.`,
		"journal":  `Mir, Asfandyar. “On aims.” <i>Journal of Aims</i> 12, no. 3: 45–67. 2021a. <a href="https://doi.org/10.1000/xyz">https://doi.org/10.1000/xyz</a>.`,
		"none":     `<i>Nothing known</i>. No date.`,
	}
	for style, order := range map[string]string{"numeric": "none bb mir-2021 journal reb three", "author-date": "bb journal mir-2021 none reb three"} {
		r := cited(t, style, "[@none] [@bb] [@mir-2021] [@journal; @reb] [@three]")
		var got []string
		for _, ref := range r.References {
			got = append(got, ref.Source.Key)
			words := want[ref.Source.Key]
			if style == "numeric" { // nothing there refers to a letter
				words = strings.NewReplacer("2021a", "2021", "2021b", "2021").Replace(words)
			}
			if text := strings.ReplaceAll(ref.Source.Reference(), "\u00a0", " "); text != words {
				t.Errorf("%s\n got  %s\n want %s", ref.Source.Key, text, words)
			}
		}
		if strings.Join(got, " ") != order {
			t.Errorf("%s: %s, want %s", style, got, order)
		}
	}
}

// TestUnknownKey: the words stay as typed, the message names the nearest key.
func TestUnknownKey(t *testing.T) {
	files := map[string]string{"articles/a.md": "---\ntitle: A\n---\n\nOne [see @mir-2012].\n"}
	for path, text := range library {
		files[path] = text
	}
	s := newSite(t, files)
	r := s.resolve(t, "articles/a.md")
	if got := prose(r); !strings.Contains(got, "One [see @mir-2012].") {
		t.Error(got)
	}
	diags := link.NewSuggester(s.names).Diags(r)
	if len(diags) != 1 || diags[0].Code.ID != "C101" || string(s.docs["articles/a.md"].Data[diags[0].Start:diags[0].End]) != "mir-2012" || diags[0].Fixes[0] != "mir-2021" {
		t.Errorf("%+v", diags)
	}
}

// TestStatements: what a citation is for is the sentence that it stands behind.
func TestStatements(t *testing.T) {
	s := newSite(t, map[string]string{
		"sources/a.md":  "---\ntitle: A\n---\n",
		"articles/p.md": "---\ntitle: P\n---\n\nFirst said. Second says more.[@a] Third is ours. Fourth says [@a, p. 3] so.\n",
	})
	g := s.graph(t)
	var got []string
	for _, p := range s.names.Pages {
		if p.Doc.Kind != content.Source {
			continue
		}
		mentions, _ := g.Mentions(p, 10)
		for _, m := range mentions {
			got = append(got, m.Before+m.Words+m.After)
		}
	}
	if want := "Second says more. | Fourth says so."; strings.Join(got, " | ") != want {
		t.Errorf("%q", got)
	}
}
