package build

import (
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/markdown"
	"gloss/internal/source"
)

// settings is site.yaml as it was read last, or what a site without one has.
type settings struct {
	from  origin
	site  *content.Site
	diags []diag.Diagnostic
}

// site reads site.yaml, from memory where it did not change.
func (b *Builder) site(s *Site, f source.File) *content.Site {
	if from := originOf(f, content.Location{}); b.settings.from != from {
		b.settings = settings{from: from, site: content.DefaultSite()}
		if f.Path != "" {
			b.settings.site, b.settings.diags = readSite(f)
		}
	}
	s.Diags = append(s.Diags, b.settings.diags...)
	return b.settings.site
}

func readSite(f source.File) (*content.Site, []diag.Diagnostic) {
	broken := content.DefaultSite()
	broken.Broken = true
	if _, usable := content.CheckFile(f); !usable {
		return broken, nil
	}
	if diags := content.CheckText(f); len(diags) > 0 {
		return broken, diags
	}
	site, diags := content.ReadSite(f)
	for i := range site.Topics {
		if summary := &site.Topics[i].Summary; summary.Value != "" {
			var found []diag.Diagnostic
			summary.Body, found = markdown.ParseInline(f.Path, summary.Text)
			diags = append(diags, found...)
		}
	}
	return site, diags
}
