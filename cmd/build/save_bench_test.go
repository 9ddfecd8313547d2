package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gloss"
	"gloss/internal/sitetest"
)

// BenchmarkSave is what a writer waits for: from a save, through the file system,
// to the event in the browser and to the page with the new bytes. Each kind of
// edit is made b.N times; ask for as many as medians need: -benchtime 50x.
func BenchmarkSave(b *testing.B) {
	for _, pages := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			w := newWriter(b, pages)
			for _, e := range w.edits() {
				b.Run(e.name, func(b *testing.B) { w.measure(b, e) })
			}
		})
	}
}

// writer edits a site that is watched, with one page open.
type writer struct {
	root   string
	files  sitetest.Files
	url    string
	open   string
	events chan map[string]any
	count  int
}

// edit writes a file so that page shows what was not there before.
type edit struct {
	name, path string
	text       func(n int) string
	mark       func(n int) string // what page has then; nil for what page does not hold
	told       func(event map[string]any) bool
}

func newWriter(b *testing.B, pages int) *writer {
	w := &writer{root: b.TempDir(), files: sitetest.Bench(1, pages), open: "/articles/article-7/", events: make(chan map[string]any, 100)}
	term, _, _ := strings.Cut(strings.TrimPrefix(w.files[sitetest.BenchTerm], "---\ntitle: "), "\n")
	w.files[sitetest.BenchArticle(7)] += "\n## At the end\n\nThis is " + term + ".\n\n## Nearby\n\nIt stands on a windmill.\n"
	for path, text := range w.files {
		w.save(b, path, text)
	}
	out, stderr := io.Pipe()
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		program{Stdout: io.Discard, Stderr: stderr, Getenv: func(string) string { return "" }, Stop: stop}.run([]string{"watch", "--root", w.root, "--addr", "127.0.0.1:0", "--at", "2026-01-01", "--base-url", ""})
		stderr.Close()
	}()
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for w.url == "" && lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://") {
			w.url = strings.TrimSuffix(lines.Text(), "/")
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	b.Cleanup(func() { close(stop); <-ended })
	w.listen(b)
	w.settle(b)
	return w
}

func (w *writer) save(b *testing.B, path, text string) {
	name := filepath.Join(w.root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

func (w *writer) listen(b *testing.B) {
	res, err := http.Get(w.url + "/_preview/events?page=" + w.open)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { res.Body.Close() })
	go func() {
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			var e map[string]any
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && json.Unmarshal([]byte(data), &e) == nil {
				w.events <- e
			}
		}
	}()
}

// settle waits until nothing is pending any more.
func (w *writer) settle(b *testing.B) {
	for {
		_, body := w.get(b, "/_preview/state")
		var e struct{ Pending int }
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			b.Fatal(err)
		}
		if e.Pending == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	for {
		select {
		case <-w.events:
		case <-time.After(20 * time.Millisecond):
			return
		}
	}
}

func (w *writer) get(b *testing.B, path string) (int, string) {
	res, err := http.Get(w.url + path)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func (w *writer) edits() []edit {
	article := sitetest.BenchArticle(7)
	changed := func(e map[string]any) bool {
		list, _ := e["changed"].([]any)
		return slices.Contains(list, any(w.open))
	}
	words := func(format string) func(int) string { return func(n int) string { return fmt.Sprintf(format, n) } }
	base, err := gloss.Theme.ReadFile("templates/base.html")
	if err != nil {
		panic(err)
	}
	term := w.files[sitetest.BenchTerm]
	body := w.files[article]
	return []edit{
		{name: "body", path: article, text: func(n int) string { return body + fmt.Sprintf("\nThis is edit %d.\n", n) }, mark: words("This is edit %d."), told: changed},
		{name: "title", path: article, text: func(n int) string {
			return strings.Replace(body, "title: Article 7\n", fmt.Sprintf("title: Story %d\n", n), 1)
		}, mark: words("Story %d</h1>"), told: changed},
		{name: "definition", path: sitetest.BenchTerm, text: func(n int) string {
			return strings.Replace(term, "definition: ", fmt.Sprintf("definition: In words %d, ", n), 1)
		}, mark: words("In words %d,"), told: changed},
		{name: "alias", path: sitetest.BenchTerm, text: func(n int) string {
			return strings.Replace(term, "aliases: [", "aliases: ["+[]string{"windmill", "watermill"}[n%2]+", ", 1)
		}, mark: func(n int) string { return []string{">windmill</a>.", "a windmill."}[n%2] }, told: changed},
		{name: "template", path: "templates/base.html", text: func(n int) string {
			return strings.Replace(string(base), "<body", fmt.Sprintf("<body data-edit=\"%d\"", n), 1)
		}, mark: words("data-edit=\"%d\""), told: func(e map[string]any) bool { return e["reload"] == true }},
		{
			name: "stylesheet", path: "static/custom.css", text: func(n int) string { return fmt.Sprintf("main{margin:%dpx}", n) },
			mark: func(int) string { return "/custom." }, told: func(e map[string]any) bool { list, _ := e["styles"].([]any); return len(list) > 0 },
		},
	}
}

// measure saves b.N times, each when all is quiet, and reports in milliseconds.
func (w *writer) measure(b *testing.B, e edit) {
	var events, served []float64
	ms := func(since time.Time) float64 { return float64(time.Since(since).Microseconds()) / 1000 }
	for range b.N {
		w.count++
		w.settle(b)
		began := time.Now()
		w.save(b, e.path, e.text(w.count))
		for ev := range w.events {
			if e.told(ev) {
				break
			}
		}
		events = append(events, ms(began))
		_, body := w.get(b, w.open)
		served = append(served, ms(began))
		if !strings.Contains(body, e.mark(w.count)) {
			b.Fatalf("%s: the page has no %q", e.name, e.mark(w.count))
		}
	}
	slices.Sort(events)
	slices.Sort(served)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(events[len(events)/2], "ms-event-median")
	b.ReportMetric(events[len(events)-1], "ms-event-worst")
	b.ReportMetric(served[len(served)/2], "ms-served-median")
	b.ReportMetric(served[len(served)-1], "ms-served-worst")
}
