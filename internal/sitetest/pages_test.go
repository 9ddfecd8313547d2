package sitetest_test

import (
	"strings"
	"testing"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/sitetest"
)

// built makes a site with drafts and gives its pages by address.
func built(t *testing.T, archive string) (pages func(address string) string, problems []string) {
	t.Helper()
	o := build.Options{Drafts: true, Jobs: 1}
	r := sitetest.Build(t, sitetest.Parse(archive).Snapshot(), content.Moment{Year: 2026, Month: 11, Day: 21}, o)
	return func(address string) string {
		t.Helper()
		page, ok := r.Tree[strings.TrimPrefix(address+"index.html", "/")]
		if !ok {
			t.Fatalf("no page at %s", address)
		}
		return string(page)
	}, r.Problems
}

func holds(t *testing.T, page, text string, want bool) {
	t.Helper()
	if strings.Contains(page, text) != want {
		t.Errorf("holds %s: %t, want %t", text, !want, want)
	}
}

const languages = `
-- content/site.yaml --
title: Names
language: en
-- content/glossary/taliban.md --
---
title: Taliban
category: group
definition: A movement.
aliases: [{text: طالبان, lang: fa}]
related: [dari]
---
See [[dari]].
-- content/glossary/dari.md --
---
title: دری
lang: fa
category: concept
definition: زبان.
aliases: [فارسی دری, {text: Dari, lang: en}]
related: [taliban]
---
[[taliban]].
-- content/glossary/pashto.md --
---
title: پښتو
lang: ps
category: concept
definition: ژبه.
related: [dari]
---
[[dari]].
-- content/articles/farsi.md --
---
title: مقاله
lang: fa
---
[[taliban]] [[dari]]
`

// Words carry a language where the page that shows them has another.
func TestWordsOfAnotherLanguage(t *testing.T) {
	page, _ := built(t, languages)
	const fa, en = ` lang="fa" dir="rtl">`, ` lang="en" dir="ltr">`
	english, dari, pashto := page("/glossary/taliban/"), page("/glossary/dari/"), page("/glossary/pashto/")
	holds(t, english, `<bdi`+fa+`طالبان</bdi>`, true)
	holds(t, english, `<dt id="term-dari"><a href="/glossary/dari/">دری</a>`, true)
	holds(t, english, `<div`+fa+`<dt><a href="/glossary/dari/">دری</a>`, true)
	holds(t, english, `<header class="masthead">`, true)

	holds(t, dari, `<html lang="fa" dir="rtl">`, true)
	holds(t, dari, `<header class="masthead"`+en, true)
	holds(t, dari, `<bdi>فارسی دری</bdi>`, true)
	holds(t, dari, `<bdi`+en+`Dari</bdi>`, true)
	holds(t, dari, `<div`+en+`<dt><a href="/glossary/taliban/">Taliban</a>`, true)
	holds(t, dari, `<a href="/glossary/taliban/"`+en+`Taliban</a>`, true) // where it is used
	holds(t, dari, `<a href="/articles/farsi/">مقاله</a>`, true)

	holds(t, pashto, `<div`+fa+`<dt><a href="/glossary/dari/">دری</a>`, true)
	holds(t, page("/articles/"), `<h2`+fa+`<a href="/articles/farsi/">`, true)
	holds(t, page("/glossary/"), `also: <bdi`+fa+`طالبان</bdi>`, true)
}

const introductions = `
-- content/site.yaml --
title: Introductions
-- content/index.md --
---
title: Home
draft: true
---
Words.
-- content/articles/index.md --
---
title: Long pieces
draft: true
---
![](map.png)
-- content/glossary/index.md --
---
title: Words
---
Public.
`

func TestDraftIntroductionShowsItsRibbon(t *testing.T) {
	page, problems := built(t, introductions)
	const ribbon = "Draft: readers cannot see this introduction yet."
	holds(t, page("/"), ribbon, true)
	holds(t, page("/articles/"), ribbon, true)
	holds(t, page("/articles/"), "Long pieces</h1>", true)
	holds(t, page("/glossary/"), ribbon, false)
	holds(t, page("/explainers/"), ribbon, false)
	holds(t, strings.Join(problems, "\n"), "content/articles/index.md:39-51 warning[E102]", true)
}

const dates = `
-- content/site.yaml --
title: Dates
base-url: https://example.org
-- content/glossary/attack.md --
---
title: Embassy attack
category: event
definition: An attack.
date: 2022
---
-- content/glossary/fall.md --
---
title: Fall of Kabul
category: event
definition: It fell.
date: 2021-08-15
---
-- content/explainers/e.md --
---
title: Explainer
authors: [A. Writer]
published: 2026-11-02
changes: [{date: 2026-11-02, kind: update, text: First published}]
---
## What came first?

The Embassy attack came after the Fall of Kabul.
-- content/articles/a.md --
---
title: Article
published: 2026-11-02
changes: [{date: 2026-11-05, kind: minor, text: A comma}, {date: 2026-11-04, kind: correction, text: A figure}]
---
The Fall of Kabul.
`

func TestDatesOfAnExplainer(t *testing.T) {
	page, _ := built(t, dates)
	explainer, article := page("/explainers/e/"), page("/articles/a/")
	holds(t, explainer, `<ol class="events">
<li><span class="when">15`+"\u00a0"+`August 2021</span><span><a href="/glossary/fall/">Fall of Kabul</a></span></li>
<li><span class="when">2022</span><span><a href="/glossary/attack/">Embassy attack</a></span></li>
</ol>`, true)
	holds(t, article, `id="dates"`, false)
	holds(t, explainer, "Updated ", false)
	holds(t, article, `Updated <time datetime="2026-11-04">`, true)
	holds(t, explainer, `<p>A. Writer. “Explainer.” <cite>Dates</cite>, <time datetime="2026-11-02">2`+"\u00a0"+`November 2026</time>. https://example.org/explainers/e/</p>`, true)
	holds(t, article, `<p>“Article.” <cite>Dates</cite>, <time datetime="2026-11-04">4`+"\u00a0"+`November 2026</time>. https://example.org/articles/a/</p>`, true)
}

const topics = `
-- content/site.yaml --
title: Topics
topics: {groups: {title: Groups}, laws: {title: Laws}}
-- content/glossary/taliban.md --
---
title: Taliban
category: group
definition: A movement.
topics: [groups]
---
`

func TestTopicOfTermsAloneIsNotEmpty(t *testing.T) {
	page, _ := built(t, topics)
	const empty = "Nothing is gathered under this topic yet."
	holds(t, page("/topics/groups/"), empty, false)
	holds(t, page("/topics/groups/"), `<dt id="term-taliban">`, true)
	holds(t, page("/topics/laws/"), empty, true)
	holds(t, page("/topics/"), "<span>1 page</span>", true)
}

const menus = `
-- content/site.yaml --
title: Menus
navigation:
  - {title: Questions, url: /questions/}
  - {title: Glossary, url: /glossary/}
-- content/explainers/who.md --
---
title: Who?
summary: Two words on it.
---
## Who is it?
It is somebody.
`

// TestMenuMarksTheListOfAnExplainer: the entry of the menu that holds the page at
// hand is marked. Questions hold an explainer, unless the menu has the explainers.
func TestMenuMarksTheListOfAnExplainer(t *testing.T) {
	page, _ := built(t, menus)
	holds(t, page("/explainers/who/"), `<a href="/questions/" aria-current="true">`, true)
	holds(t, page("/questions/"), `<a href="/questions/" aria-current="page">`, true)
	holds(t, page("/glossary/"), `<a href="/questions/">`, true)
	page, _ = built(t, strings.Replace(menus, "Glossary, url: /glossary/", "Explainers, url: /explainers/", 1))
	holds(t, page("/explainers/who/"), `<a href="/questions/">`, true)
	holds(t, page("/explainers/who/"), `<a href="/explainers/" aria-current="true">`, true)
}
