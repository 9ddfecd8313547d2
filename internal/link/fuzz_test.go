package link_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"gloss/internal/content"
	"gloss/internal/link"
	"gloss/internal/markdown"
	"gloss/internal/source"
	"gloss/internal/terms"
)

// FuzzPage finishes any text as a page of a site with the standard glossary. It
// must stay well-formed, with no link where rule 2 has none; without its
// automatic links it is the page that never had any; and linking what is linked
// changes nothing.
func FuzzPage(f *testing.F) {
	for _, page := range []string{
		"IS-K fought the *Islamic* State.\n", "## IS-K\n\nThe Taliban[^1] came.\n\n[^1]: The Taliban.\n", "| a |\n|---|\n| IS-K \\| TTP |\n",
		"> [!NOTE]\n> IS-K “the Taliban and their many friends” said.\n", "[[taliban|The movement]] and the Taliban [@src, p. 3].\n",
		"It killed ![[deaths|about 183]] as of May 2020; `IS-K` ~~TTP~~ [AUMF]{.nolink}.\n", "![a](b.png \"IS-K\")\n\nC++ R&amp;D U.S. 塔利班和طالبان\n",
		"Term\n: The Taliban--IS-K.\n", "[](https://example.org/glossary/taliban/) [Taliban](HTTP://Example.org/glossary/is-k) IS-K\n", "[](https://example.org/glossary/taliban/)Taliban\n", "**IS**-K al\u2011Qaeda al\u00a0Qaeda Authorizations for\nUse of Military Force\n",
	} {
		f.Add([]byte(page))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		if len(page) > 5_000 {
			return // it would show nothing that a smaller one does not
		}
		names, first := finished("", page)
		if first.Page.Doc.Broken {
			return
		}
		_, without := finished("autolink: false\n", page)
		text := prose(first)
		if got, want := unwrap(text), prose(without); got != want {
			t.Fatalf("%q\nunwrapped: %s\nwithout:   %s", page, got, want)
		}
		wellFormed(t, string(page), text)
		*first.Page = *linkedPage(first) // in its place: a link to the page itself is one by identity
		second := link.NewResolver(names).Resolve(first.Page)
		for _, d := range second.Decisions {
			if d.Outcome == terms.Linked {
				t.Fatalf("%q: linked only the second time: %s", page, d.Term.Slug)
			}
		}
		if a, b := strings.ReplaceAll(text, " data-auto", ""), strings.ReplaceAll(prose(second), " data-auto", ""); a != b {
			t.Fatalf("%q\nfirst:  %s\nsecond: %s", page, a, b)
		}
	})
}

// standing are the documents around the page that is tried, parsed once.
var standing = sync.OnceValue(func() []*content.Document {
	files := map[string]string{}
	for _, line := range strings.Split(standardGlossary+"\n"+moreTerms, "\n") {
		slug, meta, _ := strings.Cut(line, ":")
		files["glossary/"+slug+".md"] = "---\n" + strings.TrimSuffix(strings.TrimSpace(meta), "}") + ", definition: D.}\n---\n"
	}
	for name, text := range knowledge {
		if name != "site.yaml" {
			files[name] = text
		}
	}
	var list []source.File
	for path, text := range files {
		list = append(list, source.NewFile("content/"+path, []byte(text)))
	}
	var docs []*content.Document
	for _, file := range source.NewSnapshot(list).Under("content") {
		docs = append(docs, parsed(file))
	}
	return docs
})

func parsed(f source.File) *content.Document {
	doc, _ := markdown.Parse(f, content.Locate(f.Path, func(string) bool { return false }))
	return doc
}

func finished(front string, page []byte) (*link.Names, *link.Resolved) {
	file := source.NewFile("content/articles/page.md", append([]byte("---\ntitle: Page\n"+front+"---\n\n"), page...))
	settings := content.DefaultSite()
	settings.LinkCap, settings.BaseURL.Value = 1000, "https://example.org"
	docs := append([]*content.Document{parsed(file)}, standing()...)
	names, _ := link.NewNames(settings, docs, source.NewSnapshot([]source.File{file}), link.Options{At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, nil)
	return names, link.NewResolver(names).Resolve(names.Pages[0])
}
