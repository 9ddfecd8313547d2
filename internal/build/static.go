package build

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/publish"
	"gloss/internal/render"
)

// settleJobs puts jobs in order of path and reports files of static/ that cannot
// be published, or not beside the others. Two pages with one address are reported
// where addresses are made; here the first stands for both.
func (s *Site) settleJobs(assets *render.Assets) {
	sources := map[string]string{} // of files of static/, by the path that they are published at
	for name, published := range assets.Names {
		sources[published] = "static/" + name
	}
	slices.SortStableFunc(s.Jobs, func(a, b render.Job) int { return strings.Compare(a.Path, b.Path) })
	taken := places{}
	keep := make([]bool, len(s.Jobs))
	for i, j := range s.Jobs {
		keep[i] = !j.Static && taken.take(j.Path, "") == nil
	}
	for i, j := range s.Jobs {
		keep[i] = keep[i] || j.Static && s.publishable(taken, j.Path, sources[j.Path])
	}
	i := -1
	s.Jobs = slices.DeleteFunc(s.Jobs, func(render.Job) bool { i++; return !keep[i] })
}

// publishable tells whether a file of static/ can have its path, or reports why
// not.
func (s *Site) publishable(taken places, p, file string) bool {
	d := diag.New(codeStatic, diag.Place{Path: file}, "").WithFix("rename the file")
	if why := pathProblem(p); why != "" {
		d.Message = "this cannot be published: " + why
	} else if by := taken.take(p, file); by == nil {
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
type places map[string]*place

type place struct {
	source string // the file of static/, "" for what the site makes
	folder bool
}

// take gives a path to a source, or tells who has it, needs it as a folder, or
// has a file where one of its folders would be.
func (t places) take(p, source string) (by *place) {
	key := publish.Fold(p)
	if by := t[key]; by != nil {
		return by
	}
	for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
		if by := t[dir]; by != nil && !by.folder {
			return by
		}
	}
	t[key] = &place{source: source}
	for dir := path.Dir(key); dir != "." && t[dir] == nil; dir = path.Dir(dir) {
		t[dir] = &place{source: source, folder: true}
	}
	return nil
}
