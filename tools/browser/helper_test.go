package browser

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"gloss/tools/chrome"
)

var (
	program string          // what is tested
	browser context.Context // one Chromium for all tests; nil where there is none
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	ctx, stop, err := chrome.Start(context.Background())
	if errors.Is(err, chrome.ErrNone) {
		return m.Run()
	} else if err != nil {
		fmt.Println(err)
		return 1
	}
	defer stop()
	browser = ctx
	dir, err := os.MkdirTemp("", "gloss-browser")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "build")
	build := exec.Command("go", "build", "-o", program, "./cmd/build")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Printf("%v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// site is a folder with a site, and the program that watches it.
type site struct {
	*testing.T
	root, url string
	args      []string
	cmd       *exec.Cmd
	mu        sync.Mutex
	said      strings.Builder
}

var address = regexp.MustCompile(`(?m)^http://\S+$`)

// watch starts the program on files, given as path and text in turn.
func watch(t *testing.T, files map[string]string, args ...string) *site {
	t.Helper()
	if browser == nil {
		chrome.Skip(t, chrome.ErrNone.Error())
	}
	s := &site{T: t, root: t.TempDir(), args: args}
	for path, text := range files {
		s.write(path, text)
	}
	s.start("127.0.0.1:0")
	t.Cleanup(s.stop)
	return s
}

func (s *site) start(addr string) {
	s.Helper()
	s.cmd = exec.Command(program, append([]string{"watch", "--root", s.root, "--addr", addr, "--at", "2026-11-15"}, s.args...)...)
	pipe, err := s.cmd.StderrPipe()
	if err != nil {
		s.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.Fatal(err)
	}
	found := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(pipe)
		for lines.Scan() {
			s.mu.Lock()
			s.said.WriteString(lines.Text() + "\n")
			s.mu.Unlock()
			if m := address.FindString(lines.Text()); m != "" {
				select {
				case found <- m:
				default:
				}
			}
		}
		_, _ = io.Copy(io.Discard, pipe)
	}()
	select {
	case s.url = <-found:
	case <-time.After(20 * time.Second):
		s.Fatalf("no address was printed:\n%s", s.output())
	}
}

func (s *site) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.String()
}

// stop interrupts the program, as Ctrl-C does: it ends cleanly.
func (s *site) stop() {
	s.Helper()
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGINT)
	ended := make(chan error, 1)
	go func() { ended <- s.cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			s.Errorf("interrupted: %v\n%s", err, s.output())
		}
	case <-time.After(10 * time.Second):
		s.Error("it does not end")
		_ = s.cmd.Process.Kill()
	}
	s.cmd = nil
}

// write saves a file as editors do: another file takes its place.
func (s *site) write(path, text string) {
	s.Helper()
	path = filepath.Join(s.root, filepath.FromSlash(path))
	draft := filepath.Join(filepath.Dir(path), ".draft.tmp")
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(draft, []byte(text), 0o644), os.Rename(draft, path)); err != nil {
		s.Fatal(err)
	}
}

func (s *site) open(path string) *chrome.Tab {
	s.Helper()
	return open(s.T, strings.TrimSuffix(s.url, "/")+path)
}

func open(t *testing.T, url string) *chrome.Tab {
	t.Helper()
	tab := chrome.Open(t, browser)
	tab.Do(chromedp.EmulateViewport(1280, 900))
	tab.Goto(url)
	return tab
}
