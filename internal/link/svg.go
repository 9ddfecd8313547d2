package link

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

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
