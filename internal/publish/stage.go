package publish

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Stage is one build on its way into the folder. What differs from the
// folder waits in a staging folder inside it, until Commit.
type Stage struct {
	t      *Target
	d      *disk
	unlock func() error
	made   []string // folders that Begin made, to be taken back

	// What earlier builds left, fixed by Begin. File systems may ignore case,
	// so paths are looked up folded, then told apart by identity.
	old     record
	oldFold map[string][]string
	oldDirs map[string]bool // folded

	life  sync.RWMutex // held by Put for reading: the end waits for the last
	ended bool

	mu      sync.Mutex // guards the rest while life is held for reading
	failed  error      // the first error of Put
	scratch string     // the staging folder, "" until something needs it
	staged  int        // files in it
	claims  map[string]claim
	dirs    map[string]bool // above the files put
	grounds map[string]ground
	files   []item
	clear   map[string]bool // old paths in the way of new ones
	blocked []string        // put, where a folder stands
	refused []*RefusedError
	newDirs []string // made by Commit
}

// A claim is what the files put so far make of a folded path.
type claim struct {
	path string
	dir  bool
}

// An item is a file of the new tree.
type item struct {
	File
	staged string // where its bytes wait; "" if they already stand in place
}

// begin learns what stands in the folder. The lock is held, so staging folders
// there are nobody's.
func (s *Stage) begin() error {
	left, err := s.d.leftovers()
	if err != nil {
		return err
	}
	for _, name := range left {
		if err := s.d.removeAll(name); err != nil {
			return err
		}
	}
	if err := s.t.readRecord(); err != nil {
		return err
	}
	s.old = s.t.last
	s.oldFold = make(map[string][]string, len(s.old.paths))
	s.oldDirs = map[string]bool{}
	for _, p := range s.old.paths {
		key := Fold(p)
		s.oldFold[key] = append(s.oldFold[key], p)
		for dir := range parents(key) {
			s.oldDirs[dir] = true
		}
	}
	s.claims, s.dirs = map[string]claim{}, map[string]bool{}
	s.grounds, s.clear = map[string]ground{}, map[string]bool{}
	return nil
}

// Put says that the file at path (relative, with slashes) is to hold data. It
// may be called from any goroutine, once for each path, and keeps nothing of
// data. After an error the build can only be aborted. A file of somebody else
// in the way is reported by Commit, which knows the first of all.
func (s *Stage) Put(path string, data []byte) error {
	s.life.RLock()
	defer s.life.RUnlock()
	if s.ended {
		return misuse("put", path, "the build has ended")
	}
	if err := s.claim(path); err != nil {
		return err
	}
	return s.fail(s.settle(path, data))
}

// Last gives the bytes that the last build wrote at a path, where its manifest
// lists the file and its bytes are those that it lists. ok is false for anything
// else: then they have to be made.
func (s *Stage) Last(p string) (data []byte, ok bool, err error) {
	s.life.RLock()
	defer s.life.RUnlock()
	if s.ended || !s.old.complete || PathProblem(p) != "" {
		return nil, false, nil
	}
	files := s.old.manifest.Files
	i, found := slices.BinarySearchFunc(files, p, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !found {
		return nil, false, nil
	}
	g, err := s.ground(path.Dir(p))
	if err != nil || g.kind != stands {
		return nil, false, err
	}
	info, err := s.d.lstat(p)
	if err != nil || info == nil || !info.Mode().IsRegular() || info.Size() != files[i].Size {
		return nil, false, err
	}
	if data, err = s.d.read(p); err != nil {
		return nil, false, err
	}
	sum := sha256.Sum256(data)
	return data, hex.EncodeToString(sum[:]) == files[i].Hash, nil
}

// fail remembers the first error: a tree with a hole must not be committed.
func (s *Stage) fail(err error) error {
	if err == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = err
	}
	return err
}

// claim takes path for this Put. Two paths that some file system cannot hold
// beside each other are a fault of whoever made them up.
func (s *Stage) claim(p string) error {
	if why := PathProblem(p); why != "" {
		return s.fail(misuse("put", p, "%s", why))
	}
	key := Fold(p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed != nil {
		return s.failed
	}
	if s.failed = s.clash(p, key); s.failed != nil {
		return s.failed
	}
	s.claims[key] = claim{path: p}
	for dir := range parents(key) {
		if _, known := s.claims[dir]; known {
			break
		}
		s.claims[dir] = claim{path: p, dir: true}
	}
	for dir := range parents(p) {
		if s.dirs[dir] {
			break
		}
		s.dirs[dir] = true
	}
	return nil
}

func (s *Stage) clash(p, key string) error {
	if c, taken := s.claims[key]; taken {
		a, b := min(p, c.path), max(p, c.path)
		switch {
		case c.dir:
			return misuse("put", p, "%s needs a folder there", c.path)
		case a == b:
			return misuse("put", p, "put twice")
		}
		return misuse("put", a, "differs from %s by case alone", b)
	}
	for dir := range parents(key) {
		if c, taken := s.claims[dir]; taken && !c.dir {
			return misuse("put", c.path, "%s needs a folder there", p)
		}
	}
	return nil
}

// settle compares data with what stands at p, and stages it if it differs.
func (s *Stage) settle(p string, data []byte) error {
	g, err := s.ground(path.Dir(p))
	if err != nil {
		return err
	}
	if g.kind == taken {
		s.refuse(g.at, foreignAbove)
		return nil
	}
	sum := sha256.Sum256(data)
	f := File{Path: p, Size: int64(len(data)), Hash: hex.EncodeToString(sum[:])}
	if g.kind == absent {
		return s.stage(f, data, g.clear)
	}
	info, err := s.d.lstat(p)
	switch {
	case err != nil:
		return err
	case info == nil:
		return s.stage(f, data, nil)
	case info.IsDir():
		s.block(p)
		return s.stage(f, data, nil)
	case !info.Mode().IsRegular():
		s.refuse(p, foreignPlace)
		return nil
	}
	return s.settleOver(f, info, data)
}

// settleOver is settle where a regular file stands.
func (s *Stage) settleOver(f File, info fs.FileInfo, data []byte) error {
	listed, others, err := s.names(f.Path, info)
	if err != nil {
		return err
	}
	same, err := s.d.equal(f.Path, info, data)
	switch {
	case err != nil:
		return err
	case same && len(others) == 0:
		f.MTime = info.ModTime().UnixNano()
		s.keep(item{File: f})
		return nil
	case !same && !listed && len(others) == 0:
		s.refuse(f.Path, s.foreign())
		return nil
	}
	return s.stage(f, data, others)
}

func (s *Stage) foreign() reason {
	if s.old.readable {
		return foreignFile
	}
	return foreignUnsure
}

// stage writes data where Commit will find it.
func (s *Stage) stage(f File, data []byte, clear []string) error {
	name, err := s.scratchFile()
	if err != nil {
		return err
	}
	f.MTime, err = s.d.write(name, f.Path, data)
	if err != nil {
		return err
	}
	s.keep(item{f, name}, clear...)
	return nil
}

// scratchFile names a new file in the staging folder, which it makes first if
// nothing did: a build without changes touches nothing.
func (s *Stage) scratchFile() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.scratch == "" {
		name := stagePrefix + rand.Text()[:8]
		if err := s.d.mkdir(name); err != nil {
			return "", err
		}
		s.scratch = name
	}
	s.staged++
	return s.scratch + "/" + strconv.Itoa(s.staged), nil
}

func (s *Stage) keep(it item, clear ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = append(s.files, it)
	for _, p := range clear {
		s.clear[p] = true
	}
}

func (s *Stage) block(p string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.blocked = append(s.blocked, p)
}

func (s *Stage) refuse(p string, r reason) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused = append(s.refused, &RefusedError{s.d.full(p), r.why, r.fix})
}

// Abort ends the build and leaves the folder as Begin found it. It waits for
// every Put that is under way. After Commit, or a second time, it does nothing.
func (s *Stage) Abort() error {
	s.life.Lock()
	defer s.life.Unlock()
	if s.ended {
		return nil
	}
	return s.end(false)
}

// end clears the staging folder away and gives the folder free. Where the build
// came to nothing it takes back the folders that Begin made, if still empty.
func (s *Stage) end(done bool) error {
	s.ended = true
	var first error
	if s.scratch != "" {
		first = s.d.removeAll(s.scratch)
	}
	if err := s.unlock(); err != nil && first == nil {
		first = failure("unlock", s.t.out, err)
	}
	if !done && len(s.made) > 0 {
		if err := s.takeBack(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (s *Stage) takeBack() error {
	s.t.mu.Lock()
	defer s.t.mu.Unlock()
	left, err := s.d.readDir(".")
	if err != nil || len(left) > 0 {
		return err
	}
	err = s.t.closeDisk()
	removeFolders(s.made)
	return err
}
