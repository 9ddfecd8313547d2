package main

import (
	"encoding/json"
	"time"

	"gloss/internal/build"
	"gloss/internal/diag"
	"gloss/internal/publish"
)

// figures is what --stats writes (contract, section 1). Times are milliseconds.
type figures struct {
	Pages          int                `json:"pages"`
	Terms          int                `json:"terms"`
	AutoLinks      int                `json:"auto_links"`
	FilesWritten   int                `json:"files_written"`
	FilesUnchanged int                `json:"files_unchanged"`
	FilesRemoved   int                `json:"files_removed"`
	Bytes          int64              `json:"bytes"`
	WallMS         float64            `json:"wall_ms"`
	Stages         map[string]float64 `json:"stages"`
	PeakRSS        int64              `json:"peak_rss_bytes"`
	Diagnostics    struct {
		Errors   int `json:"errors"`
		Warnings int `json:"warnings"`
	} `json:"diagnostics"`
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

var stageNames = []string{"load", "parse", "link", "check", "render", "publish"}

func figuresOf(s *build.Site) figures {
	f := figures{AutoLinks: s.AutoLink, Stages: map[string]float64{}, PeakRSS: peakRSS()}
	f.Pages, f.Terms = s.Counts()
	f.Diagnostics.Errors, f.Diagnostics.Warnings = diag.Count(s.Diags)
	for _, name := range stageNames {
		f.Stages[name] = ms(s.Stages[name])
	}
	return f
}

func (f *figures) published(s *build.Site, r publish.Result, wall time.Duration) {
	f.FilesWritten, f.FilesUnchanged, f.FilesRemoved, f.Bytes = r.Written, r.Unchanged, r.Removed, r.Bytes
	f.WallMS, f.PeakRSS = ms(wall), peakRSS()
	for _, name := range stageNames {
		f.Stages[name] = ms(s.Stages[name])
	}
}

// unchanged is the figures of a build that had nothing to do.
func unchanged(last publish.Manifest, start time.Time, loaded time.Duration) figures {
	f := figures{Stages: map[string]float64{}}
	for _, name := range stageNames {
		f.Stages[name] = 0
	}
	f.Stages["load"] = ms(loaded)
	var counts build.Counts
	if json.Unmarshal(last.Inputs.Extra, &counts) == nil {
		f.Pages, f.Terms, f.AutoLinks = counts.Pages, counts.Terms, counts.AutoLinks
	}
	f.unchanged(last, start)
	return f
}

// unchanged adds the files of the last build, which stand as they were.
func (f *figures) unchanged(last publish.Manifest, start time.Time) {
	f.FilesUnchanged, f.PeakRSS, f.WallMS = len(last.Files), peakRSS(), ms(time.Since(start))
	for _, file := range last.Files {
		f.Bytes += file.Size
	}
}
