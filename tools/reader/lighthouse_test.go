package reader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gloss/tools/built"
	"gloss/tools/chrome"
)

// result is what Lighthouse says of a page on one kind of screen.
type result struct {
	URL, Form   string
	Scores      map[string]int
	Performance []int // of each run
	Failed      []struct{ Category, Audit, Title, Where string }
}

// excused are the audits that a page fails by being what it is.
func excused(is built.Page, audit, where string) bool {
	switch audit {
	case "is-crawlable": // it asks not to be indexed
		return is.NoIndex
	case "http-status-code": // it says that nothing is there
		return is.Type == built.NotFound
	case "errors-in-console": // and chromium logs that
		return is.Type == built.NotFound && strings.Count(where, `"description"`) == 1 && strings.Contains(where, "status of 404")
	}
	return false
}

// TestLighthouse holds accessibility, best practices and search to 100 for each
// type of page, on a telephone and on a desk, and prints performance, the median
// of five. The short run looks at two types once, on a telephone.
func TestLighthouse(t *testing.T) {
	if browser == nil {
		chrome.Skip(t, chrome.ErrNone.Error())
	}
	modules := filepath.Dir(filepath.Dir(module(t, "lighthouse/package.json")))
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		chrome.Skip(t, "there is no node")
	}
	host := realSite(t)
	runs, forms := 5, []string{"phone", "desktop"}
	pages := slices.DeleteFunc(host.Longest(), func(p built.Page) bool { return p.Type == built.Moved })
	if !long {
		runs, forms = 1, forms[:1]
		pages = slices.DeleteFunc(pages, func(p built.Page) bool { return p.Type != "home" && p.Type != "explainer" })
	}
	args := []string{"lighthouse.mjs", modules, chromium, strconv.Itoa(runs), strings.Join(forms, ",")}
	of := map[string]built.Page{}
	for _, p := range pages {
		args = append(args, host.Origin+p.Path)
		of[host.Origin+p.Path] = p
	}
	command := exec.Command(node, args...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		t.Fatalf("lighthouse: %v\n%s", err, out)
	}
	t.Logf("figures: %-12s %-8s %13s  %14s  %4s  %s", "type", "", "accessibility", "best practices", "SEO", "performance")
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	for _, line := range lines {
		var r result
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		is := of[r.URL]
		why := ""
		for _, f := range r.Failed {
			if excused(is, f.Audit, f.Where) {
				why += fmt.Sprintf("; %s fails, as it must", f.Audit)
			} else {
				t.Errorf("%s %s, %s: %s, %s: %s %s", is.Type, is.Path, r.Form, f.Category, f.Audit, f.Title, f.Where)
			}
		}
		for _, category := range []string{"accessibility", "best-practices", "seo"} {
			if score, ok := r.Scores[category]; (!ok || score != 100) && len(r.Failed) == 0 {
				t.Errorf("%s, %s: %s is %d, and no audit says why", is.Path, r.Form, category, score)
			}
		}
		slices.Sort(r.Performance)
		t.Logf("figures: %-12s %-8s %13d  %14d  %4d  %d, the median of %v%s", is.Type, r.Form,
			r.Scores["accessibility"], r.Scores["best-practices"], r.Scores["seo"], r.Performance[len(r.Performance)/2], r.Performance, why)
	}
	if want := len(forms) * len(pages); len(lines) != want {
		t.Errorf("%d of %d were tried", len(lines), want)
	}
}
