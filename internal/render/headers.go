package render

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gloss/internal/link"
)

// csp lets a page load its own styles, scripts and pictures, ask its own host,
// and nothing else.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

type header struct{ name, value string }

var forEver = header{"Cache-Control", "public, max-age=31536000, immutable"}

// headers is the file that hosts like Netlify read: a strict policy for all, and
// leave to keep what has a hash in its name. A site's own static/_headers follows;
// what it says of all pages stands in the place of ours.
func (v *viewer) headers(assets *Assets) []byte {
	var own []byte
	for _, f := range assets.Files {
		if f.Path == "_headers" {
			own = f.Data
		}
	}
	all := []header{{"Content-Security-Policy", csp}, {"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "strict-origin-when-cross-origin"}}
	if v.conf.Drafts {
		all = append(all, header{"X-Robots-Tag", "noindex"})
	}
	theirs := headersOfAll(own, v.names.URL("/")+"*")
	all = slices.DeleteFunc(all, func(h header) bool { return theirs[strings.ToLower(h.name)] })
	var b bytes.Buffer
	rule := func(sitePath string, headers ...header) {
		if len(headers) == 0 {
			return
		}
		fmt.Fprintf(&b, "%s\n", sitePath)
		for _, h := range headers {
			fmt.Fprintf(&b, "  %s: %s\n", h.name, h.value)
		}
	}
	rule(v.names.URL("/")+"*", all...)
	for _, f := range assets.Files {
		if !assets.Has(f.Path) && v.used(f.Path, assets) { // its name has a hash
			rule(v.names.URL("/"+f.Path), forEver)
		}
	}
	if v.conf.Cards != nil {
		rule(v.names.URL(link.CardsFolder)+"*", forEver)
	}
	if v.site.SearchURL != "" {
		rule(v.names.URL("/"+SearchShards)+"*", forEver)
	}
	if v.site.Origin != "" {
		rule(v.names.URL("/feed.xml"), header{"Content-Type", "application/atom+xml; charset=utf-8"})
		rule(v.names.URL("/feed.json"), header{"Content-Type", "application/feed+json; charset=utf-8"})
	}
	rule(v.names.URL("/sources.bib"), header{"Content-Type", "application/x-bibtex; charset=utf-8"})
	rule(v.names.URL("/sources.json"), header{"Content-Type", "application/vnd.citationstyles.csl+json; charset=utf-8"})
	b.Write(own)
	return b.Bytes()
}

// headersOfAll are the names, in small letters, that a file of headers sets for
// every page.
func headersOfAll(file []byte, every string) map[string]bool {
	names := map[string]bool{}
	inAll := false
	for line := range strings.Lines(string(file)) {
		line = strings.TrimRight(line, "\r\n")
		switch trimmed := strings.TrimSpace(line); {
		case trimmed == "", strings.HasPrefix(trimmed, "#"):
		case strings.HasPrefix(trimmed, "/"):
			inAll = trimmed == "/*" || trimmed == every
		case inAll:
			name, _, _ := strings.Cut(trimmed, ":")
			names[strings.ToLower(strings.TrimSpace(name))] = true
		}
	}
	return names
}
