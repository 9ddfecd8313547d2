package publish

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A Result says what a Commit did.
type Result struct {
	Written, Unchanged, Removed int
	Bytes                       int64 // of the whole tree, written or not
	WrittenPaths, RemovedPaths  []string
}

// A plan is all that a Commit is about to do, made before it does anything.
type plan struct {
	inputs Inputs
	files  []item   // the new tree, sorted
	place  []*item  // those of files that are staged
	gone   []string // ours, and not in the new tree; sorted
	first  []string // ours too, but in the way of the new tree; sorted
}

// Commit makes the folder hold what was put, and remembers inputs with it. If
// it refuses, nothing was touched. If it fails half-way, some files are of the
// old tree and some of the new, and the next build mends that. In any case the
// build has ended.
func (s *Stage) Commit(inputs Inputs) (Result, error) {
	s.life.Lock()
	defer s.life.Unlock()
	if s.ended {
		return Result{}, misuse("commit", s.t.out, "the build has ended")
	}
	result, err := s.commit(inputs)
	if cerr := s.end(err == nil); err == nil {
		err = cerr
	}
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

func (s *Stage) commit(inputs Inputs) (Result, error) {
	if s.failed != nil {
		return Result{}, s.failed
	}
	p, err := s.plan(inputs)
	if err != nil {
		return Result{}, err
	}
	final, err := s.stageManifests(p)
	if err != nil {
		return Result{}, err
	}
	removed, err := s.replace(p)
	if err != nil {
		s.unmakeFolders()
		return Result{}, err
	}
	if err := s.sealManifest(p, final); err != nil {
		return Result{}, err
	}
	return p.result(removed), nil
}

// plan decides everything, and refuses if something of somebody else's would
// have to go.
func (s *Stage) plan(inputs Inputs) (*plan, error) {
	if err := inputs.compact(); err != nil {
		return nil, misuse("commit", s.t.out, "Extra is not JSON: %v", err)
	}
	p := &plan{inputs: inputs, files: s.files}
	slices.SortFunc(p.files, func(a, b item) int { return strings.Compare(a.Path, b.Path) })
	put := make(map[string]bool, len(p.files))
	for i := range p.files {
		put[p.files[i].Path] = true
		if p.files[i].staged != "" {
			p.place = append(p.place, &p.files[i])
		}
	}
	for _, dir := range s.blocked {
		if err := s.giveWay(dir); err != nil {
			return nil, err
		}
	}
	for _, old := range slices.Compact(slices.Clone(s.old.paths)) {
		switch {
		case put[old]:
		case s.inTheWay(old):
			p.first = append(p.first, old)
		default:
			p.gone = append(p.gone, old)
		}
	}
	slices.SortFunc(s.refused, func(a, b *RefusedError) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Reason, b.Reason))
	})
	return p, summary(slices.CompactFunc(s.refused, func(a, b *RefusedError) bool { return *a == *b }))
}

// inTheWay reports whether an old file has to go before the new ones come, so
// that they find room. All others go after, so that readers miss little.
func (s *Stage) inTheWay(old string) bool {
	if s.clear[old] {
		return true
	}
	for dir := range parents(old) {
		if c, claimed := s.claims[Fold(dir)]; claimed {
			return !c.dir || !s.dirs[dir] // a file, or a folder in other letters
		}
	}
	return false
}

// giveWay marks all in a folder that stands where a file is to be. What is not
// ours it refuses: an empty folder too, if no file of ours was ever in it.
func (s *Stage) giveWay(dir string) error {
	if !s.oldDirs[Fold(dir)] {
		s.refuse(dir, foreignPlace)
		return nil
	}
	entries, err := s.d.readDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		at := path.Join(dir, e.Name())
		if e.IsDir() {
			err = s.giveWay(at)
		} else {
			err = s.giveWayFile(at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Stage) giveWayFile(p string) error {
	info, err := s.d.lstat(p)
	if err != nil || info == nil {
		return err
	}
	listed, others, err := s.names(p, info)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || !listed && len(others) == 0 {
		s.refuse(p, foreignPlace)
		return nil
	}
	for _, q := range append(others, p) {
		s.clear[q] = true
	}
	return nil
}

// replace turns the old tree into the new, and returns what it removed. The
// unfinished manifest stands.
func (s *Stage) replace(p *plan) (removed []string, err error) {
	removed, err = s.removeOld(p.first)
	if err != nil {
		return nil, err
	}
	if err := s.makeFolders(p); err != nil {
		return nil, err
	}
	for _, it := range p.place {
		if err := s.placeFile(it); err != nil {
			return nil, err
		}
	}
	more, err := s.removeOld(p.gone)
	if err != nil {
		return nil, err
	}
	removed = append(removed, more...)
	slices.Sort(removed)
	return removed, nil
}

// makeFolders makes every folder before the first file is replaced, since it
// is the last thing that a full disk can refuse.
func (s *Stage) makeFolders(p *plan) error {
	needed := map[string]bool{}
	for _, it := range p.place {
		for dir := range parents(it.Path) {
			if needed[dir] {
				break
			}
			needed[dir] = s.grounds[dir].kind == absent
		}
	}
	var dirs []string
	for dir, need := range needed {
		if need {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		if err := s.makeFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stage) makeFolder(dir string) error {
	err := s.d.mkdir(dir)
	if err == nil {
		s.newDirs = append(s.newDirs, dir)
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		if info, lerr := s.d.lstat(dir); lerr == nil && info != nil && info.IsDir() {
			return nil // under a name in other letters
		}
	}
	return err
}

// unmakeFolders takes back those that a failed Commit made and left empty. It
// does its best: an empty folder harms nobody, and the first error counts.
func (s *Stage) unmakeFolders() {
	for _, dir := range slices.Backward(s.newDirs) {
		s.d.remove(dir)
	}
}

// placeFile moves a staged file into place, and notes the time that it bears
// there, which some file systems only settle now.
func (s *Stage) placeFile(it *item) error {
	if err := s.d.rename(it.staged, it.Path); err != nil {
		return err
	}
	info, err := s.d.lstat(it.Path)
	if err != nil {
		return err
	}
	if info != nil {
		it.MTime = info.ModTime().UnixNano()
	}
	return nil
}

func (p *plan) result(removed []string) Result {
	r := Result{Removed: len(removed), RemovedPaths: removed, Written: len(p.place)}
	r.Unchanged = len(p.files) - r.Written
	for _, it := range p.place {
		r.WrittenPaths = append(r.WrittenPaths, it.Path)
	}
	for i := range p.files {
		r.Bytes += p.files[i].Size
	}
	return r
}
