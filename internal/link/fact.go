package link

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// FactTable is a fact as a page lists it: each value with its source cited on
// that page.
type FactTable struct {
	Fact *Page
	Rows []FactRow // beside Doc.Values
}

// FactRow is one line of the table.
type FactRow struct {
	Source *Source
	Cite   string // who says it, as inner HTML with a way to the list of references
}

// addFacts finds the facts about each term.
func (n *Names) addFacts() {
	for _, p := range n.Pages {
		if p.Doc.Kind != content.Fact {
			continue
		}
		if n.allFacts = append(n.allFacts, p.Doc); !p.Live {
			continue
		}
		if p.Doc.Status == content.Disputed {
			n.disputed = append(n.disputed, p)
		}
		for _, about := range p.Doc.About {
			if t := n.TermNamed(about.Value); t != nil && !slices.Contains(n.facts[t.number()], p) {
				n.facts[t.number()] = append(n.facts[t.number()], p)
				if p.Doc.Status == content.Disputed {
					n.addFigures(t, p)
				}
			}
		}
	}
}

// Disputed gives the live facts on which sources differ, in order of path.
func (n *Names) Disputed() []*Page { return n.disputed }

// MaxAge is how old what a fact says may be, nil where nothing says so.
func (n *Names) MaxAge(p *Page) *content.Period {
	if p.Doc.MaxAge != nil {
		return p.Doc.MaxAge
	}
	if period, ok := n.Site.MaxAge[string(p.Doc.Measure)]; ok {
		return &period
	}
	return nil
}

// ages notes when dates behind "as of" come to be too old. Which period counts
// depends on the facts beside them, so each that the site has is noted.
func (n *Names) ages() {
	periods := map[string]content.Period{}
	for _, p := range n.Site.MaxAge {
		periods[p.Text()] = p
	}
	for _, p := range n.Pages {
		if p.Doc.MaxAge != nil {
			periods[p.Doc.MaxAge.Text()] = *p.Doc.MaxAge
		}
	}
	for _, p := range n.Pages {
		for _, period := range periods {
			for _, a := range p.Doc.Body.AsOf {
				n.due(period.After(a.Date.End(n.Site.Zone)))
			}
			for _, v := range p.Doc.Values {
				if v.AsOf != nil {
					n.due(period.After(v.AsOf.End(n.Site.Zone)))
				}
			}
		}
	}
}

// FactsAbout gives the live facts about a term, in order of path.
func (n *Names) FactsAbout(term *Page) []*Page { return n.facts[term.number()] }

// fact finishes ![[fact]] in a sentence.
func (r *Resolver) fact(owner, page *Page, body *content.Body, s *content.Slot) string {
	doc := page.Doc
	words, label := html.EscapeString(doc.Value.Body.Plain()), s.Label
	if s.Labelled {
		words = html.EscapeString(label)
	}
	paragraph := func(inner string) string {
		if s.Alone && inner != "" {
			return "<p>" + inner + "</p>"
		}
		return inner
	}
	if !page.Live {
		r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s; only the words that stand here are shown", doc.Path, page.Presence)).WithFix("leave it, if the page will be there in time"))
		return paragraph(html.EscapeString(label))
	}
	if s.Labelled && !agrees(label, &doc.Meta) {
		r.report(diag.New(codeWording, content.Place(owner.Doc.Path, s.Src), fmt.Sprintf("the words %q have no number, date or name that %s gives", label, doc.Path)).
			WithRelated(content.Place(doc.Path, doc.Value.At), "the value is in").WithFix("![[" + s.Target + "]]   or words with " + doc.Value.Body.Plain() + " in them"))
	}
	u := Use{To: page, Block: -1, From: s.At, Up: s.End}
	if body == r.page.Doc.Body && s.Block >= 0 {
		u.Block = s.Block
	}
	r.note(u)
	if page != r.page && !r.silent() && !slices.Contains(r.out.Facts, page) {
		r.out.Facts = append(r.out.Facts, page)
	}
	return paragraph(r.factMark(page, words, label, r.firstInBlock(body, s)))
}

// firstInBlock tells whether no fact of the same block was marked before: said
// once in a paragraph, the words would only be in the way again.
func (r *Resolver) firstInBlock(body *content.Body, s *content.Slot) bool {
	if body != r.page.Doc.Body || s.Block < 0 {
		return true
	}
	first := !r.marked[s.Block]
	r.marked[s.Block] = true
	return first
}

// differsIcon is a road that forks.
const differsIcon = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 17v-5.5M10 11.5 5 4M10 11.5 15 4M5 8V4h3.7M15 8V4h-3.7"/></svg>`

// factMark is the element around a fact's words. A machine's value stands in it
// where the fact has one.
func (r *Resolver) factMark(page *Page, words, label string, inWords bool) string {
	doc := page.Doc
	open, end := `<span class="fact"`, "</span>"
	if value, ok := machineValue(&doc.Meta, label); ok {
		open, end = `<data class="fact" value="`+html.EscapeString(value)+`"`, "</data>"
	}
	open += ` data-fact="` + page.Slug + `" data-status="` + string(doc.Status) + `">`
	if page == r.page {
		return open + words + end
	}
	anchor := `<a href="` + html.EscapeString(r.names.URL(page.Address)) + `"`
	if r.page.Doc.Role == content.RolePage && r.page.Doc.Kind != content.Fact && !r.echoes { // whose page has a table of its own alone
		anchor += ` aria-details="fact-` + page.Slug + `"`
	}
	anchor += ">"
	mark := ""
	if doc.Status == content.Disputed {
		said := "sources differ"
		if !inWords {
			said = `<span class="vh">sources differ</span>`
		}
		mark = `<small class="differs"> ` + differsIcon + said + `</small>`
	}
	return open + anchor + words + "</a>" + mark + end
}

// machineValue is the number or date that a fact's words give.
func machineValue(m *content.Meta, label string) (string, bool) {
	if m.Measure != "count" && m.Measure != "date" {
		return "", false
	}
	for _, text := range []string{label, m.Value.Body.Plain()} {
		for _, f := range content.Figures(text) {
			switch {
			case m.Measure == "date" && f.Number == "" && f.Date.Year > 0:
				return f.Date.Text(), true
			case f.Number != "" && (m.Measure == "count" || len(f.Number) == 4):
				return f.Number, true
			}
		}
	}
	return "", false
}

// agrees tells whether words for a fact say what it or one of its sources says:
// they share a number, a date or a name.
func agrees(label string, m *content.Meta) bool {
	texts := []string{m.Value.Body.Plain()}
	for _, v := range m.Values {
		texts = append(texts, v.Value.Body.Plain())
	}
	figures := content.Figures(label)
	if slices.ContainsFunc(texts, func(text string) bool { return strings.EqualFold(text, strings.TrimSpace(label)) }) {
		return true
	}
	for _, text := range texts {
		for _, f := range content.Figures(text) {
			if slices.ContainsFunc(figures, func(o content.Figure) bool { return f.Same(o) || sameTime(f, o) }) {
				return true
			}
		}
		if m.Measure != "count" && m.Measure != "date" && shareName(label, text) {
			return true
		}
	}
	return false
}

// sameTime tells whether one date holds the other: August 2021, and 26 August
// 2021, or its year alone.
func sameTime(a, b content.Figure) bool {
	year := func(f content.Figure) content.Date {
		if n, err := strconv.Atoi(f.Number); err == nil && len(f.Number) == 4 {
			return content.Date{Year: n}
		}
		return f.Date
	}
	x, y := year(a), year(b)
	if x.Year == 0 || x.Year != y.Year {
		return false
	}
	return (x.Month == 0 || y.Month == 0 || x.Month == y.Month) && (x.Day == 0 || y.Day == 0 || x.Day == y.Day)
}

// shareName tells whether two texts share a word of a name: one with a capital,
// or of five letters and more.
func shareName(a, b string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '’' && r != '\'' })
	}
	other := words(b)
	for _, w := range words(a) {
		runes := []rune(w)
		if len(runes) < 2 || len(runes) < 5 && !unicode.IsUpper(runes[0]) {
			continue
		}
		if slices.ContainsFunc(other, func(o string) bool { return strings.EqualFold(o, w) }) {
			return true
		}
	}
	return false
}

// factTables cites the sources of the facts that the page lists, each once. Each
// row is finished as a reader meets it, so that numbers go up.
func (r *Resolver) factTables(listed []*Page) {
	var facts []*Page
	for _, fact := range listed {
		if !slices.Contains(facts, fact) {
			facts = append(facts, fact)
		}
	}
	slices.SortStableFunc(facts, func(a, b *Page) int { // what sources differ on first
		return cmp.Compare(differs(b), differs(a))
	})
	for _, page := range facts {
		table := FactTable{Fact: page}
		for _, v := range page.Doc.Values {
			if page == r.page {
				r.out.Values = append(r.out.Values, r.field(v.Value))
			}
			table.Rows = append(table.Rows, r.factRow(page, v))
			if page == r.page {
				r.out.ValueNotes = append(r.out.ValueNotes, r.field(v.Note))
			}
		}
		r.out.FactTables = append(r.out.FactTables, table)
	}
}

// untabled gives the facts that the page shows and does not list.
func (r *Resolver) untabled() []*Page {
	return slices.DeleteFunc(slices.Clone(r.out.Facts), func(fact *Page) bool {
		return slices.ContainsFunc(r.out.FactTables, func(t FactTable) bool { return t.Fact == fact })
	})
}

func differs(fact *Page) int {
	if fact.Doc.Status == content.Disputed {
		return 1
	}
	return 0
}

func (r *Resolver) factRow(fact *Page, v content.Value) FactRow {
	source := r.cited(v.Source.Value)
	if source == nil {
		if fact == r.page && v.Source.Value != "" {
			r.unknownKey(v.Source.Value, fact, v.Source.At)
		}
		return FactRow{Cite: html.EscapeString(v.Source.Value)}
	}
	if fact == r.page {
		r.note(Use{To: source.Page, Block: -1, Before: fact.Title() + " ", Words: v.Value.Body.Plain()})
	}
	place := v.Locator.Value
	ref, id := r.citing.mark(source, place)
	cite := fmt.Sprintf(`<a class="cite-row" role="doc-noteref" id="%s" href="#%s">%s</a>`, id, ref.Source.RefID(), source.Who())
	if place != "" {
		cite += ", " + html.EscapeString(place)
	}
	return FactRow{Source: source, Cite: cite}
}
