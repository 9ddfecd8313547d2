package link

import (
	"net/url"
	"path"
	"strings"

	"gloss/internal/content"
)

// Addresses makes every address of a site. Paths given to it and kept by the
// rest of the program are those of a site at the root of its host, such as
// /glossary/is-k/; only what leaves through URL or Absolute carries the base.
type Addresses struct {
	base   string     // path of the base URL, "" or /path, without a trailing slash
	origin string     // scheme and host, "" without a base URL
	home   *Addresses // another base URL of the same site, nil for none
}

// WithHome has the addresses of another base URL count as the site's own too: a
// preview of a site stands elsewhere than the site that its pages name.
func (a Addresses) WithHome(baseURL string) Addresses {
	if home := NewAddresses(baseURL); home.origin != "" {
		a.home = &home
	}
	return a
}

// NewAddresses takes a clean base URL, or "".
func NewAddresses(baseURL string) Addresses {
	u, err := url.Parse(baseURL)
	if err != nil || baseURL == "" {
		return Addresses{}
	}
	return Addresses{base: strings.TrimRight(u.Path, "/"), origin: u.Scheme + "://" + u.Host}
}

// URL is the one function that makes addresses: a path of the site as a page
// links to it.
func (a Addresses) URL(sitePath string) string {
	u := url.URL{Path: a.base + sitePath}
	return u.EscapedPath()
}

// Absolute is URL with scheme and host, "" for a site without a base URL.
func (a Addresses) Absolute(sitePath string) string {
	if a.origin == "" {
		return ""
	}
	return a.origin + a.URL(sitePath)
}

// Local finds the path of the site that an address leads to: one that is
// absolute on this host, or a full address of this site.
func (a Addresses) Local(address string) (sitePath string, ok bool) {
	if sitePath, ok = a.local(address); !ok && a.home != nil {
		return a.home.local(address)
	}
	return sitePath, ok
}

func (a Addresses) local(address string) (sitePath string, ok bool) {
	if rest, found := a.cutOrigin(address); found {
		address = rest
		if rest, found = strings.CutPrefix(address, a.base); !found || rest != "" && rest[0] != '/' {
			return "", false
		}
		address = "/" + strings.TrimPrefix(rest, "/")
	}
	if !strings.HasPrefix(address, "/") {
		return "", false
	}
	clean, _, _ := strings.Cut(address, "?")
	if decoded, err := url.PathUnescape(clean); err == nil {
		clean = decoded
	}
	return clean, true
}

// cutOrigin takes this host from the beginning of a full address. Capitals in it
// do not count, nor a port that is the scheme's own, nor which of http and https
// it is: a host serves one site.
func (a Addresses) cutOrigin(address string) (rest string, ok bool) {
	_, host, _ := strings.Cut(a.origin, "://")
	scheme, rest, found := strings.Cut(address, "://")
	port := map[string]string{"http": ":80", "https": ":443"}[strings.ToLower(scheme)]
	if host == "" || !found || port == "" {
		return "", false
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	if !strings.EqualFold(strings.TrimSuffix(rest[:end], port), host) {
		return "", false
	}
	return rest[end:], true
}

// OfPage is the path of a page.
func OfPage(k content.Kind, slug string) string {
	if f := k.Folder(); f != "" {
		return "/" + f + "/" + slug + "/"
	}
	return "/" + slug + "/"
}

// OfTopic is the path of a topic.
func OfTopic(slug string) string { return "/topics/" + slug + "/" }

// OfCard is the path of the social card of a page. sum is a hash of what it shows:
// networks keep a picture as long as its address stands.
func OfCard(k content.Kind, slug, sum string) string {
	return CardsFolder + k.Folder() + "/" + slug + "." + sum + ".png"
}

// CardsFolder is the path that all social cards stand below.
const CardsFolder = "/cards/"

// OutputFile is the file that answers at a path: index.html in its folder, or
// the path itself where it names a file.
func OutputFile(sitePath string) string {
	p := strings.TrimPrefix(sitePath, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return path.Clean(p)
}
