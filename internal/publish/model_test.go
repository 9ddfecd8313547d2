package publish

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// The model: what a build should do to an image, told in as few words as can
// be, with no regard to how.

// owned lists the paths of a tree.
func owned(tr tree) map[string]bool {
	ours := map[string]bool{}
	for p := range tr {
		ours[p] = true
	}
	return ours
}

func isFile(im image, p string) bool { return strings.HasPrefix(im[p], "file: ") }

// clashes reports whether something that is not ours is in the way of new.
func clashes(im image, ours map[string]bool, new tree) bool {
	ourDirs := map[string]bool{}
	for p := range ours {
		for dir := range parents(p) {
			ourDirs[dir] = true
		}
	}
	for p, data := range new {
		for dir := range parents(p) {
			if at, ok := im[dir]; ok && at != "dir/" && !(isFile(im, dir) && ours[dir]) {
				return true
			}
		}
		switch at, ok := im[p]; {
		case !ok || at == "file: "+data || isFile(im, p) && ours[p]:
		case at != "dir/" || !ourDirs[p]:
			return true
		default:
			for q := range im {
				if strings.HasPrefix(q, p+"/") && !(isFile(im, q) && ours[q]) && !(im[q] == "dir/" && ourDirs[q]) {
					return true
				}
			}
		}
	}
	return false
}

// after is the image that a build of new leaves, where nothing clashes.
func after(im image, ours map[string]bool, new tree) image {
	result := image{}
	for p, at := range im {
		if !(isFile(im, p) && ours[p]) {
			result[p] = at
		}
	}
	for p := range ours { // folders that this leaves empty, innermost first
		if _, stays := new[p]; stays {
			continue
		}
		for dir := range parents(p) {
			if result[dir] == "dir/" && empty(result, dir) && !above(new, dir) {
				delete(result, dir)
			}
		}
	}
	for p, at := range new.image() {
		result[p] = at
	}
	return result
}

func empty(im image, dir string) bool {
	for p := range im {
		if path.Dir(p) == dir {
			return false
		}
	}
	return true
}

func above(tr tree, dir string) bool {
	for p := range tr {
		if strings.HasPrefix(p, dir+"/") {
			return true
		}
	}
	return false
}

func randomPath(r *rand.Rand) string {
	parts := make([]string, 1+r.IntN(3))
	for i := range parts {
		parts[i] = string("abc"[r.IntN(3)])
	}
	return strings.Join(parts, "/")
}

// randomTree is a tree whose paths can stand beside each other.
func randomTree(r *rand.Rand) tree {
	tr := tree{}
	for range r.IntN(8) {
		p := randomPath(r)
		fits := !above(tr, p)
		for dir := range parents(p) {
			if _, file := tr[dir]; file {
				fits = false
			}
		}
		if fits {
			tr[p] = fmt.Sprint(r.IntN(3))
		}
	}
	return tr
}

// meddle does to the folder what a user might.
func meddle(t testing.TB, r *rand.Rand, out string) {
	at := filepath.Join(out, filepath.FromSlash(randomPath(r)))
	switch r.IntN(6) {
	case 0, 1:
		if os.MkdirAll(filepath.Dir(at), 0o755) == nil {
			os.WriteFile(at, []byte(fmt.Sprint(r.IntN(3))), 0o644)
		}
	case 2:
		os.MkdirAll(at, 0o755)
	case 3:
		os.Remove(at)
	case 4:
		os.RemoveAll(at)
	case 5:
		if os.MkdirAll(filepath.Dir(at), 0o755) == nil {
			os.Symlink(filepath.Join(out, string("abc"[r.IntN(3)])), at)
			os.Symlink(string("abc"[r.IntN(3)]), at+"z")
		}
	}
	os.Remove(filepath.Join(out, ManifestName+"z"))
}

// TestRandomBuilds plays builds and users against the model.
func TestRandomBuilds(t *testing.T) {
	n := 150
	if testing.Short() {
		n = 50
	}
	refusals := 0
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		out := filepath.Join(fastDir(t), "public")
		ours := map[string]bool{}
		for step := range 6 {
			for range max(0, r.IntN(4)-1) {
				os.MkdirAll(out, 0o755)
				meddle(t, r, out)
			}
			new := randomTree(r)
			all, before := snap(t, out), site(t, out)
			name := fmt.Sprintf("seed %d step %d: %v over %v\nbefore:\n%s", seed, step, new, ours, before.text())
			_, err := build(out, new, nil)
			if clashes(before, ours, new) {
				var refusal *RefusedError
				if !errors.As(err, &refusal) {
					t.Fatalf("%s\nwant a refusal, got %v", name, err)
				}
				same(t, name+"\nrefused, and touched", snap(t, out), all)
				refusals++
				continue
			}
			if err != nil {
				t.Fatalf("%s\n%v", name, err)
			}
			same(t, name, site(t, out), after(before, ours, new))
			ours = owned(new)
			if !intact(t, out) {
				t.Fatalf("%s\nnot intact", name)
			}
		}
	}
	t.Logf("%d of %d builds refused", refusals, n*6)
}
