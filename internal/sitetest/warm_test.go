package sitetest_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"gloss/internal/build"
	"gloss/internal/sitetest"
)

// steps is how many edits are tried in all: GLOSS_LONG=1 asks for many.
func steps(few, many int) int {
	if os.Getenv("GLOSS_LONG") != "" {
		return many
	}
	return few
}

// seeds are fixed, so that a failure comes again; GLOSS_SEED tries another.
func seeds(n int) (all []uint64) {
	if s, err := strconv.ParseUint(os.Getenv("GLOSS_SEED"), 10, 64); err == nil {
		return []uint64{s}
	}
	for i := range n {
		all = append(all, uint64(i+1))
	}
	return all
}

// TestPropertyWarmEqualsCold keeps one Builder in memory over a long script of
// edits, and after each compares what it makes, diagnostic for diagnostic and
// byte for byte, with what a new Builder makes of the same files. The memory of
// outputs is carried along: it has to know the clean bytes of every file, and
// which of them are others than the step before.
func TestPropertyWarmEqualsCold(t *testing.T) {
	const rounds = 50 // edits of one site
	total := steps(150, 20_000)
	all := tally{kinds: map[string]*count{}}
	t.Run("all", func(t *testing.T) {
		for _, seed := range seeds((total + rounds - 1) / rounds) {
			t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
				t.Parallel()
				s := newStory(t, seed)
				for range rounds {
					s.step(&all)
				}
				t.Logf("%d builds with errors, %d without; %d of %d parses were remembered", s.errors, s.clean, s.all-s.parsed, s.all)
				if s.parsed*2 > s.all {
					t.Errorf("the warm Builder parsed %d of %d documents anew", s.parsed, s.all)
				}
			})
		}
	})
	t.Log("figures: ", all.String())
	if os.Getenv("GLOSS_LONG") != "" && os.Getenv("GLOSS_SEED") == "" {
		all.complete(t)
	}
}

// story is a site under edit, and what is remembered of it.
type story struct {
	*testing.T
	random *sitetest.Random
	cold   build.Options
	warm   *build.Builder
	before *sitetest.Result // clean, of the step before
	known  *build.Outputs
	script []string

	errors, clean, parsed, all int
}

func newStory(t *testing.T, seed uint64) *story {
	o := build.Options{Jobs: 2, Drafts: seed%3 == 0}
	if seed%2 == 0 {
		o.BaseURL = "https://other.example/base"
	}
	s := &story{T: t, random: sitetest.NewRandom(seed, 18), warm: sitetest.New(o), cold: o}
	s.cold.Jobs = 1
	s.build("the first build")
	return s
}

// step makes an edit, builds and compares.
func (s *story) step(all *tally) {
	edit := s.random.Edit()
	before := s.before
	s.build(edit.String())
	all.count(edit.Kind, sitetest.Difference(before, s.before) != "")
}

func (s *story) build(did string) {
	s.Helper()
	s.script = append(s.script, did)
	snapshot, at := s.random.Files.Snapshot(), sitetest.Moment(s, s.random.At)
	a := sitetest.With(s, s.warm, snapshot, at)
	b := sitetest.Build(s, snapshot, at, s.cold)
	if d := sitetest.Difference(a, b); d != "" {
		s.fatal("warm and cold differ: " + d)
	}
	s.outputs(a.Site, b)
	broken := strings.Contains(strings.Join(b.Problems, "\n"), " error[")
	own := s.random.Files["templates/article.html"] + s.random.Files["static/about/index.html"] // pages of the site's own making
	if faults := b.Faults(); !broken && own == "" && len(faults) > 0 {
		s.fatal("a site without errors has faults:\n\t" + strings.Join(faults, "\n\t"))
	}
	s.random.Built(broken)
	if broken {
		s.errors++
	} else {
		s.clean++
	}
	s.before, s.parsed, s.all = b, s.parsed+a.Work.Parsed, s.all+b.Work.Parsed
}

// outputs compares the memory of outputs with a clean build.
func (s *story) outputs(warm *build.Site, clean *sitetest.Result) {
	s.Helper()
	known, _, err := warm.Outputs(context.Background(), s.known)
	if err != nil {
		s.fatal(err.Error())
	}
	sums := known.Sums()
	for _, path := range paths(sums, clean.Tree) {
		sum, ok := sums[path]
		if data, made := clean.Tree[path]; ok != made || sum != sha256.Sum256(data) {
			s.fatal(fmt.Sprintf("what is remembered of %s is not what a clean build makes (there: %t, %t)", path, ok, made))
		}
	}
	if s.known != nil {
		var want, gone []string
		for _, path := range paths(s.before.Tree, clean.Tree) {
			old, had := s.before.Tree[path]
			data, has := clean.Tree[path]
			switch {
			case !has:
				gone = append(gone, path)
			case !had || !bytes.Equal(old, data):
				want = append(want, path)
			}
		}
		if changed, removed := known.Changed(s.known); !slices.Equal(changed, want) || !slices.Equal(removed, gone) {
			s.fatal(fmt.Sprintf("changed are %q and gone %q, but %q and %q are told", want, gone, changed, removed))
		}
	}
	s.known = known
}

// paths are those of either map, in order.
func paths[A, B any](a map[string]A, b map[string]B) []string {
	all := map[string]bool{}
	for path := range a {
		all[path] = true
	}
	for path := range b {
		all[path] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func (s *story) fatal(why string) {
	s.Helper()
	s.Fatalf("after edit %d: %s\nscript:\n\t%s", len(s.script)-1, why, strings.Join(s.script, "\n\t"))
}

// tally counts edits by kind.
type tally struct {
	mu    sync.Mutex
	kinds map[string]*count
}

// count is how many were made, and how many changed some output or problem.
type count struct{ made, showed int }

func (c *tally) count(kind string, showed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kinds[kind] == nil {
		c.kinds[kind] = &count{}
	}
	c.kinds[kind].made++
	if showed {
		c.kinds[kind].showed++
	}
}

func (c *tally) String() string {
	var b strings.Builder
	made := 0
	for _, kind := range slices.Sorted(maps.Keys(c.kinds)) {
		n := c.kinds[kind]
		fmt.Fprintf(&b, "; %s %d (%d)", kind, n.made, n.showed)
		made += n.made
	}
	return fmt.Sprintf("%d steps, by kind of edit (and how many showed)%s", made, b.String())
}

// complete holds that every kind of edit was made and that the site showed it.
func (c *tally) complete(t *testing.T) {
	for _, kind := range sitetest.Kinds() {
		switch n := c.kinds[kind]; {
		case n == nil:
			t.Errorf("no edit was %s", kind)
		case (n.showed > 0) == (kind == "nothing"):
			t.Errorf("of %d edits that were %s, %d showed", n.made, kind, n.showed)
		}
	}
}

// TestPropertyJobsDoNotMatter builds random sites with different numbers of
// goroutines and processors.
func TestPropertyJobsDoNotMatter(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(procs)
	for _, seed := range seeds(steps(4, 200)) {
		r := sitetest.NewRandom(1000+seed, 30)
		for range 5 {
			r.Edit()
		}
		snapshot, at := r.Files.Snapshot(), sitetest.Moment(t, "2026-11-15")
		runtime.GOMAXPROCS(1)
		first := sitetest.Build(t, snapshot, at, build.Options{Jobs: 1})
		for _, n := range []struct{ jobs, procs int }{{1, 4}, {2, 1}, {2, 2}, {8, 2}, {8, 8}, {0, 3}} {
			runtime.GOMAXPROCS(n.procs)
			if d := sitetest.Difference(first, sitetest.Build(t, snapshot, at, build.Options{Jobs: n.jobs})); d != "" {
				t.Fatalf("seed %d, %d jobs on %d processors: %s", seed, n.jobs, n.procs, d)
			}
		}
	}
}
