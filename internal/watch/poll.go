package watch

import (
	"io/fs"
	"path/filepath"
	"time"
)

// stamp is what can be told of a file without reading it.
type stamp struct {
	mode  fs.FileMode
	size  int64
	mtime int64
	id    identity
}

// A poller looks at every file of the ground again and again.
type poller struct {
	ground
	stamps map[string]stamp
}

func newPoller(g ground) *poller {
	p := &poller{ground: g}
	p.stamps = p.look()
	return p
}

// run sleeps between two looks, however long they take.
func (p *poller) run(interval time.Duration, say func(sight), done <-chan struct{}) {
	next := time.NewTimer(interval)
	defer next.Stop()
	for {
		select {
		case <-done:
			return
		case <-next.C:
			p.compare(p.look(), say)
			next.Reset(interval)
		}
	}
}

// compare says what differs from the last look.
func (p *poller) compare(now map[string]stamp, say func(sight)) {
	for path, s := range now {
		if old, ok := p.stamps[path]; !ok || s != old {
			say(sight{path: path, how: changed})
		}
	}
	for path := range p.stamps {
		if _, ok := now[path]; !ok {
			say(sight{path: path, how: gone})
		}
	}
	p.stamps = now
}

func (p *poller) look() map[string]stamp {
	stamps := make(map[string]stamp, len(p.stamps))
	for _, top := range p.folders {
		_ = filepath.WalkDir(p.abs(top), func(name string, d fs.DirEntry, err error) error {
			path, ok := p.relative(name)
			switch {
			case err != nil || !ok: // gone, or it cannot be read: its own stamp tells
				return nil
			case !p.holds(path):
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := d.Info(); err == nil {
				stamps[path] = take(info)
			}
			return nil
		})
	}
	return stamps
}

// take leaves out a folder's size and time: what it holds has stamps of its own.
func take(info fs.FileInfo) stamp {
	s := stamp{mode: info.Mode(), id: identify(info)}
	if !info.IsDir() {
		s.size, s.mtime = info.Size(), info.ModTime().UnixNano()
	}
	return s
}
