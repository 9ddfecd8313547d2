package link

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // sizes of pictures
	_ "image/jpeg" // sizes of pictures
	_ "image/png"  // sizes of pictures
	"maps"
	"path"
	"slices"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

// Asset is a file that travels with a page.
type Asset struct {
	Path          string // in the snapshot
	Address       string // path on the site
	Width, Height int    // of a picture whose size could be read, else 0
	page          number
	clash         bool // another file has its address
}

// IsPicture tells whether a file name is that of a picture.
func IsPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif":
		return true
	}
	return false
}

// Picture is what the bytes of a file say of it as a picture. It depends on them
// and on the end of the file's name alone.
type Picture struct {
	Width, Height int
	Problem       string // why it must not be published
}

// Measure reads a picture; a file that is none has no size.
func Measure(f source.File) Picture {
	if strings.ToLower(path.Ext(f.Path)) == ".svg" {
		w, h, err := readSVG(f.Data)
		if err != nil {
			return Picture{Problem: err.Error()}
		}
		return Picture{Width: w, Height: h}
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return Picture{}
	}
	return Picture{Width: config.Width, Height: config.Height}
}

// newAsset checks a file of a bundle, which was measured.
func newAsset(f source.File, m Picture, page *Page, rel string) (*Asset, []diag.Diagnostic) {
	a := &Asset{Path: f.Path, Address: page.Address + rel, page: page.number(), Width: m.Width, Height: m.Height}
	var diags []diag.Diagnostic
	report := func(message, fix string) {
		diags = append(diags, diag.New(codeAsset, diag.Place{Path: f.Path}, message).WithFix(fix))
	}
	if why := badFileName(rel); why != "" {
		report(fmt.Sprintf("the name %q %s", rel, why), "rename it: letters, digits, hyphens, dots")
	}
	if m.Problem != "" {
		report(m.Problem, "export it again as plain SVG")
	}
	if !travels[strings.ToLower(path.Ext(rel))] {
		report(fmt.Sprintf("a page brings no %q file with it: a browser or a server might run it", path.Ext(rel)), "put it into static/, if it is safe")
	}
	return a, diags
}

// travels lists the kinds of files that a page may bring: pictures, sounds,
// films, documents and data, which no browser or server runs.
var travels = map[string]bool{
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".svg": true,
	".mp3": true, ".m4a": true, ".ogg": true, ".oga": true, ".opus": true, ".wav": true, ".flac": true,
	".mp4": true, ".webm": true, ".ogv": true, ".vtt": true, ".srt": true,
	".pdf": true, ".epub": true, ".txt": true, ".rtf": true, ".odt": true, ".ods": true, ".odp": true,
	".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true,
	".csv": true, ".tsv": true, ".json": true, ".geojson": true, ".yaml": true, ".bib": true, ".ris": true, ".zip": true, ".gz": true,
}

// badFileName says what keeps a name from working on every host.
func badFileName(rel string) string {
	for _, part := range strings.Split(rel, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		switch {
		case strings.ContainsAny(part, `<>:"\|?*%#`):
			return "has a character that not every host takes"
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return "ends in a dot or a space"
		case content.SlugProblem(stem) == "is the name of a device on Windows":
			return "is the name of a device on Windows"
		case strings.IndexFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f }) >= 0:
			return "has a control character"
		}
	}
	return ""
}

// filesOf are the files of content/ that may be a page's own.
func filesOf(snapshot source.Snapshot) (files []source.File) {
	for _, f := range snapshot.Under(content.Root) {
		if path.Ext(f.Path) != ".md" && f.Mode == source.Regular {
			files = append(files, f)
		}
	}
	return files
}

// addAssets finds the files of bundles.
func (n *Names) addAssets(files []source.File, measure func(source.File) Picture) {
	bundles := map[string]*Page{}
	for _, p := range n.Pages {
		if p.Doc.Bundle != "" {
			bundles[p.Doc.Bundle] = p
		}
	}
	for _, f := range files {
		for dir := path.Dir(f.Path); dir != "." && dir != content.Root; dir = path.Dir(dir) {
			if page := bundles[dir]; page != nil {
				a, diags := newAsset(f, measure(f), page, strings.TrimPrefix(f.Path, dir+"/"))
				n.assets[f.Path], n.assetAt[a.Address] = a, a
				n.diags = append(n.diags, diags...)
				break
			}
		}
	}
}

// Assets gives the files of live pages, in order of path.
func (n *Names) Assets() []*Asset {
	var all []*Asset
	for _, path := range slices.Sorted(maps.Keys(n.assets)) {
		if a := n.assets[path]; n.page(a.page).Live && !a.clash {
			all = append(all, a)
		}
	}
	return all
}
