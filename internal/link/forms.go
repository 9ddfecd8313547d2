package link

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// claimForms gives each form to one term and makes an index for each language.
func (n *Names) claimForms() {
	byLang := map[string][]terms.Form{}
	for i, p := range n.Terms {
		lang := terms.Primary(p.Lang)
		byLang[lang] = append(byLang[lang], terms.FormsOf(int32(i), &p.Doc.Meta, p.Lang)...)
	}
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		n.indexes[lang] = terms.NewIndex(n.claim(byLang[lang]))
	}
}

// claim reports written forms with two owners and gives those that can be found
// in prose on live pages.
func (n *Names) claim(forms []terms.Form) []terms.Form {
	written := map[string]terms.Form{}
	made := map[string][]terms.Form{}
	var keep []terms.Form
	for _, f := range forms {
		if f.Text == "" || f.Mode == content.LinkNever {
			continue
		}
		page := n.Terms[f.Term]
		key := terms.Key(f.Text)
		if f.Origin == terms.Made {
			made[key] = append(made[key], f)
			continue
		}
		if f.Mode == content.LinkAuto && terms.Short(f.Text) {
			fix := fmt.Sprintf("{text: %s, link: manual}", f.Text)
			if f.Origin == terms.FromTitle {
				fix = "link: manual"
			}
			n.report(codeShort, page, f.At, fmt.Sprintf("%q is too short to be found in prose", f.Text), fix)
		}
		if strings.Count(key, "\x00") >= 64 || key == "" {
			n.report(codeLong, page, f.At, "this name is never found in prose", fmt.Sprintf("{text: %s, link: never}", f.Text))
		}
		if first, taken := written[key]; taken {
			if first.Term != f.Term {
				n.clash(first, f)
			}
			continue
		}
		written[key] = f
		n.addName(page, f.Text)
		if page.Live {
			keep = append(keep, f)
		}
	}
	return append(keep, n.madePlurals(forms, written, made)...)
}

// madePlurals keeps the plurals that rule 8 makes where nobody wrote the form
// and no other term makes it.
func (n *Names) madePlurals(forms []terms.Form, written map[string]terms.Form, made map[string][]terms.Form) []terms.Form {
	var keep []terms.Form
	for _, f := range forms {
		if f.Origin != terms.Made || f.Mode == content.LinkNever {
			continue
		}
		key := terms.Key(f.Text)
		if first, taken := written[key]; taken && n.Terms[first.Term].Live || slices.ContainsFunc(made[key], func(o terms.Form) bool { return o.Term != f.Term && n.Terms[o.Term].Live }) {
			continue
		}
		written[key] = f
		n.addName(n.Terms[f.Term], f.Text)
		if n.Terms[f.Term].Live {
			keep = append(keep, f)
		}
	}
	return keep
}

// Clashes tells whether another term claims a name of this one, so that what
// links to it is not settled.
func (n *Names) Clashes(p *Page) bool { return n.clashing[p.number()] }

func (n *Names) clash(first, second terms.Form) {
	a, b := n.Terms[first.Term], n.Terms[second.Term]
	n.clashing[a.number()], n.clashing[b.number()] = true, true
	what := map[terms.Origin]string{terms.FromTitle: "title", terms.FromAlias: "alias", terms.FromPlural: "plural"}[second.Origin]
	n.diags = append(n.diags, diag.New(codeClash, content.Place(b.Doc.Path, second.At), fmt.Sprintf("%s %q is claimed by two terms", what, second.Text)).
		WithRelated(content.Place(a.Doc.Path, first.At), "also in").WithFix(clashFix(first, second, path.Base(a.Doc.Path), what)))
}

// clashFix says who gives the name up, and how: an alias can say for itself that it
// never links, a title only for the whole term, a plural not at all.
func clashFix(first, second terms.Form, file, what string) string {
	switch {
	case second.Origin == terms.FromAlias:
		return fmt.Sprintf("keep it in %s, and here write  {text: %s, link: never}", file, second.Text)
	case first.Origin == terms.FromAlias:
		return fmt.Sprintf("give it another %s here, or in %s write  {text: %s, link: never}", what, file, first.Text)
	case second.Origin == terms.FromPlural:
		return fmt.Sprintf("keep it in %s, and here take it out of plural", file)
	case first.Origin == terms.FromPlural:
		return fmt.Sprintf("give this term another title, or in %s take it out of plural", file)
	}
	return fmt.Sprintf("give one of the two another title, or in %s write  link: never  (then its aliases link with  link: auto  alone)", file)
}

// IndexFor gives the forms that a page of the language may link.
func (n *Names) IndexFor(lang string) *terms.Index {
	if ix := n.indexes[terms.Primary(lang)]; ix != nil {
		return ix
	}
	return emptyIndex
}

var emptyIndex = terms.NewIndex(nil)
