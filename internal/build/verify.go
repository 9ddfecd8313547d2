package build

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/source"
)

// Differ names the first thing in which a site is another than a clean build of
// the same: a problem, or a file of the output. It is "" where there is none.
func (s *Site) Differ(clean *Site) (what string, err error) {
	if d := differentDiag(s.Diags, clean.Diags); d != nil {
		return fmt.Sprintf("a problem of %s (%s: %s)", d.Path, d.Code.ID, d.Message), nil
	}
	a, err := s.Hashes()
	if err != nil {
		return "", err
	}
	b, err := clean.Hashes()
	if err != nil {
		return "", err
	}
	file := differ(a, b)
	if file == "" {
		return "", nil
	}
	if lie := s.lie(clean, file); lie != "" {
		return file + "; " + lie, nil
	}
	return file, nil
}

// differentDiag gives the first problem that only one of two lists has, nil for none.
func differentDiag(a, b []diag.Diagnostic) *diag.Diagnostic {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a) || i < len(b) && diag.Compare(b[i], a[i]) < 0:
			return &b[i]
		case i >= len(b) || !diag.Same(a[i], b[i]):
			return &a[i]
		}
	}
	return nil
}

// differ names the first file in which two trees differ, "" for none.
func differ(a, b map[string]source.Hash) string {
	var paths []string
	for path, hash := range a {
		if other, ok := b[path]; !ok || other != hash {
			paths = append(paths, path)
		}
	}
	for path := range b {
		if _, ok := a[path]; !ok {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return ""
	}
	return slices.Min(paths)
}

// lie names the memory that two sites differ by: the first page for which what a
// stage remembered is not what it would be without, or else the parts of the view
// of one file.
func (s *Site) lie(clean *Site, file string) string {
	for i, cold := range clean.Graph.Names.Pages {
		if i >= len(s.Graph.Names.Pages) || s.Graph.Names.Pages[i].Doc.Path != cold.Doc.Path {
			return "the key that lied is of the names"
		}
		warm := s.Graph.Names.Pages[i]
		switch {
		case !bytes.Equal(warm.Doc.Body.HTML, cold.Doc.Body.HTML) || !slices.Equal(warm.Doc.Body.Runs, cold.Doc.Body.Runs) || !reflect.DeepEqual(warm.Doc.Meta, cold.Doc.Meta):
			f, _ := s.snapshot.Get(cold.Doc.Path)
			return fmt.Sprintf("the key that lied is of parsing %s (%s)", f.Path, f.Hash)
		case !sameFinish(s.Graph.Resolved[i], clean.Graph.Resolved[i]):
			return fmt.Sprintf("the key that lied is of finishing %s against the names", cold.Doc.Path)
		}
	}
	if parts := s.Differences(clean, file); len(parts) > 0 {
		return "what its view holds differs in " + strings.Join(parts, ", ")
	}
	return ""
}

func sameFinish(a, b *link.Resolved) bool {
	if a == nil || b == nil {
		return a == b
	}
	return reflect.DeepEqual(a.Edits, b.Edits) && reflect.DeepEqual(a.Answers, b.Answers) && reflect.DeepEqual(a.Definition, b.Definition) && reflect.DeepEqual(a.Summary, b.Summary)
}
