// Package check holds the editorial rules: what is wrong on a page though it
// can be read, resolved and addressed.
//
// It takes a resolved page and the graph, and gives diagnostics, all of them
// warnings unless site.yaml says otherwise. It changes nothing and reads no
// files. One file holds one family of rules, each with its page beside it.
// Rules that look at one document alone run per document; those that need the
// whole site run once over the graph. An Editor reads the words of one page
// after another; a Report gathers what is not wrong, but worth a look, and a
// Printer writes it.
package check
