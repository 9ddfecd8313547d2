package publish

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// parseWritten reads a finished manifest as encode writes it, to the byte; ok is
// false for whatever else there may be. A build with nothing to do spends its time
// on reading, and a general reader of JSON takes fifteen times as long.
func parseWritten(raw []byte) (m Manifest, ok bool) {
	r := writtenReader{rest: raw, ok: true}
	r.expect("{\n\"format\": " + strconv.Itoa(manifestFormat) + ",\n\"complete\": true,\n\"key\": ")
	m.Inputs.Key = r.text()
	r.expect(",\n\"due\": ")
	m.Inputs.Due = r.text()
	if r.has(",\n\"extra\": ") {
		extra, rest, found := bytes.Cut(r.rest, []byte(",\n\"files\": ["))
		r.rest, r.ok = rest, r.ok && found && json.Valid(extra)
		m.Inputs.Extra = bytes.TrimSpace(extra)
	} else {
		r.expect(",\n\"files\": [")
	}
	m.Files = make([]File, 0, bytes.Count(r.rest, []byte("\n{")))
	for r.ok && !r.has("\n]\n}\n") {
		if len(m.Files) > 0 {
			r.expect(",")
		}
		m.Files = append(m.Files, r.file())
	}
	return m, r.ok && len(r.rest) == 0
}

// writtenReader takes one thing after another from the beginning of rest, until
// one is not there.
type writtenReader struct {
	rest []byte
	ok   bool
}

func (r *writtenReader) has(s string) bool {
	if len(r.rest) < len(s) || string(r.rest[:len(s)]) != s {
		return false
	}
	r.rest = r.rest[len(s):]
	return true
}

func (r *writtenReader) expect(s string) { r.ok = r.has(s) && r.ok }

func (r *writtenReader) file() (f File) {
	r.expect("\n{\"path\":")
	f.Path = r.text()
	r.expect(",\"size\":")
	f.Size = r.number()
	r.expect(",\"mtime\":")
	f.MTime = r.number()
	r.expect(",\"sha256\":")
	f.Hash = r.text()
	r.expect("}")
	return f
}

func (r *writtenReader) text() (s string) {
	if len(r.rest) == 0 || r.rest[0] != '"' {
		r.ok = false
		return ""
	}
	end := 1
	for end < len(r.rest) && r.rest[end] != '"' {
		if r.rest[end] == '\\' {
			end++
		}
		end++
	}
	if end >= len(r.rest) {
		r.ok = false
		return ""
	}
	if inner := string(r.rest[1:end]); isPlain(inner) {
		s = inner
	} else if json.Unmarshal(r.rest[:end+1], &s) != nil {
		r.ok = false
	}
	r.rest = r.rest[end+1:]
	return s
}

func (r *writtenReader) number() int64 {
	end := 0
	for end < len(r.rest) && (r.rest[end] == '-' || '0' <= r.rest[end] && r.rest[end] <= '9') {
		end++
	}
	n, err := strconv.ParseInt(string(r.rest[:end]), 10, 64)
	r.ok = r.ok && err == nil && string(r.rest[:end]) == strconv.FormatInt(n, 10)
	r.rest = r.rest[end:]
	return n
}
