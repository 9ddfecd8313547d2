package preview

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// maxURL bounds an address that is asked for, in bytes; maxHeader all headers.
const (
	maxURL    = 8 << 10
	maxHeader = 16 << 10
)

// hosts knows which names the server answers to. A page of another site that has
// its own name lead to this computer does not get past it.
type hosts struct {
	own      string // the host in --addr
	wildcard bool   // the server listens on every address
}

func newHosts(addr string) hosts {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	ip, err := netip.ParseAddr(host)
	return hosts{own: strings.ToLower(host), wildcard: host == "" || err == nil && ip.IsUnspecified()}
}

// accept judges a Host header.
func (h hosts) accept(header string) bool {
	host, literal := header, false
	if bare, port, err := net.SplitHostPort(header); err == nil {
		if strings.Trim(port, "0123456789") != "" {
			return false
		}
		host, literal = bare, strings.HasPrefix(header, "[")
	} else if inner, ok := strings.CutPrefix(header, "["); ok {
		host, literal = strings.TrimSuffix(inner, "]"), strings.HasSuffix(inner, "]")
	}
	host = strings.ToLower(host)
	ip, err := netip.ParseAddr(host)
	switch {
	case host == "" || err == nil && (ip.Zone() != "" || ip.Is6() != literal):
		return false
	case host == "localhost", err == nil && ip.Unmap().IsLoopback():
		return true
	case err == nil && h.wildcard:
		return true
	}
	return host == h.own && (literal == strings.Contains(host, ":"))
}

// Loopback tells whether only this computer reaches an address to listen on.
func Loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}

// guard lets through what a browser on a page of the preview asks for, and the
// opening of a page from anywhere, before any work is done.
func (s *Server) guard(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(slow))
	switch {
	case !s.hosts.accept(r.Host):
		refuse(w, http.StatusMisdirectedRequest, "this preview does not answer to that name")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "only GET and HEAD")
	case r.ContentLength != 0:
		refuse(w, http.StatusBadRequest, "a request has no body")
	case len(r.RequestURI) > maxURL:
		refuse(w, http.StatusRequestURITooLong, "the address is too long")
	case foreign(r):
		refuse(w, http.StatusForbidden, "another site asks for this")
	default:
		return true
	}
	return false
}

// foreign tells whether a page of another origin asks, as far as browsers say. A
// link to a page may come from anywhere.
func foreign(r *http.Request) bool {
	if origin := r.Header.Get("Origin"); origin != "" && !strings.EqualFold(origin, "http://"+r.Host) {
		return true
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	opens := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	return !opens || strings.HasPrefix(r.URL.Path, own)
}

// refuse says no. The connection ends with it: who asked wrongly may go on to
// send.
func refuse(w http.ResponseWriter, status int, why string) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(time.Second))
	w.Header().Set("Connection", "close")
	write(w, answer{status: status, kind: "text/plain; charset=utf-8", data: []byte(why + "\n")})
}
