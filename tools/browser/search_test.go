package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// library is a site with something of every kind, and enough articles that not
// all results are shown at once.
func library() map[string]string {
	files := map[string]string{
		"content/site.yaml":           "title: Library\n",
		"content/glossary/taliban.md": "---\ntitle: Taliban\ncategory: group\ndefinition: A movement of students.\naliases: [Islamic Emirate]\n---\n",
		"content/glossary/road.md":    "---\ntitle: ring road\ncategory: place\ndefinition: A road around the country.\n---\n",
		"content/explainers/who.md":   "---\ntitle: Who rules?\nsummary: On who rules.\n---\n\n## Who holds the road?\n\nThe Taliban hold it, says everyone who came by.\n\nOstriches do not.\n",
		"content/articles/farsi.md":   "---\ntitle: راه\nlang: fa\n---\n\nکابل.\n",
	}
	for i := range 14 {
		files[fmt.Sprintf("content/articles/walk-%02d.md", i)] = fmt.Sprintf("---\ntitle: Walk %d\nsummary: A day out.\n---\n\nWe came by bus. %s Then we saw a gazelle & a fox.\n", i, strings.Repeat("It rained. ", 40))
	}
	return files
}

// typed puts words into the field, as keys would, and waits until they are
// answered.
func (t *tab) typed(words, status string) {
	t.Helper()
	if err := chromedp.Do(t.ctx, chromedp.Focus("#q"), chromedp.Evaluate[any](`document.getElementById("q").select()`).Discard(), chromedp.SendKeys("#q", words)); err != nil {
		t.Fatal(err)
	}
	t.wait(fmt.Sprintf("document.getElementById('count').textContent === %q", status))
}
