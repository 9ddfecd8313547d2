// Package publish puts a tree of output files onto disk, whole or not at all.
//
// It takes a folder and, one Put each, the files that are to stand in it. It
// gives a folder in which exactly those files are ours, and says what changed.
//
//	target, err := publish.Open(out)     // CheckTarget(out, root) comes first
//	stage, err := target.Begin()
//	defer stage.Abort()                  // does nothing after Commit
//	stage.Put("index.html", page)        // from any goroutine
//	result, err := stage.Commit(inputs)
//
// It guarantees:
//
//   - Nothing that stands is touched before everything is staged and checked.
//     A disk that fills, or a Put that fails, leaves the old tree as it was.
//   - A file whose bytes are already right is not written, and with nothing to
//     change nothing at all is, the manifest included. Bytes are compared:
//     a modification time never decides.
//   - A file is replaced by one rename: a reader sees the old or the new.
//   - Files of ours that this build did not Put are removed, and folders that
//     this leaves empty.
//   - Every other file stays. One that stands in the way stops the build, by
//     name and before anything is touched, unless its bytes are what we would
//     write: then it becomes ours.
//   - Nothing is written outside the folder: every write goes through os.Root,
//     and a symbolic link inside is never followed, replaced or removed.
//   - One build at a time writes to a folder; a second is refused. (Where the
//     file system has no locks, the first then fails, and the next repairs.)
//   - The tree depends on what was Put, not on its order or on goroutines.
//
// The manifest, ManifestName in the folder, lists the files that are ours. At
// every moment it lists at least all of those: before a Commit touches the
// first file it writes down the paths of both trees, marked as unfinished, and
// after the last the new tree alone. So whatever ends a Commit half-way (a
// kill, an error), the next build knows every file of ours, whichever tree it
// is from, and converges; until then Manifest reports that there is no last
// build. Staging folders of killed builds are removed by the next Begin.
//
// It never follows what it writes to the platter (no fsync: after a power cut
// the next build compares bytes and repairs), never guards against others who
// change the folder while it works, never reads a clock, and knows nothing of
// pages, content or the site.
package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// A Target is an output folder, which need not exist yet.
type Target struct {
	out  string // absolute
	hook hook   // tests only

	mu   sync.Mutex
	disk *disk  // nil while the folder does not exist
	last record // what the manifest said when we last read it
}

// Open readies the output folder at the absolute path out. It writes nothing,
// and does not create the folder: Begin does.
func Open(out string) (*Target, error) {
	if !filepath.IsAbs(out) {
		return nil, misuse("open", out, "the path of an output folder must be absolute")
	}
	t := &Target{out: filepath.Clean(out)}
	info, err := os.Stat(t.out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return t, nil
	case err != nil:
		return nil, failure("open", t.out, err)
	case !info.IsDir():
		return nil, refused(t.out, notAFolder)
	}
	return t, t.openDisk()
}

func (t *Target) openDisk() error {
	root, err := os.OpenRoot(t.out)
	if err != nil {
		return failure("open", t.out, err)
	}
	t.disk = &disk{root: root, name: t.out, hook: t.hook}
	return nil
}

// Close lets go of the folder. A Stage must have ended, by Commit or Abort.
func (t *Target) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closeDisk()
}

func (t *Target) closeDisk() error {
	if t.disk == nil {
		return nil
	}
	err := t.disk.root.Close()
	t.disk, t.last = nil, record{}
	if err != nil {
		return failure("close", t.out, err)
	}
	return nil
}

// Manifest returns the manifest of the last build, if there was one, it was
// finished, and we can read it. The caller must not change it.
func (t *Target) Manifest() (Manifest, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.disk == nil || t.readRecord() != nil {
		return Manifest{}, false
	}
	return t.last.manifest, t.last.complete
}

// readRecord brings t.last up to date. Unchanged bytes are not parsed again.
func (t *Target) readRecord() error {
	raw, err := t.disk.read(ManifestName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if !bytes.Equal(raw, t.last.raw) {
		t.last = parseRecord(raw)
	}
	return nil
}

// Intact reports whether the folder stands as the build of m left it: every
// file of m is there with its recorded size and modification time, and no
// killed build left its staging folder. It reads no file's content, so it may
// save a build only where the key of m's Inputs says that nothing is new.
func (t *Target) Intact(m Manifest) bool {
	t.mu.Lock()
	d := t.disk
	t.mu.Unlock()
	if d == nil {
		return false
	}
	if left, err := d.leftovers(); err != nil || len(left) > 0 {
		return false
	}
	var workers sync.WaitGroup
	var broken atomic.Bool
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		part := m.Files[len(m.Files)*w/n : len(m.Files)*(w+1)/n]
		workers.Go(func() {
			for i := 0; i < len(part) && !broken.Load(); i++ {
				if !t.asRecorded(part[i]) {
					broken.Store(true)
				}
			}
		})
	}
	workers.Wait()
	return !broken.Load()
}

func (t *Target) asRecorded(f File) bool {
	info, err := os.Lstat(filepath.Join(t.out, filepath.FromSlash(f.Path)))
	return err == nil && info.Mode().IsRegular() &&
		info.Size() == f.Size && info.ModTime().UnixNano() == f.MTime
}

// Begin starts a build: it creates the folder if need be, takes it for this
// build alone, and clears away what a killed build left. The Stage must be
// ended by Commit or Abort.
func (t *Target) Begin() (*Stage, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	made, err := t.create()
	if err == nil {
		var s *Stage
		if s, err = t.begin(made); err == nil {
			return s, nil
		}
	}
	if len(made) > 0 {
		t.closeDisk()
		removeFolders(made)
	}
	return nil, err
}

func (t *Target) begin(made []string) (*Stage, error) {
	unlock, err := lock(t.disk)
	if errors.Is(err, errBusy) {
		return nil, refused(t.out, busy)
	}
	if err != nil {
		return nil, failure("lock", t.out, err)
	}
	s := &Stage{t: t, d: t.disk, unlock: unlock, made: made}
	if err := s.begin(); err != nil {
		unlock()
		return nil, err
	}
	return s, nil
}

// create makes the folder and those above it, and returns the ones it made,
// outermost first.
func (t *Target) create() (made []string, err error) {
	if t.disk != nil {
		if t.disk.isStill(t.out) {
			return nil, nil
		}
		t.closeDisk() // somebody deleted or replaced the folder
	}
	missing, err := missingFolders(t.out)
	for _, dir := range missing {
		err := os.Mkdir(dir, dirMode)
		if errors.Is(err, fs.ErrExist) {
			continue // somebody else just made it
		}
		if err != nil {
			return made, failure("create", dir, err)
		}
		made = append(made, dir)
	}
	if err != nil {
		return made, err
	}
	return made, t.openDisk()
}

// missingFolders lists dir and the folders above it that do not exist,
// outermost first.
func missingFolders(dir string) ([]string, error) {
	_, err := os.Stat(dir)
	switch {
	case err == nil:
		return nil, nil
	case !errors.Is(err, fs.ErrNotExist) || filepath.Dir(dir) == dir:
		return nil, failure("create", dir, err)
	}
	above, err := missingFolders(filepath.Dir(dir))
	if err != nil {
		return nil, err
	}
	return append(above, dir), nil
}

// removeFolders takes back folders of create that are still empty.
func removeFolders(made []string) {
	for i := len(made) - 1; i >= 0; i-- {
		if os.Remove(made[i]) != nil {
			return
		}
	}
}

// leftovers lists the staging folders that stand in the folder.
func (d *disk) leftovers() ([]string, error) {
	entries, err := d.readDir(".")
	if err != nil {
		return nil, err
	}
	var left []string
	for _, e := range entries {
		if e.IsDir() && strings.HasPrefix(e.Name(), stagePrefix) {
			left = append(left, e.Name())
		}
	}
	return left, nil
}
