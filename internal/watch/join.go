package watch

import (
	"path"
	"strings"
	"time"
)

// A sight is one thing that a notifier or a poller saw.
type sight struct {
	path   string
	how    how
	notice string
}

type how uint8

const (
	changed how = iota
	gone
	everything
)

// settle is how long a removal waits for what replaces the file.
const settle = 50 * time.Millisecond

// most is how many hints are worth more than a full look.
const most = 4096

// join hands sights on as Changes, joined as long as nobody takes them.
func join(in <-chan sight, out chan<- Change, done <-chan struct{}, idle time.Duration) {
	settled, quiet := stopped(), stopped()
	defer settled.Stop()
	defer quiet.Stop()
	var p pending
	for {
		var ready chan<- Change
		if p.ready {
			ready = out
		}
		select {
		case s := <-in:
			quiet.Stop()
			if p.add(s) {
				settled.Reset(settle)
			}
		case ready <- p.next:
			if !p.next.Idle && idle > 0 {
				quiet.Reset(idle)
			}
			p.taken()
		case <-settled.C:
			p.release()
		case <-quiet.C:
			p.rest()
		case <-done:
			return
		}
	}
}

func stopped() *time.Timer {
	t := time.NewTimer(time.Hour)
	t.Stop()
	return t
}

// pending is what was seen and not yet taken.
type pending struct {
	next    Change
	ready   bool            // next is worth taking
	in      map[string]bool // the paths of next
	gone    []string        // removals that wait; they go with whatever goes first
	passing []string        // files that editors will remove
	told    string          // the last notice, said once between two rests
}

// add takes a sight in, and reports whether the time to settle begins with it.
func (p *pending) add(s sight) (begins bool) {
	waits := len(p.gone)+len(p.passing) > 0
	switch {
	case s.how == everything:
		p.all()
		if s.notice != "" && s.notice != p.told {
			p.next.Notice, p.told = s.notice, s.notice
		}
	case p.next.All:
		p.next.Idle = false
	case passes(s.path):
		p.passing = append(p.passing, s.path)
	case s.how == gone && !p.ready:
		p.gone = append(p.gone, s.path)
	default:
		p.hint(append(p.gone, s.path))
		p.gone = nil
	}
	return !waits && len(p.gone)+len(p.passing) > 0
}

func (p *pending) hint(paths []string) {
	for _, path := range paths {
		if p.next.All || p.in[path] {
			continue
		}
		if p.in == nil {
			p.in = map[string]bool{}
		}
		p.in[path] = true
		p.next.Paths = append(p.next.Paths, path)
		p.ready = true
	}
	if len(p.in) > most {
		p.all()
	}
}

func (p *pending) all() {
	*p = pending{next: Change{All: true, Notice: p.next.Notice}, ready: true, told: p.told}
}

// release lets go what has waited long enough.
func (p *pending) release() {
	p.hint(append(p.gone, p.passing...))
	p.gone, p.passing = nil, nil
}

func (p *pending) taken() {
	p.next, p.in, p.ready = Change{}, nil, false
}

// rest asks for a full look, as it has been quiet.
func (p *pending) rest() {
	p.all()
	p.next.Idle, p.told = true, ""
}

// passes knows the files that editors make beside a page and remove while they
// save, of those that a site does not skip: Vim's trial of a folder and the two
// of JetBrains. A file of that name which stays is seen a moment later.
func passes(p string) bool {
	name := path.Base(p)
	return name == "4913" || strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}
