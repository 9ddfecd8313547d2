package build

import (
	"path"

	"gloss/internal/link"
	"gloss/internal/source"
)

// pictures remembers what was measured in the last build, as long as it is asked
// for: an SVG is read to its end for its size and for what it might run.
type pictures struct{ last, now map[pictureKey]link.Picture }

type pictureKey struct {
	ext  string
	hash source.Hash
}

func (p *pictures) begin() {
	if len(p.now) > 0 { // else nothing was asked for: names were those of before
		p.last, p.now = p.now, map[pictureKey]link.Picture{}
	}
}

func (p *pictures) measure(f source.File) link.Picture {
	key := pictureKey{path.Ext(f.Path), f.Hash}
	if p.now == nil {
		p.now = map[pictureKey]link.Picture{}
	}
	picture, ok := p.now[key]
	if !ok {
		if picture, ok = p.last[key]; !ok {
			picture = link.Measure(f)
		}
		p.now[key] = picture
	}
	return picture
}
