package built

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Server is a site on loopback, as a host serves it.
type Server struct {
	*Site
	Origin string // "http://127.0.0.1:PORT"

	server *http.Server
	mu     sync.Mutex
	asked  []string
}

// rule is a block of _headers: what is said at the addresses that fit.
type rule struct {
	pattern string
	address *regexp.Regexp
	headers [][2]string
}

// Serve serves a built site until it is closed.
func Serve(s *Site) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	host := &Server{Site: s, Origin: "http://" + listener.Addr().String()}
	host.server = &http.Server{Handler: host, ReadHeaderTimeout: time.Minute}
	go func() {
		if err := host.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(os.Stderr, err)
		}
	}()
	return host, nil
}

func (s *Server) Close() error { return s.server.Close() }

// Asked gives the addresses that were asked for since the last time, in order.
func (s *Server) Asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := s.asked
	s.asked = nil
	return asked
}

// ServeHTTP answers as Netlify does: what changes its name with its bytes is kept
// by the browser, as _headers says; all else is asked for again each time.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.URL.RequestURI())
	s.mu.Unlock()
	w.Header().Set("Cache-Control", "public, max-age=0, must-revalidate")
	for _, rule := range s.rules {
		if rule.address.MatchString(r.URL.Path) {
			for _, h := range rule.headers {
				w.Header().Set(h[0], h[1])
			}
		}
	}
	rest, below := strings.CutPrefix(r.URL.Path, s.Base)
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	name := filepath.Join(s.Dir, filepath.FromSlash(rest))
	if inside, err := filepath.Rel(s.Dir, name); !below || err != nil || strings.HasPrefix(inside, "..") {
		http.NotFound(w, r)
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		page, err := os.ReadFile(filepath.Join(s.Dir, "404.html"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(page)
		return
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// readHeaders reads Netlify's format: an address, and below it, indented, what is
// said there. A * stands for anything.
func readHeaders(file string) ([]rule, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var rules []rule
	for i, line := range strings.Split(string(data), "\n") {
		switch text := strings.TrimSpace(line); {
		case text == "" || strings.HasPrefix(text, "#"):
		case line[0] == '/':
			pattern := strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, `.*`)
			rules = append(rules, rule{pattern: text, address: regexp.MustCompile("^" + pattern + "$")})
		default:
			name, value, ok := strings.Cut(text, ":")
			if !ok || len(rules) == 0 {
				return nil, fmt.Errorf("%s:%d: not a header below an address: %s", file, i+1, text)
			}
			last := &rules[len(rules)-1]
			last.headers = append(last.headers, [2]string{name, strings.TrimSpace(value)})
		}
	}
	if len(rules) == 0 {
		return nil, fmt.Errorf("%s holds no rule", file)
	}
	return rules, nil
}
