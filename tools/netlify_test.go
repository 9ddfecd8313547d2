package tools

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// config is what netlify.toml may hold; anything else is a misspelling.
type config struct {
	Build struct {
		Command     string            `toml:"command"`
		Publish     string            `toml:"publish"`
		Environment map[string]string `toml:"environment"`
	} `toml:"build"`
	Context map[string]struct {
		Command string `toml:"command"`
	} `toml:"context"`
}

const preview = "https://deploy-preview-7--site.example"

var (
	noindex  = regexp.MustCompile(`<meta name="?robots"? content="?[^">]*noindex`)
	goLine   = regexp.MustCompile(`(?m)^go (\d+\.\d+)`)
	siteBase = regexp.MustCompile(`(?m)^base-url: *(\S+)`)
)

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestNetlify runs each of netlify.toml's commands as Netlify would, into
// another folder, and looks at what came out.
func TestNetlify(t *testing.T) {
	var c config
	meta, err := toml.DecodeFile(filepath.Join("..", "netlify.toml"), &c)
	if err != nil {
		t.Fatal(err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		t.Errorf("fields that this test does not know: %v", extra)
	}
	if c.Build.Publish != "public" {
		t.Errorf("publish is %q; the program builds into public", c.Build.Publish)
	}
	goVersion := c.Build.Environment["GO_VERSION"]
	want := goLine.FindStringSubmatch(read(t, "..", "go.mod"))
	if want == nil || !regexp.MustCompile(`^`+regexp.QuoteMeta(want[1])+`\.\d+$`).MatchString(goVersion) {
		t.Errorf("GO_VERSION is %q, go.mod says %v: want an exact version of that line", goVersion, want)
	}
	base := siteBase.FindStringSubmatch(read(t, "..", "content", "site.yaml"))
	if base == nil {
		t.Fatal("content/site.yaml names no base-url, which production is built with")
	}
	for _, test := range []struct {
		context, command, base string
		noindex                bool
	}{
		{"production", c.Build.Command, base[1], false},
		{"deploy-preview", c.Context["deploy-preview"].Command, preview, true},
		{"branch-deploy", c.Context["branch-deploy"].Command, preview, true},
	} {
		t.Run(test.context, func(t *testing.T) {
			if test.command == "" {
				t.Fatal("no command")
			}
			out := t.TempDir()
			cmd := exec.Command("bash", "-c", test.command+` --out "$GLOSS_OUT"`)
			cmd.Dir = ".."
			cmd.Env = append(os.Environ(), "DEPLOY_PRIME_URL="+preview, "GLOSS_OUT="+out)
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", test.command, err, said)
			}
			if home := read(t, out, "index.html"); !strings.Contains(home, test.base) {
				t.Errorf("the home page does not name %s", test.base)
			}
			pages := 0
			err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
				if err != nil || filepath.Base(path) != "index.html" {
					return err
				}
				page := read(t, path)
				if strings.Contains(page, `http-equiv="refresh"`) {
					return nil // an old address is never to be indexed
				}
				pages++
				if got := noindex.MatchString(page); got != test.noindex {
					t.Errorf("%s: noindex is %v, want %v", path, got, test.noindex)
				}
				return nil
			})
			if err != nil || pages == 0 {
				t.Errorf("%d pages, %v", pages, err)
			}
		})
	}
}
