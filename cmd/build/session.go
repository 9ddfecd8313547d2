package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
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
	ctx      context.Context // ends with the program
	changes  <-chan watch.Change
	builder  *build.Builder
	tree     source.Snapshot // as it was seen last
	blind    bool            // the root could not be opened: what was hinted is not known

	looked time.Duration // how long the last look took

	shown   *build.Site // what the last event was about
	number  int         // its generation
	changed int         // pages that changed with it, so far
	says    []diag.Diagnostic
	lied    bool // --verify found a difference
}

// run builds what is there, and again whenever it changed or is due. When it has
// been quiet for a while, all files are looked at beside it: who saves meanwhile
// does not wait, and what was seen then counts for nothing.
func (s *session) run() {
	s.look(watch.Change{All: true})
	due := s.build(time.Now())
	var whole chan source.Snapshot // nil while nobody looks
	for {
		select {
		case <-s.ctx.Done():
			return
		case tree := <-whole:
			whole = nil
			if !tree.Equal(s.tree) {
				s.tree = tree
				due = s.build(time.Now())
			}
		case c := <-s.changes:
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
				case c = <-s.changes:
				case <-time.After(patience):
				case <-s.ctx.Done():
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

// patience is how long an empty file may be one that is just being written, and
// tooLong more than a build of ten thousand pages takes.
const (
	patience = 100 * time.Millisecond
	tooLong  = 10 * time.Second
)

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
		to <- s.complete(tree)
	}
}

// look brings the tree up to date and tells whether it is another one.
func (s *session) look(c watch.Change) bool {
	if c.Notice != "" {
		fmt.Fprintf(s.Stderr, "watch: %s\n", c.Notice)
	}
	var tree source.Snapshot
	var err error
	start := time.Now()
	if c.All || s.blind {
		tree, err = source.Load(s.root, nil)
	} else {
		tree, err = source.Reload(s.root, s.tree, c.Paths)
	}
	s.blind = err != nil
	if err != nil {
		fmt.Fprintf(s.Stderr, "error: %v\n", err)
		return false
	}
	before := s.tree
	s.tree = s.complete(tree)
	s.looked = time.Since(start)
	return !s.tree.Equal(before)
}

// complete notes in a tree that content/ is missing, which build refuses: a site
// of nothing would look like one without problems.
func (s *session) complete(tree source.Snapshot) source.Snapshot {
	_, err := os.Lstat(filepath.Join(s.root, content.Root))
	missing := errors.Is(err, fs.ErrNotExist)
	noted, was := tree.Get(content.Root)
	switch was = was && errors.Is(noted.Cause, source.ErrMissing); {
	case missing == was:
		return tree
	case was: // what is below was hidden
		if whole, err := source.Load(s.root, nil); err == nil {
			return whole
		}
		return tree
	}
	files := []source.File{{Path: content.Root, Mode: source.Unreadable, Cause: source.ErrMissing}}
	for _, dir := range source.Folders {
		if dir != content.Root {
			files = append(files, tree.Under(dir)...)
		}
	}
	return source.NewSnapshot(files)
}

// build shows the site as it is now. due is when time alone makes another site.
func (s *session) build(began time.Time) (due <-chan time.Time) {
	defer s.survive()
	at, site := s.made()
	if site == nil {
		return nil
	}
	site.Stages["load"] = s.looked
	s.server.Show(preview.Build{Site: site, Read: s.read(s.tree), Began: began})
	if s.verify {
		s.verified(at, site)
	}
	if next := site.Graph.Names.NextDue; !next.IsZero() && s.request.flags.at == "" && s.Getenv("SOURCE_DATE_EPOCH") == "" {
		return time.After(max(time.Until(next), time.Second))
	}
	return nil
}

// made is the site of the tree; nil where there is none to show or the program
// ends. Nothing can stop a template that loops, so a build that takes too long is
// waited for only until the next change, and Ctrl-C does not wait for it at all.
func (s *session) made() (at content.Moment, site *build.Site) {
	for {
		at, err := s.moment(s.request.flags.at)
		if err != nil {
			fmt.Fprintf(s.Stderr, "error: %v\n", err)
			return at, nil
		}
		made := make(chan *build.Site, 1)
		go func(b *build.Builder, tree source.Snapshot) { made <- s.try(b, tree, at) }(s.builder, s.tree)
		select {
		case <-s.ctx.Done():
			return at, nil
		case site = <-made:
			if site == nil { // our own fault: the next save may do without memory
				s.builder = build.New(s.options)
			}
			return at, site
		case <-time.After(cmp.Or(s.TooLong, tooLong)):
		}
		fmt.Fprintf(s.Stderr, "watch: the build takes very long; if a template has a loop without end, mend it: the next save starts anew\n")
		for different := false; !different; {
			select {
			case <-s.ctx.Done():
				return at, nil
			case site = <-made:
				return at, site
			case c := <-s.changes:
				different = s.look(c)
			}
		}
		s.builder = build.New(s.options)
	}
}

// try builds; it gives nil where the fault is our own.
func (s *session) try(b *build.Builder, tree source.Snapshot, at content.Moment) *build.Site {
	defer s.survive()
	return b.Build(tree, at)
}

// survive says a fault of our own, which is no reason to end.
func (s *session) survive() {
	if v := recover(); v != nil {
		fmt.Fprintf(s.Stderr, "internal error: %v\n%s", v, debug.Stack())
	}
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
		figures := figuresOf(site)
		figures.WallMS = e.MS // to when all that changed was known; nothing is written
		if err := s.writeStats(s.request, figures); err != nil {
			fmt.Fprintf(s.Stderr, "error: %v\n", err)
		}
	}
}

// printProblems says what is wrong, where that is news. A terminal that is gone is
// no reason to end.
func (s *session) printProblems(site *build.Site) {
	if !slices.EqualFunc(site.Diags, s.says, diag.Same) {
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
