package content

import (
	"reflect"
	"slices"

	"gloss/internal/diag"
)

// ExportsEqual tells whether other pages see the same of two states of a page:
// its names, headings and short answers, ties, and what it is as a fact or a source.
// Its text is its own.
func ExportsEqual(a, b *Document) bool {
	return a.Location == b.Location && a.Broken == b.Broken && a.Draft == b.Draft && a.Title.Value == b.Title.Value &&
		sameHeadings(a.Body, b.Body) && sameRelations(a, b) && sameAnswers(a.Body, b.Body) && sameFact(a, b) && sameSource(a, b)
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

func sameRelations(a, b *Document) bool { return sameButPlaces(a.Relations, b.Relations) }

func sameSource(a, b *Document) bool {
	return a.Kind != Source || reflect.DeepEqual(a.Record, b.Record)
}

// SameNames tells whether two states of a file give the site the same names,
// addresses and dates. They may say other things, and in other places.
func SameNames(a, b *Document) bool {
	return a.Location == b.Location && a.Broken == b.Broken && sameButPlaces(naming(a), naming(b)) &&
		slices.EqualFunc(a.Changes, b.Changes, func(x, y Change) bool { return sameButPlaces(x.Date, y.Date) }) &&
		slices.EqualFunc(a.Body.AsOf, b.Body.AsOf, func(x, y AsOf) bool { return sameButPlaces(x.Date, y.Date) })
}

// naming is the front matter without what only readers see.
func naming(d *Document) Meta {
	m := d.Meta
	m.Summary, m.Definition, m.Changes, m.Owner, m.Image = Inline{}, Inline{}, nil, Text{}, Text{}
	return m
}

// sameButPlaces is reflect.DeepEqual, but that places in the file do not count.
func sameButPlaces(a, b any) bool { return same(reflect.ValueOf(a), reflect.ValueOf(b)) }

func same(a, b reflect.Value) bool {
	if a.Type() == reflect.TypeFor[diag.Span]() {
		return true
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return a.Pointer() == b.Pointer() || same(a.Elem(), b.Elem())
	case reflect.Map:
		return a.Len() == 0 && b.Len() == 0 || a.Pointer() == b.Pointer()
	case reflect.Func, reflect.Chan, reflect.Interface:
		return a.IsNil() && b.IsNil()
	}
	return a.Equal(b)
}
