package search

import (
	"testing"
	"unicode/utf8"
)

// Query is a query as the script takes it apart, for the tests outside.
type Query struct {
	Slots       []Slot
	Lead        int
	Open        bool
	Key, Begins string
}

// Slot is a word that is looked for.
type Slot struct {
	Raw, Word    string
	Parts        []QueryWord
	Open, Common bool
}

// QueryWord is a part of one that hyphens tie.
type QueryWord struct{ Raw, Word string }

// Compare orders words as the shards have them.
var Compare = compare

const mostGroups = 12

// Parse takes a query apart.
func Parse(text string) Query {
	q := Query{Lead: -1}
	var c cutter
	var all [][]QueryWord
	c.groups([]byte(text), func() {
		var g []QueryWord
		start := 0
		for _, end := range c.ends {
			raw := limit(c.raw[start:end])
			g = append(g, QueryWord{string(raw), string(stem(raw))})
			start = end
		}
		slot := Slot{Raw: g[0].Raw, Word: g[0].Word, Common: len(g) == 1 && common[g[0].Word]}
		if c.joins() {
			whole := limit(c.raw)
			slot.Raw, slot.Word = string(whole), string(stem(whole))
		}
		if len(g) > 1 {
			slot.Parts = g
		}
		all, q.Slots = append(all, g), append(q.Slots, slot)
	})
	all, q.Slots = all[:min(len(all), mostGroups)], q.Slots[:min(len(q.Slots), mostGroups)]
	if len(all) == 0 {
		return q
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	q.Open = inWord(r)
	q.Slots[len(all)-1].Open = q.Open
	for i := range q.Slots {
		if !q.Slots[i].Common {
			q.Lead = i
			break
		}
	}
	if q.Lead < 0 {
		for i := range q.Slots {
			q.Slots[i].Common = false
		}
		q.Lead = 0
	}
	var named []QueryWord
	for _, g := range all[q.Lead:] {
		named = append(named, g...)
	}
	for i, w := range named {
		if i == len(named)-1 {
			q.Key, q.Begins = q.Key+w.Word, q.Key+w.Raw
		} else {
			q.Key += w.Word + " "
		}
	}
	return q
}

// WordsTable is testdata/words.txt: texts and their words.
func WordsTable(t testing.TB) (rows [][2]string) {
	for _, row := range wordsTable(t) {
		rows = append(rows, [2]string{row.text, row.words})
	}
	return rows
}
