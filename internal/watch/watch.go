// Package watch says that something below a site's root changed, and at most
// where.
//
// It takes a root and the names of the folders in it that matter. It gives
// Changes, one at a time, when the caller takes them: what happens while the
// caller is busy is joined into the next. A path in a Change is a hint, relative
// to the root with slashes, and stands for all that is below it; what stands there
// now, and whether it differs from before, is for the loader to see.
//
// It guarantees that whatever changed after New returned is hinted, or that a
// Change says All: where the system lost count, where it watches no more folders,
// where a folder was filled before it was watched. The first sight of something
// goes out at once; a removal waits a moment for what replaces the file, and so
// do the files that editors make and remove while they save. Some time after the
// last Change one that is Idle asks for a full look, which checks the hints.
//
// Where the system cannot watch, it looks at every file again and again instead
// (sizes, modes, times and identities), and says so once. It never reads a file,
// never follows a symbolic link, and passes over what source.Skips. It does not
// see a file that is only read, touched or given other permissions.
package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A Change says that something changed.
type Change struct {
	Paths  []string // hints
	All    bool     // look at everything; there are no Paths
	Idle   bool     // nothing was seen: All only because it has been quiet
	Notice string   // a line for the terminal, mostly ""
}

// Options may all be left out.
type Options struct {
	Poll     bool          // for file systems that send no events
	Interval time.Duration // between two looks when polling; a second
	Idle     time.Duration // quiet before an Idle change; 3 seconds; less than 0: never
}

// A Watcher sends Changes until it is closed.
type Watcher struct {
	changes chan Change
	sights  chan sight
	done    chan struct{}
	close   sync.Once
	running sync.WaitGroup
}

// New watches. A snapshot loaded after New has returned misses no change.
func New(root string, folders []string, o Options) (*Watcher, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("cannot find the site's root: %w", err)
	}
	if _, err := os.ReadDir(root); err != nil {
		return nil, fmt.Errorf("cannot watch the site's root: %w", err)
	}
	if o.Interval <= 0 {
		o.Interval = time.Second
	}
	if o.Idle == 0 {
		o.Idle = 3 * time.Second
	}
	w := &Watcher{changes: make(chan Change), sights: make(chan sight), done: make(chan struct{})}
	w.start(ground{root: root, folders: folders}, o)
	return w, nil
}

// start readies a notifier or a poller before it returns, and lets it run.
func (w *Watcher) start(g ground, o Options) {
	w.running.Go(func() { join(w.sights, w.changes, w.done, o.Idle) })
	if o.Poll {
		p := newPoller(g)
		w.running.Go(func() { p.run(o.Interval, w.say, w.done) })
		return
	}
	n := &notifier{ground: g, say: w.say, done: w.done}
	err := n.open()
	w.running.Go(func() {
		if err == nil {
			err = n.run()
		}
		n.close()
		if err == nil {
			return
		}
		p := newPoller(g)
		w.say(sight{how: everything, notice: instead(err, o.Interval)})
		p.run(o.Interval, w.say, w.done)
	})
}

// say hands on what was seen, unless the watcher is closed.
func (w *Watcher) say(s sight) {
	select {
	case w.sights <- s:
	case <-w.done:
	}
}

// Changes is where they come; Close closes it.
func (w *Watcher) Changes() <-chan Change { return w.changes }

// Close stops watching, and returns when nothing of it runs any more.
func (w *Watcher) Close() {
	w.close.Do(func() {
		close(w.done)
		w.running.Wait()
		close(w.changes)
	})
}
