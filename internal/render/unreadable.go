package render

import "gloss/internal/link"

// Unreadable lists the pages whose front matter cannot be read, as far as they
// can be shown: their text under the title that can be guessed. Of two at one
// address it has the first. They are for the eyes of whoever mends them and belong
// to no site: none of its pages knows of them.
func Unreadable(g *link.Graph, assets *Assets, c Config, pages []*link.Resolved) []Job {
	if len(pages) == 0 {
		return nil
	}
	v := newViewer(g, assets, c)
	var jobs []Job
	taken := map[string]bool{}
	for _, r := range pages {
		if p := r.Page; p.File != "" && !taken[p.File] {
			taken[p.File] = true
			jobs = append(jobs, Job{Path: p.File, kind: "page", viewer: v, view: func() any {
				d := v.in(p.Lang).text(p, r)
				d.Kind = "page" // whatever else its kind shows is in the front matter
				return d
			}})
		}
	}
	return jobs
}
