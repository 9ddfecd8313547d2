package watch

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// script runs join on a clock of its own. Each line of the script is a sight
// ("+a.md", "-a.md", "!notice"), a wait ("50ms") or "?", which takes what is
// ready; "? want" follows what it has to be.
func script(t *testing.T, idle time.Duration, lines string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		in, out, done := make(chan sight), make(chan Change), make(chan struct{})
		go join(in, out, done, idle)
		defer synctest.Wait()
		defer close(done)
		for line := range strings.Lines(lines) {
			line = strings.TrimSpace(line)
			switch {
			case line == "":
			case line[0] == '+':
				in <- sight{path: line[1:]}
			case line[0] == '-':
				in <- sight{path: line[1:], how: gone}
			case line[0] == '!':
				in <- sight{how: everything, notice: line[1:]}
			case line[0] == '?':
				synctest.Wait()
				got := "nothing"
				select {
				case c := <-out:
					got = text(c)
				default:
				}
				if want := strings.TrimSpace(line[1:]); got != want {
					t.Fatalf("got %q, want %q", got, want)
				}
			default:
				d, err := time.ParseDuration(line)
				if err != nil {
					t.Fatal(err)
				}
				time.Sleep(d)
			}
		}
	})
}

func text(c Change) string {
	var parts []string
	if c.All {
		parts = append(parts, "all")
	}
	if c.Idle {
		parts = append(parts, "idle")
	}
	parts = append(parts, c.Paths...)
	if c.Notice != "" {
		parts = append(parts, "("+c.Notice+")")
	}
	return strings.Join(parts, " ")
}

func TestJoin(t *testing.T) {
	for _, c := range []struct{ name, script string }{
		{"a change goes out at once, and once", "+a\n? a\n? nothing"},
		{"while the caller is busy all is joined", "+a\n+b\n+a\n-c\n? a b c\n? nothing"},
		{"a removal waits for what replaces the file", "-a\n? nothing\n49ms\n? nothing\n2ms\n? a"},
		{"and goes with it", "-a\n-b\n20ms\n+b\n? a b\n100ms\n? nothing"},
		{"a second removal waits as long as the first", "-a\n? nothing\n40ms\n-b\n11ms\n? a b"},
		{"each waits anew", "-a\n+a\n? a\n30ms\n-b\n30ms\n? nothing\n21ms\n? b"},
		{"what editors leave for a moment wakes nobody", "+d/4913\n-d/4913\n-d/a.md\n+d/a.md___jb_old___\n+d/a.md\n? d/a.md\n? nothing"},
		{"but what stays is seen", "+d/4913\n51ms\n? d/4913"},
		{"everything is more than hints", "+a\n!lost\n+b\n-c\n? all (lost)\n60ms\n? nothing"},
		{"a notice is said once", "!lost\n? all (lost)\n!lost\n? all\n!other\n? all (other)"},
		{"and again after a rest", "!lost\n? all (lost)\n3s\n? all idle\n!lost\n? all (lost)"},
		{"some time after the last change a full look", "? nothing\n10s\n? nothing\n+a\n? a\n2.9s\n? nothing\n+b\n? b\n2.9s\n? nothing\n0.2s\n? all idle\n1h\n? nothing"},
		{"not before it is taken", "+a\n10s\n? a\n2.9s\n? nothing\n0.2s\n? all idle"},
		{"which is no longer idle if something changes", "+a\n? a\n4s\n+b\n? all\n4s\n? all idle"},
	} {
		t.Run(c.name, func(t *testing.T) { script(t, 3*time.Second, c.script) })
	}
	t.Run("no rest is asked for", func(t *testing.T) { script(t, -1, "+a\n? a\n1h\n? nothing") })
	many := strings.Builder{}
	for i := range most + 1 {
		fmt.Fprintf(&many, "+%d\n", i)
	}
	t.Run("many hints are worth a full look", func(t *testing.T) { script(t, -1, many.String()+"? all\n+a\n? a") })
}

// TestCloseWhileBusy: a caller that takes nothing holds nobody up.
func TestCloseWhileBusy(t *testing.T) {
	root := t.TempDir()
	w, err := New(root, []string{"content"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	write(t, root, "content/a.md", "a")
	w.Close()
	w.Close()
	for c := range w.Changes() {
		t.Errorf("after the end: %v", c)
	}
}

func TestNotice(t *testing.T) {
	for _, want := range []string{"fs.inotify.max_user_watches", "each 1s"} {
		if got := instead(fmt.Errorf("add: %w", limit), time.Second); !strings.Contains(got, want) || strings.Contains(got, "\n") {
			t.Errorf("%q says nothing of %q", got, want)
		}
	}
	if got, want := instead(errRootGone, time.Second), "the site's root was moved or removed: looking at every file each 1s instead"; got != want {
		t.Errorf("%q", got)
	}
}

func TestWatched(t *testing.T) {
	w := watched{paths: map[string]identity{}, ids: map[identity]string{}}
	w.put("a", identity{1, 1})
	w.put("a/b", identity{1, 2})
	w.put("a-b", identity{1, 3})
	w.put("c", identity{1, 2}) // moved
	got := w.under("a")
	slices.Sort(got)
	if !slices.Equal(got, []string{"a", "a/b"}) {
		t.Errorf("under a: %v", got)
	}
	w.drop("a/b")
	if at, ok := w.at(identity{1, 2}); at != "c" || !ok || w.has("a/b") {
		t.Errorf("the moved folder is at %q", at)
	}
	if _, ok := w.at(identity{}); ok {
		t.Error("an unknown folder is known")
	}
}
