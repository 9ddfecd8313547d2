//go:build race

package sitetest_test

// slow tells that the race detector watches: what takes ten times as long is
// tried on less.
const slow = true
