package reader

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gloss/tools/chrome"
)

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

// tapped taps a link and waits for its sheet.
func (p *page) tapped(expression string) {
	p.Helper()
	at := p.at(expression)
	chrome.Eval[bool](p.Tab, `(window.y = scrollY, true)`)
	p.tap(at.X, at.Y)
	p.Wait(`sheet()`)
	p.still()
}

// TestSheet: a tap opens it, and each of the four ways out of it leads back to the
// same place, with the focus where it was.
func TestSheet(t *testing.T) {
	p := cardPage(t, view{360, "light", true})
	for way, leave := range map[string]func(){
		"Escape": p.escape,
		"Close": func() {
			at := chrome.Eval[point](p.Tab, middle+`([...sheet().querySelectorAll("button")].find((b) => b.textContent === "Close"))`)
			p.tap(at.X, at.Y)
		},
		"a tap outside": func() { p.tap(180, 20) },
		"Back":          func() { chrome.Eval[bool](p.Tab, `(history.back(), true)`) },
	} {
		p.tapped(`link("spring tide")`)
		length := chrome.Eval[int](p.Tab, `history.length`)
		p.Must(
			`location.pathname === "/explainers/what-is-a-tide/"`,
			`sheet().matches(":modal")`,
			`sheet().textContent.includes("`+springs+`")`,
			`sheet().contains(document.activeElement)`,
			`sheet().getAttribute("aria-labelledby") && document.getElementById(sheet().getAttribute("aria-labelledby")).textContent === "spring tide"`,
			`Math.abs(sheet().getBoundingClientRect().bottom - innerHeight) <= 1`,
			`[...sheet().querySelectorAll("a, button")].length === 2`,
			`[...sheet().querySelectorAll("a, button")].every((b) => b.getBoundingClientRect().height >= 44 && b.getBoundingClientRect().width >= 44)`,
			`sheet().querySelector("a").textContent === "Open the page"`,
			`sheet().querySelector("a").pathname === "/glossary/spring-tide/"`,
			`cards().length === 0`,
		)
		leave()
		if !p.Soon(`!sheet() && !history.state?.sheet`) {
			t.Errorf("%s does not close the sheet", way)
			p.show(tides)
			continue
		}
		p.wait(5000)
		p.closed(way)
		if !p.Is(`document.activeElement === link("spring tide") && scrollY === y && location.pathname === "/explainers/what-is-a-tide/" && history.length <= ` + strconv.Itoa(length)) {
			t.Errorf("%s does not lead back to the link: %s", way, chrome.Eval[string](p.Tab, `[document.activeElement.outerHTML, scrollY, y, location.pathname, history.length].join(" ")`))
		}
	}
}

// TestSheetLeads: "open the page" does, and Back from there shows the text, not the
// sheet.
func TestSheetLeads(t *testing.T) {
	p := cardPage(t, view{360, "light", true})
	p.tapped(`link("spring tide")`)
	length := chrome.Eval[int](p.Tab, `history.length`)
	at := chrome.Eval[point](p.Tab, middle+`(sheet().querySelector("a"))`)
	p.tap(at.X, at.Y)
	p.Wait(`location.pathname === "/glossary/spring-tide/" && document.querySelector("h1")`)
	p.Must(`history.length === ` + strconv.Itoa(length)) // the page takes the sheet's place
	chrome.Eval[bool](p.Tab, `(history.back(), true)`)
	p.Wait(`location.pathname === "/explainers/what-is-a-tide/" && document.querySelector("h1")`)
	p.Must(`!document.querySelector("dialog[open]")`)
}

// TestSheetOfACitation: it leads to the reference on this page.
func TestSheetOfACitation(t *testing.T) {
	p := cardPage(t, view{360, "light", true})
	p.tapped(`document.querySelector(".prose a.cite")`)
	p.Must(`sheet().textContent.includes("Report on the mole")`, `sheet().textContent.includes("p. 3")`)
	at := chrome.Eval[point](p.Tab, middle+`(sheet().querySelector("a"))`)
	p.tap(at.X, at.Y)
	p.Wait(`!sheet() && location.hash === "#ref-oar-2020"`)
	p.Must(`document.querySelector(":target")?.id === "ref-oar-2020"`)
}

// TestSheetsOff: without cards a tap follows the link; so does the keyboard, with
// cards, on a telephone.
func TestSheetsOff(t *testing.T) {
	p := cardPage(t, view{360, "light", true}, `localStorage.setItem("gloss.cards", "off")`)
	at := p.at(`link("spring tide")`)
	p.tap(at.X, at.Y)
	p.Wait(`location.pathname === "/glossary/spring-tide/"`)

	p = cardPage(t, view{360, "light", true}, `localStorage.removeItem("gloss.cards")`)
	p.tabTo(`link("spring tide")`)
	p.press(kb.Enter)
	p.Wait(`location.pathname === "/glossary/spring-tide/"`)
}
