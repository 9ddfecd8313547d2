package sitetest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gloss/internal/sitetest"
)

// planted are mistakes that somebody could make in what is remembered. Each is one
// text put in the place of another that the file has once.
var planted = []struct {
	name, file, old, with string
	property              property
}{
	{
		"a parsed file is known by its bytes, wherever it is",
		"internal/build/builder.go", "old != nil && old.from == from {", "old != nil && old.from.hash == from.hash {", warm,
	},
	{
		"pictures are measured once for each kind of file",
		"internal/build/pictures.go", "pictureKey{path.Ext(f.Path), f.Hash}", "pictureKey{ext: path.Ext(f.Path)}", warm,
	},
	{
		"a citation need not be asked for again",
		"internal/link/memory.go", "return c.sameSource(old.sources[q.word], n.sources[q.word])", "return true", warm,
	},
	{
		"forms that are gone are not missed",
		"internal/link/heads.go", "if _, ok := now[key]; !ok {", "if _, ok := now[key]; !ok && false {", warm,
	},
	{
		"a term has the facts that it had",
		"internal/link/memory.go", " || !c.sameFacts(old, p)", "", warm,
	},
	{
		"a term has the ties that it had",
		"internal/link/memory.go", " || !c.sameTies(old, p)", "", warm,
	},
	{
		"nobody sees another's ties",
		"internal/content/exports.go", " && sameRelations(a, b)", "", warm,
	},
	{
		"a change does not come due",
		"internal/link/memory.go", "c.old.names.Later(ch.Date) != c.names.Later(ch.Date)", "false", warm,
	},
	{
		"views that differ in a yes or no are one",
		"internal/render/key.go", "if v.Bool() {", "if v.Bool() && false {", warm,
	},
	{
		"outputs outlive their templates",
		"internal/build/outputs.go", "before == nil || before.theme != s.themeKey", "before == nil", warm,
	},
	{
		"names are as they were, wherever a clash stands now",
		"internal/link/tables.go", " && len(n.diags) == 0 &&", " &&", warm,
	},
	{
		"who leads to a page need not learn of another state of it",
		"internal/link/memory.go", "if c.again && !c.touches(old, c.others) {", "if c.again {", warm,
	},
	{
		"a page keeps its place under another title",
		"internal/link/graph.go", "n.Pages[p.Index] == p {", "n.Pages[p.Index].Address == p.Address {", warm,
	},
	{
		"words are held against the facts of before",
		"internal/build/checks.go", " && slices.Equal(now.facts, b.checks.facts)", "", warm,
	},
	{
		"a list of pages is taken over from a site with as many",
		"internal/preview/generation.go", "n.site.SamePages(g.site)", "len(n.site.Jobs) == len(g.site.Jobs)", served,
	},
	{
		"nobody is told of pages that are gone",
		"internal/preview/announce.go", `if g.pages[address] == "" {`, `if g.pages[address] == "" && false {`, served,
	},
}

// property is a test that has to find a fault.
type property struct{ pkg, name string }

var (
	warm   = property{"sitetest", "TestPropertyWarmEqualsCold"}
	served = property{"preview", "TestPropertyServedEqualsClean"}
)

// TestLongPlantedFaults plants each fault in a copy of its file and has the
// properties look for it: they find what they are there to find.
func TestLongPlantedFaults(t *testing.T) {
	if os.Getenv("GLOSS_LONG") == "" {
		t.Skip("GLOSS_LONG=1 plants faults, and looks whether the properties find them")
	}
	const seeds = 40
	for _, p := range []property{warm, served} {
		t.Run("none, "+p.name, func(t *testing.T) {
			run := p.compile(t, map[string]string{})
			for seed := range 3 {
				if out, ok := run(seed + 1); !ok {
					t.Fatalf("nothing is planted, and seed %d fails:\n%s", seed+1, out)
				}
			}
		})
	}
	caught := 0
	for _, f := range planted {
		t.Run(f.name, func(t *testing.T) {
			path := filepath.Join(sitetest.Repository, filepath.FromSlash(f.file))
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(text), f.old); n != 1 {
				t.Fatalf("%s has %q %d times: the table of faults is out of date", f.file, f.old, n)
			}
			copied := filepath.Join(t.TempDir(), filepath.Base(f.file))
			if err := os.WriteFile(copied, []byte(strings.Replace(string(text), f.old, f.with, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			run := f.property.compile(t, map[string]string{path: copied})
			for seed := range seeds {
				if out, ok := run(seed + 1); !ok {
					caught++
					t.Logf("seed %d, %s", seed+1, symptom(out))
					return
				}
			}
			t.Errorf("%s did not find it in %d seeds", f.property.name, seeds)
		})
	}
	t.Logf("figures: %d of %d planted faults caught", caught, len(planted))
}

// compile builds a property with some files replaced, and gives what tries it
// with a seed.
func (p property) compile(t *testing.T, replace map[string]string) func(seed int) (out string, ok bool) {
	t.Helper()
	dir := t.TempDir()
	overlay, binary := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "property.test")
	whole := map[string]string{}
	for path, with := range replace {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		whole[path] = with
	}
	data, err := json.Marshal(map[string]any{"Replace": whole})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(overlay, data, 0o600); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join("..", p.pkg)
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-overlay", overlay, "-o", binary, ".")
	build.Dir = folder
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return func(seed int) (string, bool) {
		cmd := exec.CommandContext(t.Context(), binary, "-test.run", "^"+p.name+"$")
		cmd.Dir = folder
		cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GLOSS_") })
		cmd.Env = append(cmd.Env, fmt.Sprint("GLOSS_SEED=", seed))
		out, err := cmd.CombinedOutput()
		if err == nil {
			return "", true
		}
		if text := string(out); strings.Contains(text, "--- FAIL: "+p.name) || strings.Contains(text, "panic: ") {
			return text, false
		}
		t.Fatalf("%v, and the property did not fail:\n%s", err, out)
		return "", false
	}
}

var firstWords = regexp.MustCompile(`(after edit \d+: .*|panic: .*)`)

// symptom is how a fault showed.
func symptom(out string) string { return firstWords.FindString(out) }
