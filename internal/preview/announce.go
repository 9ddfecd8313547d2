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
// Only one goroutine at a time has it.
type announced struct {
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
// what was not told is compared again for the next generation.
func (s *Server) announce(ctx context.Context, g *generation) {
	if s.known == nil {
		s.known = newAnnounced(g)
	}
	known := s.known
	open, rest := split(g, s.streams.open())
	found, ok := known.compare(ctx, g, open)
	if !ok {
		return
	}
	look := g.site.Look()
	e := Event{
		Generation: g.number, Changed: found.changed, Removed: known.removed(g), Pending: len(rest),
		Errors: g.errors, Warnings: g.warnings, Diagnostics: g.diagnostics(),
		Styles: newStyles(g, known.look, look), Reload: reloads(known.look, look),
	}
	known.commit(found, e.Removed)
	known.look = look
	s.tell(g, e)
	if len(rest) == 0 {
		return
	}
	if found, ok = known.compare(ctx, g, rest); !ok {
		return
	}
	e.Changed, e.Removed, e.Styles, e.Reload, e.Pending = found.changed, []string{}, []string{}, false, 0
	known.commit(found, nil)
	known.first = nil
	s.tell(g, e)
}

func (s *Server) tell(g *generation, e Event) {
	e.MS = milliseconds(time.Since(g.began))
	s.streams.tell(e)
	if s.options.Told != nil {
		s.options.Told(g.latest, e)
	}
}

// split gives the pages that are open, and the others, each in order.
func split(g *generation, wanted map[string]bool) (open, rest []string) {
	for address := range g.pages {
		if wanted[address] {
			open = append(open, address)
		} else {
			rest = append(rest, address)
		}
	}
	slices.Sort(open)
	slices.Sort(rest)
	return open, rest
}

// removed lists the pages that are gone.
func (a *announced) removed(g *generation) []string {
	gone := []string{}
	for address := range a.pages {
		if g.pages[address] == "" {
			gone = append(gone, address)
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

// compare makes pages and tells which of them are not as they were announced.
func (a *announced) compare(ctx context.Context, g *generation, addresses []string) (f findings, ok bool) {
	f = findings{addresses: addresses, sums: make([][32]byte, len(addresses)), changed: []string{}}
	news := make([]bool, len(addresses))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(addresses)) {
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
	if ctx.Err() != nil {
		return f, false
	}
	for i, address := range addresses {
		if news[i] {
			f.changed = append(f.changed, address)
		}
	}
	return f, true
}

func (a *announced) compareOne(g *generation, address string) (sum [32]byte, news bool) {
	sum = sumOf(g, address)
	switch before, ok := a.sums[address]; {
	case !a.pages[address]:
		return sum, true
	case ok:
		return sum, sum != before
	case a.first == nil || a.first == g:
		return sum, false
	default:
		return sum, sum != sumOf(a.first, address)
	}
}

func sumOf(g *generation, address string) [32]byte {
	return sha256.Sum256(g.file(g.pages[address]))
}

// commit remembers what is being told.
func (a *announced) commit(f findings, removed []string) {
	for i, address := range f.addresses {
		a.pages[address], a.sums[address] = true, f.sums[i]
	}
	for _, address := range removed {
		delete(a.pages, address)
		delete(a.sums, address)
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
