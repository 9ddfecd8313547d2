package render

import (
	"fmt"
	"strings"

	"gloss/internal/content"
	"gloss/internal/link"
)

// llms is the site as a list of its pages, as llmstxt.org has it. Pages are
// linked as Markdown where there is any.
func (v *viewer) llms() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", escaped(v.site.Title))
	if v.site.Description != "" {
		fmt.Fprintf(&b, "\n> %s\n", escaped(v.site.Description))
	}
	if v.site.Licence != "" {
		fmt.Fprintf(&b, "\nThe words may be used under %s.\n", escaped(v.site.Licence))
	}
	for _, kind := range content.Kinds {
		pages := v.graph.OfKind(kind)
		if len(pages) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", llmsHeadings[kind])
		for _, p := range pages {
			fmt.Fprintf(&b, "- [%s](%s)", escaped(p.Title()), target(v.llmsAddress(p)))
			if line := plainCopy(v.inALine(p)); line != "" {
				fmt.Fprintf(&b, ": %s", escaped(line))
			}
			b.WriteByte('\n')
		}
	}
	b.WriteString("\n## Optional\n\n")
	for _, f := range []struct{ name, what string }{
		{"glossary.json", "every term with its definition"}, {"sources.json", "the sources as CSL-JSON"}, {"sources.bib", "the sources as BibTeX"},
	} {
		fmt.Fprintf(&b, "- [%s](%s): %s\n", f.name, v.address("/"+f.name), f.what)
	}
	return []byte(b.String())
}

var llmsHeadings = map[content.Kind]string{
	content.Explainer: "Explainers", content.Article: "Articles", content.Term: "Glossary", content.Fact: "Facts", content.Source: "Sources", content.Page: "About",
}

// address is a path in full where the site has a base-url.
func (v *viewer) address(sitePath string) string {
	if v.site.Origin != "" {
		return v.names.Absolute(sitePath)
	}
	return v.names.URL(sitePath)
}

func (v *viewer) llmsAddress(p *link.Page) string {
	if v.names.Site.NoMarkdown {
		return v.address(p.Address)
	}
	return v.address(p.Address + markdownFile)
}
