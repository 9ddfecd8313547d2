package publish

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

const (
	fileMode = 0o644
	dirMode  = 0o755
)

// A hook sees every operation on the folder before it happens, and may fail it
// or send it to another path. Tests set one; it is nil elsewhere.
type hook func(op, path string) (string, error)

// A disk is the output folder as the rest of the package sees it: slash paths
// in, and an *Error with the whole path out. Callers see to it that no symbolic
// link is on the way to a path. What writes goes through os.Root, which would
// follow none out of the folder; lstat and equal, which only look, and at every
// file, go by name, at a third of the cost.
type disk struct {
	root *os.Root
	name string // absolute, for messages
	hook hook
}

func (d *disk) full(path string) string {
	return filepath.Join(d.name, filepath.FromSlash(path))
}

// isStill reports whether the folder at path is the one that we hold.
func (d *disk) isStill(path string) bool {
	named, err := os.Stat(path)
	if err != nil {
		return false
	}
	held, err := d.root.Stat(".")
	return err == nil && os.SameFile(named, held)
}

func (d *disk) failed(op, path string, err error) error {
	if err == nil {
		return nil
	}
	return failure(op, d.full(path), err)
}

func (d *disk) on(op, path string) (string, error) {
	if d.hook == nil {
		return path, nil
	}
	return d.hook(op, path)
}

// lstat returns nil, and no error, where nothing stands.
func (d *disk) lstat(path string) (fs.FileInfo, error) {
	at, err := d.on("look at", path)
	if err != nil {
		return nil, d.failed("look at", path, err)
	}
	info, err := os.Lstat(d.full(at))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return info, d.failed("look at", path, err)
}

func (d *disk) read(path string) ([]byte, error) {
	at, err := d.on("read", path)
	if err != nil {
		return nil, d.failed("read", path, err)
	}
	data, err := d.root.ReadFile(at)
	return data, d.failed("read", path, err)
}

func (d *disk) readDir(path string) ([]fs.DirEntry, error) {
	at, err := d.on("list", path)
	if err != nil {
		return nil, d.failed("list", path, err)
	}
	f, err := d.root.Open(at)
	if err != nil {
		return nil, d.failed("list", path, err)
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	return entries, d.failed("list", path, err)
}

var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// equal reports whether the regular file at path holds exactly data.
func (d *disk) equal(path string, info fs.FileInfo, data []byte) (bool, error) {
	if info.Size() != int64(len(data)) {
		return false, nil
	}
	at, err := d.on("read", path)
	if err != nil {
		return false, d.failed("read", path, err)
	}
	f, err := os.Open(d.full(at))
	if err != nil {
		return false, d.failed("read", path, err)
	}
	defer f.Close()
	same, err := sameBytes(f, data)
	return same, d.failed("read", path, err)
}

func sameBytes(r io.Reader, data []byte) (bool, error) {
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	for {
		n, err := r.Read(buf[:])
		if n > len(data) || !bytes.Equal(buf[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// write makes a new file at path and returns its modification time. Errors
// name the path that it is written for.
func (d *disk) write(path, whole string, data []byte) (mtime int64, err error) {
	at, err := d.on("create", path)
	if err != nil {
		return 0, d.failed("write", whole, err)
	}
	f, err := d.root.OpenFile(at, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return 0, d.failed("write", whole, err)
	}
	mtime, err = d.fill(f, path, data)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return mtime, d.failed("write", whole, err)
}

func (d *disk) fill(f *os.File, path string, data []byte) (mtime int64, err error) {
	if _, err := d.on("fill", path); err != nil {
		return 0, err
	}
	if _, err := f.Write(data); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.ModTime().UnixNano(), nil
}

func (d *disk) rename(from, to string) error {
	at, err := d.on("replace", to)
	if err == nil {
		err = d.root.Rename(from, at)
	}
	return d.failed("replace", to, err)
}

func (d *disk) mkdir(path string) error {
	at, err := d.on("create", path)
	if err == nil {
		err = d.root.Mkdir(at, dirMode)
	}
	return d.failed("create", path, err)
}

// remove removes a file or an empty folder. Nothing there is no error.
func (d *disk) remove(path string) error {
	at, err := d.on("remove", path)
	if err == nil {
		err = d.root.Remove(at)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return d.failed("remove", path, err)
}

func (d *disk) removeAll(path string) error {
	at, err := d.on("remove", path)
	if err == nil {
		err = d.root.RemoveAll(at)
	}
	return d.failed("remove", path, err)
}
