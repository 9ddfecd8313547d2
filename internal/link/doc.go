// Package link ties the pages of a site together: it gives every page its
// address and every name its owner (names.go), finishes each document against
// those names (resolve.go), says what was meant by a name that nothing has
// (suggest.go), and gathers who uses whom (graph.go).
//
// It takes documents and never changes them. What it gives of a page is a list
// of edits to the HTML that parsing made, so that taking the links out again
// gives the same bytes back. Every address on the site comes from Addresses.
// Problems that an editor can cause are diagnostics; nothing here fails.
package link
