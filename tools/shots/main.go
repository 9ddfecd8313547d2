// Command shots takes pictures of a built site: each page type at 360 and 1280
// px, light and dark. It serves the folder on loopback, and says (and fails)
// where a page logs an error, a request fails or a page is wider than its window.
//
//	shots [-chromium PATH] SITE OUT
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

func main() {
	log.SetFlags(0)
	browser := flag.String("chromium", "", "the browser (default: the one on PATH)")
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("usage: shots [-chromium PATH] SITE OUT")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	problems, err := run(ctx, *browser, flag.Arg(0), flag.Arg(1))
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range problems {
		log.Println(p)
	}
	if len(problems) > 0 {
		os.Exit(1)
	}
}

// missing is a page that no site has.
const missing = "/no-such-page/"

// shot is one page type: a name and the page that stands for it.
type shot struct{ name, path string }

// pages chooses them from what was built: the home page, the 404 page, every
// page at the top, and of each folder of pages the longest one.
func pages(site string) ([]shot, error) {
	all := []shot{{"home", "/"}, {"404", missing}}
	top, err := os.ReadDir(site)
	if err != nil {
		return nil, err
	}
	for _, dir := range top {
		name := dir.Name()
		if _, err := os.Stat(filepath.Join(site, name, "index.html")); err != nil {
			continue
		}
		all = append(all, shot{name, "/" + name + "/"})
		inner, err := filepath.Glob(filepath.Join(site, name, "*", "index.html"))
		if err != nil {
			return nil, err
		}
		var longest string
		var size int64
		for _, file := range inner {
			info, err := os.Stat(file)
			if err != nil {
				return nil, err
			}
			if info.Size() > size {
				longest, size = filepath.Base(filepath.Dir(file)), info.Size()
			}
		}
		if longest != "" {
			all = append(all, shot{name + "-one", "/" + name + "/" + longest + "/"})
		}
	}
	return all, nil
}

// handler serves a folder as a host does, with its 404 page.
func handler(site string) http.Handler {
	files := http.FileServer(http.Dir(site))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f, err := http.Dir(site).Open(r.URL.Path); err == nil {
			f.Close()
		} else {
			page, err := os.ReadFile(filepath.Join(site, "404.html"))
			if err != nil {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.WriteHeader(http.StatusNotFound)
			w.Write(page)
			return
		}
		files.ServeHTTP(w, r)
	})
}

func run(ctx context.Context, browser, site, out string) (problems []string, err error) {
	list, err := pages(site)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: handler(site), ReadHeaderTimeout: time.Minute}
	defer server.Close()
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
		}
	}()

	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.NoSandbox, // as root, on pages of our own
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true))
	if browser != "" {
		options = append(options, chromedp.ExecPath(browser))
	}
	ctx, cancel := chromedp.NewExecAllocator(ctx, options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil { // start it once, for all tabs
		return nil, err
	}
	for _, p := range list {
		for _, width := range []int64{360, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				name := fmt.Sprintf("%s-%d-%s.png", p.name, width, scheme)
				url := "http://" + listener.Addr().String() + p.path
				found, err := take(ctx, url, filepath.Join(out, name), width, scheme)
				if err != nil {
					return problems, fmt.Errorf("%s: %w", name, err)
				}
				fmt.Println(name, p.path)
				for _, f := range found {
					problems = append(problems, name+": "+f)
				}
			}
		}
	}
	return problems, nil
}

// take opens a tab, takes one picture of the whole page and says what was wrong.
func take(ctx context.Context, url, file string, width int64, scheme string) (problems []string, err error) {
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var mu sync.Mutex
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		problems = append(problems, fmt.Sprintf(format, args...))
	}
	host := "http://" + strings.Split(url, "/")[2] + "/"
	err = chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			say("exception: %s", (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
		case *cdplog.EventEntryAdded:
			if e.Entry.Level == cdplog.EntryLevelError && (e.Entry.URL != url || !strings.HasSuffix(url, missing)) {
				say("%s: %s", e.Entry.URL, e.Entry.Text)
			}
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, host) && !strings.HasPrefix(e.Request.URL, "data:") {
				say("asks for %s", e.Request.URL)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	viewport := chromedp.EmulateViewport(width, 900)
	if width < 768 {
		viewport = chromedp.EmulateViewport(width, 740, chromedp.EmulatePortrait, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	}); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, viewport, chromedp.Navigate(url)); err != nil {
		return nil, err
	}
	obeyed, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`matchMedia("(prefers-color-scheme: `+scheme+`)").matches`))
	if err != nil {
		return nil, err
	}
	wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
	if err != nil {
		return nil, err
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return nil, err
	}
	if !obeyed {
		say("the browser does not prefer %s", scheme)
	}
	if wide > width {
		say("the page is %d px wide", wide)
	}
	mu.Lock()
	defer mu.Unlock()
	return problems, os.WriteFile(file, picture, 0o666)
}
