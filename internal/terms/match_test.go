package terms

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"gloss/internal/content"
)

// same writes text as rule 6 compares it.
func same(text string) []rune {
	var out []rune
	for _, r := range norm.NFC.String(text) {
		switch {
		case strings.ContainsRune("-‐‑–", r):
			r = '-'
		case r == '’':
			r = '\''
		case unicode.IsSpace(r):
			r = ' '
			if len(out) > 0 && out[len(out)-1] == ' ' {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// isForm applies rule 7, and counts the letters that rose to capitals.
func isForm(form, text []rune) (risen int, ok bool) {
	if len(form) != len(text) {
		return 0, false
	}
	letters := slices.DeleteFunc(slices.Clone(form), unicode.IsMark)
	exact := false
	for i := 1; i < len(letters); i++ {
		exact = exact || unicode.IsUpper(letters[i-1]) && unicode.IsUpper(letters[i])
	}
	for i, r := range form {
		begins := i == 0 || form[i-1] == ' '
		switch {
		case r == text[i]:
		case begins && !exact && unicode.IsLower(r) && text[i] == capitalOf(r) && unicode.ToLower(text[i]) == r:
			risen++
		default:
			return 0, false
		}
	}
	return risen, true
}

func capitalOf(r rune) rune {
	if title := unicode.ToTitle(r); title != r {
		return title
	}
	return unicode.ToUpper(r)
}

// touched applies rule 5 to a character of a form and its neighbour.
func touched(own, neighbour rune) bool {
	switch {
	case strings.ContainsRune("-\u2010\u2011", neighbour):
		return true
	case content.NoSpaceScript(own), content.NoSpaceScript(neighbour):
		return false
	}
	return unicode.IsLetter(neighbour) || unicode.IsDigit(neighbour) || unicode.IsMark(neighbour) || strings.ContainsRune("_\u200c\u200d\u00ad", neighbour)
}

// free tells whether a form may stand in text[start:end] as far as its surroundings
// and the gaps go.
func free(text string, start, end int, gaps []Gap) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	if start > 0 && touched(first, before) || end < len(text) && (touched(last, after) || unicode.IsMark(after)) {
		return false
	}
	return !slices.ContainsFunc(gaps, func(g Gap) bool {
		if g.Start == g.End {
			return start < int(g.Start) && int(g.Start) < end
		}
		return start < int(g.End) && int(g.Start) < end
	})
}

// slowMatch is rules 4 to 7 word for word: at each character the longest form
// that fits, of equals the one that is written more as it stands.
func slowMatch(forms []Form, text string, gaps []Gap) []Match {
	var all []Match
	for start := 0; start < len(text); {
		best, least := Match{Start: int32(start)}, 0
		for end := range ends(text, start) {
			if !free(text, start, end, gaps) {
				continue
			}
			stretch := same(text[start:end])
			for i, f := range forms {
				risen, ok := isForm(same(f.Text), stretch)
				if ok && (int32(end) > best.End || risen < least) {
					best, least = Match{int32(start), int32(end), int32(i)}, risen
				}
			}
		}
		if best.End > 0 {
			all = append(all, best)
			start = int(best.End)
			continue
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		start += size
	}
	return all
}

// ends gives the ends of the characters from start on.
func ends(text string, start int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for end := start; end < len(text); {
			_, size := utf8.DecodeRuneInString(text[end:])
			if end += size; !yield(end) {
				return
			}
		}
	}
}

// fuzzForms are forms as the names of a site hand them on: not empty, each once,
// none that begins with a mark.
func fuzzForms(names string) []Form {
	var forms []Form
	seen := map[string]bool{}
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return r == '|' }) {
		name = strings.TrimSpace(name)
		first, _ := utf8.DecodeRuneInString(name)
		keys, _ := pattern(name)
		if name == "" || unicode.IsMark(first) || seen[Key(name)] || len(keys) > maxTokens {
			continue
		}
		seen[Key(name)] = true
		forms = append(forms, Form{Text: name, Term: int32(len(forms))})
	}
	return forms
}

func FuzzMatch(f *testing.F) {
	f.Add("IS-K|ISIS-K|Islamic State|Taliban|Afghan Taliban|Pakistani Taliban", "IS-K met the Afghan  Taliban, anti-Taliban voters and the Pakistani Talibans.", []byte{9, 3, 20, 0})
	f.Add("inflation|inflation rate", "inflation rates, Inflation rate, INFLATION", []byte{})
	f.Add("al-Qaeda|al Qaeda|C++|U.S.|R&D", "Al–Qaeda, al\u00a0Qaeda, C++11, C++, U.S.A., U.S.-led, R&D", []byte{})
	f.Add("塔利班|TTP|Émigré council|e\u0301migre\u0301", "X塔利班Y 巴基斯坦TTP说 \u00c9migr\u00e9 Council E\u0301migre\u0301", []byte{1, 1})
	f.Add("FIST|fist|Order|order|a B|A b", "FIST Fist fist Order order A B a\nB", []byte{4, 2})
	f.Add("Istanbul|İstanbul|ǆungla", "İstanbul I\u0307stanbul Istanbul ǅungla Ǆungla", []byte{})
	f.Add("a≠b|c=", "a=\u0338b a≠b c=\u0338 c=", []byte{})
	f.Fuzz(func(t *testing.T, names, text string, cuts []byte) {
		if len(names) > 300 || len(text) > 300 || !utf8.ValidString(names) || !utf8.ValidString(text) {
			return
		}
		var gaps []Gap
		at := 0
		for i := 0; i+1 < len(cuts) && i < 20; i += 2 {
			start := at + int(cuts[i])
			end := start + int(cuts[i+1])%16
			if end > len(text) || start < len(text) && !utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end]) {
				break
			}
			gaps = append(gaps, Gap{int32(start), int32(end)})
			at = end
		}
		checkMatches(t, fuzzForms(names), text, gaps)
	})
}

type failer interface{ Fatalf(string, ...any) }

// checkMatches holds matches to being in bounds, in order and apart, and to those
// of the rules.
func checkMatches(t failer, forms []Form, text string, gaps []Gap) {
	got := NewIndex(forms).Match(nil, []byte(text), gaps, &Scratch{})
	last := int32(0)
	for _, m := range got {
		if m.Start < last || m.End <= m.Start || int(m.End) > len(text) {
			t.Fatalf("%v in %q: %v is out of order or bounds", forms, text, got)
		}
		last = m.End
	}
	if want := slowMatch(forms, text, gaps); !slices.Equal(got, want) {
		t.Fatalf("forms %v\ntext %q\ngaps %v\ngot  %v\nwant %v", forms, text, gaps, got, want)
	}
}

// TestMatchesAreThoseOfTheRules draws from the characters that the rules speak of.
func TestMatchesAreThoseOfTheRules(t *testing.T) {
	pieces := []string{
		"a", "b", "A", "B", "ab", "e\u0301", "é", "É", "İ", "I\u0307", "i", "ı", "ǅ", "ǆ", "Ǆ", "塔", "が", "か\u3099", "ก", "่",
		" ", "\n", "\u00a0", "-", "‐", "‑", "–", "—", "'", "’", ".", "+", "=", "\u0338", "\u00ad", "\u200d", "_", "1", "K", "Ω", ";", "\u037e", "\u0301\u0323",
	}
	words := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 4).Draw(t, "form"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(words, 1, 6).Draw(t, "forms")
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(names), rapid.SampledFrom(pieces)), 0, 12).Draw(t, "text"), "")
		var gaps []Gap
		for at := range text {
			switch rapid.IntRange(0, 30).Draw(t, "gap") {
			case 0:
				gaps = append(gaps, Gap{int32(at), int32(at)})
			case 1:
				_, size := utf8.DecodeRuneInString(text[at:])
				gaps = append(gaps, Gap{int32(at), int32(at + size)})
			}
		}
		checkMatches(t, fuzzForms(strings.Join(names, "|")), text, gaps)
	})
}
