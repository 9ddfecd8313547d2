package terms

import (
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

	filter  [filterBits / 64]uint64 // headHash of the ASCII words that forms begin with
	symbols [utf8.RuneSelf]bool     // the ASCII symbols that forms begin with
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
	ix.admit(keys[0])
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

// admit lets mayBegin pass the token that a form begins with.
func (ix *Index) admit(key string) {
	switch c := key[0]; {
	case c >= utf8.RuneSelf: // wide tokens always pass
	case ascii[c]&asciiWord != 0:
		h := headHash([]byte(key))
		ix.filter[h>>6] |= 1 << (h & 63)
	case c == '-' || c == '\'':
		ix.symbols['-'], ix.symbols['\''] = true, true
	default:
		ix.symbols[c] = true
	}
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

// typedDashes are dashes as prose types them. A form is not set in type, but who
// writes it as in prose means the same.
var typedDashes = strings.NewReplacer("---", "—", "--", "–")

// pattern divides a form into the keys of its tokens and says what rule 7 asks
// of their first letters.
func pattern(form string) (keys []string, e ending) {
	text := []byte(typedDashes.Replace(strings.TrimSpace(form)))
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

// AppendHeads appends a number for each token of a text: those of the tokens that
// a form begins with are among them wherever it is found.
func AppendHeads(heads []uint32, text []byte) []uint32 {
	var key []byte
	for i := 0; i < len(text); {
		t, first := next(text, i)
		i = int(t.end)
		if t.kind == spaceToken {
			continue
		}
		key = appendKey(key[:0], text, t, first)
		h := uint32(2166136261) // FNV-1a
		for _, c := range key {
			h = (h ^ uint32(c)) * 16777619
		}
		heads = append(heads, h)
	}
	return heads
}

// Key is a form as rule 6 and the trie see it, its case kept: two forms with one
// key are one form.
func Key(form string) string {
	keys, e := pattern(form)
	for i := range keys {
		if e.upper>>(i&63)&1 == 1 {
			r, size := utf8.DecodeRuneInString(keys[i])
			keys[i] = string(capital(r)) + keys[i][size:]
		}
	}
	return strings.Join(keys, "\x00")
}

func twoCapitals(form string) bool {
	before := false
	for _, r := range form {
		if unicode.IsMark(r) { // it belongs to the letter before
			continue
		}
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
	key  []byte
	hits []hit
}

type hit struct {
	end  int // bytes
	form int32
}

// Match appends the forms in text to dst: leftmost, then longest (rule 4), each
// within its boundaries (rule 5). gaps are in order.
func (ix *Index) Match(dst []Match, text []byte, gaps []Gap, s *Scratch) []Match {
	if len(ix.forms) == 0 {
		return dst
	}
	gap := 0
	for i := 0; i < len(text); {
		t, first := next(text, i)
		i = int(t.end)
		if !ix.mayBegin(text, t, first) {
			continue
		}
		s.key = appendKey(s.key[:0], text, t, first)
		head := ix.heads[ix.vocab[string(s.key)]]
		if head == 0 {
			continue
		}
		for gap < len(gaps) && gaps[gap].End <= t.start && gaps[gap].Start < t.start {
			gap++
		}
		limit := nextStop(gaps[gap:], t.start)
		if limit < t.end || !boundaryBefore(text, t.start) {
			continue
		}
		if end, form := ix.longest(text, s, t, head, limit); end > 0 {
			dst = append(dst, Match{t.start, int32(end), form})
			i = end
		}
	}
	return dst
}

// mayBegin tells cheaply that no form begins with a token. It may say true in
// vain, never false.
func (ix *Index) mayBegin(text []byte, t token, first rune) bool {
	if t.wide || first >= utf8.RuneSelf {
		return true
	}
	if t.kind != wordToken {
		return ix.symbols[first]
	}
	h := headHash(text[t.start:t.end])
	return ix.filter[h>>6]&(1<<(h&63)) != 0
}

// headHash mixes a word's length, its first three bytes and its last, the case
// of the outer two left out: a key differs from its word in the first, and in a
// word of one letter that is the last too.
func headHash(word []byte) uint32 {
	n := uint32(len(word))
	h := n*0x9E37 ^ uint32(word[0]|0x20)*0x85EB ^ uint32(word[n-1]|0x20)*0xC2B2
	if n > 2 {
		h ^= uint32(word[1])*0x27D4 ^ uint32(word[2])*0x1656F
	}
	h ^= h >> 13
	return h & (filterBits - 1)
}

const filterBits = 1 << 16

// nextStop is the offset that a form from start on may not pass.
func nextStop(gaps []Gap, start int32) int32 {
	for _, g := range gaps {
		if g.Start > start || g.End > start {
			return max(g.Start, start)
		}
	}
	return 1 << 30
}

// longest follows the trie from a first token and gives the end of the longest
// form that fits, 0 for none.
func (ix *Index) longest(text []byte, s *Scratch, t token, node uint32, limit int32) (end int, form int32) {
	s.hits = s.hits[:0]
	var upper uint64
	for n := 0; ; n++ {
		if t.upper {
			upper |= 1 << (n & 63)
		}
		if form := ix.ending(node, upper); form >= 0 {
			s.hits = append(s.hits, hit{int(t.end), form})
		}
		if int(t.end) == len(text) {
			break
		}
		var first rune
		t, first = next(text, int(t.end))
		if t.end > limit {
			break
		}
		s.key = appendKey(s.key[:0], text, t, first)
		if node = ix.edges[uint64(node)<<32|uint64(ix.vocab[string(s.key)])]; node == 0 {
			break
		}
	}
	for _, h := range slices.Backward(s.hits) {
		if boundaryAfter(text, h.end) {
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
func boundaryBefore(text []byte, start int32) bool {
	if start == 0 {
		return true
	}
	own, _ := utf8.DecodeRune(text[start:])
	before, _ := utf8.DecodeLastRune(text[:start])
	return !touches(own, before) && !unicode.IsMark(own)
}

func boundaryAfter(text []byte, end int) bool {
	if end == len(text) {
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
