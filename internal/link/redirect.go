package link

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// claimRedirects gives each old address to one page.
func (n *Names) claimRedirects(c *claims) {
	first := map[string]diag.Place{}
	for _, p := range n.Pages {
		for _, from := range p.Doc.RedirectFrom {
			clean, why := cleanRedirect(from.Value)
			if why != "" {
				n.report(codeRedirect, p, from.At, fmt.Sprintf("%q %s", from.Value, why), "redirect-from: [/"+strings.Trim(p.Doc.Kind.Folder()+"/old-name", "/")+"/]")
				continue
			}
			file := OutputFile(clean)
			taken := c.take(file, p.Doc.Path)
			if taken == "" && n.static != nil && n.static(file) {
				taken = "static/" + file
			}
			before, again := first[fileKey(file)]
			switch {
			case again:
				n.diags = append(n.diags, diag.New(codeRedirect, content.Place(p.Doc.Path, from.At), fmt.Sprintf("the old address %s is claimed twice", clean)).
					WithRelated(before, "also in").WithFix("keep it on one page"))
			case taken != "":
				n.report(codeRedirect, p, from.At, fmt.Sprintf("%s is an address that is in use, by %s", clean, taken), "take it out")
			default:
				first[fileKey(file)] = content.Place(p.Doc.Path, from.At)
				n.moved[clean] = p.number()
				if p.Live {
					n.redirects[clean] = p.number()
				}
			}
		}
	}
}

// cleanRedirect reads an old address as a path of the site.
func cleanRedirect(s string) (clean, why string) {
	switch {
	case !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//"):
		return "", "does not begin with one slash"
	case strings.ContainsAny(s, "?#%\\ *:<>\"'|") || strings.IndexFunc(s, unicode.IsControl) >= 0:
		return "", "has characters that a plain address has not"
	case strings.Contains(s, "//") || strings.Contains(s+"/", "/./") || strings.Contains(s+"/", "/../"):
		return "", "is not a plain path"
	case strings.HasPrefix(s, "/_") || strings.Contains(s, "/."):
		return "", "has a name that hosts keep for themselves"
	case content.MachineFile(s):
		return "", "is kept for a file that machines read"
	}
	if why := content.LongPath(s); why != "" {
		return "", why
	}
	if why := badFileName(strings.Trim(s, "/")); why != "" {
		return "", why
	}
	if strings.HasSuffix(s, "/index.html") {
		s = strings.TrimSuffix(s, "index.html")
	}
	if path.Ext(s) == "" && !strings.HasSuffix(s, "/") {
		s += "/"
	}
	return s, ""
}
