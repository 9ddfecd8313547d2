package search

import (
	"bytes"
	"html"

	"gloss/internal/content"
	"gloss/internal/render"
)

// stretch is a part of a page's text: a heading, or what stands between two.
type stretch struct {
	text    []byte
	heading bool
}

// inline are the elements that do not end a word. (A map would cost as much as
// all else.)
func inline(name []byte) bool {
	switch string(name) {
	case "a", "em", "strong", "b", "i", "span", "code", "sub", "sup", "del", "ins", "s", "u", "data", "time", "abbr", "mark", "small", "kbd", "samp", "q", "bdi", "cite", "var", "wbr":
		return true
	}
	return false
}

// divider takes a page's text out of its HTML.
type divider struct {
	plain   []byte // all of it; stretches are cut out of it
	from    int    // where the stretch at hand begins
	escaped bool   // it has characters that HTML writes as references
	heading bool
	unseen  bool // a heading for those who do not see
	at      int  // the record that it belongs to
	texts   [][]stretch
}

// divide gives each record of a page its stretches of text. They are good until
// the next page is divided.
func (r *reader) divide(p *render.FoundPage) [][]stretch {
	d := divider{texts: make([][]stretch, len(p.Found))}
	if p.HTML == nil {
		return d.texts
	}
	h := content.Uncited(p.HTML())
	d.plain = append(r.plain[:0], h...)[:0] // room for all, so that no stretch moves
	for {
		i := bytes.IndexByte(h, '<')
		if i < 0 {
			i = len(h)
		}
		d.plain = append(d.plain, h[:i]...)
		d.escaped = d.escaped || bytes.IndexByte(h[:i], '&') >= 0
		end := bytes.IndexByte(h[i:], '>')
		if end < 0 {
			break
		}
		d.tag(h[i+1:i+end], p.Found)
		h = h[i+end+1:]
	}
	d.cut()
	r.plain = d.plain
	return d.texts
}

func (d *divider) tag(tag []byte, records []render.Found) {
	name := tag
	if i := bytes.IndexAny(tag, " /"); i > 0 {
		name = tag[:i]
	}
	switch {
	case inline(bytes.TrimPrefix(name, []byte("/"))):
	case string(name) == "section":
		d.cut()
		d.at = partOf(records, tag)
	case len(name) == 2 && name[0] == 'h' && name[1] != 'r':
		d.cut()
		d.heading, d.unseen = true, bytes.Contains(tag, []byte(`class="vh"`))
	case len(name) == 3 && name[0] == '/' && name[1] == 'h' && name[2] != 'r':
		d.cut()
		d.heading, d.unseen = false, false
	default:
		d.plain = append(d.plain, '\n')
	}
}

// cut ends the stretch at hand.
func (d *divider) cut() {
	text := d.plain[d.from:]
	if d.escaped {
		text = []byte(html.UnescapeString(string(text)))
	}
	if len(text) > 0 && !d.unseen {
		d.texts[d.at] = append(d.texts[d.at], stretch{text, d.heading})
	}
	d.from, d.escaped = len(d.plain), false
}

// partOf finds the record whose section a tag opens: 0, the page, for others.
func partOf(records []render.Found, tag []byte) int {
	_, id, ok := bytes.Cut(tag, []byte(` id="`))
	if !ok {
		return 0
	}
	id, _, _ = bytes.Cut(id, []byte(`"`))
	for i := range records {
		if i > 0 && string(id) == records[i].Part {
			return i
		}
	}
	return 0
}
