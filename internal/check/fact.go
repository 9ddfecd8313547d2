package check

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
)

var (
	codeTyped = diag.Define(diag.Code{
		ID: "E210", Severity: diag.Error, Fixed: false,
		Title: "a disputed figure is typed by hand",
		Text: `Sources disagree on this number or date, and a fact says what each of them gives.
A figure typed into the text hides that, and stays behind when the fact changes.
Write ![[the-fact]] or ![[the-fact|your words]]; where the sentence reports one
source, accept the figure: [183]{.ok reason="quoting one source"}.
It is looked for in paragraphs that name one of the terms the fact is about.`,
	})
	codeOldAsOf = diag.Define(diag.Code{
		ID: "E211", Severity: diag.Warning,
		Title: "an \"as of\" is older than its kind allows",
		Text: `max-age, of a fact or by measure in site.yaml, says how old a statement of its kind
may be. Words beside a fact are held to that fact's; others to the longest that
site.yaml names. Look for a newer figure, or say in words that it is an old one
and change the date's wording.`,
	})
)

// Facts holds a page's words against the facts of the site.
func Facts(n *link.Names, r *link.Resolved) []diag.Diagnostic {
	if r.Page.Doc.Kind == content.Source {
		return nil
	}
	diags := typedFigures(n, r)
	diags = append(diags, oldDates(n, r)...)
	return append(diags, oldFact(n, r)...)
}

// typedFigures finds disputed figures in paragraphs that name what they are about.
func typedFigures(n *link.Names, r *link.Resolved) []diag.Diagnostic {
	if len(n.Disputed()) == 0 {
		return nil
	}
	var diags []diag.Diagnostic
	body := r.Page.Doc.Body
	accepted := slices.Clone(body.Accepted)
	for _, s := range body.Slots {
		if s.Kind == content.SlotEmbed { // the words of a fact are the fact's
			accepted = append(accepted, s.Src)
		}
	}
	about := termsByBlock(r)
	for block, b := range body.Blocks {
		if len(about[block]) == 0 || !b.Linkable() {
			continue
		}
		for _, f := range content.Figures(string(body.AppendText(nil, b))) {
			if fact := n.DisputedFigure(about[block], f, r.Page); fact != nil {
				diags = typed(diags, r, fact, body, int32(block), f, accepted)
			}
		}
	}
	if r.Page.Term < 0 {
		return diags
	}
	own := []*link.Page{r.Page}
	for _, field := range []content.Inline{r.Page.Doc.Definition, r.Page.Doc.Summary} {
		if b := field.Body; b != nil && len(b.Blocks) > 0 {
			accepted := slices.Clone(b.Accepted)
			for _, s := range b.Slots {
				accepted = append(accepted, s.Src)
			}
			for _, f := range content.Figures(string(b.AppendText(nil, b.Blocks[0]))) {
				if fact := n.DisputedFigure(own, f, r.Page); fact != nil {
					diags = typed(diags, r, fact, b, 0, f, accepted)
				}
			}
		}
	}
	return diags
}

// termsByBlock gives the terms that each block names, whether they link there or
// not, beside the page's blocks. A row of a table is one paragraph in this, and
// so is a name with its definitions.
func termsByBlock(r *link.Resolved) [][]*link.Page {
	body := r.Page.Doc.Body
	paragraph := paragraphs(body)
	named := make([][]*link.Page, len(body.Blocks))
	add := func(block int32, term *link.Page) {
		if p := paragraph[block]; !slices.Contains(named[p], term) {
			named[p] = append(named[p], term)
		}
	}
	for _, d := range r.Decisions {
		add(d.Block, d.Term)
	}
	for _, u := range r.Uses {
		if u.Block >= 0 && u.To.Term >= 0 {
			add(u.Block, u.To)
		}
	}
	about := make([][]*link.Page, len(body.Blocks))
	for i := range about {
		about[i] = named[paragraph[i]]
	}
	return about
}

// paragraphs gives for each block the first of those that are read with it.
func paragraphs(body *content.Body) []int {
	first := make([]int, len(body.Blocks))
	from := int32(0)
	for i, b := range body.Blocks {
		first[i] = i
		start, _ := body.Bounds(b)
		if start < from {
			continue // a block without words
		}
		between := body.HTML[from:start]
		if i > 0 && joins(between, b.Kind, body.Blocks[i-1].Kind) {
			first[i] = first[i-1]
		}
		from = start
	}
	return first
}

func joins(between []byte, kind, before content.BlockKind) bool {
	if kind == content.BlockCell && before == content.BlockCell {
		return !bytes.Contains(between, []byte("<tr"))
	}
	return bytes.Contains(between, []byte("<dd>")) && !bytes.Contains(between, []byte("<dt>")) && !bytes.Contains(between, []byte("</dl>"))
}

func typed(diags []diag.Diagnostic, r *link.Resolved, fact *link.Page, body *content.Body, block int32, f content.Figure, accepted []diag.Span) []diag.Diagnostic {
	at := body.SpanOf(block, f.Start, f.End)
	if slices.ContainsFunc(accepted, func(ok diag.Span) bool { return ok.Start <= at.Start && at.End <= ok.End }) {
		return diags
	}
	words := string(body.AppendText(nil, body.Blocks[block]))[f.Start:f.End]
	return append(diags, diag.New(codeTyped, content.Place(r.Page.Doc.Path, at), fmt.Sprintf("%q is typed by hand, but sources disagree on this figure", words)).
		WithNote("see "+fact.Doc.Path).WithFix(fmt.Sprintf("![[%s]]   or accept it: [%s]{.ok reason=\"quoting one source\"}", fact.Slug, words)))
}

// oldDates finds dates behind "as of" that are too old.
func oldDates(n *link.Names, r *link.Resolved) []diag.Diagnostic {
	var diags []diag.Diagnostic
	for _, a := range r.Page.Doc.Body.AsOf {
		period, of := ageOf(n, r, a.Block)
		if period == nil {
			continue
		}
		if due := period.After(a.Date.End(n.Site.Zone)); !due.After(n.At) {
			diags = append(diags, tooOld(n, r.Page, a.At, *period, of))
		}
	}
	return diags
}

// ageOf is how old a date in a block may be: what the facts that stand there
// say, the strictest of them, or else the longest that the site names.
func ageOf(n *link.Names, r *link.Resolved, block int32) (period *content.Period, of string) {
	for _, u := range r.Uses {
		if u.Block != block || u.To.Doc.Kind != content.Fact {
			continue
		}
		if p := n.MaxAge(u.To); p != nil && (period == nil || shorter(*p, *period)) {
			period, of = p, u.To.Doc.Path
		}
	}
	if period != nil {
		return period, of
	}
	for _, p := range n.Site.MaxAge {
		if period == nil || shorter(*period, p) {
			period = &p
		}
	}
	return period, content.SitePath
}

func shorter(a, b content.Period) bool {
	from := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	return a.After(from).Before(b.After(from))
}

// oldFact finds a fact whose newest value is too old.
func oldFact(n *link.Names, r *link.Resolved) []diag.Diagnostic {
	doc := r.Page.Doc
	period := n.MaxAge(r.Page)
	if doc.Kind != content.Fact || period == nil {
		return nil
	}
	var newest *content.Date
	for _, v := range doc.Values {
		if v.AsOf != nil && !v.Superseded && (newest == nil || newest.End(time.UTC).Before(v.AsOf.End(time.UTC))) {
			newest = v.AsOf
		}
	}
	if newest == nil || period.After(newest.End(n.Site.Zone)).After(n.At) {
		return nil
	}
	return []diag.Diagnostic{tooOld(n, r.Page, newest.At, *period, doc.Path)}
}

func tooOld(n *link.Names, p *link.Page, at diag.Span, period content.Period, of string) diag.Diagnostic {
	return diag.New(codeOldAsOf, content.Place(p.Doc.Path, at), fmt.Sprintf("this is older than %s, which %s allows", period.Text(), of)).
		WithFix("find a newer figure; on " + n.At.In(n.Site.Zone).Format("2 January 2006") + " it would say  as of " + n.At.In(n.Site.Zone).Format("January 2006"))
}
