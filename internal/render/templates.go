package render

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
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
	"home":      {"home.html", HomePage{}},
	"article":   {"article.html", DocPage{}},
	"explainer": {"explainer.html", DocPage{}},
	"page":      {"page.html", DocPage{}},
	"term":      {"term.html", TermPage{}},
	"list":      {"list.html", ListPage{}},
	"topics":    {"list.html", ListPage{}},
	"topic":     {"list.html", ListPage{}},
	"glossary":  {"glossary.html", GlossaryPage{}},
	"questions": {"questions.html", QuestionsPage{}},
	"not-found": {"not-found.html", NotFoundPage{}},
	"redirect":  {"redirect.html", RedirectPage{}},
}

// helpers are the functions that templates may call besides Go's own:
//
//	plural N "page" "pages"   the word that goes with the number
//	contact TEXT              the address to write to: an e-mail address gets
//	                          "mailto:", what cannot be linked gives ""
var helpers = template.FuncMap{
	"plural":  plural,
	"contact": contactURL,
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

// TemplateError is a fault in a template. Line and Col are 1-based, and 0 where
// the template engine does not tell them.
type TemplateError struct {
	Name      string // "templates/base.html"
	Line, Col int
	Msg       string
}

func (e *TemplateError) Error() string {
	where := e.Name
	for _, n := range []int{e.Line, e.Col} {
		if n > 0 {
			where += ":" + strconv.Itoa(n)
		}
	}
	return where + ": " + e.Msg
}

// Theme is a set of templates that is known to work. It is immutable and safe
// for concurrent use.
type Theme struct {
	pages map[string]*template.Template // by kind
}

// LoadTheme parses the templates among files (path → bytes; others are ignored)
// and tries each of them on sample views, full and empty, so that rendering
// cannot fail later. Every error it returns is a *TemplateError, or several of
// them joined, in the order of their places.
func LoadTheme(files map[string][]byte) (*Theme, error) {
	sources, err := templateSources(files)
	if err != nil {
		return nil, err
	}
	sets, err := parseSets(sources)
	if err != nil {
		return nil, err
	}
	theme := &Theme{pages: map[string]*template.Template{}}
	var faults []error
	for kind, set := range sets {
		page, err := escapable(set, kind)
		if err == nil {
			err = tryPage(page, set, kind)
		}
		theme.pages[kind] = page
		faults = append(faults, err)
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
	return located(page.Execute(w, view), pageFiles[kind].file)
}

// templateSources picks the templates and names them as templates call them. It
// reports the files that must be there and are not.
func templateSources(files map[string][]byte) (map[string]string, error) {
	sources := map[string]string{}
	for path, text := range files {
		if name, ok := strings.CutPrefix(path, templateDir); ok && strings.HasSuffix(name, ".html") {
			sources[name] = string(text)
		}
	}
	needed := []string{layout}
	for _, page := range pageFiles {
		needed = append(needed, page.file)
	}
	var faults []error
	for _, name := range needed {
		if _, ok := sources[name]; !ok {
			faults = append(faults, &TemplateError{Name: templateDir + name, Msg: "this file is missing"})
		}
	}
	return sources, joinFaults(faults)
}

// parseSets parses every file once and gives, by kind, the templates that a
// page of that kind sees: the shared ones and its own file.
func parseSets(sources map[string]string) (map[string]*texttemplate.Template, error) {
	shared := texttemplate.New("").Funcs(texttemplate.FuncMap(helpers))
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if !isPageFile(name) {
			_, err := shared.New(name).Parse(sources[name])
			faults = append(faults, located(err, name))
		}
	}
	sets := map[string]*texttemplate.Template{}
	for kind, page := range pageFiles {
		set, err := shared.Clone()
		if err == nil {
			_, err = set.New(page.file).Parse(sources[page.file])
		}
		sets[kind] = set
		faults = append(faults, located(err, page.file))
	}
	return sets, joinFaults(faults)
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
// prints it.
func escapable(set *texttemplate.Template, kind string) (*template.Template, error) {
	page := template.New("").Funcs(helpers)
	for _, t := range set.Templates() {
		if _, err := page.AddParseTree(t.Name(), t.Tree.Copy()); err != nil {
			return nil, located(err, t.ParseName)
		}
	}
	return page.Lookup(entryName(kind)), nil
}

// tryPage executes a page on views that are full, mixed and empty, and then
// looks into the branches that none of them took.
func tryPage(page *template.Template, set *texttemplate.Template, kind string) error {
	var faults []error
	for _, fill := range []filling{full, mixed, empty} {
		err := page.Execute(io.Discard, sampleView(kind, fill))
		faults = append(faults, located(err, pageFiles[kind].file))
	}
	if joinFaults(faults) == nil {
		faults = append(faults, tryBranches(set, kind))
	}
	return joinFaults(faults)
}

// tryBranches executes a copy of the templates in which both sides of every
// condition run, and reports only fields that no view has: anything else may be
// what the condition keeps from happening.
func tryBranches(set *texttemplate.Template, kind string) error {
	opened := texttemplate.New("").Funcs(texttemplate.FuncMap(helpers))
	for _, t := range set.Templates() {
		tree := t.Tree.Copy()
		openBranches(tree.Root)
		if _, err := opened.AddParseTree(t.Name(), tree); err != nil {
			return located(err, t.ParseName)
		}
	}
	err := opened.ExecuteTemplate(io.Discard, entryName(kind), sampleView(kind, full))
	if err == nil || !strings.Contains(err.Error(), "can't evaluate field") {
		return nil
	}
	return located(err, pageFiles[kind].file)
}

// openBranches rewrites a list of nodes so that no condition hides any of them.
func openBranches(list *parse.ListNode) {
	if list == nil {
		return
	}
	var nodes []parse.Node
	for _, node := range list.Nodes {
		nodes = append(nodes, node)
		switch n := node.(type) {
		case *parse.IfNode:
			openBranches(n.List)
			openBranches(n.ElseList)
			n.List = joinLists(n.List, n.ElseList)
			n.ElseList = n.List
		case *parse.WithNode:
			nodes = append(nodes, openElse(&n.BranchNode)...)
		case *parse.RangeNode:
			nodes = append(nodes, openElse(&n.BranchNode)...)
		case *parse.BreakNode, *parse.ContinueNode:
			nodes = nodes[:len(nodes)-1]
		}
	}
	list.Nodes = nodes
}

// openElse opens both sides of a node and returns its else side as nodes to run
// after it, since the dot is another one there.
func openElse(n *parse.BranchNode) []parse.Node {
	openBranches(n.List)
	openBranches(n.ElseList)
	if n.ElseList == nil {
		return nil
	}
	return n.ElseList.Nodes
}

func joinLists(a, b *parse.ListNode) *parse.ListNode {
	joined := a.CopyList()
	if b != nil {
		joined.Nodes = append(joined.Nodes, b.Nodes...)
	}
	return joined
}

// located turns an error of the template engines into a *TemplateError. They
// keep places only in their text: "template: NAME:LINE:COL: what" and
// "html/template:NAME:LINE:COL: what". An error of the writer passes as it is.
func located(err error, fallback string) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	rest, ok := strings.CutPrefix(text, "template: ")
	if !ok {
		rest, ok = strings.CutPrefix(text, "html/template:")
	}
	if !ok {
		return err
	}
	fault := &TemplateError{Name: templateDir + fallback, Msg: rest}
	if name, after, ok := strings.Cut(rest, ".html:"); ok && !strings.ContainsAny(name, " \n") {
		fault.Name = templateDir + name + ".html"
		var column bool
		fault.Line, after, _ = leadingNumber(after)
		if fault.Col, after, column = leadingNumber(after); column {
			fault.Col++ // they count columns from 0
		}
		fault.Msg = strings.TrimSpace(after)
	}
	fault.Msg = trimExecuting(fault.Msg)
	return fault
}

// leadingNumber takes "12:" off the front of text, if it is there.
func leadingNumber(text string) (n int, rest string, ok bool) {
	digits, rest, ok := strings.Cut(text, ":")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0, text, false
	}
	return n, rest, true
}

// trimExecuting drops the template's name, which the place says already.
func trimExecuting(msg string) string {
	if rest, ok := strings.CutPrefix(msg, "executing "); ok {
		if _, after, ok := strings.Cut(rest, `" at `); ok {
			return "at " + after
		}
	}
	return msg
}

// joinFaults joins errors, each place once, in the order of their places.
func joinFaults(faults []error) error {
	seen := map[string]error{}
	for _, fault := range faults {
		for _, one := range unjoin(fault) {
			seen[one.Error()] = one
		}
	}
	sorted := slices.SortedFunc(maps.Values(seen), compareFaults)
	if len(sorted) == 1 {
		return sorted[0]
	}
	return errors.Join(sorted...)
}

func unjoin(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

func compareFaults(a, b error) int {
	var x, y *TemplateError
	if !errors.As(a, &x) || !errors.As(b, &y) {
		return strings.Compare(a.Error(), b.Error())
	}
	return cmp.Or(strings.Compare(x.Name, y.Name), cmp.Compare(x.Line, y.Line),
		cmp.Compare(x.Col, y.Col), strings.Compare(x.Msg, y.Msg))
}

// filling says how much of a sample view is filled in.
type filling int

const (
	full  filling = iota // every field, every list of two full elements
	mixed                // the same, but the second element of every list is empty
	empty                // only what every page has
)

// sampleView makes a view of the type that pages of this kind are rendered from.
func sampleView(kind string, fill filling) any {
	view := reflect.New(reflect.TypeOf(pageFiles[kind].view)).Elem()
	if fill == empty {
		view.FieldByName("Site").Set(reflect.ValueOf(&Site{}))
	} else {
		fillValue(view, fill, 0)
	}
	if field := view.FieldByName("Kind"); field.IsValid() {
		field.SetString(kind)
	}
	return view.Interface()
}

// sampleDepth bounds views that hold themselves, such as headings.
const sampleDepth = 8

func fillValue(v reflect.Value, fill filling, depth int) {
	if depth > sampleDepth {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("sample")
	case reflect.Int:
		v.SetInt(2)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), fill, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillValue(v.Index(0), fill, depth+1)
		if fill == full {
			fillValue(v.Index(1), fill, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i), fill, depth+1)
		}
	}
}
