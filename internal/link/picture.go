package link

import (
	"fmt"
	"html"
	"path"
	"strconv"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// image finishes a picture of the bundle.
func (r *Resolver) image(owner *Page, s *content.Slot) string {
	file := path.Join(path.Dir(owner.Doc.Path), s.Target)
	a := r.asset(file)
	if a == nil || owner.Doc.Bundle == "" {
		r.problem(noPicture(owner, file, a != nil), owner, s.TargetAt)
		return ""
	}
	if !r.there(owner, s, a) {
		return html.EscapeString(s.Label)
	}
	return r.imgTag(a, s.Label, s.Title)
}

// noPicture says why a picture cannot be shown: it is nowhere, or the page is no
// bundle that it could travel with.
func noPicture(owner *Page, file string, exists bool) *problem {
	message := fmt.Sprintf("there is no picture %s", file)
	if exists {
		message = "a picture travels with a page that is a folder of its own, and this page is none"
	}
	if owner.Doc.Bundle == "" {
		dir := strings.TrimSuffix(owner.Doc.Path, ".md")
		return newProblem(codeImage, message, "move the page to "+dir+"/index.md, and the picture beside it", doubt{})
	}
	return newProblem(codeImage, message, "put it beside the page: "+path.Join(owner.Doc.Bundle, path.Base(file)),
		doubt{pool: poolPictures, word: file, doc: owner.Doc})
}

// there tells whether a file is published with this build, and warns where it
// is not because its page is not.
func (r *Resolver) there(owner *Page, s *content.Slot, a *Asset) bool {
	page := r.names.page(a.page)
	if page.Live {
		return true
	}
	if !page.Doc.Broken {
		r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s, and so are its files", page.Doc.Path, page.Presence)).WithFix("leave it, if the page will be there in time"))
	}
	return false
}

func (r *Resolver) imgTag(a *Asset, alt, title string) string {
	tag := `<img src="` + html.EscapeString(r.names.URL(a.Address)) + `" alt="` + html.EscapeString(alt) + `"`
	if a.Width > 0 {
		tag += ` width="` + strconv.Itoa(a.Width) + `" height="` + strconv.Itoa(a.Height) + `"`
	}
	if title != "" {
		tag += ` title="` + html.EscapeString(title) + `"`
	}
	return tag + ` loading="lazy" decoding="async">`
}
