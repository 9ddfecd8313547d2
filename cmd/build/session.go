package main

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/preview"
	"gloss/internal/source"
	"gloss/internal/watch"
)

// session is one run of watch.
type session struct {
	program
	request
	watchFlags
	listener net.Listener
	server   *preview.Server
	builder  *build.Builder
	tree     source.Snapshot // as it was seen last

	shown   *build.Site // what the last event was about
	number  int         // its generation
	changed int         // pages that changed with it, so far
	says    []diag.Diagnostic
	lied    bool // --verify found a difference
}

// run builds what is there, and again whenever it changed or is due. When it has
// been quiet for a while, all files are looked at beside it: who saves meanwhile
// does not wait, and what was seen then counts for nothing.
func (s *session) run(ctx context.Context, changes <-chan watch.Change) {
	s.look(watch.Change{All: true})
	due := s.build(time.Now())
	var whole chan source.Snapshot // nil while nobody looks
	for {
		select {
		case <-ctx.Done():
			return
		case tree := <-whole:
			whole = nil
			if !tree.Equal(s.tree) {
				s.tree = tree
				due = s.build(time.Now())
			}
		case c := <-changes:
			whole = nil
			if c.Idle {
				whole = make(chan source.Snapshot, 1)
				go s.lookAtAll(whole)
				continue
			}
			began, before := time.Now(), s.tree
			different := s.look(c)
			if different && empty(c.Paths, before, s.tree) {
				select { // a save that is half done: what follows is the file
				case c = <-changes:
				case <-time.After(patience):
				case <-ctx.Done():
					return
				}
				different = s.look(c) || !s.tree.Equal(before)
			}
			if different {
				due = s.build(began)
			}
		case <-due:
			due = s.build(time.Now())
		}
	}
}

// patience is how long an empty file may be one that is just being written.
const patience = 100 * time.Millisecond

// empty tells whether a file has nothing in it that is new, or had something.
func empty(paths []string, before, now source.Snapshot) bool {
	return slices.ContainsFunc(paths, func(path string) bool {
		old, was := before.Get(path)
		f, is := now.Get(path)
		return is && f.Mode == source.Regular && len(f.Data) == 0 && !(was && f.Hash == old.Hash)
	})
}

// lookAtAll hands over all that is there.
func (s *session) lookAtAll(to chan<- source.Snapshot) {
	if tree, err := source.Load(s.root, nil); err == nil {
		to <- tree
	}
}

// look brings the tree up to date and tells whether it is another one.
func (s *session) look(c watch.Change) bool {
	if c.Notice != "" {
		fmt.Fprintf(s.Stderr, "watch: %s\n", c.Notice)
	}
	var tree source.Snapshot
	var err error
	if c.All {
		tree, err = source.Load(s.root, nil)
	} else {
		tree, err = source.Reload(s.root, s.tree, c.Paths)
	}
	if err != nil {
		fmt.Fprintf(s.Stderr, "error: %v\n", err)
		return false
	}
	before := s.tree
	s.tree = tree
	return !tree.Equal(before)
}

// build shows the site as it is now. due is when time alone makes another site.
func (s *session) build(began time.Time) (due <-chan time.Time) {
	defer func() {
		if v := recover(); v != nil { // our own fault: the next save may do without it
			fmt.Fprintf(s.Stderr, "internal error: %v\n%s", v, debug.Stack())
			s.builder = build.New(s.options)
		}
	}()
	at, err := s.moment(s.request.flags.at)
	if err != nil {
		fmt.Fprintf(s.Stderr, "error: %v\n", err)
		return nil
	}
	site := s.builder.Build(s.tree, at)
	s.server.Show(preview.Build{Site: site, Read: s.read(s.tree), Began: began})
	if s.verify {
		s.verified(at, site)
	}
	if next := site.Graph.Names.NextDue; !next.IsZero() && s.request.flags.at == "" && s.Getenv("SOURCE_DATE_EPOCH") == "" {
		return time.After(max(time.Until(next), time.Second))
	}
	return nil
}

// verified says where a site is not what a build without memory makes. That is
// our own fault, so the status tells in the end.
func (s *session) verified(at content.Moment, site *build.Site) {
	if err := verify(s.request, at, s.tree, site); err != nil {
		fmt.Fprintf(s.Stderr, "error: %v\n", err)
		s.lied = true
	}
}

// told prints what came of a generation: what is wrong at once, the rest when all
// is known.
func (s *session) told(site *build.Site, e preview.Event) {
	if e.Generation != s.number {
		s.changed = 0
		s.printProblems(site)
	}
	if s.number == 0 {
		s.welcome(site)
	}
	s.number = e.Generation
	s.changed += len(e.Changed)
	if s.why && s.shown != nil {
		s.explainRebuild(site, e)
	}
	if e.Pending > 0 {
		return
	}
	s.shown = site
	if e.Generation > 1 {
		s.say(s.request, "%s changed; %s (%.1f ms)\n", plural(s.changed, "page"), count(site.Diags), e.MS)
	}
	if s.stats != "" {
		_ = s.writeStats(s.request, figuresOf(site))
	}
}

// printProblems says what is wrong, where that is news. A terminal that is gone is
// no reason to end.
func (s *session) printProblems(site *build.Site) {
	same := func(a, b diag.Diagnostic) bool {
		return a.Severity == b.Severity && len(diag.Sort([]diag.Diagnostic{a, b})) == 1
	}
	if !slices.EqualFunc(site.Diags, s.says, same) {
		s.says = site.Diags
		_ = s.report(s.request, site.Snapshot(), site.Diags)
	}
}

// welcome says where the site is.
func (s *session) welcome(site *build.Site) {
	pages, _ := site.Counts()
	s.say(s.request, "%s; %s\n%s\n", plural(pages, "page"), count(site.Diags), s.address(site))
	if s.browse {
		if err := openBrowser(s.address(site)); err != nil {
			fmt.Fprintf(s.Stderr, "warning: no browser could be opened: %v\n", err)
		}
	}
}

func (s *session) address(site *build.Site) string {
	host := s.listener.Addr().String()
	if at, port, err := net.SplitHostPort(host); err == nil && net.ParseIP(at).IsUnspecified() {
		host = net.JoinHostPort("localhost", port)
	}
	return "http://" + host + site.Graph.Names.URL("/")
}

func openBrowser(address string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}
