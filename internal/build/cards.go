package build

import (
	"strconv"
	"sync"

	"gloss/internal/cards"
	"gloss/internal/render"
)

// drawn remembers social cards by the hash of what they show. Any number of
// goroutines may draw.
type drawn struct {
	mu       sync.Mutex
	pictures map[render.CardSum][]byte
}

// keptCards bounds the memory for cards, of which a preview is asked for a few.
const keptCards = 500

// drawing names how cards are drawn.
var drawing = strconv.Itoa(cards.Version)

func (d *drawn) draw(sum render.CardSum, shows render.Card) []byte {
	d.mu.Lock()
	picture, ok := d.pictures[sum]
	d.mu.Unlock()
	if ok {
		return picture
	}
	picture = cards.Draw(cardOf(shows))
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pictures == nil || len(d.pictures) >= keptCards {
		d.pictures = map[render.CardSum][]byte{}
	}
	d.pictures[sum] = picture
	return picture
}

func cardOf(c render.Card) cards.Card {
	out := cards.Card{
		Site: c.Site, Kind: c.Kind, Title: c.Title, Label: c.Label, Differs: c.Differs, Text: c.Text, Address: c.Address, Lang: c.Lang, RTL: c.RTL,
	}
	for _, v := range c.Values {
		out.Values = append(out.Values, cards.Value(v))
	}
	return out
}
