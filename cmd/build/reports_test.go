package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestReportsAsJSON: what links and try-alias print as JSON holds the fields that
// docs/editors.md names and no others, and says what the text says.
func TestReportsAsJSON(t *testing.T) {
	root := site(t, small)
	read := func(into any, args ...string) {
		t.Helper()
		status, stdout, stderr := run(t, append(args, "--root", root, "--format", "json")...)
		dec := json.NewDecoder(strings.NewReader(stdout))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil || status != exitDone || dec.More() {
			t.Fatalf("%v: status %d, %v\n%s%s", args, status, err, stdout, stderr)
		}
	}
	var entries []struct {
		Line, Column, End_line, End_column             int
		Text, Term, Outcome, Reason, Sentence, Section string
	}
	read(&entries, "links", "articles/a.md")
	if len(entries) != 3 {
		t.Fatalf("%d entries, want 3: %v", len(entries), entries)
	}
	used := entries[1]
	if used.Line != 5 || used.Column != 27 || used.End_line != 5 || used.End_column != 34 || used.Text != "Taliban" || used.Term != "taliban" ||
		used.Outcome != "used" || used.Reason != "used already at 5:5" || used.Sentence != "The Taliban came, and the Taliban stayed." || used.Section != "" {
		t.Errorf("%+v", used)
	}
	if entries[2].Section != "More" {
		t.Errorf("%+v", entries[2])
	}

	var report struct {
		Text, To  string
		Found     []string
		Conflicts []struct {
			Severity, Code, Message string
			Places, Fixes           []string
		}
		Notes []string
		Pages []struct {
			Path    string
			Changes []struct {
				Kind                                       string
				Line, Column, End_line, End_column         int
				Text, Was, Term, Reason, Sentence, Section string
			}
		}
		Gained, Lost, Changed int
	}
	read(&report, "try-alias", "the Taliban", "--to", "taliban")
	// In each of the two sections the longer name takes the place of the shorter.
	if report.To != "taliban" || report.Gained != 2 || report.Lost != 2 || report.Changed != 0 || len(report.Pages) != 1 || len(report.Pages[0].Changes) != 4 {
		t.Errorf("%+v", report)
	}
}

// TestReportsFit: lines but those of sentences fit a terminal of 80 columns.
func TestReportsFit(t *testing.T) {
	files := map[string]string{
		"content/glossary/long.md": "---\ntitle: " + strings.Repeat("A very long name ", 6) + "\ncategory: group\nslug: " + strings.Repeat("long-", 15) + "name\ndefinition: D.\n---\n",
		"content/articles/a.md":    "---\ntitle: A\n---\n" + strings.Repeat("\n", 12345) + strings.Repeat("x", 1000) + " " + strings.Repeat("A very long name ", 12) + "\n\n## " + strings.Repeat("Heading ", 30) + "\n\n" + strings.Repeat("A very long name ", 6) + "\n",
	}
	root := site(t, files)
	status, stdout, stderr := run(t, "links", "articles/a.md", "--root", root)
	if status != exitDone || !strings.Contains(stdout, "used already at 12349:1002") {
		t.Fatalf("status %d\n%s%s", status, stdout, stderr)
	}
	for _, line := range strings.Split(stdout, "\n") {
		if n := utf8.RuneCountInString(line); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
