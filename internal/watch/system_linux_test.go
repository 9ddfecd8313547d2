package watch

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// skip ends a test that this machine cannot run. Where GLOSS_NO_SKIP is set that
// is a failure.
func skip(t *testing.T, why ...any) {
	t.Helper()
	if os.Getenv("GLOSS_NO_SKIP") != "" {
		t.Fatal(why...)
	}
	t.Skip(why...)
}

// A follower is a process of its own that runs child.
type follower struct {
	cmd     *exec.Cmd
	lines   chan string
	notices []string
}

func follow(t *testing.T, root string, cmd *exec.Cmd) *follower {
	t.Helper()
	cmd.Env = append(os.Environ(), "GLOSS_WATCH_CHILD="+root)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		skip(t, "cannot run a process of its own:", err)
	}
	f := &follower{cmd: cmd, lines: make(chan string, 100_000)}
	go f.listen(out)
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		for range f.lines { // until its output ends
		}
		_ = cmd.Wait()
	})
	return f
}

func (f *follower) listen(out io.Reader) {
	defer close(f.lines)
	for s := bufio.NewScanner(out); s.Scan(); {
		f.lines <- s.Text()
	}
}

// until waits for a line that begins so.
func (f *follower) until(t *testing.T, prefix string) {
	t.Helper()
	for {
		select {
		case line, ok := <-f.lines:
			if !ok {
				t.Fatal("the process ended; notices: ", f.notices)
			}
			if notice, is := strings.CutPrefix(line, "notice "); is {
				f.notices = append(f.notices, notice)
			}
			if strings.HasPrefix(line, prefix) {
				return
			}
		case <-time.After(patience):
			t.Fatalf("it never came to %q; notices: %q", prefix, f.notices)
		}
	}
}

// TestStopped: a process that is stopped while everything changes knows all of
// it when it goes on.
func TestStopped(t *testing.T) {
	edits := 20_000
	if testing.Short() {
		edits = 2_000
	}
	root := t.TempDir()
	for i := range 97 {
		write(t, root, fmt.Sprintf("content/%d/a.md", i), "a")
	}
	f := follow(t, root, exec.Command(os.Args[0]))
	f.until(t, "hash "+load(t, root).Hash().String())
	if err := f.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	for i := range edits {
		switch path := fmt.Sprintf("content/%d/%d.md", i%97, i/97%60); {
		case i/97%5 == 4:
			_ = os.Remove(root + "/" + path)
		case i%1000 == 999 && i > edits/2:
			_ = os.Rename(fmt.Sprintf("%s/content/%d", root, i%97), fmt.Sprintf("%s/content/%d", root, 97+i))
		default:
			write(t, root, path, fmt.Sprint(i))
		}
	}
	if err := f.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	f.until(t, "hash "+load(t, root).Hash().String())
	// It is not blind now: what is made in the folders of meanwhile is seen.
	write(t, root, "content/96/after.md", "after")
	write(t, root, "content/3/deep/after.md", "after")
	f.until(t, "hash "+load(t, root).Hash().String())
	if edits > 16_384 && len(f.notices) != 1 {
		t.Errorf("notices %q, want one of an overflow", f.notices)
	}
	t.Logf("%d edits, notices %q", edits, f.notices)
}

// TestLimit: in a user namespace of its own that may watch ten folders.
func TestLimit(t *testing.T) {
	const script = `echo 10 > /proc/sys/user/max_inotify_watches && exec "$0"`
	try := exec.Command("unshare", "--user", "--map-root-user", "sh", "-c", `echo 10 > /proc/sys/user/max_inotify_watches`)
	if out, err := try.CombinedOutput(); err != nil {
		skip(t, "no user namespace with a limit of its own: ", err, string(out))
	}
	for _, c := range []struct {
		name          string
		before, after int // folders
	}{{"at the start", 20, 1}, {"later", 3, 20}} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			for i := range c.before {
				write(t, root, fmt.Sprintf("content/%d/a.md", i), "a")
			}
			f := follow(t, root, exec.Command("unshare", "--user", "--map-root-user", "sh", "-c", script, os.Args[0]))
			f.until(t, "hash "+load(t, root).Hash().String())
			for i := range c.after {
				write(t, root, fmt.Sprintf("content/new%d/a.md", i), "a")
			}
			f.until(t, "hash "+load(t, root).Hash().String())
			write(t, root, "content/new0/a.md", "changed")
			f.until(t, "hash "+load(t, root).Hash().String())
			if len(f.notices) != 1 || !strings.Contains(f.notices[0], "fs.inotify.max_user_watches") {
				t.Errorf("notices %q", f.notices)
			}
		})
	}
}
