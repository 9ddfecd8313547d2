package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
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
	root, err := open(dir)
	if err != nil {
		return Snapshot{}, err
	}
	defer root.Close()
	files := look(root, Folders)
	for path, data := range overlays {
		files = append(files, NewFile(path, data))
	}
	return NewSnapshot(files), nil
}

// Reload looks at a root again where hints say that something may have changed,
// and takes everything else from old, which came from Load or Reload without
// overlays. A hint is a path from the root and stands for all that is below it;
// "." is everything. If each change since old is hinted, the result is what Load
// would give; wrong or idle hints cost time and do no harm.
func Reload(dir string, old Snapshot, hints []string) (Snapshot, error) {
	whole := func(hint string) bool { return hint == "." || !fs.ValidPath(hint) }
	if slices.ContainsFunc(hints, whole) {
		return Load(dir, nil)
	}
	root, err := open(dir)
	if err != nil {
		return Snapshot{}, err
	}
	defer root.Close()
	paths := old.stale(hints, func(path string) bool {
		info, err := root.Lstat(path)
		return err == nil && info.IsDir()
	})
	return old.replace(paths, look(root, paths)), nil
}

func open(dir string) (*os.Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("cannot open the site's root: %w", err)
	}
	return root, nil
}

// look reads what stands at paths and below. A file that goes between being
// listed and being read is as if it had gone before.
func look(root *os.Root, paths []string) (files []File) {
	for _, path := range paths {
		files = append(files, walk(root, path)...)
	}
	readAll(root, files)
	return slices.DeleteFunc(files, func(f File) bool { return errors.Is(f.Cause, fs.ErrNotExist) })
}

// walk lists what stands at a path and below. Regular files come without their
// bytes. A top-level folder that is no folder is the one entry, so that its
// absence is noticed.
func walk(root *os.Root, at string) []File {
	info, err := root.Lstat(at)
	switch {
	case err != nil:
		return []File{{Path: at, Mode: Unreadable, Cause: err}}
	case !info.IsDir() && !strings.Contains(at, "/") && info.Mode().IsRegular():
		return []File{{Path: at, Mode: Special}}
	case !info.IsDir():
		return []File{entry(at, info.Mode())}
	}
	var files []File
	_ = fs.WalkDir(root.FS(), at, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			files = append(files, File{Path: path, Mode: Unreadable, Cause: err})
		case path != at && Skips(path):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			files = append(files, entry(path, d.Type()))
		}
		return nil
	})
	return files
}

func entry(path string, mode fs.FileMode) File {
	switch {
	case mode&fs.ModeSymlink != 0:
		return File{Path: path, Mode: Symlink}
	case !mode.IsRegular():
		return File{Path: path, Mode: Special}
	}
	return File{Path: path}
}

// readAll fills in the bytes of regular files, each worker in its own slots.
func readAll(root *os.Root, files []File) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			at := folder{root: root}
			defer at.close()
			for i := w; i < len(files); i += workers {
				if files[i].Mode == Regular {
					files[i] = at.read(files[i].Path)
				}
			}
		})
	}
	wg.Wait()
}

// folder is the folder of the last file that was read, kept open: files of one
// folder come one after another, and the way to it is not gone again for each.
type folder struct {
	root *os.Root
	path string
	open *os.Root // nil for none
}

func (f *folder) close() {
	if f.open != nil {
		_ = f.open.Close()
	}
	f.path, f.open = "", nil
}

// of gives where to look for a file, and under what name. A folder that cannot be
// opened is left to whoever looks for the file, for the error.
func (f *folder) of(file string) (*os.Root, string) {
	dir, name := path.Split(file)
	if dir == "" {
		return f.root, file
	}
	if f.open == nil || f.path != dir {
		f.close()
		open, err := f.root.OpenRoot(dir)
		if err != nil {
			return f.root, file
		}
		f.path, f.open = dir, open
	}
	return f.open, name
}

func (f *folder) read(path string) File {
	root, name := f.of(path)
	info, err := root.Lstat(name)
	switch {
	case err != nil:
		return File{Path: path, Mode: Unreadable, Cause: err}
	case !info.Mode().IsRegular():
		return entry(path, info.Mode())
	case info.Size() > bound(path):
		return File{Path: path, Mode: TooLarge, Size: info.Size()}
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return File{Path: path, Mode: Unreadable, Cause: err}
	}
	return NewFile(path, data)
}
