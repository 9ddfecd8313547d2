package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/util"
)

// destinationKind is what an address in a link is to us.
type destinationKind uint8

const (
	destInternal destinationKind = iota // relative, absolute on this site, or a fragment
	destExternal
	destRefused
)

// schemes are the only ones that leave the renderer.
var schemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true}

// classify applies the allow-list. What a browser would clean up before it
// looks at a scheme (control characters, spaces) is refused outright.
func classify(dest string) destinationKind {
	for _, r := range dest {
		if r < 0x20 || r == 0x7f {
			return destRefused
		}
	}
	dest = strings.TrimSpace(dest)
	end := strings.IndexAny(dest, ":/?#\\")
	switch {
	case strings.HasPrefix(dest, "//"):
		return destExternal
	case end < 0 || dest[end] != ':':
		return destInternal
	case schemes[strings.ToLower(dest[:end])]:
		return destExternal
	}
	return destRefused
}

// href prepares an external address for an attribute: percent-encoded where it
// has to be, then escaped.
func href(dest string) []byte {
	dest = strings.TrimSpace(dest)
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	return escapeAttr(util.URLEscape([]byte(dest), false))
}

var attrEscapes = []struct{ from, to []byte }{
	{[]byte("&"), []byte("&amp;")}, {[]byte("<"), []byte("&lt;")}, {[]byte(">"), []byte("&gt;")}, {[]byte(`"`), []byte("&quot;")},
}

// escapeAttr escapes > too: whoever looks for the end of a tag in our HTML may
// rely on the first > being it.
func escapeAttr(v []byte) []byte {
	if !bytes.ContainsAny(v, `&<>"`) {
		return v
	}
	for _, e := range attrEscapes {
		v = bytes.ReplaceAll(v, e.from, e.to)
	}
	return v
}
