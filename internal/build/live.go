package build

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

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
	s.pages = sync.OnceValue(s.listPages)
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
	i, ok := s.find(file)
	if !ok {
		return s.shard(file)
	}
	data, err = s.bytes(s.Jobs[i])
	return data, true, err
}

// Unreadable gives the files of pages that cannot be shown as they are meant,
// since their front matter cannot be read, by address. No page of the site has
// one of these addresses.
func (s *Site) Unreadable() map[string]string {
	files := make(map[string]string, len(s.unreadable))
	for _, j := range s.unreadable {
		if _, taken := s.find(j.Path); !taken {
			files[s.addressOf(j)] = j.Path
		}
	}
	return files
}

// UnreadableBytes makes one of them, with what can be shown of it.
func (s *Site) UnreadableBytes(file string) (data []byte, ok bool, err error) {
	i := slices.IndexFunc(s.unreadable, func(j render.Job) bool { return j.Path == file })
	if i < 0 {
		return nil, false, nil
	}
	data, err = s.bytes(s.unreadable[i])
	return data, true, err
}

func (s *Site) bytes(j render.Job) (data []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%s: %v\n%s", j.Path, v, debug.Stack())
		}
	}()
	var b bytes.Buffer
	err = j.WriteAlone(&b, s.theme)
	return b.Bytes(), err
}

// Recipe tells when a file of the output has to be made anew: two sites with the
// same recipe for it make the same bytes. ok is false where the site has no such
// file, or its bytes are as quickly had as a recipe.
func (s *Site) Recipe(file string) (r Recipe, ok bool) {
	defer func() {
		if recover() != nil { // our own fault: who makes the file is told
			ok = false
		}
	}()
	if i, found := s.find(file); found {
		r.view, ok = s.Jobs[i].Key()
		r.theme = s.themeKey
	}
	return r, ok
}

// Recipe is a hash of all that a file of the output is made from. It means
// something within one process alone.
type Recipe struct {
	theme source.Hash
	view  render.Key
}

func (s *Site) find(file string) (int, bool) {
	return slices.BinarySearchFunc(s.Jobs, file, func(j render.Job, file string) int { return strings.Compare(j.Path, file) })
}

// Pages are the pages that readers can open: their files in the output, by
// address. Nobody writes to it.
func (s *Site) Pages() map[string]string { return s.pages() }

func (s *Site) listPages() map[string]string {
	pages := make(map[string]string, len(s.Jobs)/2)
	for _, j := range s.Jobs {
		if dir, ok := strings.CutSuffix(j.Path, "index.html"); ok && j.Page() && (dir == "" || strings.HasSuffix(dir, "/")) {
			pages[s.addressOf(j)] = j.Path
		}
	}
	return pages
}

// addressOf is the address of a page. Slugs are what addresses are made of:
// nothing is to be escaped.
func (s *Site) addressOf(j render.Job) string {
	return strings.TrimSuffix(s.Graph.Names.URL("/"), "/") + "/" + strings.TrimSuffix(j.Path, "index.html")
}

// SamePages tells whether two sites have the same pages at the same addresses.
func (s *Site) SamePages(other *Site) bool {
	return s == other || s.Graph.Names.URL("/") == other.Graph.Names.URL("/") &&
		slices.EqualFunc(s.Jobs, other.Jobs, func(a, b render.Job) bool { return a.Path == b.Path && a.Page() == b.Page() })
}

// MadeOf gives the files of the output that are made of each file of content/,
// as the page that it writes.
func (s *Site) MadeOf() map[string][]string {
	made := map[string][]string{}
	add := func(p *link.Page) {
		if p.Live {
			made[p.Doc.Path] = append(made[p.Doc.Path], link.OutputFile(p.Address), link.OutputFile(p.Address+"index.md")) // sources.json makes many
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

// Prepared is a file of the output with all found out that goes into it: to write
// it runs its template, or passes on its bytes. It is for measuring what that
// alone costs.
type Prepared struct {
	Path  string
	Write func(io.Writer) error
}

// Prepared gives every file of the output so.
func (s *Site) Prepared() ([]Prepared, error) {
	all := make([]Prepared, len(s.Jobs))
	for i, j := range s.Jobs {
		if all[i].Path = j.Path; j.Page() {
			j = j.Filled()
			all[i].Write = func(w io.Writer) error { return j.WriteAlone(w, s.theme) }
			continue
		}
		data, err := s.bytes(j)
		if err != nil {
			return nil, err
		}
		all[i].Write = func(w io.Writer) error { _, err := w.Write(data); return err }
	}
	return all, nil
}
