package reader

import (
	"fmt"
	"testing"

	"gloss/tools/chrome"
)

// placed says what is wrong with where a card stands, "" for nothing: it is below
// the line, or above it where there is no room, in the window, 22 rem wide at
// most, without a scroll bar, and over no line of its link.
const placed = `(() => {
	const c = card()?.getBoundingClientRect(), lines = [...owner().getClientRects()], wrong = [];
	if (!c) return "there is no card";
	const first = lines[0], last = lines.at(-1), rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
	if (lines.some((l) => l.left < c.right && l.right > c.left && l.top < c.bottom && l.bottom > c.top)) wrong.push("it covers its link");
	const below = c.top >= last.bottom - 1, above = c.bottom <= first.top + 1;
	if (!below && !above) wrong.push("it is beside its line");
	if (above && last.bottom + c.height + 24 <= innerHeight) wrong.push("it is above though there is room below");
	if (below && c.bottom > innerHeight && first.top >= c.height + 24) wrong.push("it is cut off below though there is room above");
	if (c.left < 0 || c.right > document.documentElement.clientWidth) wrong.push("it leaves the window");
	if (c.width > 22 * rem + 1) wrong.push("it is " + c.width + " px wide");
	const scrolls = getComputedStyle(card()).overflow !== "visible" && (card().scrollHeight > card().clientHeight + 1 || card().scrollWidth > card().clientWidth + 1);
	const out = [...card().querySelectorAll("*")].some((n) => { const r = n.getBoundingClientRect(); return r.width && (r.bottom > c.bottom + 1 || r.right > c.right + 1 || r.left < c.left - 1); });
	if (scrolls || out) wrong.push("it does not hold its words");
	const gap = below ? c.top - last.bottom : first.top - c.bottom;
	if (gap > 16) wrong.push("it is " + gap + " px off");
	return wrong.join(", ");
})()`

// TestCardPlace puts every link with a card at the head, in the middle and at the
// foot of the window.
func TestCardPlace(t *testing.T) {
	for _, width := range widths {
		if !long && width == 768 {
			continue
		}
		p := cardPage(t, view{width, "light", false})
		for _, address := range []string{tides, "/articles/al-madd/"} {
			p.placeAll(address, width)
		}
	}
}

func (p *page) placeAll(address string, width int64) {
	p.Helper()
	p.show(address)
	n := chrome.Eval[int](p.Tab, fmt.Sprintf(`(window.all = [...document.querySelectorAll(%q)].filter((a) => a.closest(".prose") && a.checkVisibility())).length`, links))
	sides := map[string]bool{}
	tried := 0
	for i := range n {
		if !long && i%12 != 0 {
			continue
		}
		for _, block := range []string{"start", "center", "end"} {
			link := fmt.Sprintf("all[%d]", i)
			chrome.Eval[bool](p.Tab, fmt.Sprintf(`(%s.scrollIntoView({ block: %q, behavior: "instant" }), true)`, link, block))
			p.away()
			p.onto(link)
			p.wait(rest)
			tried++
			if wrong := chrome.Eval[string](p.Tab, `owner() ? `+placed+` : "no card opens"`); wrong != "" {
				p.Errorf("%s at %d, link %d (%s) at the %s: %s", address, width, i, chrome.Eval[string](p.Tab, link+`.outerHTML`), block, wrong)
			}
			sides[chrome.Eval[string](p.Tab, `!card() ? "none" : card().getBoundingClientRect().top > `+link+`.getBoundingClientRect().top ? "below" : "above"`)] = true
			p.away()
			p.wait(2 * linger)
		}
	}
	if tried < 3 || !sides["below"] || n > 10 && !sides["above"] {
		p.Errorf("%s at %d: %d places were tried, with cards %v", address, width, tried, sides)
	}
}
