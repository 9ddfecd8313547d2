package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gloss/internal/check"
	"gloss/internal/check/copied"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// copiedFrom finds what content/ has in common with the texts at a path: a
// folder of .txt files, one text, or the hashes of some that are kept in place
// of them.
func copiedFrom(path string, snapshot source.Snapshot) ([]diag.Diagnostic, error) {
	set, err := textsAt(path)
	if err != nil {
		return nil, err
	}
	var diags []diag.Diagnostic
	for _, f := range snapshot.Under(content.Root) {
		if strings.HasSuffix(f.Path, ".md") && f.Mode == source.Regular {
			diags = append(diags, check.Copied(set, f)...)
		}
	}
	return diags, nil
}

func textsAt(path string) (copied.Set, error) {
	set, texts := copied.Set{}, 0
	err := filepath.WalkDir(path, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || file != path && filepath.Ext(file) != ".txt" {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		texts++
		if hashes, err := copied.Unmarshal(data); err == nil {
			for h := range hashes {
				set[h] = true
			}
			return nil
		}
		set.Add(data)
		return nil
	})
	switch {
	case err != nil:
		return nil, usage("--copied: %v", err)
	case texts == 0:
		return nil, usage("--copied: there is no .txt in %s", path)
	}
	return set, nil
}
