package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func paths(files []File) (all []string) {
	for _, f := range files {
		all = append(all, f.Path)
	}
	return all
}

func TestSnapshot(t *testing.T) {
	s := NewSnapshot([]File{
		NewFile("content/b.md", []byte("b")), NewFile("content/a/x.md", []byte("x")), NewFile("content-old/z.md", nil),
		NewFile("content/a.md", []byte("a")), NewFile("content/b.md", []byte("newer")), NewFile("content/a-b/y.md", nil),
	})
	want := []string{"content-old/z.md", "content/a-b/y.md", "content/a.md", "content/a/x.md", "content/b.md"}
	if got := paths(s.files); !slices.Equal(got, want) {
		t.Errorf("files are %v", got)
	}
	if got := paths(s.Under("content")); !slices.Equal(got, want[1:]) {
		t.Errorf("under content: %v", got)
	}
	if got := paths(s.Under("content/a")); !slices.Equal(got, []string{"content/a/x.md"}) {
		t.Errorf("under content/a: %v", got)
	}
	if got := s.Under("content/none"); len(got) != 0 {
		t.Errorf("under nothing: %v", got)
	}
	if f, ok := s.Get("content/b.md"); !ok || string(f.Data) != "newer" {
		t.Errorf("the later of two is %q", f.Data)
	}
	if _, ok := s.Get("content/a"); ok {
		t.Error("a folder is an entry")
	}
	// Whoever appends to a part of a snapshot changes no other part.
	_ = append(s.Under("content/a-b"), File{Path: "intruder"})
	if got := paths(s.files); !slices.Equal(got, want) {
		t.Errorf("files are %v", got)
	}
}

// TestSnapshotHash: the hash stands for paths, bytes and modes, and for nothing else.
func TestSnapshotHash(t *testing.T) {
	a := NewSnapshot([]File{NewFile("content/a.md", []byte("a")), NewFile("content/b.md", []byte("b"))})
	b := NewSnapshot([]File{NewFile("content/b.md", []byte("b")), NewFile("content/a.md", []byte("a"))})
	if a.Hash() != b.Hash() {
		t.Error("the hash depends on the order")
	}
	for name, other := range map[string][]File{
		"bytes":   {NewFile("content/a.md", []byte("x")), NewFile("content/b.md", []byte("b"))},
		"a path":  {NewFile("content/a.md", []byte("a")), NewFile("content/c.md", []byte("b"))},
		"swapped": {NewFile("content/a.md", []byte("b")), NewFile("content/b.md", []byte("a"))},
		"one":     {NewFile("content/a.md", []byte("a"))},
		"a mode":  {NewFile("content/a.md", []byte("a")), {Path: "content/b.md", Mode: Symlink, Hash: NewFile("", []byte("b")).Hash}},
	} {
		if NewSnapshot(other).Hash() == a.Hash() {
			t.Errorf("%s: the hash is the same", name)
		}
	}
}

func TestNewFile(t *testing.T) {
	for _, c := range []struct{ path, in, want string }{
		{"a.md", "\ufeffone\r\ntwo\rthree\n", "one\ntwo\nthree\n"},
		{"a.yaml", "\ufeffa: b\r\n", "a: b\n"},
		{"a.html", "a\r\nb", "a\nb"},
		{"a.md", "\ufeff\ufeffone", "\ufeffone"},
		{"a.md", "\r\r\n\n", "\n\n\n"},
		{"a.css", "a\r\nb", "a\r\nb"},
		{"a.png", "\ufeff\r\n", "\ufeff\r\n"},
	} {
		f := NewFile(c.path, []byte(c.in))
		if string(f.Data) != c.want || f.Mode != Regular {
			t.Errorf("%s %q is %q", c.path, c.in, f.Data)
		}
		if f.Hash != sha256.Sum256([]byte(c.want)) {
			t.Errorf("%s %q has another hash", c.path, c.in)
		}
	}
	if f := NewFile("a.md", bytes.Repeat([]byte("x"), MaxText)); f.Mode != Regular {
		t.Error("a text of just the bound is refused")
	}
	if f := NewFile("a.md", bytes.Repeat([]byte("x"), MaxText+1)); f.Mode != TooLarge || f.Size != MaxText+1 || f.Data != nil {
		t.Errorf("mode %d, size %d", f.Mode, f.Size)
	}
	if f := NewFile("a.png", bytes.Repeat([]byte("x"), MaxText+1)); f.Mode != Regular {
		t.Error("a picture is bounded as text")
	}
}

func TestIgnored(t *testing.T) {
	for _, name := range []string{".git", ".x.md", "a.md~", ".a.md.swp", "a.swp", "a.tmp", "#a.md#", ".#a.md"} {
		if !Ignored(name) {
			t.Errorf("%s is read", name)
		}
	}
	for _, name := range []string{"a.md", "#", "#a.md", "a~b.md", "swp", "a.tmp.md", "_a.md"} {
		if Ignored(name) {
			t.Errorf("%s is ignored", name)
		}
	}
}

func TestLoad(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		path = filepath.Join(root, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("content/b.md", "b\r\n")
	write("content/a/x.md", "x")
	write("content/.git/config", "no")
	write("content/a/x.md~", "no")
	write("static/style.css", "a{}")
	write("public/index.html", "no")
	write("other/z.md", "no")
	write("content/big.md", strings.Repeat("x", MaxText+1))
	if runtime.GOOS != "windows" {
		if err := errors.Join(os.Symlink("b.md", filepath.Join(root, "content/link.md")), os.Symlink("/etc", filepath.Join(root, "content/out")), os.Symlink("b.md", filepath.Join(root, "templates"))); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Load(root, map[string][]byte{"content/a/x.md": []byte("unsaved"), "content/new.md": []byte("new")})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"content/a/x.md": "unsaved", "content/b.md": "b\n", "content/new.md": "new", "static/style.css": "a{}", "content/big.md": ""}
	modes := map[string]Mode{"content/big.md": TooLarge}
	if runtime.GOOS != "windows" {
		for _, link := range []string{"content/link.md", "content/out", "templates"} {
			want[link], modes[link] = "", Symlink
		}
	}
	for _, f := range s.files {
		text, ok := want[f.Path]
		if !ok || string(f.Data) != text || f.Mode != modes[f.Path] {
			t.Errorf("%s: %q, mode %d", f.Path, f.Data, f.Mode)
		}
		delete(want, f.Path)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if runtime.GOOS != "windows" {
		if under := s.Under("templates"); len(under) != 1 || under[0].Mode != Symlink {
			t.Errorf("a folder that is a link is not noticed: %v", under)
		}
	}
	if _, err := Load(filepath.Join(root, "none"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a root that is not there: %v", err)
	}
}

func TestEqual(t *testing.T) {
	base := func() []File {
		return []File{NewFile("a.md", []byte("a")), {Path: "b.md", Mode: TooLarge, Size: 9}, {Path: "c", Mode: Unreadable, Cause: errors.New("no")}}
	}
	if !NewSnapshot(base()).Equal(NewSnapshot(base())) {
		t.Error("the same is not equal")
	}
	for i, change := range []func(f []File) []File{
		func(f []File) []File { f[0] = NewFile("a.md", []byte("b")); return f },
		func(f []File) []File { f[0].Path = "b"; return f },
		func(f []File) []File { f[1].Size = 10; return f },
		func(f []File) []File { f[1].Mode = Symlink; return f },
		func(f []File) []File { f[2].Cause = errors.New("still no"); return f },
		func(f []File) []File { return f[:2] },
	} {
		if NewSnapshot(base()).Equal(NewSnapshot(change(base()))) {
			t.Errorf("change %d makes no difference", i)
		}
	}
}
