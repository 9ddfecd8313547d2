package preview_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// TestSearchInThePreview: the page and the files are served as they are built, from
// the site that is shown; a file of the site before has gone.
func TestSearchInThePreview(t *testing.T) {
	l := serve(t, site())
	if page := l.get("/search/?q=thing"); page.StatusCode != http.StatusOK || !strings.Contains(page.body, `data-index="/search/index.json"`) {
		t.Fatalf("status %d:\n%s", page.StatusCode, page.body)
	}
	shard := func() (path, words string) {
		first := l.get("/search/index.json")
		name := regexp.MustCompile(`"words":\[\["[^"]*","([0-9a-f]+)"`).FindStringSubmatch(first.body)
		if first.StatusCode != http.StatusOK || name == nil {
			t.Fatalf("status %d:\n%s", first.StatusCode, first.body)
		}
		path = "/search/shards/" + name[1] + ".json"
		r := l.get(path)
		if r.Header.Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s is %s", path, r.Header.Get("Content-Type"))
		}
		return path, r.body
	}
	before, words := shard()
	if !strings.Contains(words, `"thing":`) || strings.Contains(words, `"zebra":`) {
		t.Errorf("the words are %s", words)
	}
	l.save("content/about.md", about+"Zebras.\n")
	after, words := shard()
	if before == after || !strings.Contains(words, `"zebra":`) {
		t.Errorf("%s, then %s: %s", before, after, words)
	}
	if gone := l.get(before); gone.StatusCode != http.StatusNotFound {
		t.Errorf("%s has status %d", before, gone.StatusCode)
	}
}
