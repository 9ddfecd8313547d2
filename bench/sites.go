package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gloss/internal/sitetest"
)

//go:embed all:hugo
var theme embed.FS

// seed makes the sites of one run those of every other.
const seed = 1

// site is one generated site in both layouts.
type site struct {
	pages       int
	files       sitetest.Files
	gloss, hugo string // folders
}

// write puts a generated site below a folder, as Gloss and as Hugo have it.
func write(dir string, pages int) (*site, error) {
	s := &site{pages: pages, files: sitetest.Bench(seed, pages), gloss: filepath.Join(dir, fmt.Sprint(pages), "gloss"), hugo: filepath.Join(dir, fmt.Sprint(pages), "hugo")}
	for path, text := range s.files {
		if err := save(s.gloss, path, text); err != nil {
			return nil, err
		}
		if path != "content/site.yaml" {
			if err := save(s.hugo, path, forHugo(text)); err != nil {
				return nil, err
			}
		}
	}
	if err := save(s.hugo, "content/questions.md", "---\ntitle: Questions\nlayout: questions\nurl: /questions/\n---\n"); err != nil {
		return nil, err
	}
	for _, section := range []string{"articles", "explainers", "glossary"} {
		if err := save(s.hugo, "content/"+section+"/_index.md", "---\ntitle: "+strings.ToUpper(section[:1])+section[1:]+"\n---\n"); err != nil {
			return nil, err
		}
	}
	return s, s.dress()
}

// dress gives Hugo's site its theme, and the stylesheet that ours has.
func (s *site) dress() error {
	css := sitetest.Theme["static/style.css"]
	if err := save(s.hugo, "static/style.css", string(css)); err != nil {
		return err
	}
	return fs.WalkDir(theme, "hugo", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "hugo/link/") {
			return err
		}
		text, err := theme.ReadFile(path)
		if err != nil {
			return err
		}
		return save(s.hugo, strings.TrimPrefix(path, "hugo/"), string(text))
	})
}

// linking makes Hugo link terms in one of the ways that its users do; "" takes
// that back.
func (s *site) linking(how string) error {
	const prose = "layouts/_partials/prose.html"
	if how == "" {
		return s.dress()
	}
	names, err := theme.ReadFile("hugo/link/names.html")
	if err != nil {
		return err
	}
	if err := save(s.hugo, "layouts/_partials/names.html", string(names)); err != nil {
		return err
	}
	text, err := theme.ReadFile("hugo/link/" + how + ".html")
	if err != nil {
		return err
	}
	return save(s.hugo, prose, string(text))
}

var (
	field   = regexp.MustCompile(`(?m)^(published|aliases):`)
	between = regexp.MustCompile(`\]\((article-\d+)\.md\)`)
)

// forHugo is a page with the same fields under Hugo's names, and with links that
// Hugo need not look up.
func forHugo(text string) string {
	head, body, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	head = field.ReplaceAllStringFunc(head, func(name string) string {
		return map[string]string{"published:": "date:", "aliases:": "names:"}[name]
	})
	return "---\n" + head + "\n---\n" + between.ReplaceAllString(body, "](/articles/$1/)")
}

func save(dir, path, text string) error {
	name := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}
