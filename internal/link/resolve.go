package link

import (
	"cmp"
	"fmt"
	"html"
	"path"
	"slices"
	"strconv"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/terms"
)

// Use is one place on a page that leads to another page.
type Use struct {
	To       *Page
	Block    int32 // in the body of the page, -1 where it stands in none
	From, Up int32 // its words, in the HTML of the body
	Auto     bool
	// The sentence, where it is not that of the block.
	Before, Words, After string
}

// Decision is a decision about a form with its place in the file.
type Decision struct {
	terms.Decision
	Term *Page
	Src  diag.Span
}

// Resolved is a page finished against the names. It is never changed.
type Resolved struct {
	Page       *Page
	Edits      []Edit // of Doc.Body.HTML
	Summary    []byte // finished inner HTML
	Definition []byte
	Changes    [][]byte // beside Doc.Changes
	AliasNotes [][]byte // beside Doc.Aliases
	RelNotes   [][]byte // beside Doc.Relations
	Answers    [][]byte // beside Doc.Body.Questions: the short answers as lists show them
	Decisions  []Decision
	Uses       []Use
	Terms      []*Page // terms that the page links to, each once, in order of first use
	Diags      []diag.Diagnostic
	guesses    []guess
}

// Resolver finishes one page after another; it keeps memory between them and is
// not shared between goroutines. What it gives depends on the document and the
// names alone.
type Resolver struct {
	names   *Names
	decider terms.Decider
	page    *Page
	out     *Resolved
	hands   []terms.Hand
	seen    map[*Page]bool
}

// NewResolver makes a resolver for one worker.
func NewResolver(n *Names) *Resolver { return &Resolver{names: n} }

// Resolve finishes a page.
func (r *Resolver) Resolve(p *Page) *Resolved {
	r.page, r.out = p, &Resolved{Page: p}
	r.hands, r.seen = r.hands[:0], map[*Page]bool{}
	r.frontMatter()
	body := p.Doc.Body
	r.out.Edits = r.slots(p, body, true)
	r.out.Edits = append(r.out.Edits, r.autoLinks(body)...)
	sortEdits(r.out.Edits)
	// As they stand on the page, what is in no block of it last.
	slices.SortStableFunc(r.out.Uses, func(a, b Use) int {
		return cmp.Or(cmp.Compare(uint32(a.Block), uint32(b.Block)), cmp.Compare(a.From, b.From))
	})
	r.fields()
	r.answers()
	return r.out
}

// ResolveIntro finishes the introduction of a listing. Listings have no list of
// terms of their own, so no term links there by itself.
func (r *Resolver) ResolveIntro(p *Page) *Resolved {
	r.page, r.out = p, &Resolved{Page: p}
	r.hands, r.seen = r.hands[:0], map[*Page]bool{}
	r.out.Edits = r.slots(p, p.Doc.Body, false)
	sortEdits(r.out.Edits)
	r.fields()
	return r.out
}

// answers finishes the copies of the page's short answers. What is wrong or
// used in them was noted when the page itself was finished.
func (r *Resolver) answers() {
	uses, diags, guesses := r.out.Uses, r.out.Diags, r.out.guesses
	for _, q := range r.page.Doc.Body.Questions {
		r.out.Answers = append(r.out.Answers, r.shortAnswer(r.page, q.Short, false))
	}
	r.out.Uses, r.out.Diags, r.out.guesses = uses, diags, guesses
}

func (r *Resolver) report(d diag.Diagnostic) { r.out.Diags = append(r.out.Diags, d) }

// problem places a message that was made without a place.
func (r *Resolver) problem(d *diag.Diagnostic, p *Page, at diag.Span) {
	d.Place = content.Place(p.Doc.Path, at)
	r.report(*d)
}

// unknown reports a link that leads nowhere. again makes the message anew with
// the nearest name, which Guess asks for.
func (r *Resolver) unknown(d *diag.Diagnostic, p *Page, at diag.Span, again func() *diag.Diagnostic) {
	r.problem(d, p, at)
	if d.Code == codeUnknown {
		r.out.guesses = append(r.out.guesses, guess{len(r.out.Diags) - 1, again})
	}
}

// guess is a diagnostic, by its place among a page's, that may yet name what was
// meant.
type guess struct {
	diag  int
	again func() *diag.Diagnostic
}

// maxGuesses bounds for how many broken links of a site the nearest name is
// looked for: after a renamed folder there may be thousands, and each search
// costs as much as there are names.
const maxGuesses = 100

// Guess adds the nearest name to the first broken links of a site. Pages come in
// order.
func Guess(resolved []*Resolved) {
	left := maxGuesses
	for _, r := range resolved {
		for _, g := range r.guesses {
			if left--; left < 0 {
				return
			}
			d := g.again()
			d.Place = r.Diags[g.diag].Place
			r.Diags[g.diag] = *d
		}
	}
}

// fields finishes the one-line fields; they carry links by hand alone.
func (r *Resolver) fields() {
	m := &r.page.Doc.Meta
	r.out.Summary = r.field(m.Summary)
	r.out.Definition = r.field(m.Definition)
	for _, c := range m.Changes {
		r.out.Changes = append(r.out.Changes, r.field(c.Text))
	}
	for _, a := range m.Aliases {
		r.out.AliasNotes = append(r.out.AliasNotes, r.field(a.Note))
	}
	for _, rel := range m.Relations {
		r.out.RelNotes = append(r.out.RelNotes, r.field(rel.Note))
	}
}

func (r *Resolver) field(in content.Inline) []byte {
	if in.Body == nil {
		return nil
	}
	edits := r.slots(r.page, in.Body, false)
	sortEdits(edits)
	return Apply(nil, in.Body.HTML, edits)
}

// slots finishes the slots of a body. owner is the page whose file it comes
// from; hands tells whether its links count in the scopes of the page at hand.
func (r *Resolver) slots(owner *Page, body *content.Body, hands bool) []Edit {
	var edits []Edit
	for i := range body.Slots {
		s := &body.Slots[i]
		switch s.Kind {
		case content.SlotImage:
			edits = append(edits, Edit{At: s.At, End: s.End, Text: r.image(owner, s)})
		case content.SlotEmbed:
			edits = append(edits, Edit{At: s.At, End: s.End, Text: r.embed(owner, body, s, hands)})
		case content.SlotWiki:
			edits = r.wiki(edits, owner, body, s, hands)
		case content.SlotLink:
			edits = r.link(edits, owner, body, s, hands)
		case content.SlotExternal:
			edits = r.external(edits, owner, body, s, hands)
		}
	}
	return edits
}

func (r *Resolver) againWiki(target string) func() *diag.Diagnostic {
	return func() *diag.Diagnostic {
		_, _, again := r.names.findWiki(target, true)
		return again
	}
}

// wiki finishes [[…]].
func (r *Resolver) wiki(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	page, bySlug := owner, false
	if s.Target != "" {
		var problem *diag.Diagnostic
		if page, bySlug, problem = r.names.findWiki(s.Target, false); problem != nil {
			r.unknown(problem, owner, s.TargetAt, r.againWiki(s.Target))
			return edits
		}
	}
	words := ""
	if !s.Labelled && bySlug && page.Live { // the title of a draft is nobody's yet
		words = page.Title()
	}
	fragment, ok := r.fragment(owner, page, s)
	if !ok {
		return edits
	}
	if !s.Labelled && fragment != "" && page.Live {
		words = headingText(page.Doc, fragment)
	}
	return r.toPage(edits, owner, body, s, page, fragment, words, hands)
}

func headingText(doc *content.Document, id string) string {
	for _, h := range doc.Body.Headings {
		if h.ID == id {
			return h.Text
		}
	}
	return ""
}

// fragment finds the id of the heading that a link names, "" where it names none.
func (r *Resolver) fragment(owner, page *Page, s *content.Slot) (id string, ok bool) {
	if s.Fragment == "" {
		return "", true
	}
	i, problem := findHeading(page.Doc, s.Fragment)
	if problem == nil {
		return page.Doc.Body.Headings[i].ID, true
	}
	if slices.Contains(page.Doc.Body.IDs, s.Fragment) {
		return s.Fragment, true
	}
	if page.Doc.Broken { // its headings are not known: its own problem is reported
		return "", true
	}
	for i, fix := range problem.Fixes {
		if strings.HasPrefix(fix, "#") { // it is pasted over target and fragment
			problem.Fixes[i] = s.Target + fix
		}
	}
	r.problem(problem, owner, s.TargetAt)
	return "", false
}

// toPage puts a link to a page around a slot, or leaves its words where there
// is none to make. words replace the slot's own unless they are "".
func (r *Resolver) toPage(edits []Edit, owner *Page, body *content.Body, s *content.Slot, page *Page, fragment, words string, hands bool) []Edit {
	plain := func() []Edit {
		if words != "" {
			edits = append(edits, Edit{At: s.At, End: s.End, Text: html.EscapeString(words)})
		}
		return edits
	}
	switch {
	case page == r.page && fragment == "":
		if page == owner {
			r.report(diag.New(codeSelf, content.Place(owner.Doc.Path, s.TargetAt), "this link leads to the page that it stands on; it is shown as its text").WithFix("take the link out, or name a heading: #…"))
		}
		return plain()
	case !page.Live && page.Doc.Role != content.RoleIntro:
		if !page.Doc.Broken {
			r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s; the link is shown as its text", page.Doc.Path, page.Presence)).WithFix("leave it, if the page will be there in time"))
		}
		return plain()
	}
	r.use(page, body, s, words, hands)
	open := r.anchor(page, fragment, s.Title, "", false)
	if words != "" {
		return append(edits, Edit{At: s.At, End: s.End, Text: open + html.EscapeString(words) + "</a>"})
	}
	return around(edits, s, open)
}

func around(edits []Edit, s *content.Slot, open string) []Edit {
	if s.At == s.End {
		return append(edits, Edit{At: s.At, End: s.At, Text: open + "</a>"})
	}
	return append(edits, Edit{At: s.At, End: s.At, Text: open}, Edit{At: s.End, End: s.End, Text: "</a>", closes: true})
}

// anchor is the opening tag of a link to a page.
func (r *Resolver) anchor(page *Page, fragment, title, lang string, auto bool) string {
	var b strings.Builder
	b.WriteString("<a")
	term := page.Doc.Kind == content.Term && page.Doc.Role == content.RolePage
	if term {
		b.WriteString(` class="term"`)
	}
	b.WriteString(` href="`)
	if page != r.page || fragment == "" {
		b.WriteString(html.EscapeString(r.names.URL(page.Address)))
	}
	if fragment != "" {
		b.WriteString("#" + html.EscapeString(fragment))
	}
	b.WriteString(`"`)
	if term {
		b.WriteString(` data-term="` + page.Slug + `"`)
		if page != r.page && r.page.Doc.Role == content.RolePage {
			b.WriteString(` aria-details="term-` + page.Slug + `"`)
		}
	}
	if auto {
		b.WriteString(" data-auto")
	}
	if lang != "" {
		b.WriteString(` lang="` + html.EscapeString(lang) + `" dir="` + Direction(lang) + `"`)
	}
	if title != "" {
		b.WriteString(` title="` + html.EscapeString(title) + `"`)
	}
	b.WriteString(">")
	return b.String()
}

// Direction is the direction in which a language is written.
func Direction(lang string) string {
	if _, script, found := strings.Cut(lang, "-"); found {
		switch script, _, _ = strings.Cut(script, "-"); script {
		case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm":
			return "rtl"
		case "Latn", "Cyrl":
			return "ltr"
		}
	}
	switch terms.Primary(lang) {
	case "ar", "fa", "ps", "ur", "he", "yi", "ckb", "sd", "ug", "dv", "prs", "syr":
		return "rtl"
	}
	return "ltr"
}

// use notes that the page leads to another.
func (r *Resolver) use(page *Page, body *content.Body, s *content.Slot, words string, hands bool) {
	u := Use{To: page, Block: -1}
	if body == r.page.Doc.Body && s.Block >= 0 {
		u.Block, u.From, u.Up = s.Block, s.At, s.End
	} else { // a field, or the copy of a short answer: it has no block on the page
		if words == "" {
			words = content.TextOf(body.HTML[s.At:s.End])
		}
		before := content.TextOf(body.HTML[:s.At])
		u.Before, u.Words, u.After = Sentence(before+words+content.TextOf(body.HTML[s.End:]), len(before), len(before)+len(words))
	}
	r.out.Uses = append(r.out.Uses, u)
	if page.Term < 0 || page == r.page {
		return
	}
	r.addTerm(page)
	if hands {
		r.hands = append(r.hands, terms.Hand{Scope: s.Scope, Term: page.Term})
	}
}

func (r *Resolver) addTerm(page *Page) {
	if !r.seen[page] {
		r.seen[page] = true
		r.out.Terms = append(r.out.Terms, page)
	}
}

// link finishes a Markdown link that leads into the site.
func (r *Resolver) link(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	t, problem := r.names.findLink(owner, s.Target, false)
	if problem != nil {
		r.unknown(problem, owner, s.TargetAt, func() *diag.Diagnostic {
			_, again := r.names.findLink(owner, s.Target, true)
			return again
		})
		return edits
	}
	switch {
	case t.page != nil:
		fragment, ok := r.fragment(owner, t.page, s)
		if !ok {
			return edits
		}
		return r.toPage(edits, owner, body, s, t.page, fragment, "", hands)
	case t.asset != nil:
		if !r.there(owner, s, t.asset) {
			return edits
		}
		return around(edits, s, r.plainAnchor(t.asset.Address, s))
	}
	return around(edits, s, r.plainAnchor(t.path, s))
}

func (r *Resolver) plainAnchor(sitePath string, s *content.Slot) string {
	open := `<a href="` + html.EscapeString(r.names.URL(sitePath))
	if s.Fragment != "" {
		open += "#" + html.EscapeString(s.Fragment)
	}
	open += `"`
	if s.Title != "" {
		open += ` title="` + html.EscapeString(s.Title) + `"`
	}
	return open + ">"
}

// external looks whether a full address is one of this site: then it is a link
// like any other.
func (r *Resolver) external(edits []Edit, owner *Page, body *content.Body, s *content.Slot, hands bool) []Edit {
	if !strings.Contains(s.Target, "//") {
		return edits
	}
	full, fragment, _ := strings.Cut(s.Target, "#")
	if s.Fragment != "" {
		fragment = s.Fragment
	}
	local, ok := r.names.Local(full)
	if !ok || strings.HasPrefix(full, "/") {
		return edits
	}
	t, problem := r.names.findAddress(local, false)
	if problem != nil {
		r.unknown(problem, owner, s.TargetAt, func() *diag.Diagnostic {
			_, again := r.names.findAddress(local, true)
			return again
		})
		return edits
	}
	if t.page == nil {
		return edits
	}
	inner := *s
	inner.Fragment = fragment
	id, ok := r.fragment(owner, t.page, &inner)
	if !ok {
		return edits
	}
	// The <a> that stands there already goes, and ours comes.
	raw := string(body.HTML[s.At:s.End])
	start := strings.IndexByte(raw, '>') + 1
	inner.At, inner.End = s.At+int32(start), s.End-int32(len("</a>"))
	edits = append(edits, Edit{At: s.At, End: inner.At})
	edits = r.toPage(edits, owner, body, &inner, t.page, id, "", hands)
	return append(edits, Edit{At: inner.End, End: s.End, closes: true})
}

// image finishes a picture of the bundle.
func (r *Resolver) image(owner *Page, s *content.Slot) string {
	clean := s.Target
	file := path.Join(path.Dir(owner.Doc.Path), clean)
	a := r.names.assets[file]
	if a == nil || owner.Doc.Bundle == "" {
		r.report(r.noPicture(owner, s, file, a != nil))
		return ""
	}
	if !r.there(owner, s, a) {
		return html.EscapeString(s.Label)
	}
	return r.imgTag(a, s.Label, s.Title)
}

// noPicture says why a picture cannot be shown: it is nowhere, or the page is no
// bundle that it could travel with.
func (r *Resolver) noPicture(owner *Page, s *content.Slot, file string, exists bool) diag.Diagnostic {
	d := diag.New(codeImage, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("there is no picture %s", file))
	if exists {
		d.Message = "a picture travels with a page that is a folder of its own, and this page is none"
	}
	if owner.Doc.Bundle == "" {
		dir := strings.TrimSuffix(owner.Doc.Path, ".md")
		return d.WithFix("move the page to " + dir + "/index.md, and the picture beside it")
	}
	if near := nearestFile(file, sortedKeys(r.names.assets)); near != "" && near != file {
		return d.WithNote("did you mean " + path.Base(near) + "?").WithFix(relative(path.Dir(owner.Doc.Path), near))
	}
	return d.WithFix("put it beside the page: " + path.Join(owner.Doc.Bundle, path.Base(file)))
}

// there tells whether a file is published with this build, and warns where it
// is not because its page is not.
func (r *Resolver) there(owner *Page, s *content.Slot, a *Asset) bool {
	if a.Page.Live {
		return true
	}
	if !a.Page.Doc.Broken {
		r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s, and so are its files", a.Page.Doc.Path, a.Page.Presence)).WithFix("leave it, if the page will be there in time"))
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

// embed finishes ![[…]]: a picture, or a question with its short answer.
func (r *Resolver) embed(owner *Page, body *content.Body, s *content.Slot, hands bool) string {
	if IsPicture(s.Target) {
		img := r.image(owner, s)
		if img != "" && s.Alone {
			return "<p>" + img + "</p>"
		}
		return img
	}
	fail := func(at diag.Span, message, fix string) string {
		r.report(diag.New(codeEmbed, content.Place(owner.Doc.Path, at), message).WithFix(fix))
		return ""
	}
	page := owner
	if s.Target != "" {
		var problem *diag.Diagnostic
		if page, _, problem = r.names.findWiki(s.Target, false); problem != nil {
			r.unknown(problem, owner, s.TargetAt, r.againWiki(s.Target))
			return ""
		}
	}
	words := html.EscapeString(s.Label)
	if page.Doc.Broken {
		return words
	}
	if page.Doc.Kind != content.Explainer || s.Fragment == "" {
		return fail(s.Src, "only a question of an explainer can be embedded here", "![["+page.Slug+"#question]], or a link: [["+page.Slug+"]]")
	}
	i, problem := findHeading(page.Doc, s.Fragment)
	if problem != nil {
		r.problem(problem, owner, s.TargetAt)
		return ""
	}
	q := questionOf(page.Doc, i)
	switch {
	case q == nil:
		return fail(s.TargetAt, fmt.Sprintf("%q is no question: it is no ## heading of an explainer", page.Doc.Body.Headings[i].Text), "name a ## heading")
	case page == owner:
		return fail(s.Src, "a page cannot embed its own question: it would hold itself", "[[#"+s.Fragment+"]]")
	case !s.Alone || body != r.page.Doc.Body:
		return fail(s.Src, "an embedded question stands on a line of its own, and not in a short answer", "put it into a paragraph of its own below")
	case !page.Live:
		r.report(diag.New(codeNotPublic, content.Place(owner.Doc.Path, s.TargetAt), fmt.Sprintf("%s is %s; nothing is embedded", page.Doc.Path, page.Presence)).WithFix("leave it, if the page will be there in time"))
		if words != "" {
			return "<p>" + words + "</p>"
		}
		return ""
	}
	return r.question(page, i, q, s, hands)
}

func questionOf(doc *content.Document, heading int) *content.Question {
	for i := range doc.Body.Questions {
		if doc.Body.Questions[i].Heading == heading {
			return &doc.Body.Questions[i]
		}
	}
	return nil
}

func (r *Resolver) question(page *Page, heading int, q *content.Question, s *content.Slot, hands bool) string {
	h := page.Doc.Body.Headings[heading]
	title := h.Text
	if s.Label != "" {
		title = s.Label
	}
	r.out.Uses = append(r.out.Uses, Use{To: page, Block: s.Block, From: s.At, Up: s.End, Words: title})
	short := *q.Short
	short.Slots = slices.Clone(short.Slots)
	for i := range short.Slots {
		short.Slots[i].Scope = s.Scope
	}
	answer := r.shortAnswer(page, &short, hands)
	return `<aside class="embed" aria-label="` + html.EscapeString(title) + `"><p class="embed-title">` +
		r.anchor(page, h.ID, "", "", false) + html.EscapeString(title) + `</a></p><p class="short-answer">` + string(answer) + `</p></aside>`
}

// shortAnswer finishes a short answer for another page: its links lead where
// they led, its footnote marks are left out.
func (r *Resolver) shortAnswer(owner *Page, short *content.Body, hands bool) []byte {
	edits := r.slots(owner, short, hands)
	for _, s := range short.Slots {
		if s.Kind == content.SlotNote {
			edits = append(edits, Edit{At: s.At, End: s.End})
		}
	}
	sortEdits(edits)
	return Apply(nil, short.HTML, edits)
}

// autoLinks decides about every form on the page and links those that may.
func (r *Resolver) autoLinks(body *content.Body) []Edit {
	doc, n := r.page.Doc, r.names
	if doc.Broken {
		return nil
	}
	ix := n.IndexFor(r.page.Lang)
	wraps, places := newLocator(body), newLocator(body)
	p := terms.Policy{
		Scope: n.Site.LinkScope, Cap: n.Site.LinkCap, Own: r.page.Term, Off: doc.Autolink.Off,
		Skips: r.skips(), Hands: r.hands,
		Wraps: func(block, start, end int32) bool {
			from, to, _ := wraps.locate(block, start, end)
			_, _, ok := wrap(body.HTML, from, to)
			return ok
		},
	}
	var edits []Edit
	for _, d := range r.decider.Decide(body, ix, p) {
		form := ix.Forms()[d.Form]
		page := n.Terms[form.Term]
		from, to, src := places.locate(d.Block, d.Start, d.End)
		r.out.Decisions = append(r.out.Decisions, Decision{d, page, src})
		if d.Outcome != terms.Linked {
			continue
		}
		r.out.Uses = append(r.out.Uses, Use{To: page, Block: d.Block, From: from, Up: to, Auto: true})
		from, to, _ = wrap(body.HTML, from, to)
		edits = append(edits, Edit{At: from, End: from, Text: r.anchor(page, "", "", form.Lang, true)},
			Edit{At: to, End: to, Text: "</a>", closes: true})
		r.addTerm(page)
	}
	return edits
}

// skips reads a page's autolink: skip and only.
func (r *Resolver) skips() func(int32) bool {
	a := r.page.Doc.Autolink
	if len(a.Skip)+len(a.Only) == 0 {
		return nil
	}
	skip, keep := r.termSet(a.Skip), r.termSet(a.Only)
	return func(term int32) bool { return skip[term] || len(a.Only) > 0 && !keep[term] }
}

func (r *Resolver) termSet(names []content.Text) map[int32]bool {
	set := map[int32]bool{}
	for _, t := range names {
		if p := r.term(t); p != nil {
			set[p.Term] = true
		}
	}
	return set
}
