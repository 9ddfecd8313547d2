package build_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/diag"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// told gives the diagnostics of a site as "path:line:col severity[CODE]".
func told(files sitetest.Files, ds []diag.Diagnostic) (all []string) {
	for _, d := range ds {
		at := diag.NewMapper([]byte(files[d.Path])).Position(d.Start)
		all = append(all, fmt.Sprintf("%s:%d:%d %s[%s]", d.Path, at.Line, at.Column, d.Severity, d.Code.ID))
	}
	return all
}

func expect(t *testing.T, archive string, o build.Options, want ...string) *sitetest.Result {
	t.Helper()
	files := sitetest.Parse(archive)
	site := sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-11-15"), o)
	if got := told(files, site.Diags); !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s\n%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"), strings.Join(site.Problems, "\n"))
	}
	return site
}

const drafts = `
-- content/site.yaml --
severity: {M101: error, L104: "off"}
-- content/articles/draft.md --
---
title: Draft
draft: true
---

A <b>tag</b>, [[nowhere]] and [[draft]].
-- content/articles/index.md --
---
title: Articles
draft: true
---

A <b>tag</b> and [[nowhere]].
-- content/articles/public.md --
---
title: Public
---

A <i>tag.
`

// TestDrafts: nothing in the text of a draft that is left out is an error,
// whatever the site's severities; with drafts, all of it is.
func TestDrafts(t *testing.T) {
	expect(
		t, drafts, build.Options{},
		"content/articles/draft.md:6:3 warning[M101]", "content/articles/draft.md:6:9 warning[M101]",
		"content/articles/draft.md:6:17 warning[L101]", "content/articles/draft.md:6:33 warning[L105]",
		"content/articles/index.md:6:3 warning[M101]", "content/articles/index.md:6:9 warning[M101]", "content/articles/index.md:6:20 warning[L101]",
		"content/articles/public.md:5:3 error[M101]",
	)
	expect(
		t, drafts, build.Options{Drafts: true},
		"content/articles/draft.md:6:3 error[M101]", "content/articles/draft.md:6:9 error[M101]",
		"content/articles/draft.md:6:17 error[L101]", "content/articles/draft.md:6:33 warning[L105]",
		"content/articles/index.md:6:3 error[M101]", "content/articles/index.md:6:9 error[M101]", "content/articles/index.md:6:20 error[L101]",
		"content/articles/public.md:5:3 error[M101]",
	)
}

// TestManyProblems: a page of mistakes is told of as such, counted to the last,
// and hides neither its own errors nor those of others.
func TestManyProblems(t *testing.T) {
	files := sitetest.Parse("-- content/articles/a.md --\n---\ntitle: A\n---\n\n[[nowhere]]\n")
	files["content/articles/many.md"] = "---\ntitle: Many\n---\n\n" + strings.Repeat("\u200b", 40_000) + "\n\n" + strings.Repeat("[[x]]! ", 3000) + "\n"
	site := sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, "2026-11-15"), build.Options{})
	if len(site.Diags) != 1+1001+1001 {
		t.Errorf("%d are told", len(site.Diags))
	}
	if errors, warnings := diag.Count(site.Diags); errors != 3001 || warnings != 40_000 {
		t.Errorf("%d errors, %d warnings", errors, warnings)
	}
}

// TestMemoOfWhatCannotBeRead: what is said of a file that has no bytes is as true
// the second time.
func TestMemoOfWhatCannotBeRead(t *testing.T) {
	b := sitetest.New(build.Options{})
	for _, f := range []source.File{
		{Mode: source.TooLarge, Size: 2_000_000},
		{Mode: source.TooLarge, Size: 3_000_000},
		{Mode: source.Unreadable, Cause: errors.New("permission denied")},
		{Mode: source.Unreadable, Cause: errors.New("input/output error")},
	} {
		f.Path = "content/articles/a.md"
		snapshot := source.NewSnapshot([]source.File{f})
		at := sitetest.Moment(t, "2026-11-15")
		warm, cold := sitetest.With(t, b, snapshot, at), sitetest.Build(t, snapshot, at, build.Options{})
		if d := sitetest.Difference(warm, cold); d != "" {
			t.Error(d)
		}
	}
}

// TestWindow: a moment is in a window to the nanosecond.
func TestWindow(t *testing.T) {
	files := sitetest.Parse("-- content/a.md --\n---\ntitle: A\npublished: 2026-11-02T09:00:00.5Z\n---\n")
	window := func(at string) string {
		return build.Window(sitetest.Build(t, files.Snapshot(), sitetest.Moment(t, at), build.Options{}).Graph.Names)
	}
	before, after := window("2026-11-02T09:00:00.4Z"), window("2026-11-02T09:00:00.5Z")
	if before != "/2026-11-02T09:00:00.5Z" || after != "2026-11-02T09:00:00.5Z/" {
		t.Errorf("the windows are %s and %s", before, after)
	}
	for at, first := range map[string]bool{"2026-11-02T09:00:00Z": true, "2026-11-02T09:00:00.499999999Z": true, "2026-11-02T09:00:00.5Z": false, "2026-11-02T09:00:01Z": false} {
		m := sitetest.Moment(t, at).Time
		if build.Within(before, m) != first || build.Within(after, m) == first {
			t.Errorf("at %s: %t, %t", at, build.Within(before, m), build.Within(after, m))
		}
	}
}
