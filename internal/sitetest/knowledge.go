package sitetest

import (
	"fmt"
	"regexp"
)

// keys and facts are the sources and facts that every random site begins with;
// cited has the keys of sources.json too.
var (
	keys  = []string{"src-a", "src-b", "src-c"}
	cited = []string{"src-a", "src-b", "src-c", "src-json", "src-more"}
	facts = []string{"fact-a", "fact-b"}
)

func (r *Random) citation() string {
	key := func() string { return "@" + r.pick(cited...) }
	switch r.rng.IntN(5) {
	case 0:
		return "[see " + key() + ", pp. 3-" + r.pick("5", "9") + "; -" + key() + "]"
	case 1:
		return "by " + key() + " [p. " + r.pick("2", "3") + "]"
	case 2:
		return "[" + key() + ", " + r.pick("chap. 2", "*passim*", "and more") + "]"
	}
	return "[" + key() + "]"
}

func (r *Random) source() string {
	return r.head(r.pick("One report", "[Untitled]", "Of things"), "type: "+r.pick("report", "webpage", "book")+"\n",
		"author: [{family: "+r.pick("Mir", "Best")+", given: A.}]\n", "issued: "+r.pick("2021", "2021-09", "2020~")+"\n",
		"completeness: "+r.pick("full", "excerpt")+"\n", "problems: ['It says little "+r.citation()+".']\n")
}

func (r *Random) fact() string {
	r.count++
	return r.head(fmt.Sprint("How many, ", r.count, "?"), "value: about 170\n", "because: Two say so "+r.citation()+".\n", "measure: count\n",
		"about: ["+slugOf(r.name())+"]\n", "values:\n  - {value: more than 170, source: src-a, as-of: "+r.pick("2021-08", "2026-01")+", note: 'Early "+r.citation()+".'}\n"+
			"  - {value: "+r.pick("170", "1 190")+", source: src-b, locator: p. 3}\n") + r.body()
}

func (r *Random) records() string {
	return `[{"id":"src-json","type":"book","title":"` + r.pick("A book", "Another") + `","issued":{"date-parts":[[20` + r.pick("19", "20") + `]]},"custom":{"b":1,"a":2}},{"id":"src-more","type":"report","title":"` + r.pick("More", "Even more") + `"},` +
		`{"id":"src-a","type":"book","title":"never shown","publisher":"` + r.pick("A press", "B press") + `"}]`
}

// editRecords changes the export of a reference manager.
func (r *Random) editRecords() string {
	r.Files["content/sources.json"] = r.records()
	return "records"
}

func (r *Random) editSource() string {
	path := "content/sources/" + r.pick(keys...) + ".md"
	r.Files[path] = r.on(r.source)(path)
	return path
}

// dropSource takes a source away, or puts it back.
func (r *Random) dropSource() string {
	path := "content/sources/" + r.pick(keys...) + ".md"
	if r.Files[path] == "" {
		return r.editSource()
	}
	delete(r.Files, path)
	return path
}

func (r *Random) editFact() string {
	path := "content/facts/" + r.pick(facts...) + ".md"
	r.Files[path] = r.on(r.fact)(path)
	return path
}

// editValue changes what a fact says, or one of the values that were given for it.
func (r *Random) editValue() string {
	return r.inFact(regexp.MustCompile(`(value: )(about 170|some 180|more than 170|170|1 190)\b`), r.pick("about 170", "some 180", "more than 170", "170", "1 190"))
}

// editValueSource says that another source gave a value.
func (r *Random) editValueSource() string {
	return r.inFact(regexp.MustCompile(`(source: )([a-z]+-[a-z]+)`), r.pick(cited...))
}

// inFact puts a text in place of one of those that match in a fact, behind what
// the first group has.
func (r *Random) inFact(match *regexp.Regexp, text string) string {
	path := "content/facts/" + r.pick(facts...) + ".md"
	was := r.Files[path]
	places := match.FindAllStringSubmatchIndex(was, -1)
	if len(places) == 0 {
		return ""
	}
	at := places[r.rng.IntN(len(places))]
	r.Files[path] = was[:at[3]] + text + was[at[1]:]
	if r.Files[path] == was {
		return ""
	}
	return path
}

func (r *Random) editStatus() string {
	path := "content/facts/" + r.pick(facts...) + ".md"
	was := r.Files[path]
	if was == "" {
		return ""
	}
	r.field(path, "status", r.pick("settled", "disputed", "superseded", ""))
	if r.Files[path] == was {
		return ""
	}
	return path
}
