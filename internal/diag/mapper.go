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
}

// NewMapper indexes the lines of a file as the snapshot holds it.
func NewMapper(data []byte) *Mapper {
	m := &Mapper{data: data, lines: []int{0}}
	for i, b := range data {
		if b == '\n' {
			m.lines = append(m.lines, i+1)
		}
	}
	return m
}

// Position maps an offset; one past the end is the place after the last byte.
func (m *Mapper) Position(offset int) Position {
	offset = min(max(offset, 0), len(m.data))
	line := sort.SearchInts(m.lines, offset+1) - 1
	return Position{line + 1, utf8.RuneCount(m.data[m.lines[line]:offset]) + 1}
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
