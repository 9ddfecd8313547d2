package preview

import (
	"bytes"
	"encoding/json"
	"math"
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

// diagnostics prints problems as `--format json` does, in one line.
func diagnostics(ds []diag.Diagnostic, read func(path string) []byte) json.RawMessage {
	var b, line bytes.Buffer
	printer := &diag.Printer{Read: read}
	if err := printer.JSON(&b, ds); err != nil || json.Compact(&line, b.Bytes()) != nil {
		return json.RawMessage("[]")
	}
	return line.Bytes()
}
