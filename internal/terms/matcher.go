package terms

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gloss/internal/content"
)

// Index finds forms in text. It holds a trie over tokens: a node for each
// beginning of a form, an edge for each token that goes on. Case is kept out of
// the trie but for what no rule lets vary, and judged where a form ends.
type Index struct {
	forms []Form
	vocab map[string]uint32 // key of a token → id, from 1
	heads []uint32          // by id: the node that a form's first token leads to, 0 for none
	edges map[uint64]uint32 // node<<32 | id → node
	ends  [][]ending        // by node: the forms that end there
}

// ending is a form with what it wants of the first letters of its tokens.
type ending struct {
	form  int32
	upper uint64 // bit i: token i begins with a capital
	lower uint64 // bit i: token i must not
}

// maxTokens bounds a form. A longer one is never found, which NewIndex's caller
// reports.
const maxTokens = 64

// NewIndex takes forms that are auto or manual, each written form owned by one
// term; of made plurals that equal another form the written one stays.
func NewIndex(forms []Form) *Index {
	ix := &Index{vocab: map[string]uint32{}, heads: []uint32{0}, edges: map[uint64]uint32{}, ends: [][]ending{nil}}
	for _, f := range forms {
		ix.add(f)
	}
	return ix
}

// Forms gives the forms of the index; a Match names one by its place.
func (ix *Index) Forms() []Form { return ix.forms }

func (ix *Index) add(f Form) {
	keys, e := pattern(f.Text)
	if len(keys) == 0 || len(keys) > maxTokens {
		return
	}
	e.form = int32(len(ix.forms))
	ix.forms = append(ix.forms, f)
	node := uint32(0)
	for i, key := range keys {
		id := ix.vocab[key]
		if id == 0 {
			id = uint32(len(ix.vocab) + 1)
			ix.vocab[key] = id
			ix.heads = append(ix.heads, 0)
		}
		node = ix.child(node, id, i == 0)
	}
	ix.ends[node] = append(ix.ends[node], e)
}

func (ix *Index) child(node, id uint32, first bool) uint32 {
	edge := uint64(node)<<32 | uint64(id)
	to := ix.edges[edge]
	if first {
		to = ix.heads[id]
	}
	if to == 0 {
		to = uint32(len(ix.ends))
		ix.ends = append(ix.ends, nil)
		if first {
			ix.heads[id] = to
		} else {
			ix.edges[edge] = to
		}
	}
	return to
}

// pattern divides a form into the keys of its tokens and says what rule 7 asks
// of their first letters.
func pattern(form string) (keys []string, e ending) {
	text := []byte(strings.TrimSpace(form))
	exact := twoCapitals(form)
	spaced := true // at the start, or after a space
	for i := 0; i < len(text); {
		t, first := next(text, i)
		bit := uint64(1) << (len(keys) & 63)
		switch {
		case t.upper:
			e.upper |= bit
		case unicode.IsLower(first) && (exact || !spaced):
			e.lower |= bit
		}
		keys = append(keys, string(appendKey(nil, text, t, first)))
		spaced = t.kind == spaceToken
		i = int(t.end)
	}
	return keys, e
}

// Key is a form as rule 6 and the trie see it, its case kept: two forms with one
// key are one form.
func Key(form string) string {
	keys, e := pattern(form)
	for i := range keys {
		if e.upper>>(i&63)&1 == 1 {
			r, size := utf8.DecodeRuneInString(keys[i])
			keys[i] = string(unicode.ToUpper(r)) + keys[i][size:]
		}
	}
	return strings.Join(keys, "\x00")
}

func twoCapitals(form string) bool {
	before := false
	for _, r := range form {
		upper := unicode.IsUpper(r)
		if upper && before {
			return true
		}
		before = upper
	}
	return false
}

// Match is a form in a text, with the bytes that it takes.
type Match struct {
	Start, End int32
	Form       int32
}

// Gap is a stretch in which no form may stand, or, where it is empty, a point
// that none may reach across.
type Gap struct{ Start, End int32 }

// Scratch is memory that a run of matching reuses. It is not shared between
// goroutines.
type Scratch struct {
	tokens []token
	key    []byte
	hits   []hit
}

type hit struct {
	end  int // tokens
	form int32
}

// Match appends the forms in text to dst: leftmost, then longest (rule 4), each
// within its boundaries (rule 5). gaps are in order.
func (ix *Index) Match(dst []Match, text []byte, gaps []Gap, s *Scratch) []Match {
	if len(ix.forms) == 0 {
		return dst
	}
	ix.tokenize(text, s)
	gap := 0
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		if t.id == 0 || ix.heads[t.id] == 0 {
			continue
		}
		for gap < len(gaps) && gaps[gap].End <= t.start && gaps[gap].Start < t.start {
			gap++
		}
		limit := nextStop(gaps[gap:], t.start)
		if limit < t.end || !boundaryBefore(text, s.tokens, i) {
			continue
		}
		if j, form := ix.longest(text, s, i, limit); j > 0 {
			dst = append(dst, Match{t.start, s.tokens[j-1].end, form})
			i = j - 1
		}
	}
	return dst
}

// nextStop is the offset that a form from start on may not pass.
func nextStop(gaps []Gap, start int32) int32 {
	for _, g := range gaps {
		if g.Start > start || g.End > start {
			return max(g.Start, start)
		}
	}
	return 1 << 30
}

func (ix *Index) tokenize(text []byte, s *Scratch) {
	s.tokens = s.tokens[:0]
	for i := 0; i < len(text); {
		t, first := next(text, i)
		s.key = appendKey(s.key[:0], text, t, first)
		t.id = ix.vocab[string(s.key)]
		s.tokens = append(s.tokens, t)
		i = int(t.end)
	}
}

// longest follows the trie from token i and gives the end of the longest form
// that fits, 0 for none.
func (ix *Index) longest(text []byte, s *Scratch, i int, limit int32) (end int, form int32) {
	s.hits = s.hits[:0]
	node := ix.heads[s.tokens[i].id]
	var upper uint64
	for j := i; ; {
		if s.tokens[j].upper {
			upper |= 1 << ((j - i) & 63)
		}
		j++
		if form := ix.ending(node, upper); form >= 0 {
			s.hits = append(s.hits, hit{j, form})
		}
		if j >= len(s.tokens) || s.tokens[j].end > limit || s.tokens[j].id == 0 {
			break
		}
		node = ix.edges[uint64(node)<<32|uint64(s.tokens[j].id)]
		if node == 0 {
			break
		}
	}
	for _, h := range slices.Backward(s.hits) {
		if boundaryAfter(text, s.tokens, h.end-1) {
			return h.end, h.form
		}
	}
	return 0, 0
}

// ending picks the form that ends at a node and allows these capitals: of
// several, the one that writes most of them itself, so that "Order" is the term
// Order and not a capitalized order. -1 is none.
func (ix *Index) ending(node uint32, upper uint64) int32 {
	form, most := int32(-1), -1
	for _, e := range ix.ends[node] {
		if upper&e.upper == e.upper && upper&e.lower == 0 {
			if n := bits.OnesCount64(e.upper); n > most {
				form, most = e.form, n
			}
		}
	}
	return form
}

// boundaryBefore applies rule 5 to the left end of a form.
func boundaryBefore(text []byte, tokens []token, i int) bool {
	start := tokens[i].start
	if start == 0 {
		return true
	}
	own, _ := utf8.DecodeRune(text[start:])
	before, _ := utf8.DecodeLastRune(text[:start])
	return !touches(own, before) && !unicode.IsMark(own)
}

func boundaryAfter(text []byte, tokens []token, i int) bool {
	end := tokens[i].end
	if int(end) == len(text) {
		return true
	}
	own, _ := utf8.DecodeLastRune(text[:end])
	after, _ := utf8.DecodeRune(text[end:])
	return !touches(own, after) && !unicode.IsMark(after)
}

// touches tells whether a neighbour makes a form part of a longer word. Between
// characters of which one belongs to a script without spaces nothing does.
func touches(own, neighbour rune) bool {
	if isHyphen(neighbour) {
		return true
	}
	return isWordRune(neighbour) && !content.NoSpaceScript(neighbour) && !content.NoSpaceScript(own)
}

// Has tells whether the first token of form occurs in text: what a new form can
// change.
func Has(text []byte, form string) bool {
	keys, _ := pattern(form)
	if len(keys) == 0 {
		return false
	}
	var key []byte
	for i := 0; i < len(text); {
		t, first := next(text, i)
		key = appendKey(key[:0], text, t, first)
		if bytes.Equal(key, []byte(keys[0])) {
			return true
		}
		i = int(t.end)
	}
	return false
}
