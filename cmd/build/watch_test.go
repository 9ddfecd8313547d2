package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// watched is watch in this process.
type watched struct {
	*testing.T
	url    string
	stop   chan struct{}
	status chan int
	mu     sync.Mutex
	said   bytes.Buffer
}

func (w *watched) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.said.Write(p)
}

func (w *watched) output() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.said.String()
}

// says waits until the program has said something.
func (w *watched) says(pattern string) string {
	w.Helper()
	re := regexp.MustCompile(pattern)
	for range 500 {
		if found := re.FindString(w.output()); found != "" {
			return found
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.Fatalf("it never says %s:\n%s", pattern, w.output())
	return ""
}

func startWatch(t *testing.T, args ...string) *watched {
	t.Helper()
	w := &watched{T: t, stop: make(chan struct{}), status: make(chan int, 1)}
	p := program{Stdout: io.Discard, Stderr: w, Getenv: func(string) string { return "" }, Stop: w.stop, TooLong: 500 * time.Millisecond}
	go func() { w.status <- p.run(append([]string{"watch"}, args...)) }()
	w.url = strings.TrimSpace(w.says(`(?m)^http://\S+$`))
	return w
}

func (w *watched) end() {
	w.Helper()
	close(w.stop)
	select {
	case status := <-w.status:
		if status != exitDone {
			w.Errorf("exit status %d\n%s", status, w.output())
		}
	case <-time.After(10 * time.Second):
		w.Fatal("it does not end")
	}
}

func (w *watched) get(path string) (int, string) {
	w.Helper()
	res, err := http.Get(strings.TrimSuffix(w.url, "/") + path)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// until waits for a page to have some text.
func (w *watched) until(path, text string) {
	w.Helper()
	for range 500 {
		if _, body := w.get(path); strings.Contains(body, text) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.Fatalf("%s never has %q\n%s", path, text, w.output())
}

func save(t *testing.T, root, path, text string) {
	t.Helper()
	path = filepath.Join(root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWatch starts with an error, mends it, breaks it, and leaves nothing on disk.
func TestWatch(t *testing.T) {
	root := site(t, small)
	save(t, root, "content/articles/a.md", "---\ntitel: A\n---\n")
	w := startWatch(t, "--root", root, "--addr", "127.0.0.1:0", "--explain-rebuild", "--verify", "--at", "2026-11-15")
	w.says(`content/articles/a.md:2:1: error\[F103\]`)
	if status, _ := w.get("/articles/a/"); status != http.StatusOK { // what can be shown of it
		t.Errorf("status %d", status)
	}
	save(t, root, "content/articles/a.md", "---\ntitle: A\n---\n\nIt is mended.\n")
	w.until("/articles/a/", "It is mended.")
	w.says(`(?m)^  /articles/a/: content/articles/a.md \(.*Prose.*\)$`)
	w.says(`pages changed; 0 errors`)
	save(t, root, "content/articles/b.md", "---\ntitle: B\n---\n\nAnother.\n")
	w.until("/articles/b/", "Another.")
	if err := os.Remove(filepath.Join(root, "content/articles/b.md")); err != nil {
		t.Fatal(err)
	}
	w.until("/articles/b/", "nearest")
	save(t, root, "content/site.yaml", "base-url: [\n")
	w.says(`content/site.yaml:\S+ error`)
	w.until("/articles/a/", "It is mended.")
	w.end()
	entries, _ := os.ReadDir(root)
	if len(entries) != 1 || entries[0].Name() != "content" {
		t.Errorf("it wrote %v", entries)
	}
}

// TestWatchPorts: a port that is taken is passed over, but not one that was asked
// for.
func TestWatchPorts(t *testing.T) {
	root := site(t, small)
	first, err := net.Listen("tcp", "127.0.0.1:8080")
	if err == nil {
		defer first.Close()
	}
	w := startWatch(t, "--root", root)
	if strings.Contains(w.url, ":8080/") {
		t.Errorf("the address is %s", w.url)
	}
	if status, _, stderr := run(t, "watch", "--root", root, "--addr", "127.0.0.1:8080"); status != exitMachine || !strings.Contains(stderr, "8080") {
		t.Errorf("a port that is taken: %d %s", status, stderr)
	}
	w.end()
}

func TestWatchFlags(t *testing.T) {
	root := site(t, small)
	for _, args := range [][]string{{"--addr", "8080"}, {"--addr", "127.0.0.1:many"}, {"--addr", "127.0.0.1:65536"}, {"--editor", "code"}, {"--editor", "javascript:{path}"}, {"--editor", "VBScript:{path}"}, {"--editor", "vscode://file/"}, {"--at", "soon"}, {"more"}} {
		for _, command := range []string{"watch", "serve"} {
			if status, _, stderr := run(t, append([]string{command, "--root", root}, args...)...); status != exitUsage {
				t.Errorf("%v: %d %s", args, status, stderr)
			}
		}
	}
}

// TestWatchFollowsTheClock: a page appears when it is due, though nothing was saved.
func TestWatchFollowsTheClock(t *testing.T) {
	root := site(t, small)
	due := time.Now().Add(3 * time.Second).UTC().Format(time.RFC3339)
	save(t, root, "content/articles/soon.md", fmt.Sprintf("---\ntitle: Soon\npublished: %s\n---\n\nNow it is here.\n", due))
	w := startWatch(t, "--root", root, "--addr", "127.0.0.1:0")
	if status, _ := w.get("/articles/soon/"); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
	w.until("/articles/soon/", "Now it is here.")
	w.end()
}

// TestWatchJoinsSaves: many saves at once end in what is on disk.
func TestWatchJoinsSaves(t *testing.T) {
	root := site(t, small)
	w := startWatch(t, "--root", root, "--addr", "127.0.0.1:0")
	for i := range 200 {
		save(t, root, "content/articles/a.md", fmt.Sprintf("---\ntitle: A\n---\n\nThis is save %d.\n", i))
		save(t, root, fmt.Sprintf("content/articles/x%d.md", i), "---\ntitle: X\n---\n")
	}
	w.until("/articles/a/", "This is save 199.")
	w.until("/articles/x199/", "<h1")
	var e struct{ Errors int }
	if _, state := w.get("/_preview/state"); json.Unmarshal([]byte(state), &e) != nil || e.Errors != 0 {
		t.Error(state)
	}
	w.end()
}

// TestWatchOutlivesALoop: a template that does not end keeps neither the next save
// from being shown nor the program from ending.
func TestWatchOutlivesALoop(t *testing.T) {
	root := site(t, small)
	save(t, root, "content/articles/a.md", "---\ntitle: A\n---\n\nAs it was.\n")
	w := startWatch(t, "--root", root, "--addr", "127.0.0.1:0")
	loop := func() {
		save(t, root, "templates/article.html", `{{define "main"}}{{range 2000}}{{printf "%1000000d" 1}}{{end}}{{end}}`) // some seconds
	}
	loop()
	w.says(`watch: the build takes very long`)
	if _, body := w.get("/articles/a/"); !strings.Contains(body, "As it was.") {
		t.Error("the last good version is gone")
	}
	if err := os.Remove(filepath.Join(root, "templates/article.html")); err != nil {
		t.Fatal(err)
	}
	save(t, root, "content/articles/a.md", "---\ntitle: A\n---\n\nAs it is.\n")
	w.until("/articles/a/", "As it is.")
	loop()
	time.Sleep(500 * time.Millisecond)
	w.end()
}

// TestWatchFoldersGo: what is no folder any more is an error that is told, and the
// pages that were below stay.
func TestWatchFoldersGo(t *testing.T) {
	root := site(t, small)
	save(t, root, "content/articles/a.md", "---\ntitle: A\n---\n\nAs it was.\n")
	w := startWatch(t, "--root", root, "--addr", "127.0.0.1:0")
	away := filepath.Join(t.TempDir(), "away")
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	errors := func(want int) {
		t.Helper()
		var e struct{ Errors int }
		for range 500 {
			if _, state := w.get("/_preview/state"); json.Unmarshal([]byte(state), &e) == nil && e.Errors == want {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatalf("%d errors, not %d\n%s", e.Errors, want, w.output())
	}
	for _, c := range []struct {
		folder, says string
		put          func(path string) error
	}{
		{"content", `content:1:1: error\[S106\]: this folder is missing`, nil},
		{"content", `content:1:1: error\[S103\]: this is not a folder`, func(path string) error { return os.WriteFile(path, nil, 0o644) }},
		{"content/articles", `content/articles:1:1: error\[S103\]: this is a symbolic link`, func(path string) error { return os.Symlink(away, path) }},
	} {
		path := filepath.Join(root, filepath.FromSlash(c.folder))
		move(path, away)
		if c.put != nil {
			if err := c.put(path); err != nil {
				t.Fatal(err)
			}
		}
		w.says(c.says)
		if status, body := w.get("/articles/a/"); status != http.StatusOK || !strings.Contains(body, "As it was.") {
			t.Errorf("%s: status %d", c.says, status)
		}
		if c.put != nil {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		move(away, path)
		errors(0)
	}
	w.end()
}

// TestWatchRootGoes: another root in the place of the first is looked at whole.
func TestWatchRootGoes(t *testing.T) {
	root := site(t, small)
	save(t, root, "templates/head-extra.html", `<meta name="extra">`)
	w := startWatch(t, "--root", root, "--addr", "127.0.0.1:0")
	w.until("/", `<meta name="extra">`)
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	w.says(`error: cannot open the site's root`)
	other := site(t, small)
	save(t, other, "content/articles/a.md", "---\ntitle: A\n---\n\nAs it is.\n")
	if err := os.Rename(other, root); err != nil {
		t.Fatal(err)
	}
	w.until("/articles/a/", "As it is.")
	if _, body := w.get("/"); strings.Contains(body, `<meta name="extra">`) {
		t.Error("a template that is gone is still used")
	}
	w.end()
}

// TestWatchStats: the figures are those of the latest build, and that they cannot
// be written is no secret.
func TestWatchStats(t *testing.T) {
	w := startWatch(t, "--root", site(t, small), "--addr", "127.0.0.1:0", "--stats", filepath.Join(t.TempDir(), "none", "stats.json"))
	w.says(`error: .*stats.json`)
	w.end()

	root, file := site(t, small), filepath.Join(t.TempDir(), "stats.json")
	w = startWatch(t, "--root", root, "--addr", "127.0.0.1:0", "--stats", file)
	w.says(`http://`)
	var first, second figures
	read := func(f *figures, enough func() bool) {
		t.Helper()
		for range 500 {
			if data, err := os.ReadFile(file); err == nil && json.Unmarshal(data, f) == nil && enough() {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatalf("%+v\n%s", *f, w.output())
	}
	read(&first, func() bool { return first.Pages > 0 && first.WallMS > 0 && first.Stages["load"] > 0 })
	save(t, root, "content/more.md", "---\ntitle: More\n---\n\nMore.\n")
	read(&second, func() bool { return second.Pages == first.Pages+1 && second.WallMS > 0 && second.Stages["load"] > 0 })
	w.end()
}
