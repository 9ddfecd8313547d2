package reader

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

var (
	browser context.Context // one Chromium for all tests; nil where there is none
	work    string          // a folder for what is built
	long    = os.Getenv("GLOSS_LONG") != ""
)

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "gloss-reader")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	work = dir
	ctx, stop, err := chrome.Start(context.Background())
	if err == nil {
		defer stop()
		browser = ctx
	} else if !errors.Is(err, chrome.ErrNone) {
		fmt.Println(err)
		return 1
	}
	return m.Run()
}

// program builds what is tested, once.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(work, "build")
	build := exec.Command("go", "build", "-o", path, "./cmd/build")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

// The sites that are tried. Each is built for one place and served there.
var (
	realSite   = site("real", filepath.Join("..", ".."), "")
	realBelow  = site("real-below", filepath.Join("..", ".."), "https://host.example/sub/path")
	smallSite  = site("small", "site", "")
	smallBelow = site("small-below", "site", "https://host.example/sub/path")
)

func site(name, root, baseURL string) func(t testing.TB) *built.Server {
	serve := sync.OnceValues(func() (*built.Server, error) {
		build, err := program()
		if err != nil {
			return nil, err
		}
		at, err := os.ReadFile(filepath.Join("..", "..", ".ci", "at"))
		if err != nil {
			return nil, err
		}
		out := filepath.Join(work, name)
		args := []string{"--quiet", "--root", root, "--at", strings.TrimSpace(string(at)), "--out", out}
		if baseURL != "" {
			args = append(args, "--base-url", baseURL)
		}
		if said, err := exec.Command(build, args...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", name, err, said)
		}
		s, err := built.Open(out)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		return built.Serve(s)
	})
	return func(t testing.TB) *built.Server {
		t.Helper()
		s, err := serve()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// module finds a file of an npm package.
func module(t testing.TB, path string) string {
	t.Helper()
	dir := os.Getenv("GLOSS_NODE")
	if dir == "" {
		dir = "node_modules"
	}
	file, err := filepath.Abs(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		chrome.Skip(t, "there is no "+filepath.Base(file)+" (npm ci --prefix tools/reader --ignore-scripts)")
	}
	return file
}
