package render

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

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
	make   func() []byte
	twin   *twin  // of a page that stands beside itself as Markdown
	asText bool   // this is the Markdown
	at     string // path of the page on the site
	card   *namedCard
	viewer *viewer
}

// NewJob is a file that is made when it is asked for.
func NewJob(path string, make func() []byte) Job { return Job{Path: path, make: make} }

// Page tells whether the file is a page, and not a redirect or a file beside one.
func (j Job) Page() bool { return j.view != nil && j.kind != "redirect" && !j.asText }

// With tells whether two files are made from one page, so that whoever makes one
// has the other at half the price, and who makes them at once waits.
func (j Job) With(other Job) bool { return j.twin != nil && j.twin == other.twin }

// Card tells whether the file is a social card: what it shows is in its name.
func (j Job) Card() bool { return j.card != nil }

// Write makes the file's bytes.
func (j Job) Write(w io.Writer, t *Theme) error {
	var err error
	switch {
	case j.make != nil:
		_, err = w.Write(j.make())
		return err
	case j.view == nil:
		_, err = w.Write(j.data)
		return err
	case j.twin != nil:
		err = j.writeTwin(w, t)
	default:
		var b bytes.Buffer
		if err = t.Execute(&b, j.kind, j.view()); err == nil {
			_, err = w.Write(unbroken(b.Bytes()))
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", j.Path, err)
	}
	return nil
}

// WriteAlone is Write for one who does not want the file that stands beside it.
func (j Job) WriteAlone(w io.Writer, t *Theme) error {
	if j.twin != nil {
		j.twin = &twin{}
	}
	return j.Write(w, t)
}

// Filled is a page with its view filled in, so that what is left is the template.
func (j Job) Filled() Job {
	view := j.view()
	j.view = func() any { return view }
	return j
}

// Given is the bytes of a file that the site passes on: of static/, or beside a
// page.
func (j Job) Given() (data []byte, ok bool) {
	return j.data, j.view == nil && j.make == nil && j.Path != redirectsFile
}

// twin hands a finished page from the job that comes first to the other: the two
// stand side by side in the order of jobs, and a page takes longer to make than to
// turn into Markdown.
type twin struct {
	mu    sync.Mutex
	page  *finished // nil before the first has made it, and once both have it
	key   Key       // of the view that both are made from
	keyed bool
}

// finished is a page as its template wrote it.
type finished struct {
	bytes.Buffer
	readers atomic.Int32 // who have not done with it
}

var pages = sync.Pool{New: func() any { return new(finished) }}

// done is called by each reader; the last gives the memory to the next page.
func (f *finished) done() {
	if f.readers.Add(-1) == 0 {
		pages.Put(f)
	}
}

func (w *twin) keyOf(view func() Key) Key {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.keyed {
		w.key, w.keyed = view(), true
	}
	return w.key
}

// take gives the finished page to one of its two readers.
func (w *twin) take(make func(io.Writer) error) (*finished, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if page := w.page; page != nil {
		w.page = nil
		return page, nil
	}
	page := pages.Get().(*finished)
	page.Reset()
	page.readers.Store(2)
	if err := make(page); err != nil {
		return nil, err
	}
	w.page = page
	return page, nil
}

func (j Job) writeTwin(w io.Writer, t *Theme) error {
	made, err := j.twin.take(func(w io.Writer) error { return t.Execute(w, j.kind, j.view()) })
	if err != nil {
		return err
	}
	defer made.done()
	page := made.Bytes()
	if j.asText {
		page = asMarkdown(mainPart(page), j.viewer.names.URL(j.at), j.viewer.site.Origin)
	} else {
		page = unbroken(page)
	}
	_, err = w.Write(page)
	return err
}

// mainPart is what stands between masthead and footer.
func mainPart(page []byte) []byte {
	from, to := bytes.Index(page, []byte("<main")), bytes.LastIndex(page, []byte("</main>"))
	if from < 0 || to < from {
		return page
	}
	return page[from:to]
}

// Config is what a build says of itself to its pages.
type Config struct {
	Drafts bool   // the site is built with drafts: no page is to be indexed
	Cards  *Cards // nil for none
	Draw   func(CardSum, Card) []byte
}

// Jobs lists every file of the site, in no particular order, each path once.
func Jobs(g *link.Graph, assets *Assets, snapshot source.Snapshot, c Config) []Job {
	v := newViewer(g, assets, c)
	jobs := make([]Job, 0, 3*len(g.Names.Pages)+len(g.Names.OldAddresses())+len(assets.Files)+64) // a page, its Markdown and its card
	at := func(sitePath, file, kind string, view func() any) {
		job := Job{Path: file, kind: kind, view: view, viewer: v}
		if strings.HasSuffix(sitePath, "/") {
			v.paths = append(v.paths, sitePath)
		}
		if v.hasMarkdown(sitePath) {
			job.twin, job.at = &twin{}, sitePath
			text := job
			text.Path, text.asText = strings.TrimSuffix(file, "index.html")+markdownFile, true
			jobs = append(jobs, text)
		}
		jobs = append(jobs, job)
	}
	for _, p := range g.Names.Pages {
		if p.Live {
			at(p.Address, p.File, kindOf(p), func() any { return v.page(p) })
		}
	}
	page := func(sitePath, kind string, view func() any) { at(sitePath, link.OutputFile(sitePath), kind, view) }
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
	page("/updates/", "updates", func() any { return v.updatesPage() })
	page("/corrections/", "corrections", func() any { return v.correctionsPage() })
	if v.site.SearchURL != "" {
		page(searchPath, "search", func() any { return v.search(assets) })
	}
	page("/404.html", "not-found", func() any { return v.notFound() })
	jobs = append(jobs, v.cardJobs()...)
	jobs = append(jobs, v.machineFiles(assets)...)
	jobs = append(jobs, v.redirects(assets.Names["_redirects"], assets)...)
	for _, f := range assets.Files {
		if v.joined(f.Path) || !v.used(f.Path, assets) {
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

const redirectsFile = "_redirects"

// redirects makes a small page at each old address, and the file that hosts
// like Netlify read. A site's own static/_redirects follows ours in it.
func (v *viewer) redirects(own string, assets *Assets) []Job {
	var jobs []Job
	var lines bytes.Buffer
	for _, from := range v.names.OldAddresses() {
		to := v.names.Redirect(from)
		// The small page is for other hosts: ! keeps it from shadowing the line.
		fmt.Fprintf(&lines, "%s %s 301!\n", v.names.URL(from), v.names.URL(to.Address))
		view := RedirectPage{Site: v.site, Lang: v.names.Site.Language, Target: v.names.URL(to.Address), Canonical: cmp.Or(v.names.Absolute(to.Address), v.names.URL(to.Address)), Title: to.Title()}
		jobs = append(jobs, Job{Path: link.OutputFile(from), kind: "redirect", view: func() any { return view }, viewer: v})
	}
	for _, f := range assets.Files {
		if own != "" && f.Path == own {
			lines.Write(f.Data)
		}
	}
	return append(jobs, Job{Path: redirectsFile, data: lines.Bytes()})
}
