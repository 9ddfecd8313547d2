package source

import (
	"slices"
	"strings"
)

// stale gives the paths that have to be looked at for hints, none of them below
// another: each hint, or the outermost folder above it that is no folder now or
// was none in s, since then all of that changed. What could not be read is always
// looked at again: that a permission was given is hinted by nobody.
func (s Snapshot) stale(hints []string, isFolder func(path string) bool) (paths []string) {
	for _, f := range s.files {
		if f.Mode == Unreadable {
			hints = append(hints[:len(hints):len(hints)], f.Path)
		}
	}
	folders := map[string]bool{}
	stands := func(path string) bool {
		yes, known := folders[path]
		if !known {
			_, was := s.Get(path)
			yes = !was && isFolder(path)
			folders[path] = yes
		}
		return yes
	}
	set := map[string]bool{}
	for _, hint := range hints {
		top, _, _ := strings.Cut(hint, "/")
		if path := lift(hint, stands); slices.Contains(Folders, top) && !Skips(path) {
			set[path] = true
		}
	}
	for path := range set {
		if !lies(path, set) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// lift gives the outermost folder above path that does not stand, or path.
func lift(path string, stands func(folder string) bool) string {
	for i := range len(path) {
		if path[i] == '/' && !stands(path[:i]) {
			return path[:i]
		}
	}
	return path
}

// lies reports whether path is below one of set.
func lies(path string, set map[string]bool) bool {
	for i := range len(path) {
		if path[i] == '/' && set[path[:i]] {
			return true
		}
	}
	return false
}

// replace gives s with files in place of all that stands at paths and below.
func (s Snapshot) replace(paths []string, files []File) Snapshot {
	out := make([]bool, len(s.files))
	for _, path := range paths {
		if i, ok := s.find(path); ok {
			out[i] = true
		}
		lo, hi := s.below(path)
		for i := lo; i < hi; i++ {
			out[i] = true
		}
	}
	fresh := NewSnapshot(files).files
	merged := make([]File, 0, len(s.files)+len(fresh))
	for i, f := range s.files {
		for len(fresh) > 0 && fresh[0].Path < f.Path {
			merged, fresh = append(merged, fresh[0]), fresh[1:]
		}
		if !out[i] {
			merged = append(merged, f)
		}
	}
	return Snapshot{files: append(merged, fresh...)}
}
