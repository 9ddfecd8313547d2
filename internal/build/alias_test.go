package build_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/link"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// linksOf counts the links of all pages, each by all that an editor sees of it
// but its line, which editing a file moves.
func linksOf(site *build.Site) map[string]int {
	count := map[string]int{}
	for _, r := range site.Graph.Resolved {
		if r == nil {
			continue
		}
		for _, e := range link.Explain(site.Graph.Names, r) {
			if e.Links() {
				count[linkKey(r.Page, &e, e.To)]++
			}
		}
	}
	return count
}

func linkKey(from *link.Page, e *link.Explained, to *link.Page) string {
	return fmt.Sprintf("%s|%s|%q → %s", from.Doc.Path, e.Section, e.Before+"["+e.Text+"]"+e.After, to.Doc.Path)
}

// TestTryAliasAgainstTheFile: what try-alias tells is what happens once the alias
// is written into the term's file.
func TestTryAliasAgainstTheFile(t *testing.T) {
	snapshot, err := source.Load(sitetest.Repository, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := sitetest.At(t)
	b := sitetest.New(build.Options{})
	site := b.Build(snapshot, at)
	before, total := linksOf(site), 0
	for _, c := range []struct{ text, slug string }{
		{"Taliban government", "taliban"},
		{"attack", "kabul-airport-bombing"},
		{"source", "is-k"},
		{"strike", "caliphate"},
		{"group", "al-qaeda"},
		{"United States", "is-k"},
		{"the Taliban", "ttp"},
		{"Kabul airport bombing of 26 August 2021", "taliban"},
	} {
		term := site.Graph.Names.TermNamed(c.slug)
		tried := b.TryAlias(site, at, c.text, term)
		want := maps.Clone(before)
		for _, page := range tried.Pages {
			for _, change := range page.Changes {
				total++
				if change.Kind != build.Gained {
					want[linkKey(page.Page, change.Was, change.Was.To)]--
				}
				if change.Kind != build.Lost {
					want[linkKey(page.Page, change.Now, change.Now.To)]++
				}
			}
		}
		maps.DeleteFunc(want, func(_ string, n int) bool { return n == 0 })
		written := b.Build(withAlias(t, snapshot, term.Doc.Path, c.text), at)
		if got := linksOf(written); !maps.Equal(got, want) {
			t.Errorf("%q to %s:\n%s", c.text, c.slug, difference(got, want))
		}
	}
	if total < 30 {
		t.Errorf("only %d changes were compared", total)
	}
	if after := linksOf(b.Build(snapshot, at)); !maps.Equal(before, after) {
		t.Errorf("what was tried stayed:\n%s", difference(after, before))
	}
}

// withAlias writes an alias into a term's file.
func withAlias(t *testing.T, snapshot source.Snapshot, path, alias string) source.Snapshot {
	t.Helper()
	files := slices.Clone(snapshot.Under("content"))
	for i, f := range files {
		if f.Path != path {
			continue
		}
		data := bytes.Replace(f.Data, []byte("\naliases:\n"), []byte("\naliases:\n  - "+alias+"\n"), 1)
		if bytes.Equal(data, f.Data) {
			data = bytes.Replace(f.Data, []byte("\naliases: ["), []byte("\naliases: ["+alias+", "), 1)
		}
		if bytes.Equal(data, f.Data) {
			data = bytes.Replace(f.Data, []byte("\ncategory:"), []byte("\naliases: ["+alias+"]\ncategory:"), 1)
		}
		files[i] = source.NewFile(path, data)
	}
	return source.NewSnapshot(files)
}

func difference(got, want map[string]int) string {
	var lines []string
	for key := range got {
		if got[key] != want[key] {
			lines = append(lines, fmt.Sprintf("got %d, told %d: %s", got[key], want[key], key))
		}
	}
	for key := range want {
		if got[key] == 0 {
			lines = append(lines, fmt.Sprintf("got 0, told %d: %s", want[key], key))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// TestTryAliasBesideAnother: where nothing stands between two names, each is its
// own.
func TestTryAliasBesideAnother(t *testing.T) {
	files := sitetest.Parse(`
-- content/articles/a.md --
---
title: A
---

塔利班喀布尔
-- content/glossary/kabul.md --
---
title: 喀布尔
slug: kabul
category: place
definition: D.
---
`)
	at := sitetest.Moment(t, "2026-11-15")
	b := sitetest.New(build.Options{})
	tried := b.TryAlias(b.Build(files.Snapshot(), at), at, "塔利班", nil)
	if len(tried.Pages) != 1 || len(tried.Pages[0].Changes) != 1 || tried.Pages[0].Changes[0].Kind != build.Gained {
		t.Errorf("%+v", tried.Pages)
	}
	want := "no address can be made from this name: the new term needs a slug"
	if len(tried.Notes) != 1 || tried.Notes[0] != want || len(tried.Problems) != 0 {
		t.Errorf("%q %v", tried.Notes, tried.Problems)
	}
}
