package link

import (
	"time"

	"gloss/internal/content"
)

// Presence is whether a page is part of this build.
type Presence uint8

const (
	// Public pages are part of every build.
	Public Presence = iota
	// Draft pages are part of builds with drafts.
	Draft
	// Scheduled pages appear later.
	Scheduled
	// Expired pages were public once.
	Expired
)

// String is the presence as messages say it.
func (p Presence) String() string {
	return [...]string{"public", "a draft", "not published yet", "expired"}[p]
}

// Page is a page with its names.
type Page struct {
	Doc      *content.Document
	Slug     string
	Address  string // path on the site, without the base
	File     string // of the output, that answers there
	Lang     string
	Presence Presence
	Live     bool  // part of this build
	Term     int32 // in Names.Terms, -1 for other kinds
	Index    int   // in Names.Pages
}

// Title is the page's title; a page of which none can be read has its slug.
func (p *Page) Title() string {
	if p.Doc.Title.Value == "" {
		return p.Slug
	}
	return p.Doc.Title.Value
}

// setPresence places a page in time and notes when that next changes.
func (n *Names) setPresence(p *Page, o Options) {
	due := func(m *content.Moment) (time.Time, bool) {
		if m == nil {
			return time.Time{}, false
		}
		t := m.In(n.Site.Zone)
		n.due(t)
		return t, t.After(o.At)
	}
	_, later := due(p.Doc.Published)
	end, alive := due(p.Doc.Expires)
	switch {
	case later:
		p.Presence = Scheduled
	case !end.IsZero() && !alive:
		p.Presence = Expired
	case p.Doc.Draft:
		p.Presence = Draft
	}
	if due, ok := n.ReviewDue(p); ok {
		n.due(due)
	}
	due(p.Doc.Reviewed)
	for i := range p.Doc.Changes {
		due(&p.Doc.Changes[i].Date)
	}
	p.Live = !p.Doc.Broken && (p.Presence == Public || p.Presence == Draft && o.Drafts)
}

// due notes a moment at which the same content makes another site.
func (n *Names) due(t time.Time) {
	if t.After(n.At) {
		if n.NextDue.IsZero() || t.Before(n.NextDue) {
			n.NextDue = t
		}
	} else if t.After(n.LastDue) {
		n.LastDue = t
	}
}

// ReviewDue tells when a page is to be read again.
func (n *Names) ReviewDue(p *Page) (time.Time, bool) {
	every := p.Doc.ReviewEvery
	if every == nil {
		every = n.Site.ReviewEvery
	}
	if p.Doc.Reviewed == nil || every == nil {
		return time.Time{}, false
	}
	return every.After(p.Doc.Reviewed.In(n.Site.Zone)), true
}

// Later tells whether a moment is still to come. What is dated so is held back.
func (n *Names) Later(m content.Moment) bool { return m.In(n.Site.Zone).After(n.At) }
