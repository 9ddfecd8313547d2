package publish

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

var errInjected = errors.New("no space left on device (injected)")

// faults makes the nth operation of a build fail and, if dead, all after it:
// to the folder that is the same as if the process had been killed there. What
// was being written is then half there.
func faults(out string, nth int, dead bool, seen *string) hook {
	count := 0
	var filling string
	return func(op, p string) (string, error) {
		if dead && (op == "look at" || op == "read" || op == "list") && count < nth {
			return p, nil // as good as killed before the next one that writes
		}
		count++
		if op == "create" {
			filling = p
		}
		if count != nth && !(dead && count > nth) {
			return p, nil
		}
		if count == nth {
			*seen = op + " " + p
			if op == "fill" {
				os.WriteFile(filepath.Join(out, filling), []byte("half"), 0o644)
			}
		}
		return "", errInjected
	}
}

// die is what a kill leaves: the lock is gone with the process, the rest stays.
func buildAndDie(out string, new tree, h hook) error {
	target, err := Open(out)
	if err != nil {
		return err
	}
	defer target.Close()
	target.hook = h
	if target.disk != nil {
		target.disk.hook = h
	}
	_, err = buildInto(target, new)
	return err
}

type scenario struct {
	name     string
	old, new tree
	foreign  tree
}

var scenarios = []scenario{
	{"first build", nil, tree{"index.html": "1", "a/b/c": "2", "a/d": ""}, tree{"CNAME": "x", "a/mine": "m"}},
	{
		"changes of every kind",
		tree{"same": "s", "change": "1", "gone": "g", "g/o/ne": "g", "f": "file", "d/e/r": "1", "d/e/s": "2", "d/t": "3"},
		tree{"same": "s", "change": "2", "new": "n", "n/e/w": "n", "f/i/le": "f", "d": "was a folder"},
		tree{".git/HEAD": "h", "g/mine": "m", "CNAME": "x"},
	},
	{"everything goes", tree{"a/b": "1", "c": "2"}, tree{}, tree{"a/c/mine": "m"}},
	{"nothing changes", tree{"a/b": "1", "c": "2"}, tree{"a/b": "1", "c": "2"}, nil},
}

func (sc scenario) prepare(t testing.TB) (out string) {
	out = filepath.Join(fastDir(t), "public")
	if sc.old != nil {
		mustBuild(t, out, sc.old)
	}
	for p, data := range sc.foreign {
		write(t, out, p, data)
	}
	return out
}

// want is what stands in the folder after a whole build of tr.
func (sc scenario) want(t testing.TB, tr tree) image {
	fresh := image{}
	for p, at := range sc.foreign.image() {
		fresh[p] = at
	}
	for p, at := range tr.image() {
		fresh[p] = at
	}
	return fresh
}

func (sc scenario) foreignStands(t testing.TB, name, out string) {
	for p, data := range sc.foreign {
		if got, err := os.ReadFile(filepath.Join(out, p)); err != nil || string(got) != data {
			t.Fatalf("%s: %s, which is somebody else's: %q, %v", name, p, got, err)
		}
	}
}

// TestKilledAnywhere stops a build before each operation that writes. Whatever the
// folder then holds, the next build makes whole: of the new tree, of the old,
// or of another that shares no file with either.
func TestKilledAnywhere(t *testing.T) {
	third := tree{"x/y": "other", "n": "other", "gone/was/file": "other", "d/e": "other"}
	for _, sc := range scenarios {
		for _, next := range []tree{sc.new, sc.old, third} {
			for nth := 1; ; nth++ {
				out := sc.prepare(t)
				seen := ""
				err := buildAndDie(out, sc.new, faults(out, nth, true, &seen))
				if seen == "" {
					if err != nil {
						t.Fatal(err)
					}
					break // the build has fewer operations
				}
				name := fmt.Sprintf("%s, killed at %d (%s), then %v", sc.name, nth, seen, next)
				if err == nil {
					t.Fatalf("%s: no error", name)
				}
				sc.foreignStands(t, name, out)
				if m, ok := manifestOf(t, out); ok && intact(t, out) {
					for _, f := range m.Files { // then it must be a whole tree
						if got := string(readFile(t, out, f.Path)); got != sc.old[f.Path] && got != sc.new[f.Path] {
							t.Fatalf("%s: called intact with %s %q", name, f.Path, got)
						}
					}
				}
				mustBuild(t, out, next)
				same(t, name, site(t, out), sc.want(t, next))
				if !intact(t, out) {
					t.Fatalf("%s: not intact", name)
				}
			}
		}
	}
}

// TestFailsAnywhere fails single operations: the error names a path and the
// cause, no staging is left, and up to the first replacement the old tree is.
func TestFailsAnywhere(t *testing.T) {
	for _, sc := range scenarios {
		for nth := 1; ; nth++ {
			out := sc.prepare(t)
			before := site(t, out)
			seen := ""
			inner := faults(out, nth, false, &seen)
			touched := false
			err := buildAndDie(out, sc.new, func(op, p string) (string, error) {
				at, err := inner(op, p)
				if err == nil && (op == "replace" && p != ManifestName || op == "remove" && !strings.HasPrefix(p, reserved)) {
					touched = true
				}
				return at, err
			})
			if seen == "" {
				break
			}
			name := fmt.Sprintf("%s, failed at %d (%s)", sc.name, nth, seen)
			var failed *Error
			if !errors.As(err, &failed) || !errors.Is(err, errInjected) || !strings.HasPrefix(failed.Path, out) {
				t.Fatalf("%s: got %v", name, err)
			}
			if removal := strings.HasPrefix(seen, "remove "+reserved); !removal {
				for p := range site(t, out) {
					if strings.HasPrefix(p, reserved) {
						t.Fatalf("%s: %s is left", name, p)
					}
				}
				if !touched {
					same(t, name+": old tree", site(t, out), before)
				}
			}
			mustBuild(t, out, sc.new)
			same(t, name, site(t, out), sc.want(t, sc.new))
		}
	}
}

// TestRandomlyKilled kills builds of random trees, several in a row, and then
// lets one through.
func TestRandomlyKilled(t *testing.T) {
	n := 150
	if testing.Short() {
		n = 20
	}
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		out := filepath.Join(fastDir(t), "public")
		foreign := tree{"mine": "m", "a/mine": "m", "a/b/c/mine": "m"}
		for p, data := range foreign {
			write(t, out, p, data)
		}
		for range 6 {
			seen := ""
			new := randomTree(r)
			for _, taken := range []string{"a", "a/b", "a/b/c"} {
				delete(new, taken)
			}
			if err := buildAndDie(out, new, faults(out, 1+r.IntN(30), true, &seen)); err != nil && !errors.Is(err, errInjected) {
				t.Fatalf("seed %d: %v", seed, err)
			}
			scenario{foreign: foreign}.foreignStands(t, fmt.Sprint("seed ", seed), out)
		}
		final := randomTree(r)
		for _, taken := range []string{"a", "a/b", "a/b/c"} {
			delete(final, taken)
		}
		mustBuild(t, out, final)
		same(t, fmt.Sprint("seed ", seed), site(t, out), scenario{foreign: foreign}.want(t, final))
	}
}

// TestKilledForReal kills a process that builds one tree after another.
func TestKilledForReal(t *testing.T) {
	if out := os.Getenv("GLOSS_PUBLISH_CHILD"); out != "" {
		child(out)
	}
	if testing.Short() {
		skip(t, "starts processes")
	}
	out := filepath.Join(t.TempDir(), "public")
	write(t, out, "mine", "m")
	for i := range 25 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledForReal$")
		cmd.Env = append(os.Environ(), "GLOSS_PUBLISH_CHILD="+out)
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(pipe).ReadString('\n'); err != nil {
			t.Fatalf("%q, %v", line, err)
		}
		time.Sleep(time.Duration(i) * 777 * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		if i%3 == 2 {
			final := bigTree(1000 + i)
			mustBuild(t, out, final)
			want := final.image()
			want["mine"] = "file: m"
			same(t, fmt.Sprint("round ", i), site(t, out), want)
		}
	}
}

func bigTree(n int) tree {
	tr := tree{}
	for i := range 60 {
		switch (i + n) % 3 {
		case 0:
			tr["p/"+strconv.Itoa(i)] = strconv.Itoa(n)
		case 1:
			tr["p/"+strconv.Itoa(i)+"/index.html"] = strings.Repeat(strconv.Itoa(n), 1000)
		}
	}
	return tr
}

func child(out string) {
	fmt.Println("ready")
	for n := 0; ; n++ {
		if _, err := build(out, bigTree(n), nil); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// TestFullDisk fills a real one, of a megabyte, where we may mount it.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := mountTiny(disk); err != nil {
		skip(t, "cannot mount a small disk: ", err)
	}
	t.Cleanup(func() { unmount(disk) })
	out := filepath.Join(disk, "public")
	old, new := tree{}, tree{}
	for i := range 10 {
		old[fmt.Sprintf("p/%d/index.html", i)] = strings.Repeat("o", 40_000)
		new[fmt.Sprintf("p/%d/index.html", i)] = strings.Repeat("n", 90_000)
	}
	mustBuild(t, out, old)
	before := snap(t, disk)
	_, err := build(out, new, nil)
	var failed *Error
	if !errors.As(err, &failed) || !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(failed.Path, filepath.Join(out, "p")) {
		t.Fatalf("got %v", err)
	}
	same(t, "old tree", snap(t, disk), before)
	if !intact(t, out) {
		t.Error("not intact")
	}
	// At every degree of fullness the build either goes through or changes nothing.
	for n := range 60 {
		filler := filepath.Join(disk, "filler")
		tr := tree{"p/0/index.html": strings.Repeat("x", 1000+n)}
		for i := range 8 {
			tr[fmt.Sprintf("q/%d/%d/index.html", n, i)] = strings.Repeat("y", 5000)
		}
		fill(t, filler, n*4096)
		before := site(t, out)
		_, err := build(out, tr, nil)
		os.Remove(filler)
		if err != nil {
			same(t, fmt.Sprintf("%d pages free: %v", n, err), site(t, out), before)
			continue
		}
		same(t, "whole", site(t, out), tr.image())
	}
}

// fill leaves no more than about spare bytes free.
func fill(t *testing.T, filler string, spare int) {
	f, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	size := int64(0)
	for {
		n, err := f.Write(make([]byte, 4096))
		size += int64(n)
		if err != nil {
			break
		}
	}
	if err := f.Truncate(max(0, size-int64(spare))); err != nil {
		t.Fatal(err)
	}
}
