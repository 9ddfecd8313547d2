package reader

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"gloss/tools/chrome"
)

// The card of reader.md, to the millisecond.
const (
	rest   = 400 // the mouse rests this long before a card opens
	linger = 300 // a card stays this long after it was left
	focus  = 700 // the keyboard's focus rests this long
)

// names are what tests of cards call things, on every page: a link by the words
// that it shows.
const names = `Object.assign(window, {
	link: (words) => [...document.querySelectorAll(".prose a")].find((a) => a.textContent.includes(words)),
	cards: () => [...document.querySelectorAll(".card:popover-open")],
	card: () => cards()[0],
	owner: () => document.querySelector("a.is-open"),
	sheet: () => document.querySelector("dialog.sheet[open]"),
});`

// tides is the page of the small site with links of each kind on it.
const tides = "/explainers/what-is-a-tide/"

// cardPage is that page, with a clock that stands still.
func cardPage(t *testing.T, v view, before ...string) *page {
	t.Helper()
	p := open(t, smallSite(t), v)
	for _, script := range append([]string{frozen, names}, before...) {
		p.Before(script)
	}
	p.show(tides)
	for _, words := range []string{"spring tide", "neap tide", "harbour office", "outer mole"} {
		if !p.Is(fmt.Sprintf(`link(%q)?.matches("a.term")`, words)) {
			t.Fatalf("%q is no term link on this page", words)
		}
	}
	return p
}

// onto moves the mouse onto what an expression names, from where it is.
func (p *page) onto(expression string) {
	p.Helper()
	at := chrome.Eval[point](p.Tab, middle+`(`+expression+`)`)
	p.mouse(at.X, at.Y)
	chrome.Eval[bool](p.Tab, frame)
}

// away moves it to where there is nothing.
func (p *page) away() { p.Helper(); p.mouse(2, 2); chrome.Eval[bool](p.Tab, frame) }

func (p *page) opened(when, words string) {
	p.Helper()
	if !p.Is(fmt.Sprintf(`cards().length === 1 && card().textContent.includes(%q)`, words)) {
		p.Errorf("%s: the card of %q is not open", when, words)
	}
}

func (p *page) closed(when string) {
	p.Helper()
	if !p.Is(`cards().length === 0 && !owner()`) {
		p.Errorf("%s: a card is open: %s", when, chrome.Eval[string](p.Tab, `card()?.textContent || "none, but a link says so"`))
	}
}

const (
	springs = "The tide of the greatest range"
	neaps   = "The tide of the smallest range"
)

// middled brings a link to the middle of the window.
func (p *page) middled(expression string) { p.Helper(); p.at(expression) }

func TestCardOfTheMouse(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.middled(`link("spring tide")`)

	p.onto(`link("spring tide")`)
	p.wait(rest - 1)
	p.closed("after 399 ms")
	p.wait(1)
	p.opened("after 400 ms", springs)
	p.wait(60_000)
	p.opened("after a minute on the link", springs)

	p.away()
	p.wait(linger - 1)
	p.opened("299 ms after it was left", springs)
	p.wait(1)
	p.closed("300 ms after it was left")

	p.onto(`link("spring tide")`)
	p.wait(rest - 1)
	p.away()
	p.wait(5000)
	p.closed("after a mouse that only passed")

	// Into the card, and long in there.
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.onto(`card()`)
	p.wait(60_000)
	p.opened("after a minute on the card", springs)
	p.away()
	p.wait(linger - 1)
	p.opened("299 ms after the card was left", springs)
	p.onto(`link("spring tide")`)
	p.wait(5000)
	p.opened("back on the link in time", springs)
	p.away()
	p.wait(linger)
	p.closed("300 ms after all of it was left")
}

// TestCardIsReached: hands may take the way from a link to its card as slowly as
// they must.
func TestCardIsReached(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.middled(`link("spring tide")`)
	p.onto(`link("spring tide")`)
	p.wait(rest)
	from, to := chrome.Eval[point](p.Tab, middle+`(owner())`), chrome.Eval[point](p.Tab, middle+`(card())`)
	const steps = 12
	for i := 1; i <= steps; i++ {
		p.mouse(from.X+(to.X-from.X)*float64(i)/steps, from.Y+(to.Y-from.Y)*float64(i)/steps)
		p.wait(10 * linger)
		p.opened(fmt.Sprintf("at step %d of the way", i), springs)
	}
}

// TestCardOfANeighbour: from card to card there is no wait, and never are there two.
func TestCardOfANeighbour(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.middled(`link("spring tide")`)
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.opened("after 400 ms", springs)
	// A neighbour that the card does not cover: the citation on its line, or above.
	chrome.Eval[bool](p.Tab, `(() => {
		const seen = (a) => { const { X, Y } = `+middle+`(a); return document.elementFromPoint(X, Y)?.closest("a") === a; };
		window.neighbour = [...document.querySelectorAll(".prose a.cite, .prose a.term")].find((a) => a !== owner() && seen(a));
		return seen(neighbour);
	})()`)
	p.away()
	p.wait(linger - 1)
	p.opened("299 ms after it was left", springs)
	p.onto(`neighbour`)
	p.wait(0)
	p.Must(`cards().length === 1`, `owner() === neighbour`, `!card().textContent.includes("`+springs+`")`, `document.querySelectorAll("a.is-open").length === 1`)

	p.away()
	p.wait(linger + linger + 1)
	p.onto(`neighbour`)
	p.wait(rest - 1)
	p.closed("on a neighbour, long after the card had closed")
	p.wait(1)
	p.Must(`owner() === neighbour`)
}

func TestCardNotWhileSelecting(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.middled(`link("spring tide")`)
	start := chrome.Eval[point](p.Tab, `(() => { const r = link("spring tide").getClientRects()[0]; return { X: r.right + 40, Y: r.top + r.height / 2 }; })()`)
	p.Do(chromedp.MouseEvent(chromedp.MouseMoved, start.X, start.Y), chromedp.MouseEvent(chromedp.MousePressed, start.X, start.Y, chromedp.ButtonLeft))
	at := chrome.Eval[point](p.Tab, middle+`(link("spring tide"))`)
	p.Do(chromedp.MouseEvent(chromedp.MouseMoved, at.X, at.Y, chromedp.ButtonLeft))
	p.wait(5000)
	p.closed("while the mouse selects")
	p.Do(chromedp.MouseEvent(chromedp.MouseReleased, at.X, at.Y, chromedp.ButtonLeft))
	p.Must(`!getSelection().isCollapsed`)
	p.away()
	p.onto(`link("spring tide")`)
	p.wait(5000)
	p.closed("while words are selected")
	p.Must(`!getSelection().isCollapsed`)
	chrome.Eval[bool](p.Tab, `(getSelection().removeAllRanges(), true)`)
	p.away()
	p.wait(linger)
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.opened("once nothing is selected", springs)
}

// TestCardIsDismissed: Escape closes it with the mouse on the link, and it stays
// closed until the mouse has left.
func TestCardIsDismissed(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.middled(`link("spring tide")`)
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.opened("after 400 ms", springs)
	p.escape()
	p.wait(0)
	p.closed("after Escape")
	at := chrome.Eval[point](p.Tab, middle+`(link("spring tide"))`)
	p.mouse(at.X+2, at.Y)
	p.wait(5000)
	p.closed("after Escape, on the link still")
	p.away()
	p.wait(linger)
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.opened("on coming back", springs)
	p.onto(`card()`)
	p.escape()
	p.wait(0)
	p.closed("after Escape on the card")
	p.wait(5000)
	p.closed("long after Escape on the card")
}

// TestCardWhenThePageScrolls: a link that goes from under the mouse takes its card
// along.
func TestCardWhenThePageScrolls(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.middled(`link("spring tide")`)
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.opened("after 400 ms", springs)
	at := chrome.Eval[point](p.Tab, middle+`(link("spring tide"))`)
	chrome.Eval[bool](p.Tab, `(scrollBy({ top: 2000, behavior: "instant" }), true)`)
	p.mouse(at.X, at.Y)
	p.wait(linger)
	p.closed("300 ms after the link was scrolled away")
}

// TestCardAsksNothing: what a card says is on the page already.
func TestCardAsksNothing(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.asked()
	for _, link := range []string{`link("spring tide")`, `document.querySelector(".prose a.cite")`, `document.querySelector(".prose .fn a")`} {
		p.middled(link)
		p.onto(link)
		p.wait(rest)
		p.Must(`cards().length === 1`, `card().textContent.trim().length > 10`, `card().querySelectorAll("a, button, input, img, [tabindex]").length === 0`)
		p.away()
		p.wait(2 * linger)
	}
	if asked := p.asked(); len(asked) > 0 {
		t.Errorf("cards ask for %q", asked)
	}
}

// TestCardSays holds what stands on the cards of each kind of link.
func TestCardSays(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	for _, test := range []struct {
		link string
		says []string
	}{
		{`link("spring tide")`, []string{"spring tide", "concept", springs, "also: springs", "المد العالي"}},
		{`document.querySelector(".prose a.cite")`, []string{"Oar", "Report on the mole", "Harbour office", "2020", "p. 3"}},
		{`document.querySelector(".prose .fn a")`, []string{"A note with a link and a citation"}},
		{`document.querySelector('.prose [data-fact="flood-deaths"] a')`, []string{"How many did the flood kill?", "183", "Oar", "more than 200", "Reed"}},
	} {
		p.middled(test.link)
		p.onto(test.link)
		p.wait(rest)
		if !p.Is(`cards().length === 1`) {
			t.Errorf("%s has no card", test.link)
		} else {
			for _, words := range test.says {
				if !p.Is(fmt.Sprintf(`card().textContent.toLowerCase().includes(%q.toLowerCase())`, words)) {
					t.Errorf("the card of %s does not say %q: %s", test.link, words, chrome.Eval[string](p.Tab, `card().textContent`))
				}
			}
		}
		p.away()
		p.wait(2 * linger)
	}
}
