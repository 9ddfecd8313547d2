package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// took is what one run of a program cost.
type took struct {
	wall time.Duration
	rss  int64 // the most memory that it held, in bytes
}

// run runs a program to its end.
func run(program string, args ...string) (took, error) {
	cmd := exec.Command(program, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	t := took{wall: time.Since(start)}
	if err != nil {
		return t, fmt.Errorf("%s %s: %w\n%s", filepath.Base(program), strings.Join(args, " "), err, tail(said.String()))
	}
	t.rss = mostHeld(cmd.ProcessState)
	return t, nil
}

// tail is the end of what a program said.
func tail(said string) string { return said[max(0, len(said)-2000):] }

// runs are the runs of one program on one site.
type runs []took

func (r runs) wall() time.Duration { return median(r, func(t took) time.Duration { return t.wall }) }
func (r runs) rss() int64          { return median(r, func(t took) int64 { return t.rss }) }

func median[T any, N int64 | time.Duration](all []T, of func(T) N) N {
	var values []N
	for _, one := range all {
		values = append(values, of(one))
	}
	slices.Sort(values)
	if len(values) == 0 {
		return 0
	}
	return values[len(values)/2]
}

// empty makes a folder that holds nothing.
func empty(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o755)
}
