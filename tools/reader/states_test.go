package reader

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

func contains(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}

var (
	widths  = []int64{360, 768, 1280}
	schemes = []string{"light", "dark"}
)

// both are the fullest and the emptiest page of each type.
func both(s *built.Site) []built.Page { return append(s.Longest(), s.Shortest()...) }

// TestStates shows page types on every screen, in both themes, at rest and with a
// card, a sheet or results open: axe finds nothing, the policy refuses nothing,
// nothing is logged, nothing fails, nothing is asked of elsewhere, nothing moves.
func TestStates(t *testing.T) {
	for _, s := range []struct {
		name        string
		site        func(testing.TB) *built.Server
		short, long []int64 // widths; none: not tried
		pages       func(*built.Site) []built.Page
		turn        int // in the short run the sites take turns, type by type
	}{
		{"real", realSite, []int64{360}, widths, both, 1},
		{"small below a path", smallBelow, []int64{1280}, widths, both, 0},
		{"real below a path", realBelow, nil, []int64{768}, (*built.Site).Longest, 0},
		{"small", smallSite, nil, []int64{768}, (*built.Site).Longest, 0},
	} {
		widths, pages := s.short, (*built.Site).Longest
		if long {
			widths, pages = s.long, s.pages
		}
		if widths == nil {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			host := s.site(t)
			tab := open(t, host, view{1280, "light", false})
			done := map[string]bool{}
			for i, p := range pages(host.Site) {
				if done[p.Path] || p.Type == built.Moved || !long && i%2 != s.turn { // what has moved leads on
					continue
				}
				done[p.Path] = true
				for _, width := range widths {
					for k, scheme := range schemes {
						if long || (i/2+k)%2 == 0 { // else one of the two themes
							tab.states(p, width, scheme)
						}
					}
				}
			}
			t.Logf("%d pages, %d states", len(done), tab.tried)
			if tab.tried < len(done) {
				t.Error("a page was not looked at")
			}
		})
	}
}

// states shows one page on one screen, in all of its states.
func (p *page) states(is built.Page, width int64, scheme string) {
	p.Helper()
	name := ""
	check := func(state string) {
		p.Helper()
		p.tried++
		name = fmt.Sprintf("%s %s, %d %s, %s", is.Type, is.Path, width, scheme, state)
		for _, w := range slices.Concat(p.wrong(), p.axe(), p.wrong()) {
			p.Errorf("%s: %s", name, w)
		}
	}
	p.see(view{width, scheme, width < 768})
	p.show(is.Path)
	if got := chrome.Eval[int64](p.Tab, `innerWidth`); got != width {
		p.Errorf("%s: the window is %d px wide, not %d: the page is wider than the screen", is.Path, got, width)
	}
	if got := chrome.Eval[int64](p.Tab, `document.documentElement.scrollWidth`); got > width {
		p.Errorf("%s: the page is %d px wide on %d", is.Path, got, width)
	}
	// Down to the foot and back: nothing that is loaded late moves what is there.
	chrome.Eval[bool](p.Tab, `(async () => {
		for (const y of [document.body.scrollHeight, 0]) { scrollTo({ top: y, behavior: "instant" }); await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); }
		return true;
	})()`)
	if _, what := p.moved(); what != "" {
		p.Errorf("%s %s, %d %s: %s", is.Type, is.Path, width, scheme, what)
	}
	check("at rest")
	for _, kind := range strings.Split(links, ", ") {
		link := fmt.Sprintf(`[...document.querySelectorAll(%q)].find((a) => a.checkVisibility())`, kind)
		if !p.Is(link) {
			continue
		}
		if long || width >= 768 {
			p.overCard(link, kind, check)
		}
		if (long || width < 768) && !p.underThumb(link, kind, check) {
			p.show(is.Path) // the link was followed
		}
	}
	if is.Type == "search" {
		p.results(is, check)
	}
}

// overCard looks at a page with the card of a link open.
func (p *page) overCard(link, kind string, check func(state string)) {
	p.Helper()
	at := p.at(link)
	p.mouse(at.X, at.Y)
	if p.Soon(`document.querySelector(".card:popover-open")`) {
		p.still()
		check("card of " + kind)
	} else {
		p.Errorf("%s: no card opens on %s", chrome.Eval[string](p.Tab, `location.pathname`), kind)
	}
	p.mouse(1, 1)
	p.escape()
	p.Wait(`!document.querySelector(".card:popover-open")`)
}

// underThumb looks at it with the sheet open, and tells whether there was one.
func (p *page) underThumb(link, kind string, check func(state string)) bool {
	p.Helper()
	at := p.at(link)
	where := chrome.Eval[string](p.Tab, `location.pathname`)
	p.tap(at.X, at.Y)
	if !p.Soon(`document.querySelector("dialog.sheet[open]")`) {
		p.Errorf("%s: no sheet opens on %s", where, kind)
		return false
	}
	p.still()
	check("sheet of " + kind)
	p.escape()
	p.Wait(`!document.querySelector("dialog.sheet[open]") && !history.state?.sheet`)
	return true
}

// still waits until what opens has opened.
func (p *page) still() {
	p.Helper()
	chrome.Eval[bool](p.Tab, `Promise.all(document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime !== Infinity).map((a) => a.finished)).then(() => true, () => true)`)
}

// found are what a search shows.
const found = `[...document.querySelectorAll("main .results > li")].filter((r) => r.checkVisibility()).length`

// results types into the search page, and opens a bookmark of the same.
func (p *page) results(is built.Page, check func(state string)) {
	p.Helper()
	word := ""
	for _, other := range p.host.Pages {
		if other.Type == "explainer" { // its last long word must be found
			for part := range strings.SplitSeq(strings.Trim(strings.TrimPrefix(other.Path, p.host.Base+"explainers/"), "/"), "-") {
				if len(part) >= len(word) {
					word = part
				}
			}
			break
		}
	}
	p.Must(found + ` === 0`)
	p.Do(chromedp.Focus(chromedp.CSS(`main input[type="search"]`)))
	p.Do(chromedp.KeyEvent(word))
	p.Wait(found + ` > 0`)
	p.still()
	check("results of " + word)
	p.show(is.Path + "?q=" + word)
	p.Wait(found + ` > 0`)
	p.still()
	if _, what := p.moved(); what != "" {
		p.Errorf("%s?q=%s: %s", is.Path, word, what)
	}
	check("results of a bookmark of " + word)
}

// TestSearchPage: a site that leads to a search has its page, and a theme that can
// search does.
func TestSearchPage(t *testing.T) {
	_, err := os.Stat(filepath.Join("..", "..", "templates", "search.html"))
	can := err == nil
	for _, host := range []*built.Server{realSite(t), smallBelow(t)} {
		has := slices.ContainsFunc(host.Pages, func(p built.Page) bool { return p.Type == "search" })
		p := open(t, host, view{1280, "light", false})
		p.show(host.Base)
		leads := p.Is(fmt.Sprintf(`document.querySelector('a[href="%[1]ssearch/"], form[action="%[1]ssearch/"]')`, host.Base))
		if leads != has || has != can {
			t.Errorf("%s: the theme can search: %t; the home page leads to a search: %t; there is a page for it: %t", host.Base, can, leads, has)
		}
	}
}
