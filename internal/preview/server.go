package preview

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gloss/internal/build"
)

// own is where everything stands that is the preview's own.
const own = "/_preview/"

// Options are what a preview is asked for.
type Options struct {
	Addr   string // as it was asked for: its host is one that the server answers to
	Root   string // absolute, with slashes: what paths of content are relative to
	Editor string // address that opens an editor, with {path}, {line} and {column}
	// Told learns of each event once it was sent, one after the other. It may be
	// nil. The site is the one that was shown last, though it may not be whole.
	Told func(site *build.Site, e Event)
}

// Server serves what it is shown.
type Server struct {
	options Options
	hosts   hosts
	script  []byte
	streams *streams

	now   atomic.Pointer[generation]
	first chan struct{} // closed with the first generation

	mu      sync.Mutex
	closed  bool
	held    *Build // waits for patience to end
	timer   *time.Timer
	stop    context.CancelFunc
	running sync.WaitGroup // whoever announces
	idle    chan struct{}  // closed when the latest of them, and all before, have ended
	known   *announced
}

// New makes a server that has been shown nothing yet: requests wait.
func New(o Options) *Server {
	idle := make(chan struct{})
	close(idle)
	return &Server{options: o, hosts: newHosts(o.Addr), script: scriptFor(o), streams: newStreams(), first: make(chan struct{}), stop: func() {}, idle: idle}
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.guard(w, r) {
		return
	}
	if name, ok := strings.CutPrefix(r.URL.Path, own); ok {
		s.serveOwn(w, r, name)
		return
	}
	if a, ok := s.page(r); ok {
		write(w, a)
	} else {
		refuse(w, http.StatusServiceUnavailable, "the preview is ending")
	}
}

// serveOwn answers for what is the preview's own.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, name string) {
	switch name {
	case "events", "state":
		pages, ok := pagesOf(r)
		if !ok {
			refuse(w, http.StatusBadRequest, "page is the address of a page, a hundred times at most")
		} else if name == "events" {
			s.streams.events(w, r, pages)
		} else {
			s.streams.state(w, r, pages)
		}
	case "preview.js":
		write(w, answer{status: http.StatusOK, kind: kindOf(name), data: s.script})
	case "preview.css":
		write(w, answer{status: http.StatusOK, kind: kindOf(name), data: style})
	default:
		write(w, answer{status: http.StatusNotFound, kind: kindOf(""), data: []byte("the preview has nothing here\n")})
	}
}

// pagesOf reads the pages that a browser has open.
func pagesOf(r *http.Request) (pages []string, ok bool) {
	pages = r.URL.Query()["page"]
	for _, page := range pages {
		if !strings.HasPrefix(page, "/") || len(page) > maxPage {
			return nil, false
		}
	}
	return pages, len(pages) <= maxPages
}

// Serve answers requests until ctx ends, then ends every one and returns.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: maxHeader,
		ErrorLog: silent, DisableGeneralOptionsHandler: true,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(bounded(listener)) }()
	var err error
	select {
	case <-ctx.Done():
		closed := make(chan struct{})
		go func() { // waits for clients that do not read until they are cut off below
			defer close(closed)
			s.Close()
		}()
		ending, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = server.Shutdown(ending)
		_ = server.Close()
		<-closed
		err = <-failed
	case err = <-failed:
		s.Close()
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
