package sitetest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// document reads a page as a browser does.
func document(t *testing.T, page string) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// each gives the text of all that a selector finds, spaces folded.
func each(doc *goquery.Document, selector string) []string {
	return doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

const translated = `
-- content/site.yaml --
title: Names
base-url: https://names.example/sub
language: en
contact: desk@names.example
-- content/articles/war.md --
---
title: War & peace
---
Words.
-- content/articles/jang.md --
---
title: جنگ
lang: fa
translation-of: war
---
Words.
-- content/articles/krieg.md --
---
title: Krieg
lang: de
translation-of: jang
---
Words.
-- content/articles/guerre.md --
---
title: Guerre
lang: fr
translation-of: war
draft: true
---
Words.
-- content/articles/war-again.md --
---
title: War again
translation-of: war
---
Words.
-- content/articles/ouroboros.md --
---
title: One end
translation-of: schlange
---
Words.
-- content/articles/schlange.md --
---
title: Schlange
lang: de
translation-of: ouroboros
---
Words.
-- content/articles/alone.md --
---
title: Alone
---
Words.
`

// The versions of a page in other languages lead to one another, whichever of them
// the others name; a version in the same language is none.
func TestTranslations(t *testing.T) {
	page, _ := built(t, translated)
	languages := func(address string) []string { return each(document(t, page(address)), ".meta a[hreflang]") }
	same(t, "the original", languages("/articles/war/"), "Guerre", "جنگ", "Krieg")
	same(t, "a translation", languages("/articles/jang/"), "War & peace", "Guerre", "Krieg", "War again")
	same(t, "a translation of a translation", languages("/articles/krieg/"), "War & peace", "Guerre", "جنگ", "War again")
	same(t, "two that name one another", languages("/articles/ouroboros/"), "Schlange")
	same(t, "the other of the two", languages("/articles/schlange/"), "One end")
	same(t, "a page of its own", languages("/articles/alone/"))
	war := page("/articles/war/")
	holds(t, war, `<a href="/sub/articles/jang/" hreflang="fa" lang="fa" dir="rtl">جنگ</a>`, true)
	holds(t, war, `<link rel="alternate" hreflang="fa" href="https://names.example/sub/articles/jang/">`, true)
}

// A reader tells the site's contact, with the page's title; without one, the
// repository's issues.
func TestReportAnError(t *testing.T) {
	report := func(archive string) string {
		page, _ := built(t, archive)
		return document(t, page("/articles/war/")).Find(".actions a").Last().AttrOr("href", "")
	}
	for archive, want := range map[string]string{
		translated: "mailto:desk@names.example?subject=War%20%26%20peace",
		strings.Replace(translated, "contact: desk@names.example", "repository: https://github.com/names/site/", 1): "https://github.com/names/site/issues/new",
		strings.Replace(translated, "contact: desk@names.example", "repository: https://gitlab.com/names/site", 1):  "https://gitlab.com/names/site/-/issues/new",
		strings.Replace(translated, "contact: desk@names.example", "contact: https://names.example/talk", 1):        "https://names.example/talk",
		strings.Replace(translated, "contact: desk@names.example\n", "", 1):                                         "",
	} {
		if got := report(archive); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

const explainer = `
-- content/site.yaml --
title: Groups
language: en
topics: {war: {title: War}}
-- content/sources/ash-2020.md --
---
title: Ash on groups
type: article
author: [{family: Ash}]
issued: 2020
---
-- content/sources/birch-2021.md --
---
title: Birch on groups
type: article
author: [{family: Birch}]
issued: 2021
---
-- content/facts/strength.md --
---
title: How strong is X-Y?
about: [x-y]
value: about 12
because: The later count is the better one.
measure: count
status: disputed
values:
  - {value: more than 10, source: ash-2020, locator: p. 3, as-of: 2019, note: An early count., superseded: true}
  - {value: "12", source: birch-2021}
---
-- content/facts/age.md --
---
title: How old is X-Y?
about: [x-y]
value: "2015"
measure: date
status: settled
values:
  - {value: "2015", source: ash-2020}
  - {value: "2015", source: birch-2021}
---
-- content/glossary/x-y.md --
---
title: X-Y
category: group
definition: A group.
---
-- content/glossary/raid.md --
---
title: raid on Z
category: event
date: 2018
definition: An attack.
---
-- content/explainers/who.md --
---
title: Who is X-Y?
summary: A group and its years.
reviewed: 2026-11-20
topics: [war]
changes:
  - {date: 2026-11-20, kind: correction, text: A year was wrong.}
---
## What is X-Y?

X-Y is a group that began in ![[age]] and made the raid on Z [@ash-2020, p. 1].

Ash tells more of it [@ash-2020, p. 1]. And more [@ash-2020, p. 2].

## How many are they?

They are ![[strength]] [@birch-2021].
-- content/articles/why.md --
---
title: Why
topics: [war]
---
X-Y and the raid on Z.

[@ash-2020] a [@ash-2020] a [@ash-2020] a [@ash-2020] a [@ash-2020] a [@ash-2020] a [@ash-2020] a [@ash-2020] a [@ash-2020].
`

// An explainer shows its parts in the order in which readers need them.
func TestExplainer(t *testing.T) {
	page, _ := built(t, explainer)
	doc := document(t, page("/explainers/who/"))
	same(t, "parts", each(doc, "article h1, article h2"),
		"Who is X-Y?", "What is X-Y? #", "How many are they? #", "What each source says", "Dates on this page", "Terms on this page", "References", "Related pages", "Changes")
	same(t, "its head", each(doc, ".meta > li"), "Updated 20 November 2026", "Reviewed 20 November 2026", "1 minute", "2 sources", "Topic: War")
	same(t, "its questions", each(doc, ".contents .numbered a"), "What is X-Y?", "How many are they?")
	same(t, "facts, disputed ones first", each(doc, "#facts h3"), "How strong is X-Y?", "How old is X-Y?")
	same(t, "a disputed fact", each(doc, "#fact-strength tbody td, #fact-strength tbody th"),
		"more than 10 (overtaken) An early count.", "Ash, p. 3, 2020; as of 2019", "12", "Birch, 2021")
	same(t, "its dates", each(doc, "#dates li"), "2018raid on Z")
	same(t, "ways back", each(doc, "#ref-ash-2020 .marks"), "· Cited p. 1: a, b; p. 2: c; p. 3: d; e")
	if doc.Find(".cite-this p").Text() == "" {
		t.Error("the page does not say how to cite it")
	}
	if doc.Find(".fact[data-status=disputed] > a + .differs").Length() != 1 {
		t.Error("the mark of a disputed fact does not stand beside its link")
	}
}

// Many ways back under one source are folded away.
func TestManyWaysBack(t *testing.T) {
	page, _ := built(t, explainer)
	doc := document(t, page("/articles/why/"))
	same(t, "the fold", each(doc, "#ref-ash-2020 details.marks summary"), "Cited 9 times")
	same(t, "what is in it", each(doc, "#ref-ash-2020 details.marks a"), "a", "b", "c", "d", "e", "f", "g", "h", "i")
}
