package reader

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"gloss/tools/chrome"
)

// axeRun asks axe for WCAG 2.2 AA, best practices, and contrast as for AAA, which the
// look promises.
const axeRun = `(async () => {
	const result = await axe.run(document, {
		runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
		rules: { "color-contrast-enhanced": { enabled: true } },
		resultTypes: ["violations"],
	});
	return JSON.stringify(result.violations.flatMap((v) => v.nodes.map((n) => ({ rule: v.id, html: n.html.slice(0, 300), why: n.failureSummary }))));
})()`

// axe says what it finds wrong with a page as it stands.
func (p *page) axe() []string {
	p.Helper()
	if !p.Is(`window.axe`) {
		source, err := os.ReadFile(module(p, "axe-core/axe.min.js"))
		if err != nil {
			p.Fatal(err)
		}
		chrome.Eval[bool](p.Tab, string(source)+"\n;true")
	}
	var found []struct{ Rule, HTML, Why string }
	if err := json.Unmarshal([]byte(chrome.Eval[string](p.Tab, axeRun)), &found); err != nil {
		p.Fatal(err)
	}
	var said []string
	for _, f := range found {
		said = append(said, fmt.Sprintf("axe %s: %s\n\t\t%s", f.Rule, f.HTML, f.Why))
	}
	return said
}

// TestAxeFinds: a page that is wrong on purpose is told of, so silence means
// something.
func TestAxeFinds(t *testing.T) {
	p := open(t, smallSite(t), view{1280, "light", false})
	p.show(p.host.Base)
	if found := p.axe(); len(found) > 0 {
		t.Fatalf("the home page is wrong already: %s", found)
	}
	chrome.Eval[bool](p.Tab, `(() => {
		document.querySelector("main").insertAdjacentHTML("beforeend", '<p id="plant"><a href="#x"></a></p>');
		document.querySelector("h1").style.color = "#8a8a8a";
		return true;
	})()`)
	found := p.axe()
	for _, rule := range []string{"axe link-name: ", "axe color-contrast-enhanced: "} {
		if !contains(found, rule) {
			t.Errorf("axe does not say %q: %q", rule, found)
		}
	}
}
