package content

import (
	"strings"
	"testing"
)

func TestMachineFile(t *testing.T) {
	for _, p := range strings.Fields(`/robots.txt /feed.xml /feed.json /sitemap.xml /llms.txt /glossary.json /sources.bib
		/sources.json /_headers /_redirects /favicon.svg /search/x/ /search/index.0.json /Robots.TXT /robots.txt/ /style.css /a/site.js /site.0123456789.js`) {
		if !MachineFile(p) {
			t.Errorf("%s may be taken", p)
		}
	}
	for _, p := range strings.Fields("/ /robots/ /a/robots.txt /feed/ /searching/ /x.css/y/ /2021/old.html /css/ /x.json") {
		if MachineFile(p) {
			t.Errorf("%s may not be taken", p)
		}
	}
}

func TestLongPath(t *testing.T) {
	long := strings.Repeat("x", 255)
	for p, ok := range map[string]bool{
		"/a/" + long + "/": true, "/a/" + long + "x/": false, "/" + strings.Repeat("é", 128) + "/": false,
		strings.Repeat("/"+long, 3) + "/": true, strings.Repeat("/"+long, 4): false, "": true,
	} {
		if got := LongPath(p); (got == "") != ok {
			t.Errorf("%.20s…, %d bytes: %q", p, len(p), got)
		}
	}
}
