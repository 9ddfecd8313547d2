package render

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestBuildAssetsOfTheTheme(t *testing.T) {
	_, assets := loadTheme(t)
	names := slices.Sorted(maps.Keys(assets.Names))
	if want := []string{"favicon.svg", "search.css", "search.js", "site.js", "style.css", "theme.js"}; !slices.Equal(names, want) {
		t.Errorf("published %v, want %v: custom.css is empty", names, want)
	}
	for _, file := range assets.Files {
		parts := strings.Split(file.Path, ".")
		sum := sha256.Sum256(file.Data)
		if len(parts) == 3 && parts[1] != hex.EncodeToString(sum[:])[:10] {
			t.Errorf("%s carries another hash than its bytes have", file.Path)
		}
	}
}

// The budgets are those of reader.md, in units of 1,000 bytes. What only the
// search page has has one of its own.
func TestBudgets(t *testing.T) {
	_, assets := loadTheme(t)
	sizes := map[string]int{}
	for _, file := range assets.Files {
		kind := file.Path[strings.LastIndexByte(file.Path, '.'):]
		if file.Path == assets.Names[searchScript] || file.Path == assets.Names[searchStyle] {
			kind = "search"
		}
		sizes[kind] += compressed(t, file.Data)
	}
	t.Logf("CSS %d, JS %d bytes compressed, for search %d", sizes[".css"], sizes[".js"], sizes["search"])
	if sizes[".css"] > 10_000 || sizes[".js"] > 8_000 || sizes["search"] > 8_000 {
		t.Errorf("CSS %d of 10000, JS %d of 8000, for search %d of 8000 bytes", sizes[".css"], sizes[".js"], sizes["search"])
	}
}

func compressed(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

func TestBuildAssetsLinksTheSitesOwnRulesLast(t *testing.T) {
	files := maps.Clone(themeFiles(t))
	files["static/custom.css"] = []byte("a { color: teal }\n")
	files["static/fonts/x.woff2"] = []byte("font")
	files["content/x.css"] = []byte("}")
	assets, err := BuildAssets(files)
	if err != nil {
		t.Fatal(err)
	}
	styles := sampleSite(assets).CSS
	if len(styles) != 2 || !strings.HasPrefix(styles[0], "/style.") || !strings.HasPrefix(styles[1], "/custom.") {
		t.Errorf("linked %v", styles)
	}
	if assets.Names["fonts/x.woff2"] != "fonts/x.woff2" {
		t.Errorf("names %v", assets.Names)
	}
}

func TestBuildAssetsNamesTheFaultsPlace(t *testing.T) {
	tests := []struct{ file, text, want string }{
		{"static/style.css", "a { color: red }\nb { color: blue\n", `static/style.css:2:3: this '{' is never closed`},
		{"static/style.css", "a { color: red } }\n", `static/style.css:1:18: this '}' closes nothing`},
		{"static/custom.css", "/* é */ a { content: \"x\n }", `static/custom.css:1:22: this string is never closed`},
		{"static/custom.css", "a { }\n/* open", `static/custom.css:2:1: this comment is never closed`},
		{"static/custom.css", "a { width: calc(1px + (2px) }", `static/custom.css:1:16: this '(' is never closed`},
		{"static/custom.css", "a {\n  color red;\n}", `static/custom.css:2:`},
		{"static/site.js", "const a = 1;\nfunction (", `static/site.js:2:`},
		{"static/theme.js", "let a = ;", `static/theme.js:1:`},
	}
	for _, test := range tests {
		files := maps.Clone(themeFiles(t))
		files[test.file] = []byte(test.text)
		_, err := BuildAssets(files)
		var fault *AssetError
		if !errors.As(err, &fault) || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q:\ngot  %v\nwant %s", test.text, err, test.want)
		}
	}
}

// Newer syntax than the minifier's must come out as it went in.
func TestBuildAssetsKeepsWhatItDoesNotKnow(t *testing.T) {
	for _, text := range []string{
		"a { [data-x] { color: red } #id { color: blue } }",
		"a { background: url(x/'y.png) }",
		"@unknown foo { bar { baz: 1 } }",
		`a { content: "\"}" }`,
	} {
		assets, err := BuildAssets(map[string][]byte{"static/custom.css": []byte(text)})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if out := squeeze(string(assets.Files[0].Data)); out != squeeze(text) {
			t.Errorf("%s\nbecame %s", text, out)
		}
	}
}

func squeeze(css string) string {
	return strings.NewReplacer(" ", "", ";", "").Replace(css)
}
