// Package markdown is our dialect of Markdown (contract, section 3) on goldmark:
// it turns the file of one page into a content.Document.
//
// Parse takes one file of a snapshot and its location, and gives the document
// with every problem in it. It never fails and knows no other file: what needs
// the site's names (wikilinks, links between pages, pictures, embeds) is left as
// a slot in the HTML. The HTML holds only elements, attributes and URL schemes
// that this package writes itself; raw HTML never passes. Work and output are
// bounded per file (bounds.go), by counts and never by time, so the same bytes
// give the same result on every machine. The syntax tree does not outlive Parse.
//
// One file holds one family of extensions. All positions come from positions.go,
// because goldmark knows only where most nodes begin.
package markdown
