package publish

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestCheckTarget(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	at := func(p string) string { return filepath.Join(base, filepath.FromSlash(p)) }
	t.Setenv("HOME", at("home/u"))
	t.Setenv("USERPROFILE", at("home/u"))
	root := at("home/u/repo/site")
	write(t, root, "content/site.yaml", "")
	write(t, root, "public/"+ManifestName, `{"format":1,"complete":true,"files":[]}`)
	write(t, root, "public/.git/HEAD", "")
	write(t, at("home/u/repo"), ".git/HEAD", "")
	write(t, base, "clone/.git", "gitdir: x")
	write(t, base, "clone/CNAME", "x")
	write(t, base, "file", "x")
	write(t, base, "full/x", "x")
	write(t, base, "words/x", "x")
	for link, target := range map[string]string{
		"link-home": at("home/u"), "link-fresh": at("full"), "link-root": root, "link-nowhere": at("nowhere"),
		"home/u/repo/site/static": at("words"), "link-content": filepath.Join(root, "content"), "home/u/repo/site/out-link": at("full"),
	} {
		if err := os.Symlink(target, at(link)); err != nil {
			skip(t, err)
		}
	}
	for _, c := range []struct {
		out string
		why reason // zero: fine
	}{
		{"home/u/repo/site/public", reason{}},
		{"home/u/repo/site/public/en", reason{}},
		{"home/u/repo/site/contents", reason{}},
		{"home/u/repo/site/out-link", reason{}},
		{"home/u/repo/public", reason{}},
		{"home/u/public", reason{}},
		{"home/other", reason{}},
		{"fresh/new/folder", reason{}},
		{"full", reason{}},
		{"link-fresh", reason{}},
		{"link-fresh/new", reason{}},
		{"home/u", isHome},
		{"home", isHome},
		{".", isHome},
		{"link-home", isHome},
		{"home/u/repo", isSite},
		{"home/u/repo/site", isSite},
		{"home/u/repo/site/public/..", isSite},
		{"link-root", isSite},
		{"link-home/repo", isSite},
		{"home/u/repo/site/content", isSource("content")},
		{"home/u/repo/site/content/articles/new", isSource("content")},
		{"home/u/repo/site/CONTENT/x", isSource("content")},
		{"home/u/repo/site/templates", isSource("templates")},
		{"home/u/repo/site/static", isSource("static")},
		{"home/u/repo/site/static/x", isSource("static")},
		{"home/u/repo/site/cmd", isSource("cmd")},
		{"home/u/repo/site/internal/x", isSource("internal")},
		{"home/u/repo/site/docs", isSource("docs")},
		{"words", isSource("static")},
		{"words/deep", isSource("static")},
		{"link-content/x", isSource("content")},
		{"link-root/content", isSource("content")},
		{"home/u/repo/.git", isGit},
		{"home/u/repo/.git/x", isGit},
		{"fresh/.GIT", isGit},
		{"clone", isRepo},
		{"file", notAFolder},
		{"file/below", underAFile},
		{"file/far/below", underAFile},
		{"link-nowhere", danglingOut},
		{"link-nowhere/x", danglingOut},
	} {
		for _, r := range []string{root, at("link-root")} {
			err := CheckTarget(at(c.out), r)
			var refusal *RefusedError
			switch {
			case c.why == reason{}:
				if err != nil {
					t.Errorf("%s: %v", c.out, err)
				}
			case !errors.As(err, &refusal):
				t.Errorf("%s: %v, want %q", c.out, err, c.why.why)
			case refusal.Reason != c.why.why || refusal.Path != at(c.out):
				t.Errorf("%s: %v, want %q", c.out, err, c.why.why)
			}
		}
	}
	var refusal *RefusedError
	if err := CheckTarget(filepath.VolumeName(base)+string(filepath.Separator), root); !errors.As(err, &refusal) || refusal.Reason != isRoot.why {
		t.Errorf("/: %v", err)
	}
	if err := CheckTarget("public", root); !errors.Is(err, ErrMisuse) {
		t.Errorf("a relative path: %v", err)
	}
}

func TestOpenRefusesWhatIsNoFolder(t *testing.T) {
	base := t.TempDir()
	write(t, base, "file", "x")
	var refusal *RefusedError
	if _, err := Open(filepath.Join(base, "file")); !errors.As(err, &refusal) {
		t.Error(err)
	}
	var failed *Error
	if _, err := Open(filepath.Join(base, "file", "x")); !errors.As(err, &failed) {
		t.Error(err)
	}
}
