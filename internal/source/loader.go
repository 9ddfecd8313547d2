package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// Folders are the top-level folders of a root that a site is made from.
var Folders = []string{"content", "templates", "static"}

// Load reads a root. Overlays, by path, replace or add to what is on disk. It
// fails only where the root itself cannot be opened; whatever is wrong with one
// file is an entry of the snapshot. Reading goes through os.Root, so nothing
// outside the root is reached even if a folder is swapped for a link meanwhile.
func Load(dir string, overlays map[string][]byte) (Snapshot, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Snapshot{}, fmt.Errorf("cannot open the site's root: %w", err)
	}
	defer root.Close()
	var files []File
	for _, top := range Folders {
		files = append(files, walk(root, top)...)
	}
	readAll(root, files)
	for path, data := range overlays {
		files = append(files, NewFile(path, data))
	}
	return NewSnapshot(files), nil
}

// walk lists what is below top. Regular files come without their bytes. A top
// that is no folder of its own is the one entry, so that its absence is noticed.
func walk(root *os.Root, top string) []File {
	if info, err := root.Lstat(top); err == nil && !info.IsDir() {
		mode := Special
		if info.Mode()&fs.ModeSymlink != 0 {
			mode = Symlink
		}
		return []File{{Path: top, Mode: mode}}
	}
	var files []File
	_ = fs.WalkDir(root.FS(), top, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone since it was listed, or the folder is not there
		case err != nil:
			files = append(files, File{Path: path, Mode: Unreadable, Cause: err})
			return nil
		case path != top && ignored(top, filepath.Base(path)):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			files = append(files, File{Path: path, Mode: Symlink})
		case !d.Type().IsRegular():
			files = append(files, File{Path: path, Mode: Special})
		default:
			files = append(files, File{Path: path})
		}
		return nil
	})
	return files
}

// ignored applies what Ignored says to content and templates. static/ may hold
// hidden files that hosts read (.well-known), but none that systems leave.
func ignored(top, name string) bool {
	if top == "static" && strings.HasPrefix(name, ".") {
		return name == ".DS_Store" || name == ".git" || strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, "~")
	}
	return Ignored(name)
}

// Ignored reports whether a file or folder of this name is no part of a site:
// hidden files and what editors leave beside a file that is open.
func Ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".tmp") ||
		len(name) > 1 && strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// readAll fills in the bytes of regular files, each worker in its own slots.
func readAll(root *os.Root, files []File) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(files); i += workers {
				if files[i].Mode == Regular {
					files[i] = read(root, files[i].Path)
				}
			}
		})
	}
	wg.Wait()
}

func read(root *os.Root, path string) File {
	info, err := root.Lstat(path)
	switch {
	case err != nil:
		return File{Path: path, Mode: Unreadable, Cause: err}
	case !info.Mode().IsRegular():
		return File{Path: path, Mode: Special}
	case info.Size() > bound(path):
		return File{Path: path, Mode: TooLarge, Size: info.Size()}
	}
	data, err := root.ReadFile(path)
	if err != nil {
		return File{Path: path, Mode: Unreadable, Cause: err}
	}
	return NewFile(path, data)
}
