package preview

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"sync"
	"time"

	"gloss/internal/diag"
)

// Event is what browsers are told of a generation.
type Event struct {
	Generation  int             `json:"generation"`
	Changed     []string        `json:"changed"` // addresses of pages, those that are new among them
	Removed     []string        `json:"removed"`
	Pending     int             `json:"pending"` // pages that were not compared yet
	MS          float64         `json:"ms"`      // since the change was noticed
	Errors      int             `json:"errors"`
	Warnings    int             `json:"warnings"`
	Diagnostics json.RawMessage `json:"diagnostics"`
	Styles      []string        `json:"styles"` // stylesheets that are new
	Reload      bool            `json:"reload"`
}

func (e Event) data() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(e) // of strings and numbers: it cannot fail
	return bytes.TrimSpace(b.Bytes())
}

func milliseconds(d time.Duration) float64 {
	return math.Round(float64(d.Microseconds())/100) / 10
}

// printed remembers problems as they were printed, by file. A problem reads as it
// did while it is the same and so are the bytes of its file: those of a file that
// did not change are the same slice.
type printed struct {
	mu sync.Mutex
	by map[string]printedFile
}

type printedFile struct {
	data  []byte
	diags []diag.Diagnostic
	text  []byte // without brackets
}

// json prints problems as `--format json` does, in one line.
func (p *printed) json(ds []diag.Diagnostic, read func(path string) []byte) json.RawMessage {
	p.mu.Lock()
	defer p.mu.Unlock()
	by := make(map[string]printedFile, len(p.by))
	out := []byte{'['}
	for len(ds) > 0 {
		n := 1
		for n < len(ds) && ds[n].Path == ds[0].Path {
			n++
		}
		of := ds[0].Path
		file := printedFile{data: read(of), diags: ds[:n]}
		if old := p.by[of]; !old.same(file) || related(file.diags) {
			file.text = printJSON(file.diags, read)
		} else {
			file.text = old.text
		}
		by[of] = file
		if len(out) > 1 && len(file.text) > 0 {
			out = append(out, ',')
		}
		out, ds = append(out, file.text...), ds[n:]
	}
	p.by = by
	return append(out, ']')
}

func (f printedFile) same(other printedFile) bool {
	return f.text != nil && len(f.data) == len(other.data) && (len(f.data) == 0 || &f.data[0] == &other.data[0]) &&
		slices.EqualFunc(f.diags, other.diags, diag.Same)
}

// related tells whether problems name places in other files, which may have changed.
func related(ds []diag.Diagnostic) bool {
	return slices.ContainsFunc(ds, func(d diag.Diagnostic) bool { return len(d.Related) > 0 })
}

func printJSON(ds []diag.Diagnostic, read func(path string) []byte) []byte {
	var b, line bytes.Buffer
	printer := &diag.Printer{Read: read}
	if err := printer.JSON(&b, ds); err != nil || json.Compact(&line, b.Bytes()) != nil {
		return nil
	}
	return bytes.TrimSuffix(bytes.TrimPrefix(line.Bytes(), []byte("[")), []byte("]"))
}
