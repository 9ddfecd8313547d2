package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/publish"
	"gloss/internal/source"
)

// build is the command without a name.
func (p program) build(f flags) (int, error) {
	start := time.Now()
	r, err := p.request(f)
	if err != nil {
		return 0, err
	}
	if err := publish.CheckTarget(r.out, r.root); err != nil {
		return 0, machine(err)
	}
	target, err := publish.Open(r.out)
	if err != nil {
		return 0, machine(err)
	}
	defer target.Close()
	looking := make(chan published, 1) // it takes as long as reading the site
	go func() { looking <- lookAt(target) }()
	snapshot, err := source.Load(r.root, nil)
	was := <-looking
	if err != nil {
		return 0, machine(err)
	}
	loaded := time.Since(start)
	key := ""
	if was.by != "" {
		key = build.Key(was.by, r.options, snapshot) + r.day()
	}
	same := !r.verify && was.isOf(r, key)
	if same && !reported(was.manifest) {
		if err := p.report(r, snapshot, nil); err != nil {
			return 0, machine(err)
		}
		return exitDone, p.finish(r, unchanged(was.manifest, start, loaded))
	}
	site := build.New(r.options).Build(snapshot, r.at)
	if was.known {
		gone(site, was.manifest)
	}
	site.Stages["load"] = loaded
	if err := p.report(r, snapshot, site.Diags); err != nil {
		return 0, machine(err)
	}
	figures := figuresOf(site)
	if status := verdict(r, site.Diags); status != exitDone {
		p.say(r, "%s; nothing was published\n", count(site.Diags))
		figures.WallMS = ms(time.Since(start))
		return status, p.writeStats(r, figures)
	}
	if same && len(site.Diags) > 0 { // the pages are there, and what was to be reported is
		figures.unchanged(was.manifest, start)
		return exitDone, p.finish(r, figures)
	}
	if r.verify {
		if err := verify(r, r.at, snapshot, site); err != nil {
			return 0, err
		}
	}
	result, err := site.Publish(target, key, was.by)
	if err != nil {
		return 0, machine(err)
	}
	figures.published(site, result, time.Since(start))
	return exitDone, p.finish(r, figures)
}

// reported tells whether the last build had something to report.
func reported(last publish.Manifest) bool {
	var counts build.Counts
	return json.Unmarshal(last.Inputs.Extra, &counts) != nil || counts.Reported
}

// published is what the last build left in the output folder, and who is to build
// it now.
type published struct {
	by       string // this very program, "" where that is not known
	manifest publish.Manifest
	known    bool // there is a manifest
	intact   bool // and all that it names stands as it was left
}

func lookAt(target *publish.Target) published {
	last, known := target.Manifest()
	return published{engine(), last, known, known && target.Intact(last)}
}

// isOf tells whether the folder holds just what a build of this key would make.
func (p published) isOf(r request, key string) bool {
	inputs := p.manifest.Inputs
	return key != "" && inputs.Key == key && p.intact && (r.day() != "" || build.Within(inputs.Due, r.at.Time))
}

// day is the moment of a build that was given a day and no time, which is then one
// of its inputs; else it is "", and the window in which nothing falls due counts.
func (r request) day() string {
	if !r.at.Time.IsZero() {
		return ""
	}
	return fmt.Sprintf(" on %04d-%02d-%02d", r.at.Year, r.at.Month, r.at.Day)
}

// verdict gives the exit status that diagnostics ask for.
func verdict(r request, ds []diag.Diagnostic) int {
	if errors, warnings := diag.Count(ds); errors > 0 || r.strict && warnings > 0 {
		return exitContent
	}
	return exitDone
}

// gone reports the addresses that the last build had and this one has not. With
// a broken theme there are no pages at all, which says nothing about addresses.
func gone(site *build.Site, last publish.Manifest) {
	if len(site.Jobs) > 0 {
		site.Gone(last)
	}
}

func count(ds []diag.Diagnostic) string {
	errors, warnings := diag.Count(ds)
	return plural(errors, "error") + ", " + plural(warnings, "warning")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// verify builds the site again from nothing, with another number of
// processors, and compares.
func verify(r request, at content.Moment, snapshot source.Snapshot, site *build.Site) error {
	options := r.options
	options.Jobs = 1
	if r.options.Jobs == 1 || r.options.Jobs == 0 && runtime.GOMAXPROCS(0) == 1 {
		options.Jobs = 3
	}
	what, err := site.Differ(build.New(options).Build(snapshot, at))
	switch {
	case err != nil:
		return machine(err)
	case what != "":
		return &failure{exitOurs, fmt.Errorf("--verify: two builds of the same content differ, first in %s", what)}
	}
	return nil
}

// report prints diagnostics: text to standard error, JSON to standard output.
func (p program) report(r request, snapshot source.Snapshot, ds []diag.Diagnostic) error {
	printer := &diag.Printer{Read: r.read(snapshot)}
	if r.format == "json" {
		return printer.JSON(p.Stdout, ds)
	}
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(printer.Text(d))
	}
	_, err := io.WriteString(p.Stderr, b.String())
	return err
}

// read gives the bytes of the files that diagnostics speak of.
func (r request) read(snapshot source.Snapshot) func(path string) []byte {
	return func(path string) []byte {
		if f, ok := snapshot.Get(path); ok {
			return f.Data
		}
		return r.options.Theme[path]
	}
}

func (p program) say(r request, format string, args ...any) {
	if !r.quiet {
		fmt.Fprintf(p.Stderr, format, args...)
	}
}

func (p program) finish(r request, f figures) error {
	where := r.out
	if rel, err := filepath.Rel(r.root, r.out); err == nil && !strings.HasPrefix(rel, "..") {
		where = rel
	}
	p.say(r, "%d pages, %d terms, %d automatic links → %s: %d files written, %d unchanged, %d removed (%.0f ms)\n",
		f.Pages, f.Terms, f.AutoLinks, where, f.FilesWritten, f.FilesUnchanged, f.FilesRemoved, f.WallMS)
	return p.writeStats(r, f)
}

func (p program) writeStats(r request, f figures) error {
	if r.stats == "" {
		return nil
	}
	data, err := json.MarshalIndent(f, "", "  ")
	if err == nil {
		err = os.WriteFile(r.stats, append(data, '\n'), 0o644)
	}
	return machine(err)
}

// engine names this very program: the manifest of another one says nothing
// about what this one would make.
func engine() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// open reads what is asked for, and the site that it is asked of.
func (p program) open(f flags) (request, source.Snapshot, error) {
	r, err := p.request(f)
	if err != nil {
		return r, source.Snapshot{}, err
	}
	snapshot, err := source.Load(r.root, nil)
	return r, snapshot, machine(err)
}

// check reports what build would, and writes nothing.
func (p program) check(f flags, paths []string) (int, error) {
	start := time.Now()
	r, snapshot, err := p.open(f)
	if err != nil {
		return 0, err
	}
	keep, err := r.within(snapshot, paths)
	if err != nil {
		return 0, err
	}
	site := build.New(r.options).Build(snapshot, r.at)
	if target, err := publish.Open(r.out); err == nil {
		if last, known := target.Manifest(); known {
			gone(site, last)
		}
		target.Close()
	}
	if f.copied != "" {
		copies, err := copiedFrom(f.copied, snapshot)
		if err != nil {
			return 0, err
		}
		site.Add(copies)
	}
	site.Diags = slices.DeleteFunc(site.Diags, func(d diag.Diagnostic) bool { return !keep(d.Path) })
	problems := r
	if f.reports { // standard output is the report's
		problems.format = "text"
	}
	if err := p.report(problems, snapshot, site.Diags); err != nil {
		return 0, machine(err)
	}
	if f.reports {
		if err := p.editorial(r, snapshot, site, keep); err != nil {
			return 0, machine(err)
		}
	}
	p.say(r, "%s\n", count(site.Diags))
	figures := figuresOf(site)
	figures.WallMS = ms(time.Since(start))
	return verdict(r, site.Diags), p.writeStats(r, figures)
}

// within reads the paths that check was given: files or folders of the site, as
// seen from here, from the root or from content/.
func (r request) within(snapshot source.Snapshot, paths []string) (keep func(string) bool, err error) {
	if len(paths) == 0 {
		return func(string) bool { return true }, nil
	}
	var wanted []string
	for _, path := range paths {
		rel := filepath.ToSlash(filepath.Clean(path))
		if !known(snapshot, rel) {
			if abs, err := filepath.Abs(path); err == nil {
				if fromRoot, err := filepath.Rel(r.root, abs); err == nil {
					rel = filepath.ToSlash(fromRoot)
				}
			}
		}
		if inside := filepath.ToSlash(filepath.Join(content.Root, path)); !known(snapshot, rel) && known(snapshot, inside) {
			rel = inside
		}
		if rel != "." && !known(snapshot, rel) {
			return nil, usage("there is no %s in content/, templates/ or static/", path)
		}
		wanted = append(wanted, rel)
	}
	return func(path string) bool {
		return slices.ContainsFunc(wanted, func(w string) bool { return w == "." || path == w || strings.HasPrefix(path, w+"/") })
	}, nil
}

func known(snapshot source.Snapshot, rel string) bool {
	if _, ok := snapshot.Get(rel); ok {
		return true
	}
	return len(snapshot.Under(rel)) > 0
}
