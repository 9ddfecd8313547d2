package render

import (
	"fmt"
	"reflect"
	"testing"
)

// TestKeyTellsViewsApart changes each field of every view in turn, however deep:
// the key must be another each time, and the same for equal views.
func TestKeyTellsViewsApart(t *testing.T) {
	for kind, page := range pageFiles {
		view := sampleView(kind, full)
		seen := map[Key]string{keyOf(view): "nothing"}
		if keyOf(view) != keyOf(sampleView(kind, full)) {
			t.Errorf("%s: equal views have two keys", kind)
		}
		changed := 0
		eachField(reflect.TypeOf(page.view), "", func(path []step, name string) {
			again := reflect.New(reflect.TypeOf(page.view)).Elem()
			again.Set(reflect.ValueOf(sampleView(kind, full)))
			if !alter(again, path) {
				return
			}
			changed++
			key := keyOf(again.Interface())
			if before, ok := seen[key]; ok {
				t.Errorf("%s: a change of %s is no other view than that of %s", kind, name, before)
			}
			seen[key] = name
		})
		if changed < 3 {
			t.Errorf("%s: only %d fields were changed", kind, changed)
		}
	}
}

func keyOf(view any) Key {
	key, _ := Job{kind: "page", view: func() any { return view }}.Key()
	return key
}

// step leads into a field of a struct, the first element of a list, or what a
// pointer points to.
type step struct {
	field int // -1 for an element or a pointer
}

func eachField(typ reflect.Type, name string, f func(path []step, name string)) {
	var walk func(typ reflect.Type, path []step, name string, depth int)
	walk = func(typ reflect.Type, path []step, name string, depth int) {
		if depth > 7 {
			return
		}
		switch typ.Kind() {
		case reflect.Struct:
			for i := range typ.NumField() {
				walk(typ.Field(i).Type, append(path[:len(path):len(path)], step{i}), name+"."+typ.Field(i).Name, depth+1)
			}
		case reflect.Slice, reflect.Pointer:
			f(path, fmt.Sprint(name, " itself"))
			walk(typ.Elem(), append(path[:len(path):len(path)], step{-1}), name+"[]", depth+1)
		default:
			f(path, name)
		}
	}
	walk(typ, nil, name, 0)
}

// alter changes what a path leads to, and tells whether it was there.
func alter(v reflect.Value, path []step) bool {
	for _, s := range path {
		switch {
		case s.field >= 0:
			v = v.Field(s.field)
		case v.Kind() == reflect.Slice:
			if v.Len() == 0 {
				return false
			}
			v = v.Index(0)
		default:
			if v.IsNil() {
				return false
			}
			v = v.Elem()
		}
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "!")
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice, reflect.Pointer:
		if v.IsNil() || v.IsZero() {
			return false
		}
		v.SetZero()
	default:
		return false
	}
	return true
}
