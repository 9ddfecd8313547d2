package preview_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gloss/internal/build"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/preview"
	"gloss/internal/sitetest"
)

// TestPropertyServedEqualsClean shows site after site of a long script of edits.
// After each step what is served is what a model says that knows nothing of
// memory: every page without an error of its own as a clean build makes it, one
// with an error as it was when it had none. And the events of the step name just
// the pages whose bytes are others than before it.
func TestPropertyServedEqualsClean(t *testing.T) {
	const rounds = 10 // edits of one site
	total := 60
	if os.Getenv("GLOSS_LONG") != "" {
		total = 3000
	}
	var seeds []uint64
	for i := range total / rounds {
		seeds = append(seeds, uint64(i+1))
	}
	if seed, err := strconv.ParseUint(os.Getenv("GLOSS_SEED"), 10, 64); err == nil {
		seeds = []uint64{seed}
	}
	var f figures
	t.Run("all", func(t *testing.T) {
		for _, seed := range seeds {
			t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
				t.Parallel()
				s := newScreening(t, seed)
				for range rounds {
					s.step()
				}
				f.add(s.figures)
			})
		}
	})
	t.Logf("figures: %d steps with %d sites, %d of them with errors and %d not whole; %d pages compared, %d of them kept from before and %d with their text alone; %d named as changed and %d as removed",
		f.steps, f.sites, f.faulty, f.torn, f.compared, f.kept, f.unread, f.changed, f.removed)
	if len(seeds) > 1 && (f.kept == 0 || f.torn == 0 || f.removed == 0 || f.searched == 0 || f.sites == f.steps) {
		t.Error("that is not all of what can happen")
	}
}

type figures struct {
	mu                                                           sync.Mutex
	steps, sites, faulty, torn, compared, kept, changed, removed int
	searched                                                     int // files of search that were compared
	unread                                                       int // pages of which only the text was shown
}

func (f *figures) add(o *figures) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.steps, f.sites, f.faulty, f.torn = f.steps+o.steps, f.sites+o.sites, f.faulty+o.faulty, f.torn+o.torn
	f.searched, f.unread = f.searched+o.searched, f.unread+o.unread
	f.compared, f.kept, f.changed, f.removed = f.compared+o.compared, f.kept+o.kept, f.changed+o.changed, f.removed+o.removed
}

// screening is a site under edit, a preview of it, and the model of what that
// serves.
type screening struct {
	*testing.T
	*figures
	random  *sitetest.Random
	options build.Options
	builder *build.Builder
	server  *preview.Server
	told    chan telling
	script  []string

	faulty map[string]bool              // files with errors, of the site that is shown
	pages  map[string]string            // by address: bytes
	words  map[string]string            // the files of search, by address
	kept   map[string]map[string]string // by file with an error: the pages that it had without
	base   string                       // path of the base URL
	whole  bool                         // there was a site to go on with
}

// telling is an event, and the site that it is about.
type telling struct {
	site  *build.Site
	event preview.Event
}

func newScreening(t *testing.T, seed uint64) *screening {
	s := &screening{T: t, figures: &figures{}, random: sitetest.NewRandom(700+seed, 10), told: make(chan telling, 100), kept: map[string]map[string]string{}}
	if seed%2 == 0 {
		s.options.BaseURL = "https://other.example/base"
	}
	s.options.Drafts = seed%3 == 0
	s.builder = sitetest.New(s.options)
	s.server = preview.New(preview.Options{Addr: "127.0.0.1:1", Told: func(site *build.Site, e preview.Event) { s.told <- telling{site, e} }})
	t.Cleanup(s.server.Close)
	first := s.build("the first build")
	s.server.Show(first.shown)
	s.model(first)
	s.settled(first)
	s.served()
	s.open()
	return s
}

// take is a site as it is shown, and as a clean build makes it.
type take struct {
	shown preview.Build
	clean *sitetest.Result
}

func (s *screening) build(did string) take {
	s.Helper()
	s.script = append(s.script, did)
	snapshot, at := s.random.Files.Snapshot(), sitetest.Moment(s, s.random.At)
	c := take{preview.Build{Site: s.builder.Build(snapshot, at)}, sitetest.Build(s, snapshot, at, s.options)}
	c.shown.Read = func(path string) []byte { f, _ := snapshot.Get(path); return f.Data }
	s.sites++
	s.random.Built(len(faultsOf(c)) > 0)
	return c
}

// open has a browser listen to every other page, so that these are told of first.
func (s *screening) open() {
	ctx, leave := context.WithCancel(context.Background())
	query := []string{}
	for i, address := range slices.Sorted(maps.Keys(s.pages)) {
		if i%2 == 0 {
			query = append(query, "page="+address)
		}
	}
	r := httptest.NewRequest("GET", "http://127.0.0.1:1/_preview/events?"+strings.Join(query, "&"), nil).WithContext(ctx)
	w := &listener{ResponseRecorder: httptest.NewRecorder(), here: make(chan struct{})}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		s.server.ServeHTTP(w, r)
	}()
	s.Cleanup(func() {
		leave()
		<-gone
	})
	<-w.here
}

// listener tells when its stream has begun.
type listener struct {
	*httptest.ResponseRecorder
	here chan struct{}
	once bool
}

func (l *listener) Flush() {
	if !l.once {
		l.once = true
		close(l.here)
	}
}

// step makes an edit, or two in quick succession, and compares.
func (s *screening) step() {
	s.Helper()
	s.steps++
	before := s.pages
	last, burst := s.build(s.random.Edit().String()), false
	// A fresh error would wait for the second site, or for the end of its moment.
	if s.steps%4 == 0 && !s.fresh(last) {
		s.server.Show(last.shown)
		s.model(last)
		last, burst = s.build("at once, "+s.random.Edit().String()), true
	}
	s.server.Show(last.shown)
	s.model(last)
	changed, removed := s.settled(last)
	s.served()
	s.named(before, changed, removed, burst)
	s.changed, s.removed = s.changed+len(changed), s.removed+len(removed)
}

func (s *screening) fresh(c take) bool {
	for path := range faultsOf(c) {
		if !s.faulty[path] {
			return true
		}
	}
	return false
}

func faultsOf(c take) map[string]bool {
	paths := map[string]bool{}
	for _, d := range c.clean.Diags {
		if d.Severity == diag.Error {
			paths[d.Path] = true
		}
	}
	return paths
}

// model says what is served once a site is shown.
func (s *screening) model(c take) {
	s.faulty = faultsOf(c)
	if len(s.faulty) > 0 {
		s.figures.faulty++
	}
	if !c.clean.Whole() {
		s.torn++
		if s.whole {
			return // all stays as it was
		}
	}
	s.whole = c.clean.Whole()
	s.words = map[string]string{}
	for path, data := range c.clean.Tree {
		if strings.HasPrefix(path, "search/") && strings.HasSuffix(path, ".json") {
			s.words[c.clean.Graph.Names.URL("/"+path)] = string(data)
		}
	}
	s.pages = map[string]string{}
	for address, file := range c.clean.Pages() {
		s.pages[address] = string(c.clean.Tree[file])
	}
	if base := c.clean.Graph.Names.URL("/"); base != s.base {
		s.base, s.kept = base, map[string]map[string]string{} // they lead elsewhere now
	}
	made := s.made(c)
	owner := map[string]string{}
	for path, pages := range made {
		for address := range pages {
			owner[address] = path
		}
	}
	for path := range s.kept {
		if !s.faulty[path] {
			delete(s.kept, path)
		}
	}
	for path, pages := range made {
		if !s.faulty[path] {
			s.kept[path] = pages
		}
	}
	for path, pages := range s.kept {
		if !s.faulty[path] {
			continue
		}
		for address := range pages {
			if by := owner[address]; by != "" && by != path {
				delete(pages, address) // another page has it now
			}
		}
		maps.Copy(s.pages, pages)
		s.figures.kept += len(pages)
	}
	s.unreadable(c)
}

// unreadable adds the new pages of which only the text can be shown.
func (s *screening) unreadable(c take) {
	for address, file := range c.clean.Unreadable() {
		if _, there := s.pages[address]; there {
			continue
		}
		page, ok, err := c.clean.UnreadableBytes(file)
		if !ok || err != nil {
			s.fatal(fmt.Sprintf("%s: %t, %v", file, ok, err))
		}
		s.pages[address] = string(page)
		s.figures.unread++
	}
}

// made gives the pages of each file of content.
func (s *screening) made(c take) map[string]map[string]string {
	all := map[string]map[string]string{}
	names := c.clean.Graph.Names
	for _, p := range append(slices.Collect(maps.Values(names.Intros)), names.Pages...) {
		if !p.Live {
			continue
		}
		if all[p.Doc.Path] == nil {
			all[p.Doc.Path] = map[string]string{}
		}
		if data, ok := c.clean.Tree[link.OutputFile(p.Address)]; ok {
			all[p.Doc.Path][names.URL(p.Address)] = string(data)
		}
	}
	return all
}

// settled waits until all of a site is told, and joins what was named since.
func (s *screening) settled(c take) (changed, removed []string) {
	for t := range s.told {
		changed, removed = append(changed, t.event.Changed...), append(removed, t.event.Removed...)
		if t.site == c.shown.Site && t.event.Pending == 0 {
			return changed, removed
		}
	}
	return changed, removed
}

// served asks for every page, and for the files of search.
func (s *screening) served() {
	s.Helper()
	for _, address := range slices.Sorted(maps.Keys(s.pages)) {
		w := httptest.NewRecorder()
		s.server.ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1:1"+address, nil))
		s.compared++
		if page := tag.ReplaceAllString(w.Body.String(), ""); w.Code != http.StatusOK || page != s.pages[address] {
			s.fatal(fmt.Sprintf("%s (status %d) is not what it should be", address, w.Code))
		}
	}
	for _, address := range slices.Sorted(maps.Keys(s.words)) {
		w := httptest.NewRecorder()
		s.server.ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1:1"+address, nil))
		s.searched++
		if w.Code != http.StatusOK || w.Body.String() != s.words[address] {
			s.fatal(fmt.Sprintf("%s (status %d) is not what it should be", address, w.Code))
		}
	}
}

// named compares what events named with what differs. Of two sites in a burst the
// first may have been told of too.
func (s *screening) named(before map[string]string, changed, removed []string, burst bool) {
	s.Helper()
	var differ, gone []string
	for address, page := range s.pages {
		if was, ok := before[address]; !ok || was != page {
			differ = append(differ, address)
		}
	}
	for address := range before {
		if _, ok := s.pages[address]; !ok {
			gone = append(gone, address)
		}
	}
	for _, list := range []struct {
		what       string
		want, told []string
	}{{"changed", differ, changed}, {"removed", gone, removed}} {
		slices.Sort(list.want)
		slices.Sort(list.told)
		missing := slices.DeleteFunc(slices.Clone(list.want), func(a string) bool { return slices.Contains(list.told, a) })
		if !slices.Equal(list.want, list.told) && (!burst || len(missing) > 0) {
			s.fatal(fmt.Sprintf("%s are %q, and %q are named", list.what, list.want, list.told))
		}
	}
}

func (s *screening) fatal(why string) {
	s.Helper()
	s.Fatalf("after edit %d: %s\nscript:\n\t%s", len(s.script)-1, why, strings.Join(s.script, "\n\t"))
}
