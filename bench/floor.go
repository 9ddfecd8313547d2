package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gloss/internal/build"
	"gloss/internal/content"
	"gloss/internal/markdown"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

// floor runs the floor in a process of its own, which tells what it took: getting
// ready does not count.
func (b *runner) floor(s *site, out string) (took, error) {
	var said, failed bytes.Buffer
	cmd := exec.Command(b.self, "floor", s.gloss, out)
	cmd.Stdout, cmd.Stderr = &said, &failed
	if err := cmd.Run(); err != nil {
		return took{}, fmt.Errorf("floor: %w\n%s", err, tail(failed.String()))
	}
	ns, err := strconv.ParseInt(strings.TrimSpace(said.String()), 10, 64)
	return took{wall: time.Duration(ns)}, err
}

// floor reads and parses every file of a site, makes every page from a view that
// is filled in, and writes the files of the output; it prints the nanoseconds.
func floor(args []string) error {
	if len(args) != 2 {
		return errors.New("floor takes the folder of a site and one for the output")
	}
	root, out := args[0], args[1]
	snapshot, err := source.Load(root, nil)
	if err != nil {
		return err
	}
	at, err := content.ParseMoment("2026-01-01")
	if err != nil {
		return err
	}
	site := build.New(build.Options{Theme: sitetest.Theme}).Build(snapshot, at)
	pages, err := site.Prepared()
	if err != nil {
		return err
	}
	paths := snapshot.Under(content.Root)
	for i := range paths {
		paths[i].Data = nil
	}
	runtime.GC()
	start := time.Now()
	if err := each(len(paths), func(i int) error { return parse(root, paths[i].Path) }); err != nil {
		return err
	}
	if err := each(len(pages), func(i int) error { return put(out, pages[i]) }); err != nil {
		return err
	}
	fmt.Println(time.Since(start).Nanoseconds())
	return nil
}

func parse(root, path string) error {
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
	if err != nil {
		return err
	}
	if loc := content.Locate(path, func(string) bool { return false }); loc.Role == content.RolePage {
		markdown.Parse(source.File{Path: path, Data: data, Size: int64(len(data))}, loc)
	}
	return nil
}

func put(out string, p build.Prepared) error {
	var data bytes.Buffer
	if err := p.Write(&data); err != nil {
		return err
	}
	name := filepath.Join(out, filepath.FromSlash(p.Path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data.Bytes(), 0o644)
}

// each runs f for 0 to n-1 on all processors and joins what fails.
func each(n int, f func(i int) error) error {
	var next atomic.Int64
	var mu sync.Mutex
	var failed error
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := f(i); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return failed
}
