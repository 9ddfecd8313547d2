package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/draw"
	"gloss/internal/link"
)

// tieKinds are the kinds of relations as pages say them, in the order of a legend.
var tieKinds = []struct {
	name, is, was, key string
	directed           bool
}{
	{"branch", "is a branch of", "was a branch of", "branch of", true},
	{"part", "is part of", "was part of", "part of", true},
	{"split-from", "split from", "split from", "split from", true},
	{"ally", "is an ally of", "was an ally of", "allies", false},
	{"rival", "is a rival of", "was a rival of", "rivals", false},
}

func tieKind(is string) int {
	for i, k := range tieKinds {
		if k.name == is {
			return i
		}
	}
	return 0
}

// tiesOf are the ties of one term: those that its own page says, and those that
// others say.
func (v *viewer) tiesOf(p *link.Page, r *link.Resolved) *Ties {
	t := &Ties{}
	own := v.names.TiesFrom(p)
	for _, tie := range own {
		t.add(v.tie(tie, r.RelNotes[tie.Index]))
	}
	others := v.names.TiesTo(p)
	for i, tie := range others {
		t.add(v.tie(tie, r.Ties[i]))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.settle()
	if all := append(own, others...); v.neighbours(all) > leastMap {
		t.Map = v.tieMap("Ties of "+p.Title(), all, p)
	}
	if slices.ContainsFunc(append(own, others...), link.Tie.OfGroups) {
		t.All = v.names.URL("/glossary/") + "#relations"
	}
	return t
}

// leastMap is how many terms a map shows at least, and one more: two are said
// sooner than drawn.
const leastMap = 2

func (v *viewer) neighbours(ties []link.Tie) int {
	seen := map[*link.Page]bool{}
	for _, tie := range ties {
		seen[tie.From], seen[tie.To] = true, true
	}
	return len(seen)
}

// groupTies are the ties of all groups, for the glossary.
func (v *viewer) groupTies() *Ties {
	all := v.names.GroupTies()
	if len(all) == 0 {
		return nil
	}
	t := &Ties{}
	for i, tie := range all {
		t.add(v.tie(tie, v.graph.Ties.Ties[i]))
	}
	t.settle()
	t.Map = v.tieMap("How the groups relate", all, nil)
	return t
}

func (t *Ties) add(tie Tie) { t.Rows = append(t.Rows, tie) }

// settle takes out what is said twice, a tie that holds both ways in a row without a
// note where another row has one, and notes which columns the table has.
func (t *Ties) settle() {
	rows := slices.Clone(t.Rows)
	t.Rows = slices.DeleteFunc(t.Rows, func(r Tie) bool {
		return r.Note == "" && !r.Directed && slices.ContainsFunc(rows, func(o Tie) bool {
			return o.Note != "" && o.From.URL == r.To.URL && o.To.URL == r.From.URL && o.Words == r.Words && o.When == r.When
		})
	})
	for _, r := range t.Rows {
		t.Dated, t.Noted = t.Dated || r.When != "", t.Noted || r.Note != ""
	}
}

func (v *viewer) tie(tie link.Tie, note []byte) Tie {
	rel := tie.Relation()
	return Tie{
		From: v.link(tie.From), Words: tieWords(rel), To: v.link(tie.To), When: tieWhen(rel),
		Directed: !rel.Mutual(), Ended: rel.Until != nil, Note: template.HTML(note),
	}
}

func tieWords(rel *content.Relation) string {
	if k := tieKinds[tieKind(rel.Is)]; rel.Until != nil {
		return k.was
	} else {
		return k.is
	}
}

// tieWhen says how long a tie has held; of a split, when that was.
func tieWhen(rel *content.Relation) string {
	if rel.From != nil && rel.Until == nil && rel.Is != "split-from" {
		return "since " + rel.From.Words()
	}
	return spanInWords(rel.From, rel.Until)
}

// sentence is a tie in words: IS-K is a branch of Islamic State, since 2015.
func tieSentence(tie link.Tie) string {
	s := tie.From.Title() + " " + tieWords(tie.Relation()) + " " + tie.To.Title()
	if when := tieWhen(tie.Relation()); when != "" {
		s += ", " + when
	}
	return s
}

// tieMap draws some ties. here is the page's own term, nil on the glossary.
func (v *viewer) tieMap(title string, ties []link.Tie, here *link.Page) *Map {
	pages := map[string]*link.Page{}
	words := map[draw.Link]string{}
	var nodes []draw.Node
	var links []draw.Link
	add := func(p *link.Page) string {
		if pages[p.Slug] == nil {
			pages[p.Slug] = p
			nodes = append(nodes, draw.Node{Key: p.Slug, Name: p.Title()})
		}
		return p.Slug
	}
	for _, tie := range ties {
		rel := tie.Relation()
		l := draw.Link{From: add(tie.From), To: add(tie.To), Kind: rel.Is, Directed: !rel.Mutual(), Ended: rel.Until != nil}
		links = append(links, l)
		for _, l := range []draw.Link{l, {From: l.To, To: l.From, Kind: l.Kind, Directed: l.Directed, Ended: l.Ended}} {
			if words[l] == "" && (l.From == tie.From.Slug || !l.Directed) {
				words[l] = tieSentence(tie)
			}
		}
	}
	d := draw.NewMap(nodes, links)
	m := &Map{ID: "h-map", Title: title, Height: d.Height, Axis: percent(draw.Axis), Arcs: percent(draw.All - draw.Axis)}
	for _, s := range d.Spots {
		spot := MapSpot{Link: v.link(pages[s.Key]), Here: pages[s.Key] == here, Top: s.Top, Height: s.Foot - s.Top, Bar: s.BarTop, Length: s.BarFoot - s.BarTop}
		for _, l := range s.Lines {
			spot.Lines = append(spot.Lines, PlotLine{Y: l.Y, Text: l.Text})
		}
		m.Spots = append(m.Spots, spot)
	}
	var said []string
	for _, a := range d.Arcs {
		arc := MapArc{Kind: a.Kind, Words: words[a.Link], Path: a.Path(), From: a.Y, To: a.Y2, Ended: a.Ended}
		if a.Directed {
			arc.Head = a.Y2
		}
		said = append(said, arc.Words+".")
		m.Lines = append(m.Lines, arc)
	}
	m.Text = strings.Join(said, " ")
	m.Keys = mapKeys(d)
	if slices.ContainsFunc(m.Keys, func(k MapKey) bool { return k.Arrow }) {
		m.Caption = append(m.Caption, "An arrow points to what a group is a branch or part of, or split from.")
	}
	if d.Left > 0 {
		m.Caption = append(m.Caption, fmt.Sprintf("%d with fewer ties %s in the table alone.", d.Left, plural(d.Left, "stands", "stand")))
	}
	return m
}

// mapKeys is the legend of what a map has.
func mapKeys(d draw.Map) []MapKey {
	var all []MapKey
	for _, k := range tieKinds {
		if slices.ContainsFunc(d.Arcs, func(a draw.Arc) bool { return a.Kind == k.name }) {
			all = append(all, MapKey{Kind: k.name, Words: k.key, Arrow: k.directed})
		}
	}
	if slices.ContainsFunc(d.Arcs, func(a draw.Arc) bool { return a.Ended }) {
		all = append(all, MapKey{Kind: "ended", Words: "ended"})
	}
	return all
}
