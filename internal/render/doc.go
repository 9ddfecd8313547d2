// Package render turns the graph of a site into the files that readers get.
//
// It takes a link.Graph, the theme's templates and static files, and gives Jobs:
// each the path of one output file and the means to make its bytes. A page is
// rendered from a view (views.go), a plain struct filled in here and nowhere
// else (pages.go and beside it); a template sees its view alone, so the view is
// all that the page depends on. Views share nothing that changes, so jobs run in
// any order and on any number of goroutines with the same result. Templates are
// tried when they are loaded (trial.go), or have been by our tests: after that
// nothing here fails.
// Addresses come from link.Addresses alone.
package render
