package render

import (
	"maps"
	"slices"
	"strings"
)

// machineFiles are the files that programs read. A file of static/ with the name
// of one takes its place; _headers and _redirects are made of both.
func (v *viewer) machineFiles(assets *Assets) []Job {
	files := map[string]func() []byte{
		"glossary.json": v.glossaryJSON,
		"sources.json":  v.sourcesJSON,
		"sources.bib":   v.sourcesBib,
		"llms.txt":      v.llms,
		"robots.txt":    v.robots,
		"_headers":      func() []byte { return v.headers(assets) },
	}
	if v.site.Origin != "" {
		files["feed.xml"], files["feed.json"] = v.atom, v.jsonFeed
		if !v.conf.Drafts { // pages that are not to be indexed are on no map
			files["sitemap.xml"] = v.sitemap
		}
	}
	var jobs []Job
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !assets.Has(name) || name == "_headers" || name == "robots.txt" && v.conf.Drafts {
			jobs = append(jobs, Job{Path: name, make: files[name]})
		}
	}
	return jobs
}

// joined tells the files of static/ that are part of one of ours, or yield to it.
func (v *viewer) joined(name string) bool {
	return name == "_headers" || name == "_redirects" || name == "robots.txt" && v.conf.Drafts
}

// used tells the files of static/ that the site has a use for.
func (v *viewer) used(published string, assets *Assets) bool {
	return v.site.SearchURL != "" || published != assets.Names[searchScript] && published != assets.Names[searchStyle]
}

func (v *viewer) hasMarkdown(sitePath string) bool {
	return !v.names.Site.NoMarkdown && strings.HasSuffix(sitePath, "/")
}

func (v *viewer) markdownOf(sitePath string) string {
	if !v.hasMarkdown(sitePath) {
		return ""
	}
	return v.names.URL(sitePath + markdownFile)
}

// markdownFile is the name of a page as Markdown, in the folder of the page.
const markdownFile = "index.md"
