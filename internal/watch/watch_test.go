package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"gloss/internal/sitetest"
	"gloss/internal/source"
)

const limit = syscall.ENOSPC

// patience is how long a test waits before it calls something lost.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	if dir := os.Getenv("GLOSS_WATCH_CHILD"); dir != "" {
		child(dir)
		return
	}
	goleak.VerifyTestMain(m)
}

func long() bool { return os.Getenv("GLOSS_LONG") != "" }

func write(t testing.TB, root, path, text string) {
	t.Helper()
	path = filepath.Join(root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func start(t testing.TB, root string, o Options) *Watcher {
	t.Helper()
	w, err := New(root, source.Folders, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// A reader reloads at hints alone.
type reader struct {
	root    string
	watcher *Watcher
	now     source.Snapshot
	whole   []string // the notices of full looks
}

func read(t testing.TB, root string, o Options) *reader {
	t.Helper()
	r := &reader{root: root, watcher: start(t, root, o)}
	r.now = load(t, root)
	return r
}

func load(t testing.TB, root string) source.Snapshot {
	t.Helper()
	s, err := source.Load(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (r *reader) apply(c Change) (err error) {
	if c.All {
		r.whole = append(r.whole, c.Notice)
		r.now, err = source.Load(r.root, nil)
		return err
	}
	r.now, err = source.Reload(r.root, r.now, c.Paths)
	return err
}

// converge applies changes until the snapshot is what stands there.
func (r *reader) converge(t testing.TB, name string) {
	t.Helper()
	for {
		want := load(t, r.root)
		if r.now.Hash() == want.Hash() {
			return
		}
		select {
		case c := <-r.watcher.Changes():
			if err := r.apply(c); err != nil {
				t.Fatal(err)
			}
		case <-time.After(patience):
			t.Fatalf("%s: lost\n%s", name, differ(r.now, want))
		}
	}
}

func differ(got, want source.Snapshot) string {
	var lines []string
	for _, top := range source.Folders {
		for _, f := range got.Under(top) {
			if g, ok := want.Get(f.Path); !ok || g.Hash != f.Hash || g.Mode != f.Mode {
				lines = append(lines, "stale "+f.Path)
			}
		}
		for _, f := range want.Under(top) {
			if _, ok := got.Get(f.Path); !ok {
				lines = append(lines, "missing "+f.Path)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// hints gives what is hinted until path is.
func hints(t *testing.T, w *Watcher, path string) (all []string) {
	t.Helper()
	for !slices.Contains(all, path) {
		select {
		case c := <-w.Changes():
			if c.All || c.Notice != "" {
				t.Fatalf("%+v", c)
			}
			all = append(all, c.Paths...)
		case <-time.After(patience):
			t.Fatalf("no hint at %s, but %v", path, all)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestEditors: the steps in which they save, as they are documented, and what is
// hinted until the last file, which ends each case.
func TestEditors(t *testing.T) {
	for _, c := range []struct{ name, steps, want string }{
		{"in place", "write content/a.md", "content/a.md"},
		{"atomic", "write content/a.md.tmp; rename content/a.md.tmp content/a.md", "content/a.md"},
		{"sed -i", "write content/sedX1; rename content/sedX1 content/a.md", "content/a.md content/sedX1"},
		{"vim", "write content/.a.md.swp; write content/4913; chmod content/4913; remove content/4913; rename content/a.md content/a.md~; write content/a.md; chmod content/a.md; remove content/a.md~; write content/.a.md.swp", "content/a.md"},
		{"emacs", "link content/.#a.md; write content/#a.md#; rename content/a.md content/a.md~; write content/a.md; chmod content/a.md; remove content/.#a.md; remove content/#a.md#", "content/a.md"},
		{"jetbrains", "write content/a.md___jb_tmp___; rename content/a.md content/a.md___jb_old___; rename content/a.md___jb_tmp___ content/a.md; remove content/a.md___jb_old___", "content/a.md"},
		{"touched", "chmod content/a.md; touch content/a.md", ""},
		{"removed", "remove content/a.md", "content/a.md"},
		{"renamed", "rename content/a.md content/c.md", "content/a.md content/c.md"},
		{"a new folder", "mkdir content/n; write content/n/x.md", "content/n"},
		{"a folder of a folder", "mkdir content/n; mkdir content/n/m; write content/n/m/x.md", "content/n"},
		{"a folder renamed", "rename content/d content/e; write content/e/x.md", "content/d content/e"},
		{"a folder removed", "remove content/d/y.md; remove content/d", "content/d content/d/y.md"},
		{"a link to a folder", "link content/l; write elsewhere/x.md", "content/l"},
		{"a top folder", "mkdir templates; write templates/x.html", "templates"},
		{"a top folder gone", "rename static other; write other/x.css", "static"},
		{"what is ignored", "mkdir content/.git; write content/.git/x; write content/x.swp; write static/.DS_Store", ""},
		{"hidden files of hosts", "mkdir static/.well-known; write static/.well-known/x", "static/.well-known"},
		{"elsewhere", "write public/index.html; write README.md", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, root, "content/a.md", "a")
			write(t, root, "content/d/y.md", "y")
			write(t, root, "static/x.css", "x")
			write(t, root, "public/index.html", "x")
			write(t, root, "elsewhere/y.md", "x")
			w := start(t, root, Options{Idle: -1})
			do(t, root, c.steps)
			time.Sleep(2 * settle) // so that no file that passes is joined with the end
			write(t, root, "content/end.md", "end")
			got := hints(t, w, "content/end.md")
			want := strings.Fields(c.want + " content/end.md")
			// Below a folder that is hinted more hints may follow.
			got = slices.DeleteFunc(got, func(p string) bool {
				return slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(p, w+"/") && !slices.Contains(want, p) })
			})
			slices.Sort(want)
			if c.name == "jetbrains" || c.name == "vim" {
				got = slices.DeleteFunc(got, passes)
			}
			if !slices.Equal(got, want) {
				t.Errorf("hints %q, want %q", got, want)
			}
		})
	}
}

// do makes the steps of an editor.
func do(t *testing.T, root, steps string) {
	t.Helper()
	for _, step := range strings.Split(steps, "; ") {
		f := strings.Fields(step)
		path := filepath.Join(root, filepath.FromSlash(f[1]))
		var err error
		switch f[0] {
		case "write":
			write(t, root, f[1], step)
		case "rename":
			err = os.Rename(path, filepath.Join(root, filepath.FromSlash(f[2])))
		case "remove":
			err = os.Remove(path)
		case "chmod":
			err = os.Chmod(path, 0o600)
		case "touch":
			err = os.Chtimes(path, time.Unix(1, 0), time.Unix(1, 0))
		case "mkdir":
			err = os.Mkdir(path, 0o755)
		case "link":
			err = os.Symlink(filepath.Join(root, "elsewhere"), path)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPropertyConverges: after bursts of edits the hinted reloads are what a
// full look sees, and no full look was needed.
func TestPropertyConverges(t *testing.T) {
	sequences := 200
	if long() {
		sequences = 2000
	}
	for seed := range uint64(sequences) {
		root := t.TempDir()
		s := sitetest.NewScribbler(root, seed)
		for range 20 {
			s.Edit()
		}
		r := read(t, root, Options{Idle: -1})
		for burst := range 4 {
			for range 1 + (int(seed)+burst)%12 {
				s.Edit()
			}
			if burst%2 == 1 {
				r.converge(t, fmt.Sprint("seed ", seed, ", burst ", burst))
			}
		}
		if len(r.whole) > 0 {
			t.Errorf("seed %d: full looks: %q", seed, r.whole)
		}
		r.watcher.Close()
		os.RemoveAll(root)
	}
}

// TestPropertyPolling: the same where the system sends no events.
func TestPropertyPolling(t *testing.T) {
	sequences := 20
	if long() {
		sequences = 500
	}
	for seed := range uint64(sequences) {
		root := t.TempDir()
		s := sitetest.NewScribbler(root, seed)
		r := read(t, root, Options{Poll: true, Interval: time.Millisecond, Idle: -1})
		for burst := range 4 {
			for range 6 {
				s.Edit()
			}
			r.converge(t, fmt.Sprint("seed ", seed, ", burst ", burst))
		}
		if len(r.whole) > 0 {
			t.Errorf("seed %d: full looks: %q", seed, r.whole)
		}
		r.watcher.Close()
	}
}

// TestFolderRace: a folder made and filled while its watch is on the way, and
// one moved into a folder that is new itself.
func TestFolderRace(t *testing.T) {
	races := 1000
	if testing.Short() {
		races = 50
	}
	root := t.TempDir()
	r := read(t, root, Options{Idle: -1})
	for i := range races {
		dir := fmt.Sprintf("content/%d", i)
		switch i % 4 {
		case 0:
			write(t, root, dir+"/a/b/c.md", fmt.Sprint(i))
			write(t, root, dir+"/a/d.md", fmt.Sprint(i))
		case 1:
			do(t, root, fmt.Sprintf("mkdir %s; rename content/%d/a %s/a; write %s/a/b/e.md", dir, i-1, dir, dir))
		case 2:
			do(t, root, fmt.Sprintf("mkdir %s; mkdir %s/n; rename content/%d/a/b %s/n/b", dir, dir, i-1, dir))
			r.converge(t, dir) // its watch is where it was moved
			write(t, root, dir+"/n/b/later.md", fmt.Sprint(i))
		case 3:
			do(t, root, fmt.Sprintf("rename content/%d content/swap; rename content/%d content/%d; rename content/swap content/%d", i-1, i-2, i-1, i-2))
			r.converge(t, dir)
			write(t, root, fmt.Sprintf("content/%d/n/b/last.md", i-2), fmt.Sprint(i))
		}
		r.converge(t, dir)
		if i%4 == 3 {
			for j := i - 3; j <= i; j++ {
				os.RemoveAll(filepath.Join(root, fmt.Sprintf("content/%d", j)))
			}
		}
	}
	if len(r.whole) > 0 {
		t.Errorf("full looks: %q", r.whole)
	}
}

// TestRootGone: a root that is moved away is looked for again and again.
func TestRootGone(t *testing.T) {
	root := filepath.Join(t.TempDir(), "site")
	write(t, root, "content/a.md", "a")
	w := start(t, root, Options{Interval: time.Millisecond, Idle: -1})
	if err := os.Rename(root, root+"-old"); err != nil {
		t.Fatal(err)
	}
	if c := <-w.Changes(); !c.All || !strings.HasPrefix(c.Notice, errRootGone.Error()) {
		t.Errorf("%+v", c)
	}
	write(t, root, "content/b.md", "b")
	r := &reader{root: root, watcher: w}
	r.converge(t, "a new root")
	if _, err := New(filepath.Join(root, "none"), source.Folders, Options{}); err == nil {
		t.Error("a root that is not there is no error")
	}
}
