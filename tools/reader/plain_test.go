package reader

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

// controls are what only the script can serve, and so only it shows, and the line
// that says so. All else is there without it.
var controls = []string{
	`.masthead [popovertarget="settings"]`, // the theme, and cards on links
	`.filters .filter-head`,                // of the glossary and the questions: the filter's name and its count
	`.filters .field`,                      // and its box
	`noscript`,                             // says that scripts are off
	`#nearest`,                             // on the page that is not found: a guess at what was meant
}

// text is what an eye reads on a page, line by line, without the controls.
var text = `((controls) => {
	const gone = [...document.querySelectorAll(controls)].map((n) => [n, n.getAttribute("style")]);
	for (const [n] of gone) n.style.display = "none";
	const lines = document.body.innerText.split("\n").map((l) => l.trim()).filter(Boolean);
	for (const [n, style] of gone) if (style === null) n.removeAttribute("style"); else n.setAttribute("style", style);
	return lines;
})(` + "`" + strings.Join(controls, ", ") + "`" + `)`

// addresses are the links that can be reached, and their words.
const addresses = `[...document.querySelectorAll("a[href]")].filter((a) => !a.closest("#nearest") && a.checkVisibility()).map((a) => a.getAttribute("href") + " " + a.textContent.trim())`

func (p *page) scripts(on bool) {
	p.Helper()
	chrome.Call(p.Tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// looked is a page as it was found.
type looked struct{ text, links []string }

func (p *page) look(path string) looked {
	p.Helper()
	p.Goto(p.host.Origin + path)
	return looked{chrome.Eval[[]string](p.Tab, text), chrome.Eval[[]string](p.Tab, addresses)}
}

// TestWithoutJavaScript: every page (in the short run one of each type) says the same and leads to
// the same places without scripts.
func TestWithoutJavaScript(t *testing.T) {
	hosts := []*built.Server{realSite(t), smallBelow(t)}
	if !long {
		hosts = hosts[:1]
	}
	for _, host := range hosts {
		pages := slices.Clone(host.Pages)
		if !long {
			pages = host.Longest()
		}
		pages = slices.DeleteFunc(pages, func(p built.Page) bool { return p.Type == built.Moved })
		p := open(t, host, view{1280, "light", false})
		p.scripts(false)
		plain := make([]looked, len(pages))
		words := 0
		for i, is := range pages {
			plain[i] = p.look(is.Path)
			words += len(plain[i].text)
			if !p.Is(`!document.documentElement.classList.contains("js")`) {
				t.Fatal("scripts run")
			}
			if len(plain[i].links) < 5 || len(plain[i].text) < 5 {
				t.Errorf("%s has %d links and %d lines", is.Path, len(plain[i].links), len(plain[i].text))
			}
			for _, w := range p.Trouble() {
				if is.Type != built.NotFound {
					t.Errorf("%s: %s", is.Path, w)
				}
			}
		}
		p.scripts(true)
		for i, is := range pages {
			with := p.look(is.Path)
			if !p.Is(`document.documentElement.classList.contains("js")`) {
				t.Fatal("scripts do not run")
			}
			for _, d := range differences(plain[i].text, with.text) {
				t.Errorf("%s: without scripts it reads otherwise: %s", is.Path, d)
			}
			for _, d := range differences(plain[i].links, with.links) {
				t.Errorf("%s: without scripts it leads elsewhere: %s", is.Path, d)
			}
		}
		t.Logf("%d pages below %s, %d lines", len(pages), host.Base, words)
	}
}

// TestPlainDiffers: what the comparison is for, it finds.
func TestPlainDiffers(t *testing.T) {
	p := open(t, smallSite(t), view{1280, "light", false})
	before := p.look(p.host.Base)
	chrome.Eval[bool](p.Tab, `(() => {
		document.querySelector("h1").textContent = "Another";
		document.querySelector("main a[href]").remove();
		return true;
	})()`)
	if d := differences(before.text, chrome.Eval[[]string](p.Tab, text)); len(d) < 2 {
		t.Errorf("another heading is not found: %q", d)
	}
	if d := differences(before.links, chrome.Eval[[]string](p.Tab, addresses)); len(d) != 1 {
		t.Errorf("a link that is gone is not found: %q", d)
	}
}

// differences tells what one list has that the other has not, or where they are
// in another order.
func differences(without, with []string) (found []string) {
	if slices.Equal(without, with) {
		return nil
	}
	for _, s := range without {
		if !slices.Contains(with, s) {
			found = append(found, "only without: "+s)
		}
	}
	for _, s := range with {
		if !slices.Contains(without, s) {
			found = append(found, "only with: "+s)
		}
	}
	if found == nil {
		found = []string{"the order, or how often"}
	}
	return found
}
