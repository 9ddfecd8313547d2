package content

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// Inline is a field that holds one line of inline Markdown. Package markdown
// fills in Body; it is nil where the field is not there.
type Inline struct {
	Text
	Body *Body
}

// Autolink is a page's own say in which terms link by themselves.
type Autolink struct {
	Off  bool
	Skip []Text // names of terms that do not link here
	Only []Text // names of the only terms that do, if any are given
}

// Change is one entry of a page's log.
type Change struct {
	Date Moment
	Kind string // correction, update or minor
	Text Inline
}

// LinkMode says where a form of a term links.
type LinkMode uint8

const (
	// LinkAuto is found in prose.
	LinkAuto LinkMode = iota
	// LinkManual links through [[…]] only.
	LinkManual
	// LinkNever is for search, redirects and structured data.
	LinkNever
)

var linkWords = []string{"auto", "manual", "never"}

// Alias is another name of a term.
type Alias struct {
	Text
	Link LinkMode
	Lang string // "" where it is the term's own
	Note Inline
}

// Plural is what a term says of its plurals.
type Plural struct {
	Set  bool // Made was written
	Made bool // whether regular plurals are made
	Own  []Text
}

// Relation ties a term to another.
type Relation struct {
	To    Text
	Is    string // branch, part, ally, rival or split-from
	From  *Date
	Until *Date
	Note  Inline
}

// Mutual tells whether the relation holds the other way round as well.
func (r *Relation) Mutual() bool { return r.Is == "ally" || r.Is == "rival" }

// RelationKinds are the words of a relation's `is`.
var RelationKinds = []string{"branch", "part", "ally", "rival", "split-from"}

// Meta is a page's front matter. A field that was not written has its zero
// value; each that was holds its place.
type Meta struct {
	Title         Text
	Slug          Text
	Summary       Inline
	Authors       []Text
	Topics        []Text
	Published     *Moment
	Expires       *Moment
	Reviewed      *Moment
	ReviewEvery   *Period
	Owner         Text
	Draft         bool
	RedirectFrom  []Text
	Autolink      Autolink
	Changes       []Change
	Image         Text
	Lang          Text
	TranslationOf Text

	// Of terms only.
	Category     Category
	Definition   Inline
	Link         LinkMode
	Aliases      []Alias
	Plural       Plural
	Related      []Text
	Relations    []Relation
	ConfusedWith []Text
	SameAs       []Text
	Date         *Date
	EndDate      *Date

	// Of facts only.
	About   []Text
	Value   Inline
	Because Inline
	Measure Measure
	Status  Status
	Values  []Value
	MaxAge  *Period

	// Of sources only.
	Record       *Record
	Completeness Completeness
	DateNote     Text
	Affiliation  Text
	Problems     []Inline
}

// Field is one field of front matter: its one definition, from which reading,
// messages and documentation follow.
type Field struct {
	Name     string
	Kind     Kind
	OneKind  bool // only pages of Kind have it
	Lasting  bool // sources, which readers must always find, do not have it
	CSL      bool // one of CSL's own
	Required bool
	Doc      string
	read     func(r *reader, m *Meta, n *yaml.Node)
}

// Fields lists every field of front matter.
var Fields = []Field{
	{Name: "title", Required: true, Doc: "the page's name", read: func(r *reader, m *Meta, n *yaml.Node) { m.Title, _ = r.oneLine(n) }},
	{Name: "slug", Doc: "the last part of the address; made from the file's name without it", read: readSlug},
	{Name: "summary", Doc: "one or two sentences under the title, in lists and in previews", read: func(r *reader, m *Meta, n *yaml.Node) { m.Summary.Text, _ = r.sentence(n) }},
	{Name: "authors", Doc: "who wrote it", read: func(r *reader, m *Meta, n *yaml.Node) { m.Authors = r.texts(n) }},
	{Name: "topics", Doc: "slugs of topics in site.yaml", read: func(r *reader, m *Meta, n *yaml.Node) { m.Topics = r.texts(n) }},
	{Name: "published", Lasting: true, Doc: "when it appears; until then it is scheduled", read: func(r *reader, m *Meta, n *yaml.Node) { m.Published = r.moment(n) }},
	{Name: "expires", Lasting: true, Doc: "from when on it is gone", read: func(r *reader, m *Meta, n *yaml.Node) { m.Expires = r.moment(n) }},
	{Name: "reviewed", Doc: "when it was last read against its sources", read: func(r *reader, m *Meta, n *yaml.Node) { m.Reviewed = r.moment(n) }},
	{Name: "review-every", Doc: "how long a review holds: 90d, 6mo", read: func(r *reader, m *Meta, n *yaml.Node) { m.ReviewEvery = r.period(n) }},
	{Name: "owner", Doc: "who looks after it; never shown", read: func(r *reader, m *Meta, n *yaml.Node) { m.Owner, _ = r.oneLine(n) }},
	{Name: "draft", Lasting: true, Doc: "true keeps it off the site", read: func(r *reader, m *Meta, n *yaml.Node) { m.Draft, _ = r.boolean(n) }},
	{Name: "redirect-from", Doc: "old addresses that lead here", read: func(r *reader, m *Meta, n *yaml.Node) { m.RedirectFrom = r.addresses(n) }},
	{Name: "autolink", Doc: "true, false, or {skip: [term], only: [term]}", read: readAutolink},
	{Name: "changes", Doc: "what changed: {date, kind: correction|update|minor, text}", read: readChanges},
	{Name: "image", Doc: "a picture of the bundle for social cards", read: func(r *reader, m *Meta, n *yaml.Node) { m.Image, _ = r.oneLine(n) }},
	{Name: "lang", Doc: "the page's language, as en or ps-Arab", read: func(r *reader, m *Meta, n *yaml.Node) { m.Lang = r.lang(n) }},
	{Name: "translation-of", Doc: "the slug of the page that this one translates", read: func(r *reader, m *Meta, n *yaml.Node) { m.TranslationOf, _ = r.oneLine(n) }},

	{Name: "category", Kind: Term, OneKind: true, Required: true, Doc: "group, person, place, ideology, law, institution, concept or event", read: readCategory},
	{Name: "definition", Kind: Term, OneKind: true, Required: true, Doc: "stands alone in at most 360 characters: it is the hover card", read: func(r *reader, m *Meta, n *yaml.Node) { m.Definition.Text, _ = r.sentence(n) }},
	{Name: "link", Kind: Term, OneKind: true, Doc: "auto (found in prose), manual ([[…]] only) or never", read: func(r *reader, m *Meta, n *yaml.Node) { m.Link = r.linkMode(n) }},
	{Name: "aliases", Kind: Term, OneKind: true, Doc: "other names: words, or {text, link, lang, note}", read: readAliases},
	{Name: "plural", Kind: Term, OneKind: true, Doc: "true, false, or a list of plurals", read: readPlural},
	{Name: "related", Kind: Term, OneKind: true, Doc: "slugs of terms to read next", read: func(r *reader, m *Meta, n *yaml.Node) { m.Related = r.texts(n) }},
	{Name: "relations", Kind: Term, OneKind: true, Doc: "typed ties: {to, is: branch|part|ally|rival|split-from, from, until, note}", read: readRelations},
	{Name: "confused-with", Kind: Term, OneKind: true, Doc: "slugs of terms that are taken for this one", read: func(r *reader, m *Meta, n *yaml.Node) { m.ConfusedWith = r.texts(n) }},
	{Name: "same-as", Kind: Term, OneKind: true, Doc: "addresses elsewhere that name the same thing", read: readSameAs},
	{Name: "date", Kind: Term, OneKind: true, Doc: "when it happened or began; puts the term on the timeline", read: func(r *reader, m *Meta, n *yaml.Node) { m.Date = r.date(n) }},
	{Name: "end-date", Kind: Term, OneKind: true, Doc: "when it ended", read: func(r *reader, m *Meta, n *yaml.Node) { m.EndDate = r.date(n) }},

	{Name: "about", Kind: Fact, OneKind: true, Doc: "slugs of the terms that it is about", read: func(r *reader, m *Meta, n *yaml.Node) { m.About = r.texts(n) }},
	{Name: "value", Kind: Fact, OneKind: true, Required: true, Doc: "our own wording, as it stands in a sentence", read: func(r *reader, m *Meta, n *yaml.Node) { m.Value.Text, _ = r.plainOrNumber(n) }},
	{Name: "because", Kind: Fact, OneKind: true, Doc: "why we word it so", read: func(r *reader, m *Meta, n *yaml.Node) { m.Because.Text, _ = r.sentence(n) }},
	{Name: "measure", Kind: Fact, OneKind: true, Doc: "count, name, role, cause or date", read: func(r *reader, m *Meta, n *yaml.Node) {
		w, _ := r.word(n, Measures)
		m.Measure = Measure(w)
	}},
	{Name: "status", Kind: Fact, OneKind: true, Doc: "settled, disputed, superseded or single-source; found from the values without it", read: func(r *reader, m *Meta, n *yaml.Node) {
		w, _ := r.word(n, statusWords)
		m.Status = Status(w)
	}},
	{Name: "values", Kind: Fact, OneKind: true, Required: true, Doc: "what each source says: [{value, source, locator, as-of, note, superseded}]", read: readValues},
	{Name: "max-age", Kind: Fact, OneKind: true, Doc: "how old its newest value may be: 12mo", read: func(r *reader, m *Meta, n *yaml.Node) { m.MaxAge = r.period(n) }},

	{Name: "completeness", Kind: Source, OneKind: true, Doc: "full or excerpt: how much of it we have seen", read: func(r *reader, m *Meta, n *yaml.Node) {
		w, _ := r.word(n, completenessWords)
		m.Completeness = Completeness(w)
	}},
	{Name: "date-note", Kind: Source, OneKind: true, Doc: "how its date is known, where it does not say", read: func(r *reader, m *Meta, n *yaml.Node) { m.DateNote, _ = r.sentence(n) }},
	{Name: "affiliation", Kind: Source, OneKind: true, Doc: "who its author was, or wrote for, at the time", read: func(r *reader, m *Meta, n *yaml.Node) { m.Affiliation, _ = r.sentence(n) }},
	{Name: "problems", Kind: Source, OneKind: true, Doc: "what is known to be wrong with it", read: readProblems},
}

func init() { Fields = append(Fields, recordFields()...) }

// FieldsOf lists the fields that a page of the kind may have.
func FieldsOf(k Kind) []Field {
	var fields []Field
	for _, f := range Fields {
		if (!f.OneKind || f.Kind == k) && !(f.Lasting && k == Source) {
			fields = append(fields, f)
		}
	}
	return fields
}

// readMeta reads the fields of a mapping; top may be nil.
func readMeta(r *reader, top *yaml.Node, loc Location) Meta {
	var m Meta
	fields := FieldsOf(loc.Kind)
	if loc.Role == RoleIntro {
		fields = FieldsOf(Page)
	}
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	seen := map[string]bool{}
	if top != nil {
		meant := r.fields(top, names, func(key Text, value *yaml.Node) {
			seen[key.Value] = true
			fields[slices.Index(names, key.Value)].read(r, &m, value)
		})
		for _, name := range meant { // misspelt, and reported as that: it is not missing too
			seen[name] = true
		}
	}
	r.order(&m)
	m.settleStatus()
	if loc.Kind == Source && loc.Role == RolePage {
		m.record()
	}
	for _, f := range fields {
		if f.Required && !seen[f.Name] {
			r.report(codeMissing, r.lineSpan(1), fmt.Sprintf("the field %q is missing: %s", f.Name, f.Doc), f.Name+": …")
		}
	}
	return m
}

// order reports dates that end before they begin.
func (r *reader) order(m *Meta) {
	if m.Published != nil && m.Expires != nil && !m.Published.In(time.UTC).Before(m.Expires.In(time.UTC)) {
		r.report(codeDate, m.Expires.At, "the page expires before it is published, so nobody would ever see it", "set one of the two right")
	}
	if m.EndDate != nil && m.Date != nil && m.EndDate.Text()+"-99-99" < m.Date.Text() {
		r.report(codeDate, m.EndDate.At, "this ends before it begins", "date and end-date, in this order")
	}
}

func (r *reader) dateError(n *yaml.Node, err error, fix string) {
	r.report(codeDate, r.span(n), err.Error(), fix)
}

// raw gives a scalar's own characters, whatever YAML makes of them.
func (r *reader) raw(n *yaml.Node) (string, bool) {
	if !r.simple(n) {
		return "", false
	}
	if n.Kind != yaml.ScalarNode {
		r.report(codeType, r.span(n), "one value is expected here, not several", "write one of them")
		return "", false
	}
	return n.Value, true
}

func (r *reader) moment(n *yaml.Node) *Moment {
	s, ok := r.raw(n)
	if !ok {
		return nil
	}
	m, err := ParseMoment(s)
	if err != nil {
		r.dateError(n, err, "2026-11-02")
		return nil
	}
	m.At = r.span(n)
	return &m
}

func (r *reader) date(n *yaml.Node) *Date {
	s, ok := r.raw(n)
	if !ok {
		return nil
	}
	d, err := ParseDate(s)
	if err != nil {
		r.dateError(n, err, "2021-08-26, 2021-08 or 2021, with ~ for about")
		return nil
	}
	d.At = r.span(n)
	return &d
}

func (r *reader) period(n *yaml.Node) *Period {
	s, ok := r.raw(n)
	if !ok {
		return nil
	}
	p, err := ParsePeriod(s)
	if err != nil {
		r.dateError(n, err, "6mo")
		return nil
	}
	return &p
}

func (r *reader) lang(n *yaml.Node) Text {
	s, ok := r.raw(n)
	t := Text{Value: s, At: r.span(n)}
	if ok && !langTag(s) {
		r.report(codeType, t.At, fmt.Sprintf("%q is no language tag", s), "en, or ps-Arab")
		return Text{}
	}
	return t
}

func langTag(s string) bool {
	for i, part := range strings.Split(s, "-") {
		if i == 0 && (len(part) < 2 || len(part) > 3) || len(part) < 1 || len(part) > 8 {
			return false
		}
		for _, c := range []byte(part) {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}

func (r *reader) linkMode(n *yaml.Node) LinkMode {
	w, _ := r.word(n, linkWords)
	return LinkMode(max(slices.Index(linkWords, w), 0))
}

func readSlug(r *reader, m *Meta, n *yaml.Node) {
	t, ok := r.text(n)
	if !ok {
		return
	}
	if why := SlugProblem(t.Value); why != "" {
		fix := Slugify(t.Value)
		if SlugProblem(fix) != "" {
			fix += "-page"
		}
		r.report(CodeSlug, t.At, fmt.Sprintf("the slug %q %s", t.Value, why), "slug: "+strings.Trim(fix, "-"))
		return
	}
	m.Slug = t
}

func readCategory(r *reader, m *Meta, n *yaml.Node) {
	words := make([]string, len(Categories))
	for i, c := range Categories {
		words[i] = string(c)
	}
	w, _ := r.word(n, words)
	m.Category = Category(w)
}

func readAutolink(r *reader, m *Meta, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		on, ok := r.boolean(n)
		m.Autolink.Off = ok && !on
		return
	}
	r.fields(n, []string{"skip", "only"}, func(key Text, value *yaml.Node) {
		if key.Value == "skip" {
			m.Autolink.Skip = r.texts(value)
		} else {
			m.Autolink.Only = r.texts(value)
		}
	})
}

func readChanges(r *reader, m *Meta, n *yaml.Node) {
	for _, item := range r.list(n) {
		var c Change
		dated, worded := false, false
		r.fields(item, []string{"date", "kind", "text"}, func(key Text, value *yaml.Node) {
			switch key.Value {
			case "date":
				if at := r.moment(value); at != nil {
					c.Date = *at
				}
				dated = true
			case "kind":
				c.Kind, _ = r.word(value, []string{"correction", "update", "minor"})
			case "text":
				c.Text.Text, _ = r.sentence(value)
				worded = true
			}
		})
		if item.Kind == yaml.MappingNode && !(dated && worded) {
			r.report(codeMissing, r.span(item), "a change has a date and a text", "{date: 2026-11-02, kind: update, text: …}")
		}
		if c.Date.Year > 0 && c.Text.Value != "" {
			if c.Kind == "" {
				c.Kind = "update"
			}
			m.Changes = append(m.Changes, c)
		}
	}
}

func readAliases(r *reader, m *Meta, n *yaml.Node) {
	for _, item := range r.list(n) {
		a := Alias{Link: LinkMode(255)}
		if item.Kind == yaml.MappingNode {
			worded := false
			r.fields(item, []string{"text", "link", "lang", "note"}, func(key Text, value *yaml.Node) {
				switch key.Value {
				case "text":
					a.Text, _ = r.oneLine(value)
					worded = true
				case "link":
					a.Link = r.linkMode(value)
				case "lang":
					a.Lang = r.lang(value).Value
				case "note":
					a.Note.Text, _ = r.sentence(value)
				}
			})
			if !worded {
				r.report(codeMissing, r.span(item), "an alias has a text", "{text: …, link: manual}")
			}
		} else {
			a.Text, _ = r.oneLine(item)
		}
		if a.Value != "" {
			m.Aliases = append(m.Aliases, a)
		}
	}
}

// settleLinks gives aliases that say nothing their term's own link.
func (m *Meta) settleLinks() {
	for i := range m.Aliases {
		if m.Aliases[i].Link == LinkMode(255) {
			m.Aliases[i].Link = m.Link
		}
	}
}

func readPlural(r *reader, m *Meta, n *yaml.Node) {
	if n.Kind == yaml.SequenceNode {
		m.Plural.Own = r.texts(n)
		return
	}
	if made, ok := r.boolean(n); ok {
		m.Plural.Set, m.Plural.Made = true, made
	}
}

func readRelations(r *reader, m *Meta, n *yaml.Node) {
	for _, item := range r.list(n) {
		var rel Relation
		to, is := false, false
		r.fields(item, []string{"to", "is", "from", "until", "note"}, func(key Text, value *yaml.Node) {
			switch key.Value {
			case "to":
				rel.To, _ = r.oneLine(value)
				to = true
			case "is":
				rel.Is, _ = r.word(value, RelationKinds)
				is = true
			case "from":
				rel.From = r.date(value)
			case "until":
				rel.Until = r.date(value)
			case "note":
				rel.Note.Text, _ = r.sentence(value)
			}
		})
		if item.Kind == yaml.MappingNode && !(to && is) {
			r.report(codeMissing, r.span(item), "a relation says to whom and what it is", "{to: SLUG, is: rival}")
		} else if rel.To.Value != "" && rel.Is != "" {
			m.Relations = append(m.Relations, rel)
		}
	}
}

func readSameAs(r *reader, m *Meta, n *yaml.Node) {
	for _, t := range r.addresses(n) {
		if !strings.HasPrefix(t.Value, "https://") && !strings.HasPrefix(t.Value, "http://") {
			r.report(codeType, t.At, fmt.Sprintf("%q is no web address", t.Value), "https://…")
			continue
		}
		m.SameAs = append(m.SameAs, t)
	}
}
