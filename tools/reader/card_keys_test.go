package reader

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"

	"gloss/tools/chrome"
)

// tabTo reaches a link with the Tab key, from what stands before it.
func (p *page) tabTo(expression string) {
	p.Helper()
	p.middled(expression)
	chrome.Eval[bool](p.Tab, `(() => {
		const stop = document.createElement("button");
		stop.id = "stop";
		`+expression+`.before(stop);
		stop.focus({ preventScroll: true });
		return true;
	})()`)
	p.press(kb.Tab)
	chrome.Eval[bool](p.Tab, `(document.querySelector("#stop").remove(), true)`)
	if !p.Is(`document.activeElement === ` + expression + ` && ` + expression + `.matches(":focus-visible")`) {
		p.Fatalf("Tab does not reach %s", expression)
	}
}

func TestCardOfTheKeyboard(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.tabTo(`link("spring tide")`)
	p.wait(focus - 1)
	p.closed("699 ms after the focus came")
	p.wait(1)
	p.opened("700 ms after the focus came", springs)
	p.Must(`document.activeElement === link("spring tide")`, placed+` === ""`)
	p.wait(60_000)
	p.opened("after a minute", springs)

	p.escape()
	p.wait(0)
	p.closed("after Escape")
	p.Must(`document.activeElement === link("spring tide")`)
	p.wait(60_000)
	p.closed("a minute after Escape, with the focus there still")
	p.onto(`link("spring tide")`)
	p.wait(5000)
	p.closed("with the mouse there too")
	p.away()

	p.press(kb.Tab)
	p.wait(0)
	p.Must(`document.activeElement !== link("spring tide")`, `document.activeElement.closest(".prose")`)
	p.tabTo(`link("spring tide")`)
	p.wait(focus)
	p.opened("on coming back", springs)

	p.press(kb.Tab)
	p.wait(0)
	p.closed("when the focus goes on")
	p.wait(focus)
	p.Must(`cards().length === 1 && owner() === document.activeElement`) // the next link has its own

	// The link is a link: Enter goes where it leads.
	p.tabTo(`link("spring tide")`)
	p.wait(focus)
	p.press(kb.Enter)
	p.Wait(`location.pathname === "/glossary/spring-tide/"`)
}

// TestCardIsDescribed: who hears the page is led to the entry that the card
// copies, in a list that is there to be read.
func TestCardIsDescribed(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	p.Must(
		`document.querySelectorAll(".prose a.term").length > 3`,
		`[...document.querySelectorAll("main a.term")].every((a) => document.getElementById(a.getAttribute("aria-details"))?.closest("dl#terms")?.checkVisibility())`,
	)
}

// TestCardsOff: one click, and it holds on the next page; one more brings them
// back.
func TestCardsOff(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	choose := func(value string) {
		p.Do(click(`[popovertarget="settings"]`))
		p.Wait(`document.querySelector("#settings:popover-open")`)
		p.Do(click(`.settings input[name="cards"][value="` + value + `"]`))
		p.escape()
		p.Wait(`!document.querySelector("#settings:popover-open")`)
	}
	none := func(when string) {
		p.middled(`link("spring tide")`)
		p.away()
		p.onto(`link("spring tide")`)
		p.wait(5000)
		p.closed(when + ", with the mouse")
		p.away()
		p.tabTo(`link("spring tide")`)
		p.wait(5000)
		p.closed(when + ", with the keyboard")
	}
	choose("off")
	none("cards are off")
	p.show(tides)
	none("cards are off, on the next page")
	choose("on")
	p.middled(`link("spring tide")`)
	p.away()
	p.onto(`link("spring tide")`)
	p.wait(rest)
	p.opened("cards are on again", springs)
	chrome.Eval[bool](p.Tab, `(localStorage.clear(), true)`)
}

// TestCardsSaveData: who saves data has none, unless they ask.
func TestCardsSaveData(t *testing.T) {
	p := cardPage(t, view{1280, "light", false})
	chrome.Call(p.Tab, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: new(true)})
	p.show(tides)
	p.Must(`navigator.connection.saveData`)
	p.middled(`link("spring tide")`)
	p.onto(`link("spring tide")`)
	p.wait(5000)
	p.closed("data is saved")
	p.Must(`document.querySelector('.settings input[name="cards"][value="off"]').checked`)
}

// TestCardsStandStill: who wants less motion sees none.
func TestCardsStandStill(t *testing.T) {
	for motion, want := range map[string]bool{"no-preference": true, "reduce": false} {
		p := cardPage(t, view{1280, "light", false})
		p.media("", "light", motion)
		p.middled(`link("spring tide")`)
		p.onto(`link("spring tide")`)
		p.wait(rest)
		p.opened(motion, springs)
		moves := `((node) => node.getAnimations().length > 0 || getComputedStyle(node).transitionDuration.split(",").some((d) => parseFloat(d) > 0))`
		if got := p.Is(moves + `(card())`); got != want {
			t.Errorf("%s: the card moves: %t", motion, got)
		}
	}
}
