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
			kept = append(kept, d.standingFor(d.weight()))
		}
	}
	for _, i := range rest {
		kept[i] = kept[i].standingFor(kept[i].Others)
	}
	return Sort(kept)
}

// standingFor makes of the first of many problems one that stands for all.
func (d Diagnostic) standingFor(n int) Diagnostic {
	return Diagnostic{
		Place: d.Place, Code: d.Code, Severity: d.Severity, Draft: d.Draft, Others: n,
		Message: fmt.Sprintf("and so on from here: %d more of this kind in this file", n),
		Fixes:   []string{"mend those above first: the rest is reported then"},
	}
}

// Collector gathers what one rule finds in one file, in order of place, and keeps
// no more of it than Bound would. Its zero value is empty.
type Collector struct {
	kept   []Diagnostic
	others int
}

// Add takes the next problem.
func (c *Collector) Add(d Diagnostic) {
	if len(c.kept) <= MaxAlike {
		c.kept = append(c.kept, d)
	} else {
		c.others++
	}
}

// All gives what was found.
func (c *Collector) All() []Diagnostic {
	if last := len(c.kept) - 1; last >= MaxAlike {
		c.kept[last] = c.kept[last].standingFor(1 + c.others)
	}
	return c.kept
}

// weight is how many problems a diagnostic stands for.
func (d Diagnostic) weight() int { return max(d.Others, 1) }
