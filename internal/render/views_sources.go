package render

import "html/template"

// Cited is what pages show of the facts and sources that they use. It is part of
// the views of all pages with text.
type Cited struct {
	Facts      []FactEntry
	References []Reference
	AuthorDate bool // references are in the order of their authors, without numbers
}

// FactEntry is one fact with its table, as <section id="facts"> shows it.
type FactEntry struct {
	Slug     string
	Question string
	URL      string
	Value    string // our wording, plain text
	Because  string // plain text
	Status   string // the front matter's word
	Words    string // the reader's words for it: "Sources differ"
	Disputed bool
	Rows     []FactValue
	Dated    bool  // some row says as of when
	Noted    bool  // some row has a note
	Plot     *Plot // the same as a picture, nil where there are not two numbers
	Box      int   // behind how many bytes of the page's prose its box stands, 0 where it has none
}

// FactValue is what one source says.
type FactValue struct {
	Value      template.HTML
	Cite       template.HTML // who says it, with a way to the list of references
	Who        template.HTML // the same without that way and place, for a box without a plot
	Published  string
	AsOf       string
	Note       template.HTML
	Superseded bool
}

// Reference is a source on a page's list.
type Reference struct {
	ID     string        // ref-KEY
	Text   template.HTML // all that the record has
	URL    string        // of the source's own page
	Places []Place       // where the page cites it, in order
	Cited  int           // how often
	Folded bool          // too often to show the ways back at once
}

// Place is a place in a source, with the citations in a row that name it.
type Place struct {
	Place string // "p. 3", "" where they name none
	Marks []Mark
}

// Mark is the way back to a place that cites a source.
type Mark struct {
	ID     string // of that place
	Letter string // a, b, c
}

// FactPage is a page of /facts/.
type FactPage struct {
	DocPage
	Fact      FactEntry
	Value     template.HTML // our wording
	Because   template.HTML
	Measure   string
	About     []Link
	WrittenAs string // how a page shows the fact: ![[slug]]
}

// FactList is /facts/: disputed facts first.
type FactList struct {
	Listing
	Disputed []FactEntry
	Others   []FactEntry
}

// SourcePage is a page of /sources/.
type SourcePage struct {
	DocPage
	Key        string
	Reference  template.HTML
	Fields     []RecordField
	Seen       string // how much of it we have seen
	DateNote   string
	Author     string // who the author was, or wrote for
	Problems   []template.HTML
	Archive    string // address of the archived copy
	Statements []Mention
}

// RecordField is a line of a source's record.
type RecordField struct {
	Name string
	Text string
	URL  string
}

// SourceEntry is a source on the list of all.
type SourceEntry struct {
	Key        string
	Title      string
	URL        string
	Reference  template.HTML
	Statements int
	Problems   int
}

// SourceList is /sources/.
type SourceList struct {
	Listing
	Entries []SourceEntry
}

// Event is a dated term on the timeline.
type Event struct {
	Slug    string
	Title   string
	URL     string
	Text    string // the definition, plain text
	Machine string // for datetime=
	When    string // "26 August", "Year only", "About 2017": what the year above leaves to say
	Full    string // the same with its year
	Groups  string // numbers of the groups it belongs to, with spaces
	Names   string // their names
}

// Year is a year of the timeline.
type Year struct {
	ID     string
	Name   string
	Events []Event
}

// EventGroup is a filter of the timeline.
type EventGroup struct {
	Number int // from 1
	Name   string
	Count  int
}

// TimelinePage is /timeline/.
type TimelinePage struct {
	Listing
	Years  []Year
	Groups []EventGroup
	Count  int
	Strip  *Strip // all of them as a picture, nil for fewer than three and for very many
}
