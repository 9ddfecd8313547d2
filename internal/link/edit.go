package link

import (
	"cmp"
	"slices"
)

// Edit replaces HTML[At:End] of a body by Text.
type Edit struct {
	At, End int32
	Text    string
	// closes marks the end of an element: at one place it comes before whatever
	// begins there.
	closes bool
}

// sortEdits orders edits by place; at one place, ends come before beginnings.
func sortEdits(edits []Edit) {
	slices.SortStableFunc(edits, func(a, b Edit) int {
		if a.At != b.At {
			return cmp.Compare(a.At, b.At)
		}
		switch {
		case a.closes && !b.closes:
			return -1
		case b.closes && !a.closes:
			return 1
		}
		return 0
	})
}

// Apply appends html with its edits, which are sorted and do not overlap.
func Apply(to, html []byte, edits []Edit) []byte {
	at := int32(0)
	for _, e := range edits {
		to = append(to, html[at:e.At]...)
		to = append(to, e.Text...)
		at = e.End
	}
	return append(to, html[at:]...)
}
