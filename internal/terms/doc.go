// Package terms finds the names of terms in prose and decides which become
// links: rules 3 to 9, 11, 13 and 16 of linking, and all of rule 2 that depends
// on the text alone.
//
// It takes forms (form.go), the blocks of a body, and a page's policy; it gives
// one Decision for each form that occurs, linked or not, with the reason
// (decide.go). It knows no HTML, no Markdown and no files: whether a link can be
// wrapped around a form is asked of the caller. Matching (matcher.go) is linear in the text; what it costs does not
// depend on how many forms there are, but on how many begin where the text does.
// An Index is immutable and safe for concurrent use.
package terms
