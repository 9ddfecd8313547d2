package link

import (
	"fmt"
	"html"
	"slices"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// embed finishes ![[…]]: a picture, or a question with its short answer.
func (r *Resolver) embed(owner *Page, body *content.Body, s *content.Slot, hands bool) string {
	if IsPicture(s.Target) {
		img := r.image(owner, s)
		if img != "" && s.Alone {
			return "<p>" + img + "</p>"
		}
		return img
	}
	fail := func(at diag.Span, message, fix string) string {
		r.report(diag.New(codeEmbed, content.Place(owner.Doc.Path, at), message).WithFix(fix))
		return ""
	}
	page, _, ok := r.wikiPage(owner, s)
	if !ok {
		return ""
	}
	words := html.EscapeString(s.Label)
	if page.Doc.Broken {
		return words
	}
	if page.Doc.Kind == content.Fact && s.Fragment == "" {
		return r.fact(owner, page, body, s)
	}
	if page.Doc.Kind != content.Explainer || s.Fragment == "" {
		return fail(s.Src, "only a fact or a question of an explainer can be embedded here", "![["+page.Slug+"#question]], or a link: [["+page.Slug+"]]")
	}
	i, problem := r.findHeading(page.Doc, s)
	if problem != nil {
		r.problem(problem, owner, s.TargetAt)
		return ""
	}
	q := r.headings(page.Doc).questions[i]
	switch {
	case q == nil:
		return fail(s.TargetAt, fmt.Sprintf("%q is no question: it is no ## heading of an explainer", page.Doc.Body.Headings[i].Text), "name a ## heading")
	case page == owner:
		return fail(s.Src, "a page cannot embed its own question: it would hold itself", "[[#"+s.Fragment+"]]")
	case !s.Alone || body != r.page.Doc.Body:
		return fail(s.Src, "an embedded question stands on a line of its own, and not in a short answer", "put it into a paragraph of its own below")
	case !page.Live:
		r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s; nothing is embedded", page.Doc.Path, page.Presence)).WithFix("leave it, if the page will be there in time"))
		if words != "" {
			return "<p>" + words + "</p>"
		}
		return ""
	}
	return r.question(page, i, q, s, hands)
}

func (r *Resolver) question(page *Page, heading int, q *content.Question, s *content.Slot, hands bool) string {
	title := r.shown(page)[heading]
	if s.Label != "" {
		title = s.Label
	}
	r.note(Use{To: page, Block: s.Block, From: s.At, Up: s.End, Words: title})
	short := *q.Short
	short.Slots = slices.Clone(short.Slots)
	for i := range short.Slots {
		short.Slots[i].Scope = s.Scope
	}
	room := r.room
	answer := r.shortAnswer(page, &short, hands)
	r.room = room // all of it is charged as what stands in the slot
	return `<aside class="embed" aria-label="` + html.EscapeString(title) + `"><p class="embed-title">` +
		r.anchor(page, page.Doc.Body.Headings[heading].ID, "", "", false) + html.EscapeString(title) + `</a></p><p class="short-answer">` + string(answer) + `</p></aside>`
}

// shortAnswer finishes a short answer for another page: its links lead where
// they led, its footnote marks are left out.
func (r *Resolver) shortAnswer(owner *Page, short *content.Body, hands bool) []byte {
	n := len(r.out.Uses)
	edits := r.slots(owner, short, hands)
	for _, s := range short.Slots {
		if s.Kind == content.SlotNote {
			edits = append(edits, Edit{At: s.At, End: s.End})
		}
	}
	sortEdits(edits)
	r.quote(n, short, edits)
	return Apply(nil, short.HTML, edits)
}
