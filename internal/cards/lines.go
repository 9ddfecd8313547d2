package cards

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/segmenter"
)

// paragraph is a shaped text with the places where a line of it may end.
type paragraph struct {
	text   []rune
	glyphs []glyph
	sums   []int  // width of the glyphs before each, in units
	stops  []stop // the first is the beginning, the last the end
	style  style
	lang   string
	rtl    bool
}

// stop is a place where a line may end: what stands before end is the line's, next
// begins the one after it, and the spaces between belong to neither.
type stop struct{ end, next int } // indexes of glyphs

// line is a range of a paragraph's glyphs.
type line struct{ from, to int }

// setting is how a paragraph is to be broken.
type setting struct {
	width int  // of a line, in units
	even  bool // lines of much the same width, the last too, as in a title
}

func (a *artist) paragraph(s style, text []rune, lang string, rtl bool) *paragraph {
	p := &paragraph{text: text, style: s, lang: lang, rtl: rtl, glyphs: a.shape(s, text, lang, rtl)}
	p.sums = make([]int, len(p.glyphs)+1)
	for i, g := range p.glyphs {
		p.sums[i+1] = p.sums[i] + g.advance
	}
	p.stops = []stop{{0, 0}}
	var seg segmenter.Segmenter
	seg.Init(text)
	for it := seg.LineIterator(); it.Next(); {
		l := it.Line()
		p.stop(l.Offset + len(l.Text))
	}
	return p
}

// stop adds the place before a character.
func (p *paragraph) stop(at int) {
	next, _ := slices.BinarySearchFunc(p.glyphs, at, func(g glyph, at int) int { return g.at - at })
	end := next
	for end > 0 && p.text[p.glyphs[end-1].at] == ' ' {
		end--
	}
	if end > p.stops[len(p.stops)-1].next && !p.hangs(at) {
		p.stops = append(p.stops, stop{end, next})
	}
}

// hangs tells whether a hyphen before a character is part of a short name, as in
// IS-K and al-Qaeda, which reads badly in two.
func (p *paragraph) hangs(at int) bool {
	const short = 4
	if at == len(p.text) || p.text[at-1] != '-' {
		return false
	}
	before, after := 0, 0
	for i := at - 2; i >= 0 && p.text[i] != ' ' && before < short; i-- {
		before++
	}
	for i := at; i < len(p.text) && p.text[i] != ' ' && after < short; i++ {
		after++
	}
	return before < short || after < short
}

func (p *paragraph) width(l line) int { return p.sums[l.to] - p.sums[l.from] }

// split adds stops within words that are wider than a line.
func (p *paragraph) split(width int) []stop {
	stops := p.stops[:1:1]
	for _, s := range p.stops[1:] {
		from := stops[len(stops)-1].next
		for i := from + 1; i < s.end; i++ {
			if p.glyphs[i].at != p.glyphs[i-1].at && p.width(line{from, i + 1}) > width {
				stops = append(stops, stop{i, i})
				from = i
			}
		}
		stops = append(stops, s)
	}
	return stops
}

// fill counts the lines that a paragraph needs; 0 where it has none.
func (p *paragraph) fill(width int) int {
	stops := p.split(width)
	n, from := 0, 0
	for i := 1; i < len(stops); i++ {
		if i == len(stops)-1 || p.width(line{from, stops[i+1].end}) > width {
			n++
			from = stops[i].next
		}
	}
	return n
}

// lines breaks a paragraph into as few lines as it needs, so that they differ
// least: every gap at the end of a line counts by its square. In prose the last
// line may be short, but no shorter than a quarter.
func (p *paragraph) lines(s setting) []line {
	stops, n := p.split(s.width), p.fill(s.width)
	if n == 0 {
		return nil
	}
	const never = 1 << 62
	cost := make([][]int, n+1) // of the best way to the stop in so many lines
	from := make([][]int, n+1)
	for k := range cost {
		cost[k], from[k] = make([]int, len(stops)), make([]int, len(stops))
		for i := range cost[k] {
			cost[k][i] = never
		}
	}
	cost[0][0] = 0
	for k := 1; k <= n; k++ {
		for j := k; j < len(stops); j++ {
			for i := j - 1; i >= k-1; i-- {
				w := p.width(line{stops[i].next, stops[j].end})
				if w > s.width && i < j-1 {
					break
				}
				if cost[k-1][i] == never {
					continue
				}
				gap := max(s.width-w, 0) * 1000 / s.width
				if !s.even && j == len(stops)-1 {
					gap = max(gap-750, 0) * 3
				}
				if c := cost[k-1][i] + gap*gap; c < cost[k][j] {
					cost[k][j], from[k][j] = c, i
				}
			}
		}
	}
	out := make([]line, n)
	for k, j := n, len(stops)-1; k > 0; k-- {
		i := from[k][j]
		out[k-1] = line{stops[i].next, stops[j].end}
		j = i
	}
	return out
}

// short gives a paragraph, or as many of its words as fit with an ellipsis.
func (a *artist) short(p *paragraph, width, most int) *paragraph {
	if p.fill(width) <= most {
		return p
	}
	var words []int // where they end, as indexes of characters
	for _, s := range p.stops[1 : len(p.stops)-1] {
		words = append(words, p.glyphs[s.end-1].at+1)
	}
	if cut := a.longest(p, words, " …", width, most); cut != nil {
		return cut
	}
	var letters []int // the first word is too long
	for i := 1; i < min(len(p.glyphs), longText); i++ {
		if at := p.glyphs[i].at; at != p.glyphs[i-1].at {
			letters = append(letters, at)
		}
	}
	if cut := a.longest(p, letters, "…", width, most); cut != nil {
		return cut
	}
	return a.paragraph(p.style, nil, p.lang, p.rtl)
}

// longest gives as much of a paragraph, up to one of its ends, as fits together
// with what stands for the rest; nil where nothing does.
func (a *artist) longest(p *paragraph, ends []int, rest string, width, most int) (best *paragraph) {
	lo, hi := 0, len(ends)
	for lo < hi {
		mid := (lo + hi) / 2
		cut := strings.TrimRight(string(p.text[:ends[mid]]), " \u00a0,;:.–—(…-") + rest
		try := a.paragraph(p.style, []rune(cut), p.lang, p.rtl)
		if try.fill(width) <= most {
			best, lo = try, mid+1
		} else {
			hi = mid
		}
	}
	return best
}
