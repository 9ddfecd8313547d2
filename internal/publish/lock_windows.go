package publish

import (
	"path/filepath"
	"syscall"
)

const (
	lockName         = reserved + "lock"
	deleteOnClose    = 0x04000000 // FILE_FLAG_DELETE_ON_CLOSE
	sharingViolation = syscall.Errno(32)
)

// lock takes the folder for one build, until unlock is called or the process
// ends, however it ends: it holds a file that nobody else may open, and that
// vanishes with the handle. Where that cannot be had the build goes on without.
func lock(d *disk) (unlock func() error, err error) {
	name, err := syscall.UTF16PtrFromString(filepath.Join(d.name, lockName))
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS,
		syscall.FILE_ATTRIBUTE_HIDDEN|syscall.FILE_FLAG_OPEN_REPARSE_POINT|deleteOnClose, 0)
	switch err {
	case nil:
		return func() error { return syscall.CloseHandle(h) }, nil
	case sharingViolation:
		return nil, errBusy
	}
	return func() error { return nil }, nil
}
