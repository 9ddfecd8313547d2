package copied_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gloss/internal/check/copied"
)

// root is the repository.
var root = filepath.Join("..", "..", "..")

// ours is what is written for readers: these files and folders, whole.
var ours = []string{"content", "docs", "templates", "static", "README.md", "netlify.toml"}

// check reads the files of a repository and says which hold a copy.
func check(fsys fs.FS, set copied.Set) (files int, problems []string, err error) {
	for _, name := range ours {
		err := fs.WalkDir(fsys, name, func(p string, d fs.DirEntry, err error) error {
			switch {
			case p == name && errors.Is(err, fs.ErrNotExist):
				return nil // a site in the making has no docs/ yet; content/ is asked for below
			case err != nil || !d.Type().IsRegular():
				return err
			}
			text, err := fs.ReadFile(fsys, p)
			if err != nil {
				return err
			}
			if strings.HasPrefix(p, "content/sources/") && path.Ext(p) == ".md" {
				text = copied.WithoutTitle(text)
			}
			files++
			for _, c := range set.Find(text) {
				problems = append(problems, fmt.Sprintf("%s:%d:%d: copied from a source: %q", p, c.Line, c.Col, c.Words))
			}
			return nil
		})
		if err != nil {
			return files, problems, err
		}
	}
	return files, problems, nil
}

func committed(t *testing.T) (data []byte, set copied.Set) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "hashes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	set, err = copied.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	return data, set
}

// TestRepository is the check itself.
func TestRepository(t *testing.T) {
	_, set := committed(t)
	files, problems, err := check(os.DirFS(root), set)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	if files < 20 {
		t.Errorf("only %d files were read: is this the repository?", files)
	}
}

// TestData: the committed hashes are whole, as Marshal writes them.
func TestData(t *testing.T) {
	data, set := committed(t)
	if len(set) < 5000 {
		t.Errorf("only %d hashes: the five texts have over 6,000 runs", len(set))
	}
	if string(set.Marshal()) != string(data) {
		t.Error("testdata/hashes.txt is not as Marshal writes it: make it again")
	}
}

const source = `The lamplighters’ guild of Upper Marsh kept nineteen
ledgers; none records who bought the Café's blue door in 1911. It was sold twice.`

func sourceSet(t *testing.T) copied.Set {
	t.Helper()
	made := copied.Set{}
	made.Add([]byte(source))
	set, err := copied.Unmarshal(made.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestPlanted plants copies of a text made for this in a small repository, and
// wants each found where it stands, and nothing else.
func TestPlanted(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	fsys := fstest.MapFS{
		"README.md":                  file("Kept nineteen ledgers; none records who bought it.\n"), // seven in a row
		"docs/x.md":                  file("\n¡é! kept nineteen ledgers none records who bought the\n"),
		"content/site.yaml":          file("topics:\n  a: {title: A, summary: \"It said: of upper marsh kept nineteen ledgers none records, and so on\"}\n"),
		"content/articles/a.md":      file("---\ntitle: A\n---\n\nThe [lamplighters](../glossary/lamplighters.md)'\nguild of <b>Upper</b> [[marsh|Marsh]] [@x, p. 3] *kept* nineteen.\n"),
		"content/articles/b.md":      file("Bought the CAFE\u0301'S blue\r\ndoor in 19\u00ad11. It was not.\n"),
		"content/articles/order.md":  file("Nineteen kept marsh upper of guild lamplighters the records none ledgers.\n"),
		"content/sources/s.md":       file("---\ntitle: of Upper Marsh kept nineteen ledgers; none\n  records who bought the\nissued: 1911\n---\n"),
		"content/sources/t.md":       file("---\ntitle: Ledgers\ntitle-short: of Upper Marsh kept nineteen ledgers; none records\n---\n"),
		"content/glossary/titled.md": file("---\ntitle: of Upper Marsh kept nineteen ledgers; none records\n---\n"),
	}
	_, got, err := check(fsys, sourceSet(t))
	if err != nil {
		t.Fatal(err)
	}
	var at []string
	for _, problem := range got {
		where, _, _ := strings.Cut(problem, ": copied")
		at = append(at, where)
	}
	want := []string{
		"content/articles/a.md:5:1",
		"content/articles/b.md:1:1",
		"content/glossary/titled.md:2:8",
		"content/site.yaml:2:36",
		"content/sources/t.md:3:14",
		"docs/x.md:2:5",
	}
	if !slices.Equal(at, want) {
		t.Errorf("found at\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestWords: a passage is reported once, whole, as its author wrote it.
func TestWords(t *testing.T) {
	const before = "So: the lamplighters' guild\nof *Upper Marsh* kept 19, no, nineteen. "
	got := sourceSet(t).Find([]byte(before + source))
	passage := strings.TrimSuffix(source, ".")
	want := []copied.Copy{{Start: len(before), End: len(before) + len(passage), Line: 2, Col: 41, Words: strings.Join(strings.Fields(passage), " ")}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	for _, bad := range []string{"x", "AAAAAAAAAAA=", "AAAAAAAAAA", "# a\n\n"} {
		if _, err := copied.Unmarshal([]byte(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}
