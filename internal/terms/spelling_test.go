package terms

import (
	"slices"
	"strings"
	"testing"

	"gloss/internal/content"
)

func TestSpellings(t *testing.T) {
	for form, want := range map[string]string{
		"drone strike":       "drone strike|Drone strike|Drone Strike",
		"caliphate":          "caliphate|Caliphate",
		"Haqqani network":    "Haqqani network|Haqqani Network",
		"Taliban":            "Taliban",
		"AUMF":               "AUMF",
		"the AUMF":           "the AUMF",
		"al-Qaeda":           "al-Qaeda|Al-Qaeda",
		"drone  strike":      "drone strike|Drone strike|Drone Strike",
		"9/11 attack":        "9/11 attack|9/11 Attack",
		"ħizb":               "ħizb|Ħizb",
		"ırak":               "ırak", // I is the capital of i
		"ĸra":                "ĸra",  // it has no capital
		"\u4f0a\u65af\u5170": "\u4f0a\u65af\u5170",
		"":                   "",
	} {
		if got := strings.Join(Spellings(form), "|"); got != want {
			t.Errorf("%q: %s, want %s", form, got, want)
		}
	}
}

// What is listed is found, whole.
func TestSpellingsAreFound(t *testing.T) {
	for _, form := range []string{"drone strike", "al-Qaeda", "AUMF", "the AUMF", "ħizb", "R&D unit"} {
		ix := NewIndex([]Form{{Text: form, Mode: content.LinkAuto}})
		for _, s := range Spellings(form) {
			want := []Match{{Start: 0, End: int32(len(s))}}
			if got := ix.Match(nil, []byte(s), nil, &Scratch{}); !slices.Equal(got, want) {
				t.Errorf("%q as %q: %v", form, s, got)
			}
		}
	}
}
