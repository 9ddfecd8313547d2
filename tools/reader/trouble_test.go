package reader

import (
	"testing"
	"time"

	"gloss/tools/chrome"
)

// TestShiftIsSeen: a page that moves is told of.
func TestShiftIsSeen(t *testing.T) {
	p := open(t, smallSite(t), view{1280, "light", false})
	p.show(p.host.Base)
	if _, what := p.moved(); what != "" {
		t.Fatalf("the home page moves already: %s", what)
	}
	chrome.Eval[bool](p.Tab, `(async () => {
		document.querySelector("main").insertAdjacentHTML("afterbegin", "<p>".repeat(40).replaceAll("<p>", "<p>Late.</p>"));
		for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
		return true;
	})()`)
	if _, what := p.moved(); what == "" {
		t.Error("forty late paragraphs move nothing")
	}
}

// TestTroubleIsHeard: what no page may do is noted.
func TestTroubleIsHeard(t *testing.T) {
	p := open(t, smallSite(t), view{1280, "light", false})
	p.show(p.host.Base)
	if w := p.wrong(); len(w) > 0 {
		t.Fatalf("the home page does it already: %q", w)
	}
	for _, test := range []struct{ do, want string }{
		{`console.error("a", 1)`, "console error: "},
		{`console.warn("a")`, "console warning: "},
		{`setTimeout(() => { throw new Error("thrown") })`, "exception: "},
		{`document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p>')`, "the policy refuses style-src"},
		{`document.head.append(Object.assign(document.createElement("script"), { textContent: "1" }))`, "the policy refuses script-src"},
		{`document.body.append(Object.assign(new Image(), { src: "https://elsewhere.invalid/x.png" }))`, "the policy refuses img-src"},
		{`fetch("` + p.host.Base + `nothing.json")`, "404"},
	} {
		chrome.Eval[bool](p.Tab, `(async () => { `+test.do+`; await new Promise((done) => setTimeout(done, 200)); return true; })()`)
		if w := p.wrong(); !contains(w, test.want) {
			t.Errorf("%s: %q, want %q", test.do, w, test.want)
		}
	}
	chrome.Eval[bool](p.Tab, `(location.assign("https://elsewhere.invalid/"), true)`)
	heard := false
	for range 100 {
		if heard = heard || contains(p.Trouble(), "asks elsewhere: https://elsewhere.invalid/"); heard {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("a page of another host is not noted")
}
