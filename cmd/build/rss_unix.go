//go:build linux || darwin

package main

import (
	"runtime"
	"syscall"
)

// peakRSS is the most memory that the process has held, in bytes.
func peakRSS() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "linux" {
		return u.Maxrss * 1024 // Linux counts in KiB
	}
	return u.Maxrss
}
