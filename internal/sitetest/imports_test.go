package sitetest_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gloss/internal/sitetest"
)

// layout is the order of architecture.md: a package imports only packages listed
// above it. "fs" and "clock" tell what else it may touch.
var layout = []struct {
	name  string
	core  bool // compiles to WebAssembly
	fs    bool // may use the file system; of source, its loader alone
	clock bool // may ask what time it is
	embed bool // carries files of its own in the binary
	alone []string
}{
	{name: "source", core: true},
	{name: "diag", core: true},
	{name: "content", core: true},
	{name: "markdown", core: true, alone: []string{"github.com/yuin/goldmark", "github.com/alecthomas/chroma"}},
	{name: "terms", core: true},
	{name: "link", core: true},
	{name: "check", core: true},
	{name: "draw", core: true},
	{name: "render", core: true},
	{name: "search", core: true},
	{name: "cards", core: true, alone: []string{"github.com/go-text/typesetting", "github.com/go-fonts"}},
	{name: "publish", fs: true},
	{name: "build", clock: true},
	{name: "watch", fs: true, clock: true, alone: []string{"github.com/fsnotify/fsnotify"}},
	{name: "preview", clock: true, embed: true, alone: []string{"net/http"}},
	{name: "lsp", fs: true, clock: true},
	{name: "sitetest", fs: true, clock: true},
}

const loader = "internal/source/loader.go"

func rank(name string) int {
	for i, p := range layout {
		if p.name == name {
			return i
		}
	}
	return -1
}

// file is a Go file of the repository.
type file struct {
	path    string // from the root, with slashes
	pkg     string // "source", "cmd/build", "" for the root
	test    bool
	imports []string
	syntax  *ast.File
	pos     *token.FileSet
}

// goFiles parses every Go file of the module.
func goFiles(t *testing.T) []file {
	t.Helper()
	var files []file
	set := token.NewFileSet()
	err := fs.WalkDir(os.DirFS(sitetest.Repository), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			_, err := os.Stat(filepath.Join(sitetest.Repository, p, "go.mod"))
			if p != "." && (err == nil || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "public") {
				return fs.SkipDir
			}
			return nil
		case path.Ext(p) != ".go":
			return nil
		}
		syntax, err := parser.ParseFile(set, filepath.Join(sitetest.Repository, p), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		f := file{path: p, test: strings.HasSuffix(p, "_test.go"), syntax: syntax, pos: set}
		f.pkg = strings.TrimPrefix(path.Dir(p), "internal/")
		if f.pkg == "." {
			f.pkg = ""
		}
		for _, spec := range syntax.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			f.imports = append(f.imports, name)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 80 {
		t.Fatalf("only %d files were found", len(files))
	}
	return files
}

// own gives the package of ours that an import names.
func own(imported string) (name string, ok bool) {
	if imported == "gloss" {
		return "", true
	}
	name, ok = strings.CutPrefix(imported, "gloss/")
	return strings.TrimPrefix(name, "internal/"), ok
}

// top is the package of the layout that a package belongs to.
func top(pkg string) string {
	name, _, _ := strings.Cut(pkg, "/")
	return name
}

// TestImportOrder: a package imports only packages listed above it; test files
// may import sitetest too; cmd/build wires them all. bench, which measures, is
// allowed what tests are.
func TestImportOrder(t *testing.T) {
	for _, f := range goFiles(t) {
		command := strings.HasPrefix(f.pkg, "cmd/") || f.pkg == "bench"
		at := rank(top(f.pkg))
		if at < 0 && !command && f.pkg != "" {
			t.Errorf("%s: the layout has no package %s", f.path, f.pkg)
			continue
		}
		for _, imported := range f.imports {
			name, ours := own(imported)
			to := rank(top(name))
			switch {
			case !ours, top(name) == top(f.pkg):
			case name == "sitetest" && (f.test || f.pkg == "bench"):
			case name == "": // the theme inside the binary
				if !command && top(f.pkg) != "sitetest" && !f.test {
					t.Errorf("%s imports the root", f.path)
				}
			case to < 0:
				t.Errorf("%s imports %s, which is not in the layout", f.path, imported)
			case name == "sitetest":
				t.Errorf("%s imports sitetest, and is no test", f.path)
			case command:
			case f.pkg == "":
				t.Errorf("%s, the root, imports %s", f.path, imported)
			case to >= at:
				t.Errorf("%s imports %s, which is not above it", f.path, imported)
			}
		}
	}
}

// fileSystem is what reaches the file system, or what names files the way the
// machine does.
var fileSystem = []string{"os", "os/exec", "os/user", "io/ioutil", "path/filepath", "syscall", "embed", "golang.org/x/sys"}

func under(imported, module string) bool {
	return imported == module || strings.HasPrefix(imported, module+"/")
}

func anyOf(imported string, modules []string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return under(imported, m) })
}

// TestWalls: goldmark and chroma only in markdown, fsnotify only in watch,
// net/http only in preview, the file system only in source's loader, publish and
// the edges. Test files may use what they need.
func TestWalls(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range goFiles(t) {
		if f.test || top(f.pkg) == "sitetest" || f.pkg == "bench" {
			continue
		}
		command := strings.HasPrefix(f.pkg, "cmd/") || f.pkg == ""
		at := rank(f.pkg)
		for _, imported := range f.imports {
			for _, p := range layout {
				if anyOf(imported, p.alone) {
					seen[p.name] = true
					if p.name != f.pkg {
						t.Errorf("%s imports %s, which is %s's alone", f.path, imported, p.name)
					}
				}
			}
			if imported == "embed" && at >= 0 && layout[at].embed {
				continue
			}
			if anyOf(imported, fileSystem) && !command && f.path != loader && !(at >= 0 && layout[at].fs) {
				t.Errorf("%s imports %s: the file system is not its own", f.path, imported)
			}
			if imported == "io/fs" && !command && f.path != loader && !(at >= 0 && layout[at].fs) {
				t.Errorf("%s imports io/fs", f.path)
			}
			if imported == "C" || imported == "unsafe" || imported == "math/rand" || imported == "math/rand/v2" {
				t.Errorf("%s imports %s", f.path, imported)
			}
		}
	}
	if !seen["markdown"] {
		t.Error("nothing imports goldmark: the test looks in the wrong place")
	}
}

// clock is what package time knows of now.
var clock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Sleep", "Local"}

// TestClock: no package listed above build asks what time it is.
func TestClock(t *testing.T) {
	asked := 0
	for _, f := range goFiles(t) {
		at := rank(f.pkg)
		if f.test || at < 0 {
			continue
		}
		name := ""
		for _, spec := range f.syntax.Imports {
			if spec.Path.Value == `"time"` {
				name = "time"
				if spec.Name != nil {
					name = spec.Name.Name
				}
			}
		}
		if name == "" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); !ok || x.Name != name || !slices.Contains(clock, s.Sel.Name) {
				return true
			}
			asked++
			if !layout[at].clock {
				t.Errorf("%s: time.%s", f.pos.Position(s.Pos()), s.Sel.Name)
			}
			return true
		})
	}
	if asked == 0 {
		t.Error("nobody asks the clock: the test looks in the wrong place")
	}
}

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath string
	Deps       []string
	Module     *struct{ Path string }
}

func goCommand(t *testing.T, env []string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = sitetest.Repository
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, exit.Stderr)
		}
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return out
}

// TestWhatIsLinked: nothing that a package imports brings net/http along, but
// for preview and what stands below it. (render is not held to this: the minifier
// that it uses for styles and scripts imports net/http for a handler of its own.)
func TestWhatIsLinked(t *testing.T) {
	dec := json.NewDecoder(strings.NewReader(string(goCommand(t, nil, "list", "-json=ImportPath,Deps,Module", "./internal/..."))))
	packages := 0
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name, _ := own(p.ImportPath)
		if at := rank(top(name)); at < 0 || at >= rank("render") {
			continue
		}
		packages++
		for _, dep := range p.Deps {
			if dep == "net/http" || dep == "os/exec" || dep == "C" || strings.HasPrefix(dep, "runtime/cgo") {
				t.Errorf("%s brings %s along", name, dep)
			}
		}
	}
	if packages < 7 {
		t.Errorf("only %d packages were listed", packages)
	}
}

// TestCoreCompilesToWebAssembly builds what a browser could run.
func TestCoreCompilesToWebAssembly(t *testing.T) {
	args := []string{"build"}
	for _, p := range layout {
		if _, err := os.Stat(filepath.Join(sitetest.Repository, "internal", p.name)); err == nil && p.core {
			args = append(args, "./internal/"+p.name)
		}
	}
	goCommand(t, []string{"GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"}, args...)
}
