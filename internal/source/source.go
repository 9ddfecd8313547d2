// Package source turns a folder into a Snapshot: every file that a site is made
// from, with its bytes and their hash, read once and never changed.
//
// It takes a root folder (loader.go alone touches the file system) and overlays
// for files an editor has open but not saved; with an older snapshot and hints at
// what changed it looks at those places alone. It gives entries sorted by path,
// with slashes, relative to the root, so that a snapshot is the same on every
// machine. What is no regular file (a symbolic link, a device, a pipe) and what
// is too large stays in the snapshot with its Mode, so that a later stage can
// say where it is; its contents are never read. What editors write (Markdown,
// YAML, templates) is handed on with line feeds only and without a byte-order
// mark, so that neither changes anything downstream. It knows nothing of
// Markdown, and it never looks at a modification time to decide what a file says.
package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"sort"
	"strings"
)

// Mode says what stands at a path.
type Mode uint8

const (
	// Regular is a file whose bytes are in Data.
	Regular Mode = iota
	// Symlink is a symbolic link; it is never followed.
	Symlink
	// Special is a device, a pipe or a socket; it is never opened.
	Special
	// TooLarge is a regular file above its bound; Size holds its size.
	TooLarge
	// Unreadable is a file or folder that the system refused; Cause says why.
	Unreadable
)

// MaxText is the largest file that is read as text, in bytes.
const MaxText = 1_000_000

// MaxAsset is the largest file of any other kind, in bytes.
const MaxAsset = 50_000_000

// Hash is the SHA-256 of a file's bytes.
type Hash [sha256.Size]byte

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// File is one entry of a snapshot. Nobody writes to Data.
type File struct {
	Path  string // relative to the root, with slashes
	Data  []byte
	Hash  Hash
	Mode  Mode
	Size  int64
	Cause error // set where Mode is Unreadable
}

// NewFile makes the entry of a regular file, hashed, or a TooLarge one where
// data is above the bound of its kind.
func NewFile(path string, data []byte) File {
	f := File{Path: path, Size: int64(len(data))}
	if f.Size > bound(path) {
		f.Mode = TooLarge
		return f
	}
	if isWritten(path) {
		data = normalize(data)
	}
	f.Data, f.Hash = data, sha256.Sum256(data)
	return f
}

// isWritten tells what is normalized: every line-based format that is ours to
// read. Styles and scripts keep their bytes.
func isWritten(path string) bool {
	return strings.HasSuffix(path, ".md") || strings.HasSuffix(path, ".yaml") || strings.HasSuffix(path, ".html") || strings.HasSuffix(path, "content/sources.json")
}

func normalize(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

func bound(path string) int64 {
	if IsText(path) {
		return MaxText
	}
	return MaxAsset
}

// IsText reports whether the file at path is bounded as text: what editors
// write, and what templates and styles are made of.
func IsText(path string) bool {
	for _, end := range []string{".md", ".yaml", ".html", ".css", ".js"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// ErrMissing is the Cause of a folder that a site cannot be without and that is
// not there.
var ErrMissing = errors.New("it is missing")

// Snapshot is a tree at one moment. The zero value is an empty tree.
type Snapshot struct {
	files []File // sorted by Path, each path once
}

// NewSnapshot sorts files; where a path stands twice the later one wins, which
// is how overlays replace what is on disk.
func NewSnapshot(files []File) Snapshot {
	sort.SliceStable(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	out := files[:0:0]
	for _, f := range files {
		if n := len(out); n > 0 && out[n-1].Path == f.Path {
			out[n-1] = f
			continue
		}
		out = append(out, f)
	}
	return Snapshot{files: out}
}

// Get finds one entry.
func (s Snapshot) Get(path string) (File, bool) {
	if i, ok := s.find(path); ok {
		return s.files[i], true
	}
	return File{}, false
}

func (s Snapshot) find(path string) (int, bool) {
	return slices.BinarySearchFunc(s.files, path, func(f File, path string) int { return strings.Compare(f.Path, path) })
}

// Under gives the entries below a folder, named without a trailing slash; a
// folder that could not be read is an entry itself.
func (s Snapshot) Under(dir string) []File {
	if f, ok := s.Get(dir); ok {
		return []File{f}
	}
	lo, hi := s.below(dir)
	return s.files[lo:hi:hi]
}

// below gives the range of the entries below a folder.
func (s Snapshot) below(dir string) (lo, hi int) {
	prefix := dir + "/"
	lo, _ = s.find(prefix)
	hi = lo
	for hi < len(s.files) && strings.HasPrefix(s.files[hi].Path, prefix) {
		hi++
	}
	return lo, hi
}

// Equal tells whether two snapshots hold the same, and say the same of what they
// could not read.
func (s Snapshot) Equal(other Snapshot) bool {
	why := func(f File) string {
		if f.Cause == nil {
			return ""
		}
		return f.Cause.Error()
	}
	return slices.EqualFunc(s.files, other.files, func(a, b File) bool {
		return a.Path == b.Path && a.Mode == b.Mode && a.Size == b.Size && a.Hash == b.Hash && why(a) == why(b)
	})
}

// Hash is one hash over every path, mode and content hash.
func (s Snapshot) Hash() Hash {
	h := sha256.New()
	for _, f := range s.files {
		h.Write([]byte(f.Path))
		h.Write([]byte{0, byte(f.Mode)})
		h.Write(f.Hash[:])
	}
	return Hash(h.Sum(nil))
}
