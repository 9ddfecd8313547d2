package preview

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// headerRule is a rule of _headers: a path, or the beginning of one, and what is
// said with it.
type headerRule struct {
	path    string
	headers [][2]string
}

// obeyed are the headers that a site may set in the preview too. Others are about
// the host that serves it.
var obeyed = []string{"content-security-policy", "content-type", "content-language", "permissions-policy", "referrer-policy", "x-content-type-options", "x-frame-options", "x-robots-tag"}

func parseHeaders(file []byte) (rules []headerRule) {
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "/") {
			rules = append(rules, headerRule{path: line})
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || len(rules) == 0 || !slices.Contains(obeyed, strings.ToLower(name)) {
			continue
		}
		last := &rules[len(rules)-1]
		last.headers = append(last.headers, [2]string{name, strings.TrimSpace(value)})
	}
	return rules
}

// redirectRule is a rule of _redirects.
type redirectRule struct {
	from   []string // the parts of a path
	target string
	status int
	force  bool
}

// parseRedirects reads what a static host obeys, but for rules that ask who the
// reader is.
func parseRedirects(file []byte) (rules []redirectRule) {
	for line := range strings.Lines(string(file)) {
		line, _, _ = strings.Cut(line, " #")
		fields := strings.Fields(line)
		if len(fields) < 2 || len(fields) > 3 || !strings.HasPrefix(fields[0], "/") || strings.Contains(fields[1], "=") && !strings.ContainsAny(fields[1], "/") {
			continue
		}
		from, err := url.PathUnescape(fields[0])
		if err != nil {
			continue
		}
		rule := redirectRule{from: parts(from), target: fields[1], status: http.StatusMovedPermanently}
		if len(fields) == 3 {
			var number string
			number, rule.force = strings.CutSuffix(fields[2], "!")
			status, err := strconv.Atoi(number)
			if err != nil {
				continue
			}
			rule.status = status
		}
		rules = append(rules, rule)
	}
	return rules
}

func parts(path string) []string {
	return strings.Split(strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"), "/")
}

// escaped joins parts of a path as an address. Empty ones would make a host's name
// of the next.
func escaped(parts []string) string {
	var out []string
	for _, part := range parts {
		if part != "" {
			out = append(out, url.PathEscape(part))
		}
	}
	return strings.Join(out, "/")
}

// match gives where a rule leads from a path.
func (r redirectRule) match(path string) (target string, ok bool) {
	have, filled := parts(path), r.target
	for i, part := range r.from {
		if part == "*" {
			return strings.ReplaceAll(filled, ":splat", escaped(have[min(i, len(have)):])), true
		}
		if i >= len(have) {
			return "", false
		}
		if name, placeholder := strings.CutPrefix(part, ":"); placeholder && name != "" {
			filled = strings.ReplaceAll(filled, part, url.PathEscape(have[i]))
		} else if part != have[i] {
			return "", false
		}
	}
	return filled, len(have) == len(r.from)
}

// match tells whether a rule of _headers is about a path.
func (r headerRule) match(path string) bool {
	if start, ok := strings.CutSuffix(r.path, "*"); ok {
		return strings.HasPrefix(path, start)
	}
	return path == r.path
}
