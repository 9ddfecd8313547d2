package preview_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

const (
	about = "---\ntitle: About\n---\n\nAbout this site.\n"
	thing = "---\ntitle: thing\ncategory: concept\ndefinition: A thing.\n---\n"
	essay = "---\ntitle: Essay\nredirect-from: /old/essay/\n---\n\nThe thing is here.\n"
)

func site() sitetest.Files {
	return sitetest.Files{"content/about.md": about, "content/glossary/thing.md": thing, "content/articles/essay.md": essay}
}

var took = regexp.MustCompile(`"ms":[0-9.]+`)

// TestEventData holds the contract's JSON to the letter.
func TestEventData(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/about/")
	l.save("content/about.md", about+"More.\n")
	first, second := s.next(), s.next()
	want := `{"generation":2,"changed":["/about/"],"removed":[],"pending":N,"ms":0,"errors":0,"warnings":0,"diagnostics":[],"styles":[],"reload":false}`
	want = strings.Replace(want, "N", fmt.Sprint(first.Pending), 1)
	if got := took.ReplaceAllString(first.raw, `"ms":0`); got != want || first.Pending < 10 {
		t.Errorf("first:\n%s\n%s", got, want)
	}
	want = `{"generation":2,"changed":[],"removed":[],"pending":0,"ms":0,"errors":0,"warnings":0,"diagnostics":[],"styles":[],"reload":false}`
	if got := took.ReplaceAllString(second.raw, `"ms":0`); got != want {
		t.Errorf("second:\n%s\n%s", got, want)
	}
	if state := strings.TrimSpace(l.get("/_preview/state?page=/about/").body); state != second.raw {
		t.Errorf("state is\n%s, not the latest event's\n%s", state, second.raw)
	}
}

// TestOpenPagesFirst: pages that a browser has open are told of before the rest.
func TestOpenPagesFirst(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/articles/essay/", "/nowhere/")
	l.save("content/glossary/thing.md", strings.Replace(thing, "A thing.", "Another thing.", 1))
	first, second := s.next(), s.next()
	if !slices.Equal(first.Changed, []string{"/articles/essay/"}) || first.Pending == 0 {
		t.Errorf("first %s", first.raw)
	}
	if first.Generation != second.Generation || second.Pending != 0 || !slices.Contains(second.Changed, "/glossary/thing/") || slices.Contains(second.Changed, "/articles/essay/") || slices.Contains(second.Changed, "/about/") {
		t.Errorf("second %s", second.raw)
	}
}

func TestPagesComeAndGo(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/later/")
	l.save("content/later.md", "---\ntitle: Later\n---\n")
	if e := s.next(); !slices.Equal(e.Changed, []string{"/later/"}) {
		t.Errorf("a page that is new: %s", e.raw)
	}
	s.next()
	l.files = site()
	l.show()
	if e := s.next(); !slices.Equal(e.Removed, []string{"/later/"}) || len(e.Changed) > 0 {
		t.Errorf("a page that is gone: %s", e.raw)
	}
	if got := l.get("/later/").StatusCode; got != 404 {
		t.Errorf("status %d", got)
	}
}

func TestStylesSwapAndTemplatesReload(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/about/")
	for _, c := range []struct {
		path, text, styles string
		reload             bool
	}{
		{"static/custom.css", "p{color:red}", `^/custom\.[0-9a-f]{10}\.css$`, false},
		{"static/custom.css", "p{color:blue}", `^/custom\.[0-9a-f]{10}\.css$`, false},
		{"content/about.md", about + "More.\n", "", false},
		{"templates/head-extra.html", "<!-- x -->", "", true},
		{"static/site.js", "(()=>{})();", "", true},
		{"static/favicon.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "", true},
	} {
		l.save(c.path, c.text)
		e := s.rest()
		if c.reload != e.Reload || (c.styles == "") != (len(e.Styles) == 0) || c.styles != "" && !regexp.MustCompile(c.styles).MatchString(e.Styles[0]) {
			t.Errorf("%s: styles %q, reload %t", c.path, e.Styles, e.Reload)
		}
		for _, style := range e.Styles {
			if res := l.get(style); res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/css; charset=utf-8" {
				t.Errorf("%s: %s", style, res.Status)
			}
		}
	}
}

// TestStylesOfASupersededBuild: pages that changed for a stylesheet and were not told
// of are told of with it, in the next generation.
func TestStylesOfASupersededBuild(t *testing.T) {
	files := site()
	for i := range 300 {
		files[fmt.Sprintf("content/page-%d.md", i)] = fmt.Sprintf("---\ntitle: Page %d\n---\n\nWords.\n", i)
	}
	l := serve(t, files)
	l.settled()
	s := l.listen("/about/")
	superseded := 0
	for n := range 10 {
		l.save("static/custom.css", fmt.Sprintf("p{margin:%dpx}", n))
		first := s.next()
		if len(first.Styles) == 0 {
			t.Fatalf("%+v", first)
		}
		l.save("content/about.md", about+fmt.Sprint("Version ", n, "\n"))
		e := s.rest()
		if e.Generation == first.Generation { // all of it was told in time
			s.rest()
			continue
		}
		if len(e.Changed) > 1 {
			superseded++
			if len(e.Styles) == 0 {
				t.Errorf("%d pages changed for a stylesheet that is not named", len(e.Changed))
			}
		}
		l.settled()
	}
	if superseded == 0 {
		t.Error("no build was superseded")
	}
}

// TestRequestsWait: before the first site is there, and until a page is made.
func TestRequestsWait(t *testing.T) {
	l := start(t, site(), build.Options{})
	got := make(chan response, 2)
	for _, path := range []string{"/about/", "/_preview/state"} {
		go func() { got <- l.get(path) }()
	}
	s := l.listen()
	select {
	case <-got:
		t.Error("an answer came before there was a site")
	case <-time.After(50 * time.Millisecond):
	}
	l.show()
	for range 2 {
		if r := <-got; r.StatusCode != 200 {
			t.Error(r.Status)
		}
	}
	if e := s.next(); e.Generation != 1 || len(e.Changed) > 0 {
		t.Error(e.raw)
	}
}

// TestErrorsKeepTheLastGoodVersion breaks a page's front matter and mends it.
func TestErrorsKeepTheLastGoodVersion(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/articles/essay/")
	good := l.bare(l.get("/articles/essay/").body)
	goodText := l.get("/articles/essay/index.md").body
	broken := strings.Replace(essay, "title", "titel", 1)
	l.save("content/articles/essay.md", broken, "content/about.md", about+"More.\n")
	e := s.rest()
	if e.Errors != 1 || slices.Contains(e.Changed, "/articles/essay/") || len(e.Removed) > 0 || !slices.Contains(e.Changed, "/about/") {
		t.Errorf("%+v", e)
	}
	var ds []struct{ Path, Text, Severity string }
	if err := json.Unmarshal(e.Diagnostics, &ds); err != nil || len(ds) == 0 || !strings.HasPrefix(ds[0].Text, "content/articles/essay.md:2:1: error[F103]: ") {
		t.Errorf("%v %v", ds, err)
	}
	hold := func(why string) {
		t.Helper()
		if got := l.get("/articles/essay/"); got.StatusCode != 200 || l.bare(got.body) != good {
			t.Errorf("%s: the last good version is gone", why)
		}
		if l.get("/articles/essay/index.md").body != goodText {
			t.Errorf("%s: and its Markdown", why)
		}
	}
	hold("broken")
	if !strings.Contains(l.get("/about/").body, "More.") {
		t.Error("the other page was not made")
	}
	l.save("content/about.md", about+"Even more.\n")
	s.rest()
	hold("still broken")

	// A stylesheet that it names stays too.
	l.save("static/custom.css", "p{color:red}")
	s.rest()
	hold("with other styles")
	for _, link := range regexp.MustCompile(`(?:href|src)="(/[^"]+\.(?:css|js))"`).FindAllStringSubmatch(good, -1) {
		if got := l.get(link[1]); got.StatusCode != 200 {
			t.Errorf("%s: %s", link[1], got.Status)
		}
	}

	// A theme that cannot be used: everything stays as it was.
	l.save("templates/term.html", "{{")
	s.rest()
	hold("without templates")
	if got := l.get("/glossary/thing/"); got.StatusCode != 200 {
		t.Error(got.Status)
	}
	delete(l.files, "templates/term.html")
	mended := strings.Replace(essay, "is here", "was here", 1)
	l.save("content/articles/essay.md", mended)
	e = s.rest()
	if e.Errors != 0 || string(e.Diagnostics) != "[]" || !slices.Contains(e.Changed, "/articles/essay/") {
		t.Errorf("mended: %+v", e)
	}
	if !strings.Contains(l.get("/articles/essay/").body, "was here") {
		t.Error("mended, and the old version is shown")
	}
}

// TestNewPageWithErrors shows what can be shown, and a site that is broken from
// the start has its script.
func TestNewPageWithErrors(t *testing.T) {
	l := serve(t, site().With("content/articles/essay.md", essay+"\n[[nowhere]] and more.\n"))
	if got := l.get("/articles/essay/"); got.StatusCode != 200 || !strings.Contains(got.body, "and more") {
		t.Error(got.Status)
	}
	bare := serve(t, site().With("templates/base.html", "{{"))
	got := bare.get("/")
	if got.StatusCode != 404 || !tag.MatchString(got.body) || got.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("%s\n%s", got.Status, got.body)
	}
}

// TestUnreadablePage shows the text of a new page whose front matter cannot be
// read, by itself: no other page knows of it, and what was good before stays.
func TestUnreadablePage(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/articles/")
	for _, head := range []string{"---\ntitle: \"Not closed\n---\n", "", "---\ntitle: Not ended\n"} {
		l.save("content/articles/new.md", head+"\nThe *first* try.\n")
		if e := s.rest(); e.Errors == 0 || !slices.Equal(e.Changed, []string{"/articles/new/"}) {
			t.Errorf("%q: %+v", head, e)
		}
		if got := l.get("/articles/new/"); got.StatusCode != 200 || !strings.Contains(got.body, "<em>first</em> try") {
			t.Errorf("%q: %s", head, got.Status)
		}
		if strings.Contains(l.get("/articles/").body, "/new/") {
			t.Errorf("%q: another page knows of it", head)
		}
		l.save("content/articles/new.md", head+"\nThe second try.\n")
		if e := s.rest(); !slices.Equal(e.Changed, []string{"/articles/new/"}) || !strings.Contains(l.get("/articles/new/").body, "second") {
			t.Errorf("%q, its text edited: %+v", head, e)
		}
		l.files = site()
		l.show()
		if e := s.rest(); e.Errors != 0 || !slices.Equal(e.Removed, []string{"/articles/new/"}) || l.get("/articles/new/").StatusCode != 404 {
			t.Errorf("%q, gone: %+v", head, e)
		}
	}
	l.save("content/articles/new.md", "---\ntitle: Good\n---\n\nIt was good.\n")
	s.rest()
	l.save("content/articles/new.md", "---\ntitle: \"Good\n---\n\nIt is bad.\n")
	s.rest()
	if !strings.Contains(l.get("/articles/new/").body, "It was good.") {
		t.Error("the last good version is gone")
	}
	l.save("content/articles/secret.md", "---\ntitle: \"Secret\ndraft: true\n---\n\nNot yet.\n")
	s.rest()
	if got := l.get("/articles/secret/"); got.StatusCode != 404 {
		t.Errorf("a draft: %s", got.Status)
	}
}

// TestHalfWrittenSave: an error that is mended at once is never told.
func TestHalfWrittenSave(t *testing.T) {
	l := serve(t, site())
	l.settled()
	s := l.listen("/about/")
	l.save("content/about.md", "---\ntit")
	l.save("content/about.md", about+"More.\n")
	if e := s.rest(); e.Errors != 0 || !slices.Contains(e.Changed, "/about/") {
		t.Errorf("%+v", e)
	}
	l.save("content/about.md", "---\ntit")
	began := time.Now()
	if e := s.rest(); e.Errors == 0 || time.Since(began) < 50*time.Millisecond {
		t.Errorf("%+v after %v", e, time.Since(began))
	}
}

// TestNothingIsOlderThanItsEvent saves again and again while browsers read.
func TestNothingIsOlderThanItsEvent(t *testing.T) {
	l := serve(t, site())
	l.settled()
	const rounds = 25
	var told atomic.Int64
	s := l.listen("/about/")
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for told.Load() < rounds+1 {
			told.Store(int64(s.next().Generation))
		}
	}()
	number := regexp.MustCompile(`round (\d+)\.`)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				least := int(told.Load())
				page := l.get("/about/").body
				round := 1
				if m := number.FindStringSubmatch(page); m != nil {
					_, _ = fmt.Sscan(m[1], &round)
				}
				if round < least {
					t.Errorf("after the event of generation %d came a page of %d", least, round)
				}
				if least > rounds {
					return
				}
			}
		})
	}
	for i := range rounds {
		l.save("content/about.md", about+fmt.Sprintf("\nThis is round %d.\n", i+2))
	}
	<-ended
	readers.Wait()
}

func TestMethodsAndHead(t *testing.T) {
	l := serve(t, site())
	whole, head := l.get("/about/"), l.ask("HEAD", "/about/")
	if head.StatusCode != 200 || head.body != "" || head.ContentLength != int64(len(whole.body)) {
		t.Errorf("HEAD: %s, %d bytes", head.Status, head.ContentLength)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"} {
		if got := l.ask(method, "/about/"); got.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %s", method, got.Status)
		}
	}
}
