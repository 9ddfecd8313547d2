package preview

import (
	"bytes"
	"context"
	"crypto/sha256"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"gloss/internal/build"
)

// announced is what browsers know: the pages that there are, each as it was told
// of last.
//
// Whoever announces a generation that was superseded may still be at its last
// page: it reads, but tells nothing any more.
type announced struct {
	mu    sync.Mutex
	all   map[string]string // the list of pages that was announced, as its generation has it
	pages map[string]version
	look  build.Look

	// Styles that came with a generation of which not all pages were told. Those
	// pages changed for them, and are told with the next: so are the styles.
	styles []string
}

// version is a page as it was told of. What it was made from tells without making
// it that it is the same; where that differs, its bytes decide.
type version struct {
	of     *generation
	recipe build.Recipe
	known  bool // recipe
	sum    [32]byte
	summed bool
}

// newAnnounced is what a browser sees that comes to the first generation.
func newAnnounced(g *generation) *announced {
	a := &announced{all: g.pages, pages: make(map[string]version, len(g.pages)), look: g.site.Look()}
	for address := range g.pages {
		a.pages[address] = version{of: g}
	}
	return a
}

// announce compares a generation with what was announced and tells what changed:
// the pages that are open first, then the rest. It ends early where ctx does;
// what was not told is compared again for the next generation. The rest waits for
// idle, which is closed when the generation before has ended, so that saves in
// quick succession do not pile up, and leaves a processor to those who ask.
func (s *Server) announce(ctx context.Context, g *generation, idle <-chan struct{}) {
	open := g.opened(s.streams.open())
	look := g.site.Look()
	e := Event{Generation: g.number, Pending: len(g.pages) - len(open), Errors: g.errors, Warnings: g.warnings, Diagnostics: g.diagnostics()}
	ok := s.tell(ctx, g, s.known.compare(ctx, g, open, runtime.GOMAXPROCS(0)), func(a *announced) Event {
		e.Removed, e.Styles, e.Reload = a.remove(g), a.newStyles(g, look), reloads(a.look, look)
		a.look = look
		if e.Pending == 0 {
			a.styles = nil
		}
		return e
	})
	if !ok || e.Pending == 0 {
		return
	}
	<-idle
	rest := g.others(open)
	s.tell(ctx, g, s.known.compare(ctx, g, rest, max(1, runtime.GOMAXPROCS(0)-1)), func(a *announced) Event {
		e.Removed, e.Reload, e.Pending = []string{}, false, 0 // the rest changed for the styles, too
		a.styles = nil
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

// opened gives the pages that are open, in order.
func (g *generation) opened(wanted map[string]bool) (open []string) {
	for address := range wanted {
		if g.pages[address] != "" {
			open = append(open, address)
		}
	}
	slices.Sort(open)
	return open
}

// others gives the pages that are not among some, in order.
func (g *generation) others(open []string) []string {
	rest := make([]string, 0, len(g.pages))
	for address := range g.pages {
		if !slices.Contains(open, address) {
			rest = append(rest, address)
		}
	}
	slices.Sort(rest)
	return rest
}

// remove lists the pages that are gone, and forgets them.
func (a *announced) remove(g *generation) []string {
	gone := []string{}
	if sameMap(a.all, g.pages) {
		return gone
	}
	for address := range a.pages {
		if g.pages[address] == "" {
			gone = append(gone, address)
			delete(a.pages, address)
		}
	}
	a.all = g.pages
	slices.Sort(gone)
	return gone
}

// sameMap tells whether two lists of pages are one: generations that have the
// same pages share it.
func sameMap(a, b map[string]string) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

// findings are pages as they are now, and which of them are news.
type findings struct {
	addresses []string
	versions  []version
	changed   []string
}

// compare looks at pages and tells which of them are not as they were announced. It
// ends early where ctx does.
func (a *announced) compare(ctx context.Context, g *generation, addresses []string, goroutines int) findings {
	f := findings{addresses: addresses, versions: make([]version, len(addresses)), changed: []string{}}
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
				f.versions[i], news[i] = a.compareOne(g, addresses[i])
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

func (a *announced) compareOne(g *generation, address string) (now version, news bool) {
	a.mu.Lock()
	before, there := a.pages[address]
	a.mu.Unlock()
	now = version{of: g}
	now.recipe, now.known = g.recipe(address)
	switch {
	case !there:
		return now, true
	case before.of == g:
		return now, false
	}
	if !before.known {
		before.recipe, before.known = before.of.recipe(address)
	}
	if now.known && before.known && now.recipe == before.recipe {
		now.sum, now.summed = before.sum, before.summed
		return now, false
	}
	now.sum, now.summed = g.sum(address), true
	if !before.summed {
		before.sum = before.of.sum(address)
	}
	return now, now.sum != before.sum
}

// recipe is what a page is made from; ok is false for last good versions.
func (g *generation) recipe(address string) (r build.Recipe, ok bool) {
	file := g.pages[address]
	if g.kept[file] != nil {
		return r, false
	}
	return g.site.Recipe(file)
}

func (g *generation) sum(address string) [32]byte { return sha256.Sum256(g.file(g.pages[address])) }

// commit remembers what is being told.
func (a *announced) commit(f findings) {
	for i, address := range f.addresses {
		a.pages[address] = f.versions[i]
	}
}

// newStyles gives the addresses of stylesheets that were not there.
func (a *announced) newStyles(g *generation, now build.Look) []string {
	styles := []string{}
	for _, file := range now.Styles {
		if address := g.site.Graph.Names.URL("/" + file); !slices.Contains(a.look.Styles, file) || slices.Contains(a.styles, address) {
			styles = append(styles, address)
		}
	}
	a.styles = styles
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
