package link

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"gloss/internal/content"
)

// headings is what a page's headings are found by, and how readers see them. It
// is made once for each page that a worker is asked about.
type headings struct {
	byID, byWords map[string]int
	questions     map[int]*content.Question // by heading
	shown         []string                  // beside Body.Headings; nil until it is asked for
}

func (r *Resolver) headings(doc *content.Document) *headings {
	if h := r.known[doc]; h != nil {
		return h
	}
	h := &headings{byID: map[string]int{}, byWords: map[string]int{}, questions: map[int]*content.Question{}}
	for i, heading := range slices.Backward(doc.Body.Headings) { // the first of several stays
		h.byID[heading.ID], h.byWords[nameKey(heading.Text)] = i, i
	}
	for i := range doc.Body.Questions {
		q := &doc.Body.Questions[i]
		h.questions[q.Heading] = q
	}
	r.known[doc] = h
	return h
}

// findHeading finds the heading that a link's fragment means: by id, then by its
// words.
func (r *Resolver) findHeading(doc *content.Document, s *content.Slot) (index int, p *problem) {
	fragment := strings.TrimSpace(s.Fragment)
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	known := r.headings(doc)
	if i, ok := known.byID[fragment]; ok {
		return i, nil
	}
	if i, ok := known.byWords[nameKey(fragment)]; ok {
		return i, nil
	}
	fix := "link to the page as a whole, without #" + fragment
	if len(doc.Body.Headings) > 0 {
		fix = s.Target + "#" + doc.Body.Headings[0].ID
	}
	return -1, newProblem(codeFragment, fmt.Sprintf("%s has no heading %q", doc.Path, fragment), fix,
		doubt{pool: poolHeadings, word: fragment, before: s.Target + "#", doc: doc})
}

func headingNames(doc *content.Document) []string {
	names := make([]string, 0, 2*len(doc.Body.Headings))
	for _, h := range doc.Body.Headings {
		names = append(names, h.ID, h.Text)
	}
	return names
}

// fragment finds the id that a link names, "" where it names none, and the
// heading that has it, -1 where none has.
func (r *Resolver) fragment(owner, page *Page, s *content.Slot) (id string, heading int, ok bool) {
	if s.Fragment == "" {
		return "", -1, true
	}
	i, problem := r.findHeading(page.Doc, s)
	if problem == nil {
		return page.Doc.Body.Headings[i].ID, i, true
	}
	if _, found := slices.BinarySearch(page.Doc.Body.IDs, s.Fragment); found {
		return s.Fragment, -1, true
	}
	if page.Doc.Broken { // its headings are not known: its own problem is reported
		return "", -1, true
	}
	r.problem(problem, owner, s.TargetAt)
	return "", -1, false
}

// namesPage tells whether a slot is a wikilink in a heading that shows the name
// of what it leads to, so that the heading reads otherwise than it is written.
func namesPage(body *content.Body, s *content.Slot) bool {
	return s.Kind == content.SlotWiki && !s.Labelled && inHeading(body, s)
}

func inHeading(body *content.Body, s *content.Slot) bool {
	return s.Block >= 0 && body.Blocks[s.Block].Kind == content.BlockHeading
}

// shown is the words of a page's headings as readers see them.
func (r *Resolver) shown(page *Page) []string {
	known := r.headings(page.Doc)
	if known.shown == nil {
		known.shown = r.finishHeadings(page)
	}
	// What headings with names in them show depends on third pages, which were
	// asked about when the first page of this worker wanted to know.
	r.volatile = r.volatile || slices.ContainsFunc(page.Doc.Body.Slots, func(s content.Slot) bool { return namesPage(page.Doc.Body, &s) })
	return known.shown
}

// finishHeadings finishes the headings of a page, whichever page is at hand.
func (r *Resolver) finishHeadings(page *Page) []string {
	body := page.Doc.Body
	words := make([]string, len(body.Headings))
	for i, h := range body.Headings {
		words[i] = h.Text
	}
	aside := &Resolver{names: r.names, known: r.known, several: r.several}
	aside.begin(page)
	aside.muted = true
	edits := map[int32][]Edit{}
	for i := range body.Slots {
		s := &body.Slots[i]
		if !namesPage(body, s) {
			continue
		}
		before := edits[s.Block]
		after := aside.wiki(before, page, body, s, false)
		if aside.charge(page, s, after[len(before):]) {
			edits[s.Block] = after
		}
	}
	for i, block := range body.Blocks {
		if edits := edits[int32(i)]; edits != nil {
			words[block.Heading] = finished(body, block, edits)
		}
	}
	return words
}

// finished is the text of a block with its edits, which are all within it.
func finished(body *content.Body, block content.Block, edits []Edit) string {
	sortEdits(edits)
	from, to := body.Bounds(block)
	from, to = min(from, edits[0].At), max(to, edits[len(edits)-1].End)
	for i := range edits {
		edits[i].At, edits[i].End = edits[i].At-from, edits[i].End-from
	}
	return content.PlainHTML(Apply(nil, body.HTML[from:to], edits))
}
