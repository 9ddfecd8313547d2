package link

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestSentence marks the words that link with « and ».
func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"«IS-K» attacked.":             "«IS-K» attacked.",
		"One. «IS-K» attacked. Three.": "«IS-K» attacked.",
		"One! It was «IS-K»? Three.":   "It was «IS-K»?",
		"No end «here»":                "No end «here»",
		"":                             "«»",
		"First sentence. «Second»":     "«Second»",
		"It met Dr. Khan and «IS-K» in Jan. 2021. Then.":  "It met Dr. Khan and «IS-K» in Jan. 2021.",
		"The U.S. army fought «IS-K». Then.":              "The U.S. army fought «IS-K».",
		"J. Smith of «IS-K» spoke. Then.":                 "J. Smith of «IS-K» spoke.",
		"It cost 1.5 billion for «IS-K». Then.":           "It cost 1.5 billion for «IS-K».",
		"He said “Go.” Then «IS-K» went.":                 "Then «IS-K» went.",
		"He said “go.” and «IS-K» went.":                  "He said “go.” and «IS-K» went.",
		"(It fell.) Then «IS-K» rose. (Again.)":           "Then «IS-K» rose.",
		"The end of «IS-K» (2021.) Then.":                 "The end of «IS-K» (2021.)",
		"See e.g. «IS-K» i.e. them. Then.":                "See e.g. «IS-K» i.e. them.",
		"Wait… «IS-K» came. Then.":                        "«IS-K» came.",
		"What?! «IS-K».":                                  "«IS-K».",
		"A  line\nthat  breaks near\t«IS\nK»  twice.":     "A line that breaks near «IS K» twice.",
		"It came.\ufffc «IS-K»\ufffc left.\ufffc Then.":   "«IS-K» left.",
		"これは«塔利班»です。次の文。":                                 "これは«塔利班»です。",
		"前の文。これは«塔利班»です。":                                 "これは«塔利班»です。",
		"هذه «طالبان»؟ نعم.":                              "هذه «طالبان»؟",
		"Version 2.0 of «IS-K» is out. then small. Next.": "Version 2.0 of «IS-K» is out. then small.",
		"The sentence.Not ended «here». Next":             "The sentence.Not ended «here».",
	} {
		start := max(strings.Index(in, "«"), 0)
		text := strings.Replace(in, "«", "", 1)
		end := max(strings.Index(text, "»"), 0)
		text = strings.Replace(text, "»", "", 1)
		before, words, after := Sentence(text, start, end)
		if got := before + "«" + words + "»" + after; got != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, got, want)
		}
	}
}

// TestSentenceIsShort: a sentence without end is cut at words, with a mark where
// it was cut, on both sides.
func TestSentenceIsShort(t *testing.T) {
	long := strings.Repeat("wörd ", 200)
	before, words, after := Sentence(long+"HERE "+long, len(long), len(long)+4)
	if words != "HERE" || !strings.HasPrefix(before, "… wörd") || !strings.HasSuffix(before, "wörd ") || !strings.HasPrefix(after, " wörd") || !strings.HasSuffix(after, "wörd …") {
		t.Errorf("%q %q %q", before, words, after)
	}
	for _, side := range []string{before, after} {
		if n := utf8.RuneCountInString(side); n > 243 || n < 200 {
			t.Errorf("%d characters: %q", n, side)
		}
	}
	// One word without a space is cut all the same.
	solid := strings.Repeat("x", 1000)
	before, _, after = Sentence(solid+"HERE"+solid, 1000, 1004)
	if utf8.RuneCountInString(before) > 242 || utf8.RuneCountInString(after) > 242 {
		t.Errorf("%d and %d characters", len(before), len(after))
	}
}

// TestSentenceLosesNothing: for any text and place the three parts are the text
// there, and nothing panics.
func TestSentenceLosesNothing(t *testing.T) {
	text := "One, e.g. this. “Two!” (Three?) 四。 Five\ufffc and… six"
	for start := 0; start <= len(text); start++ {
		for end := start; end <= len(text); end++ {
			if !utf8.ValidString(text[:start]) || !utf8.ValidString(text[:end]) {
				continue
			}
			before, words, after := Sentence(text, start, end)
			if !strings.Contains(fold(text), strings.TrimSpace(before+words+after)) || strings.TrimSpace(words) != strings.TrimSpace(fold(text[start:end])) {
				t.Fatalf("%d:%d gives %q %q %q", start, end, before, words, after)
			}
		}
	}
}
