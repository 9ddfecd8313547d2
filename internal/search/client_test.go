package search_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"gloss/internal/render"
	"gloss/internal/search"
)

// client reads an index as static/search.js does, step by step, so that what the
// script fetches and finds can be counted without a browser. TestScript holds the
// two together.
type client struct {
	t       testing.TB
	index   *search.Index
	start   startFile
	loaded  map[string]map[string]string
	rows    map[string][]map[string]any
	fetched []string
	marked  map[string]bool
}

type startFile struct {
	Version, Count, Size int
	Kinds                []struct {
		Kind string
		From uint32
	}
	Words [][2]string
	Parts []string
	Rows  []map[string]any
}

type answer struct {
	ids     []uint32
	all     bool
	guessed bool // a word was taken for one that is spelled like it
	marked  []string
	first   []string // fetched until there was a first result
}

func newClient(t testing.TB, x *search.Index) *client {
	c := &client{t: t, index: x, loaded: map[string]map[string]string{}, rows: map[string][]map[string]any{}}
	c.read("search/index.json", &c.start)
	return c
}

func (c *client) read(path string, into any) {
	data, ok := c.index.Get(path)
	if !ok {
		c.t.Fatalf("no file %s", path)
	}
	c.fetched = append(c.fetched, path)
	if err := json.Unmarshal(data, into); err != nil {
		c.t.Fatalf("%s: %v", path, err)
	}
}

func (c *client) load(names []string) {
	for _, name := range names {
		if c.loaded[name] == nil {
			var words map[string]string
			c.read(render.SearchShards+name+".json", &words)
			c.loaded[name] = words
		}
	}
}

// record is what results show.
func (c *client) record(number uint32) map[string]any {
	if c.start.Rows != nil {
		return c.start.Rows[number]
	}
	name := c.start.Parts[int(number)/c.start.Size]
	if c.rows[name] == nil {
		var rows []map[string]any
		c.read(render.SearchShards+name+".json", &rows)
		c.rows[name] = rows
	}
	return c.rows[name][int(number)%c.start.Size]
}

func (c *client) kind(number uint32) string {
	kind := ""
	for _, k := range c.start.Kinds {
		if k.From <= number {
			kind = k.Kind
		}
	}
	return kind
}

func (c *client) title(number uint32) string {
	return c.kind(number) + ": " + c.record(number)["t"].(string)
}

// shards are the files that hold the words from one to another: three at most.
func (c *client) shards(from, to string) (names []string) {
	i := 0
	for i+1 < len(c.start.Words) && search.Compare(c.start.Words[i+1][0], from) <= 0 {
		i++
	}
	for ; i < len(c.start.Words) && len(names) < 3 && (len(names) == 0 || search.Compare(c.start.Words[i][0], to) <= 0); i++ {
		names = append(names, c.start.Words[i][1])
	}
	return names
}

const after = "\uffff"

func (c *client) ofWord(raw, word string, open bool) []string {
	names := c.shards(word, word)
	if open {
		for _, n := range c.shards(raw, raw+after) {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return names
}

func (c *client) ofNames(q search.Query) []string {
	from, to := min(q.Key, q.Begins), q.Begins
	if q.Open {
		to += after
	}
	return c.shards(from, to)
}

func (c *client) dicts(names []string) (all []map[string]string) {
	for _, n := range names {
		if c.loaded[n] != nil {
			all = append(all, c.loaded[n])
		}
	}
	return all
}

func candidates(dicts []map[string]string, raw, word string, open bool) map[string]float64 {
	found := map[string]float64{}
	begin := func(prefix string) {
		for _, dict := range dicts {
			for key := range dict {
				if _, ok := found[key]; !ok && strings.HasPrefix(key, prefix) && !strings.Contains(key, " ") {
					found[key] = .5 + .4*float64(units(prefix))/float64(units(key))
				}
			}
		}
	}
	for _, dict := range dicts {
		if _, ok := dict[word]; ok {
			found[word] = 1
		}
	}
	if open {
		begin(raw)
	} else if len(found) == 0 && units(word) > 2 {
		begin(word)
	}
	if len(found) == 0 && units(word) > 3 {
		for _, dict := range dicts {
			for key := range dict {
				if !strings.Contains(key, " ") && near(word, key) {
					found[key] = .4
				}
			}
		}
	}
	return found
}

// units is how long a word is for JavaScript, of the first plane.
func units(word string) int { return len([]rune(word)) }

// near tells whether one letter more, less, other or two changed places make b of a.
func near(x, y string) bool {
	a, b := []rune(x), []rune(y)
	if len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i, j := 0, 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for j < len(a)-i && j < len(b)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	a, b = a[i:len(a)-j], b[i:len(b)-j]
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

var values = []float64{0, 1, 1.4, 1.8, 2.2, 2.6, 4, 5, 6, 9, 10.5, 12, 14, 16, 18, 24}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// each reads where a word stands.
func each(where string, call func(number uint32, level int)) {
	level, number, gap, shift := 0, -1, 0, 0
	for i := range len(where) {
		if mark := strings.IndexByte("!#$%()*+,./:;=?@", where[i]); mark >= 0 {
			level, number = mark, -1
			continue
		}
		digit := strings.IndexByte(digits, where[i])
		gap |= digit & 31 << shift
		if digit&32 != 0 {
			shift += 5
			continue
		}
		number += gap + 1
		gap, shift = 0, 0
		call(uint32(number), level)
	}
}

func (c *client) rank(q search.Query) answer {
	score, names, hits, needed := map[uint32]float64{}, map[uint32]float64{}, map[uint32]int{}, 0
	c.marked = map[string]bool{}
	guessed := false
	count := func(dicts []map[string]string, raw, word string, open, common bool) int {
		found, worth := candidates(dicts, raw, word, open), map[uint32]float64{}
		for key, sure := range found {
			if !common {
				c.marked[key] = true
				guessed = guessed || sure == .4
			}
			for _, dict := range dicts {
				each(dict[key], func(number uint32, level int) { worth[number] = max(worth[number], sure*values[level]) })
			}
		}
		rare := math.Log(1 + float64(c.start.Count)/float64(len(worth)))
		for number, value := range worth {
			score[number] += value * rare
			if !common {
				hits[number]++
			}
		}
		return len(worth)
	}
	for _, slot := range q.Slots {
		dicts := c.dicts(c.ofWord(slot.Raw, slot.Word, slot.Open))
		if len(dicts) == 0 {
			continue
		}
		if !slot.Common {
			needed++
		}
		if count(dicts, slot.Raw, slot.Word, slot.Open, slot.Common) > 0 || slot.Parts == nil {
			continue
		}
		needed--
		for i, p := range slot.Parts {
			open := slot.Open && i == len(slot.Parts)-1
			if own := c.dicts(c.ofWord(p.Raw, p.Word, open)); len(own) > 0 {
				needed++
				count(own, p.Raw, p.Word, open, false)
			}
		}
	}
	for _, dict := range c.dicts(c.ofNames(q)) {
		for key, where := range dict {
			same := key == q.Key || key == q.Begins
			if !same && !(q.Open && strings.HasPrefix(key, q.Begins)) {
				continue
			}
			each(where, func(number uint32, level int) {
				if level < 15 {
					return
				}
				value := 40 * float64(units(q.Begins)) / float64(units(key))
				if same {
					value = 1000
				}
				if same && q.Lead > 0 && c.kind(number) == "question" {
					value += 100
				}
				names[number] = max(names[number], value)
			})
		}
	}
	for number, value := range names {
		score[number] += value
		hits[number] = max(needed, hits[number])
	}
	most := 0
	for _, n := range hits {
		most = max(most, n)
	}
	a := answer{all: most >= needed, guessed: guessed, marked: slices.Sorted(maps.Keys(c.marked))}
	for number, n := range hits {
		if n == most {
			a.ids = append(a.ids, number)
		}
	}
	slices.SortFunc(a.ids, func(x, y uint32) int {
		if p, q := math.Round(1000*score[x]), math.Round(1000*score[y]); p != q {
			return int(q - p)
		}
		return int(x) - int(y)
	})
	return a
}

func (c *client) find(text string) answer {
	q := search.Parse(text)
	if len(q.Slots) == 0 {
		return answer{all: true}
	}
	var wanted []string
	want := func(names []string) {
		for _, n := range names {
			if !slices.Contains(wanted, n) {
				wanted = append(wanted, n)
			}
		}
	}
	var lead []string
	if q.Lead >= 0 {
		slot := q.Slots[q.Lead]
		lead = c.ofWord(slot.Raw, slot.Word, slot.Open)[:1]
	}
	want(lead)
	want(c.ofNames(q))
	for _, slot := range q.Slots {
		want(c.ofWord(slot.Raw, slot.Word, slot.Open))
	}
	var first []string
	if missing := slices.DeleteFunc(slices.Clone(wanted), func(n string) bool { return c.loaded[n] != nil }); len(missing) > 1 {
		c.load(lead)
		if soon := c.rank(q); len(soon.ids) > 0 {
			c.record(soon.ids[0])
			first = slices.Clone(c.fetched)
		}
	}
	c.load(wanted)
	for _, slot := range q.Slots {
		if slot.Parts == nil || len(candidates(c.dicts(c.ofWord(slot.Raw, slot.Word, slot.Open)), slot.Raw, slot.Word, slot.Open)) > 0 {
			continue
		}
		for i, p := range slot.Parts {
			c.load(c.ofWord(p.Raw, p.Word, slot.Open && i == len(slot.Parts)-1))
		}
	}
	a := c.rank(q)
	if a.first = first; first == nil {
		if len(a.ids) > 0 {
			c.record(a.ids[0])
		}
		a.first = slices.Clone(c.fetched)
	}
	return a
}

// size is how many bytes of gzip some files of an index are.
func size(t testing.TB, x *search.Index, paths []string) int {
	n := 0
	for _, path := range paths {
		data, _ := x.Get(path)
		n += zipped(t, data)
	}
	return n
}

func zipped(t testing.TB, data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		t.Fatal("gzip fails")
	}
	return b.Len()
}
