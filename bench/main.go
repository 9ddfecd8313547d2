// Bench measures Gloss on generated explainer sites beside Hugo and beside a
// floor, in one run, and prints what each took and how they compare.
//
// It takes a number of sites' sizes and of runs, builds Hugo from the module
// proxy (once; -hugo names one that is there) and gives a table for a terminal, and
// with -write the same table as a document and a plot of it. All programs build
// the same words (sitetest.Bench) to the same kind of folder, in turn: each round
// runs every program once, and a figure is the median of the rounds. What Hugo's
// theme makes is compared with what ours makes before anything is measured, so
// that no list, contents or feed is missing from it.
//
// The floor is what no program that keeps its promises can do without: reading the
// files, our Markdown, our templates with views that are already filled in, and
// writing the same files.
//
// It measures, and judges nothing: it fails only where a program fails or the two
// themes differ.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "floor" {
		exit(floor(os.Args[2:]))
	}
	var o options
	sizes := flag.String("pages", "1000,10000", "sizes of the sites, in pages; 100000 takes half an hour and 8 GB")
	flag.IntVar(&o.runs, "runs", 5, "rounds of each measure; a tenth of them at 100,000 pages")
	flag.StringVar(&o.hugo, "hugo", "", "a Hugo "+hugoVersion+" that is there; without it one is built")
	flag.StringVar(&o.only, "only", "", "measure only what has this in its name: cold, link, save, start, nothing")
	flag.StringVar(&o.write, "write", "", "a folder for speed.md and speed.svg")
	flag.StringVar(&o.temp, "temp", "", "a folder for the sites; without it the system's")
	flag.Parse()
	exit(func() error {
		for _, s := range strings.Split(*sizes, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil || n < 20 {
				return fmt.Errorf("-pages: %q is no number of pages from 20 on", s)
			}
			o.sizes = append(o.sizes, n)
		}
		if flag.NArg() > 0 || o.runs < 1 {
			return errors.New("bench takes flags alone, and -runs from 1 on")
		}
		return bench(o)
	}())
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

type options struct {
	sizes             []int
	runs              int
	hugo, only, write string
	temp              string
}

// rounds is how often a site of a size is measured.
func (o options) rounds(pages int) int {
	if pages >= 100_000 {
		return max(1, o.runs/10)
	}
	return o.runs
}

func bench(o options) error {
	b := &runner{options: o, out: os.Stdout}
	defer b.clean()
	if err := b.prepare(); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		run  func() error
	}{{"start", b.start}, {"cold", b.cold}, {"nothing", b.nothing}, {"link", b.link}, {"save", b.saves}} {
		if !strings.Contains(step.name, o.only) {
			continue
		}
		if err := step.run(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	b.table.print(os.Stdout)
	if o.write == "" {
		return nil
	}
	return b.table.write(o.write, machine())
}

// machine is what figures depend on.
func machine() string {
	return fmt.Sprintf("%d processors (%s, %s), %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}
