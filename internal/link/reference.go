package link

import (
	"fmt"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// frontMatter checks what a page's fields name.
func (r *Resolver) frontMatter() {
	m := &r.page.Doc.Meta
	for _, t := range m.Topics {
		if !r.names.topics[t.Value] && !r.names.Site.Broken {
			r.unknownTopic(t)
		}
	}
	for _, list := range [][]content.Text{m.Related, m.ConfusedWith} {
		for _, t := range list {
			r.term(t)
		}
	}
	for _, rel := range m.Relations {
		r.term(rel.To)
	}
	if t := m.TranslationOf; t.Value != "" {
		if _, _, problem := r.names.findWiki(t.Value, false); problem != nil {
			r.reference(t, fmt.Sprintf("no page has the name %q", t.Value), nil)
		}
	}
	if t := m.Image; t.Value != "" && r.names.assets[strings.TrimSuffix(r.page.Doc.Path, "index.md")+t.Value] == nil {
		r.report(diag.New(codeImage, content.Place(r.page.Doc.Path, t.At), fmt.Sprintf("there is no picture %q beside this page", t.Value)).WithFix("put it beside the page's index.md"))
	}
}

func (r *Resolver) unknownTopic(t content.Text) {
	r.reference(t, fmt.Sprintf("site.yaml has no topic %q", t.Value), sortedKeys(r.names.topics))
}

func (r *Resolver) reference(t content.Text, message string, candidates []string) {
	d := diag.New(codeReference, content.Place(r.page.Doc.Path, t.At), message)
	if near := diag.Nearest(t.Value, candidates); near != "" {
		d = d.WithNote("did you mean " + near + "?").WithFix(near)
	} else {
		d = d.WithFix("take it out")
	}
	r.report(d)
}

// term finds the term that a field names and reports where there is none.
func (r *Resolver) term(t content.Text) *Page {
	if t.Value == "" {
		return nil
	}
	p := r.names.TermNamed(t.Value)
	if p == nil {
		var names []string
		for _, term := range r.names.Terms {
			names = append(names, term.Slug, term.Title())
		}
		r.reference(t, fmt.Sprintf("no term has the name %q", t.Value), names)
	}
	return p
}

// TermNamed finds a term by slug, title or alias, nil where there is none or
// where there are several.
func (n *Names) TermNamed(name string) *Page {
	for _, p := range n.bySlug[name] {
		if p.Term >= 0 {
			return p
		}
	}
	var found *Page
	for _, m := range n.byName[nameKey(name)] {
		if m.page.Term >= 0 && m.page != found {
			if found != nil {
				return nil
			}
			found = m.page
		}
	}
	return found
}

// CheckSite checks what site.yaml names.
func (n *Names) CheckSite() []diag.Diagnostic {
	diags := n.checkStart()
	for _, nav := range n.Site.Navigation {
		if _, problem := n.NavURL(nav.URL.Value); problem != nil {
			problem.Place = content.Place(content.SitePath, nav.URL.At)
			for i, fix := range problem.Fixes {
				if strings.HasPrefix(fix, "[[") { // a menu holds addresses
					problem.Fixes[i] = "/glossary/, or the address of another page"
				}
			}
			diags = append(diags, *problem)
		}
	}
	return diags
}

// NavURL is the address of an entry of the menu: one of the site, or elsewhere;
// "" where the entry is left out.
func (n *Names) NavURL(s string) (string, *diag.Diagnostic) {
	local, ok := n.Local(s)
	if !ok {
		if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "mailto:") {
			return s, nil
		}
		fix := "/" + strings.Trim(s, "/") + "/"
		if strings.Contains(s, ":") {
			fix = "https://…"
		}
		d := diag.New(codeUnknown, diag.Place{}, fmt.Sprintf("%q is no address of this site", s)).WithFix(fix)
		return "", &d
	}
	t, problem := n.findAddress(local, true)
	switch {
	case problem != nil:
		return "", problem
	case t.page != nil && !t.page.Live:
		return "", leftOut(t.page)
	case t.page != nil:
		return n.URL(t.page.Address), nil
	case t.asset != nil && !t.asset.Page.Live:
		return "", leftOut(t.asset.Page)
	case t.asset != nil:
		return n.URL(t.asset.Address), nil
	}
	return n.URL(t.path), nil
}

// leftOut warns of an entry that leads to what is not public now: time alone
// never makes an error.
func leftOut(p *Page) *diag.Diagnostic {
	if p.Doc.Broken {
		return nil // its own problem is reported
	}
	return ptr(diag.New(codeNotPublic, diag.Place{}, fmt.Sprintf("%s is %s; the entry is left out", p.Doc.Path, p.Presence)).
		WithFix("leave it, if the page will be there in time"))
}

func (n *Names) checkStart() []diag.Diagnostic {
	t := n.Site.Start
	if t.Value == "" {
		return nil
	}
	var slugs []string
	for _, p := range n.Pages {
		if p.Doc.Kind == content.Explainer {
			if p.Slug == t.Value {
				return nil
			}
			slugs = append(slugs, p.Slug)
		}
	}
	d := diag.New(codeReference, content.Place(content.SitePath, t.At), fmt.Sprintf("no explainer has the slug %q", t.Value))
	if near := diag.Nearest(t.Value, slugs); near != "" {
		return []diag.Diagnostic{d.WithNote("did you mean " + near + "?").WithFix("start: " + near)}
	}
	return []diag.Diagnostic{d.WithFix("take it out")}
}
