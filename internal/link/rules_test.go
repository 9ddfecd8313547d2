package link_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/markdown"
	"gloss/internal/source"
	"gloss/internal/terms"
)

// rulesCase is one case of testdata/rules: a glossary, a text, and the text
// again with every automatic link marked ⟦words→slug⟧. The expectations are
// written by hand from the rules; nothing here writes them.
type rulesCase struct {
	name, in, out string
	terms         []string // "slug: {front matter}"
	page          string
	site          string
	autolink      string
	files         []string
	sources       []string
}

const standardGlossary = `is-k: {category: group, title: IS-K, aliases: [ISIS-K, IS-KP, Islamic State-Khorasan, Islamic State of Khorasan Province]}
islamic-state: {category: group, title: Islamic State, aliases: [ISIS, Islamic State in Iraq and Syria, {text: IS, link: manual}]}
taliban: {category: group, title: Taliban, aliases: [Afghan Taliban]}
ttp: {category: group, title: TTP, aliases: [Pakistani Taliban, Tehrik-i-Taliban Pakistan]}
haqqani-network: {category: group, title: Haqqani network}
sirajuddin-haqqani: {category: person, title: Sirajuddin Haqqani}
al-qaeda: {category: group, title: al-Qaeda, aliases: [al-Qaida, al Qaeda]}
aumf: {category: law, title: AUMF, aliases: [Authorization for Use of Military Force], plural: [Authorizations for Use of Military Force]}
deobandism: {category: ideology, title: Deobandism, aliases: [Deobandi]}
caliphate: {category: concept, title: caliphate}
kabul-airport: {category: place, title: Kabul airport}
kabul-airport-bombing: {category: event, title: Kabul airport bombing}`

func TestRules(t *testing.T) {
	files, err := filepath.Glob("testdata/rules/*.txt")
	if err != nil || len(files) < 15 {
		t.Fatalf("the rule files are missing: %v %v", files, err)
	}
	right, all := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range readCases(t, file, string(data)) {
			all++
			t.Run(filepath.Base(file)+"/"+c.name, func(t *testing.T) {
				got, diags := c.run(t)
				if got != c.out {
					t.Errorf("in:\n%s\ngot:\n%s\nwant:\n%s\n%s", c.in, got, c.out, diags)
					return
				}
				right++
			})
		}
	}
	t.Logf("%d of %d cases are right", right, all)
}

func readCases(t *testing.T, file, text string) []rulesCase {
	var cases []rulesCase
	for _, chunk := range strings.Split("\n"+text, "\n=== ")[1:] {
		head, rest, ok := strings.Cut(chunk, "\n--- in\n")
		in, out, ok2 := strings.Cut(rest, "\n--- out\n")
		if !ok || !ok2 {
			t.Fatalf("%s: a case without in or out:\n%s", file, chunk)
		}
		out, _, _ = strings.Cut(out, "\n--- ")
		lines := strings.Split(head, "\n")
		c := rulesCase{name: lines[0], in: strings.Trim(in, "\n"), out: strings.Trim(out, "\n"), page: "articles/case.md"}
		for _, line := range lines[1:] {
			c.header(t, file, line)
		}
		cases = append(cases, c)
	}
	return cases
}

func (c *rulesCase) header(t *testing.T, file, line string) {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
	case strings.HasPrefix(line, "term "):
		c.terms = append(c.terms, strings.TrimPrefix(line, "term "))
	case key == "use":
		c.terms = append(c.terms, strings.Split(standardGlossary, "\n")...)
	case key == "page":
		c.page = value
		if !strings.HasSuffix(value, ".md") {
			c.page += ".md"
		}
	case key == "scope" || key == "cap":
		c.site += key + ": " + value + ", "
	case key == "autolink":
		c.autolink = value
	case key == "sources":
		c.sources = strings.Fields(value)
	case key == "files":
		c.files = strings.Fields(value)
	default:
		t.Fatalf("%s: case %q: header %q", file, c.name, line)
	}
}

// site is a small site held in memory, parsed and named.
type site struct {
	names *link.Names
	diags []diag.Diagnostic
	docs  map[string]*content.Document
}

func newSite(t testing.TB, files map[string]string) *site {
	t.Helper()
	var list []source.File
	for path, text := range files {
		list = append(list, source.NewFile("content/"+path, []byte(text)))
	}
	snapshot := source.NewSnapshot(list)
	s := &site{docs: map[string]*content.Document{}}
	settings := content.DefaultSite()
	if f, ok := snapshot.Get(content.SitePath); ok {
		var ds []diag.Diagnostic
		settings, ds = content.ReadSite(f)
		s.diags = append(s.diags, ds...)
	}
	var docs []*content.Document
	for _, f := range snapshot.Under("content") {
		loc := content.Locate(f.Path, func(dir string) bool { _, ok := snapshot.Get(dir + "/index.md"); return ok })
		if loc.Role != content.RolePage && loc.Role != content.RoleIntro {
			continue
		}
		doc, ds := markdown.Parse(f, loc)
		s.diags = append(s.diags, ds...)
		s.docs[strings.TrimPrefix(f.Path, "content/")] = doc
		docs = append(docs, doc)
	}
	names, ds := link.NewNames(settings, docs, snapshot, link.Options{At: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, nil)
	s.names, s.diags = names, append(s.diags, ds...)
	return s
}

func (s *site) resolve(t testing.TB, path string) *link.Resolved {
	t.Helper()
	for _, p := range s.names.Pages {
		if p.Doc.Path == "content/"+path {
			return link.NewResolver(s.names).Resolve(p)
		}
	}
	t.Fatalf("there is no page %s", path)
	return nil
}

// run builds the case's site and marks its automatic links in the source.
func (c *rulesCase) run(t *testing.T) (marked, problems string) {
	files := map[string]string{"site.yaml": "title: Case\nbase-url: https://example.org\nlinking: {" + strings.TrimSuffix(c.site, ", ") + "}\n"}
	if c.site == "" {
		files["site.yaml"] = "title: Case\nbase-url: https://example.org\n"
	}
	head := "---\ntitle: Case\n"
	for _, term := range c.terms {
		slug, meta, ok := strings.Cut(term, ":")
		if !ok {
			t.Fatalf("term %q", term)
		}
		meta = strings.TrimSpace(meta)
		if !strings.Contains(meta, "definition:") {
			meta = strings.TrimSuffix(meta, "}") + ", definition: A definition.}"
		}
		path := "glossary/" + slug + ".md"
		if path == c.page {
			// The front matter is one flow mapping; autolink joins it.
			head = "---\n" + meta + "\n"
			continue
		}
		files[path] = "---\n" + meta + "\n---\n"
	}
	if c.autolink != "" {
		head += "autolink: " + c.autolink + "\n"
	}
	head += "---\n\n"
	files[c.page] = head + c.in + "\n"
	for _, key := range c.sources {
		files["sources/"+key+".md"] = "---\ntitle: A source\n---\n"
	}
	for _, f := range c.files {
		files[filepath.Dir(c.page)+"/"+f] = "x"
	}
	s := newSite(t, files)
	r := s.resolve(t, c.page)
	data := s.docs[c.page].Data
	out := markAll(data, r.Decisions)
	p := &diag.Printer{Read: func(path string) []byte { return []byte(files[strings.TrimPrefix(path, "content/")]) }}
	var b strings.Builder
	for _, d := range diag.Sort(append(s.diags, r.Diags...)) {
		b.WriteString(p.Text(d))
	}
	return strings.Trim(strings.TrimPrefix(string(out), head), "\n"), b.String()
}

func markAll(data []byte, decisions []link.Decision) []byte {
	var out bytes.Buffer
	open, closing := map[int]bool{}, map[int]string{}
	for _, d := range decisions {
		if d.Outcome == terms.Linked {
			open[d.Src.Start], closing[d.Src.End] = true, d.Term.Slug
		}
	}
	for i := 0; i <= len(data); i++ {
		if slug, ok := closing[i]; ok {
			out.WriteString("→" + slug + "⟧")
		}
		if open[i] {
			out.WriteString("⟦")
		}
		if i < len(data) {
			out.WriteByte(data[i])
		}
	}
	return out.Bytes()
}

// graph resolves the whole site.
func (s *site) graph(t testing.TB) *link.Graph {
	t.Helper()
	r := link.NewResolver(s.names)
	resolved := make([]*link.Resolved, len(s.names.Pages))
	for i, p := range s.names.Pages {
		if p.Live {
			resolved[i] = r.Resolve(p)
		}
	}
	intros := map[string]*link.Resolved{}
	for folder, p := range s.names.Intros {
		intros[folder] = r.ResolveIntro(p)
	}
	return link.NewGraph(s.names, resolved, intros, nil)
}
