package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
)

// removeOld removes files that earlier builds wrote, and the folders that this
// leaves empty. It returns the paths at which there was a file.
func (s *Stage) removeOld(paths []string) (removed []string, err error) {
	for _, p := range paths {
		ours, err := s.isStale(p)
		if err != nil {
			return nil, err
		}
		if !ours {
			continue
		}
		if err := s.d.remove(p); err != nil {
			return nil, err
		}
		removed = append(removed, p)
	}
	return removed, s.prune(paths)
}

// isStale reports whether the file of an earlier build still stands at p. What
// is no regular file, or behind a symbolic link, is not what we wrote; and
// where the file system ignores case, p may by now be a file of the new tree.
func (s *Stage) isStale(p string) (bool, error) {
	g, err := s.ground(path.Dir(p))
	if err != nil || g.kind != stands {
		return false, err
	}
	info, err := s.d.lstat(p)
	if err != nil || info == nil || !info.Mode().IsRegular() {
		return false, err
	}
	c, claimed := s.claims[Fold(p)]
	if !claimed || c.dir || s.clear[p] {
		return true, nil
	}
	now, err := s.d.lstat(c.path)
	return err == nil && (now == nil || !os.SameFile(info, now)), err
}

// prune removes the folders above paths that are empty and that the new tree
// has no use for. A path whose file is gone already counts: a killed build may
// have removed just that.
func (s *Stage) prune(paths []string) error {
	seen := map[string]bool{}
	var dirs []string
	for _, p := range paths {
		for dir := range parents(p) {
			if seen[dir] {
				break
			}
			seen[dir] = true
			if !s.dirs[dir] {
				dirs = append(dirs, dir)
			}
		}
	}
	slices.Sort(dirs)
	for _, dir := range slices.Backward(dirs) { // what is inside comes first
		if err := s.pruneFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stage) pruneFolder(dir string) error {
	g, err := s.ground(dir)
	if err != nil || g.kind != stands {
		return err
	}
	entries, err := s.d.readDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || len(entries) > 0 {
		return err
	}
	if err := s.d.remove(dir); err != nil {
		return err
	}
	s.vanished(dir)
	return nil
}

// vanished forgets a folder that was removed: one of the new tree that the
// file system takes for the same, in other letters, has to be made anew.
func (s *Stage) vanished(dir string) {
	key := Fold(dir)
	if !s.claims[key].dir {
		return
	}
	for other, g := range s.grounds {
		if g.kind == stands && Fold(other) == key {
			s.grounds[other] = ground{kind: absent}
		}
	}
}
