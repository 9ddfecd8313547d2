package check

import (
	"cmp"
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/terms"
)

var (
	codeLongQuote = diag.Define(diag.Code{
		ID: "E205", Severity: diag.Warning,
		Title: "a quotation of more than 40 words",
		Text: `Long quotations are somebody else's page, and may be more than the law lets anyone
copy. Quote the words that matter and report the rest in your own.`,
	})
	codeBareQuote = diag.Define(diag.Code{
		ID: "E206", Severity: diag.Warning,
		Title: "a quotation without a source",
		Text: `Four words or more in quotation marks, or a blockquote, are somebody's: the paragraph
(or its list, its table, a footnote of it) cites where they stand. A blockquote has
its citation in it or in the paragraph before it. Where the marks hold no quotation,
accept it: ["The Revolt of Islamic State-Khorasan"]{.ok reason="a title"}.`,
	})
	codeLongSentence = diag.Define(diag.Code{
		ID: "E207", Severity: diag.Warning,
		Title: "a sentence of more than 35 words",
		Text:  `A sentence holds one thought. Readers who are new to the names lose the thread of a longer one: end it earlier, or make a list of it.`,
	})
)

const (
	maxSentence = 35 // words
	maxQuote    = 40
	minQuote    = 4 // fewer are a manner of speaking
)

// words counts the pieces between spaces that hold a letter or a digit.
func words(text []byte) int {
	n, counted := 0, false
	for i := 0; i < len(text); {
		if c := text[i]; c|0x20 >= 'a' && c|0x20 <= 'z' { // most of all text
			if !counted {
				n++
				counted = true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			counted = false
		case !counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			n++
			counted = true
		}
	}
	return n
}

// seen counts the words of text[start:end] as readers see them.
func (p *passage) seen(start, end int32) int {
	n := words(p.text[start:end])
	first, _ := slices.BinarySearchFunc(p.longer, start, func(l longer, at int32) int { return cmp.Compare(l.at, at) })
	for _, l := range p.longer[first:] {
		if l.at >= end {
			break
		}
		n += l.words
	}
	return n
}

// sentences looks for long ones in the passage at hand.
func (e *Editor) sentences() {
	p := &e.reader.passage
	if !p.prose() || p.seen(0, int32(len(p.text))) <= maxSentence {
		return
	}
	for from, to := range link.Sentences(string(p.text)) {
		if n := p.seen(int32(from), int32(to)); n > maxSentence {
			start, end := trimmed(p.text, from, to)
			e.report(codeLongSentence, start, end, fmt.Sprintf("this sentence has %d words", n), "end it after one thought, and begin another")
		}
	}
}

func trimmed(text []byte, from, to int) (start, end int32) {
	for from < to && unicode.IsSpace(rune(text[from])) {
		from++
	}
	for to > from && unicode.IsSpace(rune(text[to-1])) {
		to--
	}
	return int32(from), int32(to)
}

// quotations looks at the inline quotations of the passage at hand.
func (e *Editor) quotations(sourced bool) {
	p := &e.reader.passage
	if !p.prose() {
		return
	}
	e.quotes = terms.QuotationsOf(e.quotes[:0], p.text, minQuote)
	for _, q := range e.quotes {
		if within(p.stops, q.Start) {
			continue
		}
		if n := p.seen(q.Start, q.End); n > maxQuote {
			e.report(codeLongQuote, q.Start, q.End, fmt.Sprintf("this quotation has %d words", n), "quote what matters, and report the rest")
		}
		if sourced && !p.cited {
			e.reportUnless(e.sourced, codeBareQuote, q.Start, q.End, "nothing says where these words stand", e.cite+" behind the quotation")
		}
	}
}

// blockquotes looks at the blockquotes of a page.
func (e *Editor) blockquotes(doc *content.Document) {
	blocks := doc.Body.Blocks
	for from := 0; from < len(blocks); {
		quote, to := e.layout.quote[from], from+1
		for quote >= 0 && to < len(blocks) && e.layout.quote[to] == quote {
			to++
		}
		if quote >= 0 {
			e.blockquote(doc, from, to)
		}
		from = to
	}
}

func (e *Editor) blockquote(doc *content.Document, from, to int) {
	body := doc.Body
	sourced := from > 0 && body.Blocks[from-1].Kind < content.BlockHeading && e.sourced[e.layout.group[from-1]] || doc.Kind == content.Source
	n, first := 0, -1
	var at diag.Span
	for i := from; i < to; i++ {
		text := body.AppendText(nil, body.Blocks[i])
		if len(text) == 0 {
			continue
		}
		span := body.SpanOf(int32(i), 0, len(text))
		if first < 0 {
			first, at = i, span
		}
		n += words(text)
		sourced = sourced || e.sourced[e.layout.group[i]]
	}
	if first < 0 || n < minQuote {
		return
	}
	place := content.Place(doc.Path, at)
	if n > maxQuote {
		e.add(diag.New(codeLongQuote, place, fmt.Sprintf("this quotation has %d words", n)).WithFix("quote what matters, and report the rest"))
	}
	if !sourced {
		e.add(diag.New(codeBareQuote, place, "nothing says where these words stand").WithFix(e.cite + " at the end of the quotation, or before it"))
	}
}
