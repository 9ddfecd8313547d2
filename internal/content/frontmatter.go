package content

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"gloss/internal/diag"
	"gloss/internal/source"
)

// Head is what reading the beginning of a page gives.
type Head struct {
	Meta   Meta
	Body   int  // where the Markdown begins
	Broken bool // the front matter could not be read: Meta is what can be guessed of it
}

// CheckFile reports what keeps a file's bytes from being looked at, and whether
// anything can be read from it at all.
func CheckFile(f source.File) (diags []diag.Diagnostic, usable bool) {
	at := diag.Place{Path: f.Path}
	switch f.Mode {
	case source.Symlink:
		return []diag.Diagnostic{diag.New(codeIrregular, at, "this is a symbolic link").WithFix("put a copy of the file itself here")}, false
	case source.Special:
		if slices.Contains(source.Folders, f.Path) {
			return []diag.Diagnostic{diag.New(codeIrregular, at, "this is not a folder").WithFix("put the folder back")}, false
		}
		return []diag.Diagnostic{diag.New(codeIrregular, at, "this is a device, a pipe or a socket, not a file").WithFix("delete it")}, false
	case source.TooLarge:
		return []diag.Diagnostic{diag.New(codeTooLarge, at, fmt.Sprintf("this file has %d bytes; a page may have 1,000,000, another file 50,000,000", f.Size)).WithFix("split it in two")}, false
	case source.Unreadable:
		if errors.Is(f.Cause, source.ErrMissing) {
			return []diag.Diagnostic{diag.New(codeUnreadable, at, "this folder is missing").WithFix("put it back")}, false
		}
		return []diag.Diagnostic{diag.New(codeUnreadable, at, fmt.Sprintf("this cannot be read: %v", f.Cause)).WithFix("check its permissions")}, false
	}
	return nil, true
}

// CheckText reports what keeps bytes from being text.
func CheckText(f source.File) []diag.Diagnostic {
	if bytes.HasPrefix(f.Data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(f.Data, []byte{0xFE, 0xFF}) {
		return []diag.Diagnostic{diag.New(codeEncoding, Place(f.Path, diag.Span{Start: 0, End: 1}), "this file is saved in UTF-16").WithFix("save the file in UTF-8")}
	}
	var diags []diag.Diagnostic
	if i := bytes.IndexByte(f.Data, 0); i >= 0 {
		diags = append(diags, diag.New(codeEncoding, Place(f.Path, diag.Span{Start: i, End: i + 1}), "there is a NUL byte here").WithFix("save the file as plain text in UTF-8"))
	}
	if i := invalidUTF8(f.Data); i >= 0 {
		diags = append(diags, diag.New(codeEncoding, Place(f.Path, diag.Span{Start: i, End: i + 1}), fmt.Sprintf("the byte 0x%02X here is not UTF-8", f.Data[i])).WithFix("save the file in UTF-8"))
	}
	return append(diags, conflicts(f)...)
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// conflicts reports merge-conflict markers. Fenced code may show them.
func conflicts(f source.File) []diag.Diagnostic {
	var diags []diag.Diagnostic
	fence := ""
	for start := 0; start < len(f.Data); {
		end := start + bytes.IndexByte(f.Data[start:], '\n')
		if end < start {
			end = len(f.Data)
		}
		line := string(f.Data[start:end])
		switch {
		case fence == "" && len(line) > 2 && (line[:3] == "```" || line[:3] == "~~~"):
			fence = line[:3]
		case fence != "" && len(line) > 2 && line[:3] == fence:
			fence = ""
		case fence == "" && len(line) > 7 && (line[:8] == "<<<<<<< " || line[:8] == ">>>>>>> "):
			diags = append(diags, diag.New(codeConflict, Place(f.Path, diag.Span{Start: start, End: start + 7}), "a merge conflict is left here").
				WithFix("keep the version that is right and delete the lines with <<<<<<<, ======= and >>>>>>>"))
		}
		start = end + 1
	}
	return diags
}

// ReadHead reads a page's front matter.
func ReadHead(f source.File, loc Location) (Head, []diag.Diagnostic) {
	start, end, body, problem := split(f)
	if problem != nil {
		return Head{Meta: Meta{Title: rawTitle(f.Data, 0, len(f.Data))}, Body: body, Broken: true}, []diag.Diagnostic{*problem}
	}
	r, top := newReader(f.Path, f.Data, start, end)
	head := Head{Body: body, Broken: len(r.diags) > 0}
	if head.Broken {
		head.Meta = lenientMeta(f, start, end, loc)
	} else {
		head.Meta = readMeta(r, top, loc)
		head.Meta.settleLinks()
	}
	if d := repeatedFrontMatter(f, body); d != nil {
		r.diags = append(r.diags, *d)
	}
	return head, r.diags
}

var fenceLine = []byte("---")

// split finds the YAML between the first two lines of three hyphens.
func split(f source.File) (start, end, body int, problem *diag.Diagnostic) {
	data := f.Data
	fail := func(at diag.Span, message, fix string) (int, int, int, *diag.Diagnostic) {
		d := diag.New(codeFrontMatter, Place(f.Path, at), message).WithFix(fix)
		return 0, 0, body, &d
	}
	const model = "---\ntitle: …\n---"
	if len(bytes.TrimSpace(data)) == 0 {
		return fail(diag.Span{}, "this file is empty", model)
	}
	first, next := lineAt(data, 0)
	if !isFence(first) {
		if line, _ := lineAt(bytes.TrimLeft(data, " \t\n"), 0); isFence(line) {
			return fail(diag.Span{Start: 0, End: 1}, "front matter begins on the very first line; here something stands before it", "delete what stands above the ---")
		}
		return fail(diag.Span{Start: 0, End: max(len(first), 1)}, "the front matter is missing", model)
	}
	for at := next; at < len(data); {
		line, after := lineAt(data, at)
		if isFence(line) {
			return next, at, after, nil
		}
		at = after
	}
	body = len(data)
	if i := bytes.Index(data, []byte("\n\n")); i >= 0 { // where the text begins, for all one can tell
		body = i + 2
	}
	return fail(diag.Span{Start: 0, End: len(first)}, "the front matter that begins here is never closed", "put a line of three hyphens below its last field:  ---")
}

func isFence(line []byte) bool { return bytes.Equal(bytes.TrimRight(line, " \t"), fenceLine) }

func lineAt(data []byte, at int) (line []byte, next int) {
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return data[at : at+i], at + i + 1
	}
	return data[at:], len(data)
}

// repeatedFrontMatter finds a second block of fields right below the first,
// which a reader would see as a rule and a heading.
func repeatedFrontMatter(f source.File, body int) *diag.Diagnostic {
	at := body
	for at < len(f.Data) && f.Data[at] == '\n' {
		at++
	}
	line, next := lineAt(f.Data, at)
	if at >= len(f.Data) || !isFence(line) {
		return nil
	}
	if field, _ := lineAt(f.Data, next); !looksLikeField(field) {
		return nil
	}
	d := diag.New(codeFrontMatter, Place(f.Path, diag.Span{Start: at, End: at + len(line)}), "a second block of front matter begins here").
		WithFix("move its fields into the first block and delete it")
	return &d
}

func looksLikeField(line []byte) bool {
	name, _, found := bytes.Cut(line, []byte(":"))
	for _, c := range name {
		if (c < 'a' || c > 'z') && c != '-' {
			return false
		}
	}
	return found && len(name) > 0
}

// Stray reports a file that has no place on the site.
func Stray(path string, loc Location) diag.Diagnostic {
	return diag.New(codeStray, diag.Place{Path: path}, loc.Why).WithFix(loc.Fix)
}
