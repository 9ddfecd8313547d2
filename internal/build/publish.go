package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/publish"
	"gloss/internal/render"
	"gloss/internal/source"
)

var codeGone = diag.Define(diag.Code{
	ID: "A104", Severity: diag.Warning,
	Title: "an address has gone",
	Text: `The last build had a page at this address, and no page is there now. Whoever
follows an old link finds nothing. Name the address in redirect-from of the page
that took its place.`,
})

// Render makes the bytes of every file and hands each to put, on several
// goroutines. It ends with the first error.
func (s *Site) Render(put func(path string, data []byte) error) error {
	return s.render(put, nil)
}

// render is Render for one who may have the bytes of social cards already.
func (s *Site) render(put func(path string, data []byte) error, have func(path string) ([]byte, bool, error)) error {
	var mu sync.Mutex
	var failed error
	jobs := s.files()
	eachJob(s.workers, jobs, func(buf *bytes.Buffer, i int) {
		mu.Lock()
		stop := failed != nil
		mu.Unlock()
		if stop {
			return
		}
		err := s.write(buf, jobs[i], have, put)
		if err != nil {
			mu.Lock()
			if failed == nil {
				failed = err
			}
			mu.Unlock()
		}
	})
	s.Work.Rendered += len(jobs)
	return failed
}

func (s *Site) write(buf *bytes.Buffer, j render.Job, have func(path string) ([]byte, bool, error), put func(path string, data []byte) error) error {
	if have != nil && j.Card() {
		data, ok, err := have(j.Path)
		switch {
		case err != nil:
			return err
		case ok:
			return put(j.Path, data)
		}
	}
	buf.Reset()
	if err := j.Write(buf, s.theme); err != nil {
		return err
	}
	return put(j.Path, buf.Bytes())
}

// Tree is the whole site in memory, by path.
func (s *Site) Tree() (map[string][]byte, error) {
	var mu sync.Mutex
	tree := make(map[string][]byte, len(s.Jobs))
	err := s.Render(func(path string, data []byte) error {
		mu.Lock()
		tree[path] = bytes.Clone(data)
		mu.Unlock()
		return nil
	})
	return tree, err
}

// Hashes is the site as Tree gives it, with a hash in place of each file.
func (s *Site) Hashes() (map[string]source.Hash, error) {
	var mu sync.Mutex
	hashes := make(map[string]source.Hash, len(s.Jobs))
	err := s.Render(func(path string, data []byte) error {
		sum := sha256.Sum256(data)
		mu.Lock()
		hashes[path] = sum
		mu.Unlock()
		return nil
	})
	return hashes, err
}

// Key is a hash of all that a build's output depends on but the moment.
func Key(engine string, o Options, snapshot source.Snapshot) string {
	h := sha256.New()
	theme := hashOf(o.Theme)
	fmt.Fprintf(h, "%q %q %t %s %s", engine, o.BaseURL, o.Drafts, theme, snapshot.Hash())
	return hex.EncodeToString(h.Sum(nil))
}

// Window is the time in which the same inputs make the same site, as the
// manifest remembers it.
func Window(n *link.Names) string {
	return stamp(n.LastDue) + "/" + stamp(n.NextDue)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// Within tells whether a moment lies in a window.
func Within(window string, at time.Time) bool {
	from, to, ok := strings.Cut(window, "/")
	if !ok {
		return false
	}
	if t, err := time.Parse(time.RFC3339, from); from != "" && (err != nil || at.Before(t)) {
		return false
	}
	t, err := time.Parse(time.RFC3339, to)
	return to == "" || err == nil && at.Before(t)
}

// Publish writes the site into target. That there was something to report is
// remembered, so that the next build reports it again; what it was is not, since
// whoever reads the site can read the manifest. engine names this very program, ""
// where that is not known: of social cards, whose names say what they show, those
// that the same program wrote are not drawn again.
func (s *Site) Publish(target *publish.Target, key, engine string) (publish.Result, error) {
	start := time.Now()
	stage, err := target.Begin()
	if err != nil {
		return publish.Result{}, err
	}
	defer stage.Abort()
	var have func(path string) ([]byte, bool, error)
	last, known := target.Manifest()
	var before Counts
	if known && engine != "" && json.Unmarshal(last.Inputs.Extra, &before) == nil && before.Engine == engine {
		have = stage.Last
	}
	if err := s.render(stage.Put, have); err != nil {
		return publish.Result{}, err
	}
	s.Stages["render"] += time.Since(start)
	start = time.Now()
	counts := s.counts()
	counts.Engine, counts.Reported = engine, len(s.Diags) > 0
	extra, err := json.Marshal(counts)
	if err != nil {
		return publish.Result{}, err
	}
	result, err := stage.Commit(publish.Inputs{Key: key, Due: Window(s.Graph.Names), Extra: extra})
	s.Stages["publish"] += time.Since(start)
	return result, err
}

// Counts is what the manifest remembers for the figures of a build that had
// nothing to do, which program made it, and whether it had something to report.
type Counts struct {
	Engine    string `json:"engine,omitempty"`
	Reported  bool   `json:"reported,omitempty"`
	Pages     int    `json:"pages"`
	Terms     int    `json:"terms"`
	AutoLinks int    `json:"auto_links"`
}

// Counts gives the number of pages that readers can open, listings among them,
// and of terms.
func (s *Site) Counts() (pages, terms int) {
	c := s.counts()
	return c.Pages, c.Terms
}

func (s *Site) counts() Counts {
	c := Counts{AutoLinks: s.AutoLink, Terms: len(s.Graph.OfKind(content.Term))}
	for _, j := range s.Jobs {
		if j.Page() {
			c.Pages++
		}
	}
	return c
}

// Add joins problems that were found elsewhere to the site's own.
func (s *Site) Add(ds []diag.Diagnostic) {
	s.Diags = append(s.Diags, ds...)
	s.settleDiags(s.Graph.Names.Site)
}

// Gone reports addresses of the last build that have no page now. Those of pages
// that are there, but not at this moment, are not gone.
func (s *Site) Gone(m publish.Manifest) {
	have := map[string]bool{}
	for _, j := range s.Jobs {
		have[j.Path] = true
	}
	for _, f := range m.Files {
		address := "/" + strings.TrimSuffix(f.Path, "index.html")
		if !strings.HasSuffix(f.Path, "/index.html") || have[f.Path] || s.Graph.Names.Awaits(address) {
			continue
		}
		s.Diags = append(s.Diags, diag.New(codeGone, diag.Place{Path: s.anywhere()}, fmt.Sprintf("the last build had a page at %s; nothing is there now", address)).
			WithFix("redirect-from: ["+address+"]   in the page that took its place"))
	}
	s.settleDiags(s.Graph.Names.Site)
}

// anywhere is a file to tell of what belongs to none: site.yaml, else the first
// that there is.
func (s *Site) anywhere() string {
	if _, ok := s.snapshot.Get(content.SitePath); ok {
		return content.SitePath
	}
	for _, f := range s.snapshot.Under(content.Root) {
		return f.Path
	}
	return content.Root
}
