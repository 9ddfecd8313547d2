package preview

import (
	"bytes"
	"context"
	"crypto/sha256"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gloss/internal/build"
)

// announced is what browsers know: the pages that there are, and a hash of each
// that was compared. A page without one is as it was in the first generation.
//
// Whoever announces a generation that was superseded may still be at its last
// page: it reads, but tells nothing any more.
type announced struct {
	mu    sync.Mutex
	pages map[string]bool // by address
	sums  map[string][32]byte
	look  build.Look
	first *generation // nil once every page has a hash
}

func newAnnounced(g *generation) *announced {
	a := &announced{pages: map[string]bool{}, sums: map[string][32]byte{}, look: g.site.Look(), first: g}
	for address := range g.pages {
		a.pages[address] = true
	}
	return a
}

// announce compares a generation with what was announced and tells what changed:
// the pages that are open first, then the rest. It ends early where ctx does;
// what was not told is compared again for the next generation. The rest waits for
// idle, which is closed when the generation before has ended, so that saves in
// quick succession do not pile up, and leaves a processor to those who ask.
func (s *Server) announce(ctx context.Context, g *generation, idle <-chan struct{}) {
	open, rest := split(g, s.streams.open())
	look := g.site.Look()
	e := Event{Generation: g.number, Pending: len(rest), Errors: g.errors, Warnings: g.warnings, Diagnostics: g.diagnostics()}
	ok := s.tell(ctx, g, s.known.compare(ctx, g, open, runtime.GOMAXPROCS(0)), func(a *announced) Event {
		e.Removed, e.Styles, e.Reload = a.remove(g), newStyles(g, a.look, look), reloads(a.look, look)
		a.look = look
		return e
	})
	if !ok || len(rest) == 0 {
		return
	}
	<-idle
	slices.Sort(rest)
	s.tell(ctx, g, s.known.compare(ctx, g, rest, max(1, runtime.GOMAXPROCS(0)-1)), func(a *announced) Event {
		a.first = nil
		e.Removed, e.Styles, e.Reload, e.Pending = []string{}, []string{}, false, 0
		return e
	})
}

// tell remembers what was found and sends the event that event makes of it,
// unless a newer generation is on its way.
func (s *Server) tell(ctx context.Context, g *generation, f findings, event func(*announced) Event) bool {
	s.known.mu.Lock()
	defer s.known.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	s.known.commit(f)
	e := event(s.known)
	e.Changed, e.MS = f.changed, milliseconds(time.Since(g.began))
	s.streams.tell(e)
	if s.options.Told != nil {
		s.options.Told(g.latest, e)
	}
	return true
}

// split gives the pages that are open, in order, and the others.
func split(g *generation, wanted map[string]bool) (open, rest []string) {
	for address := range g.pages {
		if wanted[address] {
			open = append(open, address)
		} else {
			rest = append(rest, address)
		}
	}
	slices.Sort(open)
	return open, rest
}

// remove lists the pages that are gone, and forgets them.
func (a *announced) remove(g *generation) []string {
	gone := []string{}
	for address := range a.pages {
		if g.pages[address] == "" {
			gone = append(gone, address)
			delete(a.pages, address)
			delete(a.sums, address)
		}
	}
	slices.Sort(gone)
	return gone
}

// findings are the hashes of pages, and which of them are news.
type findings struct {
	addresses []string
	sums      [][32]byte
	changed   []string
}

// compare makes pages and tells which of them are not as they were announced. It
// ends early where ctx does.
func (a *announced) compare(ctx context.Context, g *generation, addresses []string, goroutines int) findings {
	f := findings{addresses: addresses, sums: make([][32]byte, len(addresses)), changed: []string{}}
	news := make([]bool, len(addresses))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(goroutines, len(addresses)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(addresses) || ctx.Err() != nil {
					return
				}
				f.sums[i], news[i] = a.compareOne(g, addresses[i])
			}
		})
	}
	workers.Wait()
	for i, address := range addresses {
		if news[i] {
			f.changed = append(f.changed, address)
		}
	}
	return f
}

func (a *announced) compareOne(g *generation, address string) (sum [32]byte, news bool) {
	sum = sumOf(g, address)
	a.mu.Lock()
	there, first := a.pages[address], a.first
	before, compared := a.sums[address]
	a.mu.Unlock()
	switch {
	case !there:
		return sum, true
	case compared:
		return sum, sum != before
	case first == nil || first == g:
		return sum, false
	default:
		return sum, sum != sumOf(first, address)
	}
}

func sumOf(g *generation, address string) [32]byte {
	return sha256.Sum256(g.file(g.pages[address]))
}

// commit remembers what is being told.
func (a *announced) commit(f findings) {
	for i, address := range f.addresses {
		a.pages[address], a.sums[address] = true, f.sums[i]
	}
}

// newStyles gives the addresses of stylesheets that were not there.
func newStyles(g *generation, before, now build.Look) []string {
	styles := []string{}
	for _, file := range now.Styles {
		if !slices.Contains(before.Styles, file) {
			styles = append(styles, g.site.Graph.Names.URL("/"+file))
		}
	}
	return styles
}

// reloads tells whether pages have to be loaded anew: for templates and scripts,
// and for pictures and the like, whose pages may be the same to the byte.
func reloads(before, now build.Look) bool {
	if before.Templates != now.Templates || !slices.Equal(before.Scripts, now.Scripts) {
		return true
	}
	for file, data := range now.Files {
		if old, ok := before.Files[file]; ok && !bytes.Equal(old, data) {
			return true
		}
	}
	return false
}
