package diag

import "fmt"

// MaxAlike is how many problems of one code a file reports one by one. Nobody
// reads more, and a page of nothing but mistakes must not fill a disk with them.
const MaxAlike = 1000

// Bound sorts, as Sort does, and of each code in each file keeps the first
// MaxAlike. One more, where the first of the rest is, stands for these. A code
// has its bound for itself, so no warning ever takes an error's place.
func Bound(ds []Diagnostic) []Diagnostic {
	ds = Sort(ds)
	if len(ds) <= MaxAlike {
		return ds
	}
	type alike struct {
		path     string
		code     *Code
		severity Severity
	}
	seen, rest := map[alike]int{}, map[alike]int{} // rest: the place in kept of what stands for the others
	kept := ds[:0]
	for _, d := range ds {
		key := alike{d.Path, d.Code, d.Severity}
		seen[key]++
		switch i, closed := rest[key]; {
		case seen[key] <= MaxAlike:
			kept = append(kept, d)
		case closed:
			kept[i].Others += d.weight()
		default:
			rest[key] = len(kept)
			kept = append(kept, Diagnostic{Place: d.Place, Code: d.Code, Severity: d.Severity, Draft: d.Draft, Others: d.weight()})
		}
	}
	for _, i := range rest {
		kept[i].Message = fmt.Sprintf("and so on from here: %d more of this kind in this file", kept[i].Others)
		kept[i].Fixes = []string{"mend those above first: the rest is reported then"}
	}
	return Sort(kept)
}

// weight is how many problems a diagnostic stands for.
func (d Diagnostic) weight() int { return max(d.Others, 1) }
