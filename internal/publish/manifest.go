package publish

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// manifestFormat is raised when the meaning of a manifest changes. Whatever
// changes, in every format "files" is a list of objects that have a "path":
// so each version knows the files of every other, and removes what is stale.
const manifestFormat = 1

// A Manifest is what a finished build left behind.
type Manifest struct {
	Inputs Inputs
	Files  []File // sorted by path
}

// Inputs is what the manifest remembers of what a build was made from. It is
// opaque here.
type Inputs struct {
	Key   string          // changes when anything that went in does
	Due   string          // the next moment at which the same inputs give another site
	Extra json.RawMessage // valid JSON, or nil
}

// A File is one file of a build as it stood on disk when the build ended.
type File struct {
	Path  string `json:"path"` // relative to the folder, with slashes
	Size  int64  `json:"size"`
	MTime int64  `json:"mtime"`  // nanoseconds since 1970
	Hash  string `json:"sha256"` // hexadecimal
}

// A record is what a manifest's bytes told us.
type record struct {
	raw      []byte
	readable bool     // it is a manifest of ours, of some version
	complete bool     // it is of a build that ended, in a format that we know
	manifest Manifest // if complete
	paths    []string // the files that are ours, sorted
}

// parseRecord never fails: what is not a manifest is no record.
func parseRecord(raw []byte) record {
	if len(raw) == 0 {
		return record{}
	}
	m, ok := parseWritten(raw)
	if !ok {
		return parsePaths(raw)
	}
	r := record{raw: raw, readable: true, complete: true, paths: make([]string, 0, len(m.Files))}
	for _, f := range m.Files {
		r.own(f.Path)
	}
	slices.Sort(r.paths)
	if r.complete {
		r.manifest = m
	}
	return r
}

// parsePaths reads the manifest of another version, or of a build that did not end,
// for its paths alone.
func parsePaths(raw []byte) record {
	var m struct {
		Files []struct {
			Path string `json:"path"`
		} `json:"files"`
	}
	if json.Unmarshal(raw, &m) != nil || m.Files == nil {
		return record{raw: raw}
	}
	r := record{raw: raw, readable: true}
	for _, f := range m.Files {
		r.own(f.Path)
	}
	slices.Sort(r.paths)
	return r
}

// own takes a path to be ours, if we could have written it: a manifest that
// somebody made up must not lead us to their .git.
func (r *record) own(path string) {
	if PathProblem(path) != "" {
		r.complete = false
		return
	}
	r.paths = append(r.paths, path)
}

// encode gives the manifest's bytes, one file to a line. Extra must be valid.
func (m Manifest) encode() []byte {
	b := make([]byte, 0, 256+160*len(m.Files))
	b = append(b, "{\n\"format\": "+strconv.Itoa(manifestFormat)+",\n\"complete\": true,\n\"key\": "...)
	b = appendString(b, m.Inputs.Key)
	b = append(b, ",\n\"due\": "...)
	b = appendString(b, m.Inputs.Due)
	if m.Inputs.Extra != nil {
		b = append(b, ",\n\"extra\": "...)
		b = append(b, m.Inputs.Extra...)
	}
	b = append(b, ",\n\"files\": ["...)
	for i, f := range m.Files {
		b = appendPath(b, i, f.Path)
		b = append(b, ",\"size\":"...)
		b = strconv.AppendInt(b, f.Size, 10)
		b = append(b, ",\"mtime\":"...)
		b = strconv.AppendInt(b, f.MTime, 10)
		b = append(b, ",\"sha256\":\""+f.Hash+"\"}"...)
	}
	return append(b, "\n]\n}\n"...)
}

// encodeUnfinished gives the manifest that stands while files are replaced:
// the paths of both trees, and nothing that could pass for a finished build.
func encodeUnfinished(paths []string) []byte {
	b := []byte("{\n\"format\": " + strconv.Itoa(manifestFormat) + ",\n\"complete\": false,\n\"files\": [")
	for i, p := range paths {
		b = append(appendPath(b, i, p), '}')
	}
	return append(b, "\n]\n}\n"...)
}

func appendPath(b []byte, i int, path string) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	b = append(b, "\n{\"path\":"...)
	return appendString(b, path)
}

func appendString(b []byte, s string) []byte {
	if isPlain(s) {
		return append(append(append(b, '"'), s...), '"')
	}
	quoted, _ := json.Marshal(s) // cannot fail for a string
	return append(b, quoted...)
}

// isPlain reports whether JSON writes s as it is: nearly every path.
func isPlain(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) < 0
}

// compact puts Extra into the one form that the same value always has.
func (in *Inputs) compact() error {
	if len(in.Extra) == 0 {
		in.Extra = nil
		return nil
	}
	var b bytes.Buffer
	err := json.Compact(&b, in.Extra)
	in.Extra = b.Bytes()
	return err
}
