package content

import (
	"strings"

	"gloss/internal/diag"
)

// Document is one parsed page. It is never changed after parse.
type Document struct {
	Path string
	Location
	Meta
	Broken bool  // the front matter, or a page past its bounds, could not be read
	Body   *Body // the writer's text
	Data   []byte
}

// Body is Markdown rendered once, with what linking needs to finish it: HTML
// with slots, and the runs of characters in it. No syntax tree outlives parse.
type Body struct {
	HTML      []byte
	Slots     []Slot  // in order of At
	Runs      []Run   // in order of HTML
	Blocks    []Block // in order of HTML
	Scopes    int32   // how many scopes of linking rule 3 there are
	Headings  []Heading
	Questions []Question
	Ends      []int32 // of the lead and of each section under a ## heading, in HTML; footnotes are in none
	AsOf      []AsOf
	Accepted  []diag.Span // of the file: [words]{.ok reason="…"}
	IDs       []string    // every id in HTML that is no heading's, sorted
	Drops     []diag.Span // of the file: comments and raw HTML
	Words     int
}

// RunKind says how a run's bytes in the HTML stand for characters.
type RunKind uint8

const (
	// RunPlain: the HTML's bytes are the characters'.
	RunPlain RunKind = iota
	// RunUnit: one character or mark that the file writes in another way (an
	// escape, an entity, a typographic mark), not to be divided.
	RunUnit
	// RunEscaped is a RunUnit that the HTML writes as a reference: &amp; &lt; &gt; &quot;
	RunEscaped
	// RunBarrier has no characters; no form reaches across it.
	RunBarrier
	// RunObject is a picture, a footnote mark or the like: something that stands
	// in the text without being characters of it.
	RunObject
)

// Run is a stretch of a block's characters, in the HTML and in the file.
type Run struct {
	HTML, Len   int32 // in Body.HTML
	Src, SrcLen int32 // in the file
	Kind        RunKind
	Masked      bool // part of the text, but no form may stand here (code, a link)
}

// Block is the innermost block that holds text: a paragraph, a cell, a caption.
type Block struct {
	Runs    [2]int32 // from, to in Body.Runs
	Scope   int32    // from 0 to Body.Scopes: a section, or a table, footnote or caption
	Heading int32    // the heading it stands under, in Body.Headings; -1 in the lead
	Kind    BlockKind
}

// BlockKind is where a block stands; the kinds from BlockHeading on carry no
// automatic links.
type BlockKind uint8

const (
	// BlockText is a paragraph, a list item or a line of a definition list.
	BlockText BlockKind = iota
	// BlockCell is a cell of a table's body.
	BlockCell
	// BlockCaption is the caption of a picture.
	BlockCaption
	// BlockHeading is a heading.
	BlockHeading
	// BlockQuote is text in a blockquote that is no callout.
	BlockQuote
	// BlockHeader is a header cell of a table.
	BlockHeader
)

// Linkable tells whether terms link by themselves in the block.
func (b Block) Linkable() bool { return b.Kind < BlockHeading }

// Heading is a heading of a page.
type Heading struct {
	ID    string
	Text  string // plain
	Level int
	At    diag.Span // of the heading's text
}

// Question is an h2 of an explainer with the paragraph that answers it.
type Question struct {
	Heading int       // in Body.Headings
	At      diag.Span // of the short answer
	Words   int
	// Short is the answer as other pages show it: the inner HTML of its
	// paragraph with slots of its own.
	Short *Body
}

// ImagePlaceholder stands in a SlotImage, so that no slot of a page is empty and
// their order is that of their places.
const ImagePlaceholder = "<img>"

// SlotKind is what a slot waits for.
type SlotKind uint8

const (
	// SlotLink is a Markdown link whose address needs the site's names.
	SlotLink SlotKind = iota
	// SlotWiki is [[…]].
	SlotWiki
	// SlotExternal is a link to elsewhere, complete as it stands, unless the
	// address is the site's own.
	SlotExternal
	// SlotImage is a picture of the bundle.
	SlotImage
	// SlotNote is a footnote mark, complete as it stands; copies leave it out.
	SlotNote
	// SlotEmbed is ![[…]].
	SlotEmbed
	// SlotCite is a citation.
	SlotCite
)

// Slot is a place in the HTML that only the site's names can finish. HTML[At:End]
// is what stands there as long as nothing does: the words of a link, nothing for
// a picture.
type Slot struct {
	Kind     SlotKind
	At, End  int32
	Src      diag.Span // the whole construct in the file
	Target   string    // as written, unescaped, without #fragment
	Fragment string    // behind #
	TargetAt diag.Span // of target and fragment
	Label    string    // the words of ![[x|label]], the alt text of a picture
	Labelled bool
	Title    string
	Block    int32 // in Body.Blocks, -1 where it stands in none
	Scope    int32
	Alone    bool // the only thing in its paragraph
	Cite     *Citation
}

// reservedIDs are those that templates and scripts set (contract, section 5).
// A test holds them against the templates.
var reservedIDs = map[string]bool{}

func init() {
	for _, id := range strings.Fields(`terms references backlinks facts changes related footnotes
		main menu settings filter count q card sheet sheet-title places nearest latest updates also apart
		events dates relations same-as search timeline values notes ours record problems disputed others`) {
		reservedIDs[id] = true
	}
}

var reservedPrefixes = []string{"term-", "ref-", "fact-", "fn-", "fnref-", "cite-", "letter-", "year-", "group-", "source-", "h-"}

// ReservedID tells whether an id is for templates, scripts and generated lists,
// so that no heading may take it.
func ReservedID(id string) bool {
	if reservedIDs[id] {
		return true
	}
	for _, p := range reservedPrefixes {
		if strings.HasPrefix(id, p) {
			return true
		}
	}
	return false
}
