package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// runner holds what the measures share.
type runner struct {
	options
	out         io.Writer
	dir         string // for sites and programs, on disk
	memory      string // a folder in memory, "" where the system has none that is known
	self        string // this program
	gloss, hugo string
	table       table
}

func (b *runner) prepare() (err error) {
	if b.dir, err = os.MkdirTemp(b.temp, "gloss-bench-"); err != nil {
		return err
	}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if err := b.buildGloss(); err != nil {
		return err
	}
	if b.hugo = b.options.hugo; b.hugo == "" {
		if b.hugo, err = buildHugo(b.dir, b.out); err != nil {
			return err
		}
	}
	if memory, err := os.MkdirTemp("/dev/shm", "gloss-bench-"); err == nil {
		b.memory = memory
	} else {
		fmt.Fprintln(b.out, "no /dev/shm: output to memory is not measured")
	}
	s, err := b.site(200)
	if err != nil {
		return err
	}
	return b.compare(s)
}

func (b *runner) clean() {
	_ = os.RemoveAll(b.dir)
	if b.memory != "" {
		_ = os.RemoveAll(b.memory)
	}
}

func (b *runner) site(pages int) (*site, error) {
	fmt.Fprintf(b.out, "a site of %d pages\n", pages)
	return write(b.dir, pages)
}

// into is an empty folder for output, on disk or in memory.
func (b *runner) into(memory bool, name string) (string, error) {
	dir := filepath.Join(b.dir, "out", name)
	if memory {
		dir = filepath.Join(b.memory, name)
	}
	return dir, empty(dir)
}

// bare leaves out what Hugo's theme does not have.
const bare = "outputs: {search: false, markdown: false, cards: false}\n"

// most leaves out social cards alone.
const most = "outputs: {cards: false}\n"

// set writes the site's settings with more lines in them.
func (s *site) set(lines string) error {
	return save(s.gloss, "content/site.yaml", s.files["content/site.yaml"]+lines)
}

// cold builds each site from nothing, with each program in turn.
func (b *runner) cold() error {
	for _, pages := range b.sizes {
		s, err := b.site(pages)
		if err != nil {
			return err
		}
		for _, memory := range []bool{true, false} {
			if memory && b.memory == "" {
				continue
			}
			if err := b.coldOne(s, memory); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *runner) coldOne(s *site, memory bool) error {
	var hugo, whole, lean, cards, floored runs
	for range b.rounds(s.pages) {
		for _, turn := range []struct {
			name     string
			settings string
			to       *runs
		}{{"hugo", "", &hugo}, {"gloss", most, &whole}, {"lean", bare, &lean}, {"cards", "", &cards}, {"floor", most, &floored}} {
			if err := s.set(turn.settings); err != nil {
				return err
			}
			out, err := b.into(memory, turn.name)
			if err != nil {
				return err
			}
			t, err := b.turn(turn.name, s, out)
			if err != nil {
				return err
			}
			*turn.to = append(*turn.to, t)
		}
	}
	where := "to disk"
	if memory {
		where = "to memory"
	}
	work := fmt.Sprintf("cold build, %s pages, %s", thousands(s.pages), where)
	b.table.add(row{work: work, pages: s.pages, curve: memory, hugo: hugo.wall(), gloss: whole.wall(), floor: floored.wall(), goal: "a third of Hugo, 1.3 of the floor"})
	b.table.add(row{work: work + ", without search and index.md", hugo: hugo.wall(), gloss: lean.wall(), goal: "a quarter of Hugo"})
	b.table.add(row{work: work + ", with social cards", hugo: hugo.wall(), gloss: cards.wall(), goal: "none"})
	if memory || b.memory == "" {
		b.table.add(row{work: fmt.Sprintf("memory held, %s pages", thousands(s.pages)), hugoBytes: hugo.rss(), glossBytes: whole.rss(), goal: memoryGoal(s.pages)})
	}
	return nil
}

func memoryGoal(pages int) string {
	switch {
	case pages >= 100_000:
		return "a quarter of Hugo"
	case pages >= 10_000:
		return "a tenth of Hugo"
	}
	return "none"
}

// turn runs one program on one site.
func (b *runner) turn(name string, s *site, out string) (took, error) {
	switch name {
	case "hugo":
		return run(b.hugo, b.hugoArgs(s, out)...)
	case "floor":
		return b.floor(s, out)
	}
	return run(b.gloss, glossArgs(s, out)...)
}

// nothing builds again where nothing changed, in a fresh process.
func (b *runner) nothing() error { return b.each(b.nothingOf) }

// each measures a site of each size, with all in it but social cards.
func (b *runner) each(measure func(*site) error) error {
	for _, pages := range b.sizes {
		s, err := b.site(pages)
		if err != nil {
			return err
		}
		if err := s.set(most); err != nil {
			return err
		}
		if err := measure(s); err != nil {
			return err
		}
	}
	return nil
}

func (b *runner) nothingOf(s *site) error {
	glossOut, err := b.into(false, "gloss")
	if err != nil {
		return err
	}
	hugoOut, err := b.into(false, "hugo")
	if err != nil {
		return err
	}
	var hugo, gloss runs
	for i := range b.rounds(s.pages) + 1 {
		h, err := run(b.hugo, b.hugoArgs(s, hugoOut)...)
		if err != nil {
			return err
		}
		stats := filepath.Join(b.dir, "stats.json")
		g, err := run(b.gloss, append(glossArgs(s, glossOut), "--stats", stats)...)
		if err != nil {
			return err
		}
		if i == 0 {
			continue // the first build made it
		}
		if f, err := readStats(stats); err != nil || f.Written != 0 {
			return fmt.Errorf("a build where nothing changed wrote %d files (%v)", f.Written, err)
		}
		hugo, gloss = append(hugo, h), append(gloss, g)
	}
	b.table.add(row{work: fmt.Sprintf("nothing changed, %s pages", thousands(s.pages)), hugo: hugo.wall(), gloss: gloss.wall(), goal: nothingGoal(s.pages)})
	return nil
}

func nothingGoal(pages int) string {
	if pages == 10_000 {
		return "0.3 s, no file written"
	}
	return "none"
}

// start is how long the program takes to begin.
func (b *runner) start() error {
	dir := filepath.Join(b.dir, "empty")
	if err := save(dir, "content/site.yaml", "title: Empty\n"); err != nil {
		return err
	}
	for _, c := range []struct {
		name string
		args []string
	}{{"version", []string{"version"}}, {"check of an empty site", []string{"check", "--root", dir}}} {
		var all runs
		for range 4 * b.runs {
			t, err := run(b.gloss, c.args...)
			if err != nil {
				return err
			}
			all = append(all, t)
		}
		b.table.add(row{work: "start: " + c.name, gloss: all.wall(), goal: "40 ms"})
	}
	return nil
}

// thousands is a number as people read it.
func thousands(n int) string {
	s := strconv.Itoa(n)
	var parts []string
	for len(s) > 3 {
		parts = append([]string{s[len(s)-3:]}, parts...)
		s = s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, parts...), ",")
}
