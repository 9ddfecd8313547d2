// Package content is the domain: what kinds of pages there are, what their
// front matter may say, and what the rest of the program holds of a page.
//
// It takes paths and bytes of a snapshot and gives a Location, a Meta, a Site
// and, filled in by package markdown, a Document. Reading front matter never
// fails: what is wrong is a diagnostic with its place and its fix, what is right
// is kept, and every problem of a file is reported at once. A Document is never
// changed after it was parsed, knows no other file, and holds byte spans of the
// whole file, never lines. Other pages may see of it only its Exports.
package content
