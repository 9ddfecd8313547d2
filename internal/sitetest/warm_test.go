package sitetest_test

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
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
// byte for byte, with what a new Builder makes of the same files.
func TestPropertyWarmEqualsCold(t *testing.T) {
	const rounds = 50 // edits of one site
	total := steps(150, 20_000)
	for _, seed := range seeds((total + rounds - 1) / rounds) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			o := build.Options{Jobs: 2, Drafts: seed%3 == 0}
			if seed%2 == 0 {
				o.BaseURL = "https://other.example/base"
			}
			cold := o
			cold.Jobs = 1
			warm := sitetest.New(o)
			r := sitetest.NewRandom(seed, 18)
			var script []string
			moment := sitetest.Moments[0]
			r.Built(false)
			errors, clean, parsed, all := 0, 0, 0, 0
			for range rounds {
				did := r.Edit()
				if seed := len(script); seed%7 == 6 {
					moment = sitetest.Moments[(seed/7)%len(sitetest.Moments)]
					did += ", at " + moment
				}
				script = append(script, did)
				snapshot, at := r.Files.Snapshot(), sitetest.Moment(t, moment)
				a := sitetest.With(t, warm, snapshot, at)
				b := sitetest.Build(t, snapshot, at, cold)
				if d := sitetest.Difference(a, b); d != "" {
					t.Fatalf("warm and cold differ after edit %d: %s\nscript:\n\t%s", len(script), d, strings.Join(script, "\n\t"))
				}
				broken := strings.Contains(strings.Join(b.Problems, "\n"), " error[")
				own := r.Files["templates/article.html"] + r.Files["static/about/index.html"] // pages of the site's own making
				if faults := b.Faults(); !broken && own == "" && len(faults) > 0 {
					t.Fatalf("a site without errors has faults after edit %d:\n\t%s\nscript:\n\t%s", len(script), strings.Join(faults, "\n\t"), strings.Join(script, "\n\t"))
				}
				if broken {
					errors++
				} else {
					clean++
				}
				r.Built(broken)
				parsed, all = parsed+a.Work.Parsed, all+b.Work.Parsed
			}
			t.Logf("%d builds with errors, %d without; %d of %d parses were remembered", errors, clean, all-parsed, all)
			if parsed*2 > all {
				t.Errorf("the warm Builder parsed %d of %d documents anew", parsed, all)
			}
		})
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
