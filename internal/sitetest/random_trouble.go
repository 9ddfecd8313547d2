package sitetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Moments are the moments around which the pages of the site fall due.
var Moments = []string{"2026-10-01", "2026-10-31T23:59:59Z", "2026-11-01", "2026-11-15", "2026-11-15T12:00:00Z", "2026-12-01", "2027-05-01"}

// template lays a template over one of the theme's, or takes it away.
func (r *Random) template() string {
	r.count++
	return r.overlay("templates/"+r.pick("head-extra.html", "head-extra.html", "article.html", "partials/crumbs.html"), map[string][]string{
		"templates/head-extra.html":      {fmt.Sprint("<meta name=\"x\" content=\"{{.Title}} ", r.count, "\">\n")},
		"templates/article.html":         {fmt.Sprint("{{define \"main\"}}<article id=\"a", r.count, "\"><h1>{{.Title}}</h1><div class=\"prose\">{{with .Deck}}{{.}}{{end}}</div></article>{{end}}\n")},
		"templates/partials/crumbs.html": {"plain\n", "{{len .Crumbs}}\n"},
	})
}

func (r *Random) style() string {
	return r.overlay("static/custom.css", map[string][]string{"static/custom.css": {".a { color: red; }\n", ".a { color: blue; }\n", "/* nothing */\n"}})
}

func (r *Random) static() string {
	text := []string{"var a = 1;\n", "let b = [2];\n"}
	return r.overlay("static/"+r.pick("site.js", "extra.txt", "about/index.html", "articles"), map[string][]string{
		"static/site.js": text, "static/extra.txt": text, "static/about/index.html": text, "static/articles": text,
	})
}

// overlay puts one of some texts at a path, or takes away the one that is there.
func (r *Random) overlay(path string, texts map[string][]string) string {
	if r.Files[path] != "" && r.chance(60) {
		delete(r.Files, path)
		return "the theme's own " + path
	}
	text := r.pick(texts[path]...)
	if r.Files[path] == text {
		return ""
	}
	r.Files[path] = text
	return path
}

func (r *Random) settings() string {
	r.Files["content/site.yaml"] = r.site()
	return "all of it"
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
	return path
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
	return path
}

// revert puts the whole site back to what it was some time ago.
func (r *Random) revert() string {
	if len(r.past) == 0 || !r.chance(30) {
		return ""
	}
	i := r.rng.IntN(len(r.past))
	r.Files = maps.Clone(r.past[i])
	r.past = r.past[:i+1]
	return fmt.Sprint("to state ", i)
}

// touch changes nothing.
func (r *Random) touch() string { return "at all" }

// inTheme are files of the site's own theme that cannot be used.
var inTheme = map[string][]string{
	"templates/head-extra.html": {"{{.NoSuchField}}\n", "{{if}}\n"},
	"templates/article.html":    {"{{.NoSuchField}}\n", "{{define \"main\"}}\n"},
	"static/custom.css":         {".a { color \n"},
	"static/site.js":            {"function (\n"},
}

func (r *Random) breakTheme() string {
	path := r.pick(slices.Sorted(maps.Keys(inTheme))...)
	r.Files[path] = r.pick(inTheme[path]...)
	return path
}

func (r *Random) mendTheme() string {
	for _, path := range slices.Sorted(maps.Keys(inTheme)) {
		if slices.Contains(inTheme[path], r.Files[path]) {
			delete(r.Files, path)
			return path
		}
	}
	return ""
}

func (r *Random) breakSettings() string {
	if r.chance(20) {
		delete(r.Files, "content/site.yaml")
		return "gone"
	}
	r.Files["content/site.yaml"] += r.pick("title: again\n", "nonsense: 1\n", "start: nobody\n", "  bad: indent: ation\n", "---\n")
	return "one more line"
}

// mendSettings puts site.yaml back to what it was when the site had no errors.
func (r *Random) mendSettings() string {
	was, ok := r.good["content/site.yaml"]
	if !ok || was == r.Files["content/site.yaml"] {
		return ""
	}
	r.Files["content/site.yaml"] = was
	return "as it was"
}

// breakRecords leaves out a bracket, as a file that is half saved does.
func (r *Random) breakRecords() string {
	r.Files["content/sources.json"] = strings.TrimSuffix(r.records(), "]")
	return "half of it"
}

// timeForth moves the moment forth, over dates at which pages come, go and are to
// be reviewed.
func (r *Random) timeForth() string {
	i := slices.Index(Moments, r.At)
	return r.moveTo(min(i+1+r.rng.IntN(2), len(Moments)-1))
}

func (r *Random) timeBack() string {
	i := slices.Index(Moments, r.At)
	return r.moveTo(max(i-1-r.rng.IntN(3), 0))
}

// timeAgain goes back to the moment before the last.
func (r *Random) timeAgain() string { return r.moveTo(slices.Index(Moments, r.was)) }

func (r *Random) moveTo(i int) string {
	if Moments[i] == r.At {
		return ""
	}
	r.was, r.At = r.At, Moments[i]
	return r.was + " is now " + r.At
}
