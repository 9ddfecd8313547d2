// Command shots takes pictures of a built site: each page type at 360 and 1280
// px, light and dark. It serves the folder on loopback, and says (and fails)
// where a page logs an error, a request fails or a page is wider than its window.
// With -print it also makes a PDF of each, as it would come out on paper.
//
//	shots [-widths 320,360,768,1280] [-only home,not-found] [-print] SITE OUT
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

func main() {
	log.SetFlags(0)
	widths := flag.String("widths", "360,1280", "widths in px, with commas between them")
	only := flag.String("only", "", "names of the pages to take, with commas between them (default: all)")
	paper := flag.Bool("print", false, "make a PDF of each page too")
	flag.Parse()
	if flag.NArg() != 2 {
		log.Fatal("usage: shots SITE OUT")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := choice{site: flag.Arg(0), out: flag.Arg(1), paper: *paper}
	for _, w := range strings.Split(*widths, ",") {
		n, err := strconv.ParseInt(w, 10, 64)
		if err != nil {
			log.Fatalf("-widths: %q is not a number", w)
		}
		c.widths = append(c.widths, n)
	}
	if *only != "" {
		c.only = strings.Split(*only, ",")
	}
	problems, err := run(ctx, c)
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

// choice is what the command line asks for.
type choice struct {
	site, out string
	widths    []int64
	only      []string // nil: all
	paper     bool
}

func run(ctx context.Context, c choice) (problems []string, err error) {
	site, err := built.Open(c.site)
	if err != nil {
		return nil, err
	}
	list := slices.DeleteFunc(site.Longest(), func(p built.Page) bool {
		return p.Type == built.Moved || c.only != nil && !slices.Contains(c.only, p.Type) // one that has moved shows the next
	})
	if err := os.MkdirAll(c.out, 0o777); err != nil {
		return nil, err
	}
	host, err := built.Serve(site)
	if err != nil {
		return nil, err
	}
	defer host.Close()
	ctx, stop, err := chrome.Start(ctx)
	if err != nil {
		return nil, err
	}
	defer stop()
	for _, p := range list {
		url := host.Origin + p.Path
		for _, width := range c.widths {
			for _, scheme := range []string{"light", "dark"} {
				name := fmt.Sprintf("%s-%d-%s.png", p.Type, width, scheme)
				found, err := take(ctx, url, filepath.Join(c.out, name), width, scheme)
				if err != nil {
					return problems, fmt.Errorf("%s: %w", name, err)
				}
				fmt.Println(name, p.Path)
				for _, f := range found {
					problems = append(problems, name+": "+f)
				}
			}
		}
		if c.paper {
			if err := onPaper(ctx, url, filepath.Join(c.out, p.Type+".pdf")); err != nil {
				return problems, fmt.Errorf("%s: %w", p.Type, err)
			}
		}
	}
	return problems, nil
}

// onPaper prints a page as a reader would.
func onPaper(ctx context.Context, url, file string) error {
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		return err
	}
	pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true)})
	if err != nil {
		return err
	}
	return os.WriteFile(file, pdf.Data, 0o666)
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
			if e.Entry.Level == cdplog.EntryLevelError && (e.Entry.URL != url || !strings.HasSuffix(url, "/no-such-page/")) {
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
