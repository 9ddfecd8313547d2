package build

import (
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/render"
)

// Page finds the page, or the introduction of a listing, whose file stands at a
// path; nil where none does.
func (s *Site) Page(path string) *link.Page {
	for _, p := range s.Graph.Names.Pages {
		if p.Doc.Path == path {
			return p
		}
	}
	for _, p := range s.Graph.Names.Intros {
		if p.Doc.Path == path {
			return p
		}
	}
	return nil
}

// Explain lists what became of each name on a page, one that is not public too.
func (s *Site) Explain(p *link.Page) []link.Explained {
	r := link.NewResolver(s.Graph.Names)
	if p.Doc.Role == content.RoleIntro {
		return link.Explain(s.Graph.Names, r.ResolveIntro(p))
	}
	return link.Explain(s.Graph.Names, r.Resolve(p))
}

// Differences names the parts of a page's view that are others than in the site
// before, nil where it is the templates that changed; file is that of the output.
func (s *Site) Differences(before *Site, file string) []string {
	i, ok := s.find(file)
	if !ok {
		return nil
	}
	var was render.Job
	if j, ok := before.find(file); ok {
		was = before.Jobs[j]
	}
	return s.Jobs[i].Differences(was)
}

// DiagsOf gives what is wrong in one file.
func (s *Site) DiagsOf(path string) []diag.Diagnostic {
	var of []diag.Diagnostic
	for _, d := range s.Diags {
		if d.Path == path {
			of = append(of, d)
		}
	}
	return of
}

// Data gives the bytes of a file of the site, nil where it is not there.
func (s *Site) Data(path string) []byte {
	f, _ := s.snapshot.Get(path)
	return f.Data
}
