package reader

import (
	"fmt"
	"testing"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

// onPaper says what is wrong with a page on paper: everything that was written is
// there, open, in black; what can only be pressed is not, nor ways back.
const onPaper = `(() => {
	const wrong = [], say = (w, n) => wrong.push(w + ": " + (n.outerHTML || n).slice(0, 120));
	for (const d of document.querySelectorAll("main details:not(.contents details, .rail details, .marks)")) {
		for (const n of d.children) if (!n.matches("summary, button") && !n.checkVisibility()) say("closed", n);
	}
	for (const n of document.querySelectorAll("#terms:not([hidden]) dt, #terms:not([hidden]) dd, #references > li, #facts table, .footnotes li, .prose p, .prose h2")) {
		if (!n.checkVisibility() || !n.getClientRects().length) say("not printed", n);
	}
	for (const n of document.querySelectorAll(".masthead button, .skip, .settings, .card, .sheet, .permalink, .fn-back, .sidenote, .filters input")) {
		if (n.checkVisibility() && n.getClientRects().length && !n.matches(".skip")) say("printed", n);
	}
	const white = getComputedStyle(document.body).backgroundColor, black = getComputedStyle(document.querySelector("main h1")).color;
	if (white !== "rgb(255, 255, 255)" && white !== "rgba(0, 0, 0, 0)") say("the paper is", white);
	if (black !== "rgb(0, 0, 0)") say("the ink is", black);
	if (document.documentElement.scrollWidth > innerWidth + 2) { // a tint may stand out by a hair
		say("it is wider than the paper", document.documentElement.scrollWidth + " px: " + [...document.querySelectorAll("main *")].filter((n) => n.getBoundingClientRect().right > innerWidth + 2).map((n) => n.tagName + "." + n.className).slice(0, 4));
	}
	return wrong;
})()`

// TestPrint puts every type of page on paper, from a dark screen.
func TestPrint(t *testing.T) {
	for _, host := range []*built.Server{realSite(t), smallSite(t)} {
		p := open(t, host, view{627, "dark", false}) // A4 without its margins
		p.media("print", "dark", "no-preference")
		details := 0
		for _, is := range host.Longest() {
			if is.Type == built.Moved {
				continue
			}
			p.show(is.Path)
			for _, w := range chrome.Eval[[]string](p.Tab, onPaper) {
				t.Errorf("%s %s: %s", is.Type, is.Path, w)
			}
			details += chrome.Eval[int](p.Tab, `document.querySelectorAll("main details").length`)
			if is.Type == "explainer" {
				p.Must(`document.querySelectorAll("#terms dt").length > 2`, `document.querySelectorAll("#references > li").length > 1`)
			}
		}
		if details == 0 {
			t.Error("no page has anything to open")
		}
	}
}

// TestPrintFinds: a page that hides something is told of.
func TestPrintFinds(t *testing.T) {
	p := open(t, smallSite(t), view{627, "light", false})
	p.media("print", "light", "no-preference")
	p.show("/explainers/what-is-a-tide/")
	for plant, want := range map[string]string{
		`document.querySelector("#references").style.display = "none"`:                    "not printed",
		`document.querySelector("#terms dd").style.display = "none"`:                      "not printed",
		`document.querySelector(".masthead").style.cssText = "display: block !important"`: "printed: <button",
		`document.querySelector("h1").style.setProperty("color", "#333", "important")`:    "the ink is",
	} {
		if found := chrome.Eval[[]string](p.Tab, fmt.Sprintf(`(() => { %s; return %s; })()`, plant, onPaper)); !contains(found, want) {
			t.Errorf("%s: %q, want %q", plant, found, want)
		}
	}
}
