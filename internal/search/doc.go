// Package search makes the index that /search/ looks into: small files that a
// script in the browser fetches as far as a query needs them.
//
// It takes what render says of each page, as what it is found and its text, and
// gives an Index: files with their paths and bytes. Equal pages in the same order
// give equal bytes, on any number of goroutines. The words of a text (fold.go)
// and what a word on a page weighs (read.go) are pure functions of that page, so
// a Memory may keep them from one build to the next; the files (index.go) are
// made of them anew each time.
//
// static/search.js reads the files. It cuts and folds the words of a query by the
// rules of fold.go, which testdata/words.txt holds for both. docs/design/search.md
// tells the form of the files and why it is so.
//
// Nothing here fails or touches the file system.
package search
