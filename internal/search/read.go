package search

import (
	"slices"
	"strings"

	"gloss/internal/render"
)

// level is what a word weighs in a record, by the place where it weighs most. The
// script gives each level its value.
type level uint8

// The levels. A name or a question of fewer words weighs more by the word, and
// text more where the word is said more often in fewer words.
const (
	levelText     level = 1  // to 5
	levelHeading  level = 6  // of an article
	levelShort    level = 7  // or 8, where that is short
	levelQuestion level = 9  // to 11
	levelName     level = 12 // to 15: the whole name
)

const wholeName level = 15

// shortWords is how long a short answer or a definition is to be.
const shortWords = 60

// reading is the words of one page.
type reading []posting

// posting is a word in a record of the page.
type posting struct {
	word   uint32 // in the vocabulary
	record uint16
	level  level
}

// reader reads pages one after another; each worker has its own.
type reader struct {
	cutter
	vocabulary *vocabulary
	known      map[string]uint32 // of the vocabulary, what this worker has met
	common     []bool            // by word
	at         []uint32          // by word: where it stands in the tallies of the record at hand, plus one
	tallies    []tally
	words      int // of the record's text
	key        []byte
	plain      []byte
	room       reading
}

// tally is what is known of a word in the record at hand.
type tally struct {
	word  uint32
	said  uint32 // how often in the text
	level level  // outside of the text
}

// maxRecords is how many things one page can be found as.
const maxRecords = 1 << 16

// read gives the words of a page, record after record.
func (r *reader) read(p *render.FoundPage) reading {
	all := r.room[:0]
	text := r.divide(p)
	for i := range p.Found[:min(len(p.Found), maxRecords)] {
		r.record(&p.Found[i])
		r.text(text[i])
		all = r.finish(all, uint16(i))
	}
	r.room = all
	return slices.Clone(all)
}

// record notes the words of a record's names and short text.
func (r *reader) record(rec *render.Found) {
	asks := rec.Kind == render.FoundQuestion || rec.Kind == render.FoundFact
	for _, name := range append([]string{rec.Title}, rec.Names...) {
		r.name(name, asks)
	}
	short := levelShort
	if strings.Count(rec.Short, " ") < shortWords {
		short++
	}
	r.all([]byte(rec.Short), short)
	r.all([]byte(rec.By), levelShort)
}

// name notes the words of a name and, where they are several, the whole of it.
// Common words that it begins with are no part of the whole.
func (r *reader) name(name string, asks bool) {
	groups, parts := 0, 0 // of the whole, as far as it goes
	leading := true
	r.key = r.key[:0]
	r.groups([]byte(name), func() {
		if leading = leading && len(r.ends) == 1 && common[string(stem(limit(r.raw)))]; leading {
			return
		}
		groups++
		start := 0
		for _, end := range r.ends {
			if parts++; parts > 1 {
				r.key = append(r.key, ' ')
			}
			r.key = append(r.key, stem(limit(r.raw[start:end]))...)
			start = end
		}
	})
	weight := wholeName - level(max(0, min(groups, 4)-1))
	if asks {
		weight = levelQuestion + 2 - level(min(groups/4, 2))
	}
	r.cut([]byte(name), func(word []byte, part bool) {
		if part {
			r.note(word, min(weight, levelName))
		} else {
			r.note(word, weight)
		}
	})
	if parts > 1 {
		r.note(r.key, wholeName)
	}
}

// all notes every word of a text at one level.
func (r *reader) all(text []byte, l level) {
	r.cut(text, func(word []byte, _ bool) {
		if id := r.id(word); !r.common[id] {
			r.tally(id).raise(l)
		}
	})
}

func (r *reader) note(word []byte, l level) { r.tally(r.id(word)).raise(l) }

func (t *tally) raise(l level) { t.level = max(t.level, l) }

func (r *reader) text(stretches []stretch) {
	for _, s := range stretches {
		if s.heading {
			r.all(s.text, levelHeading)
			continue
		}
		r.cut(s.text, func(word []byte, part bool) {
			if !part {
				r.words++
			}
			if id := r.id(word); !r.common[id] {
				r.tally(id).said++
			}
		})
	}
}

// id is the number of a word.
func (r *reader) id(word []byte) uint32 {
	id, ok := r.known[string(word)]
	if !ok {
		var text string
		id, text = r.vocabulary.id(word)
		r.known[text] = id
		for int(id) >= len(r.at) {
			r.at, r.common = append(r.at, make([]uint32, 1+len(r.at))...), append(r.common, make([]bool, 1+len(r.common))...)
		}
		r.common[id] = common[text]
	}
	return id
}

func (r *reader) tally(id uint32) *tally {
	if r.at[id] == 0 {
		r.tallies = append(r.tallies, tally{word: id})
		r.at[id] = uint32(len(r.tallies))
	}
	return &r.tallies[r.at[id]-1]
}

// finish adds what the record's words weigh and forgets them.
func (r *reader) finish(all reading, record uint16) reading {
	for _, t := range r.tallies {
		all = append(all, posting{t.word, record, max(t.level, textLevel(t.said, uint32(r.words)))})
		r.at[t.word] = 0
	}
	r.tallies, r.words = r.tallies[:0], 0
	return all
}

// textLevel is what a word weighs that is said so often in a text of so many
// words: BM25 (k1 = 1.2, b = 0.75) against a text of 250 words, in five steps. The
// length of other texts is left out, so that a page's words are its own.
func textLevel(said, words uint32) level {
	if said == 0 {
		return 0
	}
	const most = 2200 // k1 + 1
	n := uint64(said) * 10_000
	weight := most * n / (n + 3000 + 36*uint64(words))
	return levelText + level(weight/(most/5+1))
}
