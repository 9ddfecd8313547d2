package link

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// frontMatter checks what a page's fields name.
func (r *Resolver) frontMatter() {
	m := &r.page.Doc.Meta
	for _, t := range m.Topics {
		if !r.names.topics[t.Value] && !r.names.Site.Broken {
			r.reference(t, fmt.Sprintf("site.yaml has no topic %q", t.Value), poolTopics)
		}
	}
	for _, list := range [][]content.Text{m.Related, m.ConfusedWith, m.About} {
		for _, t := range list {
			r.term(t)
		}
	}
	for _, rel := range m.Relations {
		r.term(rel.To)
	}
	r.translation(m.TranslationOf)
	r.socialImage(m.Image)
}

// socialImage finds the picture that stands beside links to the page elsewhere.
func (r *Resolver) socialImage(t content.Text) {
	if t.Value == "" {
		return
	}
	a := r.asset(strings.TrimSuffix(r.page.Doc.Path, "index.md") + t.Value)
	place := content.Place(r.page.Doc.Path, t.At)
	switch {
	case a == nil:
		r.report(diag.New(codeImage, place, fmt.Sprintf("there is no picture %q beside this page", t.Value)).WithFix("put it beside the page's index.md"))
	case !shared[strings.ToLower(path.Ext(a.Path))] || a.Width == 0 && !strings.EqualFold(path.Ext(a.Path), ".webp"):
		r.report(diag.New(codeImage, place, fmt.Sprintf("%q is no picture that social networks show", t.Value)).WithFix("name a PNG, JPEG, GIF or WebP file, at best 1200 by 630 pixels"))
	default:
		r.out.Image = a
	}
}

// shared are the pictures that social networks show.
var shared = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true}

func (r *Resolver) reference(t content.Text, message string, among pool) {
	r.problem(newProblem(codeReference, message, "take it out", doubt{pool: among, word: t.Value}), r.page, t.At)
}

func (r *Resolver) translation(t content.Text) {
	if t.Value == "" {
		return
	}
	switch _, _, problem := r.findWiki(t.Value); {
	case problem == nil:
	case problem.Code == codeAmbiguous:
		r.problem(problem, r.page, t.At)
	default:
		r.reference(t, fmt.Sprintf("no page has the name %q", t.Value), noPool)
	}
}

// term finds the term that a field names and reports where there is none, or
// several.
func (r *Resolver) term(t content.Text) *Page {
	if t.Value == "" {
		return nil
	}
	m := r.find(t.Value, content.Term)
	switch {
	case m.several:
		r.problem(r.shared(sharedName{t.Value, content.Term, true}), r.page, t.At)
	case m.page == nil:
		r.reference(t, fmt.Sprintf("no term has the name %q", t.Value), poolTerms)
	}
	return m.page
}

// CheckSite checks what site.yaml names.
func (s *Suggester) CheckSite() []diag.Diagnostic {
	n := s.names
	var diags []diag.Diagnostic
	report := func(p *problem, at diag.Span) {
		d := s.settle(p.Diagnostic, p.doubt)
		d.Place = content.Place(content.SitePath, at)
		diags = append(diags, d)
	}
	if t := n.Site.Start; t.Value != "" && !n.isExplainer(t.Value) {
		report(newProblem(codeReference, fmt.Sprintf("no explainer has the slug %q", t.Value), "take it out",
			doubt{pool: poolStarts, word: t.Value, before: "start: "}), t.At)
	}
	for _, nav := range n.Site.Navigation {
		if _, problem := n.menuAddress(nav.URL.Value); problem != nil {
			report(problem, nav.URL.At)
		}
	}
	return diags
}

func (n *Names) isExplainer(slug string) bool {
	return slices.ContainsFunc(n.bySlug[slug], func(p number) bool { return n.page(p).Doc.Kind == content.Explainer })
}

// NavURL is the address of an entry of the menu: one of the site, or elsewhere;
// "" where the entry is left out.
func (n *Names) NavURL(s string) (string, *diag.Diagnostic) {
	url, problem := n.menuAddress(s)
	if problem != nil {
		return "", &problem.Diagnostic
	}
	return url, nil
}

func (n *Names) menuAddress(s string) (string, *problem) {
	local, ok := n.Local(s)
	if !ok {
		if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "mailto:") {
			return s, nil
		}
		fix := "/" + strings.Trim(s, "/") + "/"
		if strings.Contains(s, ":") {
			fix = "https://…"
		}
		return "", newProblem(codeUnknown, fmt.Sprintf("%q is no address of this site", s), fix, doubt{})
	}
	t, problem := n.findAddress(local)
	switch {
	case problem != nil:
		problem.Fixes = []string{"/glossary/, or the address of another page"} // a menu holds addresses
		return "", problem
	case t.page != nil && !t.page.Live:
		return "", leftOut(t.page)
	case t.page != nil:
		return n.URL(t.page.Address), nil
	case t.asset != nil && !n.page(t.asset.page).Live:
		return "", leftOut(n.page(t.asset.page))
	case t.asset != nil:
		return n.URL(t.asset.Address), nil
	}
	return n.URL(t.path), nil
}

// leftOut warns of an entry that leads to what is not public now: time alone
// never makes an error.
func leftOut(p *Page) *problem {
	if p.Doc.Broken {
		return nil // its own problem is reported
	}
	return newProblem(codeNotPublic, fmt.Sprintf("%s is %s; the entry is left out", p.Doc.Path, p.Presence), "leave it, if the page will be there in time", doubt{})
}
