package link

import (
	"fmt"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// introduction reports the fields that say something of a page of its own: an
// introduction has the address of its listing, and no other place on the site.
func (r *Resolver) introduction() {
	m := &r.page.Doc.Meta
	refuse := func(field string, values ...content.Text) {
		for _, t := range values {
			if t.Value != "" {
				r.report(diag.New(codeIntro, content.Place(r.page.Doc.Path, t.At), fmt.Sprintf("an introduction has no %s", field)).WithFix("take it out"))
				return
			}
		}
	}
	refuse("slug", m.Slug)
	refuse("redirect-from", m.RedirectFrom...)
	refuse("topics", m.Topics...)
	refuse("image", m.Image)
	refuse("translation-of", m.TranslationOf)
}
