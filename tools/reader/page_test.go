package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

// links are those that have a card.
const links = `main a.term, main a.cite, main .fn a, main .fact a`

// page is a tab that shows one page after another of a site, as a reader with
// one screen and one taste sees it.
type page struct {
	*chrome.Tab
	host  *built.Server
	tried int // states
}

// view is a reader's screen and taste.
type view struct {
	width  int64
	scheme string // light or dark
	touch  bool
}

// watcher notes, from before the first paint on, what moved and what the policy
// refused.
const watcher = `window.seen = { shifts: [], refused: [] };
new PerformanceObserver((list) => {
	for (const e of list.getEntries()) seen.shifts.push({ value: e.value, what: e.sources.map((s) => s.node?.cloneNode?.(false).outerHTML || s.node?.data || "?").join(" ") });
}).observe({ type: "layout-shift", buffered: true });
addEventListener("securitypolicyviolation", (e) => seen.refused.push(e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile), true);`

func open(t testing.TB, host *built.Server, v view) *page {
	t.Helper()
	if browser == nil {
		chrome.Skip(t, chrome.ErrNone.Error())
	}
	p := &page{Tab: chrome.Open(t, browser), host: host}
	p.Before(watcher)
	p.see(v)
	return p
}

// see changes the screen and the taste, for pages that are opened from now on.
func (p *page) see(v view) {
	p.Helper()
	viewport := chromedp.EmulateViewport(v.width, 900)
	if v.touch {
		viewport = chromedp.EmulateViewport(v.width, 740, chromedp.EmulatePortrait, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	p.Do(viewport)
	p.media("", v.scheme, "no-preference")
}

func (p *page) media(medium, scheme, motion string) {
	p.Helper()
	chrome.Call(p.Tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion},
	}})
}

// show opens a page and waits until it has come to rest.
func (p *page) show(path string) {
	p.Helper()
	p.Goto(p.host.Origin + path)
	chrome.Eval[bool](p.Tab, `(async () => {
		await document.fonts.ready;
		for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
		return true;
	})()`)
}

// forget empties the browser's memory of what it has loaded.
func (p *page) forget() {
	p.Helper()
	chrome.Call(p.Tab, network.ClearBrowserCache, cdp.Empty{})
}

// asked gives what was asked of the host since the last time, without the icon.
func (p *page) asked() []string {
	var asked []string
	for _, address := range p.host.Asked() {
		if !strings.Contains(address, "favicon") {
			asked = append(asked, address)
		}
	}
	return asked
}

// wrong is what the browser noted since the last time that a page of ours may not
// do. That the address of a page that is missing is missing is no news.
func (p *page) wrong() []string {
	p.Helper()
	var wrong []string
	for _, w := range p.Trouble() {
		if !strings.Contains(w, "/no-such-page/") || !strings.Contains(w, "404") {
			wrong = append(wrong, w)
		}
	}
	for _, r := range chrome.Eval[[]string](p.Tab, `seen.refused.splice(0)`) {
		wrong = append(wrong, "the policy refuses "+r)
	}
	return wrong
}

// shift is a move of what stood still.
type shift struct {
	Value float64 `json:"value"`
	What  string  `json:"what"`
}

func (p *page) shifts() []shift {
	p.Helper()
	return chrome.Eval[[]shift](p.Tab, `seen.shifts.splice(0)`)
}

// moved sums them up, and says what moved where that is more than 0.00: a browser
// that is kept waiting paints half a line, and the other half moves it by a hair.
func (p *page) moved() (sum float64, what string) {
	p.Helper()
	for _, s := range p.shifts() {
		sum += s.Value
		what += fmt.Sprintf("%.4f moves: %s\n", s.Value, s.What)
	}
	if sum < 0.005 {
		what = ""
	}
	return sum, what
}

// mouse moves the mouse.
func (p *page) mouse(x, y float64) {
	p.Helper()
	p.Do(chromedp.MouseEvent(chromedp.MouseMoved, x, y))
}

func (p *page) tap(x, y float64) {
	p.Helper()
	chrome.Call(p.Tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}})
	chrome.Call(p.Tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
}

func (p *page) press(key string) { p.Helper(); p.Do(chromedp.KeyEvent(key)) }
func (p *page) escape()          { p.Helper(); p.press(kb.Escape) }

// point is a place in the window.
type point struct{ X, Y float64 }

// at brings what an expression names into the middle of the window and gives a
// point on its first line.
func (p *page) at(expression string) point {
	p.Helper()
	return chrome.Eval[point](p.Tab, `(async () => {
		const node = `+expression+`;
		node.scrollIntoView({ block: "center", behavior: "instant" });
		await new Promise(requestAnimationFrame);
		return `+middle+`(node);
	})()`)
}

// middle is the point of a link's first line that is surely on it.
const middle = `((node) => { const r = node.getClientRects()[0]; return { X: r.left + r.width / 2, Y: r.top + r.height / 2 }; })`
