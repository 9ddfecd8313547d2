package preview_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"gloss/internal/build"
	"gloss/internal/preview"
	"gloss/internal/sitetest"
)

// status asks a server that was given addr, with a Host header as it stands.
func status(t *testing.T, l *live, host string) string {
	t.Helper()
	answer := l.raw("GET /about/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
	_, rest, _ := strings.Cut(answer, " ")
	return rest[:min(3, len(rest))]
}

func TestHosts(t *testing.T) {
	l := serve(t, site())
	_, port, _ := net.SplitHostPort(l.addr)
	for _, host := range []string{"localhost", "LocalHost:" + port, "127.0.0.1", "127.0.0.1:" + port, "127.8.9.1:1", "[::1]", "[::1]:" + port, "[::ffff:127.0.0.1]:80"} {
		if got := status(t, l, host); got != "200" {
			t.Errorf("%q: %s", host, got)
		}
	}
	for _, host := range []string{
		"", "evil.example", "evil.example:" + port, "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80:127.0.0.1", "localhost.", "foo.localhost",
		"0.0.0.0", "192.168.1.7", "10.0.0.1:" + port, "[::]", "[fe80::1%25lo]", "[::1%25lo]", "::1", "[127.0.0.1]", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "localhost:x", "user@localhost", "localhost/", "localhost evil",
	} {
		if got := status(t, l, host); !strings.HasPrefix(got, "4") {
			t.Errorf("%q: %s", host, got)
		}
	}
	for name, request := range map[string]string{
		"none":               "GET /about/ HTTP/1.1\r\n\r\n",
		"HTTP/1.0":           "GET /about/ HTTP/1.0\r\n\r\n",
		"two":                "GET /about/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
		"in the address":     "GET http://evil.example/about/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"a proxy's":          "CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"forwarded":          "GET /about/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\n\r\n",
		"every option":       "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"a body":             "GET /about/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n",
		"chunks":             "GET /about/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
		"a long address":     "GET /" + strings.Repeat("x", 9<<10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"long headers":       "GET /about/ HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n\r\n",
		"another protocol":   "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
		"a name on its way":  "GET /_preview/state HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"events for a name":  "GET /_preview/events HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"the script, a name": "GET /_preview/preview.js HTTP/1.1\r\nHost: evil.example\r\n\r\n",
	} {
		if got := l.raw(request); !strings.HasPrefix(got, "HTTP/1.1 4") && !strings.HasPrefix(got, "HTTP/1.0 4") || strings.Contains(got, "About") {
			t.Errorf("%s: %.200q", name, got)
		}
	}
}

// TestHostsOfAddr: the host in --addr counts, and for a wildcard any IP literal.
func TestHostsOfAddr(t *testing.T) {
	for addr, hosts := range map[string]map[string]string{
		"0.0.0.0:0":       {"192.168.1.7:80": "200", "[fe80::1]": "200", "evil.example": "421", "localhost": "200"},
		":0":              {"192.168.1.7": "200", "": "4", "evil.example": "421"},
		"[::]:0":          {"[2001:db8::1]": "200", "evil.example": "421"},
		"192.168.1.7:0":   {"192.168.1.7:1": "200", "192.168.1.8": "421", "localhost": "200"},
		"desk.example:80": {"desk.example": "200", "DESK.example:9": "200", "example": "421"},
	} {
		server := preview.New(preview.Options{Addr: addr})
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() { ended <- server.Serve(ctx, listener) }()
		l := &live{TB: t, addr: listener.Addr().String()}
		server.Show(preview.Build{Site: sitetest.New(build.Options{}).Build(site().Snapshot(), sitetest.Moment(t, "2026-11-15")), Read: func(string) []byte { return nil }, Began: time.Now()})
		for host, want := range hosts {
			if got := status(t, l, host); !strings.HasPrefix(got, want) {
				t.Errorf("--addr %s, host %q: %s", addr, host, got)
			}
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

// TestOtherSites: what browsers say of who asks.
func TestOtherSites(t *testing.T) {
	l := serve(t, site())
	ours := "http://" + l.addr
	for _, c := range []struct {
		path, want string
		header     []string
	}{
		{"/about/", "200", []string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}},
		{"/about/", "200", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}},
		{"/about/", "200", []string{"Origin", ours, "Sec-Fetch-Site", "same-origin"}},
		{"/_preview/state", "200", []string{"Origin", ours}},
		{"/about/", "200", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}},
		{"/about/", "403", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}},
		{"/about/", "403", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}},
		{"/about/", "403", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"}},
		{"/about/", "403", []string{"Origin", "http://localhost:1"}},
		{"/about/", "403", []string{"Origin", "null"}},
		{"/about/", "403", []string{"Origin", "https://" + l.addr}},
		{"/_preview/state", "403", []string{"Origin", "http://evil.example"}},
		{"/_preview/events", "403", []string{"Sec-Fetch-Site", "cross-site"}},
		{"/_preview/preview.js", "403", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}},
		{"/_preview/state", "403", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}},
		{"/favicon.svg", "403", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}},
	} {
		got := l.ask("GET", c.path, c.header...)
		if got.Status[:3] != c.want || got.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s %v: %s", c.path, c.header, got.Status)
		}
		for name := range got.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: %s", c.path, name)
			}
		}
	}
}

// TestStreamsAreBounded: and a place is free again once a browser has left.
func TestStreamsAreBounded(t *testing.T) {
	l := serve(t, site())
	var bodies []func() error
	for i := range 33 {
		res, err := l.client.Get(fmt.Sprintf("http://%s/_preview/events?page=/%d/", l.addr, i))
		if err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int{true: 200, false: 503}[i < 32]; res.StatusCode != want {
			t.Errorf("stream %d: %s", i, res.Status)
		}
		bodies = append(bodies, res.Body.Close)
	}
	for _, end := range bodies {
		_ = end()
	}
	for range 100 {
		res, err := l.client.Get("http://" + l.addr + "/_preview/events")
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("no place is free again")
}

// TestMissedEvent: a stream that was cut learns what it missed.
func TestMissedEvent(t *testing.T) {
	l := serve(t, site())
	l.settled()
	latest := l.get("/_preview/state").body
	got := make(chan string, 1)
	go func() {
		got <- l.raw("GET /_preview/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 99\r\nConnection: close\r\n\r\n")
	}()
	time.Sleep(100 * time.Millisecond)
	l.server.Close()
	if text := <-got; !strings.Contains(text, "data: "+strings.TrimSpace(latest)) {
		t.Errorf("%q", text)
	}
}

// TestSlowClient: who does not finish a request is cut off.
func TestSlowClient(t *testing.T) {
	l := serve(t, site())
	conn, err := net.Dial("tcp", l.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	_, _ = io.WriteString(conn, "GET /about/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
	if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("it waits for ever")
	}
}

func TestListen(t *testing.T) {
	first, err := preview.Listen("127.0.0.1:0", true)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if second, err := preview.Listen(first.Addr().String(), true); err == nil {
		second.Close()
		t.Error("an address that was given is another's")
	}
	second, err := preview.Listen(first.Addr().String(), false)
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
	for addr, want := range map[string]bool{"127.0.0.1:80": true, "localhost:80": true, "[::1]:80": true, "0.0.0.0:80": false, ":80": false, "192.168.1.7:80": false, "desk:80": false} {
		if got := preview.Loopback(addr); got != want {
			t.Errorf("%s: %t", addr, got)
		}
	}
}

// TestEndsWithoutReaders: a client that reads nothing keeps the server no longer
// than any other.
func TestEndsWithoutReaders(t *testing.T) {
	var conn net.Conn
	var began time.Time
	t.Run("serve", func(t *testing.T) {
		l := serve(t, site())
		var err error
		if conn, err = net.Dial("tcp", l.addr); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET /_preview/events?page=/ HTTP/1.1\r\nHost: %s\r\n\r\n", l.addr)
		for i := range 24 { // 11 MB, which no buffer takes
			l.save("content/about.md", about+strings.Repeat(fmt.Sprintf("See [[nowhere%d]].\n\n", i), 1000))
			for l.settled().Generation < i+2 {
				time.Sleep(10 * time.Millisecond)
			}
		}
		t.Cleanup(func() { began = time.Now() }) // before the server is stopped
	})
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("it ended after %v", took)
	}
	conn.Close()
}
