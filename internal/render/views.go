package render

import "html/template"

// Every template sees one of the structs below and nothing else, so the struct
// is the template's whole dependency set. All addresses are ready to print:
// they carry the base path already. Fields of type template.HTML left the
// Markdown renderer through its allow-lists; everything else is plain text
// that the template escapes.

// Site is what the masthead and footer of every page show.
type Site struct {
	Title       string
	Description string
	Licence     string
	Language    string
	Home        string // address of the home page
	Origin      string // scheme and host before every address, "" without a base-url
	Feeds       []Feed
	Navigation  []NavItem
	Footer      []Link
	SearchURL   string // "" while the site has no search
	Repository  string
	Contact     string
	CSS         []string // addresses with a content hash
	JS          []string
	ThemeJS     string // small blocking script that sets the colour theme
	Favicon     string
}

// Feed is what a reader's program can subscribe to.
type Feed struct {
	Name  string // Atom
	Type  string // application/atom+xml
	Title string
	URL   string
}

// NavItem is one entry of the masthead's menu.
type NavItem struct {
	Title   string
	URL     string
	Current bool // this page, or the listing that holds it
}

// Language marks words that are in another language than the page that shows
// them; it is nil where they are not.
type Language struct {
	Lang string
	Dir  string
}

// Link is an address with its words.
type Link struct {
	Title    string
	URL      string
	Language *Language
}

// Frame is what base.html needs of any page.
type Frame struct {
	Site        *Site
	Navigation  []NavItem
	Kind        string // home article explainer term page list glossary questions topic topics search not-found
	Title       string // of the page; the <title> adds the site's
	Description string // plain text
	Lang        string
	Dir         string    // ltr or rtl
	Around      *Language // of the masthead and the footer
	Path        string    // address on this host
	Canonical   string    // absolute; "" without a base-url
	Markdown    string    // address of the page as Markdown, "" where there is none
	NoIndex     bool
	Draft       string // what of it readers cannot see yet, for the ribbon: page, introduction
	Crumbs      []Link
	Image       *Image // that networks show beside a link to the page, nil for none
	// Translations are the other languages that the page can be read in.
	Translations []Translation
}

// Image is a picture at its full address.
type Image struct {
	URL    string
	Type   string // image/png, "" where its name has to tell
	Width  int    // in pixels, 0 where it is not known
	Height int
	Alt    string
}

// Translation is the same page in another language.
type Translation struct {
	Title    string
	URL      string
	Lang     string
	Dir      string
	Absolute string // "" without a base-url
}

// Date is a day or moment as pages show it.
type Date struct {
	Machine string // for datetime=
	Words   string // "26 August 2021", with no-break spaces
}

// Heading is an entry of a page's contents.
type Heading struct {
	ID   string
	Text string
	Sub  []Heading
}

// TermEntry is one line of <dl id="terms"> and of every list of terms.
type TermEntry struct {
	Slug       string
	Name       string
	URL        string
	Category   string     // "Group": the reader's word
	Kind       string     // "group": the front matter's word
	Definition string     // plain text
	Also       string     // "ISIS-K, IS-KP", "" where there is none
	Names      []AlsoName // the same, one by one
	Language   *Language
	Pages      int // how many pages use it, where the list shows that
}

// Question is an entry of a list of questions.
type Question struct {
	Text  string
	URL   string
	Short template.HTML // inner HTML of the short answer, without links
}

// QuestionGroup is the questions of one explainer.
type QuestionGroup struct {
	Title     string
	URL       string
	Language  *Language
	Questions []Question
}

// Mention is one place that links to a page: the sentence in three parts, so
// that the words that link can be marked.
type Mention struct {
	Page     string // title of the page that links
	Section  string // its heading, "" in the lead
	URL      string
	Kind     string // "Explainer": the reader's word
	Language *Language
	Before   string
	Marked   string
	After    string
}

// Change is one entry of a page's log, newest first.
type Change struct {
	Date Date
	Kind string // Correction, Update, Minor change; on lists that span pages New article and the like too
	Text template.HTML
	Page Link  // set on lists that span pages
	Sort int64 // when, as a number to order by
}

// DocPage is an article, an explainer or a standalone page.
type DocPage struct {
	Frame
	Cited
	Deck      template.HTML // inner HTML of the summary, "" without one
	Authors   []string
	Published *Date
	Reviewed  *Date
	Updated   *Date // where that is after Published
	Minutes   int
	Topics    []Link
	Contents  []Heading // empty where the page needs none
	Prose     template.HTML
	Dates     []TermEvent // the dated terms that an explainer uses
	Strip     *Strip      // these, or the events of a term, as a picture; nil where there is little to see
	Terms     []TermEntry
	Backlinks []Mention
	Related   []Link
	Changes   []Change
	EditURL   string     // "" where the repository has no page for it
	ReportURL string     // where to tell of an error, "" where the site names no place
	Questions []Question // an explainer's
	Works     []Work     // what the page cites, for machines
}

// Work is a source as structured data names it.
type Work struct {
	Type      string // of schema.org: ScholarlyArticle
	Name      string
	URL       string // of the source itself, "" without one
	Authors   []Author
	Date      string // ISO 8601, "" where it is not known for sure
	Publisher string
	In        string // what it appeared in
}

// Author is a person, or a body.
type Author struct {
	Name string
	Body bool
}

// AlsoName is another name of a term.
type AlsoName struct {
	Text     string
	Language *Language
	Note     template.HTML
}

// TermPage is a page of the glossary.
type TermPage struct {
	DocPage
	Category    string
	Definition  template.HTML
	Also        []AlsoName // without a note
	AlsoNoted   []AlsoName // with one
	Ties        *Ties      // nil where it has none
	RelatedTo   []TermEntry
	NotConfused []TermEntry
	Events      []TermEvent
	SameAs      []string
	When        string // "26 August 2021", for a dated term
	Begins      string // the same in ISO 8601, "" where it is not known for sure
	Ends        string
	Uses        []UseGroup // where it matters: the places that rank highest
	Further     []UseGroup // those that follow, folded away
	MoreFurther int        // how many these are
	MoreUses    int        // places beyond both; Backlinks holds both without groups, in order of rank
}

// UseGroup is the places that use a term on one kind of page: first mentions
// before those in passing.
type UseGroup struct {
	Title string // "In explainers"
	Uses  []Mention
}

// TermEvent is a dated term that names this one as related.
type TermEvent struct {
	Term Link
	When string
}

// Entry is a line of a listing.
type Entry struct {
	Title     string
	URL       string
	Language  *Language
	Kind      string // the reader's word, "" where the list holds one kind
	Summary   template.HTML
	Date      *Date
	Questions int
	Pages     int // of a topic
	Draft     bool
}

// Listing is what all listings have.
type Listing struct {
	Frame
	Cited
	Deck  template.HTML
	Intro template.HTML // the listing's own index.md
}

// ListPage is /articles/, /explainers/, /topics/ or one topic.
type ListPage struct {
	Listing
	Entries []Entry
	Terms   []TermEntry
	Empty   string // what to say when there are no entries
}

// Letter is one letter of the glossary.
type Letter struct {
	Name  string // "A", "#"
	ID    string // letter-a, "" where no term begins with it
	Terms []TermEntry
}

// CategoryCount is a filter of the glossary.
type CategoryCount struct {
	Kind  string
	Name  string // plural: "Groups"
	Count int
}

// GlossaryPage is /glossary/.
type GlossaryPage struct {
	Listing
	Letters    []Letter
	Categories []CategoryCount
	Count      int
	Ties       *Ties // how the groups relate, nil without relations
}

// QuestionsPage is /questions/.
type QuestionsPage struct {
	Listing
	Groups []QuestionGroup
	Count  int
}

// TopicCount is a topic with the number of its pages.
type TopicCount struct {
	Title   string
	URL     string
	Summary string
	Pages   int
}

// HomePage is /.
type HomePage struct {
	Listing
	Start   *StartHere
	Updates []Change
	Topics  []TopicCount
	Terms   []TermEntry // those that most pages use
	Method  *Entry      // the page on how we source
	Latest  []Entry
}

// StartHere is the explainer that the home page leads with.
type StartHere struct {
	Title     string
	URL       string
	Language  *Language
	Deck      template.HTML
	Questions []Question
}

// NotFoundPage is /404.html. Its script compares the wanted address with these.
type NotFoundPage struct {
	Frame
	Places []Link
}

// RedirectPage stands at an old address.
type RedirectPage struct {
	Site      *Site
	Lang      string
	Target    string
	Canonical string // absolute where the site has a base-url
	Title     string
}

// LogPage is /updates/ or /corrections/.
type LogPage struct {
	Frame
	Deck   template.HTML
	Days   []LogDay
	Policy []template.HTML // paragraphs on how the site corrects
	Method *Entry          // the page on how we source
	Empty  string
}

// LogDay is what changed on one day.
type LogDay struct {
	Date    Date
	Changes []Change
}

// SearchPage is /search/. Its script fills in what was found.
type SearchPage struct {
	Frame
	Deck   string
	Index  string     // address of the first file of the index
	Style  string     // address of the stylesheet that this page alone has,
	Script string     // and of its script: loaded when somebody is about to search
	Kinds  []KindName // that can be found, in the order of results
	Ways   []Link     // on, for readers without the script
}

// KindName names a kind of what was found.
type KindName struct {
	Kind string // for scripts: term, question, explainer, fact, article, page, source
	One  string // the reader's words for one of them, and for many
	Many string
}
