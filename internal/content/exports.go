package content

import (
	"reflect"
	"slices"
)

// ExportsEqual tells whether other pages see the same of two states of a page:
// its names, headings and short answers, and what it is as a fact or a source.
// Its text is its own.
func ExportsEqual(a, b *Document) bool {
	return a.Location == b.Location && a.Broken == b.Broken && a.Draft == b.Draft && a.Title.Value == b.Title.Value &&
		sameHeadings(a.Body, b.Body) && sameAnswers(a.Body, b.Body) && sameFact(a, b) && sameSource(a, b)
}

func sameHeadings(a, b *Body) bool {
	return slices.Equal(a.IDs, b.IDs) && slices.EqualFunc(a.Headings, b.Headings, func(x, y Heading) bool {
		return x.ID == y.ID && x.Text == y.Text && x.Level == y.Level
	})
}

func sameAnswers(a, b *Body) bool {
	return slices.EqualFunc(a.Questions, b.Questions, func(x, y Question) bool {
		return x.Heading == y.Heading && reflect.DeepEqual(x.Short, y.Short)
	})
}

func sameFact(a, b *Document) bool {
	return a.Kind != Fact || a.Status == b.Status && a.Measure == b.Measure && a.Value.At == b.Value.At && a.Value.Body.Plain() == b.Value.Body.Plain() &&
		slices.EqualFunc(a.Values, b.Values, func(x, y Value) bool {
			return x.Value.Body.Plain() == y.Value.Body.Plain() && x.Source.Value == y.Source.Value && x.Locator.Value == y.Locator.Value
		})
}

func sameSource(a, b *Document) bool {
	return a.Kind != Source || reflect.DeepEqual(a.Record, b.Record)
}
