package main

import (
	"gloss/internal/build"
	"gloss/internal/check"
	"gloss/internal/source"
)

// editorial prints what check --report says of a site, on standard output.
func (p program) editorial(r request, snapshot source.Snapshot, site *build.Site, keep func(string) bool) error {
	printer := &check.Printer{Keep: keep, Read: func(path string) []byte {
		f, _ := snapshot.Get(path)
		return f.Data
	}}
	report := check.NewReport(site.Graph)
	if r.format == "json" {
		return printer.JSON(p.Stdout, report)
	}
	return printer.Text(p.Stdout, report)
}
