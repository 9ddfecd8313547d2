package content

import (
	"path"
	"strings"
)

// Generated lists the paths that the program makes pages at.
var Generated = []string{
	"/", "/articles/", "/explainers/", "/questions/", "/glossary/", "/facts/", "/sources/", "/timeline/",
	"/topics/", "/search/", "/updates/", "/corrections/", "/404.html",
}

// machineFiles are those that the program, or a host, reads at a fixed path, in
// this version or another.
var machineFiles = map[string]bool{
	"/feed.xml": true, "/feed.json": true, "/sitemap.xml": true, "/robots.txt": true, "/llms.txt": true,
	"/glossary.json": true, "/sources.bib": true, "/sources.json": true, "/_headers": true, "/_redirects": true,
	"/favicon.svg": true, "/favicon.ico": true,
}

// MachineFile tells whether a path of the site is kept for what machines read:
// feeds and the like, the shards of search, styles and scripts.
func MachineFile(sitePath string) bool {
	p := strings.TrimSuffix(strings.ToLower(sitePath), "/")
	ext := path.Ext(p)
	return machineFiles[p] || strings.HasPrefix(p, "/search/") || ext == ".css" || ext == ".js"
}

// The longest path of a site and the longest name in it, in bytes, that every
// file system takes.
const (
	maxPath    = 1000
	maxSegment = 255
)

// LongPath says how a path is too long to be a file's, "" where it is not.
func LongPath(p string) string {
	if len(p) > maxPath {
		return "is longer than 1,000 bytes"
	}
	for part := range strings.SplitSeq(p, "/") {
		if len(part) > maxSegment {
			return "has a name of more than 255 bytes"
		}
	}
	return ""
}
