package check

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
)

var (
	codeDefinition = diag.Define(diag.Code{
		ID: "E101", Severity: diag.Warning,
		Title: "a definition is too long for its card",
		Text:  `The definition is what readers see when they rest on a link. Past 360 characters nobody reads it there; the rest belongs into the page.`,
	})
	codeAlt = diag.Define(diag.Code{
		ID: "E102", Severity: diag.Warning,
		Title: "a picture has no words",
		Text:  `Who cannot see the picture hears its description instead: ![Map of Nangarhar with the districts named](map.png). Say what it shows, not that it is a picture.`,
	})
	codeAnswer = diag.Define(diag.Code{
		ID: "E103", Severity: diag.Warning,
		Title: "a question has no short answer",
		Text: `The first paragraph under a question answers it, in 25 to 60 words. Cards, lists,
embeds and search show that paragraph and nothing else.`,
	})
	codeReview = diag.Define(diag.Code{
		ID: "E104", Severity: diag.Warning,
		Title: "a page is past its review",
		Text:  `The page says how often it is to be read against its sources (review-every, or that of site.yaml), and that time is over since its last review. Read it, mend it, and set reviewed.`,
	})
	codeUnused = diag.Define(diag.Code{
		ID: "E105", Severity: diag.Warning,
		Title: "nobody uses a term",
		Text:  `No page links to this term, by itself or by hand. Perhaps pages write it in another way: add that as an alias.`,
	})
)

// maxDefinition is how many characters a hover card holds.
const maxDefinition = 360

// Page applies the rules that look at one page alone.
func Page(r *link.Resolved) []diag.Diagnostic {
	doc := r.Page.Doc
	var diags []diag.Diagnostic
	report := func(code *diag.Code, at diag.Span, message, fix string) {
		diags = append(diags, diag.New(code, content.Place(doc.Path, at), message).WithFix(fix))
	}
	if n := utf8.RuneCountInString(doc.Definition.Body.Plain()); n > maxDefinition {
		report(codeDefinition, doc.Definition.At, fmt.Sprintf("this definition has %d characters; a card holds 360", n), "keep what identifies it, and move the rest below")
	}
	for _, s := range doc.Body.Slots {
		picture := s.Kind == content.SlotImage || s.Kind == content.SlotEmbed && link.IsPicture(s.Target)
		if picture && s.Label == "" {
			report(codeAlt, s.Src, "this picture has no words for those who cannot see it", "![what it shows]("+s.Target+")")
		}
	}
	for _, q := range doc.Body.Questions {
		if q.Words == 0 {
			h := doc.Body.Headings[q.Heading]
			report(codeAnswer, h.At, "no short answer stands right below this question", "answer it in a paragraph of 25 to 60 words")
		}
	}
	return append(diags, Characters(doc)...)
}

// Site applies the rules that need the whole site, and those for pages to the
// introductions of listings.
func Site(g *link.Graph, style *Style) []diag.Diagnostic {
	n := g.Names
	e := NewEditor(n, style)
	diags := e.settings()
	for _, folder := range slices.Sorted(maps.Keys(g.Intros)) {
		r := g.Intros[folder]
		diags = slices.Concat(diags, Page(r), e.Page(r), review(n, r.Page))
	}
	for _, p := range n.Pages {
		if !p.Live {
			continue
		}
		doc := p.Doc
		if p.Term >= 0 && doc.Link != content.LinkNever && g.UseCount(p) == 0 && !n.Clashes(p) {
			diags = append(diags, diag.New(codeUnused, content.Place(doc.Path, doc.Title.At), fmt.Sprintf("no page links to %q", doc.Title.Value)).WithFix("add the words that pages use for it to its aliases, or take the term out"))
		}
		diags = append(diags, review(n, p)...)
	}
	return diags
}

// review reports a page that is past its review.
func review(n *link.Names, p *link.Page) []diag.Diagnostic {
	if at := p.Doc.Reviewed; at != nil && n.Later(*at) {
		return []diag.Diagnostic{diag.New(codeReview, content.Place(p.Doc.Path, at.At), "this review lies in the future").WithFix("reviewed: " + n.At.In(n.Site.Zone).Format("2006-01-02"))}
	}
	due, ok := n.ReviewDue(p)
	if !ok || due.After(n.At) {
		return nil
	}
	at := content.Place(p.Doc.Path, p.Doc.Reviewed.At)
	message := fmt.Sprintf("the review of this page was due on %s", due.In(n.Site.Zone).Format("2006-01-02"))
	fix := "read it against its sources, then  reviewed: " + n.At.In(n.Site.Zone).Format("2006-01-02")
	return []diag.Diagnostic{diag.New(codeReview, at, message).WithFix(fix)}
}
