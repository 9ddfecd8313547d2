package sitetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"gloss/internal/content"
)

// Random makes a site and then one edit of it after another, the same ones for
// the same seed. Its edits are what happens to a site in a year of work: words
// change, pages move, names are taken and given up, errors are made and mended,
// and pages fall due.
type Random struct {
	Files Files
	At    string // the moment that the site is built for, of Moments

	rng   *rand.Rand
	past  []Files // to go back to
	good  Files   // the last one without errors, nil before there was one
	was   string  // the moment before
	count int     // of names made, so that each is new
	dir   string  // folder of the page at hand
}

// NewRandom makes a site of about size pages.
func NewRandom(seed uint64, size int) *Random {
	r := &Random{Files: Files{}, At: Moments[0], was: Moments[0], rng: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15))}
	r.Files["content/site.yaml"] = r.site()
	for _, name := range names {
		path := "content/glossary/" + slugOf(name) + ".md"
		r.Files[path] = r.head(name, "category: group\n", "definition: The "+name+".\n")
	}
	r.Files["content/explainers/first.md"] = r.on(r.explainer)("content/explainers/first.md")
	r.Files["content/articles/bundle/index.md"] = r.on(r.article)("content/articles/bundle/index.md") + "\n![A picture](dot.gif)\n"
	r.Files["content/articles/bundle/dot.gif"] = dot
	for _, key := range keys {
		path := "content/sources/" + key + ".md"
		r.Files[path] = r.on(r.source)(path)
	}
	for _, slug := range facts {
		path := "content/facts/" + slug + ".md"
		r.Files[path] = r.on(r.fact)(path)
	}
	r.Files["content/sources.json"] = r.records()
	for i := range size {
		switch i % 5 {
		case 0, 1:
			r.add("glossary", r.on(r.term))
		case 2:
			r.add("explainers", r.on(r.explainer))
		case 3:
			r.add("articles", r.on(r.article))
		case 4:
			r.add([]string{"articles", ""}[i/5%2], r.on(r.article))
		}
	}
	return r
}

// Built tells whether the site, as it is, has errors. Where it has, the next
// edits are more likely to mend it.
func (r *Random) Built(errors bool) {
	if !errors {
		r.good = maps.Clone(r.Files)
	}
}

// Edit is one change of a site.
type Edit struct {
	Kind string // of Kinds
	What string // which files
}

func (e Edit) String() string { return e.Kind + ": " + e.What }

const backToGood = "what was good"

// edits are the kinds of edits, each as often as its weight among all. One that
// finds nothing to change gives "".
var edits = []struct {
	kind   string
	weight int
	do     func(r *Random) string
}{
	{"a body", 8, (*Random).editBody},
	{"a title", 2, (*Random).editTitle},
	{"a field", 4, (*Random).editField},
	{"aliases", 2, (*Random).addAlias},
	{"no aliases", 1, (*Random).dropAlias},
	{"ties", 2, (*Random).editTies},
	{"a draft", 3, (*Random).flipDraft},
	{"dates", 3, (*Random).setDates},
	{"a redirect", 2, (*Random).redirect},
	{"slugs swapped", 2, (*Random).swapSlugs},
	{"files swapped", 1, (*Random).swapFiles},
	{"a new page", 2, (*Random).addPage},
	{"a new term", 2, (*Random).addTerm},
	{"a page gone", 2, (*Random).deletePage},
	{"a term gone", 1, (*Random).deleteTerm},
	{"a term renamed", 2, (*Random).renameTerm},
	{"a file renamed", 1, (*Random).renameFile},
	{"a file moved", 2, (*Random).moveFile},
	{"a folder renamed", 1, (*Random).renameFolder},
	{"a bundle renamed", 2, (*Random).renameBundle},
	{"a file or a bundle", 3, (*Random).toBundle},
	{"an introduction", 2, (*Random).introduction},
	{"a picture", 3, (*Random).picture},
	{"sources.json", 1, (*Random).editRecords},
	{"a source", 2, (*Random).editSource},
	{"a source gone", 1, (*Random).dropSource},
	{"a fact", 1, (*Random).editFact},
	{"a fact's value", 2, (*Random).editValue},
	{"a fact's source", 2, (*Random).editValueSource},
	{"a fact's status", 1, (*Random).editStatus},
	{"a template", 2, (*Random).template},
	{"a style", 2, (*Random).style},
	{"a static file", 1, (*Random).static},
	{"site.yaml", 2, (*Random).settings},
	{"an error", 3, (*Random).breakFile},
	{"an error in sources.json", 1, (*Random).breakRecords},
	{"an error in the theme", 2, (*Random).breakTheme},
	{"an error in site.yaml", 1, (*Random).breakSettings},
	{"an error mended", 4, (*Random).mendFile},
	{"the theme mended", 3, (*Random).mendTheme},
	{"site.yaml mended", 2, (*Random).mendSettings},
	{"a revert", 1, (*Random).revert},
	{"time forth", 3, (*Random).timeForth},
	{"time back", 2, (*Random).timeBack},
	{"time there and back", 2, (*Random).timeAgain},
	{"nothing", 1, (*Random).touch},
}

// Kinds are the kinds of edits that are made.
func Kinds() []string {
	kinds := []string{backToGood}
	for _, e := range edits {
		kinds = append(kinds, e.kind)
	}
	return kinds
}

// Edit changes the site in one way and says how.
func (r *Random) Edit() Edit {
	if r.rng.IntN(4) == 0 {
		r.past = append(r.past, maps.Clone(r.Files))
	}
	if r.good != nil && !maps.Equal(r.good, r.Files) && r.chance(15) {
		r.Files = maps.Clone(r.good)
		return Edit{backToGood, "everywhere"}
	}
	all := 0
	for _, e := range edits {
		all += e.weight
	}
	for {
		n := r.rng.IntN(all)
		for _, e := range edits {
			if n -= e.weight; n >= 0 {
				continue
			}
			if what := e.do(r); what != "" {
				return Edit{e.kind, what}
			}
			break
		}
	}
}

func (r *Random) pick(list ...string) string { return list[r.rng.IntN(len(list))] }

func (r *Random) chance(percent int) bool { return r.rng.IntN(100) < percent }

// names are what the pages of the site speak of, each with a term. Some are
// parts of others.
var names = []string{
	"Taliban", "Pakistani Taliban", "IS-K", "Islamic State", "Kabul airport", "Kabul airport bombing", "al-Qaeda", "Haqqani network", "caliphate",
	"inflation rate", "Deobandism", "C++", "Café society", "emirate", "outbidding", "AUMF",
}

func (r *Random) name() string { return r.pick(names...) }

func slugOf(name string) string { return content.Slugify(name) }

// up leads from the page at hand to content/.
func (r *Random) up() string { return strings.Repeat("../", strings.Count(r.dir, "/")) }

// pages lists the Markdown files below content/, in order.
func (r *Random) pages() []string {
	var all []string
	for _, path := range slices.Sorted(maps.Keys(r.Files)) {
		if strings.HasPrefix(path, "content/") && strings.HasSuffix(path, ".md") {
			all = append(all, path)
		}
	}
	return all
}

func (r *Random) page() string {
	if all := r.pages(); len(all) > 0 {
		return r.pick(all...)
	}
	return ""
}

// pageIn is a page of one folder of content/, "" where there is none.
func (r *Random) pageIn(folder string) string {
	var some []string
	for _, path := range r.pages() {
		if strings.HasPrefix(path, "content/"+folder+"/") {
			some = append(some, path)
		}
	}
	if len(some) == 0 {
		return ""
	}
	return r.pick(some...)
}

func (r *Random) newName() string {
	r.count++
	return fmt.Sprintf("%s-%d", r.pick("page", "note", "piece", "thing", "Part", "köln"), r.count)
}

func (r *Random) add(folder string, text func(path string) string) string {
	path := "content/"
	if folder != "" {
		path += folder + "/"
	}
	if folder != "" && r.chance(20) {
		path += "2026/"
	}
	path += r.newName() + ".md"
	r.Files[path] = text(path)
	return path
}

// on makes a page with links that lead out of its own folder.
func (r *Random) on(text func() string) func(path string) string {
	return func(path string) string {
		r.dir = strings.TrimPrefix(path, "content/")
		return text()
	}
}
