package render

import "reflect"

// filling says how much of a sample view is filled in.
type filling int

const (
	full  filling = iota // every field, every list of two full elements
	mixed                // the same, but the second element of every list is empty
	empty                // only what every page has
)

// sampleView makes a view of the type that pages of this kind are rendered from.
func sampleView(kind string, fill filling) any {
	view := reflect.New(reflect.TypeOf(pageFiles[kind].view)).Elem()
	if fill == empty {
		view.FieldByName("Site").Set(reflect.ValueOf(&Site{}))
	} else {
		fillValue(view, fill, 0)
	}
	if field := view.FieldByName("Kind"); field.IsValid() {
		field.SetString(kind)
	}
	return view.Interface()
}

// sampleDepth bounds views that hold themselves, such as headings.
const sampleDepth = 8

func fillValue(v reflect.Value, fill filling, depth int) {
	if depth > sampleDepth {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("sample")
	case reflect.Int:
		v.SetInt(2)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(v.Elem(), fill, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillValue(v.Index(0), fill, depth+1)
		if fill == full {
			fillValue(v.Index(1), fill, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fillValue(v.Field(i), fill, depth+1)
		}
	}
}
