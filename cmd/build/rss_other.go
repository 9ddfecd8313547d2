//go:build !linux && !darwin

package main

import "runtime"

// peakRSS is what Go has taken from the system, where the system does not say
// how much memory the process held.
func peakRSS() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
