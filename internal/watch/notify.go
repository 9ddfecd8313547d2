package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"gloss/internal/source"
)

var errRootGone = errors.New("the site's root was moved or removed")

// A notifier hears from the system what changes in each folder of the ground.
type notifier struct {
	ground
	say  func(sight)
	done <-chan struct{}

	system  *fsnotify.Watcher
	trouble chan error // what system reports; one is enough, any leads to a full look
	pump    sync.WaitGroup
	watched watched
}

// open watches every folder, from nothing: what it knew before is forgotten.
func (n *notifier) open() error {
	n.close()
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	n.system, n.watched = system, watched{paths: map[string]identity{}, ids: map[identity]string{}}
	n.trouble = make(chan error, 1)
	n.pump.Go(func() { collect(system.Errors, n.trouble) })
	if err := n.system.Add(n.root); err != nil {
		return err
	}
	for _, top := range n.folders {
		if err := n.enter(top); err != nil {
			return err
		}
	}
	return nil
}

// lost is the line for an error after which everything is looked at again.
func lost(why error) string {
	if errors.Is(why, fsnotify.ErrEventOverflow) {
		return "more changed at once than the system could report: looking at everything again"
	}
	return "the system stumbled over a change (" + why.Error() + "): looking at everything again"
}

// collect takes errors as they come: fsnotify may hold a lock that Add needs
// until somebody has taken its error. EINVAL is no loss: a folder that was moved
// was gone before fsnotify let go of its watch.
func collect(from <-chan error, to chan<- error) {
	for err := range from {
		if errors.Is(err, syscall.EINVAL) {
			continue
		}
		select {
		case to <- err:
		default:
		}
	}
}

func (n *notifier) close() {
	if n.system != nil {
		_ = n.system.Close()
		n.pump.Wait()
		n.system = nil
	}
}

// run hands on what is heard until the watcher is closed, or returns why
// nothing can be heard any more.
func (n *notifier) run() error {
	for {
		var err error
		select {
		case <-n.done:
			return nil
		case event, ok := <-n.system.Events:
			if !ok {
				return errors.New("the system reports no more changes")
			}
			err = n.hear(event)
		case why := <-n.trouble:
			if err = n.open(); err == nil {
				n.say(sight{how: everything, notice: lost(why)})
			}
		}
		if err != nil {
			return err
		}
	}
}

// hear handles one event. What stands at the path now decides, not the event.
func (n *notifier) hear(event fsnotify.Event) error {
	p, ok := n.relative(event.Name)
	switch {
	case p == "." && event.Has(fsnotify.Remove|fsnotify.Rename):
		return errRootGone
	case !ok || !n.holds(p):
		return nil
	}
	info, err := n.stand(p)
	folder := err == nil && info.IsDir()
	switch {
	case folder && event.Op == fsnotify.Write: // what changed in it is heard by itself
		return nil
	case !folder && event.Op == fsnotify.Chmod:
		return nil
	case !folder:
		n.leave(p)
	case event.Op == fsnotify.Chmod && n.watched.has(p):
	default:
		n.leave(p)
		if err := n.enter(p); err != nil {
			return err
		}
	}
	seen := sight{path: p}
	if errors.Is(err, fs.ErrNotExist) {
		seen.how = gone
	}
	n.say(seen)
	return nil
}

// stand gives what stands at p. Where a folder above is a symbolic link by now
// nothing does: what is behind it has another path.
func (n *notifier) stand(p string) (fs.FileInfo, error) {
	for i := range len(p) {
		if p[i] != '/' {
			continue
		}
		if info, err := os.Lstat(n.abs(p[:i])); err != nil || !info.IsDir() {
			return nil, fs.ErrNotExist
		}
	}
	return os.Lstat(n.abs(p))
}

// enter watches the folder at p, if it is one, and then those it holds: any that
// is made later is heard of.
func (n *notifier) enter(p string) error {
	info, err := n.stand(p)
	if err != nil || !info.IsDir() {
		return nil
	}
	if err := n.add(p, identify(info)); err != nil {
		return err
	}
	entries, _ := os.ReadDir(n.abs(p))
	for _, e := range entries {
		if child := path.Join(p, e.Name()); e.IsDir() && !source.Skips(child) {
			if err := n.enter(child); err != nil {
				return err
			}
		}
	}
	return nil
}

// add watches one folder. inotify has one watch for each folder and fsnotify one
// path for each watch: a folder that was moved here while the event still waits
// would keep its old path, and lose its watch when that event comes.
func (n *notifier) add(p string, id identity) error {
	if old, ok := n.watched.at(id); ok {
		n.leave(old)
	}
	n.remove(p)
	err := n.system.Add(n.abs(p))
	switch {
	case err == nil:
		n.watched.put(p, id)
		if info, err := n.stand(p); err != nil || identify(info) != id {
			n.remove(p) // another folder by now, which will be heard of
		}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR): // gone again, and heard of
	case errors.Is(err, fs.ErrPermission): // the loader says so
	default:
		return err
	}
	return nil
}

// leave forgets the folder at p and those below.
func (n *notifier) leave(p string) {
	if !n.watched.has(p) {
		return
	}
	for _, below := range n.watched.under(p) {
		n.remove(below)
	}
}

func (n *notifier) remove(p string) {
	_ = n.system.Remove(n.abs(p)) // fails where the system has forgotten it already
	n.watched.drop(p)
}
