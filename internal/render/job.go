package render

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gloss/internal/link"
	"gloss/internal/source"
)

// Job is one output file.
type Job struct {
	Path   string // relative to the output folder, with slashes
	Static bool   // a file of static/, as it is
	kind   string
	view   func() any
	data   []byte // of a file that needs no template
}

// Page tells whether the file is a page, and not a redirect or a file beside one.
func (j Job) Page() bool { return j.view != nil && j.kind != "redirect" }

// Write makes the file's bytes.
func (j Job) Write(w io.Writer, t *Theme) error {
	if j.view == nil {
		_, err := w.Write(j.data)
		return err
	}
	if err := t.Execute(w, j.kind, j.view()); err != nil {
		return fmt.Errorf("%s: %w", j.Path, err)
	}
	return nil
}

// Config is what a build says of itself to its pages.
type Config struct {
	Drafts bool // the site is built with drafts: no page is to be indexed
}

// Jobs lists every file of the site, in no particular order, each path once.
func Jobs(g *link.Graph, assets *Assets, snapshot source.Snapshot, c Config) []Job {
	v := newViewer(g, assets, c)
	var jobs []Job
	page := func(sitePath, kind string, view func() any) {
		jobs = append(jobs, Job{Path: link.OutputFile(sitePath), kind: kind, view: view})
	}
	for _, p := range g.Names.Pages {
		if p.Live {
			page(p.Address, kindOf(p), func() any { return v.page(p) })
		}
	}
	page("/", "home", func() any { return v.of("").home() })
	page("/articles/", "list", func() any { return v.of("articles").articles() })
	page("/explainers/", "list", func() any { return v.of("explainers").explainers() })
	page("/questions/", "questions", func() any { return v.questions() })
	page("/glossary/", "glossary", func() any { return v.of("glossary").glossary() })
	page("/facts/", "facts", func() any { return v.of("facts").facts() })
	page("/sources/", "sources", func() any { return v.of("sources").sources() })
	page("/timeline/", "timeline", func() any { return v.timeline() })
	page("/topics/", "topics", func() any { return v.topics() })
	for i := range g.Names.Site.Topics {
		t := &g.Names.Site.Topics[i]
		page(link.OfTopic(t.Slug.Value), "topic", func() any { return v.topic(t) })
	}
	page("/404.html", "not-found", func() any { return v.notFound() })
	jobs = append(jobs, v.redirects(assets.Names["_redirects"], assets)...)
	for _, f := range assets.Files {
		if f.Path == "_redirects" {
			continue
		}
		jobs = append(jobs, Job{Path: f.Path, Static: true, data: f.Data})
	}
	for _, a := range g.Names.Assets() {
		f, _ := snapshot.Get(a.Path)
		jobs = append(jobs, Job{Path: strings.TrimPrefix(a.Address, "/"), data: f.Data})
	}
	return jobs
}

// redirects makes a small page at each old address, and the file that hosts
// like Netlify read. A site's own static/_redirects follows ours in it.
func (v *viewer) redirects(own string, assets *Assets) []Job {
	var jobs []Job
	var lines bytes.Buffer
	for _, from := range slices.Sorted(maps.Keys(v.names.Redirects)) {
		to := v.names.Redirects[from]
		// The small page is for other hosts: ! keeps it from shadowing the line.
		fmt.Fprintf(&lines, "%s %s 301!\n", v.names.URL(from), v.names.URL(to.Address))
		view := RedirectPage{Site: v.site, Lang: v.names.Site.Language, Target: v.names.URL(to.Address), Canonical: cmp.Or(v.names.Absolute(to.Address), v.names.URL(to.Address)), Title: to.Title()}
		jobs = append(jobs, Job{Path: link.OutputFile(from), kind: "redirect", view: func() any { return view }})
	}
	for _, f := range assets.Files {
		if own != "" && f.Path == own {
			lines.Write(f.Data)
		}
	}
	return append(jobs, Job{Path: "_redirects", data: lines.Bytes()})
}
