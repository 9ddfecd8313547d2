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
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var (
	program string          // what is tested
	browser context.Context // one Chromium for all tests; nil where there is none
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	path, err := exec.LookPath("chromium")
	if err != nil {
		return m.Run()
	}
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
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		fmt.Println("chromium does not start:", err)
		return 1
	}
	browser = ctx
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
		if os.Getenv("GLOSS_NO_SKIP") != "" {
			t.Fatal("there is no chromium")
		}
		t.Skip("SKIPPED: there is no chromium on PATH, so nothing was tried in a browser")
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

// tab is a browser tab.
type tab struct {
	*testing.T
	ctx    context.Context
	cancel context.CancelFunc
}

func (s *site) open(path string) *tab { return open(s.T, strings.TrimSuffix(s.url, "/")+path) }

func open(t *testing.T, url string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	tab := &tab{t, ctx, cancel}
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url)); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return tab
}

// eval runs JavaScript and waits for what it promises.
func eval[T any](t *tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, 20*time.Second)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}

func (t *tab) is(expression string) bool { t.Helper(); return eval[bool](t, "!!("+expression+")") }

// wait waits until an expression is true.
func (t *tab) wait(expression string) {
	t.Helper()
	for range 200 {
		value, err := chromedp.Run(t.ctx, chromedp.Evaluate[bool]("!!("+expression+")")) // fails while a page is loading
		if err == nil && value {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("never: %s\nin: %s", expression, eval[string](t, `(async () => [
		document.body.innerText.slice(0, 300), JSON.stringify(await navigator.locks?.query()).slice(0, 300), performance.now(),
		...performance.getEntriesByType("resource").map((e) => [Math.round(e.startTime), e.name, e.initiatorType, Math.round(e.duration), e.responseStatus].join(" ")).slice(-12),
	].join("\n"))()`))
}

// must holds expressions true.
func (t *tab) must(expressions ...string) {
	t.Helper()
	for _, e := range expressions {
		if !t.is(e) {
			t.Errorf("not so: %s", e)
		}
	}
}
