package link

import (
	"strings"

	"gloss/internal/content"
	"gloss/internal/terms"
)

// autoLinks decides about every form on the page and links those that may.
func (r *Resolver) autoLinks(body *content.Body) []Edit {
	doc, n := r.page.Doc, r.names
	if doc.Broken {
		return nil
	}
	ix := n.IndexFor(r.page.Lang)
	wraps, places := newLocator(body), newLocator(body)
	p := terms.Policy{
		Scope: n.Site.LinkScope, Cap: n.Site.LinkCap, Own: r.page.Term, Off: doc.Autolink.Off,
		Skips: r.skips(), Hands: r.hands,
		Wraps: func(block, start, end int32) bool {
			from, to, _ := wraps.locate(block, start, end)
			_, _, ok := wrap(body.HTML, from, to)
			return ok
		},
	}
	var edits []Edit
	for _, d := range r.decider.Decide(body, ix, p) {
		form := ix.Forms()[d.Form]
		page := n.Terms[form.Term]
		from, to, src := places.locate(d.Block, d.Start, d.End)
		r.out.Decisions = append(r.out.Decisions, Decision{d, page, src})
		if d.Outcome != terms.Linked {
			continue
		}
		r.out.Uses = append(r.out.Uses, Use{To: page, Block: d.Block, From: from, Up: to, Auto: true})
		from, to, _ = wrap(body.HTML, from, to)
		edits = append(edits, Edit{At: from, End: from, Text: r.anchor(page, "", "", r.foreign(form.Lang), true)},
			Edit{At: to, End: to, Text: "</a>", closes: true})
		r.addTerm(page)
	}
	return edits
}

// foreign is the language of a form, "" where it is the page's own (rule 16).
func (r *Resolver) foreign(lang string) string {
	if strings.EqualFold(lang, r.page.Lang) {
		return ""
	}
	return lang
}

// skips reads a page's autolink: skip and only.
func (r *Resolver) skips() func(int32) bool {
	a := r.page.Doc.Autolink
	if len(a.Skip)+len(a.Only) == 0 {
		return nil
	}
	skip, keep := r.termSet(a.Skip), r.termSet(a.Only)
	return func(term int32) bool { return skip[term] || len(a.Only) > 0 && !keep[term] }
}

func (r *Resolver) termSet(names []content.Text) map[int32]bool {
	set := map[int32]bool{}
	for _, t := range names {
		if p := r.term(t); p != nil {
			set[p.Term] = true
		}
	}
	return set
}
