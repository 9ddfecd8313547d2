package sitetest

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// swapSlugs gives each of two pages of one kind the address of the other.
func (r *Random) swapSlugs() string {
	a := r.page()
	if a == "" {
		return ""
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(a, "content/"), "/")
	b := r.pageIn(kind)
	if strings.HasSuffix(kind, ".md") {
		b = r.page()
	}
	if b == "" || a == b {
		return ""
	}
	ofA, ofB := r.slug(a), r.slug(b)
	r.field(a, "slug", ofB)
	r.field(b, "slug", ofA)
	return a + " and " + b
}

// slug is what a page is called in its address.
func (r *Random) slug(file string) string {
	head, _, _ := strings.Cut(r.Files[file], "\n---\n")
	if _, after, ok := strings.Cut(head, "\nslug: "); ok {
		slug, _, _ := strings.Cut(after, "\n")
		return slug
	}
	return slugOf(path.Base(strings.TrimSuffix(strings.TrimSuffix(file, ".md"), "/index")))
}

// swapFiles gives each of two files what the other says.
func (r *Random) swapFiles() string {
	a, b := r.page(), r.page()
	if a == "" || r.Files[a] == r.Files[b] {
		return ""
	}
	r.Files[a], r.Files[b] = r.Files[b], r.Files[a]
	return a + " and " + b
}

func (r *Random) addPage() string {
	switch r.rng.IntN(3) {
	case 0:
		return r.add("articles", r.on(r.article))
	case 1:
		return r.add("explainers", r.on(r.explainer))
	}
	return r.add("", r.on(r.article))
}

func (r *Random) addTerm() string { return r.add("glossary", r.on(r.term)) }

func (r *Random) deletePage() string {
	path := r.page()
	if path == "" || len(r.pages()) < 8 {
		return ""
	}
	delete(r.Files, path)
	return path
}

func (r *Random) deleteTerm() string {
	path := r.pageIn("glossary")
	delete(r.Files, path)
	return path
}

// renameTerm gives a term another title and the file that goes with it.
func (r *Random) renameTerm() string {
	from := r.pageIn("glossary")
	if from == "" || strings.HasSuffix(from, "/index.md") {
		return ""
	}
	r.count++
	name := r.name() + r.pick("", fmt.Sprint(" ", r.count))
	to := "content/glossary/" + slugOf(name) + ".md"
	if r.Files[to] != "" {
		return ""
	}
	r.field(from, "title", "'"+name+"'")
	r.move(from, to)
	return from + " is now " + to
}

// move gives a file, or a folder and all in it, another path.
func (r *Random) move(from, to string) {
	for _, file := range slices.Sorted(maps.Keys(r.Files)) {
		if rest, ok := strings.CutPrefix(file, from); ok && (rest == "" || rest[0] == '/') {
			r.Files[to+rest] = r.Files[file]
			delete(r.Files, file)
		}
	}
}

func (r *Random) taken(folder string) bool {
	for file := range r.Files {
		if strings.HasPrefix(file, folder+"/") {
			return true
		}
	}
	return false
}

// folders are those of pages, but for the ones that kinds have; bundles are
// folders of one page.
func (r *Random) folders(bundles bool) (all []string) {
	for _, file := range r.pages() {
		folder := path.Dir(file)
		if strings.Count(folder, "/") < 2 || slices.Contains(all, folder) {
			continue
		}
		if _, bundle := r.Files[folder+"/index.md"]; bundle == bundles {
			all = append(all, folder)
		}
	}
	return all
}

// renameFolder renames a folder of pages, now and then one that tells their kind.
func (r *Random) renameFolder() string {
	const kind, stray = "content/articles", "content/stories"
	from, to := "", ""
	switch some := r.folders(false); {
	case r.taken(stray):
		from, to = stray, kind
	case r.chance(10) || len(some) == 0:
		from, to = kind, stray
	default:
		from = r.pick(some...)
		to = path.Dir(from) + "/" + r.pick("2025", "2026", "2027", "deep", r.newName())
	}
	if r.taken(to) || !r.taken(from) {
		return ""
	}
	r.move(from, to)
	return from + " is now " + to
}

func (r *Random) renameBundle() string {
	some := r.folders(true)
	if len(some) == 0 {
		return ""
	}
	from := r.pick(some...)
	to := path.Dir(from) + "/" + r.pick("bundle", "parcel", r.newName())
	if r.taken(to) {
		return ""
	}
	r.move(from, to)
	return from + " is now " + to
}

func (r *Random) renameFile() string {
	path := r.page()
	if path == "" || strings.HasSuffix(path, "/index.md") {
		return ""
	}
	to := path[:strings.LastIndexByte(path, '/')+1] + r.newName() + ".md"
	r.move(path, to)
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
	r.move(path, to)
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
	r.move(path, to)
	return path + " is now " + to
}

func (r *Random) introduction() string {
	path := "content/" + r.pick("", "articles/", "glossary/", "explainers/") + "index.md"
	if r.Files[path] != "" {
		delete(r.Files, path)
		return "without " + path
	}
	r.dir = strings.TrimPrefix(path, "content/")
	r.Files[path] = r.head("Introduction") + r.body()
	return path
}

const dot = "GIF89a\x03\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x03\x00\x02\x00\x00\x02\x02D\x01\x00;"

// pictures are what may stand in a file, by its ending.
var pictures = map[string][]string{
	".gif": {dot, strings.Replace(dot, "\x03", "\x05", 1), strings.Replace(dot, "\x03", "\x07", 1)},
	".svg": {`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>`, `<svg xmlns="http://www.w3.org/2000/svg" width="5" height="3"/>`},
	".csv": {"a,b\n", "a,c\n"},
}

// picture puts a file beside a page, which shows it, changes it, or takes it away.
func (r *Random) picture() string {
	for _, page := range r.pages() {
		folder, ok := strings.CutSuffix(page, "/index.md")
		if !ok || !r.chance(50) {
			continue
		}
		file := folder + "/" + r.pick("dot.gif", "dot.gif", "plan.svg", "data.csv", "DOT.gif")
		if r.Files[file] != "" && r.chance(40) {
			delete(r.Files, file)
			return "without " + file
		}
		text := r.pick(pictures[path.Ext(file)]...)
		if text == r.Files[file] || r.chance(5) {
			text = "<svg><script/></svg>"
		}
		r.Files[file] = text
		if shown := "\n![A picture](" + strings.TrimPrefix(file, folder+"/"); !strings.Contains(r.Files[page], shown) {
			r.Files[page] += shown + " \"A caption of " + r.name() + "\")\n"
		}
		return file
	}
	return ""
}
