package build

import (
	"bytes"
	"fmt"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"gloss/internal/link"
	"gloss/internal/render"
	"gloss/internal/source"
)

// Look is what a site shows its pages with.
type Look struct {
	Templates source.Hash
	Styles    []string          // paths in the output, in order
	Scripts   []string          // the same
	Files     map[string][]byte // other files that are passed on as they are, by path
}

// Look tells what the site shows its pages with.
func (s *Site) Look() Look { return s.look }

func (s *Site) settleLook(templates source.Hash) {
	s.look = Look{Templates: templates, Files: map[string][]byte{}}
	for _, j := range s.Jobs {
		data, given := j.Given()
		switch ext := path.Ext(j.Path); {
		case !given:
		case j.Static && ext == ".css":
			s.look.Styles = append(s.look.Styles, j.Path)
		case j.Static && ext == ".js":
			s.look.Scripts = append(s.look.Scripts, j.Path)
		default:
			s.look.Files[j.Path] = data
		}
	}
}

// Whole tells whether every page could be made as it is meant. With a broken
// theme there are no pages, or bare ones, and without site.yaml they may stand at
// other addresses.
func (s *Site) Whole() bool { return s.whole }

// Snapshot is what the site was made of.
func (s *Site) Snapshot() source.Snapshot { return s.snapshot }

// Bytes makes one file of the output; ok is false where the site has none of that
// path. Any number of goroutines may ask.
func (s *Site) Bytes(file string) (data []byte, ok bool, err error) {
	i, ok := slices.BinarySearchFunc(s.Jobs, file, func(j render.Job, file string) int { return strings.Compare(j.Path, file) })
	if !ok {
		return nil, false, nil
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: %v\n%s", file, v, debug.Stack())
		}
	}()
	var b bytes.Buffer
	err = s.Jobs[i].WriteAlone(&b, s.theme)
	return b.Bytes(), true, err
}

// Pages are the pages that readers can open: their files in the output, by
// address.
func (s *Site) Pages() map[string]string {
	pages := make(map[string]string, len(s.Jobs)/2)
	for _, j := range s.Jobs {
		if dir, ok := strings.CutSuffix("/"+j.Path, "/index.html"); ok && j.Page() {
			pages[s.Graph.Names.URL(dir+"/")] = j.Path
		}
	}
	return pages
}

// MadeOf gives the files of the output that are made of each file of content/,
// as the page that it writes.
func (s *Site) MadeOf() map[string][]string {
	made := map[string][]string{}
	add := func(p *link.Page) {
		if p.Live {
			made[p.Doc.Path] = []string{link.OutputFile(p.Address), link.OutputFile(p.Address + "index.md")}
		}
	}
	for _, p := range s.Graph.Names.Pages {
		add(p)
	}
	for _, p := range s.Graph.Names.Intros {
		add(p)
	}
	return made
}
