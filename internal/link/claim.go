package link

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// claims is who has which file of the output, and which folder, as the strictest
// file system compares their names.
type claims struct {
	files, folders map[string]string
	static         func(string) bool
}

func fileKey(file string) string {
	if isASCII(file) { // as nearly all are: what follows would only put it into lower case
		return strings.ToLower(file)
	}
	return cases.Fold().String(norm.NFC.String(file))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// FolderOf is the folder that a clean path stands in, "" for the root.
func FolderOf(file string) string { return file[:max(strings.LastIndexByte(file, '/'), 0)] }

// take gives a file to an owner, or names who is in the way: the owner of that
// file, of a folder of that name, or of a file where one of its folders would be.
func (c *claims) take(file, owner string) (taken string) {
	key := fileKey(file)
	if first, ok := c.files[key]; ok {
		return first
	}
	if first, ok := c.folders[key]; ok {
		return first
	}
	for dir := FolderOf(key); dir != "" && c.folders[dir] == ""; dir = FolderOf(dir) { // a folder has no file of its name
		if first, ok := c.files[dir]; ok {
			return first
		}
	}
	if at := c.blocked(file); at != "" {
		return "static/" + at
	}
	c.files[key] = owner
	for dir := FolderOf(key); dir != "" && c.folders[dir] == ""; dir = FolderOf(dir) {
		c.folders[dir] = owner
	}
	return ""
}

// blocked finds a file of static/ where one of a file's folders would be. (Of two
// files with one path, whoever gathers the files tells.)
func (c *claims) blocked(file string) string {
	for at := FolderOf(file); at != "" && c.static != nil; at = FolderOf(at) {
		if c.static(at) {
			return at
		}
	}
	return ""
}

// claimAddresses gives each address to one file, over all pages, present or not.
func (n *Names) claimAddresses() *claims {
	c := &claims{files: make(map[string]string, 2*len(n.Pages)), folders: make(map[string]string, len(n.Pages)), static: n.static}
	n.claimGenerated(c)
	for _, p := range n.Pages {
		at := p.Doc.Slug.At
		if at == (diag.Span{}) {
			at = p.Doc.Title.At
		}
		n.claimFile(c, p.Address, p.Doc.Path, content.Place(p.Doc.Path, at), "slug: "+p.Slug+"-2")
		c.take(strings.TrimPrefix(p.Address, "/")+"index.md", "the page itself")
		n.byAddress[p.Address] = p.number()
	}
	for _, path := range slices.Sorted(maps.Keys(n.assets)) {
		a := n.assets[path]
		a.clash = !n.claimFile(c, a.Address, path, diag.Place{Path: path}, "rename it")
	}
	return c
}

// claimGenerated takes the paths of the pages that the program makes.
func (n *Names) claimGenerated(c *claims) {
	made := slices.Clone(content.Generated)
	for _, t := range n.Site.Topics {
		made = append(made, OfTopic(t.Slug.Value))
	}
	for _, address := range made {
		file, owner := OutputFile(address), "a page that every site has"
		if strings.HasPrefix(address, "/topics/") && address != "/topics/" {
			owner = "a topic"
		}
		if at := c.blocked(file); at != "" && n.IsGenerated(address) {
			n.diags = append(n.diags, diag.New(codeAddress, diag.Place{Path: "static/" + at}, fmt.Sprintf("the address %s is taken", address)).
				WithNote("by "+owner).WithFix("rename the file"))
		}
		c.take(file, owner)
	}
}

// claimFile takes the address of one file, or reports who has it.
func (n *Names) claimFile(c *claims, address, file string, at diag.Place, fix string) bool {
	taken := c.take(OutputFile(address), file)
	if taken == "" {
		return true
	}
	d := diag.New(codeAddress, at, fmt.Sprintf("the address %s is taken", address)).WithFix(fix)
	if strings.HasPrefix(taken, content.Root+"/") {
		d = d.WithRelated(diag.Place{Path: taken}, "also")
	} else {
		d = d.WithNote("by " + taken)
	}
	n.diags = append(n.diags, d)
	return false
}
