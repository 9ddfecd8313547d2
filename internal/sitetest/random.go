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
// change, pages move, names are taken and given up, errors are made and mended.
type Random struct {
	Files Files
	rng   *rand.Rand
	past  []Files // to go back to
	good  Files   // the last one without errors
	count int     // of names made, so that each is new
	dir   string  // folder of the page at hand
}

// NewRandom makes a site of about size pages.
func NewRandom(seed uint64, size int) *Random {
	r := &Random{Files: Files{}, rng: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15))}
	r.Files["content/site.yaml"] = r.site()
	for _, name := range names {
		path := "content/glossary/" + slugOf(name) + ".md"
		r.Files[path] = r.head(name, "category: group\n", "definition: The "+name+".\n")
	}
	r.Files["content/explainers/first.md"] = r.on(r.explainer)("content/explainers/first.md")
	r.Files["content/articles/bundle/index.md"] = r.on(r.article)("content/articles/bundle/index.md")
	r.Files["content/articles/bundle/dot.gif"] = dot
	for _, key := range keys {
		r.Files["content/sources/"+key+".md"] = r.source()
	}
	for _, slug := range facts {
		r.Files["content/facts/"+slug+".md"] = r.fact()
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

// Edit changes the site in one way and says how.
func (r *Random) Edit() string {
	if r.rng.IntN(4) == 0 {
		r.past = append(r.past, maps.Clone(r.Files))
	}
	if r.good != nil && !maps.Equal(r.good, r.Files) && r.chance(30) {
		r.Files = maps.Clone(r.good)
		return "back to what was good"
	}
	edits := []func() string{
		r.editBody, r.editBody, r.editBody, r.editBody, r.editTitle, r.editField, r.editField, r.swapSlugs, r.addPage, r.addPage, r.deletePage,
		r.renameFile, r.moveFile, r.toBundle, r.toBundle, r.addAlias, r.dropAlias, r.flipDraft, r.setDates, r.redirect, r.template, r.static, r.settings,
		r.editKnowledge, r.editKnowledge, r.introduction, r.picture, r.picture, r.breakFile, r.mendFile, r.mendFile, r.revert, r.touch,
	}
	for {
		if did := edits[r.rng.IntN(len(edits))](); did != "" {
			return did
		}
	}
}

// Moments are the moments around which the pages of the site fall due.
var Moments = []string{"2026-10-01", "2026-10-31T23:59:59Z", "2026-11-01", "2026-11-15", "2026-11-15T12:00:00Z", "2026-12-01", "2027-05-01"}

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

func (r *Random) site() string {
	return fmt.Sprintf("title: %s\nbase-url: https://site.example%s\nlanguage: en\ntimezone: %s\ntopics:\n  war: {title: War}\n  law: {title: Law, summary: What binds.}\n"+
		"linking: {scope: %s, cap: %d}\nnavigation:\n  - {title: Glossary, url: /glossary/}\nreview-every: 6mo\ncitations: %s\n%sseverity: {E105: %s}\n",
		r.pick("A site", "Another site"), r.pick("", "", "/sub"), r.pick("UTC", "Asia/Kabul"), r.pick("section", "page", "all"), r.rng.IntN(5), r.pick("numeric", "author-date"), r.pick("", "max-age: {count: 12mo}\n"), r.pick("warning", "warning", "off", "error"))
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
	switch r.rng.IntN(12) {
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
		return "A mark.[^n]\n\n[^n]: " + strings.ReplaceAll(r.paragraph(), "\n", " ") + "\n"
	case 6:
		return "![[explainers/first#what-is-it]]\n"
	case 7:
		return "### " + r.name() + "\n\n" + r.paragraph()
	case 8:
		return r.name() + "\n: " + r.paragraph()
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
		head += "changes:\n  - {date: 2026-0" + r.pick("7", "8", "9") + "-11, kind: " + r.pick("update", "minor", "correction") + ", text: Something about " + r.name() + ".}\n"
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
		more = append(more, "date: 202"+r.pick("1", "2~", "3-04")+"\n")
	}
	return r.head(name, more...) + r.body()
}

// field sets a line of a page's front matter, or takes it out.
func (r *Random) field(path, name, value string) {
	lines := strings.Split(r.Files[path], "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, name+":") })
	if value != "" && len(lines) > 0 && lines[0] == "---" {
		lines = slices.Insert(lines, 1, name+": "+value)
	}
	r.Files[path] = strings.Join(lines, "\n")
}

func (r *Random) editBody() string {
	path := r.page()
	if path == "" {
		return ""
	}
	r.dir = strings.TrimPrefix(path, "content/")
	head, body, ok := strings.Cut(strings.TrimPrefix(r.Files[path], "---\n"), "\n---\n")
	if !ok {
		return ""
	}
	switch r.rng.IntN(4) {
	case 0:
		body += "\n" + r.block()
	case 1:
		body = strings.Replace(body, r.name(), r.name(), 1) + "\n" + r.paragraph()
	case 2:
		if i := strings.LastIndex(strings.TrimSpace(body), "\n\n"); i > 0 {
			body = body[:i+1]
		}
	default:
		body = r.body()
	}
	r.Files[path] = "---\n" + head + "\n---\n" + body
	return "body of " + path
}

func (r *Random) editTitle() string {
	path := r.page()
	if path == "" {
		return ""
	}
	r.count++
	r.field(path, "title", "'"+r.name()+r.pick("", fmt.Sprint(" ", r.count), fmt.Sprint(" then ", r.count))+"'")
	return "title of " + path
}

func (r *Random) editField() string {
	path := r.page()
	if path == "" {
		return ""
	}
	name := r.pick("summary", "definition", "summary", "autolink", "link", "plural", "review-every", "lang", "owner", "topics", "category")
	value := map[string]string{
		"summary": "New of " + r.name() + ", " + r.pick("no more", r.name()+" 'too'", "as @src-b has it", "![[fact-a]] of them") + ".", "definition": "Now [[" + r.name() + "]] " + r.pick("again", "still") + ".", "autolink": r.pick("false", "true", "{skip: [taliban]}", "{only: ["+r.name()+"]}"),
		"link": r.pick("auto", "manual", "never"), "plural": r.pick("true", "false", "[Talibans]"), "review-every": "3mo", "lang": r.pick("en", "de", "ps"),
		"owner": "somebody", "topics": r.pick("[war]", "[law, war]", "[war]", "[peace]"), "category": r.pick("group", "concept"),
	}[name]
	if r.chance(20) {
		value = ""
	}
	r.field(path, name, value)
	return name + " of " + path
}

func (r *Random) swapSlugs() string {
	a, b := r.page(), r.page()
	if a == "" || a == b {
		return ""
	}
	slug := func(path string) string {
		base := path[strings.LastIndexByte(path, '/')+1:]
		return strings.ToLower(strings.NewReplacer(".md", "", "ö", "o").Replace(base))
	}
	r.field(a, "slug", slug(b))
	r.field(b, "slug", slug(a))
	return "slugs of " + a + " and " + b
}

func (r *Random) addPage() string {
	switch r.rng.IntN(4) {
	case 0:
		return "new " + r.add("articles", r.on(r.article))
	case 1:
		return "new " + r.add("explainers", r.on(r.explainer))
	case 2:
		return "new " + r.add("", r.on(r.article))
	}
	return "new " + r.add("glossary", r.on(r.term))
}

func (r *Random) deletePage() string {
	path := r.page()
	if path == "" || len(r.pages()) < 8 {
		return ""
	}
	delete(r.Files, path)
	return "without " + path
}

func (r *Random) renameFile() string {
	path := r.page()
	if path == "" || strings.HasSuffix(path, "/index.md") {
		return ""
	}
	to := path[:strings.LastIndexByte(path, '/')+1] + r.newName() + ".md"
	r.Files[to] = r.Files[path]
	delete(r.Files, path)
	return path + " is now " + to
}

// moveFile gives a page another kind, or another folder of its kind.
func (r *Random) moveFile() string {
	path := r.page()
	if path == "" || strings.HasSuffix(path, "/index.md") {
		return ""
	}
	to := "content/" + r.pick("", "articles/", "explainers/", "glossary/", "articles/deep/er/") + path[strings.LastIndexByte(path, '/')+1:]
	if to == path || r.Files[to] != "" {
		return ""
	}
	r.Files[to] = r.Files[path]
	delete(r.Files, path)
	return path + " is now " + to
}

// toBundle makes a page its own folder, or the other way round.
func (r *Random) toBundle() string {
	path := r.pageIn("articles")
	if bundle := "content/articles/bundle"; r.chance(50) {
		path = bundle + r.pick("/index.md", ".md")
	}
	if r.Files[path] == "" || path == "content/articles/index.md" {
		return ""
	}
	to := strings.TrimSuffix(path, ".md") + "/index.md"
	if folder, ok := strings.CutSuffix(path, "/index.md"); ok {
		to = folder + ".md"
	}
	if r.Files[to] != "" {
		return ""
	}
	r.Files[to] = r.Files[path]
	delete(r.Files, path)
	return path + " is now " + to
}

func (r *Random) addAlias() string {
	path := r.pageIn("glossary")
	if path == "" {
		return ""
	}
	r.field(path, "aliases", "["+r.pick(r.name(), r.name()+" group", "EU")+", "+r.pick("Second name", "{text: "+r.name()+", link: never}", "{text: Hand, link: manual}")+"]")
	return "aliases of " + path
}

func (r *Random) dropAlias() string {
	path := r.pageIn("glossary")
	if path == "" {
		return ""
	}
	r.field(path, "aliases", "")
	return "no aliases of " + path
}

func (r *Random) flipDraft() string {
	path := r.page()
	if path == "" {
		return ""
	}
	value := "true"
	if strings.Contains(r.Files[path], "\ndraft: true\n") {
		value = ""
	}
	r.field(path, "draft", value)
	return "draft of " + path
}

func (r *Random) setDates() string {
	path := r.page()
	if path == "" {
		return ""
	}
	name := r.pick("published", "expires", "reviewed")
	r.field(path, name, r.pick("", "2026-10-01", "2026-11-01", "2026-11-15", "2026-11-15T12:00:00Z", "2026-12-01"))
	return name + " of " + path
}

func (r *Random) redirect() string {
	path := r.page()
	if path == "" {
		return ""
	}
	r.field(path, "redirect-from", "["+r.pick("/old/", "/older/", "/articles/page-4/", "/glossary/", "/old.html", "/"+r.newName()+"/")+"]")
	return "redirect to " + path
}

func (r *Random) template() string {
	r.count++
	path := "templates/" + r.pick("head-extra.html", "head-extra.html", "partials/crumbs.html", "article.html")
	if r.Files[path] != "" {
		delete(r.Files, path)
		return "the theme's own " + path
	}
	r.Files[path] = r.pick(
		"<meta name=\"x\" content=\"{{.Title}} "+fmt.Sprint(r.count)+"\">\n",
		"{{define \"main\"}}<article><h1>{{.Title}}</h1><div class=\"prose\">{{with .Deck}}{{.}}{{end}}</div></article>{{end}}\n",
		"{{.NoSuchField}}\n", "{{if}}\n", "plain\n")
	return path
}

func (r *Random) static() string {
	path := "static/" + r.pick("custom.css", "custom.css", "site.js", "extra.txt", "about/index.html", "articles")
	if r.Files[path] != "" {
		delete(r.Files, path)
		return "the theme's own " + path
	}
	r.Files[path] = r.pick("/* nothing */\n", ".a { color: red; }\n", ".a { color: blue; }\n", ".a { color \n", "var a = 1;\n", "function (\n")
	return path
}

func (r *Random) settings() string {
	r.Files["content/site.yaml"] = r.site()
	if r.chance(15) {
		r.Files["content/site.yaml"] += r.pick("title: again\n", "nonsense: 1\n", "start: nobody\n", "  bad: indent: ation\n", "---\n")
	}
	if r.chance(10) {
		delete(r.Files, "content/site.yaml")
	}
	return "site.yaml"
}

func (r *Random) introduction() string {
	path := "content/" + r.pick("", "articles/", "glossary/", "explainers/") + "index.md"
	if r.Files[path] != "" {
		delete(r.Files, path)
		return "without " + path
	}
	r.Files[path] = r.head("Introduction") + r.body()
	return path
}

const dot = "GIF89a\x03\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x03\x00\x02\x00\x00\x02\x02D\x01\x00;"

func (r *Random) picture() string {
	for _, path := range r.pages() {
		folder, ok := strings.CutSuffix(path, "/index.md")
		if !ok || !r.chance(50) {
			continue
		}
		file := folder + "/" + r.pick("dot.gif", "plan.svg", "data.csv", "DOT.gif")
		if r.Files[file] != "" && r.chance(60) {
			delete(r.Files, file)
			return "without " + file
		}
		r.Files[file] = r.pick(dot, strings.Replace(dot, "\x03", "\x05", 1), `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>`, "<svg><script/></svg>")
		r.Files[path] += "\n![A dot](dot.gif \"A caption of " + r.name() + "\")\n"
		return file
	}
	return ""
}

// breakFile makes an error.
func (r *Random) breakFile() string {
	path := r.page()
	if path == "" {
		return ""
	}
	text := r.Files[path]
	switch r.rng.IntN(9) {
	case 0:
		text = strings.Replace(text, "title:", "titel:", 1)
	case 1:
		text = strings.Replace(text, "---\n", "", 1)
	case 2:
		text += "\x00"
	case 3:
		text += "\xff"
	case 4:
		text = ""
	case 5:
		text += "\n<<<<<<< HEAD\n"
	case 6:
		text += "\n[[Nobody knows this]] and [^none] and ![x](missing.png) and <b>tag</b>\n"
	case 7:
		text = strings.Replace(text, "\n---\n", "\nowner: a: b\n---\n", 1)
	case 8:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	r.Files[path] = text
	return "broken: " + path
}

// mendFile puts one file back to what it was some time ago.
func (r *Random) mendFile() string {
	path := r.page()
	if path == "" || len(r.past) == 0 {
		return ""
	}
	was, ok := r.past[r.rng.IntN(len(r.past))][path]
	if !ok || was == r.Files[path] {
		return ""
	}
	r.Files[path] = was
	return "mended: " + path
}

// revert puts the whole site back to what it was some time ago.
func (r *Random) revert() string {
	if len(r.past) == 0 || !r.chance(30) {
		return ""
	}
	i := r.rng.IntN(len(r.past))
	r.Files = maps.Clone(r.past[i])
	r.past = r.past[:i+1]
	return "revert"
}

// touch changes nothing.
func (r *Random) touch() string { return "nothing" }
