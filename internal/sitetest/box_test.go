package sitetest_test

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const boxed = `
-- content/site.yaml --
title: Counts
base-url: https://counts.example
language: en
-- content/sources/ash-2020.md --
---
title: Ash
issued: 2020
author: [{family: Ash}]
---
-- content/sources/birch-2021.md --
---
title: Birch
issued: 2021
---
-- content/facts/dead.md --
---
title: How many died?
value: about 12
because: The later count is the better one.
measure: count
status: disputed
values:
  - {value: more than 10, source: ash-2020}
  - {value: "12", source: birch-2021}
---
-- content/facts/name.md --
---
title: What was its name?
value: the Raid
measure: name
status: disputed
values:
  - {value: the Raid, source: ash-2020, locator: p. 3}
  - {value: the Attack, source: birch-2021, superseded: true}
---
-- content/facts/noted.md --
---
title: Who did it?
value: they
measure: name
status: disputed
values:
  - {value: they, source: ash-2020}
  - {value: others, source: birch-2021}
---
-- content/facts/day.md --
---
title: On which day?
value: "2015"
measure: date
status: settled
values:
  - {value: "2015", source: ash-2020}
  - {value: "2015", source: birch-2021}
---
-- content/explainers/raid.md --
---
title: The raid
summary: It killed ![[dead]].
---
Before all questions.

## What was it?

It was ![[name]] and killed ![[dead]] in ![[day]].

- They speak of it.[^1]

It ended soon.

## How many?

It killed ![[dead]], called ![[name]].

[^1]: And ![[noted]].
-- content/articles/short.md --
---
title: Short
---
It killed ![[dead]] in all.
-- content/articles/embeds.md --
---
title: Embeds
---
![[raid#How many?]]
`

// A disputed fact has a box behind the section of the text that shows it first, and
// each has its table below the text.
func TestBoxes(t *testing.T) {
	page, _ := built(t, boxed)
	doc := document(t, page("/explainers/raid/"))
	same(t, "boxes, each with the section around it", doc.Find(".prose .box").Map(func(_ int, s *goquery.Selection) string {
		id, _ := s.Closest("section").Attr("id")
		return id + ": " + strings.Join(strings.Fields(s.Find(".box-title").Text()), " ")
	}), "what-was-it: How many died?", "what-was-it: What was its name?")
	same(t, "the section's last parts", doc.Find("#what-was-it > *").Map(func(_ int, s *goquery.Selection) string {
		class, _ := s.Attr("class")
		return strings.TrimSpace(s.Nodes[0].Data + " " + class)
	}), "h2", "p short-answer", "ul", "p", "div box differ", "div box differ")
	same(t, "our wording", each(doc, ".prose .box .value"), "We write about 12. The later count is the better one.", "We write the Raid.")
	same(t, "what a box without a plot says", each(doc, ".prose .box .said-by li"), "the Raid Ash, 2020", "the Attack (overtaken) Birch, 2021")
	same(t, "plots in the text", each(doc, ".prose .plot title"), "How many died?")
	same(t, "the list below the text", each(doc, "#facts > div > h3"), "How many died?", "What was its name?", "Who did it?", "On which day?")
	same(t, "plots below the text", each(doc, "#facts .plot title"))
	same(t, "a table below the text", each(doc, "#fact-dead tbody td, #fact-dead tbody th"), "more than 10", "Ash, 2020", "12", "Birch, 2021")

	same(t, "the box of a text without sections", each(document(t, page("/articles/short/")), ".prose > p + .box .box-title"), "How many died?")
	embeds := document(t, page("/articles/embeds/"))
	same(t, "boxes for a question that stands on another page", each(embeds, ".prose .box"))
	same(t, "its facts", each(embeds, "#facts .plot title"), "How many died?")
}
