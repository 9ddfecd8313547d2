package preview_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/preview"
	"gloss/internal/sitetest"
)

// TestMain looks for goroutines that are left behind; the clock of the regular
// expressions that color code ends by itself, a second after the last.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/dlclark/regexp2/v2.runClock"))
}

// live is a site with a preview of it.
type live struct {
	testing.TB
	files   sitetest.Files
	options build.Options
	builder *build.Builder
	at      content.Moment
	server  *preview.Server
	addr    string
	client  *http.Client
}

// start serves; nothing is shown yet.
func start(t testing.TB, files sitetest.Files, o build.Options) *live {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &live{TB: t, files: files, options: o, builder: sitetest.New(o), at: sitetest.Moment(t, "2026-11-15"), addr: listener.Addr().String()}
	l.server = preview.New(preview.Options{Addr: l.addr, Root: "/srv/my site", Editor: "vscode://file/{path}:{line}:{column}"})
	transport := &http.Transport{DisableCompression: true}
	l.client = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() { ended <- l.server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		transport.CloseIdleConnections()
	})
	return l
}

// serve is start with the site shown.
func serve(t testing.TB, files sitetest.Files) *live {
	t.Helper()
	l := start(t, files, build.Options{})
	l.show()
	return l
}

func (l *live) show() {
	snapshot := l.files.Snapshot()
	read := func(path string) []byte { f, _ := snapshot.Get(path); return f.Data }
	l.server.Show(preview.Build{Site: l.builder.Build(snapshot, l.at), Read: read, Began: time.Now()})
}

// save changes files, given as path and text in turn, and shows the site.
func (l *live) save(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		l.files = l.files.With(pairs[i], pairs[i+1])
	}
	l.show()
}

type response struct {
	*http.Response
	body string
}

func (l *live) ask(method, path string, header ...string) response {
	l.Helper()
	r, err := http.NewRequest(method, "http://"+l.addr+path, nil)
	if err != nil {
		l.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	res, err := l.client.Do(r)
	if err != nil {
		l.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		l.Fatal(err)
	}
	return response{res, string(body)}
}

func (l *live) get(path string) response { l.Helper(); return l.ask("GET", path) }

// raw sends bytes and gives what comes back until the connection ends.
func (l *live) raw(request string) string {
	l.Helper()
	conn, err := net.Dial("tcp", l.addr)
	if err != nil {
		l.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(15 * time.Second))
	_, _ = io.WriteString(conn, request)
	all, _ := io.ReadAll(conn)
	return string(all)
}

var tag = regexp.MustCompile(`<script src="/_preview/preview.js" data-generation="\d+" defer></script>`)

// bare is a page without the one tag that the preview adds.
func (l *live) bare(page string) string {
	l.Helper()
	if n := len(tag.FindAllString(page, -1)); n != 1 {
		l.Errorf("%d script tags were added", n)
	}
	return tag.ReplaceAllString(page, "")
}

// stream is an open stream of events.
type stream struct {
	live   *live
	body   io.ReadCloser
	events chan event
}

type event struct {
	preview.Event
	raw string
}

func (l *live) listen(pages ...string) *stream {
	l.Helper()
	res, err := l.client.Get("http://" + l.addr + "/_preview/events?" + url.Values{"page": pages}.Encode())
	if err != nil {
		l.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		l.Fatalf("events: %s", res.Status)
	}
	s := &stream{live: l, body: res.Body, events: make(chan event, 1000)}
	go func() {
		defer close(s.events)
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 16<<20)
		name := ""
		for lines.Scan() {
			if n, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = n
			}
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && name == "build" {
				e := event{raw: data}
				if json.Unmarshal([]byte(data), &e.Event) == nil {
					s.events <- e
				}
			}
		}
	}()
	l.Cleanup(func() {
		res.Body.Close()
		for range s.events {
		}
	})
	return s
}

func (s *stream) next() event {
	s.live.Helper()
	select {
	case e, ok := <-s.events:
		if !ok {
			s.live.Fatal("the stream has ended")
		}
		return e
	case <-time.After(time.Minute): // a hang, even where other work takes the processors
		s.live.Fatal("no event came")
		return event{}
	}
}

// rest reads to the last event of a generation and joins what its events name.
func (s *stream) rest() preview.Event {
	s.live.Helper()
	e := s.next()
	for e.Pending > 0 {
		next := s.next()
		if next.Generation == e.Generation {
			next.Changed = append(e.Changed, next.Changed...)
			next.Removed = append(e.Removed, next.Removed...)
			next.Styles = append(e.Styles, next.Styles...)
			next.Reload = next.Reload || e.Reload
		}
		e = next
	}
	return e.Event
}

// settled shows nothing new: it waits until all of the latest generation is told.
func (l *live) settled() preview.Event {
	l.Helper()
	for range 1000 {
		var e preview.Event
		if err := json.Unmarshal([]byte(l.get("/_preview/state").body), &e); err != nil {
			l.Fatal(err)
		}
		if e.Pending == 0 {
			return e
		}
		time.Sleep(5 * time.Millisecond)
	}
	l.Fatal("it never settles")
	return preview.Event{}
}
