package render

import (
	"html/template"
	"reflect"
	"sync"
)

// structured is a view that makes more of itself for its template.
type structured interface{ StructuredData() template.HTML }

// flatType is a view's type without embedding. Wherever a template names a field
// of an embedded struct, reflect searches all that are embedded; a field of the
// view's own it finds at once.
type flatType struct {
	flat reflect.Type
	from [][]int // of each field, where it is in the view
}

var flatTypes sync.Map // reflect.Type → *flatType

// flatten gives a view as its template is to see it: every field in one struct, and
// what its method makes as one more of them.
func flatten(view any) any {
	v := reflect.Indirect(reflect.ValueOf(view))
	s, ok := view.(structured)
	if v.Kind() != reflect.Struct || !ok {
		return view
	}
	t, ok := flatTypes.Load(v.Type())
	if !ok {
		t, _ = flatTypes.LoadOrStore(v.Type(), flatTypeOf(v.Type()))
	}
	to := t.(*flatType)
	out := reflect.New(to.flat).Elem()
	for i, at := range to.from {
		out.Field(i).Set(v.FieldByIndex(at))
	}
	out.Field(len(to.from)).Set(reflect.ValueOf(s.StructuredData()))
	return out.Interface()
}

func flatTypeOf(view reflect.Type) *flatType {
	t := &flatType{}
	var fields []reflect.StructField
	for _, f := range reflect.VisibleFields(view) {
		if !f.IsExported() {
			continue
		}
		fields, t.from = append(fields, reflect.StructField{Name: f.Name, Type: f.Type}), append(t.from, f.Index)
	}
	fields = append(fields, reflect.StructField{Name: "StructuredData", Type: reflect.TypeFor[template.HTML]()})
	t.flat = reflect.StructOf(fields)
	return t
}
