package sitetest

import "fmt"

// keys and facts are the sources and facts that every random site begins with.
var (
	keys  = []string{"src-a", "src-b", "src-c"}
	facts = []string{"fact-a", "fact-b"}
)

func (r *Random) citation() string {
	key := func() string { return "@" + r.pick(append(keys, "src-json")...) }
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
	return `[{"id":"src-json","type":"book","title":"` + r.pick("A book", "Another") + `","issued":{"date-parts":[[20` + r.pick("19", "20") + `]]},"custom":{"b":1,"a":2}},` +
		`{"id":"src-a","type":"book","title":"never shown","publisher":"` + r.pick("A press", "B press") + `"}]`
}

// editKnowledge changes a source, a fact or the export of a reference manager.
func (r *Random) editKnowledge() string {
	switch r.rng.IntN(5) {
	case 0:
		r.Files["content/sources.json"] = r.records()
		return "records"
	case 1:
		path := "content/sources/" + r.pick(keys...) + ".md"
		r.dir = "sources/"
		r.Files[path] = r.source()
		return "record of " + path
	case 2:
		path := "content/facts/" + r.pick(facts...) + ".md"
		r.dir = "facts/"
		r.Files[path] = r.fact()
		return "values of " + path
	case 3:
		r.field("content/facts/"+r.pick(facts...)+".md", "status", r.pick("settled", "disputed", "superseded", ""))
		return "status of a fact"
	}
	r.field("content/facts/"+r.pick(facts...)+".md", "draft", r.pick("true", ""))
	return "draft of a fact"
}
