package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash/fnv"
	"slices"
	"strings"

	"gloss/internal/render"
)

// File is a file of the index.
type File struct {
	Path string // relative to the output folder, with slashes
	Data []byte
}

// Index is the files of a site's index: the first, which names the others, then
// those in order of path.
type Index struct {
	Files []File
}

// Get gives the bytes of one file.
func (x *Index) Get(path string) ([]byte, bool) {
	for _, f := range x.Files {
		if f.Path == path {
			return f.Data, true
		}
	}
	return nil, false
}

const (
	version = 1
	// shardBytes is how large a shard of words is to be, and mostShardBytes how large
	// it may become until a good place to end it is found. A single word may be longer.
	shardBytes, mostShardBytes = 24_000, 40_000
	// partRecords is how many records one file holds, and inlineBytes how large all of
	// them may be and stand in the first file.
	partRecords = 32
	inlineBytes = 64_000
)

// New makes the index of pages on so many goroutines. m may be nil.
func New(pages []render.FoundPage, workers int, m *Memory) *Index {
	v, known := m.recall()
	readings := readAll(pages, workers, v, known)
	order := numbers(pages)
	words := gather(readings, order, len(v.words))
	m.remember(v, pages, readings, len(words))
	x := &builder{start: start{Kinds: []kindStart{}, Words: [][2]string{}, Parts: []string{}}}
	x.shards(v, words)
	x.records(pages, order)
	return x.finish()
}

// numbers gives each record of each page its number: records of one kind stand
// together, in the order of pages.
func numbers(pages []render.FoundPage) [][]uint32 {
	order := make([][]uint32, len(pages))
	next := uint32(0)
	for i := range pages {
		order[i] = make([]uint32, len(pages[i].Found))
	}
	for kind := range render.FoundKinds {
		for i := range pages {
			for j := range pages[i].Found {
				if pages[i].Found[j].Kind == render.FoundKind(kind) {
					order[i][j] = next
					next++
				}
			}
		}
	}
	return order
}

// entry is a word with where it stands: number of the record, level in the last
// four bits.
type entry struct {
	id    uint32
	where []uint32
}

// gather turns the words of pages into the pages of words.
func gather(readings []reading, order [][]uint32, vocabulary int) []entry {
	starts := make([]uint32, vocabulary+1)
	for _, words := range readings {
		for _, p := range words {
			starts[p.word+1]++
		}
	}
	used := 0
	for i := range vocabulary {
		if starts[i+1] > 0 {
			used++
		}
		starts[i+1] += starts[i]
	}
	all, next := make([]uint32, starts[vocabulary]), slices.Clone(starts)
	for i, words := range readings {
		for _, p := range words {
			all[next[p.word]] = order[i][p.record]<<4 | uint32(p.level)
			next[p.word]++
		}
	}
	entries := make([]entry, 0, used)
	for id := range vocabulary {
		if where := all[starts[id]:starts[id+1]]; len(where) > 0 {
			entries = append(entries, entry{uint32(id), where})
		}
	}
	return entries
}

// builder puts files together.
type builder struct {
	files []File
	start start
}

// put adds a file and gives its name.
func (x *builder) put(data []byte) string {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:5])
	x.files = append(x.files, File{render.SearchShards + name + ".json", data})
	return name
}

// shards makes the shards of words: ranges of the words in order. A shard ends
// behind a word that its spelling chooses, so that a new word moves no more than
// the ends next to it.
func (x *builder) shards(v *vocabulary, entries []entry) {
	slices.SortFunc(entries, func(a, b entry) int { return compare(v.words[a.id], v.words[b.id]) })
	var data []byte
	first := ""
	var e encoder
	for _, entry := range entries {
		word := v.words[entry.id]
		if len(data) == 0 {
			data, first = append(data, '{'), word
		} else {
			data = append(data, ',')
		}
		data = append(append(append(data, '"'), word...), '"', ':', '"')
		data = append(e.encode(data, entry.where), '"')
		if len(data) > mostShardBytes || len(data) > shardBytes && ends(word) {
			x.start.Words = append(x.start.Words, [2]string{first, x.put(append(data, '}'))})
			data = nil
		}
	}
	if len(data) > 0 {
		x.start.Words = append(x.start.Words, [2]string{first, x.put(append(data, '}'))})
	}
}

// ends tells one word in sixteen.
func ends(word string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(word))
	return h.Sum32()%16 == 0
}

// compare orders words as JavaScript does, by their UTF-16.
func compare(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		if a[i] < 0xEE || b[i] < 0xEE || a[i]&0xF0 == b[i]&0xF0 {
			return cmp.Compare(a[i], b[i])
		}
		return cmp.Compare(b[i], a[i]) // beyond the first plane: a pair that begins with D800
	}
	return cmp.Compare(len(a), len(b))
}

// encoder writes where a word stands.
type encoder struct {
	levels [wholeName + 1][]byte
	last   [wholeName + 1]uint32
}

const (
	levelMarks = "!#$%()*+,./:;=?@" // by level
	alphabet   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)

// encode appends, for each level that occurs from the highest down, its mark and
// the numbers of its records in order, each as its distance from the one before
// (from -1 for the first), less one, in digits of five bits, lowest first; a digit
// that another follows has the sixth bit set.
func (e *encoder) encode(to []byte, where []uint32) []byte {
	slices.Sort(where)
	for _, w := range where {
		l, n := w&15, w>>4+1
		for gap := n - e.last[l] - 1; ; gap >>= 5 {
			if gap < 32 {
				e.levels[l] = append(e.levels[l], alphabet[gap])
				break
			}
			e.levels[l] = append(e.levels[l], alphabet[gap&31|32])
		}
		e.last[l] = n
	}
	for l := len(e.levels) - 1; l >= 0; l-- {
		if len(e.levels[l]) > 0 {
			to = append(append(to, levelMarks[l]), e.levels[l]...)
			e.levels[l], e.last[l] = e.levels[l][:0], 0
		}
	}
	return to
}

// finish makes the first file and puts all into order.
func (x *builder) finish() *Index {
	slices.SortFunc(x.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	x.files = slices.CompactFunc(x.files, func(a, b File) bool { return a.Path == b.Path })
	return &Index{Files: append([]File{{render.SearchIndex, encoded(x.start)}}, x.files...)}
}
