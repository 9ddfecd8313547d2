package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	cssparse "github.com/tdewolff/parse/v2/css"

	"gloss/internal/source"
)

// staticDir is where the theme keeps the files that are published as they are,
// or nearly so. What lies in it is published at the root of the output.
const staticDir = "static/"

// Asset is one published file.
type Asset struct {
	Path string // relative to the output folder, with slashes: "style.0123456789.css"
	Data []byte
}

// Assets are the theme's files as they are published.
type Assets struct {
	Files []Asset           // sorted by path
	Names map[string]string // "style.css" → "style.0123456789.css", for every file
}

// AssetError is a stylesheet or script that would not do what its author meant.
type AssetError struct {
	Name      string // "static/style.css"
	Line, Col int    // 1-based; 0 where unknown
	Msg       string
}

func (e *AssetError) Error() string {
	return (&TemplateError{Name: e.Name, Line: e.Line, Col: e.Col, Msg: e.Msg}).Error()
}

// BuildAssets makes the published files from those of files (path → bytes) that
// lie under static/. Stylesheets and scripts are minified and carry a hash of
// their bytes in their names, so that a browser may keep them for ever, and empty
// ones are left out; other files keep their names, so that a stylesheet can name
// them. An error is an *AssetError, or several of them joined, in the order of their names.
func BuildAssets(files map[string][]byte) (*Assets, error) {
	assets := &Assets{Names: map[string]string{}}
	var faults []error
	for _, file := range slices.Sorted(maps.Keys(files)) {
		name, ok := strings.CutPrefix(file, staticDir)
		if !ok {
			continue
		}
		data, err := buildAsset(name, files[file])
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if len(data) == 0 && hashed(name) {
			continue // custom.css, until a site has rules of its own
		}
		published := publishedName(name, data)
		assets.Names[name] = published
		assets.Files = append(assets.Files, Asset{Path: published, Data: data})
	}
	slices.SortFunc(assets.Files, func(a, b Asset) int { return strings.Compare(a.Path, b.Path) })
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return assets, nil
}

// hashed tells the files that carry a hash in their names.
func hashed(name string) bool {
	ext := path.Ext(name)
	return ext == ".css" || ext == ".js"
}

func publishedName(name string, data []byte) string {
	if !hashed(name) {
		return name
	}
	ext := path.Ext(name)
	sum := sha256.Sum256(data)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:10] + ext
}

func buildAsset(name string, data []byte) ([]byte, error) {
	switch path.Ext(name) {
	case ".css":
		return buildStyle(name, data)
	case ".js":
		return minified(name, data, js.Minify)
	}
	return data, nil
}

// buildStyle minifies a stylesheet. A browser drops what it does not understand
// and goes on, and so does the minifier; a fault that would swallow the rules
// after it is an error all the same. Where the minifier meets newer syntax than
// it knows, the author's bytes are published as they are.
func buildStyle(name string, data []byte) ([]byte, error) {
	if fault := unbalanced(data); fault != nil {
		fault.Name = staticDir + name
		return nil, fault
	}
	err := parseStyle(data)
	switch {
	case err == nil:
		return minified(name, data, css.Minify)
	case strings.HasPrefix(err.Message, "expected colon"):
		return nil, &AssetError{Name: staticDir + name, Line: err.Line, Col: err.Column, Msg: err.Message}
	}
	return data, nil
}

// parseStyle gives the first thing that the minifier's parser stumbles over.
func parseStyle(data []byte) *parse.Error {
	p := cssparse.NewParser(parse.NewInputBytes(bytes.Clone(data)), false)
	for {
		if kind, _, _ := p.Next(); kind != cssparse.ErrorGrammar {
			continue
		}
		var fault *parse.Error
		if errors.As(p.Err(), &fault) {
			return fault
		}
		return nil
	}
}

func minified(name string, data []byte, run minify.MinifierFunc) ([]byte, error) {
	var out bytes.Buffer
	err := run(minify.New(), &out, bytes.NewReader(data), nil)
	if err == nil || errors.Is(err, io.EOF) {
		return out.Bytes(), nil
	}
	fault := &AssetError{Name: staticDir + name, Msg: err.Error()}
	var at *parse.Error
	if errors.As(err, &at) {
		fault.Line, fault.Col, fault.Msg = at.Line, at.Column, at.Message
	}
	return nil, fault
}

// unbalanced finds a string, a comment or a bracket of a stylesheet that is
// never closed, or one that closes nothing. The fault it returns has no name yet.
func unbalanced(data []byte) *AssetError {
	var open []int // offsets of brackets that wait for their end
	for i := 0; i < len(data); i++ {
		switch c := data[i]; c {
		case '\\':
			i++
		case '"', '\'':
			end := stringEnd(data, i)
			if end < 0 {
				return styleFault(data, i, "this string is never closed")
			}
			i = end
		case '/':
			end, ok := commentEnd(data, i)
			if !ok {
				return styleFault(data, i, "this comment is never closed")
			}
			i = end
		case '{', '(', '[':
			if end := rawURLEnd(data, i); end > 0 {
				i = end
				continue
			}
			open = append(open, i)
		case '}', ')', ']':
			if len(open) == 0 {
				return styleFault(data, i, fmt.Sprintf("this %q closes nothing", c))
			}
			last := open[len(open)-1]
			if closing[data[last]] != c {
				return styleFault(data, last, fmt.Sprintf("this %q is never closed", data[last]))
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		last := open[len(open)-1]
		return styleFault(data, last, fmt.Sprintf("this %q is never closed", data[last]))
	}
	return nil
}

var closing = map[byte]byte{'{': '}', '(': ')', '[': ']'}

// stringEnd gives the offset of the quotation mark that ends a string, or -1: a
// line's end ends it too, and spoils it.
func stringEnd(data []byte, start int) int {
	for i := start + 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '\n':
			return -1
		case data[start]:
			return i
		}
	}
	return -1
}

// commentEnd gives the last offset of the comment that begins at start; where
// none does, start itself.
func commentEnd(data []byte, start int) (end int, ok bool) {
	if !bytes.HasPrefix(data[start:], []byte("/*")) {
		return start, true
	}
	n := bytes.Index(data[start+2:], []byte("*/"))
	return start + 2 + n + 1, n >= 0
}

// rawURLEnd gives the offset of the bracket that ends url(…) without quotation
// marks, in which everything else is plain text; 0 where no such one begins.
func rawURLEnd(data []byte, open int) int {
	if open < 3 || !strings.EqualFold(string(data[open-3:open]), "url") {
		return 0
	}
	inside := bytes.TrimLeft(data[open+1:], " \t\r\n")
	if len(inside) == 0 || inside[0] == '"' || inside[0] == '\'' {
		return 0
	}
	return open + 1 + max(bytes.IndexByte(data[open+1:], ')'), 0)
}

func styleFault(data []byte, offset int, msg string) *AssetError {
	before := data[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	col := len([]rune(string(before[bytes.LastIndexByte(before, '\n')+1:]))) + 1
	return &AssetError{Line: line, Col: col, Msg: msg}
}

// Has tells whether a file of the theme is published at a path of the output
// folder under its own name.
func (a *Assets) Has(path string) bool {
	published, ok := a.Names[path]
	return ok && published == path
}

// Key is a hash of the paths that the theme publishes files at.
func (a *Assets) Key() source.Hash {
	h := sha256.New()
	for _, f := range a.Files {
		h.Write([]byte(f.Path + "\x00"))
	}
	return source.Hash(h.Sum(nil))
}
