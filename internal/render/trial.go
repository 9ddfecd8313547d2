package render

import (
	"errors"
	"html/template"
	"io"
	"regexp"
	"strings"
	texttemplate "text/template"
	"text/template/parse"
)

// trial runs the templates of one kind of page on sample views. The engines stop
// at the first fault, so what failed is cut out and the rest is run again.
type trial struct {
	plain *texttemplate.Template
	set   *texttemplate.Template // the same, counting its steps
	steps *steps
	kind  string
	lost  string // text of the templates that could not be parsed
}

func newTrial(set *texttemplate.Template, kind, lost string) trial {
	s := &steps{}
	return trial{plain: set, set: s.counted(set), steps: s, kind: kind, lost: lost}
}

// run finds what is wrong with views that are full, mixed and empty, and then
// looks into the branches that none of them took. What does not end is not run
// for anything else: nothing could stop it.
func (t trial) run(page *template.Template) (faults []error) {
	try := func(set *texttemplate.Template, fill filling, report func(error) error) (ends bool) {
		found, ends := t.execute(set, sampleView(t.kind, fill), report)
		faults = append(faults, found...)
		return ends
	}
	for _, fill := range []filling{full, mixed, empty} {
		if !try(t.set, fill, t.fault) {
			return faults
		}
	}
	if !try(t.opened(), full, t.openFault) {
		return faults
	}
	return append(t.escape(page), faults...)
}

// escape finds the templates that cannot be escaped. That names which exist is
// left to the execution, which says it of each.
func (t trial) escape(page *template.Template) (faults []error) {
	var emptied []string
	for range t.plain.Templates() {
		var fault *template.Error
		err := page.Execute(io.Discard, sampleView(t.kind, full))
		if !errors.As(err, &fault) || fault.ErrorCode == template.ErrNoSuchTemplate {
			break
		}
		faults = append(faults, located(err, pageFiles[t.kind].file))
		name, _, _ := strings.Cut(fault.Name, "$htmltemplate_")
		emptied = append(emptied, name)
		if page, err = escapable(t.plain, t.kind, emptied...); err != nil {
			break
		}
	}
	return faults
}

// maxFaults bounds how often a page is tried.
const maxFaults = 100

// execute runs a page until nothing fails any more. report makes a fault of an
// error, nil where it is none. ends is false where the page would run for ever.
func (t trial) execute(set *texttemplate.Template, view any, report func(error) error) (faults []error, ends bool) {
	for range maxFaults {
		t.steps.taken = 0
		err := set.ExecuteTemplate(io.Discard, entryName(t.kind), view)
		if err == nil {
			break
		}
		if errors.Is(err, errEndless) {
			return append(faults, t.steps.fault()), false
		}
		if !strings.Contains(err.Error(), "undefined variable") { // its declaration was cut out
			faults = append(faults, report(err))
		}
		if !cutOut(set, err) {
			break
		}
	}
	return faults, true
}

// undefined is what the engine says of a template that it does not have.
var undefined = regexp.MustCompile(`template "([^"]*)" not defined$`)

func (t trial) fault(err error) error {
	if m := undefined.FindStringSubmatch(err.Error()); m != nil && (strings.Contains(t.lost, `define "`+m[1]+`"`) || strings.Contains(t.lost, `block "`+m[1]+`"`)) {
		return nil
	}
	return located(err, pageFiles[t.kind].file)
}

// openFault reports only fields that no view has: anything else may be what a
// condition keeps from happening.
func (t trial) openFault(err error) error {
	if !strings.Contains(err.Error(), "can't evaluate field") {
		return nil
	}
	return t.fault(err)
}

// opened is a copy of the templates in which no condition hides anything.
func (t trial) opened() *texttemplate.Template {
	set := texttemplate.New("").Funcs(texttemplate.FuncMap(helpers)).Funcs(t.steps.funcs())
	for _, one := range t.set.Templates() {
		tree := one.Tree.Copy()
		openBranches(tree.Root)
		texttemplate.Must(set.AddParseTree(one.Name(), tree))
	}
	return set
}

// cutOut takes the statement at which an execution failed out of the templates,
// and tells whether it found it.
func cutOut(set *texttemplate.Template, err error) bool {
	place, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "template: "), ": executing")
	found := false
	for _, one := range set.Templates() {
		found = cutFrom(one.Tree, one.Root, place) || found
	}
	return found
}

func cutFrom(tree *parse.Tree, list *parse.ListNode, place string) bool {
	if list == nil {
		return false
	}
	found := false
	var kept []parse.Node
	for _, node := range list.Nodes {
		if standsAt(tree, node, place) {
			found = true
			continue
		}
		kept = append(kept, node)
		if branch := branchOf(node); branch != nil {
			found = cutFrom(tree, branch.List, place) || found
			found = cutFrom(tree, branch.ElseList, place) || found
		}
	}
	list.Nodes = kept
	return found
}

// standsAt tells whether a statement, or a part of its pipeline, is at a place.
func standsAt(tree *parse.Tree, statement parse.Node, place string) bool {
	here := func(n parse.Node) bool {
		at, _ := tree.ErrorContext(n)
		return at == place
	}
	switch n := statement.(type) {
	case *parse.ActionNode:
		return here(n) || anyOf(n.Pipe, here)
	case *parse.TemplateNode:
		return here(n) || anyOf(n.Pipe, here)
	}
	if branch := branchOf(statement); branch != nil {
		return here(statement) || anyOf(branch.Pipe, here)
	}
	return false
}

// anyOf tells whether something holds for any part of a pipeline.
func anyOf(pipe *parse.PipeNode, holds func(parse.Node) bool) bool {
	if pipe == nil {
		return false
	}
	if holds(pipe) {
		return true
	}
	for _, command := range pipe.Cmds {
		if holds(command) {
			return true
		}
		for _, arg := range command.Args {
			if chain, ok := arg.(*parse.ChainNode); ok && !holds(arg) {
				arg = chain.Node
			}
			inner, ok := arg.(*parse.PipeNode)
			if holds(arg) || ok && anyOf(inner, holds) {
				return true
			}
		}
	}
	return false
}

// branchOf gives what if, with and range have in common.
func branchOf(node parse.Node) *parse.BranchNode {
	switch n := node.(type) {
	case *parse.IfNode:
		return &n.BranchNode
	case *parse.WithNode:
		return &n.BranchNode
	case *parse.RangeNode:
		return &n.BranchNode
	}
	return nil
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
