package link

import "testing"

func TestLocal(t *testing.T) {
	for _, c := range []struct{ base, address, want string }{
		{"https://example.org", "https://example.org/a/", "/a/"},
		{"https://example.org", "http://example.org/a/", "/a/"},
		{"https://example.org", "HTTPS://EXAMPLE.org/A/", "/A/"},
		{"https://example.org", "https://example.org:443/a/", "/a/"},
		{"https://example.org", "http://example.org:80/a/?q=1", "/a/"},
		{"https://example.org", "https://example.org", "/"},
		{"https://example.org", "/a/", "/a/"},
		{"https://example.org", "https://example.org:8443/a/", ""},
		{"https://example.org", "http://example.org:443/a/", ""},
		{"https://example.org", "https://example.org.evil/a/", ""},
		{"https://example.org", "https://www.example.org/a/", ""},
		{"https://example.org", "ftp://example.org/a/", ""},
		{"https://example.org", "//example.org/a/", "//example.org/a/"},
		{"https://example.org:8443", "https://example.org:8443/a/", "/a/"},
		{"https://example.org:8443", "https://example.org/a/", ""},
		{"https://example.org/sub", "https://example.org/sub/a/", "/a/"},
		{"https://example.org/sub", "https://example.org/subway/", ""},
		{"https://example.org/sub", "https://Example.org/a/", ""},
		{"", "https://example.org/a/", ""},
	} {
		if got, ok := NewAddresses(c.base).Local(c.address); got != c.want || ok != (c.want != "") {
			t.Errorf("%s on %s: %q, %t, want %q", c.address, c.base, got, ok, c.want)
		}
	}
}
