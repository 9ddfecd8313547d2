package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"gloss/internal/content"
	"gloss/internal/link"
)

// Card is what the social card of a page shows, as plain text.
type Card struct {
	Site    string
	Kind    string // the reader's word
	Title   string
	Label   string // a term's category, or how far the sources of a fact agree
	Differs bool   // the label says that sources differ
	Text    string
	Values  []CardValue
	Address string // of the page, without its scheme
	Lang    string // of title and text
	RTL     bool
}

// CardValue is what one source says of a fact.
type CardValue struct {
	Text      string
	Source    string
	Overtaken bool
}

// CardSum is a hash of what a card shows and of how it is drawn.
type CardSum [sha256.Size]byte

// Cards names the cards of a build: those of explainers, articles, terms and facts
// that bring no picture of their own. It is never changed.
type Cards struct {
	drawing string
	site    [2]string    // its name, and the address of its home page
	cards   []*namedCard // beside link.Names.Pages, nil for a page that has none
}

type namedCard struct {
	of      *link.Resolved // and what of its page resolving does not see:
	title   string
	lang    string
	address string

	shows Card
	sum   CardSum
	path  string // on the site
}

// NameCards names the cards of a site, which is done once for what they show:
// before may be nil. A site without a base-url has none, since a picture is named
// by a full address, and neither has one whose site.yaml says so. drawing tells
// how the same card is drawn apart.
func NameCards(g *link.Graph, drawing string, before *Cards) *Cards {
	n := g.Names
	if n.Site.NoCards || n.Absolute("/") == "" {
		return nil
	}
	c := &Cards{drawing: drawing, site: [2]string{n.Site.Title.Value, n.Absolute("/")}, cards: make([]*namedCard, len(n.Pages))}
	if before != nil && (before.drawing != c.drawing || before.site != c.site) {
		before = nil
	}
	for i, p := range n.Pages {
		if r := g.Resolved[i]; p.Live && r.Image == nil && hasCard[p.Doc.Kind] {
			c.cards[i] = c.name(n, p, r, before)
		}
	}
	return c
}

var hasCard = map[content.Kind]bool{content.Explainer: true, content.Article: true, content.Term: true, content.Fact: true}

func (c *Cards) name(n *link.Names, p *link.Page, r *link.Resolved, before *Cards) *namedCard {
	card := &namedCard{of: r, title: p.Title(), lang: p.Lang, address: p.Address}
	if before != nil && p.Index < len(before.cards) {
		if old := before.cards[p.Index]; old != nil && old.of == card.of && old.title == card.title && old.lang == card.lang && old.address == card.address {
			return old
		}
	}
	card.shows = cardOf(n, p, r)
	data, _ := json.Marshal(card.shows) // texts and lists of them always can be written
	card.sum = sha256.Sum256(append([]byte(c.drawing+"\x00"), data...))
	card.path = link.OfCard(p.Doc.Kind, p.Slug, hex.EncodeToString(card.sum[:5]))
	return card
}

// cardOf is what the card of a page shows.
func cardOf(n *link.Names, p *link.Page, r *link.Resolved) Card {
	doc := p.Doc
	_, address, _ := strings.Cut(n.Absolute(p.Address), "://")
	c := Card{
		Site: n.Site.Title.Value, Kind: doc.Kind.Reader(), Title: p.Title(), Text: description(r), Address: address,
		Lang: p.Lang, RTL: link.Direction(p.Lang) == "rtl",
	}
	switch doc.Kind {
	case content.Term:
		c.Label, _ = doc.Category.Reader()
		c.Text = plainCopy(r.Definition)
	case content.Fact:
		c.Label, c.Differs, c.Text = statusWords[doc.Status], doc.Status == content.Disputed, plainCopy(r.Value)
		for i, row := range r.FactTables[0].Rows {
			value := CardValue{Text: plainCopy(r.Values[i]), Overtaken: doc.Values[i].Superseded}
			if row.Source != nil {
				value.Source = content.PlainHTML([]byte(row.Source.Who() + ", " + row.Source.Year()))
			}
			c.Values = append(c.Values, value)
		}
	}
	return c
}

// alt says in words what a card shows.
func (c Card) alt() string {
	parts := []string{c.Title, c.Label, c.Text}
	for _, v := range c.Values {
		if v.Source != "" {
			v.Text += " (" + v.Source + ")"
		}
		parts = append(parts, v.Text)
	}
	var b strings.Builder
	for _, part := range parts {
		if part != "" {
			b.WriteString(sentence(part) + " ")
		}
	}
	return clip(strings.TrimSuffix(b.String(), " "), 400)
}

// The size of a card in pixels.
const (
	cardWidth  = 1200
	cardHeight = 630
)

// image is the picture that networks show beside a link to a page, nil for none.
func (v *viewer) image(p *link.Page, r *link.Resolved) *Image {
	if a := r.Image; a != nil && v.site.Origin != "" {
		return &Image{URL: v.names.Absolute(a.Address), Width: a.Width, Height: a.Height, Alt: p.Title()}
	}
	if v.conf.Cards == nil || v.conf.Cards.cards[p.Index] == nil {
		return nil
	}
	c := v.conf.Cards.cards[p.Index]
	return &Image{URL: v.names.Absolute(c.path), Width: cardWidth, Height: cardHeight, Alt: c.shows.alt(), Type: "image/png"}
}

// cardJobs lists the files of all cards.
func (v *viewer) cardJobs() []Job {
	var jobs []Job
	if v.conf.Cards == nil {
		return nil
	}
	for _, c := range v.conf.Cards.cards {
		if c != nil {
			jobs = append(jobs, Job{Path: link.OutputFile(c.path), card: c, make: func() []byte { return v.conf.Draw(c.sum, c.shows) }})
		}
	}
	return jobs
}
