package link

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	_ "image/gif"  // sizes of pictures
	_ "image/jpeg" // sizes of pictures
	_ "image/png"  // sizes of pictures
	"io"
	"math"
	"path"
	"strconv"
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
	Page          *Page
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

// newAsset checks a file of a bundle and measures it.
func newAsset(f source.File, page *Page, rel string) (*Asset, []diag.Diagnostic) {
	a := &Asset{Path: f.Path, Address: page.Address + rel, Page: page}
	var diags []diag.Diagnostic
	report := func(message, fix string) {
		diags = append(diags, diag.New(codeAsset, diag.Place{Path: f.Path}, message).WithFix(fix))
	}
	if why := badFileName(rel); why != "" {
		report(fmt.Sprintf("the name %q %s", rel, why), "rename it: letters, digits, hyphens, dots")
	}
	switch strings.ToLower(path.Ext(rel)) {
	case ".svg":
		w, h, err := readSVG(f.Data)
		if err != nil {
			report(err.Error(), "export it again as plain SVG")
		}
		a.Width, a.Height = w, h
	default:
		if !travels[strings.ToLower(path.Ext(rel))] {
			report(fmt.Sprintf("a page brings no %q file with it: a browser or a server might run it", path.Ext(rel)), "put it into static/, if it is safe")
		}
		if config, _, err := image.DecodeConfig(bytes.NewReader(f.Data)); err == nil {
			a.Width, a.Height = config.Width, config.Height
		}
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

// readSVG refuses an SVG that could run something and gives its size.
func readSVG(data []byte) (w, h int, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	first := true
	for {
		token, err := d.Token()
		if err == io.EOF {
			if first {
				return 0, 0, fmt.Errorf("this is no SVG")
			}
			return w, h, nil
		}
		if err != nil {
			return 0, 0, fmt.Errorf("this SVG cannot be read: %v", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := safeSVG(t); err != nil {
				return 0, 0, err
			}
			if first {
				if t.Name.Local != "svg" {
					return 0, 0, fmt.Errorf("this is no SVG")
				}
				w, h = sizeSVG(t)
				first = false
			}
		case xml.CharData:
			if css := strings.ToLower(squeeze(string(t))); strings.Contains(css, "@import") || strings.Contains(strings.ReplaceAll(css, "url(#", ""), "url(") {
				return 0, 0, fmt.Errorf("this SVG has a style that leads elsewhere")
			}
		case xml.Directive:
			if strings.Contains(strings.ToUpper(string(t)), "ENTITY") {
				return 0, 0, fmt.Errorf("this SVG declares entities")
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return 0, 0, fmt.Errorf("this SVG has a processing instruction")
			}
		}
	}
}

const svgSpace = "http://www.w3.org/2000/svg"

func safeSVG(t xml.StartElement) error {
	if t.Name.Space != svgSpace && t.Name.Space != "" {
		return fmt.Errorf("this SVG has a <%s> that is not SVG's own", t.Name.Local)
	}
	switch strings.ToLower(t.Name.Local) {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "animate", "set", "animatetransform", "animatemotion":
		return fmt.Errorf("this SVG has a <%s>", t.Name.Local)
	}
	for _, a := range t.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case strings.HasPrefix(name, "on"):
			return fmt.Errorf("this SVG has an event handler (%s)", a.Name.Local)
		case name == "href" && !strings.HasPrefix(value, "#") && !picturesWithin(value):
			return fmt.Errorf("this SVG leads elsewhere (%s)", a.Value)
		case strings.Contains(value, "url(") && !strings.Contains(value, "url(#"), strings.Contains(value, "@import"):
			return fmt.Errorf("this SVG leads elsewhere (%s)", a.Value)
		case strings.Contains(squeeze(value), "javascript:"):
			return fmt.Errorf("this SVG has a script (%s)", a.Name.Local)
		}
	}
	return nil
}

// picturesWithin tells whether an address is a picture that the file itself holds.
func picturesWithin(value string) bool {
	for _, kind := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(value, "data:image/"+kind+";base64,") {
			return true
		}
	}
	return false
}

// squeeze drops what a browser drops from an address before it reads the scheme.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, s)
}

func sizeSVG(t xml.StartElement) (w, h int) {
	var box []float64
	length := func(s string) float64 {
		v, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
		return v
	}
	var fw, fh float64
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "width":
			fw = length(a.Value)
		case "height":
			fh = length(a.Value)
		case "viewBox":
			for _, s := range strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' }) {
				box = append(box, length(s))
			}
		}
	}
	if (fw == 0 || fh == 0) && len(box) == 4 {
		fw, fh = box[2], box[3]
	}
	if !(fw > 0 && fh > 0 && fw < 1e6 && fh < 1e6) {
		return 0, 0
	}
	return int(math.Round(fw)), int(math.Round(fh))
}
