package link

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gloss/internal/content"
)

// quotations remembers the sentences that were quoted of a page: pages of terms
// show them build after build.
type quotations struct {
	mu sync.Mutex
	by map[quoted][3]string
}

type quoted struct {
	from, up int32 // of the use
	source   bool  // a statement is quoted in another way
}

// quotation is sentence, from memory. Any number of goroutines may ask.
func (r *Resolved) quotation(u Use) (before, words, after string) {
	q := quoted{u.From, u.Up, u.To.Doc.Kind == content.Source}
	r.quotations.mu.Lock()
	said, ok := r.quotations.by[q]
	r.quotations.mu.Unlock()
	if !ok {
		said[0], said[1], said[2] = r.sentence(u)
		r.quotations.mu.Lock()
		if r.quotations.by == nil {
			r.quotations.by = map[quoted][3]string{}
		}
		r.quotations.by[q] = said
		r.quotations.mu.Unlock()
	}
	return said[0], said[1], said[2]
}

// sentence finds the sentence around a use, in the words that readers see. Of a
// table it is the row: a cell alone says nothing.
func (r *Resolved) sentence(u Use) (before, words, after string) {
	before, words, after = r.around(u)
	if u.To.Doc.Kind == content.Source {
		return statement(before, words, after)
	}
	if r.Page.Doc.Body.Blocks[u.Block].Kind == content.BlockCell {
		return tail(fold(before), maxSentence), fold(words), head(fold(after), maxSentence)
	}
	return Sentence(before+words+after, len(before), len(before)+len(words))
}

// around is the text of a use's block, divided at its words.
func (r *Resolved) around(u Use) (before, words, after string) {
	body := r.Page.Doc.Body
	block := body.Blocks[u.Block]
	first, last := body.Bounds(block)
	if block.Kind == content.BlockCell {
		return r.row(u)
	}
	from, to := near(body.HTML, u.From, u.Up)
	from, to = max(from, min(first, u.From)), min(to, max(last, u.Up)) // what stands for a citation is no text of its block
	return r.text(from, u.From), r.text(u.From, u.Up), r.text(u.Up, to)
}

const cellGap = " · "

// row is the text of the row of a table that a use stands in, its cells apart.
func (r *Resolved) row(u Use) (before, words, after string) {
	body := r.Page.Doc.Body
	from := int32(bytes.LastIndex(body.HTML[:u.From], []byte("<tr>")))
	to := u.Up + int32(bytes.Index(body.HTML[u.Up:], []byte("</tr>")))
	cells := func(from, to int32) string {
		var all []string
		for _, cell := range bytes.Split(finishedBytes(body.HTML, r.Edits, from, to), []byte("</td>")) {
			if text := strings.TrimSpace(content.TextOf(cell)); text != "" {
				all = append(all, text)
			}
		}
		return strings.Join(all, cellGap)
	}
	own := int32(bytes.LastIndex(body.HTML[from:u.From], []byte("<td"))) + from
	end := u.Up + int32(bytes.Index(body.HTML[u.Up:to], []byte("</td>")))
	before, after = cells(from, own), cells(end, to)
	if before != "" {
		before += cellGap
	}
	if after != "" {
		after = cellGap + after
	}
	return before + r.text(own, u.From), r.text(u.From, u.Up), r.text(u.Up, end) + after
}

// Lead is the text of the page's first paragraph, as readers see it.
func (r *Resolved) Lead() string {
	body := r.Page.Doc.Body
	for _, block := range body.Blocks {
		if from, to := body.Bounds(block); block.Kind == content.BlockText && to > from {
			return strings.TrimSpace(fold(r.text(from, to)))
		}
	}
	return ""
}

// text is a range of the page's HTML, finished, as plain text.
func (r *Resolved) text(from, to int32) string {
	return textOf(r.Page.Doc.Body.HTML, r.Edits, from, to)
}

// textOf is a range of finished HTML as plain text. Marks of footnotes and
// citations are no words.
func textOf(html []byte, edits []Edit, from, to int32) string {
	return content.TextOf(finishedBytes(html, edits, from, to))
}

func finishedBytes(html []byte, edits []Edit, from, to int32) []byte {
	if to <= from {
		return nil
	}
	var out []byte
	at := from
	first, _ := slices.BinarySearchFunc(edits, from, func(e Edit, at int32) int { return cmp.Compare(e.At, at) })
	for _, e := range edits[first:] {
		if e.At >= to {
			break
		}
		if e.End > to {
			continue
		}
		out = append(append(out, html[at:e.At]...), e.Text...)
		at = e.End
	}
	return append(out, html[at:to]...)
}

// nearBytes is how far around a use its sentence is looked for: a few times what
// is shown of it. A page may be one sentence, with thousands of uses.
const nearBytes = 2048

// near is the surroundings of a stretch of HTML. They begin and end in no tag.
func near(html []byte, start, end int32) (from, to int32) {
	from, to = max(0, start-nearBytes), min(int32(len(html)), end+nearBytes)
	for from < start && from > 0 && !utf8.RuneStart(html[from]) {
		from++
	}
	for to > end && to < int32(len(html)) && !utf8.RuneStart(html[to]) {
		to--
	}
	if i := bytes.IndexAny(html[from:start], "<>"); from > 0 && i >= 0 && html[int(from)+i] == '>' {
		from += int32(i) + 1
	}
	if i := bytes.LastIndexAny(html[end:to], "<>"); i >= 0 && html[int(end)+i] == '<' {
		to = end + int32(i)
	}
	return from, to
}

// maxSentence bounds what a backlink shows, in code points on each side.
const maxSentence = 240

// abbreviations end in a dot that ends no sentence.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "gen": true, "col": true, "sen": true, "rep": true,
	"gov": true, "prof": true, "jr": true, "sr": true, "vs": true, "no": true, "fig": true, "al": true, "e.g": true,
	"i.e": true, "cf": true, "ca": true, "approx": true, "para": true, "paras": true, "pp": true, "p": true, "vol": true, "chap": true, "sec": true, "ed": true, "eds": true, "c": true, "jan": true, "feb": true, "mar": true, "apr": true, "jun": true,
	"jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
}

// Sentence finds the sentence of text around [start:end): what stands before
// the words, the words, and what follows, spaces folded.
func Sentence(text string, start, end int) (before, words, after string) {
	from, to := 0, len(text)
	for i := 0; i < start; {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if endsSentence(text, i-size, r) && i <= start {
			from = i
			from += skipClosers(text[from:start])
			i = max(i, from)
		}
	}
	for i := end; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if endsSentence(text, i, r) {
			to = i + size + skipClosers(text[i+size:])
			break
		}
		i += size
	}
	before = tail(fold(text[from:start]), maxSentence)
	after = head(fold(text[end:to]), maxSentence)
	return strings.TrimLeft(before, " "), fold(text[start:end]), strings.TrimRight(after, " ")
}

// endsSentence tells whether the mark r at i ends a sentence: a space and no
// small letter follows, and a full stop is not that of an abbreviation.
func endsSentence(text string, i int, r rune) bool {
	switch r {
	case '。', '！', '？', '؟', '۔':
		return true
	case '.', '!', '?', '…':
	default:
		return false
	}
	rest := text[i+utf8.RuneLen(r):]
	rest = rest[skipClosers(rest):]
	if rest == "" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(next) {
		return false
	}
	after, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if unicode.IsLower(after) {
		return false
	}
	return r != '.' || !abbreviated(text[:i])
}

// abbreviated tells whether a full stop behind text belongs to its last word.
func abbreviated(text string) bool {
	word := text[strings.LastIndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '“' })+1:]
	if abbreviations[strings.ToLower(word)] {
		return true
	}
	letters := []rune(word)
	single := len(letters) == 1 && unicode.IsUpper(letters[0])
	return single || strings.Contains(word, ".") && len(letters) <= 5 // initials, U.S
}

// skipClosers passes quotation marks and brackets that belong to the sentence
// before.
func skipClosers(s string) int {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune("”’\"')]»\ufffc", r) {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}

// fold makes runs of spaces one and drops what is no text.
func fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case r == '\ufffc':
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
		default:
			b.WriteRune(r)
			space = false
		}
	}
	return b.String()
}

func tail(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[len(runes)-n:])
	if i := strings.IndexByte(cut, ' '); i >= 0 {
		cut = cut[i:]
	}
	return "…" + cut
}

func head(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndexByte(cut, ' '); i >= 0 {
		cut = cut[:i]
	}
	return cut + " …"
}
