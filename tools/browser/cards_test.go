package browser

import (
	"testing"

	"gloss/tools/chrome"
)

var factSite = map[string]string{
	"content/site.yaml":           "title: Groups\nlanguage: en\n",
	"content/sources/ash-2020.md": "---\ntitle: Ash on groups\ntype: article\nauthor: [{family: Ash}]\nissued: 2020\n---\n",
	"content/sources/elm-2021.md": "---\ntitle: Elm on groups\ntype: article\nauthor: [{family: Elm}]\nissued: 2021\n---\n",
	"content/facts/strength.md": `---
title: How strong are they?
value: about 12
measure: count
status: disputed
values:
  - {value: more than 10, source: ash-2020, locator: p. 3, note: An early count.}
  - {value: "12", source: elm-2021}
---
`,
	"content/articles/so.md": "---\ntitle: So\n---\nThey are ![[strength]] [@elm-2021], and the IS-K is one of those who said so?[@ash-2020]\n",
}

// A fact's card is its table, and the sheet of a touch the same with two buttons.
func TestFactCard(t *testing.T) {
	tab := watch(t, factSite).open("/articles/so/")
	over := func(selector string) {
		chrome.Eval[bool](tab, `document.querySelector("`+selector+`").dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"}))`)
	}
	const open = `document.querySelector(".card:popover-open")`
	over(".fact a")
	tab.Must("!" + open) // a rest of 400 ms comes first
	tab.Wait(open)
	tab.Must(
		open+`.querySelector(".card-name").textContent === "How strong are they?"`,
		open+`.querySelector(".card-kind").textContent === "Sources differ"`,
		`[...`+open+`.querySelectorAll("td")].map((c) => c.textContent).join("|") === "more than 10|12"`,
		`[...`+open+`.querySelectorAll("th")].map((c) => c.textContent).join("|") === "Ash, p. 3, 2020|Elm, 2021"`,
		open+`.scrollHeight <= `+open+`.clientHeight`,
		`document.querySelector(".fact a").classList.contains("is-open")`,
		`document.querySelector(".fact a").getAttribute("aria-details") === "fact-strength" && document.getElementById("fact-strength")`,
	)
	// Its card never covers its link.
	tab.Must(`(() => { const c = ` + open + `.getBoundingClientRect(), l = document.querySelector(".fact a").getBoundingClientRect(); return c.top >= l.bottom || c.bottom <= l.top; })()`)
	// From one card to the next at once, and one at a time.
	over("a.cite")
	tab.Wait(`document.querySelector("a.cite").classList.contains("is-open") && document.querySelectorAll(".card:popover-open").length === 1`)
	tab.Must(open + `.querySelectorAll("table").length === 0`)

	chrome.Eval[bool](tab, `(() => {
		const link = document.querySelector(".fact a"), at = {bubbles: true, cancelable: true, pointerType: "touch"};
		link.dispatchEvent(new PointerEvent("pointerdown", at));
		return link.dispatchEvent(new MouseEvent("click", {...at, detail: 1}));
	})()`)
	const sheet = `document.querySelector("dialog.sheet[open]")`
	tab.Wait(sheet)
	tab.Must(
		sheet+`.querySelectorAll("table tr").length === 2`,
		sheet+`.querySelector("a.btn").textContent === "See every value" && `+sheet+`.querySelector("a.btn").pathname === "/facts/strength/"`,
		`[...`+sheet+`.querySelectorAll(".btn")].every((b) => b.getBoundingClientRect().height >= 44)`,
	)
	chrome.Eval[bool](tab, `(history.back(), true)`)
	tab.Wait(`!` + sheet + ` && document.activeElement === document.querySelector(".fact a")`)
}

// Neither a mark nor the second half of a short name begins a line, however narrow
// the column.
func TestLinesDoNotBreakWithinNames(t *testing.T) {
	tab := watch(t, factSite).open("/articles/so/")
	found := chrome.Eval[string](tab, `(() => {
		const article = document.querySelector(".prose"), lines = (el) => new Set([...el.getClientRects()].map((r) => Math.round(r.bottom))).size;
		const range = document.createRange();
		// The line of the character before a mark is the mark's.
		const apart = (mark) => {
			const all = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
			let before = null;
			for (let n; n = all.nextNode();) {
				if (mark.contains(n)) break;
				if (n.data.trim() && !n.parentNode.closest(".sidenote")) before = n;
			}
			range.setStart(before, before.length - 1);
			range.setEnd(before, before.length);
			const a = range.getBoundingClientRect(), b = mark.getBoundingClientRect();
			return b.top > a.bottom;
		};
		for (let width = 200; width < 620; width += 7) {
			article.style.inlineSize = width + "px";
			for (const mark of article.querySelectorAll("a.cite, .differs")) if (apart(mark)) return width + " px: " + mark.outerHTML;
			for (const name of article.querySelectorAll(".nb")) if (lines(name) !== 1) return width + " px: " + name.outerHTML;
		}
		return article.querySelectorAll(".nb").length + " name";
	})()`)
	if found != "1 name" {
		t.Error(found)
	}
}

// The citation of a page is there without script, and can be copied with it.
func TestCiteThisPage(t *testing.T) {
	tab := watch(t, factSite).open("/articles/so/")
	chrome.Eval[bool](tab, `(document.querySelector(".cite-this").open = true, navigator.clipboard.writeText = async (text) => { window.copied = text; }, true)`)
	chrome.Eval[bool](tab, `(document.querySelector("[data-copy]").click(), true)`)
	tab.Wait(`document.querySelector(".cite-this [role=status]").textContent === "Copied"`)
	tab.Must(`window.copied.startsWith("“So.” Groups")`)
	chrome.Eval[bool](tab, `(navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed")), document.querySelector("[data-copy]").click(), true)`)
	tab.Wait(`document.querySelector(".cite-this [role=status]").textContent === "Selected"`)
	tab.Must(`getSelection().toString().includes("“So.” Groups")`)
}
