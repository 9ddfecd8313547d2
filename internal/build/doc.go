// Package build runs the stages in their order and alone holds memory between
// builds.
//
// A Builder takes a snapshot and a moment and gives a Site: every diagnostic, in
// one order, and a job for every output file. There is one path: a Builder that
// has built before does nothing else than one that has not, it only finds some
// results in its memory. What is remembered is a pure function of its key:
//
//	parsed documents   by path, hash of the bytes (or why there are none), place in the tree
//	settings           by the hash of site.yaml
//	names              by what the documents give the site of names, addresses and dates
//	finished pages     by document, and by what they ask of the names
//	what rules found   by finished page, settings, facts, the terms that these are about, and the day
//	the graph          by whom each page leads to
//	templates          by the hash of all template files
//	static files       by the hash of all static files
//	words of search    by finished page (and the author of a source)
//	outputs            by the hash of the view and of the templates (outputs.go)
//	names of cards     by finished page, the site's name and address
//	drawn cards        by the hash of what they show (cards.go)
//
// docs/design/memory.md says why each key is whole. --verify holds them.
//
// A result from memory brings its diagnostics with it. Work runs on Jobs
// goroutines, each result in its own slot, joined in the order of the input, so
// nothing depends on their number. Publish is the one function here that writes.
package build
