package preview

import (
	"bytes"
	_ "embed" // our own script and styles, which are no part of any site
	"encoding/json"
	"net/url"
	"strings"
)

var (
	//go:embed preview.js
	script []byte
	//go:embed preview.css
	style []byte
)

// scriptFor is the browser's script, told how to open the editor.
func scriptFor(o Options) []byte {
	root := strings.Split(strings.TrimSuffix(o.Root, "/"), "/")
	for i, part := range root {
		root[i] = url.PathEscape(part)
	}
	if strings.HasSuffix(root[0], "%3A") { // a drive
		root[0] = strings.TrimSuffix(root[0], "%3A") + ":"
	}
	editor, _ := json.Marshal(strings.ReplaceAll(o.Editor, "{path}", strings.Join(root, "/")+"/{path}"))
	return bytes.Replace(script, []byte(`"EDITOR"`), editor, 1)
}
