package preview

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Bounds on listeners, and how often they hear that the server is there.
const (
	maxStreams = 32
	maxPages   = 100
	maxPage    = 1 << 10 // bytes of an address
	heartbeat  = 15 * time.Second
	slow       = 10 * time.Second // a client that takes longer to read is gone
	polled     = 5 * time.Second  // a page that was polled for counts as open for that long
)

// streams are the browsers that listen, one stream each, and the latest event.
type streams struct {
	mu      sync.Mutex
	list    map[*stream]bool
	polls   map[string]time.Time
	latest  message
	told    chan struct{} // closed with the first event
	ended   chan struct{} // closed by end
	end     func()
	running sync.WaitGroup
}

type stream struct {
	pages []string
	send  chan message
}

type message struct {
	generation int
	data       []byte
}

func newStreams() *streams {
	ended := make(chan struct{})
	return &streams{list: map[*stream]bool{}, polls: map[string]time.Time{}, told: make(chan struct{}), ended: ended, end: sync.OnceFunc(func() { close(ended) })}
}

// open gives the pages that browsers have open.
func (s *streams) open() map[string]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	pages := map[string]bool{}
	for st := range s.list {
		for _, page := range st.pages {
			pages[page] = true
		}
	}
	for page, at := range s.polls {
		if time.Since(at) > polled {
			delete(s.polls, page)
			continue
		}
		pages[page] = true
	}
	return pages
}

// tell sends an event to all. Who is too slow to take it is cut off, and will
// come back.
func (s *streams) tell(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest.data == nil {
		close(s.told)
	}
	s.latest = message{e.Generation, e.data()}
	for st := range s.list {
		select {
		case st.send <- s.latest:
		default:
			s.drop(st)
		}
	}
}

func (s *streams) drop(st *stream) {
	if s.list[st] {
		delete(s.list, st)
		close(st.send)
	}
}

// join adds a listener; missed is an event that it has not had.
func (s *streams) join(pages []string, lastID string) (st *stream, missed message, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.ended:
		return nil, message{}, false
	default:
	}
	if len(s.list) >= maxStreams {
		return nil, message{}, false
	}
	st = &stream{pages: pages, send: make(chan message, 16)}
	s.list[st] = true
	s.running.Add(1)
	if lastID != "" && lastID != strconv.Itoa(s.latest.generation) {
		missed = s.latest
	}
	return st, missed, true
}

func (s *streams) leave(st *stream) {
	s.mu.Lock()
	s.drop(st)
	s.mu.Unlock()
	s.running.Done()
}

func (s *streams) close() {
	s.mu.Lock()
	s.end()
	for st := range s.list {
		s.drop(st)
	}
	s.mu.Unlock()
	s.running.Wait()
}

// events answers /_preview/events.
func (s *streams) events(w http.ResponseWriter, r *http.Request, pages []string) {
	st, missed, ok := s.join(pages, r.Header.Get("Last-Event-ID"))
	if !ok {
		w.Header().Set("Retry-After", "5")
		refuse(w, http.StatusServiceUnavailable, "too many browsers listen already")
		return
	}
	defer s.leave(st)
	control := http.NewResponseController(w)
	send := func(format string, args ...any) bool {
		_ = control.SetWriteDeadline(time.Now().Add(slow))
		_, err := fmt.Fprintf(w, format, args...)
		return err == nil && control.Flush() == nil
	}
	build := func(m message) bool {
		return send("id: %d\nevent: build\ndata: %s\n\n", m.generation, m.data)
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	if !send("retry: 500\n\n") || missed.data != nil && !build(missed) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for ok := true; ok; {
		select {
		case m, open := <-st.send:
			ok = open && build(m)
		case <-beat.C:
			ok = send(": here\n\n")
		case <-r.Context().Done():
			ok = false
		}
	}
}

// state answers /_preview/state: the data of the latest event.
func (s *streams) state(w http.ResponseWriter, r *http.Request, pages []string) {
	s.mu.Lock()
	for _, page := range pages {
		if len(s.polls) < maxPages {
			s.polls[page] = time.Now()
		}
	}
	s.mu.Unlock()
	select {
	case <-s.told:
	case <-s.ended:
		refuse(w, http.StatusServiceUnavailable, "the preview is ending")
		return
	case <-r.Context().Done():
		return
	}
	s.mu.Lock()
	data := s.latest.data
	s.mu.Unlock()
	write(w, answer{status: http.StatusOK, kind: "application/json; charset=utf-8", data: append(data[:len(data):len(data)], '\n')})
}
