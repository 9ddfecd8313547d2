package chrome

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is a tab for one test, which ends with it. A call that the browser refuses
// ends the test.
type Tab struct {
	testing.TB
	Ctx    context.Context
	Cancel context.CancelFunc

	mu      sync.Mutex
	origin  string // of the site that is shown: all else is elsewhere
	trouble []string
}

// Open opens an empty tab.
func Open(t testing.TB, browser context.Context) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	tab := &Tab{TB: t, Ctx: ctx, Cancel: cancel}
	if err := chromedp.Listen(ctx, tab.hear); err != nil {
		t.Fatal(err)
	}
	Call(tab, network.Enable, network.EnableParams{})
	return tab
}

// hear notes what no page of ours may do.
func (t *Tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		t.note("exception: %s", (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			var words []string
			for _, a := range e.Args {
				words = append(words, string(a.Value)+a.Description)
			}
			t.note("console %s: %s", e.Type, strings.Join(words, " "))
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning {
			t.note("log: %s %s", e.Entry.URL, e.Entry.Text)
		}
	case *network.EventRequestWillBeSent:
		if t.origin != "" && !strings.HasPrefix(e.Request.URL, t.origin+"/") && !strings.HasPrefix(e.Request.URL, "data:") {
			t.note("asks elsewhere: %s", e.Request.URL)
		}
	case *network.EventLoadingFailed:
		if !e.Canceled {
			t.note("a request fails: %s %s", e.ErrorText, e.BlockedReason)
		}
	}
}

func (t *Tab) note(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble = append(t.trouble, fmt.Sprintf(format, args...))
}

// Trouble gives what went wrong since the last time.
func (t *Tab) Trouble() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	trouble := t.trouble
	t.trouble = nil
	return trouble
}

// Do runs actions in the tab.
func (t *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// Goto opens a page and waits until it has loaded.
func (t *Tab) Goto(url string) {
	t.Helper()
	if parts := strings.SplitN(url, "/", 4); len(parts) == 4 {
		t.origin = strings.Join(parts[:3], "/")
	}
	t.Do(chromedp.Navigate(url))
}

// Before has every page that is opened from now on run a script first.
func (t *Tab) Before(script string) {
	t.Helper()
	Call(t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// Is tells whether an expression is true in the page.
func (t *Tab) Is(expression string) bool { t.Helper(); return Eval[bool](t, "!!("+expression+")") }

// Must holds expressions true.
func (t *Tab) Must(expressions ...string) {
	t.Helper()
	for _, e := range expressions {
		if !t.Is(e) {
			t.Errorf("not so: %s", e)
		}
	}
}

// Soon waits until an expression is true, twenty seconds at most, and tells
// whether it came to be.
func (t *Tab) Soon(expression string) bool {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		value, err := chromedp.Run(t.Ctx, chromedp.Evaluate[bool]("!!("+expression+")")) // fails while a page is loading
		if err == nil && value {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

// Wait waits until an expression is true, and ends the test where it never is.
func (t *Tab) Wait(expression string) {
	t.Helper()
	if t.Soon(expression) {
		return
	}
	t.Fatalf("never: %s\nin: %s", expression, Eval[string](t, `(async () => [
		document.body.innerText.slice(0, 300), JSON.stringify(await navigator.locks?.query()).slice(0, 300), performance.now(),
		...performance.getEntriesByType("resource").map((e) => [Math.round(e.startTime), e.name, e.initiatorType, Math.round(e.duration), e.responseStatus].join(" ")).slice(-12),
	].join("\n"))()`))
}
