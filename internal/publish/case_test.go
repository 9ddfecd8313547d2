package publish

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// ignoreCase makes the folder behave as on a file system that ignores case and
// keeps it: a name finds what bears it in other letters.
func ignoreCase(out string) hook {
	return func(op, p string) (string, error) {
		if op == "fill" {
			return p, nil
		}
		at := "."
		for part := range strings.SplitSeq(p, "/") {
			entries, _ := os.ReadDir(filepath.Join(out, at))
			for _, e := range entries {
				if strings.EqualFold(e.Name(), part) {
					part = e.Name()
					break
				}
			}
			at = path.Join(at, part)
		}
		return at, nil
	}
}

func TestFileSystemIgnoresCase(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new tree
		foreign  tree
		refused  bool
	}{
		{"file", tree{"x/IS-K.png": "1"}, tree{"x/is-k.png": "1"}, nil, false},
		{"file with other bytes", tree{"x/IS-K.png": "1"}, tree{"x/is-k.png": "2"}, nil, false},
		{"folder", tree{"A/B/x": "1"}, tree{"a/b/x": "1"}, nil, false},
		{"folder, other file", tree{"A/x": "1", "A/z": "1"}, tree{"a/y": "1", "a/z": "1"}, nil, false},
		{"file to folder", tree{"A": "1"}, tree{"a/x": "1"}, nil, false},
		{"folder to file", tree{"A/x": "1"}, tree{"a": "1"}, nil, false},
		{"theirs", nil, tree{"readme": "ours"}, tree{"README": "theirs"}, true},
		{"theirs above", nil, tree{"readme/x": "ours"}, tree{"README": "theirs"}, true},
		{"theirs in ours", tree{"A/x": "1"}, tree{"a": "1"}, tree{"A/mine": "m"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := fastDir(t)
			if c.old != nil {
				mustBuild(t, out, c.old)
			}
			for p, data := range c.foreign {
				write(t, out, p, data)
			}
			before := snap(t, out)
			_, err := build(out, c.new, ignoreCase(out))
			if c.refused {
				var refusal *RefusedError
				if !errors.As(err, &refusal) {
					t.Fatalf("got %v", err)
				}
				same(t, "refused, and touched", snap(t, out), before)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, "tree", site(t, out), c.new.image())
			r, err := build(out, c.new, ignoreCase(out))
			if err != nil || r.Written+r.Removed > 0 {
				t.Errorf("a second build: %+v %v", r, err)
			}
		})
	}
}

// A kill between the two manifests leaves both names listed. The file that
// both mean must live, in the letters of the new tree.
func TestFileSystemIgnoresCaseAndKills(t *testing.T) {
	for nth := 1; ; nth++ {
		out := fastDir(t)
		old, new := tree{"A/IS-K.png": "1", "B": "2"}, tree{"a/is-k.png": "1", "b/c": "2"}
		mustBuild(t, out, old)
		seen := ""
		kill, fold := faults(out, nth, true, &seen), ignoreCase(out)
		buildAndDie(out, new, func(op, p string) (string, error) {
			if _, err := kill(op, p); err != nil {
				return "", err
			}
			return fold(op, p)
		})
		if seen == "" {
			break
		}
		if _, err := build(out, new, fold); err != nil {
			t.Fatalf("killed at %s: %v", seen, err)
		}
		same(t, "killed at "+seen, site(t, out), new.image())
	}
}

func TestFold(t *testing.T) {
	for _, c := range [][2]string{{"a/B", "A/b"}, {"K", "\u212a"}, {"s", "ſ"}, {"É", "é"}, {"Σ", "ς"}} {
		if Fold(c[0]) != Fold(c[1]) {
			t.Errorf("%q and %q", c[0], c[1])
		}
	}
	if p := "plain-path/x.html"; Fold(p) != p || Fold("ab") == Fold("ac") {
		t.Error("plain paths change")
	}
}
