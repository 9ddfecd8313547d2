package build

import (
	"fmt"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/publish"
	"gloss/internal/render"
)

// layout is how the files of the last build were put into order: for one list of
// paths there is one order, and as long as nothing is wrong with it, no more.
type layout struct {
	assets *render.Assets
	paths  []string // as the jobs came
	order  []int32  // the same, in order; nil where something was wrong
}

// lay gives jobs in order.
func (l layout) lay(jobs []render.Job) []render.Job {
	out := make([]render.Job, len(jobs))
	for to, from := range l.order {
		out[to] = jobs[from]
	}
	return out
}

// settleJobs puts jobs in order of path and reports files of static/ that cannot
// be published, or not beside the others. Two pages with one address are reported
// where addresses are made; here the first stands for both.
func (b *Builder) settleJobs(s *Site, assets *render.Assets) {
	jobs := s.Jobs
	if b.layout.assets == assets && b.layout.order != nil && slices.EqualFunc(jobs, b.layout.paths, func(j render.Job, path string) bool { return j.Path == path }) {
		s.Jobs = b.layout.lay(jobs)
		return
	}
	b.layout = layout{assets: assets, paths: make([]string, len(jobs)), order: make([]int32, len(jobs))}
	for i, j := range jobs {
		b.layout.paths[i], b.layout.order[i] = j.Path, int32(i)
	}
	slices.SortStableFunc(b.layout.order, func(x, y int32) int { return strings.Compare(jobs[x].Path, jobs[y].Path) })
	s.Jobs = b.layout.lay(jobs)
	if !s.places(assets) {
		b.layout.order = nil
	}
}

// places takes out jobs that cannot have their path. all tells that there were
// none.
func (s *Site) places(assets *render.Assets) (all bool) {
	sources := map[string]string{} // of files of static/, by the path that they are published at
	for name, published := range assets.Names {
		sources[published] = "static/" + name
	}
	taken := make(places, 2*len(s.Jobs))
	if !s.Graph.Names.Site.NoSearch {
		taken.take(render.SearchShards+"-", "")
	}
	keep := make([]bool, len(s.Jobs))
	for i, j := range s.Jobs {
		if !j.Static {
			_, lost := taken.take(j.Path, "")
			keep[i] = !lost
		}
	}
	for i, j := range s.Jobs {
		keep[i] = keep[i] || j.Static && s.publishable(taken, j.Path, sources[j.Path])
	}
	i := -1
	s.Jobs = slices.DeleteFunc(s.Jobs, func(render.Job) bool { i++; return !keep[i] })
	return !slices.Contains(keep, false)
}

// publishable tells whether a file of static/ can have its path, or reports why
// not.
func (s *Site) publishable(taken places, p, file string) bool {
	d := diag.New(codeStatic, diag.Place{Path: file}, "").WithFix("rename the file")
	if why := pathProblem(p); why != "" {
		d.Message = "this cannot be published: " + why
	} else if by, lost := taken.take(p, file); !lost {
		return true
	} else if by.source == "" {
		d.Message = fmt.Sprintf("%s is the path of a page that the site makes", p)
	} else {
		other := by.source
		if _, own := s.snapshot.Get(file); !own { // the theme's: the site's own file is the one to rename
			d.Path, other = other, file
		}
		d = d.WithRelated(diag.Place{Path: other}, "also")
		d.Message = "this and another file of static/ would be one where capitals do not count, or a file and a folder of one name"
	}
	if !slices.ContainsFunc(s.Diags, func(o diag.Diagnostic) bool { return o.Path == d.Path && o.Code.Severity == diag.Error }) {
		s.Diags = append(s.Diags, d)
	}
	return false
}

func pathProblem(p string) string {
	if why := publish.PathProblem(p); why != "" {
		return why
	}
	if strings.ContainsFunc(p, content.IsControl) || strings.ContainsAny(p, "\t\n") {
		return "its name has a control character"
	}
	if why := content.LongPath(p); why != "" {
		return "its path " + why
	}
	return ""
}

// places is who has which file and which folder of the output, as the strictest
// file system compares their names.
type places map[string]place

type place struct {
	source string // the file of static/, "" for what the site makes
	folder bool
}

// take gives a path to a source, or tells who has it, needs it as a folder, or
// has a file where one of its folders would be.
func (t places) take(p, source string) (by place, taken bool) {
	key := publish.Fold(p)
	if by, taken := t[key]; taken {
		return by, true
	}
	for dir := link.FolderOf(key); dir != ""; dir = link.FolderOf(dir) {
		by, known := t[dir]
		if known && !by.folder {
			return by, true
		}
		if known { // all above it are folders too
			break
		}
	}
	t[key] = place{source: source}
	for dir := link.FolderOf(key); dir != ""; dir = link.FolderOf(dir) {
		if _, known := t[dir]; known {
			break
		}
		t[dir] = place{source: source, folder: true}
	}
	return place{}, false
}
