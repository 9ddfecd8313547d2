package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"gloss/internal/sitetest"
)

// saved is one save of a measure.
type saved struct {
	served time.Duration // until the page had the new bytes
	all    time.Duration // until all that changed was known; of Gloss alone
	pages  int           // that changed; of Gloss alone
}

// edit changes a file so that the open page shows a mark it did not have.
type edit struct {
	name, path string
	text       func(s *site, n int) string
	mark       func(n int) string // in the open page; nil where it does not show there
}

const openPage = "/articles/article-7/"

func edits() []edit {
	article := sitetest.BenchArticle(7)
	say := func(format string) func(int) string { return func(n int) string { return fmt.Sprintf(format, n) } }
	return []edit{
		{"body", article, func(s *site, n int) string { return s.files[article] + fmt.Sprintf("\nThis is edit %d.\n", n) }, say("This is edit %d.")},
		{"definition", sitetest.BenchTerm, func(s *site, n int) string {
			return strings.Replace(s.files[sitetest.BenchTerm], "definition: ", fmt.Sprintf("definition: In words %d, ", n), 1)
		}, nil},
		{"alias", sitetest.BenchTerm, func(s *site, n int) string {
			return strings.Replace(s.files[sitetest.BenchTerm], "aliases: [", fmt.Sprintf("aliases: [Windmill %d, ", n), 1)
		}, nil},
	}
}

// saves measures what a writer waits for: from a save to the page with the new
// bytes, asked for every millisecond.
func (b *runner) saves() error {
	return b.each(func(s *site) (err error) {
		var hugo []saved
		if s.pages < 100_000 { // it takes minutes to begin, and gigabytes
			if hugo, err = b.savesOfHugo(s); err != nil {
				return err
			}
		}
		return b.savesOfGloss(s, hugo)
	})
}

// savesOf is how often a file is saved.
const savesOf = 50

func (b *runner) savesOfHugo(s *site) ([]saved, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	_, port, _ := net.SplitHostPort(addr)
	server, err := serve(b.hugo, "server", "--source", s.hugo, "--port", port, "--bind", "127.0.0.1", "--cacheDir", filepath.Join(b.dir, "cache"), "--noBuildLock", "--renderToMemory", "--disableLiveReload", "--quiet")
	if err != nil {
		return nil, err
	}
	defer server.end()
	server.url = "http://" + addr
	if err := server.waits(10 * time.Minute); err != nil {
		return nil, err
	}
	e := edits()[0]
	var all []saved
	for n := range b.runs + 1 {
		d, err := server.save(filepath.Join(s.hugo, e.path), forHugo(e.text(s, n)), e.mark(n))
		if err != nil {
			return nil, err
		}
		if n > 0 { // the first warms it up
			all = append(all, saved{served: d})
		}
		time.Sleep(time.Second)
	}
	return all, nil
}

func (b *runner) savesOfGloss(s *site, hugo []saved) error {
	server, err := serve(b.gloss, "watch", "--root", s.gloss, "--addr", "127.0.0.1:0", "--at", "2026-01-01", "--base-url", "")
	if err != nil {
		return err
	}
	defer server.end()
	if err := server.says(regexp.MustCompile(`^http://\S+`)); err != nil {
		return err
	}
	if err := server.settle(); err != nil {
		return err
	}
	served := func(s saved) time.Duration { return s.served }
	for _, e := range edits() {
		count := savesOf
		if e.mark == nil {
			count = 2 * b.runs
		}
		var all []saved
		for n := range count + 1 {
			one, err := server.saveAndSettle(s, e, n)
			if err != nil {
				return fmt.Errorf("%s: %w", e.name, err)
			}
			if n > 0 {
				all = append(all, one)
			}
		}
		if err := save(s.gloss, e.path, s.files[e.path]); err != nil {
			return err
		}
		if err := server.settle(); err != nil {
			return err
		}
		r := row{work: fmt.Sprintf("save to served, %s pages: %s", thousands(s.pages), e.name), gloss: median(all, served), goal: saveGoal(e.name, s.pages)}
		if e.name == "body" {
			r.hugo, r.worst = median(hugo, served), worst(all)
		}
		if e.name == "definition" {
			if pages := median(all, func(s saved) int64 { return int64(s.pages) }); pages > 0 {
				r.note = fmt.Sprintf("all %s pages that show it: %.2f ms a page", thousands(int(pages)), ms(median(all, func(s saved) time.Duration { return s.all }))/float64(pages))
			}
		}
		b.table.add(r)
	}
	return nil
}

func saveGoal(edit string, pages int) string {
	switch {
	case edit == "body":
		return map[int]string{1000: "15 ms, worst 45", 10_000: "40 ms, worst 120", 100_000: "400 ms, worst 1,200"}[pages]
	case edit == "definition":
		return "as a body; 0.5 ms a page and core"
	case pages == 10_000:
		return "150 ms"
	}
	return "none"
}

func worst(all []saved) (d time.Duration) {
	for _, s := range all {
		d = max(d, s.served)
	}
	return d
}

// server is a program that serves a site.
type server struct {
	cmd    *exec.Cmd
	lines  *bufio.Scanner
	url    string
	client *http.Client
}

func serve(program string, args ...string) (*server, error) {
	cmd := exec.Command(program, args...)
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, 1<<20)
	return &server{cmd: cmd, lines: lines, client: &http.Client{Timeout: 5 * time.Minute}}, cmd.Start()
}

func (s *server) end() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait()
}

// says waits for the line with the address; what follows is read and dropped.
func (s *server) says(address *regexp.Regexp) error {
	for s.lines.Scan() {
		if found := address.FindString(s.lines.Text()); found != "" {
			s.url = strings.TrimSuffix(found, "/")
			go func() {
				for s.lines.Scan() {
				}
			}()
			return nil
		}
	}
	return errors.New("it ended before it served")
}

// waits until the open page is there.
func (s *server) waits(most time.Duration) error {
	for end := time.Now().Add(most); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if body, err := s.get(openPage); err == nil && body != "" {
			return nil
		}
	}
	return errors.New("it does not serve")
}

func (s *server) get(path string) (string, error) {
	res, err := s.client.Get(s.url + path)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		return "", err
	}
	return string(body), nil
}

// save writes a file and asks for the open page until it has a mark.
func (s *server) save(file, text, mark string) (time.Duration, error) {
	start := time.Now()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		return 0, err
	}
	for time.Since(start) < 5*time.Minute {
		if body, err := s.get(openPage); err != nil {
			return 0, err
		} else if strings.Contains(body, mark) {
			return time.Since(start), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("the page never had %q", mark)
}

// state is what Gloss says of its latest build.
type state struct {
	Generation, Pending int
	Changed             []string
	MS                  float64
}

func (s *server) state() (st state, err error) {
	body, err := s.get("/_preview/state?page=" + openPage)
	if err != nil {
		return st, err
	}
	return st, json.Unmarshal([]byte(body), &st)
}

// settle waits until nothing is pending.
func (s *server) settle() error {
	for {
		st, err := s.state()
		if err != nil {
			return err
		}
		if st.Generation > 0 && st.Pending == 0 {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// saveAndSettle saves, waits for the open page, and then for all the others.
func (s *server) saveAndSettle(from *site, e edit, n int) (one saved, err error) {
	before, err := s.state()
	if err != nil {
		return one, err
	}
	file, text := filepath.Join(from.gloss, filepath.FromSlash(e.path)), e.text(from, n)
	start := time.Now()
	if e.mark != nil {
		one.served, err = s.save(file, text, e.mark(n))
	} else {
		err = os.WriteFile(file, []byte(text), 0o644)
	}
	for ; err == nil; time.Sleep(time.Millisecond) {
		var st state
		if st, err = s.state(); err != nil || st.Generation == before.Generation {
			continue
		}
		if one.served == 0 {
			if _, err = s.get(openPage); err != nil {
				break
			}
			one.served = time.Since(start)
		}
		one.pages = max(one.pages, len(st.Changed))
		if st.Pending == 0 {
			one.all = time.Duration(st.MS * float64(time.Millisecond))
			return one, nil
		}
	}
	return one, err
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
