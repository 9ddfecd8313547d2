package link

import (
	"fmt"
	"html"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// slots finishes the slots of a body. owner is the page whose file it comes
// from; hands tells whether its links count in the scopes of the page at hand.
func (r *Resolver) slots(owner *Page, body *content.Body, hands bool) []Edit {
	var edits []Edit
	for i := range body.Slots {
		s, before := &body.Slots[i], len(edits)
		if !r.full {
			edits = r.slot(edits, owner, body, s, hands)
		}
		if r.full || !r.charge(owner, s, edits[before:]) {
			edits = unfilled(edits[:before], s)
		}
	}
	return edits
}

func (r *Resolver) slot(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	switch s.Kind {
	case content.SlotImage:
		return append(edits, Edit{At: s.At, End: s.End, Text: r.image(owner, s)})
	case content.SlotEmbed:
		return append(edits, Edit{At: s.At, End: s.End, Text: r.embed(owner, body, s, hands)})
	case content.SlotCite:
		return r.cite(edits, owner, body, s)
	case content.SlotWiki:
		return r.wiki(edits, owner, body, s, hands)
	case content.SlotLink:
		return r.link(edits, owner, body, s, hands)
	case content.SlotExternal:
		return r.external(edits, owner, body, s, hands)
	}
	return edits
}

// wiki finishes [[…]].
func (r *Resolver) wiki(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	page, bySlug, ok := r.wikiPage(owner, s)
	if !ok {
		return edits
	}
	fragment, heading, ok := r.fragment(owner, page, s)
	if !ok {
		r.byHand(page, s, hands)
		return edits
	}
	words := ""
	switch { // the words of a draft are nobody's yet
	case s.Labelled || !page.Live:
	case heading >= 0 && inHeading(body, s): // headings may name one another
		words = page.Doc.Body.Headings[heading].Text
	case heading >= 0:
		words = r.shown(page)[heading]
	case bySlug && fragment == "":
		words = page.Title()
	}
	return r.toPage(edits, owner, body, s, page, fragment, words, hands)
}

// wikiPage finds the page that a wikilink or an embed names, or reports why not.
func (r *Resolver) wikiPage(owner *Page, s *content.Slot) (page *Page, bySlug, ok bool) {
	if s.Target == "" {
		return owner, false, true
	}
	page, bySlug, problem := r.findWiki(s.Target)
	if problem != nil {
		r.problem(problem, owner, s.TargetAt)
		return nil, false, false
	}
	return page, bySlug, true
}

// toPage puts a link to a page around a slot, or leaves its words where there
// is none to make. words replace the slot's own unless they are "".
func (r *Resolver) toPage(edits []Edit, owner *Page, body *content.Body, s *content.Slot, page *Page, fragment, words string, hands bool) []Edit {
	plain := func() []Edit {
		if words != "" {
			edits = append(edits, Edit{At: s.At, End: s.End, Text: html.EscapeString(words)})
		}
		return edits
	}
	switch {
	case page == r.page && fragment == "":
		if page == owner {
			r.report(diag.New(codeSelf, content.Place(owner.Doc.Path, s.TargetAt), "this link leads to the page that it stands on; it is shown as its text").WithFix("take the link out, or name a heading: #…"))
		}
		return plain()
	case !page.Live && page.Doc.Role != content.RoleIntro:
		if !page.Doc.Broken {
			r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s; the link is shown as its text", page.Doc.Path, page.Presence)).WithFix("leave it, if the page will be there in time"))
		}
		return plain()
	}
	r.use(page, body, s, hands)
	open := r.anchor(page, fragment, s.Title, "", false)
	if words != "" {
		return append(edits, Edit{At: s.At, End: s.End, Text: open + html.EscapeString(words) + "</a>"})
	}
	return around(edits, s, open)
}

// link finishes a Markdown link that leads into the site.
func (r *Resolver) link(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	r.ask(question{asks: asksLink, word: s.Target, from: owner})
	t, problem := r.names.findLink(owner, s.Target)
	if problem != nil {
		r.problem(problem, owner, s.TargetAt)
		return edits
	}
	switch {
	case t.page != nil:
		fragment, _, ok := r.fragment(owner, t.page, s)
		if !ok {
			r.byHand(t.page, s, hands)
			return edits
		}
		return r.toPage(edits, owner, body, s, t.page, fragment, "", hands)
	case t.asset != nil:
		if !r.there(owner, s, t.asset) {
			return edits
		}
		return around(edits, s, r.plainAnchor(t.asset.Address, s))
	}
	return around(edits, s, r.plainAnchor(t.path, s))
}

// external looks whether a full address is one of this site: then it is a link
// like any other.
func (r *Resolver) external(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	if !strings.Contains(s.Target, "//") {
		return edits
	}
	full, fragment, _ := strings.Cut(s.Target, "#")
	if s.Fragment != "" {
		fragment = s.Fragment
	}
	local, ok := r.names.Local(full)
	if !ok || strings.HasPrefix(full, "/") {
		return edits
	}
	r.ask(question{asks: asksAddress, word: local})
	t, problem := r.names.findAddress(local)
	if problem != nil {
		r.problem(problem, owner, s.TargetAt)
		return edits
	}
	if t.page == nil {
		return edits
	}
	inner := *s
	inner.Fragment = fragment
	id, _, ok := r.fragment(owner, t.page, &inner)
	if !ok {
		return edits
	}
	// The <a> that stands there already goes, and ours comes.
	raw := string(body.HTML[s.At:s.End])
	start := strings.IndexByte(raw, '>') + 1
	inner.At, inner.End = s.At+int32(start), s.End-int32(len("</a>"))
	if inner.At == inner.End { // no words: what begins and ends at one place is one edit
		text := ""
		for _, e := range r.toPage(nil, owner, body, &inner, t.page, id, "", hands) {
			text += e.Text
		}
		return append(edits, Edit{At: s.At, End: s.End, Text: text})
	}
	edits = append(edits, Edit{At: s.At, End: inner.At})
	edits = r.toPage(edits, owner, body, &inner, t.page, id, "", hands)
	return append(edits, Edit{At: inner.End, End: s.End, closes: true})
}
