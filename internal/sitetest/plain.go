package sitetest

import (
	"testing"

	"gloss/internal/build"
)

// Plain makes the site of some files without options, for tests that may not
// know the Builder.
func Plain(t testing.TB, files Files) *Result {
	t.Helper()
	return Build(t, files.Snapshot(), Moment(t, "2026-11-15"), build.Options{})
}
