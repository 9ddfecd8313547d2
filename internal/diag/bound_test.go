package diag

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func alike(code *Code, path string, from, n int) (ds []Diagnostic) {
	for i := range n {
		ds = append(ds, New(code, Place{path, Span{from + i, from + i + 1}}, fmt.Sprint("m", i)).WithFix("f"))
	}
	return ds
}

func TestBound(t *testing.T) {
	all := alike(softCode, "a.md", 0, 166_000)
	all = append(all, alike(testCode, "a.md", 500_000, 1001)...) // behind all the warnings
	all = append(all, alike(testCode, "b.md", 0, 1000)...)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = append(all, all[:5000]...) // repeats count once
	got := Bound(all)
	if len(got) != 3002 {
		t.Fatalf("%d are kept", len(got))
	}
	for i, want := range map[int]string{
		0:    "a.md 0 warning m0",
		999:  "a.md 999 warning m999",
		1000: "a.md 1000 warning and so on from here: 165000 more of this kind in this file",
		1001: "a.md 500000 error m0",
		2001: "a.md 501000 error and so on from here: 1 more of this kind in this file",
		2002: "b.md 0 error m0",
		3001: "b.md 999 error m999",
	} {
		if d := got[i]; fmt.Sprint(d.Path, " ", d.Start, " ", d.Severity, " ", d.Message) != want || len(d.Fixes) != 1 {
			t.Errorf("%d: got %v, want %s", i, d, want)
		}
	}
	if errors, warnings := Count(got); errors != 2001 || warnings != 166_000 {
		t.Errorf("%d errors, %d warnings", errors, warnings)
	}
	if again := Bound(append([]Diagnostic(nil), got...)); !reflect.DeepEqual(again, got) {
		t.Error("what is bounded is not bounded the same again")
	}
}

// TestBoundOfParts: bounding a file's problems stage by stage and then all of them
// loses none.
func TestBoundOfParts(t *testing.T) {
	first, second := Bound(alike(testCode, "a.md", 0, 3000)), Bound(alike(testCode, "a.md", 100, 5000))
	got := Bound(append(first, second...))
	errors, _ := Count(got)
	if len(got) != 1001 || !strings.Contains(got[1000].Message, fmt.Sprint(errors-1000)) {
		t.Errorf("%d are kept, %d are counted, the last says %q", len(got), errors, got[len(got)-1].Message)
	}
}

func TestCollector(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 1001, 1002, 5000} {
		var c Collector
		all := alike(testCode, "a.md", 0, n)
		for _, d := range all {
			c.Add(d)
		}
		if got, want := c.All(), Bound(all); len(got) != len(want) || n > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("of %d, %d are kept, and Bound keeps %d", n, len(got), len(want))
		}
	}
}
