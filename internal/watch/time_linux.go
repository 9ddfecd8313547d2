package watch

import (
	"io/fs"
	"syscall"
)

// changeTime tells of renames too, which the modification time does not.
func changeTime(info fs.FileInfo) int64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctim.Nano()
	}
	return info.ModTime().UnixNano()
}
