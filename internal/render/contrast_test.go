package render

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var token = regexp.MustCompile(`--([a-z-]+):\s*light-dark\(#([0-9A-Fa-f]{6}), #([0-9A-Fa-f]{6})\);`)

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// Every ink stands 7 to 1 against every ground that it is used on, in both
// schemes; what bounds a control stands 3 to 1.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][2]string{"white": {"FFFFFF", "FFFFFF"}}
	for _, m := range token.FindAllStringSubmatch(string(css), -1) {
		colours[m[1]] = [2]string{m[2], m[3]}
	}
	if got := contrast(t, "000000", "FFFFFF"); got != 21 {
		t.Fatalf("black on white is %v to 1", got)
	}
	for _, c := range []struct {
		least        float64
		inks, ground string
	}{
		{7, "text muted link visited note differ stale", "bg"},
		{7, "text muted link visited note differ stale", "surface"}, // of code too
		{7, "text muted link visited differ", "raised"},             // cards
		{7, "text muted note link visited", "note-bg"},
		{7, "text muted differ link visited", "differ-bg"},
		{7, "text muted stale link visited", "stale-bg"},
		{7, "text error", "error-bg"},
		{7, "text", "select"},
		{7, "bg", "text"}, // the chosen one of several buttons
		{7, "white", "fill"},
		{3, "control link", "bg"},
		{3, "control link", "raised"},
		{3, "control link", "surface"},
	} {
		ground, ok := colours[c.ground]
		if !ok {
			t.Fatalf("the stylesheet has no token --%s", c.ground)
		}
		for _, name := range strings.Fields(c.inks) {
			ink, ok := colours[name]
			if !ok {
				t.Fatalf("the stylesheet has no token --%s", name)
			}
			for i, scheme := range []string{"light", "dark"} {
				if got := contrast(t, ink[i], ground[i]); got < c.least {
					t.Errorf("%s on %s, %s: %.2f to 1, and it has to be %v", name, c.ground, scheme, got, c.least)
				}
			}
		}
	}
}
