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
	holds(t, dead, `<title id="plot-dead-t">How many people were killed?</title>`, true)
	holds(t, dead, `<desc id="plot-dead-d">First, 28`+"\u00a0"+`August 2021: more than 100 (overtaken). Second, 2023: more than 170 civilians and 13 soldiers, together more than 183. Third &amp; &lt;Co&gt;, 2023: 183.</desc>`, true)
	holds(t, dead, `Not drawn, since it is no single number: “dozens” (Third &amp; &lt;Co&gt;).`, true)
	if got := strings.Count(dead, `class="dot"`); got != 3 {
		t.Errorf("%d dots, want 3", got)
	}
	holds(t, dead, `<g class="old"><text class="who" x="0" y="21">First, 28`+"\u00a0"+`August 2021</text>`, true)
	holds(t, dead, `<circle class="dot" cx="91.5%"`, true)
	holds(t, dead, `<th scope="col">Value</th>`, true) // the table stays
	holds(t, page("/glossary/attack/"), `id="plot-dead-t"`, true)
	holds(t, page("/facts/"), `id="plot-dead-t"`, true)
	holds(t, page("/facts/"), `id="plot-parts-t"`, false)

	months := page("/facts/months/")
	holds(t, months, `y="21">First, early 2021</text>`, true)
	holds(t, months, `class="span"`, false) // one source differs from nobody
	for _, slug := range []string{"parts", "one", "units", "when"} {
		holds(t, page("/facts/"+slug+"/"), `class="plot"`, false)
	}
}
