package preview

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

// answer is what goes back for one request.
type answer struct {
	status  int
	kind    string // Content-Type
	headers [][2]string
	data    []byte
}

func write(w http.ResponseWriter, a answer) {
	h := w.Header()
	for _, header := range a.headers {
		h.Set(header[0], header[1])
	}
	if h.Get("Content-Type") == "" && a.kind != "" {
		h.Set("Content-Type", a.kind)
	}
	h.Set("Content-Length", strconv.Itoa(len(a.data)))
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(3 * slow))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.data) // nobody is left to tell; HEAD drops it
}

// policy holds for pages that no site has made.
var policy = [][2]string{{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"}}

// page answers for an address of the site, from the generation that is the latest
// when the answer goes out.
func (s *Server) page(r *http.Request) (answer, bool) {
	select {
	case <-s.first:
	case <-s.streams.ended:
		return answer{}, false
	case <-r.Context().Done():
		return answer{}, false
	}
	g := s.now.Load()
	for range 5 {
		a := g.answer(r.URL.Path, r.URL.RawQuery)
		latest := s.now.Load()
		if latest == g {
			return a, true
		}
		g = latest
	}
	return g.answer(r.URL.Path, r.URL.RawQuery), true
}

// answer finds what stands at a path.
func (g *generation) answer(at, query string) answer {
	for _, forced := range []bool{true, false} {
		if !forced {
			if a, ok := g.stored(at, query); ok {
				return a
			}
		}
		for _, rule := range g.redirects() {
			if target, ok := rule.match(at); ok && rule.force == forced {
				if a, ok := g.follow(rule, target, query); ok {
					return a
				}
			}
		}
	}
	if at == "/" && g.base != "" {
		return redirect(http.StatusFound, g.base+"/", query)
	}
	return g.missing(at)
}

// stored gives the file at a path, or the way to it where only a slash is
// missing.
func (g *generation) stored(at, query string) (answer, bool) {
	if at == g.base && at != "" {
		return redirect(http.StatusMovedPermanently, at+"/", query), true
	}
	file, ok := strings.CutPrefix(at, g.base+"/")
	if !ok {
		return answer{}, false
	}
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	data, ok, err := g.bytes(file)
	if err != nil {
		return g.broken(err), true
	}
	if ok {
		return g.ok(at, file, data), true
	}
	if g.has(file + "/index.html") {
		return redirect(http.StatusMovedPermanently, (&url.URL{Path: at + "/"}).EscapedPath(), query), true
	}
	return answer{}, false
}

func (g *generation) has(file string) bool {
	_, ok, _ := g.bytes(file)
	return ok
}

func (g *generation) ok(at, file string, data []byte) answer {
	a := answer{status: http.StatusOK, kind: kindOf(file), data: data, headers: g.headersOf(at)}
	if strings.HasSuffix(file, ".html") {
		a.data = g.withScript(data)
	}
	return a
}

// headersOf are the headers that the site asks for at a path.
func (g *generation) headersOf(at string) (headers [][2]string) {
	for _, rule := range g.headers() {
		if rule.match(at) {
			headers = append(headers, rule.headers...)
		}
	}
	return headers
}

// follow obeys a rule of _redirects.
func (g *generation) follow(rule redirectRule, target, query string) (answer, bool) {
	switch {
	case rule.status == http.StatusOK || rule.status == http.StatusNotFound:
		a, ok := g.stored(target, query)
		if ok && a.status == http.StatusOK {
			a.status = rule.status
		}
		return a, ok
	case rule.status < 300 || rule.status > 399:
		return answer{}, false
	}
	return redirect(rule.status, target, query), true
}

func redirect(status int, target, query string) answer {
	if query != "" && !strings.Contains(target, "?") {
		before, fragment, found := strings.Cut(target, "#")
		target = before + "?" + query
		if found {
			target += "#" + fragment
		}
	}
	return answer{status: status, headers: [][2]string{{"Location", target}}}
}

// missing is the site's own page for unknown addresses, or ours where the site
// has none.
func (g *generation) missing(at string) answer {
	if data, ok, err := g.bytes("404.html"); ok && err == nil {
		return answer{status: http.StatusNotFound, kind: kindOf("404.html"), data: g.withScript(data), headers: g.headersOf(at)}
	}
	return answer{status: http.StatusNotFound, kind: kindOf("404.html"), headers: policy, data: g.withScript(plain("Nothing can be shown here yet", ""))}
}

func (g *generation) broken(err error) answer {
	return answer{status: http.StatusInternalServerError, kind: kindOf("500.html"), headers: policy, data: g.withScript(plain("This page cannot be made", err.Error()))}
}

func plain(title, why string) []byte {
	title, why = html.EscapeString(title), html.EscapeString(why)
	return fmt.Appendf(nil, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s</title>\n</head>\n<body>\n<main><h1>%s</h1>\n<pre>%s</pre></main>\n</body>\n</html>\n", title, title, why)
}

// withScript adds our script to a page. It stands first, so that it sees the page
// before any script of the site has changed it.
func (g *generation) withScript(page []byte) []byte {
	tag := fmt.Appendf(nil, `<script src="%spreview.js" data-generation="%d" defer></script>`, own, g.number)
	at := 0
	if head := bytes.Index(page, []byte("<head")); head >= 0 {
		at = head + bytes.IndexByte(page[head:], '>') + 1
	} else if end := bytes.LastIndex(page, []byte("</body>")); end >= 0 {
		at = end
	} else {
		at = len(page)
	}
	return bytes.Join([][]byte{page[:at], tag, page[at:]}, nil)
}

// kinds are content types by file name. They do not depend on the machine.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".vtt": "text/vtt; charset=utf-8",
	".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".bib": "application/x-bibtex; charset=utf-8", ".webmanifest": "application/manifest+json",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf", ".pdf": "application/pdf",
	".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".mp4": "video/mp4", ".webm": "video/webm", ".zip": "application/zip",
	"": "text/plain; charset=utf-8",
}

func kindOf(file string) string {
	if kind, ok := kinds[strings.ToLower(path.Ext(file))]; ok {
		return kind
	}
	return "application/octet-stream"
}
