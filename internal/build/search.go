package build

import (
	"fmt"
	"runtime/debug"
	"strings"
	"sync"

	"gloss/internal/render"
	"gloss/internal/search"
)

// settleSearch adds the first file of the index of search to the site's jobs. The
// index is made when that, or another of its files, is asked for.
func (b *Builder) settleSearch(s *Site) {
	s.index = func() *search.Index { return &search.Index{} }
	if s.theme == nil || s.Graph.Names.Site.NoSearch {
		return
	}
	s.index = sync.OnceValue(func() *search.Index {
		return search.New(render.FoundPages(s.Graph), s.workers, &b.words)
	})
	s.Jobs = append(s.Jobs, render.NewJob(render.SearchIndex, func() []byte { return s.index().Files[0].Data }))
}

// shard gives a file that only the index of search knows.
func (s *Site) shard(file string) (data []byte, ok bool, err error) {
	if !strings.HasPrefix(file, render.SearchShards) {
		return nil, false, nil
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: %v\n%s", file, v, debug.Stack())
		}
	}()
	data, ok = s.index().Get(file)
	return data, ok, nil
}

// files lists a job for every file of the site: Jobs, and those that only the
// index of search knows.
func (s *Site) files() []render.Job {
	all := s.Jobs[:len(s.Jobs):len(s.Jobs)]
	if index := s.index().Files; len(index) > 0 {
		for _, f := range index[1:] {
			all = append(all, render.NewJob(f.Path, func() []byte { return f.Data }))
		}
	}
	return all
}
