package sitetest

import (
	"fmt"
	"regexp"
	"strings"
)

func (r *Random) site() string {
	title, base, cards := r.pick("A site", "Another site"), r.pick("", "", "/sub"), ""
	if base == "" { // cards take more time than all the rest: a third of the sites will do
		cards = "outputs: {cards: false}\n"
	}
	return fmt.Sprintf("title: %s\nbase-url: https://site.example%s\nlanguage: en\ntimezone: %s\ntopics:\n  war: {title: War}\n  law: {title: Law, summary: What binds.}\n"+
		"linking: {scope: %s, cap: %d}\nnavigation:\n  - {title: Glossary, url: /glossary/}\nreview-every: 6mo\ncitations: %s\n%sseverity: {E105: %s, E210: warning}\n%s",
		title, base, r.pick("UTC", "Asia/Kabul"), r.pick("section", "page", "all"), r.rng.IntN(5), r.pick("numeric", "author-date"), r.pick("", "max-age: {count: 12mo}\n"), r.pick("warning", "warning", "warning", "warning", "off", "error"), cards)
}

// inline is a piece of prose.
func (r *Random) inline() string {
	switch r.rng.IntN(22) {
	case 16, 17:
		return "it is said " + r.citation()
	case 18, 19:
		return "there were " + r.pick("![["+r.pick(facts...)+"]]", "![["+r.pick(facts...)+"|about 170]]")
	case 20:
		return "as of " + r.pick("May 2021", "2025", "3 March 2026")
	case 0:
		return "[[" + r.name() + "]]"
	case 1:
		return "[[" + slugOf(r.name()) + "|the " + r.pick("group", "*old* place", "word") + "]]"
	case 2:
		return "[words](/glossary/" + slugOf(r.name()) + "/)"
	case 3:
		if to := r.pageIn("explainers"); to != "" && r.chance(50) {
			return "[part](" + r.up() + strings.TrimPrefix(to, "content/") + "#what-is-it)"
		}
		if to := r.page(); to != "" {
			return "[file](" + r.up() + strings.TrimPrefix(to, "content/") + ")"
		}
	case 4:
		return "*" + r.name() + "*"
	case 5:
		return "[" + r.name() + "]{.nolink}"
	case 6:
		return "“the " + r.name() + " and its many friends”"
	case 7:
		return "`" + r.name() + "`"
	case 8:
		return "https://example.org/" + r.pick("a", "b") + " <!-- hidden --> and"
	}
	return "the " + r.name() + r.pick("", "’s", "s", "-led") + r.pick(" came", " fell", " spoke -- twice", " & more", "...")
}

func (r *Random) paragraph() string {
	var b strings.Builder
	for range 1 + r.rng.IntN(4) {
		b.WriteString(r.inline() + r.pick(" ", ", and ", ".\n", "; "))
	}
	return strings.TrimSpace(b.String()) + ".\n"
}

func (r *Random) block() string {
	switch r.rng.IntN(13) {
	case 0:
		return "- " + r.paragraph() + "- " + r.paragraph()
	case 1:
		return "> [!NOTE]\n> " + strings.ReplaceAll(strings.TrimSpace(r.paragraph()), "\n", "\n> ") + "\n"
	case 2:
		return "> " + strings.ReplaceAll(strings.TrimSpace(r.paragraph()), "\n", "\n> ") + "\n"
	case 3:
		return "| Name | What |\n|---|---:|\n| " + r.name() + " | " + r.name() + " |\n"
	case 4:
		return "```go\nfunc " + r.pick("a", "b") + "() {}\n```\n"
	case 5:
		r.count++
		return fmt.Sprintf("A mark.[^n%d]\n\n[^n%d]: ", r.count, r.count) + strings.ReplaceAll(r.paragraph(), "\n", " ") + "\n"
	case 6:
		return "![[explainers/first#what-is-it]]\n"
	case 7:
		return "### " + r.name() + "\n\n" + r.paragraph()
	case 8:
		return r.name() + "\n: " + r.paragraph()
	case 9: // figures of facts, typed by hand
		return "At the time " + r.name() + " counted " + r.pick("170", "1 190", "180") + ".\n"
	}
	return r.paragraph()
}

func (r *Random) body() string {
	var b strings.Builder
	for range r.rng.IntN(5) {
		b.WriteString("\n" + r.block())
		if r.chance(25) {
			b.WriteString("\n## " + r.pick("What now?", "Then", r.name()) + "\n")
		}
	}
	return b.String()
}

func (r *Random) head(title string, more ...string) string {
	head := "---\ntitle: '" + title + "'\n" + strings.Join(more, "")
	if r.chance(30) {
		head += "topics: [" + r.pick("war", "law", "war, law") + "]\n"
	}
	if r.chance(20) {
		head += "summary: About " + r.name() + " and *more*.\n"
	}
	if r.chance(15) {
		head += "reviewed: 2026-0" + r.pick("4", "5", "6") + "-01\n"
	}
	if r.chance(15) {
		head += "changes:\n  - {date: 2026-" + r.pick("07-11", "09-11", "10-20", "11-10") + ", kind: " + r.pick("update", "minor", "correction") + ", text: 'Something about " + r.name() + " " + r.citation() + ".'}\n"
	}
	return head + "---\n"
}

func (r *Random) article() string {
	r.count++
	return r.head(r.pick("On ", "About ", "Of ")+r.name()+fmt.Sprint(" ", r.count)) + r.body()
}

func (r *Random) explainer() string {
	r.count++
	return r.head(fmt.Sprint("What of ", r.name(), " ", r.count, "?")) + "\n## What is it?\n\n" + r.paragraph() + "\n" + r.block() + "\n## " + r.pick("Who pays?", "Why?") + "\n\n" + r.paragraph()
}

func (r *Random) term() string {
	r.count++
	name := fmt.Sprint(r.name(), " ", r.count)
	more := []string{"category: " + r.pick("group", "concept", "place", "event", "law") + "\n", "definition: It is " + r.pick("one", "two", "[[is-k]]") + " of them.\n"}
	if r.chance(40) {
		more = append(more, "aliases: ["+r.name()+fmt.Sprint(" ", r.count)+", {text: "+fmt.Sprint("old ", r.name(), " ", r.count)+", link: manual}]\n")
	}
	if r.chance(20) {
		more = append(more, "related: ["+slugOf(r.name())+"]\n")
	}
	if r.chance(20) {
		more = append(more, "relations: "+r.ties()+"\n")
	}
	if r.chance(20) {
		more = append(more, "date: 202"+r.pick("1", "2~", "3-04")+"\n")
	}
	return r.head(name, more...) + r.body()
}

// ties are relations to other terms, some of which are there.
func (r *Random) ties() string {
	var all []string
	for range 1 + r.rng.IntN(3) {
		to := slugOf(r.name())
		if p := r.pageIn("glossary"); p != "" && r.chance(80) { // what is there keeps the site in order
			to = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(p, "content/glossary/"), ".md"), "/index")
			to = to[strings.LastIndexByte(to, '/')+1:]
		}
		all = append(all, to)
	}
	return r.tiesTo(all)
}

// tiesTo are relations to these terms, in words by chance.
func (r *Random) tiesTo(slugs []string) string {
	var all []string
	for _, to := range slugs {
		tie := "{to: " + to + ", is: " + r.pick("branch", "part", "ally", "rival", "split-from")
		tie += r.pick("", ", from: 2015", ", from: 2015, until: 2021-08") + r.pick("", ", note: 'As "+r.name()+" had it "+r.citation()+".'", ", note: '[["+r.name()+"]] says so "+r.citation()+".'")
		all = append(all, tie+"}")
	}
	return "[" + strings.Join(all, ", ") + "]"
}

var tieTo = regexp.MustCompile(`\{to: ([^,]+),`)

// tied are the slugs that a term's relations name.
func (r *Random) tied(path string) []string {
	var slugs []string
	for _, m := range tieTo.FindAllStringSubmatch(r.Files[path], -1) {
		slugs = append(slugs, m[1])
	}
	return slugs
}
