package render

import (
	"errors"
	"fmt"
	"strconv"
	texttemplate "text/template"
	"text/template/parse"
)

// maxSteps bounds how often the page of a sample view may begin a template or a
// round of a loop. The embedded ones take a hundred. Nothing can stop a
// template while it runs, so those that are tried count their steps.
const maxSteps = 100_000

const stepFunc = "gloss_step"

var errEndless = errors.New("it does not end")

// steps counts for the templates of one trial.
type steps struct {
	taken  int
	at     int // place of the last
	places []TemplateError
}

// of is stepFunc.
func (s *steps) of(place int) (string, error) {
	s.at = place
	if s.taken++; s.taken > maxSteps {
		return "", errEndless
	}
	return "", nil
}

// fault says where the templates were when they had taken too many steps.
func (s *steps) fault() error {
	fault := s.places[s.at]
	fault.Msg = fmt.Sprintf("this runs more than %d times for a page of a few lines: it does not end, or takes far too long", maxSteps)
	return &fault
}

func (s *steps) funcs() texttemplate.FuncMap { return texttemplate.FuncMap{stepFunc: s.of} }

// counted is a copy of templates that counts their steps.
func (s *steps) counted(set *texttemplate.Template) *texttemplate.Template {
	out := texttemplate.New("").Funcs(texttemplate.FuncMap(helpers)).Funcs(s.funcs())
	for _, one := range set.Templates() {
		tree := one.Tree.Copy()
		s.count(tree, tree.Root, TemplateError{Name: templateDir + tree.ParseName})
		texttemplate.Must(out.AddParseTree(one.Name(), tree))
	}
	return out
}

// count makes nodes at a place count, and each loop among them its rounds.
func (s *steps) count(tree *parse.Tree, list *parse.ListNode, place TemplateError) {
	s.inBranches(tree, list)
	s.places = append(s.places, place)
	list.Nodes = append([]parse.Node{stepNode(len(s.places) - 1)}, list.Nodes...)
}

func (s *steps) inBranches(tree *parse.Tree, list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		branch := branchOf(node)
		if branch == nil {
			continue
		}
		if _, loop := node.(*parse.RangeNode); loop {
			s.count(tree, branch.List, placeOf(tree, node))
		} else {
			s.inBranches(tree, branch.List)
		}
		s.inBranches(tree, branch.ElseList)
	}
}

// stepNode is {{gloss_step PLACE}}.
func stepNode(place int) parse.Node {
	tree := parse.New("step")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse("{{"+stepFunc+" "+strconv.Itoa(place)+"}}", "", "", map[string]*parse.Tree{}); err != nil {
		panic(err) // the words are ours
	}
	return tree.Root.Nodes[0]
}

func placeOf(tree *parse.Tree, node parse.Node) TemplateError {
	where, _ := tree.ErrorContext(node)
	var fault *TemplateError
	errors.As(located(errors.New("template: "+where+": "), tree.ParseName), &fault)
	return *fault
}
