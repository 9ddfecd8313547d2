package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/internal/diag"
	"gloss/internal/publish"
)

// run executes one command line in this process.
func run(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	p := program{Stdout: &out, Stderr: &err, Getenv: func(string) string { return "" }}
	status = p.run(args)
	return status, out.String(), err.String()
}

// site writes files into a new root.
func site(t *testing.T, files map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

var small = map[string]string{
	"content/articles/a.md":       "---\ntitle: A\n---\n\nThe Taliban came, and the Taliban stayed.\n\n## More\n\nThe Taliban again, with [a draft](later.md).\n",
	"content/articles/later.md":   "---\ntitle: Later\ndraft: true\n---\n",
	"content/glossary/taliban.md": "---\ntitle: Taliban\ncategory: group\ndefinition: The movement.\nredirect-from: /glossary/taleban/\n---\n",
}

func readStats(t *testing.T, path string) (raw map[string]any, f figures) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return raw, f
}

// TestNothingToDoOnADay: a build that is given a day has nothing to do where the
// last one was given that day, and something where it was another.
func TestNothingToDoOnADay(t *testing.T) {
	root := site(t, map[string]string{"content/articles/a.md": "---\ntitle: A\nchanges: [{date: 2026-03-02, kind: update, text: More is said.}]\n---\nWords.\n"})
	stats := filepath.Join(t.TempDir(), "stats.json")
	for _, step := range []struct {
		at     string
		parsed bool
	}{{"2026-03-01", true}, {"2026-03-01", false}, {"2026-03-02", true}, {"2026-03-02", false}, {"2026-03-02T12:00:00Z", true}, {"2026-03-02T13:00:00Z", false}, {"2026-03-02", true}} {
		if status, _, stderr := run(t, "--root", root, "--at", step.at, "--stats", stats); status != exitDone {
			t.Fatalf("status %d\n%s", status, stderr)
		}
		if _, f := readStats(t, stats); (f.Stages["parse"] > 0) != step.parsed {
			t.Errorf("at %s: parsed %t, want %t", step.at, !step.parsed, step.parsed)
		}
	}
}

// TestStats holds the shape that the contract gives --stats, and the figures
// against the tree.
func TestStats(t *testing.T) {
	root := site(t, small)
	stats := filepath.Join(t.TempDir(), "stats.json")
	build := func(args ...string) (map[string]any, figures) {
		t.Helper()
		args = append([]string{"--root", root, "--at", "2026-11-15T00:00:00Z", "--stats", stats}, args...)
		if status, _, stderr := run(t, args...); status != exitDone {
			t.Fatalf("status %d\n%s", status, stderr)
		}
		return readStats(t, stats)
	}
	raw, f := build()
	top := []string{"pages", "terms", "auto_links", "files_written", "files_unchanged", "files_removed", "bytes", "wall_ms", "stages", "peak_rss_bytes", "diagnostics"}
	if got := slices.Sorted(maps.Keys(raw)); !slices.Equal(got, slices.Sorted(slices.Values(top))) {
		t.Errorf("keys are %v", got)
	}
	stages, _ := raw["stages"].(map[string]any)
	if got := slices.Sorted(maps.Keys(stages)); !slices.Equal(got, []string{"check", "link", "load", "parse", "publish", "render"}) {
		t.Errorf("stages are %v", got)
	}
	diagnostics, _ := raw["diagnostics"].(map[string]any)
	if fmt.Sprint(diagnostics) != "map[errors:0 warnings:1]" {
		t.Errorf("diagnostics are %v", diagnostics)
	}

	files, size := 0, int64(0)
	pages := 0
	_ = filepath.WalkDir(filepath.Join(root, "public"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		info, _ := d.Info()
		files, size = files+1, size+info.Size()
		if filepath.Ext(path) == ".html" && !strings.Contains(path, "taleban") {
			pages++
		}
		return nil
	})
	want := figures{Pages: pages, Terms: 1, AutoLinks: 2, FilesWritten: files, Bytes: size}
	want.Diagnostics.Warnings = 1
	same := func(f, want figures) {
		t.Helper()
		if f.WallMS <= 0 || f.PeakRSS <= 0 || f.Stages["load"] <= 0 {
			t.Errorf("times and memory are missing: %+v", f)
		}
		f.WallMS, f.PeakRSS, f.Stages = 0, 0, nil
		if fmt.Sprint(f) != fmt.Sprint(want) {
			t.Errorf("got %+v\nwant %+v", f, want)
		}
	}
	same(f, want)

	_, f = build()
	if f.Stages["render"] != 0 || f.Stages["publish"] != 0 {
		t.Errorf("nothing changed, and pages were made again: %v", f.Stages)
	}
	want.FilesWritten, want.FilesUnchanged = 0, files
	same(f, want)

	// Without the warning the next build but one has nothing to do, and says the same.
	article := strings.Replace(small["content/articles/a.md"], ", with [a draft](later.md)", "", 1)
	if err := os.WriteFile(filepath.Join(root, "content/articles/a.md"), []byte(article), 0o644); err != nil {
		t.Fatal(err)
	}
	_, f = build()
	if f.FilesWritten == 0 || f.Diagnostics.Warnings != 0 {
		t.Errorf("%+v", f)
	}
	want.Bytes, want.Diagnostics.Warnings = f.Bytes, 0
	_, f = build()
	same(f, want)

	// A build with errors writes its figures too, and nothing else.
	if err := os.WriteFile(filepath.Join(root, "content/articles/bad.md"), []byte("---\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, _ := run(t, "--root", root, "--stats", stats); status != exitContent {
		t.Fatalf("status %d", status)
	}
	if _, f = readStats(t, stats); f.Diagnostics.Errors != 1 || f.FilesWritten != 0 || f.Bytes != 0 || f.WallMS <= 0 {
		t.Errorf("%+v", f)
	}
	if status, _, _ := run(t, "check", "--root", root, "--stats", stats); status != exitContent {
		t.Fatalf("status %d", status)
	}
	if _, f = readStats(t, stats); f.Diagnostics.Errors != 1 || f.FilesWritten != 0 {
		t.Errorf("%+v", f)
	}
}

func TestExplainEveryCode(t *testing.T) {
	codes := diag.Codes()
	if len(codes) < 40 {
		t.Fatalf("only %d codes", len(codes))
	}
	_, all, _ := run(t, "explain")
	for _, c := range codes {
		status, page, stderr := run(t, "explain", c.ID)
		if status != exitDone || stderr != "" {
			t.Errorf("%s: status %d, %s", c.ID, status, stderr)
		}
		if !strings.HasPrefix(page, c.ID+": "+c.Title+"\n\n") || !strings.Contains(page, strings.TrimSpace(c.Text)) || !strings.Contains(page, "Usually: "+c.Severity.String()) {
			t.Errorf("%s: the page says\n%s", c.ID, page)
		}
		if !strings.Contains(all, c.ID+"  ") || !strings.Contains(all, c.Title) {
			t.Errorf("%s is not in the list", c.ID)
		}
		lower, _, _ := run(t, "explain", strings.ToLower(c.ID))
		if lower != exitDone {
			t.Errorf("%s: not found in lower case", c.ID)
		}
	}
	if got := strings.Count(all, "\n"); got != len(codes) {
		t.Errorf("the list has %d lines for %d codes", got, len(codes))
	}
}

// fullDisk is a writer that fails, faultyWriter one that panics.
type (
	fullDisk     struct{}
	faultyWriter struct{}
)

func (fullDisk) Write([]byte) (int, error)     { return 0, errors.New("no space left on device") }
func (faultyWriter) Write([]byte) (int, error) { panic("broken invariant") }

func TestStatusOfFaults(t *testing.T) {
	noEnv := func(string) string { return "" }
	var stderr bytes.Buffer
	if status := (program{Stdout: faultyWriter{}, Stderr: &stderr, Getenv: noEnv}).run([]string{"version"}); status != exitOurs {
		t.Errorf("a panic ends in status %d", status)
	}
	if !strings.Contains(stderr.String(), "broken invariant") {
		t.Errorf("the panic is not told: %s", stderr.String())
	}
	for _, args := range [][]string{{"version"}, {"explain"}, {"explain", "L110"}, {"check", "--format=json", "--root", site(t, small)}} {
		if status := (program{Stdout: fullDisk{}, Stderr: io.Discard, Getenv: noEnv}).run(args); status != exitMachine {
			t.Errorf("%v: output that cannot be written ends in status %d", args, status)
		}
	}
	for err, want := range map[error]int{
		&publish.Error{Op: "put", Path: "x", Err: publish.ErrMisuse}:          exitOurs,
		&publish.Error{Op: "write", Path: "x", Err: errors.New("no space")}:   exitMachine,
		fmt.Errorf("wrapped: %w", &publish.RefusedError{Path: "x", Fix: "y"}): exitUsage,
	} {
		var f *failure
		if !errors.As(machine(err), &f) || f.status != want {
			t.Errorf("%v: want status %d", err, want)
		}
	}
}

func TestVerifyFindsNoDifference(t *testing.T) {
	root := site(t, small)
	for _, jobs := range []string{"1", "2", "8"} {
		if status, _, stderr := run(t, "--root", root, "--verify", "--jobs", jobs, "--at", "2026-11-15"); status != exitDone {
			t.Errorf("--jobs %s: status %d\n%s", jobs, status, stderr)
		}
	}
}

// TestHelp: every flag and command of the contract is told.
func TestHelp(t *testing.T) {
	status, stdout, _ := run(t, "--help")
	if status != exitDone {
		t.Fatalf("status %d", status)
	}
	for _, word := range []string{
		"--root", "--out", "--base-url", "--drafts", "--at", "--strict", "--format", "--jobs", "--stats", "--verify", "--quiet",
		"check", "new", "links", "try-alias", "explain", "version",
	} {
		if !strings.Contains(stdout, word) {
			t.Errorf("--help does not tell of %s", word)
		}
	}
}
