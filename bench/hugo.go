package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// hugoVersion is the newest that our Go builds.
const hugoVersion = "v0.165.0"

// buildHugo makes Hugo from the module proxy, in a folder.
func buildHugo(dir string, out io.Writer) (program string, err error) {
	fmt.Fprintf(out, "building Hugo %s\n", hugoVersion)
	cmd := exec.Command("go", "install", "github.com/gohugoio/hugo@"+hugoVersion)
	cmd.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=")
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go install: %w\n%s", err, tail(string(said)))
	}
	return filepath.Join(dir, "hugo"), nil
}

func (b *runner) buildGloss() error {
	b.gloss = filepath.Join(b.dir, "gloss")
	if said, err := exec.Command("go", "build", "-o", b.gloss, "./cmd/build").CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./cmd/build, from the repository's root: %w\n%s", err, tail(string(said)))
	}
	return nil
}

// hugoArgs builds a site into a folder.
func (b *runner) hugoArgs(s *site, out string) []string {
	return []string{"--source", s.hugo, "--destination", out, "--cacheDir", filepath.Join(b.dir, "cache"), "--noBuildLock", "--quiet"}
}

// glossArgs builds a site into a folder, for a moment at which all of it is
// public.
func glossArgs(s *site, out string) []string {
	return []string{"--root", s.gloss, "--out", out, "--at", "2026-01-01", "--quiet"}
}
