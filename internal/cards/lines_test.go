package cards

import (
	"slices"
	"strings"
	"testing"
)

// broken is a text as it is broken into lines of so many pixels at 40 pixels.
func broken(s style, text string, width int, even bool) []string {
	a, f := newArtist(), size{40, 50}
	p := a.paragraph(s, a.words(s, text, 500), "en", false)
	var all []string
	for _, l := range p.lines(setting{f.units(width), even}) {
		to := len(p.text)
		if l.to < len(p.glyphs) {
			to = p.glyphs[l.to].at
		}
		all = append(all, string(p.text[p.glyphs[l.from].at:to]))
	}
	return all
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		width int
		even  bool
		want  string
	}{
		{"one line", "A short one", 500, true, "A short one"},
		{"a title's lines are even", "How many people were killed in the bombing", 800, true, "How many people were/killed in the bombing"},
		{"a short name keeps its hyphen", "The release of all IS-K prisoners", 380, false, "The release of all/IS-K prisoners"},
		{"and so does al-Qaeda", "as it was seen by al-Qaeda", 420, false, "as it was seen by/al-Qaeda"},
		{"a long word may break at its own", "the counter-insurgency", 300, false, "the counter-/insurgency"},
		{"no last line of one small word", "one two three four five six seven eight nine ten a", 890, false, "one two three four five six seven eight/nine ten a"},
		{"a word that is longer than a line", "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii", 200, false, "iiiiiiiiiiiiiiiii/iiiiiiiiiiiiiii"}, // 11.5 pixels each,
		{"a no-break space holds", "on 26\u00a0August", 200, false, "on/26\u00a0August"},
		{"nothing", "", 500, false, ""},
	} {
		if got := strings.Join(broken(prose, c.text, c.width, c.even), "/"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestShort(t *testing.T) {
	a, f := newArtist(), size{40, 50}
	for _, c := range []struct {
		text  string
		width int
		most  int
		want  string
	}{
		{"It fits", 400, 1, "It fits"},
		{"One, two, three, four, five", 360, 1, "One, two, three …"},
		{"One, two, three, four, five", 330, 2, "One, two, three, four, five"},
		{"WWWWWWWWWWWWWWWW", 200, 1, "WWWW…"},
		{"W", 10, 1, "W"}, // a letter is the least
	} {
		p := a.short(a.paragraph(prose, []rune(c.text), "en", false), f.units(c.width), c.most)
		if got := strings.ReplaceAll(string(p.text), "\u00a0", " "); got != c.want {
			t.Errorf("%q in %d lines of %d: %q, want %q", c.text, c.most, c.width, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	a := newArtist()
	for _, c := range []struct{ text, want string }{
		{"  as \t it\nis ", "as it is"},
		{"a\u202eb\u2066c\u200bd\x00e\ufeff", "abcde"},
		{"می\u200cرود", "می\u200cرود"},
		{"cafe\u0301", "café"},
		{"Xi Jinping (习近平) spoke", "Xi Jinping (…) spoke"},
		{"he said \U0001F9FF.", "he said."}, // no font has the sign
		{"塔利班 is 习近平", ""},                  // more is lost than is left
		{"?!", ""},
		{"", ""},
		{"e\u0329\u0329\u0329\u0329\u0329\u0329\u0329", "e\u0329\u0329\u0329"},
	} {
		if got := string(a.words(prose, c.text, 500)); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	if got := string(a.words(prose, strings.Repeat("a", 90), 20)); got != strings.Repeat("a", 20) {
		t.Errorf("%q", got)
	}
}

// TestDirections sets letters as A does in the annex: what runs from right to left
// is given as the order in which it is drawn.
func TestDirections(t *testing.T) {
	for _, c := range []struct {
		text string
		rtl  bool
		want string
	}{
		{"abc", false, "abc"},
		{"אבג", false, "גבא"},
		{"אבג", true, "גבא"},
		{"ab אב cd", false, "ab בא cd"},
		{"אב ab גד", true, "דג ab בא"},
		{"אב 12 ab", false, "12 בא ab"},
		{"שנת 2015 היא", true, "איה 2015 תנש"},
		{"ا ١٢", true, "١٢ ا"},
		{"אב (ab) גד", true, "דג )ab( בא"}, // the font mirrors brackets
		{"אב 1,5%", true, "1,5% בא"},
		{"ab, אב!", false, "ab, בא!"},
		{"אב, ab!", true, "!ab ,בא"},
		{"ا 12-13", true, "13-12 ا"},
		{"ab אבְ", false, "ab ְבא"},
	} {
		text := []rune(c.text)
		line := make([]glyph, len(text))
		for i, level := range levels(text, c.rtl) {
			line[i] = glyph{at: i, level: level}
		}
		var got []rune
		for _, g := range visual(line) {
			got = append(got, text[g.at])
		}
		if string(got) != c.want {
			t.Errorf("%q, from right to left %v: %q, want %q", c.text, c.rtl, string(got), c.want)
		}
	}
}

// TestArabicIsShaped: letters join, so that alone they are other glyphs.
func TestArabicIsShaped(t *testing.T) {
	a := newArtist()
	alone, joined := a.shape(prose, []rune("ب"), "fa", true), a.shape(prose, []rune("ببب"), "fa", true)
	if len(alone) != 1 || len(joined) != 3 {
		t.Fatalf("%d and %d glyphs", len(alone), len(joined))
	}
	ids := []int{int(alone[0].id), int(joined[0].id), int(joined[1].id), int(joined[2].id)}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 4 || joined[0].at != 0 {
		t.Errorf("glyphs %v; a letter has one form for each place in a word", ids)
	}
}
