package sitetest

import (
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// A Scribbler edits files and folders below a root at random, few names so that
// they meet: what was a file becomes a folder or a link, folders are swapped,
// moved in and out and into new ones. Every text it writes has another length.
type Scribbler struct {
	root   string
	rng    *rand.Rand
	serial int
}

// NewScribbler works below root; the same seed makes the same edits.
func NewScribbler(root string, seed uint64) *Scribbler {
	return &Scribbler{root: root, rng: rand.New(rand.NewPCG(seed, 5))}
}

var (
	scribbledTops  = []string{"content", "content", "content", "templates", "static"}
	scribbledNames = []string{"a", "a", "b", "b", "c", "d.md", "e.md", "f.md", "A-b.md", ".h", "x.tmp", "4913"}
)

// Edit makes one edit, which the disk may refuse, and gives every path from the
// root that it may have touched, or that holds all that it touched.
func (s *Scribbler) Edit() []string {
	p, q := s.path(), s.path()
	if s.throughLink(p) || s.throughLink(q) {
		return []string{p, q}
	}
	switch s.rng.IntN(16) {
	case 0, 1, 2:
		s.write(p)
	case 3:
		s.write(p + ".new")
		s.move(p+".new", p)
		return []string{p, q, p + ".new"}
	case 4:
		s.write(p + ".tmp")
		s.move(p+".tmp", p)
		return []string{p, q, p + ".tmp"} // static/ ignores no .x.tmp
	case 5, 6:
		_ = os.RemoveAll(s.abs(p))
	case 7:
		_ = os.MkdirAll(s.abs(p), 0o755)
	case 8:
		s.move(p, q)
	case 9:
		s.swap(p, q)
	case 10:
		_ = os.Symlink(s.pick([]string{"nowhere", "a", "..", "../../content"}), s.abs(p))
	case 11:
		in := "outside/" + strconv.Itoa(s.serial)
		for range 1 + s.rng.IntN(4) {
			s.write(in + "/" + s.below())
		}
		s.move(in, p)
	case 12:
		s.move(p, "outside/"+strconv.Itoa(s.serial))
	case 13:
		_ = os.MkdirAll(s.abs(q), 0o755)
		q = path.Join(q, s.pick(scribbledNames))
		s.move(p, q)
	case 14:
		s.move(p, p+"-"+strconv.Itoa(s.serial))
		s.write(p)
		return []string{p, q, p + "-" + strconv.Itoa(s.serial-1)}
	default:
		if s.rng.IntN(4) == 0 {
			top := s.pick(scribbledTops)
			s.swap(top, "outside/"+top)
			return []string{p, q, top}
		}
		s.write(p)
		s.write(p)
	}
	return []string{p, q}
}

// Write makes a file of its own, which no edit touches.
func (s *Scribbler) Write(name string) { s.write(name) }

func (s *Scribbler) path() string { return s.pick(scribbledTops) + "/" + s.below() }

func (s *Scribbler) below() string {
	parts := make([]string, 1+s.rng.IntN(4))
	for i := range parts {
		parts[i] = s.pick(scribbledNames)
	}
	return strings.Join(parts, "/")
}

func (s *Scribbler) abs(p string) string { return filepath.Join(s.root, filepath.FromSlash(p)) }

func (s *Scribbler) write(p string) {
	s.serial++
	_ = os.MkdirAll(s.abs(path.Dir(p)), 0o755)
	_ = os.WriteFile(s.abs(p), []byte(strings.Repeat("x", s.serial)), 0o644)
}

func (s *Scribbler) move(p, q string) {
	_ = os.MkdirAll(s.abs(path.Dir(q)), 0o755)
	_ = os.Rename(s.abs(p), s.abs(q))
}

func (s *Scribbler) swap(p, q string) {
	s.move(p, "outside/swap")
	s.move(q, p)
	s.move("outside/swap", q)
	_ = os.RemoveAll(s.abs("outside/swap"))
}

func (s *Scribbler) pick(list []string) string { return list[s.rng.IntN(len(list))] }

// throughLink reports whether p is a symbolic link or reached through one, where
// an edit would touch another place; half of the time it removes the link.
func (s *Scribbler) throughLink(p string) bool {
	if p == "." {
		return false
	}
	if s.throughLink(path.Dir(p)) {
		return true
	}
	info, err := os.Lstat(s.abs(p))
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		return false
	}
	return s.rng.IntN(2) == 0 || os.Remove(s.abs(p)) != nil
}
