package markdown

import (
	"fmt"
	"strings"
	"testing"

	"gloss/internal/content"
)

// written writes citations as: key, then what it has of - (no author), <prefix>,
// (locator) and <suffix>; "in " before those in the sentence.
func citesOf(b *content.Body) string {
	var all []string
	for _, s := range b.Slots {
		if s.Kind != content.SlotCite {
			continue
		}
		var items []string
		for _, it := range s.Cite.Items {
			t := it.Key
			if it.NoAuthor {
				t = "-" + t
			}
			if it.Prefix != "" {
				t = "<" + it.Prefix + ">" + t
			}
			if it.Locator.Value != "" {
				t += "(" + strings.ReplaceAll(it.Locator.String(), "\u00a0", " ") + ")"
			}
			if it.Suffix != "" {
				t += "<" + it.Suffix + ">"
			}
			items = append(items, t)
		}
		t := strings.Join(items, " + ")
		if s.Cite.Narrative {
			t = "in " + t
		}
		all = append(all, t)
	}
	return strings.Join(all, " | ")
}

// TestCitations: one case for each form, the first ones those of Pandoc's manual.
func TestCitations(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Blah blah [@doe99].", "doe99"},
		{"Blah blah [see @doe99, pp. 33-35 and *passim*; @smith04, chap. 1].", "<see>doe99(pp. 33–35)< and <em>passim</em>> + smith04(chap. 1)"},
		{"[@smith{ii, A, D-Z}, with a suffix]", "smith(pp. ii, A, D–Z)<, with a suffix>"},
		{"[@smith, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]", "smith(pp. iv, vi–xi, (xv)–(xvii))< with suffix here>"},
		{"[@smith{}, 99 years later]", "smith<, 99 years later>"},
		{"Smith says blah [-@smith04].", "-smith04"},
		{"@smith04 says blah.", "in smith04"},
		{"@smith04 [p. 33] says blah.", "in smith04(p. 33)"},
		{"@smith04 [p. 33; see also @doe99] says.", "in smith04(p. 33) + <see also>doe99"},
		{"[@a; @b; @c]", "a + b + c"},
		{"[@{https://example.org/a?b=c}, p. 2]", "https://example.org/a?b=c(p. 2)"},
		{"@Foo_bar.baz. And more.", "in Foo_bar.baz"},
		{"[@mir-2021, question 3]", "mir-2021<, question 3>"},
		{"[see *also* @a]", "<see <em>also</em>>a"},
		{"-@a says", "in -a"},
		{"(@a)", "in a"},
		{"**[@a]** and ~~[@b]~~", "a | b"},
		{"| a |\n|---|\n| x [@a; @b] |", "a + b"},
		{"words[@a][@b]", "a | b"},
		{"[see @a & co]", "<see>a< &amp; co>"},
		{"[see\n@a,\np. 3]", "<see>a(p. 3)"},
		{"> quoted [see\n> @a, p. 3]", "<see>a(p. 3)"},
		{"@a [with no place]", "in a<, with no place>"},
		{"[@a]: more of it", "a"},
		// What is none.
		{"me@example.org", ""},
		{"write to me@example.org or <you@example.org>", ""},
		{`\@a and [\@a]`, ""},
		{"`@a` and `[@a]`", ""},
		{"https://example.org/@user", ""},
		{"(https://example.org/@user)", ""},
		{"[words](me@example.org)", ""},
		{"@ home, @, @-", ""},
		{"[[@a]] is a wikilink", ""},
		{"[a [b] c]", ""},
	} {
		doc, _ := parseText("articles", c.in+"\n")
		if got := citesOf(doc.Body); got != c.want {
			t.Errorf("%q\n got  %s\n want %s\n%s", c.in, got, c.want, doc.Body.HTML)
		}
	}
}

func TestCitationPlaces(t *testing.T) {
	doc, _ := parseText("articles", "A [see @mir-2021, p. 3; -@reb].\n\n> In @{a b} [p. 2].\n")
	var got []string
	for _, s := range doc.Body.Slots {
		got = append(got, string(doc.Data[s.Src.Start:s.Src.End]))
		for _, it := range s.Cite.Items {
			got = append(got, string(doc.Data[it.KeyAt.Start:it.KeyAt.End]))
		}
	}
	if want := "[see @mir-2021, p. 3; -@reb] mir-2021 reb @{a b} [p. 2] a b"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}

func TestCitationProblems(t *testing.T) {
	for in, want := range map[string]string{
		"[@a, and @b]":                "C103",
		"[see [@a]](https://x.test/)": "C103",
	} {
		_, diags := parseText("articles", in+"\n")
		if len(diags) != 1 || diags[0].Code.ID != want {
			t.Errorf("%q: %v", in, diags)
		}
	}
}

// TestAsOf: the words, the date that a machine reads, and its place.
func TestAsOf(t *testing.T) {
	for _, c := range []struct{ in, html, date string }{
		{"as of September 2021, two", `<p>as of <time datetime="2021-09">September 2021</time>, two</p>`, "2021-09"},
		{"As of 26 August 2021.", `<p>As of <time datetime="2021-08-26">26 August 2021</time>.</p>`, "2021-08-26"},
		{"as of August 26, 2021", `<p>as of <time datetime="2021-08-26">August 26, 2021</time></p>`, "2021-08-26"},
		{"as of 2023", `<p>as of <time datetime="2023">2023</time></p>`, "2023"},
		{"as of autumn 2023", `<p>as of autumn <time datetime="2023">2023</time></p>`, "2023~"},
		{"as of early May 2020", `<p>as of early <time datetime="2020-05">May 2020</time></p>`, "2020-05~"},
		{"as\nof May\n2020 it", "<p>as\nof <time datetime=\"2020-05\">May\n2020</time> it</p>", "2020-05"},
		{"one as of 2020, two as of 2021", `<p>one as of <time datetime="2020">2020</time>, two as of <time datetime="2021">2021</time></p>`, "2021 2020"},
		{"*as of 2020* & [[x]] as of 2021", `<p><em>as of <time datetime="2020">2020</time></em> &amp; x as of <time datetime="2021">2021</time></p>`, "2021 2020"},
		{"as of *May* 2020", `<p>as of <em>May</em> 2020</p>`, ""},
		{"as of 31 February 2020", `<p>as of 31 February 2020</p>`, ""},
		{"as of 20201", `<p>as of 20201</p>`, ""},
		{"`as of 2020`", `<p><code>as of 2020</code></p>`, ""},
		{"as of Sept. 2021", `<p>as of <time datetime="2021-09">Sept. 2021</time></p>`, "2021-09"},
		{"as of&nbsp;September, 2021", "<p>as of\u00a0<time datetime=\"2021-09\">September, 2021</time></p>", "2021-09"},
		{"as of 1999-13-45", `<p>as of 1999-13-45</p>`, ""},
		{"bass of 2020", `<p>bass of 2020</p>`, ""},
		{"> as of 2020", "<blockquote>\n<p>as of 2020</p>\n</blockquote>", ""},
	} {
		doc, _ := parseText("articles", c.in+"\n")
		var dates []string
		for _, a := range doc.Body.AsOf {
			mark := ""
			if a.Date.Approximate {
				mark = "~"
			}
			dates = append(dates, a.Date.Text()+mark)
		}
		if got := strings.TrimSpace(string(doc.Body.HTML)); got != c.html || strings.Join(dates, " ") != c.date {
			t.Errorf("%q\n got  %s (%s)\n want %s (%s)", c.in, got, dates, c.html, c.date)
		}
		for _, a := range doc.Body.AsOf {
			if text := string(doc.Data[a.At.Start:a.At.End]); !strings.Contains(text, fmt.Sprint(a.Date.Year)) {
				t.Errorf("%q: the place is %q", c.in, text)
			}
		}
	}
}
