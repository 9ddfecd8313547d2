package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
)

// row is one measure. What is 0 was not measured.
type row struct {
	work                  string
	pages                 int  // of a cold build
	curve                 bool // its builds are drawn
	hugo, gloss, floor    time.Duration
	worst                 time.Duration
	hugoBytes, glossBytes int64
	goal, note            string
}

type table struct{ rows []row }

func (t *table) add(r row) { t.rows = append(t.rows, r) }

var headings = []string{"work", "Hugo", "Gloss", "Hugo ÷ Gloss", "floor", "Gloss ÷ floor", "goal"}

func (r row) cells() []string {
	cells := []string{r.work, duration(r.hugo), duration(r.gloss), ratio(float64(r.hugo), float64(r.gloss)), duration(r.floor), ratio(float64(r.gloss), float64(r.floor)), r.goal}
	if r.glossBytes > 0 {
		cells[1], cells[2], cells[3] = mebibytes(r.hugoBytes), mebibytes(r.glossBytes), ratio(float64(r.hugoBytes), float64(r.glossBytes))
	}
	if r.worst > 0 {
		cells[2] += " (worst " + duration(r.worst) + ")"
	}
	if r.note != "" {
		cells[2] += "; " + r.note
	}
	return cells
}

func duration(d time.Duration) string {
	switch {
	case d == 0:
		return "—"
	case d < 100*time.Millisecond:
		return fmt.Sprintf("%.1f ms", ms(d))
	case d < time.Second:
		return fmt.Sprintf("%.0f ms", ms(d))
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

func mebibytes(n int64) string { return fmt.Sprintf("%d MiB", n>>20) }

func ratio(a, b float64) string {
	if a <= 0 || b <= 0 {
		return "—"
	}
	return fmt.Sprintf("%.2f", a/b)
}

func (t *table) print(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, strings.Join(headings, "\t"))
	for _, r := range t.rows {
		fmt.Fprintln(tw, strings.Join(r.cells(), "\t"))
	}
	if words := t.growth(); words != "" {
		fmt.Fprintln(tw, words)
	}
	_ = tw.Flush()
}

// growth is the exponent of the wall time between the smallest and the largest
// site.
func (t *table) growth() string {
	drawn := t.curve()
	if len(drawn) < 2 {
		return ""
	}
	a, b := drawn[0], drawn[len(drawn)-1]
	exponent := func(x, y time.Duration) float64 {
		return math.Log(float64(y)/float64(x)) / math.Log(float64(b.pages)/float64(a.pages))
	}
	return fmt.Sprintf("growth from %s to %s pages: exponent %.2f (Hugo %.2f); goal at most 1.0", thousands(a.pages), thousands(b.pages), exponent(a.gloss, b.gloss), exponent(a.hugo, b.hugo))
}

func (t *table) curve() (drawn []row) {
	for _, r := range t.rows {
		if r.curve {
			drawn = append(drawn, r)
		}
	}
	return drawn
}

// write puts the table and its plot into a folder.
func (t *table) write(dir, machine string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# How fast it is\n\n*%s.* Medians of one run of `go run ./bench` on %s, beside Hugo %s, which links no terms but where the row says so. [bench](../bench/main.go) says what is measured.\n\n", time.Now().Format("2006-01-02"), machine, hugoVersion)
	fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(headings, " | "), strings.Repeat("---|", len(headings)))
	for _, r := range t.rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(r.cells(), " | "))
	}
	if words := t.growth(); words != "" {
		fmt.Fprintf(&b, "\n%s.\n", strings.ToUpper(words[:1])+words[1:])
	}
	if len(t.curve()) > 1 {
		b.WriteString("\n![Wall time of a cold build by number of pages](speed.svg)\n")
		if err := os.WriteFile(filepath.Join(dir, "speed.svg"), []byte(plot(t.curve())), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "speed.md"), []byte(b.String()), 0o644)
}
