package sitetest

import (
	"fmt"
	"slices"
	"strings"
)

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
	return path
}

func (r *Random) editTitle() string {
	path := r.page()
	if path == "" {
		return ""
	}
	r.count++
	r.field(path, "title", "'"+r.name()+r.pick("", fmt.Sprint(" ", r.count), fmt.Sprint(" then ", r.count))+"'")
	return path
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

func (r *Random) addAlias() string {
	path := r.pageIn("glossary")
	if path == "" {
		return ""
	}
	r.field(path, "aliases", "["+r.pick(r.name(), r.name()+" group", "EU")+", "+r.pick("Second name", "{text: "+r.name()+", link: never}", "{text: Hand, link: manual}")+"]")
	return path
}

func (r *Random) dropAlias() string {
	path := r.pageIn("glossary")
	if !strings.Contains(r.Files[path], "\naliases:") {
		return ""
	}
	r.field(path, "aliases", "")
	return path
}

func (r *Random) editTies() string {
	path := r.pageIn("glossary")
	if path == "" {
		return ""
	}
	value, to := "", r.tied(path)
	switch {
	case len(to) > 0 && r.chance(50): // the same ties in other words: only their notes tell
		value = r.tiesTo(to)
	case r.chance(80):
		value = r.ties()
	}
	r.field(path, "relations", value)
	return path
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
	return path
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
	return path
}
