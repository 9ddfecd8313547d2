package link

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// Source is a page of a source with its record: that of its own file, filled up
// from sources.json.
type Source struct {
	Page   *Page
	Key    string // by which it is cited
	Record *content.Record
	letter string // a, b: one of several by the same authors in the same year

	own, other *content.Record // of its file, and of sources.json
}

// Reference is a source on the list of a page.
type Reference struct {
	Source *Source
	Number int // in the order of the text, from 1
	Marks  []Mark
}

// Mark is one place on a page that cites a source.
type Mark struct {
	ID    string
	Place string // the locator and the words around it, plain, "" for none
}

// markID is the id of the nth place, from 1, that cites a source.
func markID(s *Source, n int) string { return "cite-" + s.Page.Slug + "-" + strconv.Itoa(n) }

// RefID is the id of a source on a page's list.
func (s *Source) RefID() string { return "ref-" + s.Page.Slug }

// joinRecords takes those items of sources.json out of the documents whose key
// has a file of its own, and gives their records by key.
func joinRecords(docs []*content.Document) (rest []*content.Document, records map[string]*content.Record) {
	own := map[string]bool{}
	for _, doc := range docs {
		if doc.Kind == content.Source && doc.Path != content.RecordsPath {
			own[doc.Base] = true
		}
	}
	records = map[string]*content.Record{}
	for _, doc := range docs {
		if doc.Path == content.RecordsPath && own[doc.Base] {
			records[doc.Base] = doc.Record
			continue
		}
		rest = append(rest, doc)
	}
	return rest, records
}

// recordSlug makes an address for an item of sources.json. Its key is the
// reference manager's, which nobody will change for an address: keys that would
// have one address are told apart, and one of which none can be made is numbered.
func (n *Names) recordSlug(key string) string {
	slug := content.Slugify(key)
	if content.SlugProblem(slug) != "" {
		slug = "source"
	}
	taken := func(s string) bool {
		return slices.ContainsFunc(n.bySlug[s], func(p number) bool { return n.page(p).Doc.Kind == content.Source })
	}
	for i, first := 2, slug; taken(slug); i++ {
		slug = first + "-" + strconv.Itoa(i)
	}
	return slug
}

// addSources finds the sources by their keys. A record in sources.json fills up
// the file that has the same key.
func (n *Names) addSources(records map[string]*content.Record) {
	for _, p := range n.Pages {
		if p.Doc.Kind != content.Source {
			continue
		}
		s := &Source{Page: p, Key: p.Doc.Base, own: p.Doc.Record, other: records[p.Doc.Base]}
		if old := n.sourceBefore(s); old != nil {
			s.Record = old.Record
		} else if s.Record = s.own.Merge(s.other); s.Record == nil { // its front matter is broken
			s.Record = &content.Record{}
		}
		if _, taken := n.sources[s.Key]; !taken {
			n.sources[s.Key] = s
			n.Sources = append(n.Sources, s)
		}
	}
	if n.Site.Citations == "author-date" {
		n.tellApart()
	}
	for i, s := range n.Sources {
		if old := n.sourceBefore(s); old != nil && *old == *s {
			n.Sources[i], n.sources[s.Key] = old, old
		}
	}
}

// sourceBefore is a source as it was before, nil where its records are others.
func (n *Names) sourceBefore(s *Source) *Source {
	if n.before == nil {
		return nil
	}
	if old := n.before.sources[s.Key]; old != nil && old.own == s.own && old.other == s.other {
		return old
	}
	return nil
}

// tellApart gives letters to sources that would be cited by the same words.
func (n *Names) tellApart() {
	alike := map[string][]*Source{}
	for _, s := range n.Sources {
		key := s.Who() + "\x00" + s.Year()
		alike[key] = append(alike[key], s)
	}
	for _, all := range alike {
		if len(all) < 2 {
			continue
		}
		slices.SortFunc(all, func(a, b *Source) int { return cmp.Compare(a.sortKey(), b.sortKey()) })
		for i, s := range all {
			s.letter = content.Letters(i)
		}
	}
}

// SourcesByAuthor gives all sources in the order of a bibliography.
func (n *Names) SourcesByAuthor() []*Source {
	all := slices.Clone(n.Sources)
	slices.SortStableFunc(all, func(a, b *Source) int { return cmp.Compare(a.sortKey(), b.sortKey()) })
	return all
}

// SourceOf gives the source of a page, nil for other pages.
func (n *Names) SourceOf(p *Page) *Source {
	if s := n.sources[p.Doc.Base]; s != nil && s.Page == p {
		return s
	}
	return nil
}

// Cited finds a source by its key.
func (n *Names) Cited(key string) *Source { return n.sources[key] }

// citing is what the page at hand has cited so far.
type citing struct {
	refs  map[*Source]*Reference
	order []*Reference
	noted map[note]bool
}

// note is a margin note: each stands once in a section.
type note struct {
	scope int32
	text  string
}

func (c *citing) reset() {
	*c = citing{refs: map[*Source]*Reference{}, noted: map[note]bool{}}
}

// mark notes that a source is cited at the next place.
func (c *citing) mark(s *Source, place string) (ref *Reference, id string) {
	ref = c.refs[s]
	if ref == nil {
		ref = &Reference{Source: s, Number: len(c.order) + 1}
		c.refs[s] = ref
		c.order = append(c.order, ref)
	}
	id = markID(s, len(ref.Marks)+1)
	ref.Marks = append(ref.Marks, Mark{id, place})
	return ref, id
}

// references are the page's, in the order of the style.
func (r *Resolver) references() []*Reference {
	refs := r.citing.order
	if r.names.Site.Citations == "author-date" {
		slices.SortStableFunc(refs, func(a, b *Reference) int { return cmp.Compare(a.Source.sortKey(), b.Source.sortKey()) })
	}
	return refs
}

// source finds the source that a key names, or reports that there is none.
func (r *Resolver) source(key string, owner *Page, at diag.Span) *Source {
	s := r.cited(key)
	if s == nil {
		r.unknownKey(key, owner, at)
	}
	return s
}

func (r *Resolver) unknownKey(key string, owner *Page, at diag.Span) {
	fix := "write content/sources/" + content.Slugify(key) + ".md, or \\@ if this is no citation"
	r.problem(newProblem(codeKey, fmt.Sprintf("no source has the key %q", key), fix, doubt{pool: poolKeys, word: key}), owner, at)
}

// cite finishes a citation. Where one of its keys is unknown it stays as typed.
func (r *Resolver) cite(edits []Edit, owner *Page, body *content.Body, s *content.Slot) []Edit {
	c := s.Cite
	sources := make([]*Source, len(c.Items))
	for i, item := range c.Items {
		if sources[i] = r.source(item.Key, owner, item.KeyAt); sources[i] == nil {
			return edits
		}
	}
	if r.muted || r.unshown {
		return append(edits, r.uncited(c, sources, body, s))
	}
	at, space := s.At, ""
	if before := body.HTML[:s.At]; len(before) > 0 {
		spaced := before[len(before)-1] == ' ' || before[len(before)-1] == '\n'
		switch numeric := r.names.Site.Citations != "author-date"; {
		case numeric && spaced && !c.Narrative:
			at-- // a raised figure stands at the word
		case !numeric && !spaced && !c.Narrative && !strings.ContainsAny(string(before[len(before)-1:]), ">([“‘"):
			space = " "
		}
	}
	for _, source := range sources {
		r.useSource(source, body, s, at)
	}
	return append(edits, Edit{At: at, End: s.End, Text: space + r.citation(c, sources, body, s)})
}

// uncited takes a citation out of a copy that stands on another page, far from
// the list of references; an author that the sentence needs stays.
func (r *Resolver) uncited(c *content.Citation, sources []*Source, body *content.Body, s *content.Slot) Edit {
	if c.Narrative && !c.Items[0].NoAuthor {
		return Edit{At: s.At, End: s.End, Text: sources[0].Who()}
	}
	at := s.At
	if at > 0 && (body.HTML[at-1] == ' ' || body.HTML[at-1] == '\n') {
		at--
	}
	return Edit{At: at, End: s.End}
}

// useSource notes that the page leads to a source's.
func (r *Resolver) useSource(source *Source, body *content.Body, s *content.Slot, at int32) {
	u := Use{To: source.Page, Block: -1}
	u.From, u.Up = at, s.End
	if body == r.page.Doc.Body && s.Block >= 0 {
		u.Block = s.Block
	}
	r.note(u)
}

// statement finds the sentence that a citation stands in or behind: what it says,
// not what follows it. words are the author's, where the sentence names him.
func statement(before, words, after string) (from, named, up string) {
	if words != "" {
		return Sentence(before+words+after, len(before), len(before)+len(words))
	}
	trimmed := strings.TrimRight(before, " \n\u00a0")
	if closers := strings.TrimRight(trimmed, "”’\"')]»"); closers != "" && strings.ContainsRune(".!?…", rune(closers[len(closers)-1])) && strings.TrimSpace(after) != "" {
		at := len(closers) - 1
		return Sentence(trimmed, at, at)
	}
	if after == "" || strings.ContainsRune(" \n.,;:!?)", rune(after[0])) {
		before = trimmed
	}
	return Sentence(before+after, len(before), len(before))
}

// citation is the HTML of a citation in the style of the site.
func (r *Resolver) citation(c *content.Citation, sources []*Source, body *content.Body, s *content.Slot) string {
	if r.names.Site.Citations == "author-date" {
		return r.authorDate(c, sources)
	}
	var b, margin strings.Builder // a note between two figures would part the line for whoever measures their distance
	for i, item := range c.Items {
		if i == 0 && c.Narrative && !item.NoAuthor {
			b.WriteString(sources[i].Who())
		}
		place := placeOf(item)
		ref, id := r.citing.mark(sources[i], locatorText(place))
		words := sources[i].Short() + place
		if item.Prefix != "" {
			words = item.Prefix + " " + words
		}
		r.figure(&b, &margin, ref, id, words, locatorText(place), r.inMargin(body, s))
	}
	b.WriteString(margin.String())
	if len(c.Items) > 1 {
		return `<span class="cites">` + b.String() + `</span>`
	}
	return b.String()
}

// figure writes a raised figure and, the first time in a section, its note for
// the margin.
func (r *Resolver) figure(b, margin *strings.Builder, ref *Reference, id, words, locator string, scope int32) {
	number := strconv.Itoa(ref.Number)
	fmt.Fprintf(b, `<a class="cite" role="doc-noteref" id="%s" href="#%s" aria-label="%s: %s"`, id, ref.Source.RefID(), number, html.EscapeString(plain(words)))
	if locator != "" {
		b.WriteString(` data-locator="` + html.EscapeString(locator) + `"`)
	}
	b.WriteString(">" + number + "</a>")
	if key := (note{scope, words}); scope >= 0 && !r.citing.noted[key] {
		r.citing.noted[key] = true
		margin.WriteString(`<span class="sidenote" aria-hidden="true"><b>` + number + `</b>` + words + `</span>`)
	}
}

// inMargin gives the section whose margin a citation's note stands in, -1 where
// it has none: only running prose has.
func (r *Resolver) inMargin(body *content.Body, s *content.Slot) int32 {
	if body != r.page.Doc.Body || s.Block < 0 {
		return -1
	}
	b := body.Blocks[s.Block]
	if footnote := b.Heading < 0 && b.Scope > 0; b.Kind != content.BlockText || footnote {
		return -1
	}
	return s.Scope
}

func plain(inner string) string { return content.PlainHTML([]byte(inner)) }

// placeOf is the locator and suffix of an item, as they follow the source's name.
func placeOf(item content.CiteItem) string {
	place := ""
	if l := item.Locator.String(); l != "" {
		place = ", " + html.EscapeString(l)
	}
	return place + item.Suffix
}

// locatorText is the same as plain text that stands by itself.
func locatorText(place string) string { return strings.TrimLeft(plain(place), ", ") }

// authorDate is (Mir 2021, p. 3; see Bapat and Best 2021), or Mir (2021) in the
// sentence.
func (r *Resolver) authorDate(c *content.Citation, sources []*Source) string {
	var parts []string
	lead := ""
	for i, item := range c.Items {
		source := sources[i]
		ref, id := r.citing.mark(source, locatorText(placeOf(item)))
		words := source.Who() + " " + source.Year()
		switch {
		case i == 0 && c.Narrative && !item.NoAuthor:
			lead, words = source.Who()+" ", source.Year()
		case item.NoAuthor:
			words = source.Year()
		}
		locator := ""
		if l := item.Locator.String(); l != "" {
			words += ", " + html.EscapeString(l)
			locator = ` data-locator="` + html.EscapeString(l) + `"`
		}
		mark := fmt.Sprintf(`<a class="cite" role="doc-noteref" id="%s" href="#%s"%s>%s</a>%s`, id, ref.Source.RefID(), locator, words, item.Suffix)
		if item.Prefix != "" {
			mark = item.Prefix + " " + mark
		}
		parts = append(parts, mark)
	}
	return lead + `<span class="cites">(` + strings.Join(parts, "; ") + `)</span>`
}
