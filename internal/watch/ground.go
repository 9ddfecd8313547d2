package watch

import (
	"path/filepath"
	"slices"
	"strings"

	"gloss/internal/source"
)

// ground is what is watched: some entries of a root.
type ground struct {
	root    string // absolute
	folders []string
}

func (g ground) abs(path string) string { return filepath.Join(g.root, filepath.FromSlash(path)) }

// relative gives the path of an absolute name from the root, "." for the root.
func (g ground) relative(name string) (string, bool) {
	rel, err := filepath.Rel(g.root, name)
	return filepath.ToSlash(rel), err == nil
}

// holds reports whether a path from the root is watched.
func (g ground) holds(path string) bool {
	top, _, _ := strings.Cut(path, "/")
	return slices.Contains(g.folders, top) && !source.Skips(path)
}
