package content

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"gloss/internal/diag"
)

// Record is what is known of a source, in the words of CSL 1.0.2, appendices III
// and IV. Its title is that of its page, its key the name of its file.
type Record struct {
	Type   string
	Names  map[string][]Name
	Dates  map[string]RecordDate
	Fields map[string]Text   // the rest: container-title, URL, …
	Other  map[string]string // JSON of fields in sources.json that CSL does not have
}

// Name is the name of a person or, as Literal, of a body.
type Name struct {
	Family, Given, Literal string
	DroppingParticle       string // de in Charles de Gaulle, where it sorts under G
	NonDroppingParticle    string // van in Ludwig van Beethoven
	Suffix                 string // Jr.
}

// RecordDate is a date of a record: a day or a range, or words.
type RecordDate struct {
	From    Date
	To      *Date
	Literal string
	Season  int // 1 spring to 4 winter, 0 none
}

// Completeness is how much of a source we have seen.
type Completeness string

var completenessWords = []string{"full", "excerpt"}

// cslTypes, cslNames, cslDates and cslFields are CSL's own lists.
var (
	cslTypes = strings.Fields(`article article-journal article-magazine article-newspaper bill book broadcast
		chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
		hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
		paper-conference patent performance periodical personal_communication post post-weblog regulation report
		review review-book software song speech standard thesis treaty webpage`)
	cslNames = strings.Fields(`author chair collection-editor compiler composer container-author contributor curator
		director editor editorial-director editor-translator executive-producer guest host illustrator interviewer
		narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator
		translator`)
	cslDates  = strings.Fields(`accessed available-date event-date issued original-date submitted`)
	cslFields = strings.Fields(`abstract annote archive archive_collection archive_location archive-place authority
		call-number chapter-number citation-label citation-number collection-number collection-title container-title
		container-title-short dimensions division DOI edition event event-place event-title
		first-reference-note-number genre ISBN ISSN issue jurisdiction keyword language license locator medium note
		number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page
		page-first part-number part-title PMCID PMID printing-number publisher publisher-place references
		reviewed-genre reviewed-title scale section source status supplement-number title-short URL version
		volume volume-title year-suffix`)
)

// cslDefault is the type of a record that names none.
const cslDefault = "document"

// recordFields are the fields of front matter that CSL names.
func recordFields() []Field {
	add := func(all []Field, names []string, doc string, read func(r *reader, rec *Record, name string, n *yaml.Node)) []Field {
		for _, name := range names {
			all = append(all, Field{Name: name, Kind: Source, OneKind: true, Doc: doc, CSL: true, read: func(r *reader, m *Meta, n *yaml.Node) {
				read(r, m.record(), name, n)
			}})
		}
		return all
	}
	all := add(nil, []string{"type"}, "what it is, in CSL's words: webpage, report, interview", readRecordType)
	all = add(all, cslNames, "[{family, given}] or [{literal}]", readNames)
	all = add(all, cslDates, "a date, or two with / between them", readRecordDate)
	return add(all, cslFields, "as CSL has it", readRecordField)
}

func (m *Meta) record() *Record {
	if m.Record == nil {
		m.Record = newRecord()
	}
	return m.Record
}

func newRecord() *Record {
	return &Record{Type: cslDefault, Names: map[string][]Name{}, Dates: map[string]RecordDate{}, Fields: map[string]Text{}}
}

func readRecordType(r *reader, rec *Record, _ string, n *yaml.Node) {
	if w, ok := r.word(n, cslTypes); ok {
		rec.Type = w
	}
}

var nameParts = []string{"family", "given", "literal", "dropping-particle", "non-dropping-particle", "suffix"}

// part gives the place of one part of a name.
func (n *Name) part(name string) *string {
	return []*string{&n.Family, &n.Given, &n.Literal, &n.DroppingParticle, &n.NonDroppingParticle, &n.Suffix}[slices.Index(nameParts, name)]
}

func readNames(r *reader, rec *Record, field string, n *yaml.Node) {
	items := []*yaml.Node{n}
	if n.Kind != yaml.MappingNode {
		items = r.list(n)
	}
	for _, item := range items {
		if item.Kind == yaml.ScalarNode {
			if t, ok := r.oneLine(item); ok {
				r.report(codeType, t.At, "a name says which part of it is the family's", nameFix(t.Value))
			}
			continue
		}
		var name Name
		r.fields(item, nameParts, func(key Text, value *yaml.Node) {
			t, _ := r.oneLine(value)
			*name.part(key.Value) = t.Value
		})
		switch {
		case name == (Name{}):
		case name.Literal == "" && name.Family == "":
			r.report(codeMissing, r.span(item), "a name has a family, or is a literal", "{family: …, given: …}")
		default:
			rec.Names[field] = append(rec.Names[field], name)
		}
	}
}

func nameFix(s string) string {
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		return fmt.Sprintf("[{family: %s, given: %s}]   or, for an organisation, [{literal: %s}]", s[i+1:], s[:i], s)
	}
	return fmt.Sprintf("[{literal: %s}]", s)
}

func readRecordDate(r *reader, rec *Record, field string, n *yaml.Node) {
	s, ok := r.raw(n)
	if !ok {
		return
	}
	if year, season, ok := strings.Cut(s, "-2"); ok && len(year) == 4 && len(season) == 1 && season >= "1" && season <= "4" {
		if d, err := ParseDate(year); err == nil { // EDTF's seasons: 21 is spring
			d.At = r.span(n)
			rec.Dates[field] = RecordDate{From: d, Season: int(season[0] - '0')}
			return
		}
	}
	from, to, ranged := strings.Cut(s, "/")
	d, err := ParseDate(from)
	var end Date
	if err == nil && ranged {
		end, err = ParseDate(to)
	}
	if err != nil {
		r.dateError(n, err, "2021-08-26, 2021-08 or 2021, with ~ for about")
		return
	}
	d.At = r.span(n)
	date := RecordDate{From: d}
	if ranged {
		date.To = &end
	}
	rec.Dates[field] = date
}

func readRecordField(r *reader, rec *Record, field string, n *yaml.Node) {
	t, ok := r.cslText(n)
	if !ok {
		return
	}
	if field == "URL" || field == "archive" && strings.Contains(t.Value, "://") {
		if why := addressProblem(t.Value); why != "" {
			r.report(codeType, t.At, fmt.Sprintf("%q %s", t.Value, why), "https://…")
			return
		}
	}
	rec.Fields[field] = t
}

// cslText reads words that may look like a number, as those of a volume do.
func (r *reader) cslText(n *yaml.Node) (Text, bool) {
	if n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!int" || n.ShortTag() == "!!float") && r.simple(n) {
		return r.scalar(n), true
	}
	return r.sentence(n)
}

// addressProblem says what keeps a string from being a web address.
func addressProblem(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || strings.ContainsAny(s, " <>\""):
		return "is no web address"
	case u.Scheme != "https" && u.Scheme != "http":
		return "does not begin with https:// or http://"
	}
	return ""
}

// Merge gives a record with what it does not say taken from another.
func (rec *Record) Merge(other *Record) *Record {
	if other == nil {
		return rec
	}
	if rec == nil {
		return other
	}
	all := *rec
	if all.Type == cslDefault {
		all.Type = other.Type
	}
	all.Names = merged(rec.Names, other.Names)
	all.Dates = merged(rec.Dates, other.Dates)
	all.Fields = merged(rec.Fields, other.Fields)
	all.Other = merged(rec.Other, other.Other)
	return &all
}

func merged[V any](first, second map[string]V) map[string]V {
	all := make(map[string]V, len(first)+len(second))
	for k, v := range second {
		all[k] = v
	}
	for k, v := range first {
		all[k] = v
	}
	return all
}

// Field gives a field's words, "" where the record has none.
func (rec *Record) Field(name string) string {
	if rec == nil {
		return ""
	}
	return rec.Fields[name].Value
}

// readProblems reads what is known to be wrong with a source.
func readProblems(r *reader, m *Meta, n *yaml.Node) {
	for _, item := range r.list(n) {
		if t, ok := r.sentence(item); ok {
			m.Problems = append(m.Problems, Inline{Text: t})
		}
	}
}

// String is a name as a sentence has it.
func (n Name) String() string {
	if n.Literal != "" {
		return n.Literal
	}
	parts := strings.Fields(strings.Join([]string{n.Given, n.DroppingParticle, n.NonDroppingParticle, n.Family}, " "))
	name := strings.Join(parts, " ")
	if n.Suffix != "" {
		name += " " + n.Suffix
	}
	return name
}

var seasons = []string{"", "spring", "summer", "autumn", "winter"}

// Words is the date as readers see it.
func (d RecordDate) Words() string {
	switch {
	case d.Literal != "":
		return d.Literal
	case d.Season > 0:
		year := Date{Year: d.From.Year, Approximate: d.From.Approximate, Uncertain: d.From.Uncertain}
		if year.Approximate {
			year.Approximate = false
			return "about\u00a0" + seasons[d.Season] + " " + year.Words()
		}
		return seasons[d.Season] + " " + year.Words()
	case d.To != nil:
		return d.From.Words() + " to " + d.To.Words()
	}
	return d.From.Words()
}

// Place makes a diagnostic's place of a span in the file at path.
func Place(path string, at diag.Span) diag.Place { return diag.Place{Path: path, Span: at} }
