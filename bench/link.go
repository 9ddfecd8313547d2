package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// stats is what Gloss says of a build (--stats).
type stats struct {
	Written int `json:"files_written"`
	Links   int `json:"auto_links"`
	Stages  struct {
		Link float64 `json:"link"` // milliseconds
	} `json:"stages"`
}

func readStats(file string) (s stats, err error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(data, &s)
}

// linkedPages is the size of the site for linking; a tenth of it is terms.
const linkedPages = 1000

// link compares what linking terms costs: for Hugo a build with it less one
// without, for Gloss the whole stage, names and backlinks and all. Hugo takes so
// long that one round is enough to tell.
func (b *runner) link() error {
	s, err := b.site(linkedPages)
	if err != nil {
		return err
	}
	if err := s.set(most); err != nil {
		return err
	}
	out, err := b.into(b.memory != "", "link")
	if err != nil {
		return err
	}
	var plain runs
	var ours []time.Duration
	file := filepath.Join(b.dir, "stats.json")
	for range b.runs {
		if err := empty(out); err != nil {
			return err
		}
		t, err := run(b.hugo, b.hugoArgs(s, out)...)
		if err != nil {
			return err
		}
		plain = append(plain, t)
		if err := empty(out); err != nil {
			return err
		}
		if _, err := run(b.gloss, append(glossArgs(s, out), "--stats", file)...); err != nil {
			return err
		}
		made, err := readStats(file)
		if err != nil {
			return err
		}
		ours = append(ours, time.Duration(made.Stages.Link*float64(time.Millisecond)))
	}
	stage := median(ours, func(d time.Duration) time.Duration { return d })
	for _, how := range []struct{ name, words string }{{"alternation", "one alternation of all names"}, {"each", "one expression for each name"}} {
		if err := s.linking(how.name); err != nil {
			return err
		}
		t, err := run(b.hugo, b.hugoArgs(s, out)...)
		if err != nil {
			return err
		}
		b.table.add(row{work: fmt.Sprintf("linking %d terms on %s pages, as Hugo's users do it: %s", linkedPages/10, thousands(linkedPages), how.words), hugo: t.wall - plain.wall(), gloss: stage, goal: linkGoal(how.name)})
	}
	return s.linking("")
}

func linkGoal(how string) string {
	if how == "alternation" {
		return "a fiftieth of Hugo"
	}
	return "none"
}
