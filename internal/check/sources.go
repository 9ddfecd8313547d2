package check

import (
	"bytes"
	"fmt"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
)

var (
	codeUnsourced = diag.Define(diag.Code{
		ID: "E203", Severity: diag.Warning,
		Title: "a figure or date without a source",
		Text: `A number of two digits or more, a percentage or a date is somebody's statement, so
the paragraph, list item or table cell that holds it cites a source, or shows a
fact. A citation anywhere in a table or list, or in the line that introduces it with a
colon, stands for all of it, and a footnote that cites for the place of its mark.
This is looked for in the text of articles, explainers and terms; a term's definition
may say what any encyclopaedia does. Numbers in words, and offices, are not found: they
need their source all the same. Accept an exception with
[2021]{.ok reason="known to everybody"}.`,
	})
	codeOneSource = diag.Define(diag.Code{
		ID: "E204", Severity: diag.Warning,
		Title: "a page with a single source",
		Text: `An article or explainer that cites one source alone repeats it: nothing on the page
was compared with anything. Look for a second one. Where there is none, that is worth a
page of its own kind: a term, or a fact with the status single-source.`,
	})
)

// wantsSources tells whether figures in a page's text need a source beside them.
// Facts have theirs in a table; the site's own pages and introductions speak of
// the site.
func wantsSources(p *link.Page) bool {
	if p.Doc.Role != content.RolePage {
		return false
	}
	return p.Doc.Kind == content.Article || p.Doc.Kind == content.Explainer || p.Doc.Kind == content.Term
}

// sources notes the groups of blocks that cite or show a fact.
func (e *Editor) sources(r *link.Resolved) {
	body := r.Page.Doc.Body
	citing := map[int]bool{} // footnotes
	mark := func(block int32) {
		if block >= 0 {
			e.sourced[e.layout.group[block]] = true
			citing[e.layout.note[block]] = true
		}
	}
	for _, s := range body.Slots {
		if s.Kind == content.SlotCite {
			mark(s.Block)
		}
	}
	for _, u := range r.Uses {
		if u.To.Doc.Kind == content.Fact {
			mark(u.Block)
		}
	}
	for _, s := range body.Slots {
		if s.Kind != content.SlotNote || s.Block < 0 {
			continue
		}
		if _, href, ok := bytes.Cut(body.HTML[s.At:s.End], []byte(`href="#fn-`)); ok && citing[number(href)] {
			e.sourced[e.layout.group[s.Block]] = true
		}
	}
}

// figures notes the dates of the passage at hand, and its first figure that
// needs a source.
func (e *Editor) figures(sourced bool) {
	p := &e.reader.passage
	reported := !sourced || !p.prose() || p.kind == content.BlockCaption
	for f := range figuresIn(p.text, p.stops) {
		if f.dates {
			e.dated[e.group()] = true
		}
		if reported || !f.counts || p.accepts(p.span(f.start, f.end)) {
			continue
		}
		reported = true
		words := string(p.text[f.start:f.end])
		e.reportUnless(e.sourced, codeUnsourced, f.start, f.end, fmt.Sprintf("no source stands beside %q", words),
			fmt.Sprintf("%s behind the statement   or accept it: [%s]{.ok reason=\"…\"}", e.cite, words))
	}
}

// oneSource reports an article or explainer that cites one source alone.
func (e *Editor) oneSource(r *link.Resolved) {
	doc := r.Page.Doc
	if len(r.References) != 1 || doc.Role != content.RolePage || doc.Kind != content.Article && doc.Kind != content.Explainer {
		return
	}
	e.add(diag.New(codeOneSource, content.Place(doc.Path, doc.Title.At), fmt.Sprintf("everything here rests on %s", r.References[0].Source.Page.Doc.Path)).
		WithFix("compare it with a second source, and cite that too"))
}
