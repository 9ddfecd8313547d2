package watch

import (
	"io/fs"
	"path/filepath"
	"time"
)

// stamp is what can be told of a file without reading it.
type stamp struct {
	mode fs.FileMode
	size int64
	time int64 // when it last changed, in nanoseconds; a folder changes when an entry comes or goes
	id   identity
}

// young is how long a stamp is not trusted: clocks of file systems are coarse, so
// something may change again, or go and come back while a hint is followed, and
// look the same.
const young = 20 * time.Millisecond

// A poller looks at every file and folder of the ground again and again.
type poller struct {
	ground
	stamps map[string]stamp
	looked time.Time // when the look began that saw them
}

func newPoller(g ground) *poller {
	p := &poller{ground: g}
	p.looked = time.Now()
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
			began := time.Now()
			p.compare(began, p.look(), say)
			next.Reset(interval)
		}
	}
}

// compare says what differs from the last look, or was too young then.
func (p *poller) compare(began time.Time, now map[string]stamp, say func(sight)) {
	margin := p.looked.Add(-young).UnixNano()
	for path, s := range now {
		if old, ok := p.stamps[path]; !ok || s != old || s.time >= margin {
			say(sight{path: path, how: changed})
		}
	}
	for path := range p.stamps {
		if _, ok := now[path]; !ok {
			say(sight{path: path, how: gone})
		}
	}
	p.stamps, p.looked = now, began
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

// take leaves out a folder's size, which says no more than its time.
func take(info fs.FileInfo) stamp {
	s := stamp{mode: info.Mode(), time: changeTime(info), id: identify(info)}
	if !info.IsDir() {
		s.size = info.Size()
	}
	return s
}
