package link_test

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"gloss/internal/content"
	"gloss/internal/link"
	"gloss/internal/terms"
)

// The two properties at the end of linking.md, over generated pages: words,
// names, marks and blocks in any order, broken ones too.

var fragments = []string{
	"IS-K", "ISIS-K", "Islamic State", "Islamic State-Khorasan", "IS", "Taliban", "the Afghan Taliban", "Pakistani Taliban", "TTP",
	"Haqqani network", "Haqqani Network", "al-Qaeda", "Al-Qaida", "AUMF", "AUMFs", "Deobandi", "caliphate", "Caliphates",
	"Kabul airport", "Kabul airport bombing", "Authorization for Use of Military Force", "C++", "R&D", "U.S.", "塔利班", "طالبان",
	"*", "**", "_", "~~", "`", "[[", "]]", "|", "\\|", "[", "](", ")", "![", "{.nolink}", "<b>", "</b>", "<!-- c -->", "%%x%%",
	"[[taliban]]", "[[is-k\\|the group]]", "[x](../glossary/aumf.md)", "[^1]", "&amp;", "&ndash;", "\\*", "--", "---", "\"", "'", "“", "”",
	"a", "the", "of", "in Kabul", "is here.", "anti-", "-led", "’s", "'s", ",", ".", ":", "word", "[@src, p. 3]", "@src [p. 4; see @src]", "![[deaths]]", "![[deaths|about 183]]", "as of May 2020", "(", ")", "/", "\u00a0", "\n", "\n> ", "  \n", "2021",
}

var starts = []string{"", "", "", "## ", "# ", "### ", "> ", "> [!NOTE]\n> ", "- ", "- [ ] ", "1. ", "  - ", "| A | B |\n|---|:-:|\n| ", "Term\n: ", "[^1]: ", "    ", "```\n", "<div>\n", "<!--\n"}

func genPage(t *rapid.T) string {
	var b strings.Builder
	for range rapid.IntRange(1, 8).Draw(t, "blocks") {
		b.WriteString(rapid.SampledFrom(starts).Draw(t, "start"))
		for range rapid.IntRange(1, 12).Draw(t, "words") {
			b.WriteString(rapid.SampledFrom(fragments).Draw(t, "fragment"))
			if rapid.IntRange(0, 4).Draw(t, "space") > 0 {
				b.WriteByte(' ')
			}
		}
		b.WriteString(rapid.SampledFrom([]string{"\n\n", "\n\n", "\n"}).Draw(t, "end"))
	}
	return b.String()
}

var moreTerms = `cpp: {category: concept, title: C++}
rd: {category: concept, title: R&D}
us: {category: place, title: U.S.}
zh: {category: group, title: 塔利班}
ps: {category: group, title: طالبان}`

// siteFor is a site with the standard glossary and one page.
func siteFor(t testing.TB, front, page string) (*site, *link.Resolved) {
	files := map[string]string{"articles/page.md": "---\ntitle: Page\n" + front + "---\n\n" + page}
	for _, line := range strings.Split(standardGlossary+"\n"+moreTerms, "\n") {
		slug, meta, _ := strings.Cut(line, ":")
		files["glossary/"+slug+".md"] = "---\n" + strings.TrimSuffix(strings.TrimSpace(meta), "}") + ", definition: D.}\n---\n"
	}
	for name, text := range knowledge {
		files[name] = text
	}
	s := newSite(t, files)
	return s, s.resolve(t, "articles/page.md")
}

// knowledge is what pages may cite and show.
var knowledge = map[string]string{
	"site.yaml":       siteSettings,
	"sources/src.md":  "---\ntitle: A source\nissued: 2021\n---\n",
	"facts/deaths.md": "---\ntitle: How many?\nmeasure: count\nvalue: about 183\nvalues: [{value: more than 100, source: src}, {value: 183, source: src}]\n---\n",
}

const siteSettings = "title: T\nbase-url: https://example.org\nlinking: {cap: 1000}\n"

func prose(r *link.Resolved) string {
	return string(link.Apply(nil, r.Page.Doc.Body.HTML, r.Edits))
}

var autoLink = regexp.MustCompile(`<a class="term" [^>]* data-auto[^>]*>`)

// unwrap takes the automatic links out of a page again. Links do not nest, so
// the next </a> is the link's own.
func unwrap(s string) string {
	var b strings.Builder
	for {
		at := autoLink.FindStringIndex(s)
		if at == nil {
			return b.String() + s
		}
		inner, rest, _ := strings.Cut(s[at[1]:], "</a>")
		b.WriteString(s[:at[0]] + inner)
		s = rest
	}
}

func TestPropertyUnwrappingIsIdentity(t *testing.T) {
	rapidCheck(t, func(t *rapid.T, tb testing.TB) {
		page := genPage(t)
		_, with := siteFor(tb, "", page)
		_, without := siteFor(tb, "autolink: false\n", page)
		if got, want := unwrap(prose(with)), prose(without); got != want {
			t.Fatalf("page:\n%s\nunwrapped:\n%s\nwithout links:\n%s", page, got, want)
		}
		wellFormed(t, page, prose(with))
	})
}

// rapidCheck runs a property, many more times under GLOSS_LONG, as often as
// GLOSS_CHECKS says where that is set.
func rapidCheck(t *testing.T, property func(*rapid.T, testing.TB)) {
	t.Helper()
	checks := "200"
	if os.Getenv("GLOSS_LONG") != "" {
		checks = "100000"
	}
	if n := os.Getenv("GLOSS_CHECKS"); n != "" {
		checks = n
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) { property(rt, t) })
}

// wellFormed holds the HTML to being a tree, without links in links or in what
// rule 2 excludes.
func wellFormed(t interface{ Fatalf(string, ...any) }, page, h string) {
	z := html.NewTokenizer(strings.NewReader(h))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("page:\n%s\nleft open: %v in\n%s", page, open, h)
			}
			return
		case html.StartTagToken:
			token := z.Token()
			if voidTags[token.Data] {
				continue
			}
			if token.Data == "a" {
				auto := slices.ContainsFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "data-auto" })
				for _, o := range open {
					if o == "a" || auto && excludes[o] {
						t.Fatalf("page:\n%s\na link within <%s> in\n%s", page, o, h)
					}
				}
			}
			open = append(open, token.Data)
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("page:\n%s\n</%s> closes %v in\n%s", page, name, open, h)
			}
			open = open[:len(open)-1]
		}
	}
}

var voidTags = map[string]bool{"br": true, "hr": true, "img": true, "input": true}

var excludes = map[string]bool{"h1": true, "h2": true, "h3": true, "blockquote": true, "code": true, "del": true, "th": true}

func TestPropertyLinkingTwiceChangesNothing(t *testing.T) {
	rapidCheck(t, func(t *rapid.T, tb testing.TB) {
		page := genPage(t)
		s, first := siteFor(tb, "", page)
		second := link.NewResolver(s.names).Resolve(linkedPage(first))
		a := strings.ReplaceAll(prose(first), " data-auto", "")
		b := strings.ReplaceAll(prose(second), " data-auto", "")
		if a != b {
			t.Fatalf("page:\n%s\nfirst:\n%s\nsecond:\n%s", page, a, b)
		}
		for _, d := range second.Decisions {
			if d.Outcome == terms.Linked {
				t.Fatalf("page:\n%s\nlinked only the second time: %q as %s", page, s.docs["articles/page.md"].Data[d.Src.Start:d.Src.End], d.Term.Slug)
			}
		}
	})
}

// linkedPage is a resolved page with its automatic links as slots, as if the
// writer had made them.
func linkedPage(r *link.Resolved) *link.Page {
	page, doc, body := *r.Page, *r.Page.Doc, *r.Page.Doc.Body
	body.Slots, body.Blocks, body.Runs = slices.Clone(body.Slots), slices.Clone(body.Blocks), nil
	for i, e := range r.Edits {
		if !strings.Contains(e.Text, " data-auto") {
			continue
		}
		_, slug, _ := strings.Cut(e.Text, `data-term="`)
		slug, _, _ = strings.Cut(slug, `"`)
		end := i + 1 + slices.IndexFunc(r.Edits[i+1:], func(end link.Edit) bool { return end.Text == "</a>" && end.At > e.At })
		body.Slots = append(body.Slots, content.Slot{Kind: content.SlotWiki, At: e.At, End: r.Edits[end].At, Target: slug, Labelled: true})
	}
	auto := body.Slots[len(doc.Body.Slots):]
	for i := range body.Blocks {
		b := &body.Blocks[i]
		from := int32(len(body.Runs))
		for _, run := range doc.Body.Runs[b.Runs[0]:b.Runs[1]] {
			body.Runs = append(body.Runs, maskWithin(run, auto, int32(i), b.Scope)...)
		}
		b.Runs = [2]int32{from, int32(len(body.Runs))}
	}
	slices.SortStableFunc(body.Slots, func(a, b content.Slot) int { return int(a.At - b.At) })
	doc.Body, page.Doc = &body, &doc
	return &page
}

// maskWithin masks what of a run stands in one of the slots, and tells these
// slots where they are.
func maskWithin(run content.Run, slots []content.Slot, block, scope int32) []content.Run {
	for i := range slots {
		s := &slots[i]
		if run.Len == 0 || run.HTML >= s.End || s.At >= run.HTML+run.Len {
			continue
		}
		s.Block, s.Scope = block, scope
		var out []content.Run
		rest := run
		if run.HTML < s.At {
			left := run
			left.Len = s.At - run.HTML
			left.SrcLen = left.Len
			out = append(out, left)
			rest.HTML, rest.Src, rest.Len = s.At, run.Src+left.Len, run.Len-left.Len
			rest.SrcLen = rest.Len
		}
		if rest.HTML+rest.Len > s.End {
			inside, after := rest, rest
			inside.Len = s.End - rest.HTML
			inside.SrcLen, inside.Masked = inside.Len, true
			after.HTML, after.Src, after.Len = s.End, rest.Src+inside.Len, rest.Len-inside.Len
			after.SrcLen = after.Len
			return append(append(out, inside), maskWithin(after, slots[i+1:], block, scope)...)
		}
		rest.Masked = true
		return append(out, rest)
	}
	return []content.Run{run}
}
