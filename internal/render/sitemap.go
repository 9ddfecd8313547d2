package render

import (
	"encoding/xml"
	"slices"
	"time"
)

type (
	urlSet struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []siteURL `xml:"url"`
	}
	siteURL struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
)

// maxURLs is how many addresses the protocol allows in one file.
const maxURLs = 50_000

// sitemap lists every page that is to be indexed, in order of path. A page says
// when it last changed if its front matter does.
func (v *viewer) sitemap() []byte {
	var set urlSet
	last := map[string]time.Time{}
	for _, e := range v.log() {
		if last[e.page.Address].IsZero() {
			last[e.page.Address] = e.when
		}
	}
	for _, p := range slices.Sorted(slices.Values(v.paths)) {
		if len(set.URLs) == maxURLs {
			break
		}
		u := siteURL{Loc: v.names.Absolute(p)}
		if t := last[p]; !t.IsZero() {
			u.LastMod = t.Format(time.RFC3339)
		}
		set.URLs = append(set.URLs, u)
	}
	return xmlFile(set)
}

func (v *viewer) robots() []byte {
	home := v.names.URL("/")
	if v.conf.Drafts {
		return []byte("# Built with drafts: not to be indexed.\nUser-agent: *\nDisallow: " + home + "\n")
	}
	text := "User-agent: *\nAllow: " + home + "\n"
	if v.site.Origin != "" {
		text += "\nSitemap: " + v.names.Absolute("/sitemap.xml") + "\n"
	}
	return []byte(text)
}
