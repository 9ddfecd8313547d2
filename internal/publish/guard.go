package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sourceFolders are those of a site's root that are written by hand.
var sourceFolders = []string{"content", "templates", "static", "cmd", "internal", "docs"}

// CheckTarget refuses, with a *RefusedError, an output folder that would be a
// mistake: one that holds, is, or lies inside what people keep. Both paths are
// absolute; out need not exist. Symbolic links count as what they lead to, and
// as what they are called.
func CheckTarget(out, root string) error {
	if !filepath.IsAbs(out) || !filepath.IsAbs(root) {
		return misuse("check", out, "the paths of an output folder and of a root must be absolute")
	}
	out, root = filepath.Clean(out), filepath.Clean(root)
	real, err := resolve(out)
	if err != nil {
		return err
	}
	realRoot, err := resolve(root)
	if err != nil {
		realRoot = root // a root that cannot be read is the caller's to report
	}
	for _, o := range []string{out, real} {
		for _, r := range []string{root, realRoot} {
			if why, bad := mistake(o, r); bad {
				return refused(out, why)
			}
		}
	}
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return refused(out, notAFolder)
	}
	if isForeignRepository(real) {
		return refused(out, isRepo)
	}
	return nil
}

// mistake judges one name of the folder against one name of the root.
func mistake(out, root string) (reason, bool) {
	switch {
	case filepath.Dir(out) == out:
		return isRoot, true
	case holdsHome(out):
		return isHome, true
	case holds(out, root): // the repository that root is in is above root, or root
		return isSite, true
	case hasGit(out):
		return isGit, true
	case isSystem(out):
		return isSystemFolder, true
	}
	for _, name := range sourceFolders {
		source := filepath.Join(root, name)
		if under(root, name, out) || holds(source, out) {
			return isSource(name), true
		}
	}
	return reason{}, false
}

// isSystem tells whether out is one of the folders that a system is made of
// (/etc, /usr): right below the root, full, and not of our making.
func isSystem(out string) bool {
	parent := filepath.Dir(out)
	if filepath.Dir(parent) != parent {
		return false
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) == 0 {
		return false
	}
	_, err = os.Stat(filepath.Join(out, ManifestName))
	return err != nil
}

func holdsHome(out string) bool {
	home, err := os.UserHomeDir()
	if err != nil || !filepath.IsAbs(home) {
		return false
	}
	home = filepath.Clean(home)
	if real, err := resolve(home); err == nil && holds(out, real) {
		return true
	}
	return holds(out, home)
}

// holds reports whether folder is path or lies above it, going by names and,
// where both exist, by what they are: two names may be one folder.
func holds(folder, path string) bool {
	info, err := os.Stat(folder)
	for p := path; ; p = filepath.Dir(p) {
		if p == folder {
			return true
		}
		if err == nil {
			if at, err := os.Stat(p); err == nil && os.SameFile(info, at) {
				return true
			}
		}
		if filepath.Dir(p) == p {
			return false
		}
	}
}

// under reports whether path lies in root/name or is it, in letters of either
// case: what is one folder on a Mac should not be two on Linux.
func under(root, name, path string) bool {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return false
	}
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	return strings.EqualFold(first, name)
}

func hasGit(path string) bool {
	for part := range strings.SplitSeq(filepath.ToSlash(path), "/") {
		if strings.EqualFold(part, ".git") {
			return true
		}
	}
	return false
}

// isForeignRepository reports whether a working tree stands at dir that holds
// no manifest of ours: hardly meant to be written over.
func isForeignRepository(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err != nil {
		return false
	}
	raw, _ := os.ReadFile(filepath.Join(dir, ManifestName))
	return !parseRecord(raw).readable
}

// resolve follows the symbolic links of a path, of which the end may not exist.
func resolve(path string) (string, error) {
	for p, rest := path, ""; ; {
		real, err := filepath.EvalSymlinks(p)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", unresolved(path, p, err)
		}
		if _, err := os.Lstat(p); err == nil {
			return "", refused(path, danglingOut)
		}
		p, rest = filepath.Dir(p), filepath.Join(filepath.Base(p), rest)
	}
}

// unresolved tells a file among the folders of a path from a true failure.
func unresolved(path, p string, err error) error {
	for dir := filepath.Dir(p); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			return refused(path, underAFile)
		}
	}
	return failure("check", path, err)
}
