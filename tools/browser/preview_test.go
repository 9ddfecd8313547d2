package browser

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"gloss/tools/chrome"
)

func paragraph(i int) string {
	return fmt.Sprintf("Paragraph number %d says that the taliban and others came by the road, and that they stayed for as long as they had to stay there.\n\n", i)
}

// essay is longer than a screen. Its links and its list of contents are what a
// reader holds on to.
func essay(change func(i int, text string) string) string {
	var b strings.Builder
	b.WriteString("---\ntitle: The road\n---\n\n")
	for i := range 40 {
		if i%10 == 0 {
			fmt.Fprintf(&b, "## Part %d\n\n", i/10)
		}
		text := paragraph(i)
		if change != nil {
			text = change(i, text)
		}
		b.WriteString(text)
	}
	return b.String()
}

func edited(n int, from, to string) string {
	return essay(func(i int, text string) string {
		if i == n {
			return strings.Replace(text, from, to, 1)
		}
		return text
	})
}

const (
	about = "---\ntitle: About\n---\n\nAbout this site.\n"
	term  = "---\ntitle: taliban\ncategory: concept\ndefinition: The movement.\n---\n"
)

func files() map[string]string {
	return map[string]string{"content/articles/road.md": essay(nil), "content/about.md": about, "content/glossary/taliban.md": term}
}

// prepare names what the reader holds on to. `alive` is gone after a reload.
const prepare = `(() => {
	window.alive = true;
	window.p = (n) => [...document.querySelectorAll(".prose p")].find((p) => p.textContent.includes("number " + n + " "));
	window.nodes = [...document.querySelectorAll("main *")];
	return true;
})()`

// TestEditKeepsThePlace edits a paragraph: the change is seen, and nothing else
// about the page is different.
func TestEditKeepsThePlace(t *testing.T) {
	s := watch(t, files())
	tab := s.open("/articles/road/")
	chrome.Eval[bool](tab, prepare)
	chrome.Eval[bool](tab, `(() => {
		p(15).scrollIntoView({ block: "center", behavior: "instant" });
		window.y = scrollY;
		window.details = document.querySelector("main details");
		window.wasOpen = details.open;
		details.open = !details.open;
		window.link = document.querySelector(".prose a.term");
		link.focus({ preventScroll: true });
		const range = document.createRange(), text = p(14).firstChild;
		range.setStart(text, 3); range.setEnd(text, 20);
		getSelection().removeAllRanges(); getSelection().addRange(range);
		window.words = getSelection().toString();
		window.y = scrollY;
		return true;
	})()`)
	time.Sleep(200 * time.Millisecond)
	s.write("content/articles/road.md", edited(15, "came by the road", "went by the river"))
	tab.Wait(`p(15).textContent.includes("went by the river")`)
	tab.Must(
		`alive`,
		`nodes.every((n) => n.isConnected)`,
		`p(15).classList.contains("preview-changed")`,
		`document.querySelectorAll(".preview-changed").length === 1`,
		`document.activeElement === link`,
		`words.length > 10 && getSelection().toString() === words`,
		`details.open === !wasOpen`,
		`y > 500 && Math.abs(scrollY - y) <= 1`,
		`document.styleSheets.length > 1`,
	)

	// Words that are selected in the paragraph that changes stay selected.
	chrome.Eval[bool](tab, `(() => {
		const range = document.createRange(), text = [...p(15).childNodes].find((n) => n.data?.includes("river"));
		const at = text.data.indexOf("had to stay");
		range.setStart(text, at); range.setEnd(text, at + 11);
		getSelection().removeAllRanges(); getSelection().addRange(range);
		return true;
	})()`)
	s.write("content/articles/road.md", edited(15, "came by the road", "flew over the river"))
	tab.Wait(`p(15).textContent.includes("flew over")`)
	tab.Must(`getSelection().toString() === "had to stay"`, `alive`)

	// A new paragraph far below is brought into view; all nodes stay.
	s.write("content/articles/road.md", edited(15, "came by the road", "flew over the river")+"This is new.\n")
	tab.Wait(`[...document.querySelectorAll(".prose p")].some((p) => p.textContent === "This is new.")`)
	tab.Wait(`(() => { const r = document.querySelector(".prose .preview-changed")?.getBoundingClientRect(); return r && r.top > 0 && r.bottom < innerHeight; })()`)
	tab.Must(`alive`, `nodes.every((n) => n.isConnected)`)

	// One between others, and one that goes: the others are who they were.
	s.write("content/articles/road.md", essay(func(i int, text string) string {
		switch i {
		case 20:
			return "A paragraph that nobody expected.\n\n" + strings.Replace(text, "others", "more", 1)
		case 25:
			return ""
		}
		return text
	}))
	chrome.Eval[bool](tab, `(() => { window.p20 = p(20); window.p24 = p(24); window.p26 = p(26); return true; })()`)
	tab.Wait(`document.querySelector(".prose").textContent.includes("nobody expected")`)
	tab.Must(`alive`, `p20.isConnected && p20.textContent.includes("more") && p(20) === p20`, `p(24) === p24`, `p(26) === p26`, `!p(25)`)
}

// TestErrorsDock breaks front matter and mends it.
func TestErrorsDock(t *testing.T) {
	s := watch(t, files())
	tab := s.open("/articles/road/")
	chrome.Eval[bool](tab, prepare)
	tab.Must(`!document.querySelector(".preview-dock")`)
	s.write("content/articles/road.md", strings.Replace(essay(nil), "title:", "titel:", 1))
	tab.Wait(`document.querySelector(".preview-dock pre")`)
	tab.Wait(`document.querySelector('link[href="/_preview/preview.css"]').sheet`)
	want := "content/articles/road.md:2:1: error[F103]: there is no field \"titel\" here\n  2 | titel: The road\n    | ^^^^^ did you mean title?\n  fix: title\n"
	if got := chrome.Eval[string](tab, `document.querySelector(".preview-dock pre").textContent`); got != want {
		t.Errorf("the dock says\n%s", got)
	}
	if !strings.Contains(s.output(), want) {
		t.Errorf("the terminal says\n%s", s.output())
	}
	if got, want := chrome.Eval[string](tab, `document.querySelector(".preview-dock a").href`), "vscode://file/"+s.root+"/content/articles/road.md:2:1"; got != want {
		t.Errorf("the link is %s, not %s", got, want)
	}
	tab.Must(
		`alive`,
		`document.querySelector(".prose").textContent.includes("number 39 ")`,
		`document.querySelector(".preview-dock").getBoundingClientRect().bottom <= innerHeight + 1`,
		`document.querySelector(".preview-dock").getBoundingClientRect().height <= innerHeight / 2 + 1`,
		`document.querySelector("h1").textContent === "The road"`,
	)
	other := s.open("/about/") // a tab that is opened now is told too
	other.Wait(`document.querySelector(".preview-dock pre")?.textContent.includes("titel")`)
	s.write("content/articles/road.md", strings.Replace(essay(nil), "The road", "The long road", 1))
	tab.Wait(`!document.querySelector(".preview-dock") && document.querySelector("h1").textContent === "The long road"`)
	tab.Must(`alive`, `document.title.startsWith("The long road")`)
	other.Wait(`!document.querySelector(".preview-dock")`)
}

// TestStylesAreSwapped watches each frame: the page is never without its styles.
func TestStylesAreSwapped(t *testing.T) {
	s := watch(t, files())
	tab := s.open("/articles/road/")
	chrome.Eval[bool](tab, prepare)
	chrome.Eval[bool](tab, `(() => {
		window.backgrounds = new Set();
		const look = () => { backgrounds.add(getComputedStyle(document.body).backgroundColor); requestAnimationFrame(look); };
		look();
		return true;
	})()`)
	colour := `getComputedStyle(p(3)).color`
	s.write("static/custom.css", ".prose p { color: rgb(1, 2, 3) }")
	tab.Wait(colour + ` === "rgb(1, 2, 3)"`)
	s.write("static/custom.css", ".prose p { color: rgb(4, 5, 6) }")
	tab.Wait(colour + ` === "rgb(4, 5, 6)"`)
	tab.Wait(`document.querySelectorAll('link[href*="custom."]').length === 1`)
	tab.Must(`alive`, `backgrounds.size === 1`, `nodes.every((n) => n.isConnected)`, `!document.querySelector(".preview-toast")`, `!document.querySelector(".preview-changed")`)
	s.write("static/custom.css", "")
	tab.Wait(`!document.querySelector('link[href*="custom."]') && ` + colour + ` !== "rgb(4, 5, 6)"`)
	tab.Must(`alive`)
}

func TestOtherPagesToastAndTemplatesReload(t *testing.T) {
	s := watch(t, files())
	tab := s.open("/articles/road/")
	chrome.Eval[bool](tab, prepare)
	s.write("content/about.md", about+"\nMore.\n")
	tab.Wait(`document.querySelector(".preview-toast a")?.getAttribute("href") === "/about/"`)
	tab.Must(`alive`, `nodes.every((n) => n.isConnected)`)
	// A page that shows what changed changes itself.
	s.write("content/glossary/taliban.md", strings.Replace(term, "The movement.", "Those who came.", 1))
	tab.Wait(`document.querySelector("#terms").textContent.includes("Those who came.")`)
	tab.Must(`alive`)
	s.write("templates/head-extra.html", `<meta name="x" content="y">`)
	tab.Wait(`!window.alive && document.querySelector('meta[name="x"]')`)
}

// TestTwentyTabs: each is told, by one stream, and when the tab that listens is
// closed another takes over.
func TestTwentyTabs(t *testing.T) {
	s := watch(t, files())
	var tabs []*chrome.Tab
	for i := range 20 {
		tabs = append(tabs, s.open([]string{"/articles/road/", "/about/", "/glossary/taliban/", "/"}[i%4]))
		chrome.Eval[bool](tabs[i], prepare)
	}
	round := func(tabs []*chrome.Tab, word string) {
		t.Helper()
		s.write("content/site.yaml", "title: "+word+"\n")
		for _, tab := range tabs {
			tab.Wait(`document.querySelector(".masthead .site").textContent.includes("` + word + `")`)
			tab.Must(`alive`)
		}
	}
	round(tabs, "First")
	round(tabs, "Second")
	tabs[0].Cancel()
	tabs[1].Cancel()
	round(tabs[2:], "Third")
	round(tabs[2:], "Fourth")
}

// TestServerComesBack: what changed while the server was away is shown.
func TestServerComesBack(t *testing.T) {
	s := watch(t, files())
	tab := s.open("/articles/road/")
	chrome.Eval[bool](tab, prepare)
	addr := strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/")
	s.stop()
	s.write("content/articles/road.md", edited(2, "came by", "left by"))
	s.start(addr)
	tab.Wait(`p(2).textContent.includes("left by")`)
	s.write("content/articles/road.md", edited(3, "came by", "ran by"))
	tab.Wait(`p(3).textContent.includes("ran by")`)
	tab.Must(`alive`)
}

// TestBasePath: addresses in events have the path of base-url.
func TestBasePath(t *testing.T) {
	s := watch(t, files(), "--base-url", "https://example.org/sub/path")
	if !strings.HasSuffix(s.url, "/sub/path/") {
		t.Errorf("the address is %s", s.url)
	}
	tab := s.open("/articles/road/")
	chrome.Eval[bool](tab, prepare)
	s.write("content/articles/road.md", edited(2, "came by", "left by"))
	tab.Wait(`p(2).textContent.includes("left by")`)
	tab.Must(`alive`)
}

// TestNoSecureContext: over the network there are no locks, so tabs ask.
func TestNoSecureContext(t *testing.T) {
	ip := lan()
	if ip == "" && os.Getenv("GLOSS_NO_SKIP") != "" {
		t.Fatal("this machine has no address but loopback")
	}
	if ip == "" {
		t.Skip("SKIPPED: this machine has no address but loopback")
	}
	s := watch(t, files())
	s.stop()
	s.start("0.0.0.0:0")
	if !strings.Contains(s.output(), "warning: other computers can reach") {
		t.Error("there is no warning")
	}
	_, port, _ := net.SplitHostPort(strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/"))
	tab := open(t, "http://"+net.JoinHostPort(ip, port)+"/articles/road/")
	chrome.Eval[bool](tab, prepare)
	tab.Must(`!isSecureContext`)
	s.write("content/articles/road.md", edited(2, "came by", "left by"))
	tab.Wait(`p(2).textContent.includes("left by")`)
	tab.Must(`alive`)
}

func lan() string {
	addrs, _ := net.InterfaceAddrs()
	for _, a := range addrs {
		if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() && ip.IP.To4() != nil {
			return ip.IP.String()
		}
	}
	return ""
}

// attack tries to read the preview from a page of another origin. It answers what
// it could read.
const attack = `(async (site) => {
	const got = [];
	for (const path of ["/about/", "/_preview/state", "/_preview/preview.js", "/about/index.md"]) {
		try { got.push("fetch " + path + ": " + await (await fetch(site + path)).text()); } catch {}
		try {
			const r = await fetch(site + path, { mode: "no-cors", credentials: "include" });
			if (r.type !== "opaque") got.push("no-cors " + path);
		} catch {}
	}
	const settle = (start) => new Promise((done) => { start(done); setTimeout(done, 1500, ""); });
	got.push(await settle((done) => {
		const source = new EventSource(site + "/_preview/events?page=/about/");
		source.onopen = () => done("events");
		source.onerror = () => done("");
	}));
	for (const path of ["/_preview/preview.js", "/_preview/state", "/about/"]) {
		got.push(await settle((done) => {
			const script = document.createElement("script");
			script.src = site + path;
			script.onload = () => done("script " + path);
			script.onerror = () => done("");
			document.head.append(script);
		}));
	}
	got.push(await settle((done) => {
		const image = new Image();
		image.src = site + "/favicon.svg";
		image.onload = () => done("image");
		image.onerror = () => done("");
	}));
	got.push(await settle((done) => {
		const link = document.createElement("link");
		link.rel = "stylesheet";
		link.href = site + "/_preview/preview.css";
		link.onload = () => done("styles");
		link.onerror = () => done("");
		document.head.append(link);
	}));
	got.push(await settle((done) => {
		const frame = document.createElement("iframe");
		frame.src = site + "/about/";
		frame.onload = () => { try { done(frame.contentDocument?.body?.textContent.includes("About") ? "frame" : ""); } catch { done(""); } };
		document.body.append(frame);
	}));
	const opened = window.open(site + "/about/");
	await settle(() => {});
	try { if (opened && !opened.closed && opened.document.body.textContent) got.push("window"); } catch { if (opened.length !== 0) got.push("frames of a window"); }
	return got.filter(Boolean).join("; ");
})`

// TestOtherOriginsReadNothing serves a page of another site on another port.
func TestOtherOriginsReadNothing(t *testing.T) {
	s := watch(t, files())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><title>evil</title><body>evil")
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	_, theirs, _ := net.SplitHostPort(listener.Addr().String())
	ours := strings.TrimSuffix(s.url, "/")
	for _, host := range []string{"127.0.0.1", "localhost"} {
		tab := open(t, "http://"+net.JoinHostPort(host, theirs)+"/")
		for _, site := range []string{ours, strings.Replace(ours, "127.0.0.1", "localhost", 1)} {
			if got := chrome.Eval[string](tab, attack+`("`+site+`")`); got != "" {
				t.Errorf("a page at %s reads of %s: %.300s", host, site, got)
			}
		}
	}
	// The attack would work on a site that lets it.
	tab := open(t, "http://"+net.JoinHostPort("127.0.0.1", theirs)+"/")
	if got := chrome.Eval[string](tab, attack+`("http://`+net.JoinHostPort("127.0.0.1", theirs)+`")`); !strings.Contains(got, "fetch /about/") || !strings.Contains(got, "styles") && !strings.Contains(got, "script") {
		t.Errorf("the attack finds nothing anywhere: %s", got)
	}
}
