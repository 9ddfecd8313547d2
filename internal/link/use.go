package link

import (
	"gloss/internal/content"
	"gloss/internal/terms"
)

// Use is one place on a page that leads to another page.
type Use struct {
	To       *Page
	Block    int32 // in the body of the page, -1 where it stands in none
	From, Up int32 // its words, in the HTML of the body
	Auto     bool
	Deck     bool // it stands in the summary or the definition
	// The sentence, where it is not that of the block.
	Before, Words, After string
}

// use notes that the page leads to another.
func (r *Resolver) use(page *Page, body *content.Body, s *content.Slot, hands bool) {
	if r.muted {
		return
	}
	u := Use{To: page, Block: -1}
	if body == r.page.Doc.Body && s.Block >= 0 {
		u.Block, u.From, u.Up = s.Block, s.At, s.End
	} else { // a field, or the copy of a short answer: it has no block on the page
		u.From, u.Up = s.At, s.End
		u.Deck = body == r.page.Doc.Definition.Body || body == r.page.Doc.Summary.Body
	}
	r.note(u)
	if page.Term < 0 || page == r.page {
		return
	}
	r.addTerm(page)
	r.byHand(page, s, hands)
}

// byHand notes the scope's own link to a term (rule 12): one that names a heading
// which is not there is the writer's link too.
func (r *Resolver) byHand(page *Page, s *content.Slot, hands bool) {
	if hands && page.Term >= 0 && page != r.page && !r.silent() {
		r.hands = append(r.hands, terms.Hand{Scope: s.Scope, Term: page.Term})
	}
}

func (r *Resolver) note(u Use) {
	if !r.silent() {
		r.out.Uses = append(r.out.Uses, u)
	}
}

func (r *Resolver) addTerm(page *Page) {
	if !r.seen[page] {
		r.seen[page] = true
		r.out.Terms = append(r.out.Terms, page)
	}
}

// quote gives the uses that a body of its own made, from the nth on, their
// sentences, once it is finished: they are quoted as readers see them.
func (r *Resolver) quote(n int, body *content.Body, edits []Edit) {
	if r.silent() {
		return
	}
	for i := n; i < len(r.out.Uses); i++ {
		u := &r.out.Uses[i]
		if u.Block >= 0 || u.Words != "" || u.Before+u.After != "" {
			continue
		}
		from, to := near(body.HTML, u.From, u.Up)
		before, words, after := textOf(body.HTML, edits, from, u.From), textOf(body.HTML, edits, u.From, u.Up), textOf(body.HTML, edits, u.Up, to)
		if u.To.Doc.Kind == content.Source {
			u.Before, u.Words, u.After = statement(before, words, after)
		} else {
			u.Before, u.Words, u.After = Sentence(before+words+after, len(before), len(before)+len(words))
		}
	}
}
