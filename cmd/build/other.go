package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// explain prints the page of one code, or lists all.
func (p program) explain(args []string) error {
	if len(args) == 0 {
		var list strings.Builder
		for _, c := range diag.Codes() {
			fmt.Fprintf(&list, "%s  %-7s  %s\n", c.ID, c.Severity, c.Title)
		}
		_, err := fmt.Fprint(p.Stdout, list.String())
		return machine(err)
	}
	code, ok := diag.Lookup(args[0])
	if !ok {
		var ids []string
		for _, c := range diag.Codes() {
			ids = append(ids, c.ID)
		}
		if near := diag.Nearest(strings.ToUpper(args[0]), ids); near != "" {
			return usage("there is no code %s; did you mean %s? (explain alone lists them)", args[0], near)
		}
		return usage("there is no code %s (explain alone lists them)", args[0])
	}
	_, err := fmt.Fprint(p.Stdout, code.Page())
	return machine(err)
}

// version says what this program is.
func (p program) version() error {
	version, revision := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = " revision " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(p.Stdout, "gloss %s %s%s\n", version, runtime.Version(), revision)
	return machine(err)
}

// scaffolds are the pages that `new` makes. %s is the title, quoted.
var scaffolds = map[string]struct {
	kind content.Kind
	text string
}{
	"article":   {content.Article, "---\ntitle: %s\nsummary: One or two sentences that say what this article tells.\ndraft: true\n---\n\nBegin here.\n\n## First part\n"},
	"explainer": {content.Explainer, "---\ntitle: %s\nsummary: Two sentences that say which questions are answered here.\ndraft: true\n---\n\n## What is it?\n\nThe short answer, in 25 to 60 words: it stands alone in cards and lists.\n\nThe long answer.\n"},
	"term":      {content.Term, "---\ntitle: %s\ncategory: concept\ndefinition: What it is, in one or two sentences that stand alone.\ndraft: true\n---\n"},
	"fact":      {content.Fact, "---\ntitle: %s\nvalue: our own wording, as it stands in a sentence\nvalues:\n  - {value: what the source says, source: KEY, locator: p. 1}\ndraft: true\n---\n"},
	"source":    {content.Source, "---\ntitle: %s\ntype: document\n# author: [{family: …, given: …}]\n# issued: 2021-08-26\n# container-title: …\n# publisher: …\n# URL: https://…\n# accessed: 2026-11-02\n# completeness: full, or excerpt\n---\n"},
	"page":      {content.Page, "---\ntitle: %s\ndraft: true\n---\n\nBegin here.\n"},
}

// scaffold makes a new page, and never replaces one.
func (p program) scaffold(f flags, kind, title string) error {
	s, ok := scaffolds[kind]
	if !ok {
		return usage("there is no kind %q: article, explainer, term, fact, source or page", kind)
	}
	title = strings.Join(strings.Fields(title), " ")
	slug := content.Slugify(title)
	if why := content.SlugProblem(slug); why != "" {
		return usage("no file name can be made from the title %q: write the file by hand, with a slug: field", title)
	}
	dir := filepath.Join(f.root, content.Root, s.kind.Folder())
	path := filepath.Join(dir, slug+".md")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return machine(err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is there already", path)
	} else if err != nil {
		return machine(err)
	}
	quoted := "'" + strings.ReplaceAll(title, "'", "''") + "'"
	if s.kind == content.Term && terms.Short(title) {
		quoted += "\nlink: manual" // linking rule 9: such a title is never found in prose
	}
	text := s.text
	if s.kind == content.Fact {
		text = strings.Replace(text, "KEY", f.anySource(), 1)
	}
	_, err = fmt.Fprintf(file, text, quoted)
	if err := errors.Join(err, file.Close()); err != nil {
		return machine(err)
	}
	_, err = fmt.Fprintln(p.Stdout, path)
	return machine(err)
}

// anySource is the key of a source that the site has, so that what is scaffolded
// builds; KEY where it has none.
func (f flags) anySource() string {
	files, _ := filepath.Glob(filepath.Join(f.root, content.Root, content.Source.Folder(), "*.md"))
	for _, file := range files {
		if key := strings.TrimSuffix(filepath.Base(file), ".md"); key != "index" {
			return key
		}
	}
	return "KEY"
}
