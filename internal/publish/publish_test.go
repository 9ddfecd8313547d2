package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestBuildCounts(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "public")
	r := mustBuild(t, out, tree{"index.html": "home", "a/index.html": "a", "a/index.md": "A", "b/index.html": "b"})
	if r.Written != 4 || r.Unchanged != 0 || r.Removed != 0 || r.Bytes != 7 {
		t.Errorf("first build: %+v", r)
	}
	r = mustBuild(t, out, tree{"index.html": "home", "a/index.html": "new", "c/d/x": ""})
	want := Result{
		Written: 2, Unchanged: 1, Removed: 2, Bytes: 7,
		WrittenPaths: []string{"a/index.html", "c/d/x"}, RemovedPaths: []string{"a/index.md", "b/index.html"},
	}
	if !reflect.DeepEqual(r, want) {
		t.Errorf("second build:\n got %+v\nwant %+v", r, want)
	}
	same(t, "tree", site(t, out), tree{"index.html": "home", "a/index.html": "new", "c/d/x": ""}.image())
}

func TestNothingChangedTouchesNothing(t *testing.T) {
	out := t.TempDir()
	tr := tree{"index.html": "home", "a/index.html": "a"}
	mustBuild(t, out, tr)
	var writes []string
	watch := func(op, p string) (string, error) {
		if op != "read" && op != "look at" && op != "list" {
			writes = append(writes, op+" "+p)
		}
		return p, nil
	}
	r, err := build(out, tr, watch)
	if err != nil || r.Written != 0 || r.Unchanged != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	if len(writes) > 0 {
		t.Errorf("an unchanged build wrote: %v", writes)
	}
}

func TestManifestTellsOfLastBuild(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if _, ok := manifestOf(t, out); ok {
		t.Error("a folder that is not there has a manifest")
	}
	target, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	if _, err := os.Stat(out); err == nil {
		t.Error("Open made the folder")
	}
	s, err := target.Begin()
	if err != nil {
		t.Fatal(err)
	}
	s.Put("b/ü\".html", []byte("b"))
	s.Put("a", []byte("abc"))
	in := Inputs{Key: "k\n\"1", Due: "2026-01-02T00:00:00Z", Extra: json.RawMessage("{ \"x\": [1, 2],\n\"y\": \"a  b\" }")}
	if _, err := s.Commit(in); err != nil {
		t.Fatal(err)
	}
	m, ok := target.Manifest()
	if !ok || m.Inputs.Key != in.Key || m.Inputs.Due != in.Due || string(m.Inputs.Extra) != `{"x":[1,2],"y":"a  b"}` {
		t.Fatalf("%+v %v", m, ok)
	}
	if len(m.Files) != 2 || m.Files[0].Path != "a" || m.Files[1].Path != "b/ü\".html" || m.Files[0].Size != 3 ||
		m.Files[0].Hash != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("%+v", m.Files)
	}
	if string(m.encode()) != string(readFile(t, out, ManifestName)) {
		t.Error("decoding and encoding a manifest changes it")
	}
	if !target.Intact(m) {
		t.Error("not intact after a build")
	}
}

func readFile(t testing.TB, out, p string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, p))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestIntactSees(t *testing.T) {
	for name, harm := range map[string]func(out string){
		"missing":    func(out string) { os.Remove(filepath.Join(out, "a/x")) },
		"touched":    func(out string) { os.Chtimes(filepath.Join(out, "a/x"), time.Time{}, time.Unix(1, 0)) },
		"longer":     func(out string) { os.WriteFile(filepath.Join(out, "a/x"), []byte("longer"), 0o644) },
		"a folder":   func(out string) { os.Remove(filepath.Join(out, "b")); os.Mkdir(filepath.Join(out, "b"), 0o755) },
		"a link":     func(out string) { os.Remove(filepath.Join(out, "b")); os.Symlink("a/x", filepath.Join(out, "b")) },
		"a leftover": func(out string) { os.Mkdir(filepath.Join(out, stagePrefix+"XXXX"), 0o755) },
		"all gone":   func(out string) { os.RemoveAll(out) },
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			tr := tree{"a/x": "data", "b": "b"}
			mustBuild(t, out, tr)
			m, _ := manifestOf(t, out)
			harm(out)
			target, err := Open(out)
			if err != nil {
				t.Fatal(err)
			}
			defer target.Close()
			if target.Intact(m) {
				t.Error("still intact")
			}
			if name == "a folder" || name == "a link" {
				return // somebody else's now: the next test says what happens
			}
			mustBuild(t, out, tr)
			same(t, "repaired", site(t, out), tr.image())
			if !intact(t, out) {
				t.Error("not intact after the repair")
			}
		})
	}
}

// A touched file keeps its bytes: it is not written, but the manifest learns
// its new time, or every later build would have to look again.
func TestTouchedFileIsOnlyNoted(t *testing.T) {
	out := t.TempDir()
	mustBuild(t, out, tree{"a": "x"})
	past := time.Unix(1_000_000_000, 5000)
	os.Chtimes(filepath.Join(out, "a"), past, past)
	if r := mustBuild(t, out, tree{"a": "x"}); r.Written != 0 {
		t.Errorf("%+v", r)
	}
	if m, ok := manifestOf(t, out); !ok || m.Files[0].MTime != past.UnixNano() || !intact(t, out) {
		t.Errorf("%+v", m)
	}
}

func TestMisuse(t *testing.T) {
	for _, c := range []struct{ puts []string }{
		{[]string{""}},
		{[]string{"."}},
		{[]string{"/a"}},
		{[]string{"../a"}},
		{[]string{"a/../b"}},
		{[]string{"a//b"}},
		{[]string{"a/"}},
		{[]string{`a\b`}},
		{[]string{"a\x00"}},
		{[]string{".git/config"}},
		{[]string{"x/.GIT/y"}},
		{[]string{".gloss-manifest.json"}},
		{[]string{".Gloss-stage-1/x"}},
		{[]string{"a\xff"}},
		{[]string{"a", "a"}},
		{[]string{"a", "A"}},
		{[]string{"x/K", "x/\u212a"}},
		{[]string{"Ä/x", "ä/X"}},
		{[]string{"a", "a/b"}},
		{[]string{"a/b/c", "a"}},
		{[]string{"A/b/c", "a/B"}},
	} {
		out := filepath.Join(t.TempDir(), "public")
		target, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		s, err := target.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range c.puts {
			if err = s.Put(p, nil); (err != nil) != (i == len(c.puts)-1) {
				t.Errorf("%q: put %d: %v", c.puts, i, err)
			}
		}
		if !errors.Is(err, ErrMisuse) {
			t.Errorf("%q: %v", c.puts, err)
		}
		if _, cerr := s.Commit(Inputs{}); cerr == nil || cerr.Error() != err.Error() {
			t.Errorf("%q: a tree with a hole was committed: %v", c.puts, cerr)
		}
		if err := s.Put("later", nil); !errors.Is(err, ErrMisuse) {
			t.Errorf("Put after the end: %v", err)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%q: the folder was left behind", c.puts)
		}
		target.Close()
	}
}

func TestExtraMustBeJSON(t *testing.T) {
	target, _ := Open(t.TempDir())
	defer target.Close()
	s, err := target.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(Inputs{Extra: json.RawMessage("{")}); !errors.Is(err, ErrMisuse) {
		t.Error(err)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	base := t.TempDir()
	out := filepath.Join(base, "x", "public")
	target, _ := Open(out)
	defer target.Close()
	s, err := target.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put("a/b", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Abort(), s.Abort()); err != nil {
		t.Fatal(err)
	}
	same(t, "folders that Begin made", snap(t, base), image{})

	// The same Target can go on.
	if _, err := buildInto(target, tree{"a/b": "y"}); err != nil {
		t.Fatal(err)
	}
	before := snap(t, out)
	s, err = target.Begin()
	if err != nil {
		t.Fatal(err)
	}
	s.Put("a/b", []byte("z"))
	s.Put("c", []byte("z"))
	s.Abort()
	same(t, "old tree", snap(t, out), before)
}

func TestOneBuildAtATime(t *testing.T) {
	out := t.TempDir()
	first, _ := Open(out)
	defer first.Close()
	s, err := first.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put("a", []byte("1")); err != nil {
		t.Fatal(err)
	}
	var refusal *RefusedError
	if _, err := build(out, tree{"a": "2"}, nil); !errors.As(err, &refusal) || refusal.Path != out {
		t.Fatalf("a second build: %v", err)
	}
	if _, err := s.Commit(Inputs{}); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, tree{"a": "2"})
}

// A build reads the manifest under the lock, so that one which waited its turn
// knows what the one before it did.
func TestManifestIsReadUnderTheLock(t *testing.T) {
	out := t.TempDir()
	mustBuild(t, out, tree{"a": "1"})
	late, _ := Open(out)
	defer late.Close()
	late.Manifest()
	mustBuild(t, out, tree{"b": "2"})
	if _, err := buildInto(late, tree{"c": "3"}); err != nil {
		t.Fatal(err)
	}
	same(t, "tree", site(t, out), tree{"c": "3"}.image())
}

func TestFolderVanishesBetweenBuilds(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	target, _ := Open(out)
	defer target.Close()
	for range 2 {
		if _, err := buildInto(target, tree{"a/b": "1"}); err != nil {
			t.Fatal(err)
		}
		same(t, "tree", site(t, out), tree{"a/b": "1"}.image())
		os.RemoveAll(out)
	}
	os.MkdirAll(out, 0o755) // another folder of that name
	if _, err := buildInto(target, tree{"a": "2"}); err != nil {
		t.Fatal(err)
	}
	same(t, "tree", site(t, out), tree{"a": "2"}.image())
}

func TestLeftoversOfKilledBuilds(t *testing.T) {
	out := t.TempDir()
	write(t, out, stagePrefix+"OLD/1", "half")
	write(t, out, ".gloss-notes", "the user's")
	mustBuild(t, out, tree{"a": "1"})
	same(t, "tree", site(t, out), image{"a": "file: 1", ".gloss-notes": "file: the user's"})
}

func TestForeignFiles(t *testing.T) {
	cases := []struct {
		name    string
		foreign func(t *testing.T, out string)
		old     tree // built before the foreign things come
		new     tree
		refused string // the path that the error names, "" for success
	}{
		{name: "kept", foreign: puts("CNAME", "x", ".git/HEAD", "h", "a/mine", "m"), new: tree{"a/x": "1"}},
		{name: "adopted when equal", foreign: puts("a/x", "1"), new: tree{"a/x": "1"}},
		{name: "other bytes, same size", foreign: puts("a/x", "2"), new: tree{"a/x": "1"}, refused: "a/x"},
		{name: "other size", foreign: puts("a/x", "22"), new: tree{"a/x": "1"}, refused: "a/x"},
		{name: "first of several", foreign: puts("b", "9", "a/x", "9", "c", "9"), new: tree{"c": "1", "b": "1", "a/x": "1"}, refused: "a/x"},
		{name: "file above", foreign: puts("a", "1"), new: tree{"a/x": "1"}, refused: "a"},
		{name: "file far above", foreign: puts("a/b", "1"), new: tree{"a/b/c/d": "1"}, refused: "a/b"},
		{name: "folder with a file", foreign: puts("a/x", "1"), new: tree{"a": "1"}, refused: "a"},
		{name: "empty folder", foreign: func(t *testing.T, out string) { os.Mkdir(filepath.Join(out, "a"), 0o755) }, new: tree{"a": "1"}, refused: "a"},
		{name: "theirs in our folder", old: tree{"a/x": "1"}, foreign: puts("a/mine", "m"), new: tree{"a": "1"}, refused: "a/mine"},
		{name: "their empty folder in ours", old: tree{"a/x": "1"}, foreign: func(t *testing.T, out string) { os.Mkdir(filepath.Join(out, "a/b"), 0o755) }, new: tree{"a": "1"}, refused: "a/b"},
		{name: "theirs in our folder stays", old: tree{"a/x": "1"}, foreign: puts("a/mine", "m"), new: tree{"b": "1"}},
		{name: "our file to folder", old: tree{"a": "1"}, foreign: puts(), new: tree{"a/x/y": "1"}},
		{name: "our folder to file", old: tree{"a/x/y": "1", "a/z": "2", "a/x/q": "1"}, foreign: puts(), new: tree{"a": "1"}},
		{
			name: "our folder to file, its file lost", old: tree{"a/x/y": "1", "a/z": "2"},
			foreign: func(t *testing.T, out string) { os.Remove(filepath.Join(out, "a/x/y")) }, new: tree{"a": "1"},
		},
		{name: "our edited file is ours", old: tree{"a": "1"}, foreign: puts("a", "edited"), new: tree{"a": "1"}},
		{name: "our edited file goes too", old: tree{"a": "1"}, foreign: puts("a", "edited"), new: tree{"b": "1"}},
		{name: "link at ours", old: tree{"a": "1"}, foreign: links("a", "b"), new: tree{"a": "1"}, refused: "a"},
		{name: "link at ours that goes stays", old: tree{"a": "1"}, foreign: links("a", "b"), new: tree{"c": "1"}},
		{name: "link out of the folder", foreign: links("a", "../elsewhere"), new: tree{"a/x": "1"}, refused: "a"},
		{name: "link out of the folder, file", foreign: links("a", "../elsewhere/f"), new: tree{"a": "1"}, refused: "a"},
		{
			name: "link inside the folder", foreign: func(t *testing.T, out string) { puts("b/x", "1")(t, out); links("a", "b")(t, out) },
			new: tree{"a/x": "1"}, refused: "a",
		},
		{
			name: "link where our folder was", old: tree{"a/x": "1", "b/x": "1"},
			foreign: func(t *testing.T, out string) {
				os.RemoveAll(filepath.Join(out, "a"))
				puts("c/x", "theirs")(t, out)
				links("a", "c")(t, out)
			}, new: tree{"b/x": "1"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			base := t.TempDir()
			out := filepath.Join(base, "public")
			write(t, base, "elsewhere/f", "precious")
			os.Mkdir(out, 0o755)
			if c.old != nil {
				mustBuild(t, out, c.old)
			}
			c.foreign(t, out)
			want := site(t, out)
			elsewhere := snap(t, filepath.Join(base, "elsewhere"))
			all := snap(t, out)

			_, err := build(out, c.new, nil)
			same(t, "elsewhere", snap(t, filepath.Join(base, "elsewhere")), elsewhere)
			if c.refused != "" {
				var refusal *RefusedError
				if !errors.As(err, &refusal) || refusal.Path != filepath.Join(out, c.refused) || refusal.Fix == "" {
					t.Fatalf("got %v, want a refusal at %s", err, c.refused)
				}
				same(t, "refused, and touched", snap(t, out), all)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want = after(want, owned(c.old), c.new)
			same(t, "tree", site(t, out), want)
			if r := mustBuild(t, out, c.new); r.Written+r.Removed > 0 {
				t.Errorf("a second build did %+v", r)
			}
		})
	}
}

func puts(pairs ...string) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		for i := 0; i < len(pairs); i += 2 {
			write(t, out, pairs[i], pairs[i+1])
		}
	}
}

func links(p, target string) func(*testing.T, string) {
	return func(t *testing.T, out string) {
		os.RemoveAll(filepath.Join(out, p))
		if err := os.Symlink(target, filepath.Join(out, p)); err != nil {
			skip(t, err)
		}
	}
}

func TestManifestsOfOtherMinds(t *testing.T) {
	for _, c := range []struct {
		name, manifest string
		refused        bool // the old file is taken for somebody else's
	}{
		{"a later format", `{"format": 9, "files": [{"path": "a", "size": "one"}, {"path": "gone/x"}], "complete": true}`, false},
		{"an unfinished one", `{"format":1,"complete":false,"files":[{"path":"a"},{"path":"gone/x"}]}`, false},
		{"broken", `{"format": 1, "files": [{"path"`, true},
		{"not ours", `[1, 2]`, true},
		{"empty", ``, true},
		{"null", `null`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := t.TempDir()
			write(t, out, "a", "old")
			write(t, out, "gone/x", "old")
			write(t, out, "same", "1")
			write(t, out, ManifestName, c.manifest)
			if _, ok := manifestOf(t, out); ok {
				t.Error("taken for the last build")
			}
			_, err := build(out, tree{"a": "new", "same": "1"}, nil)
			var refusal *RefusedError
			if errors.As(err, &refusal) != c.refused {
				t.Fatal(err)
			}
			if c.refused {
				if !strings.Contains(refusal.Fix, "delete that folder") {
					t.Errorf("no way out: %v", err)
				}
				return
			}
			same(t, "tree", site(t, out), tree{"a": "new", "same": "1"}.image())
		})
	}
}

// A manifest may be somebody's forgery: what we could not have written we do
// not remove.
func TestManifestCannotLeadAstray(t *testing.T) {
	base := t.TempDir()
	out := filepath.Join(base, "public")
	write(t, base, "precious", "p")
	write(t, out, ".git/HEAD", "h")
	write(t, out, ManifestName, `{"format":1,"complete":true,"files":[{"path":"../precious"},{"path":".git/HEAD"},{"path":"/etc/passwd"},{"path":""}]}`)
	if _, ok := manifestOf(t, out); ok {
		t.Error("taken for the last build")
	}
	mustBuild(t, out, tree{"a": "1"})
	same(t, "tree", snap(t, base), image{
		"precious": "file: p", "public": "dir/", "public/.git": "dir/",
		"public/.git/HEAD": "file: h", "public/a": "file: 1", "public/" + ManifestName: "file: " + string(readFile(t, out, ManifestName)),
	})
}

func TestConcurrentPuts(t *testing.T) {
	trees := []image{}
	for range 2 {
		out := t.TempDir()
		write(t, out, "p/7/index.html", strings.Repeat("7", 100_000)) // adopted
		target, _ := Open(out)
		s, err := target.Begin()
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for w := range 8 {
			group.Go(func() {
				buf := make([]byte, 100_000)
				for i := w; i < 400; i += 8 {
					for k := range buf { // Put must not keep what it was lent
						buf[k] = '0' + byte(i%10)
					}
					if err := s.Put(fmt.Sprintf("p/%d/index.html", i), buf); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		r, err := s.Commit(Inputs{})
		if err != nil || r.Written != 399 || r.Unchanged != 1 {
			t.Fatalf("%d written, %d unchanged, %v", r.Written, r.Unchanged, err)
		}
		target.Close()
		trees = append(trees, site(t, out))
	}
	same(t, "two folders", trees[0], trees[1])
}

// An Abort while others still put waits for them, and then nothing is left.
func TestAbortWhilePutting(t *testing.T) {
	for range 20 {
		out := t.TempDir()
		target, _ := Open(out)
		s, err := target.Begin()
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for w := range 4 {
			group.Go(func() {
				for i := range 50 {
					if s.Put(fmt.Sprintf("%d/%d", w, i), make([]byte, 1000)) != nil {
						return
					}
				}
			})
		}
		runtime.Gosched()
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
		group.Wait()
		same(t, "aborted", snap(t, out), image{})
		target.Close()
	}
}

func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		skip(t, "no modes")
	}
	out := t.TempDir()
	mustBuild(t, out, tree{"a/b": "x"})
	for p, want := range map[string]os.FileMode{"a": 0o755, "a/b": 0o644, ManifestName: 0o644} {
		info, err := os.Stat(filepath.Join(out, p))
		if err != nil || info.Mode().Perm()&^want != 0 {
			t.Errorf("%s: %v %v", p, info.Mode(), err)
		}
	}
}

func TestLastBytes(t *testing.T) {
	out := t.TempDir()
	mustBuild(t, out, tree{"a.png": "as it was", "b.png": "old", "c.png": "gone", "d/e.png": "deep", "link.png": "linked"})
	write(t, out, "b.png", "new")
	write(t, out, "mine.png", "mine")
	if err := os.Remove(filepath.Join(out, "c.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(out, "link.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.png", filepath.Join(out, "link.png")); err != nil {
		t.Fatal(err)
	}
	ask := func(what string, want map[string]string) {
		t.Helper()
		target, err := Open(out)
		if err != nil {
			t.Fatal(err)
		}
		defer target.Close()
		s, err := target.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []string{"a.png", "b.png", "c.png", "d/e.png", "link.png", "mine.png", "../a.png"} {
			data, ok, err := s.Last(p)
			if err != nil || ok != (want[p] != "") || ok && string(data) != want[p] {
				t.Errorf("%s: %s: %q, %v, %v", what, p, data, ok, err)
			}
		}
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		if _, ok, _ := s.Last("a.png"); ok {
			t.Errorf("%s: a build that has ended has bytes", what)
		}
	}
	ask("after a build", map[string]string{"a.png": "as it was", "d/e.png": "deep"})
	write(t, out, ManifestName, string(encodeUnfinished([]string{"a.png"})))
	ask("after one that was killed", nil)
}
