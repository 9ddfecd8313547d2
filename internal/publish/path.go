package publish

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"unicode"
)

// reserved begins every name that we keep for ourselves in the output folder.
const (
	reserved     = ".gloss-"
	ManifestName = reserved + "manifest.json"
	stagePrefix  = reserved + "stage-"
)

// PathProblem says what is wrong with a path to put, or "". What it refuses we can
// neither write nor, found in a manifest, take to be ours.
func PathProblem(p string) string {
	switch {
	case !fs.ValidPath(p) || p == "." || !filepath.IsLocal(filepath.FromSlash(p)):
		return "not a relative path inside the folder"
	case strings.ContainsAny(p, "\\\x00"):
		return "a backslash or NUL in it"
	case strings.HasPrefix(Fold(p), reserved):
		return "names that begin with " + reserved + " are kept for the build"
	case hasGit(p):
		return ".git is not ours to write"
	}
	return ""
}

// Fold maps paths that differ only by case to one key, as file systems that
// ignore case do.
func Fold(p string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case r <= unicode.MaxASCII: // k and s too, though other letters fold to them
			return r
		}
		least := r // of the runes that are one letter: k, K and the Kelvin sign
		for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
			least = min(least, next)
		}
		return unicode.ToLower(least)
	}, p)
}

// parents calls yield with the folders above p, innermost first, without ".".
func parents(p string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}
