package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"
)

// templateDir is where the theme keeps its templates. Inside of them a template
// is called by its path below that folder: {{template "partials/terms.html" .}}.
const templateDir = "templates/"

// layout is the template that lays out every page but a redirect. It leaves the
// block "main" to the page's own file.
const layout = "base.html"

// pageFiles tells which file renders which kind of page, and from which view.
// Every other file is shared: all pages may call it.
var pageFiles = map[string]struct {
	file string
	view any
}{
	"home":        {"home.html", HomePage{}},
	"article":     {"article.html", DocPage{}},
	"explainer":   {"explainer.html", DocPage{}},
	"page":        {"page.html", DocPage{}},
	"term":        {"term.html", TermPage{}},
	"fact":        {"fact.html", FactPage{}},
	"source":      {"source.html", SourcePage{}},
	"facts":       {"facts.html", FactList{}},
	"sources":     {"sources.html", SourceList{}},
	"timeline":    {"timeline.html", TimelinePage{}},
	"updates":     {"log.html", LogPage{}},
	"corrections": {"log.html", LogPage{}},
	"list":        {"list.html", ListPage{}},
	"topics":      {"list.html", ListPage{}},
	"topic":       {"list.html", ListPage{}},
	"glossary":    {"glossary.html", GlossaryPage{}},
	"questions":   {"questions.html", QuestionsPage{}},
	"search":      {"search.html", SearchPage{}},
	"not-found":   {"not-found.html", NotFoundPage{}},
	"redirect":    {"redirect.html", RedirectPage{}},
}

// helpers are the functions that templates may call besides Go's own:
//
//	plural N "page" "pages"   the word that goes with the number
//	sentence TEXT             the text with a full stop, if it closes with no mark
//	pieces PROSE FACTS        the prose, divided where the facts' boxes stand
//	contact TEXT              the address to write to: an e-mail address gets
//	                          "mailto:", what cannot be linked gives ""
var helpers = template.FuncMap{
	"plural":   plural,
	"sentence": sentence,
	"pieces":   pieces,
	"contact":  contactURL,
}

// sentence closes words with a full stop, unless they close themselves.
func sentence(words string) string {
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".?!") {
		return words
	}
	return words + "."
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func contactURL(contact string) string {
	switch {
	case strings.HasPrefix(contact, "/"), strings.HasPrefix(contact, "mailto:"), strings.Contains(contact, "://"):
		return contact
	case strings.Contains(contact, "@") && !strings.ContainsAny(contact, " <>"):
		return "mailto:" + contact
	}
	return ""
}

// Theme is a set of templates that is known to work. It is immutable and safe
// for concurrent use.
type Theme struct {
	pages map[string]*template.Template // by kind
}

// LoadTheme parses the templates among files (path → bytes; others are ignored)
// and tries each of them on sample views, full and empty, so that rendering
// cannot fail later. A template that fails hides no other's faults. Every error
// it returns is a *TemplateError, or several of them joined, in the order of
// their places.
func LoadTheme(files map[string][]byte) (*Theme, error) { return load(files, true) }

// LoadTried is LoadTheme for templates that it has been given before, and found
// nothing wrong in: it only parses them, in a tenth of the time.
func LoadTried(files map[string][]byte) (*Theme, error) { return load(files, false) }

func load(files map[string][]byte, try bool) (*Theme, error) {
	sources, faults := templateSources(files)
	sets, broken := parseSets(sources)
	var lost strings.Builder
	for _, fault := range broken {
		lost.WriteString(sources[strings.TrimPrefix(fault.Name, templateDir)])
		faults = append(faults, fault)
	}
	theme := &Theme{pages: map[string]*template.Template{}}
	for _, kind := range slices.Sorted(maps.Keys(sets)) {
		set := sets[kind] // its trees are shared: who comes first finds what all have
		page, err := escapable(set, kind)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		theme.pages[kind] = page
		if try {
			faults = append(faults, newTrial(set, kind, lost.String()).run(page)...)
		}
	}
	if err := joinFaults(faults); err != nil {
		return nil, err
	}
	return theme, nil
}

// Execute writes the page of a kind (the Kind of its Frame, or "redirect") from
// its view, which is of the type that views.go names for it, or a pointer to one.
func (t *Theme) Execute(w io.Writer, kind string, view any) error {
	page, ok := t.pages[kind]
	if !ok {
		return fmt.Errorf("render: no template for pages of kind %q", kind)
	}
	return located(page.Execute(w, flatten(view)), pageFiles[kind].file)
}

// called gives a template and those that it calls, and they, besides known.
func called(set *texttemplate.Template, name string, known []*texttemplate.Template) []*texttemplate.Template {
	t := set.Lookup(name)
	if t == nil || slices.Contains(known, t) {
		return known
	}
	return calledIn(set, t.Root, append(known, t))
}

func calledIn(set *texttemplate.Template, list *parse.ListNode, known []*texttemplate.Template) []*texttemplate.Template {
	if list == nil {
		return known
	}
	for _, node := range list.Nodes {
		if call, ok := node.(*parse.TemplateNode); ok {
			known = called(set, call.Name, known)
		}
		if branch := branchOf(node); branch != nil {
			known = calledIn(set, branch.ElseList, calledIn(set, branch.List, known))
		}
	}
	return known
}

// templateSources picks the templates and names them as templates call them. It
// reports the files that must be there and are not.
func templateSources(files map[string][]byte) (sources map[string]string, faults []error) {
	sources = map[string]string{}
	for path, text := range files {
		if name, ok := strings.CutPrefix(path, templateDir); ok && strings.HasSuffix(name, ".html") {
			sources[name] = string(text)
		}
	}
	needed := []string{layout}
	for _, page := range pageFiles {
		needed = append(needed, page.file)
	}
	for _, name := range needed {
		if _, ok := sources[name]; !ok {
			faults = append(faults, &TemplateError{Name: templateDir + name, Msg: "this file is missing"})
			sources[name] = standIn(name)
		}
	}
	return sources, faults
}

// standIn is the text of a template that cannot be had, so that the others can
// be tried.
func standIn(name string) string {
	if name == layout {
		return `{{block "main" .}}{{end}}`
	}
	return ""
}

// parseSets parses every file once and gives, by kind, the templates that a
// page of that kind sees: the shared ones and its own file.
func parseSets(sources map[string]string) (sets map[string]*texttemplate.Template, broken []*TemplateError) {
	parse := func(set *texttemplate.Template, name string) {
		if _, err := set.New(name).Parse(sources[name]); err != nil {
			var fault *TemplateError
			errors.As(located(err, name), &fault)
			broken = append(broken, fault)
			texttemplate.Must(set.New(name).Parse(standIn(name)))
		}
	}
	shared := texttemplate.New("").Funcs(texttemplate.FuncMap(helpers))
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if !isPageFile(name) {
			parse(shared, name)
		}
	}
	sets = map[string]*texttemplate.Template{}
	for kind, page := range pageFiles {
		sets[kind] = texttemplate.Must(shared.Clone())
		parse(sets[kind], page.file)
	}
	return sets, broken
}

func isPageFile(name string) bool {
	for _, page := range pageFiles {
		if page.file == name {
			return true
		}
	}
	return false
}

// entryName is the template that a page of this kind begins with.
func entryName(kind string) string {
	if kind == "redirect" {
		return pageFiles[kind].file
	}
	return layout
}

// escapable makes the page's template, which escapes what it prints by where it
// prints it. Templates that are to be empty show nothing.
func escapable(set *texttemplate.Template, kind string, empty ...string) (*template.Template, error) {
	page := template.New("").Funcs(helpers)
	for _, t := range called(set, entryName(kind), nil) { // escaping works on copies, one for each kind of page
		tree := t.Tree.Copy()
		if slices.Contains(empty, t.Name()) {
			tree.Root.Nodes = nil
		}
		if _, err := page.AddParseTree(t.Name(), tree); err != nil {
			return nil, located(err, t.ParseName)
		}
	}
	return page.Lookup(entryName(kind)), nil
}
