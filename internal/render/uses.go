package render

import (
	"slices"

	"gloss/internal/content"
	"gloss/internal/link"
)

const (
	// shownUses is how many places that use a term its page lists at once: about
	// a screenful.
	shownUses = 6
	// furtherUses is how many more of them it folds away.
	furtherUses = 30
)

// uses fills in where a term is used: what ranks highest at once, what follows
// folded away, the rest counted.
func (v *viewer) uses(t *TermPage, p *link.Page) {
	mentions, rest := v.graph.Mentions(p, shownUses+furtherUses)
	for _, m := range mentions {
		t.Backlinks = append(t.Backlinks, v.mention(m))
	}
	cut := min(shownUses, len(mentions))
	t.Uses = v.byKind(mentions[:cut])
	t.Further, t.MoreFurther = v.byKind(mentions[cut:]), len(mentions)-cut
	t.MoreUses = rest
}

var useGroups = map[content.Kind]string{
	content.Explainer: "In explainers", content.Article: "In articles", content.Term: "In the glossary",
	content.Fact: "Where sources differ", content.Source: "In records of sources", content.Page: "On other pages",
}

// byKind groups mentions by the kind of their page, in the order of kinds; within
// a group they stay as they were ranked.
func (v *viewer) byKind(mentions []link.Mention) []UseGroup {
	var groups []UseGroup
	add := func(title string, in func(*link.Page) bool) {
		g := UseGroup{Title: title}
		for _, m := range mentions {
			if in(m.From) {
				g.Uses = append(g.Uses, v.mention(m))
			}
		}
		if len(g.Uses) > 0 {
			groups = append(groups, g)
		}
	}
	for _, kind := range content.Kinds {
		add(useGroups[kind], func(p *link.Page) bool { return p.Doc.Role == content.RolePage && p.Doc.Kind == kind })
	}
	add("In introductions", func(p *link.Page) bool { return p.Doc.Role != content.RolePage })
	return slices.Clip(groups)
}
