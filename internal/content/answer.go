package content

import (
	"cmp"
	"slices"
)

// InAnswer tells whether a block is the short answer of a question.
func (b *Body) InAnswer(block int32) bool {
	if block < 1 || b.Blocks[block-1].Kind != BlockHeading {
		return false
	}
	heading := int(b.Blocks[block].Heading)
	i, found := slices.BinarySearchFunc(b.Questions, heading, func(q Question, h int) int { return cmp.Compare(q.Heading, h) })
	return found && b.Questions[i].Words > 0
}
