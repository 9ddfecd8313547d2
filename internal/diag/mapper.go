package diag

import (
	"sort"
	"unicode/utf8"
)

// Position is a place as people count it: both from 1, columns in Unicode code
// points.
type Position struct{ Line, Column int }

// Mapper turns offsets of one file into positions. It is the one place that
// does; everything before it speaks of byte spans.
type Mapper struct {
	data  []byte
	lines []int // where each line begins
	marks []mark
}

// mark is where a character begins, and how many stand before it in the file.
// There is one about every markEvery bytes, so that no line is too long to count
// its columns again and again.
type mark struct{ at, before int }

const markEvery = 1024

// NewMapper indexes the lines of a file as the snapshot holds it.
func NewMapper(data []byte) *Mapper {
	m := &Mapper{data: data, lines: []int{0}}
	for at, before := 0, 0; at < len(data); before++ {
		if at >= len(m.marks)*markEvery {
			m.marks = append(m.marks, mark{at, before})
		}
		size := 1
		if data[at] == '\n' {
			m.lines = append(m.lines, at+1)
		} else if data[at] >= utf8.RuneSelf {
			_, size = utf8.DecodeRune(data[at:])
		}
		at += size
	}
	return m
}

// characters counts those before an offset.
func (m *Mapper) characters(offset int) int {
	i := sort.Search(len(m.marks), func(i int) bool { return m.marks[i].at > offset }) - 1
	if i < 0 {
		return 0
	}
	return m.marks[i].before + utf8.RuneCount(m.data[m.marks[i].at:offset])
}

// Position maps an offset; one past the end is the place after the last byte.
func (m *Mapper) Position(offset int) Position {
	offset = min(max(offset, 0), len(m.data))
	line := sort.SearchInts(m.lines, offset+1) - 1
	return Position{line + 1, m.characters(offset) - m.characters(m.lines[line]) + 1}
}

// Line gives the text of a line, counted from 1, without its end.
func (m *Mapper) Line(line int) []byte {
	if line < 1 || line > len(m.lines) {
		return nil
	}
	end := len(m.data)
	if line < len(m.lines) {
		end = m.lines[line] - 1
	}
	return m.data[m.lines[line-1]:end]
}

// around gives what stands in a line before and behind an offset.
func (m *Mapper) around(line, offset int) (before, behind []byte) {
	text := m.Line(line)
	at := min(max(offset-m.lines[line-1], 0), len(text))
	return text[:at], text[at:]
}
