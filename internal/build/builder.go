package build

import (
	"crypto/sha256"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/markdown"
	"gloss/internal/render"
	"gloss/internal/search"
	"gloss/internal/source"
)

// Options are what a build is asked for. They do not change during a Builder's
// life.
type Options struct {
	BaseURL string // clean; "" takes the site's own
	Drafts  bool
	Jobs    int               // goroutines; 0 takes one for each processor
	Theme   map[string][]byte // embedded templates/ and static/, which are known to work
}

// Builder builds one site again and again. It is not safe for concurrent use.
type Builder struct {
	opts     Options
	parsed   []*parsed // in order of path
	settings settings
	linked   *link.Memory // nil before the first build
	checks   checks
	graph    *link.Graph // of the build before
	layout   layout
	words    search.Memory
	theme    memo[*render.Theme]
	assets   memo[*render.Assets]

	pictures pictures
	cards    *render.Cards // of the build before
	drawn    drawn
}

type parsed struct {
	path  string
	from  origin
	doc   *content.Document
	items []*content.Document // of sources.json
	diags []diag.Diagnostic
}

// origin is all that a parsed file is made from.
type origin struct {
	hash  source.Hash
	mode  source.Mode
	size  int64
	cause string
	loc   content.Location
}

func originOf(f source.File, loc content.Location) origin {
	o := origin{hash: f.Hash, mode: f.Mode, size: f.Size, loc: loc}
	if f.Cause != nil {
		o.cause = f.Cause.Error()
	}
	return o
}

// memo is the last result of something and the hash of what it was made from.
type memo[T any] struct {
	key   source.Hash
	value T
	diags []diag.Diagnostic
}

// New makes a Builder without memory.
func New(o Options) *Builder {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	return &Builder{opts: o, settings: settings{site: content.DefaultSite()}}
}

// Work counts what a build did, for tests and figures.
type Work struct {
	Parsed, Resolved, Rendered int
}

// Site is a built site. Its jobs can be written any number of times.
type Site struct {
	Graph    *link.Graph
	Diags    []diag.Diagnostic // sorted, with the severities of site.yaml
	Jobs     []render.Job      // in order of path; of the index of search, its first file alone
	Work     Work
	Stages   map[string]time.Duration
	AutoLink int // links that were made

	theme      *render.Theme
	themeKey   source.Hash
	unreadable []render.Job // no part of the site
	look       Look
	index      func() *search.Index // made when it is first asked for
	pages      func() map[string]string
	whole      bool
	workers    int
	snapshot   source.Snapshot
}

// Build makes a site of a snapshot at a moment; a date is its midnight in the
// site's own time zone.
func (b *Builder) Build(snapshot source.Snapshot, at content.Moment) *Site {
	return b.build(snapshot, at, nil)
}

// build makes a site of documents that try, where there is one, puts in place of
// those of the snapshot.
func (b *Builder) build(snapshot source.Snapshot, at content.Moment, try func([]*content.Document) []*content.Document) *Site {
	s := &Site{Stages: map[string]time.Duration{}, workers: b.opts.Jobs, snapshot: snapshot}
	clock := stopwatch(s.Stages)

	theme := overlay(b.opts.Theme, snapshot)
	var assets *render.Assets
	s.theme, assets = b.readTheme(s, theme)
	s.themeKey = b.theme.key
	settings, docs := b.parse(s, snapshot)
	if try != nil {
		docs = try(docs)
	}
	clock("parse")

	b.pictures.begin()
	names, diags := link.NewNames(settings, docs, snapshot, link.Options{BaseURL: b.opts.BaseURL, Drafts: b.opts.Drafts, At: at.In(settings.Zone), Measure: b.pictures.measure, Theme: assets.Key(), Before: b.linked.Names()}, assets.Has)
	s.Diags = append(s.Diags, diags...)
	suggest := link.NewSuggester(names)
	s.Diags = append(s.Diags, suggest.CheckSite()...)
	resolved, before, unreadable := b.resolve(s, names, suggest)
	s.Graph = link.NewGraph(names, resolved, b.intros(s, names, suggest), b.graph)
	b.graph = s.Graph
	clock("link")

	b.check(s, resolved, before)
	if s.theme != nil {
		b.cards = render.NameCards(s.Graph, drawing, b.cards)
		config := render.Config{Drafts: b.opts.Drafts, Cards: b.cards, Draw: b.drawn.draw}
		s.Jobs = render.Jobs(s.Graph, assets, snapshot, config)
		s.unreadable = render.Unreadable(s.Graph, assets, config, unreadable)
	}
	b.settleSearch(s)
	b.settleJobs(s, assets)
	s.settleLook(b.theme.key)
	s.whole = s.theme != nil && len(b.assets.diags) == 0 && !settings.Broken
	s.settleDiags(settings)
	clock("check")
	return s
}

// stopwatch gives a function that books the time since its last call.
func stopwatch(stages map[string]time.Duration) func(stage string) {
	last := time.Now()
	return func(stage string) {
		now := time.Now()
		stages[stage] += now.Sub(last)
		last = now
	}
}

// parse reads every file of content/, from memory where it did not change.
func (b *Builder) parse(s *Site, snapshot source.Snapshot) (*content.Site, []*content.Document) {
	var of source.File // site.yaml, where it is there
	files := snapshot.Under(content.Root)
	same := slices.EqualFunc(files, b.parsed, func(f source.File, p *parsed) bool { return f.Path == p.path })
	isBundle := func(dir string) bool { _, ok := snapshot.Get(dir + "/index.md"); return ok }
	results, fresh := make([]*parsed, len(files)), make([]bool, len(files))
	each(s.workers, len(files), nothing, func(_ struct{}, i int) {
		f := files[i]
		if same && b.parsed[i].from == originOf(f, b.parsed[i].from.loc) { // a place depends on paths alone
			results[i] = b.parsed[i]
			return
		}
		from := originOf(f, content.Locate(f.Path, isBundle))
		if old := b.parsedBefore(f.Path); old != nil && old.from == from {
			results[i] = old
			return
		}
		results[i], fresh[i] = parseOne(f, from), true
	})
	b.parsed = results
	docs := make([]*content.Document, 0, len(results))
	for i, r := range results {
		if r.doc != nil && r.doc.Draft && !r.doc.Broken && !b.opts.Drafts {
			s.Diags = append(s.Diags, ofDraft(r.diags)...)
		} else {
			s.Diags = append(s.Diags, r.diags...)
		}
		if fresh[i] && r.doc != nil {
			s.Work.Parsed++
		}
		if r.doc != nil {
			docs = append(docs, r.doc)
		}
		docs = append(docs, r.items...)
		if r.from.loc.Role == content.RoleSite {
			of = files[i]
		}
	}
	return b.site(s, of), docs
}

// parsedBefore finds a file as the build before had it.
func (b *Builder) parsedBefore(path string) *parsed {
	i, ok := slices.BinarySearchFunc(b.parsed, path, func(p *parsed, path string) int { return strings.Compare(p.path, path) })
	if !ok {
		return nil
	}
	return b.parsed[i]
}

func parseOne(f source.File, from origin) *parsed {
	p, loc := &parsed{path: f.Path, from: from}, from.loc
	switch loc.Role {
	case content.RolePage, content.RoleIntro:
		p.doc, p.diags = markdown.Parse(f, loc)
	case content.RoleRecords:
		p.items, p.diags = records(f)
	case content.RoleStray:
		if diags, usable := content.CheckFile(f); !usable {
			p.diags = diags
		} else {
			p.diags = []diag.Diagnostic{content.Stray(f.Path, loc)}
		}
	default:
		p.diags, _ = content.CheckFile(f)
	}
	p.diags = diag.Bound(p.diags)
	return p
}

// records reads sources.json.
func records(f source.File) ([]*content.Document, []diag.Diagnostic) {
	if diags, usable := content.CheckFile(f); !usable {
		return nil, diags
	}
	if diags := content.CheckText(f); len(diags) > 0 {
		return nil, diags
	}
	return content.ReadRecords(f)
}

// resolve finishes every page, from memory where that is as it was. before gives
// for each page its number in the build before, -1 where it was finished anew.
// Pages that are not live are nil in resolved; those of them that cannot be read
// stand by themselves.
func (b *Builder) resolve(s *Site, names *link.Names, suggest *link.Suggester) (resolved []*link.Resolved, before []int32, unreadable []*link.Resolved) {
	resolved, before = make([]*link.Resolved, len(names.Pages)), make([]int32, len(names.Pages))
	recall := b.linked.Recall(names)
	entries := recall.Entries()
	each(s.workers, len(resolved), func() *link.Resolver { return link.NewResolver(names) }, func(r *link.Resolver, i int) {
		// Pages that are not live are finished too, for what is wrong in them.
		entries[i], before[i] = recall.Resolve(r, i)
		resolved[i] = entries[i].Resolved()
	})
	b.linked = recall.Remember(entries)
	for i, r := range resolved {
		if before[i] < 0 {
			s.Work.Resolved++
		}
		if len(r.Diags) > 0 {
			s.Diags = append(s.Diags, b.found(r.Page, suggest.Diags(r))...)
		}
		if !names.Pages[i].Live {
			if p := names.Pages[i]; p.Doc.Broken && (p.Presence == link.Public || p.Presence == link.Draft && b.opts.Drafts) {
				unreadable = append(unreadable, r)
			}
			resolved[i] = nil
			continue
		}
		s.AutoLink += r.AutoLinks
	}
	return resolved, before, unreadable
}

// found gives what is wrong in a page as it was resolved.
func (b *Builder) found(p *link.Page, ds []diag.Diagnostic) []diag.Diagnostic {
	if p.Doc.Draft && !b.opts.Drafts {
		return ofDraft(ds)
	}
	return diag.Bound(slices.Clone(ds)) // what is remembered stays as it is
}

// ofDraft marks what is wrong in the text of a draft that this build leaves out:
// nobody reads it yet, so it keeps nothing from being published. What its names
// clash with is an error all the same.
func ofDraft(ds []diag.Diagnostic) []diag.Diagnostic {
	ds = slices.Clone(ds)
	for i := range ds {
		ds[i].Draft = true
	}
	return diag.Bound(ds)
}

func (b *Builder) intros(s *Site, names *link.Names, suggest *link.Suggester) map[string]*link.Resolved {
	live := map[string]*link.Resolved{}
	r := link.NewResolver(names)
	for _, folder := range slices.Sorted(maps.Keys(names.Intros)) {
		p := names.Intros[folder]
		resolved := r.ResolveIntro(p)
		s.Diags = append(s.Diags, b.found(p, suggest.Diags(resolved))...)
		if p.Live {
			live[folder] = resolved
		}
	}
	return live
}

// settleDiags gives each problem the severity that the site asks for and puts
// all into one order.
func (s *Site) settleDiags(settings *content.Site) {
	kept := s.Diags[:0]
	for _, d := range s.Diags {
		if severity, ok := settings.Severity[d.Code.ID]; ok {
			d.Severity = severity
		}
		if d.Draft {
			d.Severity = min(d.Severity, diag.Warning)
		}
		if d.Severity != diag.Off {
			kept = append(kept, d)
		}
	}
	s.Diags = diag.Bound(kept)
}

// hashOf is one hash over named bytes.
func hashOf(files map[string][]byte) source.Hash {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sum := sha256.Sum256(files[name])
		h.Write([]byte(name))
		h.Write([]byte{0})
		h.Write(sum[:])
	}
	return source.Hash(h.Sum(nil))
}
