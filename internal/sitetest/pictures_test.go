package sitetest_test

import (
	"strings"
	"testing"
)

const counts = `
-- content/site.yaml --
title: Counts
-- content/sources/early.md --
---
title: Early
author: [{literal: First}]
issued: 2021-08-28
---
-- content/sources/late.md --
---
title: Late
author: [{literal: Second}]
issued: 2023
---
-- content/sources/vague.md --
---
title: Vague
author: [{literal: Third & <Co>}]
issued: 2023
---
-- content/facts/dead.md --
---
title: How many people were killed?
value: about 183
measure: count
values:
  - {value: "more than 100", source: early, superseded: true}
  - {value: more than 170 civilians and 13 soldiers, source: late}
  - {value: "183", source: vague}
  - {value: dozens, source: vague}
---
-- content/facts/parts.md --
---
title: How many were hurt?
value: unknown
measure: count
values:
  - {value: 170 dead and 200 hurt, source: early}
  - {value: "150", source: late}
---
-- content/facts/one.md --
---
title: How many soldiers?
value: thirteen soldiers
measure: count
values:
  - {value: thirteen soldiers, source: early}
  - {value: "13", source: late}
---
-- content/facts/months.md --
---
title: How many attacks?
value: more than before
measure: count
values:
  - {value: "77, early 2021", source: early}
  - {value: "21, early 2020", source: early}
---
-- content/facts/units.md --
---
title: How much of it?
value: unknown
measure: count
values:
  - {value: 13 per cent, source: early}
  - {value: "13,000", source: late}
---
-- content/facts/when.md --
---
title: When?
value: in 2021
measure: date
values:
  - {value: "2021", source: early}
  - {value: "2022", source: late}
---
-- content/glossary/attack.md --
---
title: Attack
category: event
definition: An attack.
---
Killed: ![[dead]].
`

func TestPlotsOfCounts(t *testing.T) {
	page, _ := built(t, counts)
	dead := page("/facts/dead/")
	holds(t, dead, `<title id="h-plot-dead-t">How many people were killed?</title>`, true)
	holds(t, dead, `<desc id="h-plot-dead-d">First, 28`+"\u00a0"+`August 2021: more than 100 (overtaken). Second, 2023: more than 170 civilians and 13 soldiers, together more than 183. Third &amp; &lt;Co&gt;, 2023: 183.</desc>`, true)
	holds(t, dead, `Not drawn, since it is no single number: “dozens” (Third &amp; &lt;Co&gt;).`, true)
	if got := strings.Count(dead, `class="dot"`); got != 3 {
		t.Errorf("%d dots, want 3", got)
	}
	holds(t, dead, `<g class="old"><text class="who" x="0" y="21">First, 28`+"\u00a0"+`August 2021</text>`, true)
	holds(t, dead, `<circle class="dot" cx="91.5%"`, true)
	holds(t, dead, `<th scope="col">Value</th>`, true) // the table stays
	holds(t, page("/glossary/attack/"), `id="h-plot-dead-t"`, true)
	holds(t, page("/facts/"), `id="h-plot-dead-t"`, true)
	holds(t, page("/facts/"), `id="h-plot-parts-t"`, false)

	months := page("/facts/months/")
	holds(t, months, `y="21">First, early 2021</text>`, true)
	holds(t, months, `class="span"`, false) // one source differs from nobody
	for _, slug := range []string{"parts", "one", "units", "when"} {
		holds(t, page("/facts/"+slug+"/"), `class="plot"`, false)
	}
}

const relations = `
-- content/site.yaml --
title: Relations
severity: {E105: off}
-- content/sources/essay.md --
---
title: Essay
author: [{literal: Essayist}]
issued: 2023
---
-- content/sources/report.md --
---
title: Report
author: [{literal: Reporter}]
issued: 2021
---
-- content/glossary/parent.md --
---
title: Parent & Co
category: group
definition: A group.
relations:
  - {to: rival, is: rival}
---
-- content/glossary/branch.md --
---
title: Branch
category: group
definition: A group.
relations:
  - {to: parent, is: branch, from: 2015, note: "So says the essay [@essay, para. 2]."}
  - {to: rival, is: ally, from: 2016, until: 2019-03, note: "By the report [@report, p. 3]."}
---
-- content/glossary/rival.md --
---
title: Rival
category: group
definition: A group.
relations:
  - {to: parent, is: rival, note: "Both sources agree [@report; @essay]."}
---
-- content/glossary/school.md --
---
title: School
category: ideology
definition: A school.
relations:
  - {to: doctrine, is: branch}
---
-- content/glossary/doctrine.md --
---
title: Doctrine
category: ideology
definition: A doctrine.
---
-- content/glossary/hidden.md --
---
title: Hidden
category: group
definition: Not yet.
published: 2030-01-01
relations:
  - {to: parent, is: part, note: "Unseen [@essay]."}
---
`

func TestTiesOfGroups(t *testing.T) {
	const intro = "-- content/glossary/index.md --\n---\ntitle: Words\n---\nAs the report has it [@report].\n"
	for name, c := range map[string]struct{ archive, first string }{
		"without an introduction":   {relations, "essay"},
		"behind what another cites": {relations + intro, "report"},
	} {
		t.Run(name, func(t *testing.T) {
			page, problems := built(t, c.archive)
			for _, p := range problems {
				t.Error(p)
			}
			glossary := page("/glossary/")
			holds(t, glossary, `<a href="#relations">How the groups relate</a>`, true)
			holds(t, glossary, `<section class="part" id="relations"`, true)
			// In the order of the alphabet, the bare half of what is said twice left out.
			_, table, _ := strings.Cut(glossary, `<table>`)
			for _, row := range []string{
				`<tr><th scope="row"><a href="/glossary/branch/">Branch</a></th><td>is a branch of</td><td><a href="/glossary/parent/">Parent &amp; Co</a></td><td class="nw">since 2015</td><td class="why">So says the essay<a class="cite"`,
				`<tr><th scope="row"><a href="/glossary/branch/">Branch</a></th><td>was an ally of</td><td><a href="/glossary/rival/">Rival</a></td><td class="nw">2016 to March 2019</td>`,
				`<tr><th scope="row"><a href="/glossary/rival/">Rival</a></th><td>is a rival of</td><td><a href="/glossary/parent/">Parent &amp; Co</a></td><td class="nw"></td>`,
			} {
				var ok bool
				if _, table, ok = strings.Cut(table, row); !ok {
					t.Errorf("%s is not there, or not in its place", row)
				}
			}
			if got := strings.Count(glossary, `<tr`); got != 4 {
				t.Errorf("%d rows, want a head and 3", got)
			}
			holds(t, glossary, "Doctrine</a></td>", false)
			holds(t, glossary, "Unseen", false)
			// The notes' citations are the page's own.
			_, list, _ := strings.Cut(glossary, `<ol id="references"`)
			if first := strings.Index(list, `id="ref-`); first < 0 || !strings.HasPrefix(list[first:], `id="ref-`+c.first+`"`) {
				t.Errorf("the first reference is not %s", c.first)
			}
			holds(t, list, `para. 2: <a href="#cite-essay-1" role="doc-backlink" aria-label="Back to a">a</a>`, true)

			branch := page("/glossary/branch/")
			holds(t, branch, `href="/glossary/#relations">How the groups relate</a>`, true)
			holds(t, branch, "Both sources agree", false)
			parent := page("/glossary/parent/")
			holds(t, parent, `aria-current="page"><rect`, true)
			holds(t, parent, "So says the essay<a class=\"cite\" role=\"doc-noteref\" id=\"cite-essay-1\"", true)
			holds(t, parent, `<li id="ref-report">`, true)
			school := page("/glossary/school/")
			holds(t, school, `<td>is a branch of</td>`, true)
			holds(t, school, `class="map`, false) // two are said sooner than drawn
			holds(t, school, `#relations">How`, false)
			// What others say is said once: on the page whose file has it.
			essay := page("/sources/essay/")
			if got := strings.Count(essay, `<blockquote`); got != 2 {
				t.Errorf("the essay is cited by %d statements, want 2", got)
			}
		})
	}
}

func TestMapOfGroups(t *testing.T) {
	page, _ := built(t, relations)
	glossary := page("/glossary/")
	holds(t, glossary, `<desc id="h-map-d">Branch is a branch of Parent &amp; Co, since 2015. Branch was an ally of Rival, 2016 to March 2019. Rival is a rival of Parent &amp; Co.</desc>`, true)
	holds(t, glossary, `<g class="tie ally ended"><title>Branch was an ally of Rival, 2016 to March 2019</title>`, true)
	for _, kind := range []string{"branch", "ally ended", "rival"} {
		if got := strings.Count(glossary, `<g class="tie `+kind+`"><title>`); got != 1 {
			t.Errorf("%d ties of kind %s, want 1", got, kind)
		}
	}
	for _, slug := range []string{"branch", "parent", "rival"} {
		if got := strings.Count(glossary, `<a href="/glossary/`+slug+`/"><rect class="hit"`); got != 1 {
			t.Errorf("%d ways from the map to %s, want 1", got, slug)
		}
	}
	holds(t, glossary, `/hidden/`, false)
}

func TestNoRelationsNoSection(t *testing.T) {
	page, _ := built(t, "-- content/site.yaml --\ntitle: None\n-- content/glossary/alone.md --\n---\ntitle: Alone\ncategory: group\ndefinition: A group.\n---\n")
	holds(t, page("/glossary/"), "relat", false)
	holds(t, page("/glossary/alone/"), "relations", false)
}

const dated = `
-- content/site.yaml --
title: Dated
-- content/glossary/group.md --
---
title: Group
category: group
definition: A group.
---
-- content/glossary/rule.md --
---
title: Rule
category: event
definition: It ruled.
date: 1996
end-date: 2001
related: [group]
---
-- content/glossary/attack.md --
---
title: Attack
category: event
definition: An attack.
date: 2021-08-26
related: [group]
---
-- content/glossary/talks.md --
---
title: Talks & more
category: event
definition: Talks.
date: "2020~"
---
-- content/explainers/all.md --
---
title: All
---

## What happened?

[[rule]], [[attack]] and [[talks]].
-- content/explainers/two.md --
---
title: Two
---

## What happened?

[[rule]] and [[attack]].
`

// Years 1996, four left out, 2001, eighteen left out, 2020 and 2021: six units.
func TestStripOfDates(t *testing.T) {
	page, _ := built(t, dated)
	timeline := page("/timeline/")
	holds(t, timeline, `<desc id="h-strip-d">3 dated terms, from 1996 to 2021. The list has each of them.</desc>`, true)
	holds(t, timeline, `<g class="mark span" data-group="1"><title>Rule, 1996 to 2001</title><line x1="0%" x2="50%"`, true)
	holds(t, timeline, `<g class="mark period" data-group=""><title>Talks &amp; more, about`+"\u00a0"+`2020</title><svg x="66.67%"`, true)
	holds(t, timeline, `<g class="mark day" data-group="1"><title>Attack, 26`+"\u00a0"+`August 2021</title><circle cx="94.18%"`, true)
	holds(t, timeline, `<line class="axis cut" x1="16.67%" x2="33.33%"`, true)
	holds(t, timeline, `<ol class="years"`, true)
	holds(t, page("/explainers/all/"), `id="h-strip-d"`, true)
	holds(t, page("/explainers/two/"), `id="dates"`, true)
	holds(t, page("/explainers/two/"), `h-strip`, false)
	holds(t, page("/glossary/group/"), `h-strip`, false) // it has two
}
