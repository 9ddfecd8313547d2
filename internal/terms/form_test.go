package terms

import "testing"

// Every build asks for every plural again: the answer is kept. One that the
// library would not give shows that it is not asked.
func TestPluralIsRemembered(t *testing.T) {
	knownPlural.get("zzgloss", func(string) string { return "kept" })
	for range 2 {
		for form, want := range map[string]string{
			"caliphate": "caliphates", "warlord army": "warlord armies", "AUMF": "AUMFs", "Law of war": "Law of wars", "طالبان": "",
			"zzgloss": "kept", "Law of zzgloss": "Law of kept",
		} {
			if got := Plural(form); got != want {
				t.Errorf("%q becomes %q", form, got)
			}
		}
	}
	for _, word := range []string{"caliphate", "army", "war"} {
		if _, ok := knownPlural.known[word]; !ok {
			t.Errorf("the plural of %q is not kept", word)
		}
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
