package render

import "reflect"

// Differences names the parts of a page's view that are others than before, as
// docs/themes.md lists them; "new" of a page that was not there. It is nil where
// the views are equal: then it is the templates that changed.
func (j Job) Differences(before Job) []string {
	switch {
	case j.view == nil:
		return nil
	case before.view == nil || before.kind != j.kind:
		return []string{"new"}
	}
	var parts []string
	differ(reflect.ValueOf(before.view()), reflect.ValueOf(j.view()), &parts)
	return parts
}

func differ(a, b reflect.Value, parts *[]string) {
	for i := range a.NumField() {
		switch f := a.Type().Field(i); {
		case f.Anonymous:
			differ(a.Field(i), b.Field(i), parts)
		case !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()):
			*parts = append(*parts, f.Name)
		}
	}
}
