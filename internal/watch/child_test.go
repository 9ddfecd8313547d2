package watch

import (
	"fmt"
	"os"

	"gloss/internal/source"
)

// child follows a root at hints alone and prints what it has after each change:
// a test stops it, or takes its watches away.
func child(dir string) {
	w, err := New(dir, source.Folders, Options{Idle: -1})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	r := &reader{root: dir, watcher: w}
	c := Change{All: true}
	for ok := true; ok; c, ok = <-w.Changes() {
		if c.Notice != "" {
			fmt.Println("notice", c.Notice)
		}
		if err := r.apply(c); err != nil {
			fmt.Println("error", err)
		}
		fmt.Println("hash", r.now.Hash())
	}
}
