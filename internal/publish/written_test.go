package publish

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
)

var written = Manifest{
	Inputs: Inputs{Key: "k \"1\" on 2026-01-02", Due: "2026-01-01T00:00:00Z/", Extra: json.RawMessage(`{"pages":3,"of":["a\n]\n}",{}]}`)},
	Files: []File{
		{Path: "Köln/\"a\\\\b\u2028.html", Size: 0, MTime: -1, Hash: ""},
		{Path: "a/index.html", Size: 1 << 40, MTime: 1700000000123456789, Hash: "00ff"},
	},
}

// A manifest is read as it was written: files or none, with what the build
// remembers or without.
func TestWritten(t *testing.T) {
	for _, m := range []Manifest{written, {Files: []File{}}, {Inputs: Inputs{Extra: json.RawMessage(`1`)}, Files: written.Files[:1]}} {
		got, ok := parseWritten(m.encode())
		if !ok || !reflect.DeepEqual(got, m) {
			t.Errorf("%t: %+v\nfor %+v", ok, got, m)
		}
	}
}

// What is read of anything else is what a general reader of JSON reads of it, or
// nothing: bytes are lost, doubled and changed.
func TestWrittenIsJSON(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	whole, taken := written.encode(), 0
	for range 20_000 {
		raw := bytes.Clone(whole)
		for range 1 + random.IntN(2) {
			at := random.IntN(len(raw))
			switch random.IntN(4) {
			case 0:
				raw = append(raw[:at], raw[at+1:]...)
			case 1:
				raw[at] = whole[random.IntN(len(whole))]
			case 2:
				raw[at] = byte(random.IntN(256))
			default:
				raw = append(raw[:at:at], append([]byte{raw[random.IntN(len(raw))]}, raw[at:]...)...)
			}
		}
		got, ok := parseWritten(raw)
		if !ok {
			continue
		}
		taken++
		var want struct {
			Format   int
			Complete bool
			Key, Due string
			Extra    json.RawMessage
			Files    []File
		}
		if err := json.Unmarshal(raw, &want); err != nil || want.Format != manifestFormat || !want.Complete || !reflect.DeepEqual(got, Manifest{Inputs{want.Key, want.Due, want.Extra}, want.Files}) {
			t.Fatalf("%v: %q is\n%+v and not\n%+v", err, raw, got, want)
		}
	}
	if taken < 1000 {
		t.Errorf("only %d of 20,000 could be read", taken)
	}
}
