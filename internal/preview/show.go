package preview

import (
	"context"
	"time"
)

// patience is how long a fresh error waits: a save may be half-written.
const patience = 100 * time.Millisecond

// Show serves a site from now on, and tells browsers what changed. Where it has
// an error in a file that had none, it waits a moment: a site shown meanwhile
// takes its place. Show does not wait for anybody.
func (s *Server) Show(b Build) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	if s.fresh(b) {
		s.held = &b
		if s.timer == nil {
			s.timer = time.AfterFunc(patience, s.release)
		}
		return
	}
	s.show(b)
}

// fresh tells whether a site has an error in a file that had none.
func (s *Server) fresh(b Build) bool {
	now := s.now.Load()
	if now == nil {
		return false
	}
	for path := range faulty(b.Site.Diags) {
		if !now.faulty[path] {
			return true
		}
	}
	return false
}

func (s *Server) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held != nil && !s.closed {
		s.show(*s.held)
	}
}

// show begins a generation. Whoever announces the one before stops.
func (s *Server) show(b Build) {
	if s.timer != nil {
		s.timer.Stop()
	}
	s.held, s.timer = nil, nil
	before := s.now.Load()
	now := before.next(b)
	s.now.Store(now)
	if before == nil {
		s.known = newAnnounced(now)
		close(s.first)
	}
	s.stop()
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	idle, done := s.idle, make(chan struct{})
	s.idle = done
	s.running.Go(func() {
		s.announce(ctx, now, idle)
		<-idle
		close(done)
	})
}

// Close ends what the server does in the background and every stream.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	if s.timer != nil {
		s.timer.Stop()
	}
	s.stop()
	s.mu.Unlock()
	s.streams.close()
	s.running.Wait()
}
