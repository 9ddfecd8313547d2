package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"gloss/tools/chrome"
)

// library is a site with something of every kind, and enough articles that not
// all results are shown at once.
func library() map[string]string {
	files := map[string]string{
		"content/site.yaml":           "title: Library\n",
		"content/glossary/taliban.md": "---\ntitle: Taliban\ncategory: group\ndefinition: A movement of students.\naliases: [Islamic Emirate]\n---\n",
		"content/glossary/road.md":    "---\ntitle: ring road\ncategory: place\ndefinition: A road around the country.\n---\n",
		"content/explainers/who.md":   "---\ntitle: Who rules?\nsummary: On who rules.\n---\n\n## Who holds the road?\n\nThe Taliban hold it, says everyone who came by.\n\nOstriches do not.\n",
		"content/articles/farsi.md":   "---\ntitle: راه\nlang: fa\n---\n\nکابل.\n",
	}
	for i := range 14 {
		files[fmt.Sprintf("content/articles/walk-%02d.md", i)] = fmt.Sprintf("---\ntitle: Walk %d\nsummary: A day out.\n---\n\nWe came by bus. %s Then we saw a gazelle & a fox.\n", i, strings.Repeat("It rained. ", 40))
	}
	return files
}

// finder is a tab with the search page.
type finder struct{ *chrome.Tab }

// typed replaces what stands in the field, key by key, and waits for the answer.
func (t finder) typed(words, status string) {
	t.Helper()
	chrome.Eval[bool](t.Tab, `(() => { const q = document.getElementById("q"); q.focus(); q.select(); return true; })()`)
	t.key(words)
	t.answered(status)
}

func (t finder) key(keys string) {
	t.Helper()
	t.Do(chromedp.KeyEvent(keys))
}

func (t finder) answered(status string) {
	t.Helper()
	t.Wait(fmt.Sprintf(`document.getElementById("count").textContent === %q && !document.querySelector("[aria-busy]")`, status))
}

// TestSearch types, and uses what is found as a reader does.
func TestSearch(t *testing.T) {
	s := watch(t, library())
	tab := finder{s.open("/search/")}
	at := strings.TrimSuffix(s.url, "/")
	tab.Must(`performance.getEntriesByType("resource").every((e) => !/\/search[./]/.test(e.name))`, `getComputedStyle(document.querySelector(".ways")).display !== "none"`)

	tab.typed("taliban", "2 results for “taliban”")
	tab.Must(
		`document.querySelector(".results h2 a").textContent === "Taliban"`,
		`document.querySelector(".results h2 mark").textContent === "Taliban"`,
		`[...document.querySelectorAll(".results .kind")].map((p) => p.textContent).join() === "Term,Question"`,
		`document.querySelectorAll(".results li")[1].textContent.includes("The Taliban hold it, says everyone who came by.")`,
		`new URL(document.querySelectorAll(".results h2 a")[1].href).hash === "#who-holds-the-road"`,
		`document.querySelector(".ways").hidden`,
	)
	tab.Wait(`location.search === "?q=taliban"`)
	tab.Must(`document.title.startsWith("taliban · Search")`)

	tab.typed("islamic emi", "1 result for “islamic emi”")
	tab.Must(`document.querySelector(".results .in").textContent === "also: Islamic Emirate"`, `document.querySelector(".results .in mark").textContent === "Islamic Emirate"`)

	tab.typed("کا", "1 result for “کا”")
	tab.Must(`document.querySelector(".results div").lang === "fa"`, `document.querySelector(".results div").dir === "rtl"`)

	tab.typed("zzzz", "Nothing found for “zzzz”")
	tab.Must(`!document.querySelector(".ways").hidden`, `!document.querySelector(".results li")`)

	// One kind alone.
	tab.typed("road", "2 results for “road”")
	chrome.Eval[bool](tab.Tab, `(() => { document.querySelector('.only [value="term"]').click(); return true; })()`)
	tab.answered("1 result for “road”")
	tab.Must(`document.querySelector(".results h2 a").textContent === "ring road"`)
	tab.Wait(`location.search === "?q=road&kind=term"`)
	chrome.Eval[bool](tab.Tab, `(() => { document.querySelector('.only [value=""]').click(); return true; })()`)

	// Arrow keys, Enter, Escape.
	tab.typed("walk", "14 results for “walk”")
	tab.Must(`document.querySelectorAll(".results li").length === 10`)
	tab.key(kb.ArrowDown)
	tab.Must(`document.activeElement === document.querySelectorAll(".results h2 a")[0]`)
	tab.key(kb.ArrowDown)
	tab.Must(`document.activeElement === document.querySelectorAll(".results h2 a")[1]`)
	tab.key(kb.ArrowUp + kb.ArrowUp)
	tab.Must(`document.activeElement.id === "q"`)
	chrome.Eval[bool](tab.Tab, `(() => { document.querySelector(".more").click(); return true; })()`)
	tab.Wait(`document.querySelectorAll(".results li").length === 14 && document.activeElement === document.querySelectorAll(".results h2 a")[10]`)
	tab.Must(`document.querySelector(".more").hidden`)
	tab.key(kb.Escape)
	tab.Must(`document.activeElement.id === "q"`, `document.getElementById("q").value === ""`, `!document.querySelector(".results li")`)
	tab.Wait(`location.search === "" && document.getElementById("count").textContent === ""`)
	tab.typed("walk 7", "1 result for “walk 7”")
	tab.key(kb.Enter)
	tab.Wait(`document.activeElement === document.querySelector(".results h2 a")`)
	tab.key(kb.Enter)
	tab.Wait(`location.pathname === "/articles/walk-07/"`)

	// A bookmark. The words around are those of the page, and nothing moves.
	tab.Goto(at + "/search/?q=gazelle")
	tab.answered("14 results for “gazelle”")
	tab.Wait(`document.querySelectorAll(".results .excerpt mark").length === 10`)
	tab.Must(`document.querySelector(".results .excerpt").textContent.includes("Then we saw a gazelle & a fox.")`, `document.getElementById("q").value === "gazelle"`)
	if moved := chrome.Eval[float64](tab.Tab, `new Promise((done) => { let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.hadRecentInput ? 0 : e.value; }).observe({ type: "layout-shift", buffered: true }); setTimeout(() => done(sum), 200); })`); moved > 0.001 {
		t.Errorf("the page moves by %g", moved)
	}

	// The site is edited elsewhere: who comes back finds what there is now.
	s.write("content/glossary/road.md", "---\ntitle: ring road\ncategory: place\ndefinition: A road with a kiosk.\n---\n\nQuagga.\n")
	for !chrome.Eval[bool](tab.Tab, `fetch("/glossary/road/").then((r) => r.text()).then((text) => text.includes("kiosk"))`) {
		time.Sleep(20 * time.Millisecond)
	}
	tab.Must(`dispatchEvent(new Event("focus"))`)
	tab.typed("quagga", "1 result for “quagga”")
	if trouble := tab.Trouble(); len(trouble) > 0 {
		t.Errorf("the browser complains: %q", trouble)
	}
}

// TestSearchWithoutScript shows what there is instead.
func TestSearchWithoutScript(t *testing.T) {
	s := watch(t, library())
	tab := s.open("/search/")
	chrome.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	tab.Goto(strings.TrimSuffix(s.url, "/") + "/search/?q=taliban")
	tab.Must(
		`document.querySelector("noscript p").innerText.includes("needs JavaScript")`,
		`document.querySelector(".ways").innerText.includes("Glossary")`,
		`getComputedStyle(document.querySelector(".only")).display === "none"`,
		`document.querySelector("form").method === "get" && new URL(document.querySelector("form").action).pathname === "/search/"`,
	)
}
