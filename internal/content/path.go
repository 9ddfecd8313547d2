package content

import (
	"path"
	"strings"
	"unicode/utf8"
)

// Role is what a file is within content/.
type Role uint8

const (
	// RolePage is a page of its own.
	RolePage Role = iota
	// RoleIntro is the introduction of a listing or of the home page.
	RoleIntro
	// RoleAsset travels with the page of its bundle.
	RoleAsset
	// RoleSite is site.yaml.
	RoleSite
	// RoleRecords is sources.json.
	RoleRecords
	// RoleStray belongs nowhere; Location.Why says so.
	RoleStray
)

// Location is what a path alone says of a file.
type Location struct {
	Role   Role
	Kind   Kind
	Base   string // file or bundle folder that the default slug is made from
	Bundle string // folder of the bundle, "" where there is none
	Why    string // for RoleStray: what is wrong
	Fix    string
}

// Root is the folder that holds all content.
const Root = "content"

// SitePath is where the site's own settings stand.
const SitePath = Root + "/site.yaml"

// Locate reads a path of the snapshot below content/. isBundle tells whether a
// folder holds an index.md.
func Locate(p string, isBundle func(dir string) bool) Location {
	rel := strings.TrimPrefix(p, Root+"/")
	if !utf8.ValidString(p) {
		return Location{Role: RoleStray, Why: "the name of this file is not UTF-8, so no address can be made from it", Fix: "rename it"}
	}
	if rel == "site.yaml" {
		return Location{Role: RoleSite}
	}
	if p == RecordsPath {
		return Location{Role: RoleRecords}
	}
	parts := strings.Split(rel, "/")
	kind, known := KindOfFolder(parts[0])
	inner := len(parts) - 1 // folders between content/ and the file
	if known {
		inner--
	}
	name := parts[len(parts)-1]
	if path.Ext(name) != ".md" {
		return locateAsset(p, kind, known, isBundle)
	}
	switch {
	case inner > 0 && !known && (inner > 1 || name != "index.md"):
		return Location{
			Role: RoleStray, Why: "content/" + parts[0] + " is no folder of the site, so this page has no kind",
			Fix: "move it to content/, or into content/" + strings.Join(folders(), "/, content/") + "/",
		}
	case name == "index.md" && inner == 0:
		return Location{Role: RoleIntro, Kind: kind}
	case name == "index.md":
		dir := path.Dir(p)
		return Location{Role: RolePage, Kind: kind, Base: path.Base(dir), Bundle: dir}
	}
	return Location{Role: RolePage, Kind: kind, Base: strings.TrimSuffix(name, ".md")}
}

func folders() []string {
	var all []string
	for _, k := range Kinds {
		if k.Folder() != "" {
			all = append(all, k.Folder())
		}
	}
	return all
}

// locateAsset finds the bundle that a file travels with: the nearest folder
// above it with an index.md, below the folder of the kind.
func locateAsset(p string, kind Kind, known bool, isBundle func(string) bool) Location {
	top := Root
	if known {
		top += "/" + kind.Folder()
	}
	for dir := path.Dir(p); dir != top && strings.HasPrefix(dir, top+"/"); dir = path.Dir(dir) {
		if isBundle(dir) {
			return Location{Role: RoleAsset, Kind: kind, Base: path.Base(dir), Bundle: dir}
		}
	}
	if rel := strings.TrimPrefix(p, Root+"/"); rel == "site.yml" || rel == "config.yaml" || rel == "config.yml" {
		return Location{Role: RoleStray, Why: "the site's settings are read from site.yaml alone", Fix: "rename it to site.yaml"}
	}
	l := Location{
		Role: RoleStray, Why: "this is no Markdown file, and no page has it beside its index.md",
		Fix: "put it into a page's folder (content/articles/NAME/index.md with the file beside it), or into static/",
	}
	if ext := strings.ToLower(path.Ext(p)); ext == ".markdown" || ext == ".md" || ext == ".mdown" || ext == ".mdx" {
		l.Why, l.Fix = "pages end in .md", "rename it to "+strings.TrimSuffix(path.Base(p), path.Ext(p))+".md"
	}
	return l
}
