package check

import (
	"fmt"
	"slices"
	"strconv"
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
	for block, facts := range factsByBlock(n, r) {
		if !body.Blocks[block].Linkable() {
			continue
		}
		text := string(body.AppendText(nil, body.Blocks[block]))
		diags = append(diags, typed(r, facts, text, func(f content.Figure) diag.Span { return body.SpanOf(int32(block), f.Start, f.End) }, accepted)...)
	}
	if facts := disputedAbout(n, r.Page); len(facts) > 0 {
		for _, field := range []content.Inline{r.Page.Doc.Definition, r.Page.Doc.Summary} {
			if b := field.Body; b != nil && len(b.Blocks) > 0 {
				text := string(b.AppendText(nil, b.Blocks[0]))
				diags = append(diags, typed(r, facts, text, func(f content.Figure) diag.Span { return b.SpanOf(0, f.Start, f.End) }, b.Accepted)...)
			}
		}
	}
	return diags
}

// factsByBlock gives the disputed facts about the terms that each block names,
// whether they link there or not, beside the page's blocks.
func factsByBlock(n *link.Names, r *link.Resolved) [][]*link.Page {
	byBlock := make([][]*link.Page, len(r.Page.Doc.Body.Blocks))
	add := func(block int32, term *link.Page) {
		for _, fact := range disputedAbout(n, term) {
			if fact != r.Page && !slices.Contains(byBlock[block], fact) {
				byBlock[block] = append(byBlock[block], fact)
			}
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
	return byBlock
}

func disputedAbout(n *link.Names, term *link.Page) (all []*link.Page) {
	for _, fact := range n.FactsAbout(term) {
		if fact.Doc.Status == content.Disputed {
			all = append(all, fact)
		}
	}
	return all
}

func typed(r *link.Resolved, facts []*link.Page, text string, span func(content.Figure) diag.Span, accepted []diag.Span) []diag.Diagnostic {
	if len(facts) == 0 {
		return nil
	}
	var diags []diag.Diagnostic
	for _, f := range content.Figures(text) {
		i := slices.IndexFunc(facts, func(fact *link.Page) bool { return gives(fact, f) })
		if i < 0 {
			continue
		}
		at := span(f)
		if slices.ContainsFunc(accepted, func(ok diag.Span) bool { return ok.Start <= at.Start && at.End <= ok.End }) {
			continue
		}
		words := text[f.Start:f.End]
		diags = append(diags, diag.New(codeTyped, content.Place(r.Page.Doc.Path, at), fmt.Sprintf("%q is typed by hand, but sources disagree on this figure", words)).
			WithNote("see "+facts[i].Doc.Path).WithFix(fmt.Sprintf("![[%s]]   or accept it: [%s]{.ok reason=\"quoting one source\"}", facts[i].Slug, words)))
	}
	return diags
}

// gives tells whether a figure is among those that the sources of a fact give.
// Numbers that stand in a name or a cause are none, nor are the years beside
// those of a count.
func gives(fact *link.Page, f content.Figure) bool {
	doc := fact.Doc
	if doc.Measure != "count" && doc.Measure != "date" && (doc.Measure != "" || len(content.Figures(doc.Value.Body.Plain())) == 0) {
		return false
	}
	for _, v := range doc.Values {
		for _, g := range content.Figures(v.Value.Body.Plain()) {
			year, isYear := strconv.Atoi(g.Number)
			if doc.Measure != "date" && (g.Number == "" || isYear == nil && year >= 1000 && year <= 2100 && len(g.Number) == 4) {
				continue
			}
			if f.Same(g) {
				return true
			}
		}
	}
	return false
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
