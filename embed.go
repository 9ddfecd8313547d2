// Package gloss carries the theme inside the binary, so that a root that holds
// only content/ builds. The program lives in cmd/build.
package gloss

import "embed"

// Theme holds templates/ and static/ as they stood when the binary was built.
// A file of the same name under a site's own root replaces the one here.
//
//go:embed all:templates all:static
var Theme embed.FS
