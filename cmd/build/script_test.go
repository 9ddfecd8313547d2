package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary be the program: a script's `build` is main,
// run as a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"build": main})
}

// TestScript runs sites as text archives through the real program. Beside the
// commands of testscript a script has:
//
//	status N [ARG…]          run build with ARGs; its exit status is N
//	have DIR REGEXP          a file below DIR has REGEXP in its path or text (! for none)
//	save NAME DIR            remember a tree: paths, bytes, modification times of files
//	same NAME DIR            the tree is as it was, times too (! for any difference)
//	equal DIR DIR            two trees have the same bytes; manifests do not count
//	places ROOT              standard output is JSON diagnostics, each well formed:
//	                         write "path:line:col severity[CODE]" lines to the file places
//	sel FILE SELECTOR N      a CSS selector finds N elements
//	text FILE SELECTOR TEXT  the first element that SELECTOR finds has this text
//	attr FILE SELECTOR NAME VALUE   and this attribute
//	write FILE STRING        write the bytes of a quoted Go string
//	dos DIR                  give each .md and .yaml file below DIR CRLF and a byte-order mark
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": cmdStatus, "have": cmdHave, "save": cmdSave, "same": cmdSame, "equal": cmdEqual,
			"places": cmdPlaces, "sel": cmdSel, "text": cmdText, "attr": cmdAttr, "write": cmdWrite, "dos": cmdDos,
		},
		Setup: func(env *testscript.Env) error {
			env.Values[savedTrees{}] = map[string]map[string]entry{}
			return nil
		},
	})
}

func want(ts *testscript.TestScript, args []string, n int, usage string) {
	if len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
}

func cmdStatus(ts *testscript.TestScript, _ bool, args []string) {
	wanted, err := strconv.Atoi(args[0])
	ts.Check(err)
	status := 0
	if err := ts.Exec("build", args[1:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("build did not run: %v", err)
		}
		status = exit.ExitCode()
	}
	if status != wanted {
		ts.Fatalf("exit status %d, want %d", status, wanted)
	}
}

// entry is a file as a script remembers it.
type entry struct {
	data string
	mode fs.FileMode
	time time.Time
}

type savedTrees struct{}

func readTree(ts *testscript.TestScript, dir string) map[string]entry {
	tree := map[string]entry{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		e := entry{mode: info.Mode()}
		if d.Type().IsRegular() {
			e.time = info.ModTime()
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			e.data = string(data)
		}
		rel, err := filepath.Rel(root, path)
		tree[filepath.ToSlash(rel)] = e
		return err
	}))
	return tree
}

func cmdHave(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 2, "have DIR REGEXP")
	re, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	found := ""
	tree := readTree(ts, args[0])
	for _, path := range slices.Sorted(maps.Keys(tree)) {
		if re.MatchString(path) {
			found = path
			break
		}
		if m := re.FindString(tree[path].data); m != "" {
			found = fmt.Sprintf("%s: %q", path, m)
			break
		}
	}
	switch {
	case neg && found != "":
		ts.Fatalf("%s has %s: %s", args[0], args[1], found)
	case !neg && found == "":
		ts.Fatalf("nothing in %s has %s", args[0], args[1])
	}
}

func cmdSave(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "save NAME DIR")
	ts.Value(savedTrees{}).(map[string]map[string]entry)[args[0]] = readTree(ts, args[1])
}

// difference names the first path at which two trees differ.
func difference(a, b map[string]entry, same func(x, y entry) bool) string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, path := range slices.Sorted(maps.Keys(all)) {
		x, inA := a[path]
		y, inB := b[path]
		switch {
		case !inA:
			return path + " is new"
		case !inB:
			return path + " is gone"
		case !same(x, y):
			return path + " differs"
		}
	}
	return ""
}

func cmdSame(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 2, "same NAME DIR")
	saved := ts.Value(savedTrees{}).(map[string]map[string]entry)[args[0]]
	d := difference(saved, readTree(ts, args[1]), func(x, y entry) bool { return x == y })
	if (d != "") != neg {
		ts.Fatalf("%s against %s: %s", args[1], args[0], d)
	}
}

func cmdEqual(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 2, "equal DIR DIR")
	a, b := readTree(ts, args[0]), readTree(ts, args[1])
	delete(a, ".gloss-manifest.json")
	delete(b, ".gloss-manifest.json")
	d := difference(a, b, func(x, y entry) bool { return x.data == y.data && x.mode == y.mode })
	if (d != "") != neg {
		ts.Fatalf("%s against %s: %s", args[0], args[1], d)
	}
}

// problem is a diagnostic as --format json has it.
type problem struct {
	Path      string `json:"path"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Severity  string `json:"severity"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	Related   []struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	} `json:"related"`
	Fixes []string `json:"fixes"`
	Text  string   `json:"text"`
}

func readProblems(data string) ([]problem, error) {
	var all []problem
	dec := json.NewDecoder(strings.NewReader(data))
	dec.DisallowUnknownFields()
	err := dec.Decode(&all)
	return all, err
}

func cmdPlaces(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "places ROOT")
	all, err := readProblems(ts.ReadFile("stdout"))
	ts.Check(err)
	var b strings.Builder
	for i, p := range all {
		if why := malformed(p, ts.MkAbs(filepath.Join(args[0], p.Path))); why != "" {
			ts.Fatalf("%s\n%s", why, p.Text)
		}
		if i > 0 && slices.Compare(order(all[i-1]), order(p)) > 0 {
			ts.Fatalf("out of order:\n%s%s", all[i-1].Text, p.Text)
		}
		fmt.Fprintf(&b, "%s:%d:%d %s[%s]\n", p.Path, p.Line, p.Column, p.Severity, p.Code)
	}
	ts.Check(os.WriteFile(ts.MkAbs("places"), []byte(b.String()), 0o644))
}

// order is what diagnostics are sorted by, as far as JSON shows it.
func order(p problem) []string {
	return []string{p.Path, fmt.Sprintf("%9d %9d", p.Line, p.Column)}
}

// malformed says how a diagnostic is not what contract section 6 asks for.
func malformed(p problem, file string) string {
	head := fmt.Sprintf("%s:%d:%d: %s[%s]: %s\n", p.Path, p.Line, p.Column, p.Severity, p.Code, p.Message)
	rest, ok := strings.CutPrefix(p.Text, head)
	switch {
	case !ok:
		return "the text does not begin with the headline " + head
	case p.Line < 1 || p.Column < 1 || p.EndLine < p.Line || p.EndLine == p.Line && p.EndColumn < p.Column:
		return "the span is upside down"
	case len(p.Fixes) == 0 || !strings.Contains(rest, "  fix: "+strings.Split(p.Fixes[0], "\n")[0]):
		return "there is no fix"
	}
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 || info.Size() > 1_000_000 {
		return "" // no line to show
	}
	lines := strings.Split(rest, "\n")
	if len(lines) < 3 || !strings.HasPrefix(strings.TrimSpace(lines[0]), strconv.Itoa(p.Line)+" |") {
		return "the author's own line is not shown"
	}
	_, carets, _ := strings.Cut(lines[1], "|")
	if !strings.HasPrefix(strings.TrimLeft(carets, " \t"), "^") {
		return "there is no caret"
	}
	return ""
}

func document(ts *testscript.TestScript, file string) *goquery.Document {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(ts.ReadFile(file)))
	ts.Check(err)
	return doc
}

func cmdSel(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 3, "sel FILE SELECTOR N")
	if n := document(ts, args[0]).Find(args[1]).Length(); strconv.Itoa(n) != args[2] {
		ts.Fatalf("%s has %d × %s, want %s", args[0], n, args[1], args[2])
	}
}

func first(ts *testscript.TestScript, file, selector string) *goquery.Selection {
	s := document(ts, file).Find(selector).First()
	if s.Length() == 0 {
		ts.Fatalf("%s has no %s", file, selector)
	}
	return s
}

func cmdText(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 3, "text FILE SELECTOR TEXT")
	got := strings.Join(strings.Fields(first(ts, args[0], args[1]).Text()), " ")
	if (got == args[2]) == neg {
		ts.Fatalf("%s, %s: %q, want %q", args[0], args[1], got, args[2])
	}
}

func cmdAttr(ts *testscript.TestScript, neg bool, args []string) {
	want(ts, args, 4, "attr FILE SELECTOR NAME VALUE")
	got, ok := first(ts, args[0], args[1]).Attr(args[2])
	if (ok && got == args[3]) == neg {
		ts.Fatalf("%s, %s: %s=%q, want %q", args[0], args[1], args[2], got, args[3])
	}
}

func cmdWrite(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 2, "write FILE STRING")
	data, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data), 0o644))
}

func cmdDos(ts *testscript.TestScript, _ bool, args []string) {
	want(ts, args, 1, "dos DIR")
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || ext != ".md" && ext != ".yaml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(path, append([]byte("\ufeff"), bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))...), 0o644)
	}))
}
