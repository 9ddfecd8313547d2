package terms

import (
	"testing"
	"time"
)

// Every build asks for every plural again: the answer is kept.
func TestPluralIsRemembered(t *testing.T) {
	ask := func() {
		for range 20_000 {
			for form, want := range map[string]string{
				"caliphate": "caliphates", "warlord army": "warlord armies", "AUMF": "AUMFs", "Law of war": "Law of wars", "طالبان": "",
			} {
				if got := Plural(form); got != want {
					t.Fatalf("%q becomes %q", form, got)
				}
			}
		}
	}
	start := time.Now()
	ask()
	if took := time.Since(start); took > 300*time.Millisecond {
		t.Errorf("100,000 plurals took %v", took)
	}
}

func TestPluralForgetsBeforeItGrowsWithoutEnd(t *testing.T) {
	m := memo{most: 2}
	calls := 0
	double := func(s string) string { calls++; return s + s }
	for _, s := range []string{"a", "a", "b", "a", "c", "c", "a"} {
		if got := m.get(s, double); got != s+s {
			t.Fatalf("%q becomes %q", s, got)
		}
	}
	if calls != 4 { // a, b; full at c, which begins anew; a again
		t.Errorf("%d calls", calls)
	}
}
