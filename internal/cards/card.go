package cards

import "sync"

// The size of every card in pixels, as the networks ask for it.
const (
	Width  = 1200
	Height = 630
)

// Version is part of what a card is named by. It is raised whenever the same Card
// makes another picture: networks keep a picture for as long as its name stands.
const Version = 1

// Card is what a picture shows. Texts are plain, each one paragraph; all but Kind
// and Title may be empty.
type Card struct {
	Site    string // the site's name
	Kind    string // the reader's word for the kind of page: "Explainer"
	Title   string
	Label   string // a term's category, or how far the sources of a fact agree
	Differs bool   // the label says that sources differ
	Text    string // summary, definition, or our wording of a fact
	Values  []Value
	Address string // of the page, without its scheme
	Lang    string // of title and text
	RTL     bool   // they run from right to left
}

// Value is what one source says of a fact.
type Value struct {
	Text      string
	Source    string // who says so
	Overtaken bool
}

var artists = sync.Pool{New: func() any { return newArtist() }}

// Draw makes the picture as PNG.
func Draw(c Card) []byte {
	a := artists.Get().(*artist)
	defer artists.Put(a)
	a.page(c)
	return a.canvas.encode()
}
