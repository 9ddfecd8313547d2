package main

import (
	"fmt"
	"strings"

	"gloss/internal/build"
	"gloss/internal/preview"
	"gloss/internal/source"
)

// maxFiles is how many changed files --explain-rebuild names for a page.
const maxFiles = 5

// explainRebuild says for each page of an event which files changed, its own where
// it is among them, and what of the page is another for that.
func (s *session) explainRebuild(site *build.Site, e preview.Event) {
	all := differing(s.shown.Snapshot(), site.Snapshot())
	own := map[string]string{} // by file of the output
	made := site.MadeOf()
	for _, path := range all {
		for _, file := range made[path] {
			own[file] = path
		}
	}
	why := strings.Join(all[:min(len(all), maxFiles)], ", ")
	if len(all) > maxFiles {
		why += fmt.Sprintf(" and %d more", len(all)-maxFiles)
	}
	if why == "" {
		why = "the time"
	}
	pages := site.Pages()
	for _, page := range e.Changed {
		because := why
		if path := own[pages[page]]; path != "" {
			because = path
		}
		parts := site.Differences(s.shown, pages[page])
		if parts == nil {
			parts = []string{"template"}
		}
		fmt.Fprintf(s.Stderr, "  %s: %s (%s)\n", page, because, strings.Join(parts, ", "))
	}
}

// differing lists the files in which two snapshots differ.
func differing(a, b source.Snapshot) (paths []string) {
	for _, dir := range source.Folders {
		for _, f := range b.Under(dir) {
			if old, ok := a.Get(f.Path); !ok || old.Hash != f.Hash || old.Mode != f.Mode {
				paths = append(paths, f.Path)
			}
		}
		for _, f := range a.Under(dir) {
			if _, ok := b.Get(f.Path); !ok {
				paths = append(paths, f.Path)
			}
		}
	}
	return paths
}
