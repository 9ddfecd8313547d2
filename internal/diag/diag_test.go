package diag

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMapper(t *testing.T) {
	const text = "ab\né日\n\n😀x"
	m := NewMapper([]byte(text))
	for _, c := range []struct {
		offset, line, column int
	}{
		{-5, 1, 1}, {0, 1, 1}, {1, 1, 2}, {2, 1, 3}, {3, 2, 1}, {5, 2, 2}, {8, 2, 3}, {9, 3, 1}, {10, 4, 1}, {14, 4, 2}, {15, 4, 3}, {99, 4, 3},
	} {
		if got := m.Position(c.offset); got != (Position{c.line, c.column}) {
			t.Errorf("offset %d is %v, want %d:%d", c.offset, got, c.line, c.column)
		}
	}
	for line, want := range []string{"", "ab", "é日", "", "😀x", ""} {
		if got := string(m.Line(line)); got != want {
			t.Errorf("line %d is %q, want %q", line, got, want)
		}
	}
	empty := NewMapper(nil)
	if got := empty.Position(3); got != (Position{1, 1}) || empty.Line(1) == nil && len(empty.Line(1)) != 0 {
		t.Errorf("an empty file has position %v", got)
	}
}

// TestMapperAgainstCounting compares with the plainest way to count.
func TestMapperAgainstCounting(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "\n", "é", "日", "😀", "\t", "e\u0301", "\n\n", "word"}
	for range 200 {
		var b strings.Builder
		for range rng.IntN(40) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		text := b.String()
		m := NewMapper([]byte(text))
		for i := 0; i <= len(text); i++ {
			before := text[:i]
			want := Position{strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1}
			if got := m.Position(i); got != want {
				t.Fatalf("%q at %d: %v, want %v", text, i, got, want)
			}
		}
		if got := strings.Split(text, "\n"); string(m.Line(len(got))) != got[len(got)-1] {
			t.Fatalf("%q: last line %q", text, m.Line(len(got)))
		}
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		word, candidates, want string
	}{
		{"titel", "date title slug", "title"},            // two neighbours swapped
		{"mir-2012", "rebels-2023 mir-2021", "mir-2021"}, // the sample of reader.md
		{"categry", "category definition", "category"},   // a letter left out
		{"sumary", "summary", "summary"},
		{"titlee", "title", "title"},        // one too many
		{"Title", "title", "title"},         // letters of any case are equal
		{"TITEL", "title", "title"},         //
		{"tilt", "title tile", "tile"},      // the smallest distance
		{"cat", "bat hat", "bat"},           // ties go to the first
		{"cat", "dog", ""},                  // two edits are past a third of three
		{"abcdef", "abcdxy", "abcdxy"},      // two of six are a third
		{"abcdef", "abcxyz", ""},            // three are more
		{"", "a", ""},                       //
		{"a", "b", ""},                      // one letter is like every other
		{"x", "X", "X"},                     //
		{"ab", "ba", "ba"},                  //
		{"naïve", "naive", "naive"},         // code points, not bytes
		{"日本", "日本語", "日本語"},                //
		{"exact", "exacts exact", "exact"},  // nothing is nearer than itself
		{"anything", "", ""},                //
		{strings.Repeat("x", 201), "x", ""}, // nobody mistypes that
		{"is-k", "is-kk iss-k", "is-kk"},    //
		{"who-is-is-k", "who-is-isk", "who-is-isk"},
	} {
		if got := Nearest(c.word, strings.Fields(c.candidates)); got != c.want {
			t.Errorf("nearest to %q of %s is %q, want %q", c.word, c.candidates, got, c.want)
		}
	}
}

// TestNearestAgainstAll holds the shortcuts against the definition.
func TestNearestAgainstAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	word := func() string {
		b := make([]byte, 1+rng.IntN(9))
		for i := range b {
			b[i] = "abcdA"[rng.IntN(5)]
		}
		return string(b)
	}
	for range 3000 {
		w := word()
		var candidates []string
		for range rng.IntN(8) {
			candidates = append(candidates, word())
		}
		limit := max(len(w)/3, 1)
		if len(w) < 2 {
			limit = 0
		}
		want, best := "", limit+1
		for _, c := range candidates {
			if d := plainDistance(strings.ToLower(w), strings.ToLower(c)); d < best {
				want, best = c, d
			}
		}
		if got := Nearest(w, candidates); got != want {
			t.Fatalf("nearest to %q of %q is %q, want %q", w, candidates, got, want)
		}
	}
}

// plainDistance is the textbook's: a full matrix, ASCII only.
func plainDistance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestSortIsOneTotalOrder(t *testing.T) {
	at := func(path string, start, end int) Place { return Place{path, Span{start, end}} }
	want := []Diagnostic{
		New(testCode, at("a.md", 0, 0), "m"),
		New(softCode, at("a.md", 3, 4), "m"),
		New(testCode, at("a.md", 3, 5), "a"),
		New(testCode, at("a.md", 3, 5), "b"),
		New(testCode, at("a.md", 3, 5), "b").WithNote("n"),
		New(testCode, at("a.md", 3, 5), "b").WithNote("n").WithFix("f"),
		New(testCode, at("a.md", 3, 5), "b").WithNote("n").WithFix("f").WithRelated(at("x.md", 1, 2), "r"),
		New(testCode, at("a.md", 3, 5), "b").WithNote("n").WithFix("f").WithRelated(at("x.md", 1, 2), "s"),
		New(testCode, at("a.md", 3, 5), "b").WithNote("n").WithFix("g"),
		New(softCode, at("a.md", 3, 5), "a"),
		New(testCode, at("a.md", 10, 11), "m"),
		New(testCode, at("b.md", 0, 1), "m"),
	}
	rng := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		mixed := slices.Concat(want, want[:4]) // some are found twice
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got := Sort(mixed); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v", got)
		}
	}
}

func TestDiagnosticIsAValue(t *testing.T) {
	base := New(testCode, Place{Path: "a.md"}, "m").WithFix("one").WithRelated(Place{Path: "x"}, "")
	a, b := base.WithFix("two"), base.WithFix("three")
	c, d := base.WithRelated(Place{Path: "y"}, ""), base.WithRelated(Place{Path: "z"}, "")
	if a.Fixes[1] != "two" || b.Fixes[1] != "three" || len(base.Fixes) != 1 || c.Related[1].Path != "y" || d.Related[1].Path != "z" {
		t.Errorf("%v %v %v %v", a, b, c, d)
	}
	if errors, warnings := Count([]Diagnostic{base, New(softCode, Place{}, "")}); errors != 1 || warnings != 1 {
		t.Errorf("%d errors, %d warnings", errors, warnings)
	}
}

func TestCodes(t *testing.T) {
	if c, ok := Lookup("z901"); !ok || c != testCode {
		t.Error("Z901 is not found in lower case")
	}
	if _, ok := Lookup("Z999"); ok {
		t.Error("Z999 is found")
	}
	if want := "Z902: another test\n\nAnother page.\n\nUsually: warning. site.yaml cannot change this.\n"; softCode.Page() != want {
		t.Errorf("%q", softCode.Page())
	}
	for _, c := range []Code{{ID: "Z901", Title: "t", Text: "t"}, {ID: "Z903", Title: "t"}, {ID: "Z903", Text: "t"}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v is taken", c)
				}
			}()
			Define(c)
		}()
	}
	for word, want := range map[string]Severity{"off": Off, "warning": Warning, "error": Error} {
		if s, ok := ParseSeverity(word); !ok || s != want || s.String() != word {
			t.Errorf("%s is %v", word, s)
		}
	}
	if _, ok := ParseSeverity("fatal"); ok {
		t.Error("fatal is a severity")
	}
}
