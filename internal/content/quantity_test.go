package content

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// quantityText writes a quantity briefly: 170~ for about, 100> for a floor, 40<
// for a ceiling, 600..4000 for a range, with its unit in brackets.
func quantityText(q Quantity) string {
	n := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	s := n(q.Low)
	if q.High != q.Low {
		s += ".." + n(q.High)
	}
	for _, mark := range []struct {
		on   bool
		mark string
	}{{q.About, "~"}, {q.More, ">"}, {q.Less, "<"}} {
		if mark.on {
			s += mark.mark
		}
	}
	if q.Unit != "" {
		s += "(" + strings.TrimSpace(q.Unit) + ")"
	}
	return s
}

func TestQuantities(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"13", "13"},
		{"thirteen", "13"},
		{"thirteen soldiers", "13"},
		{"80,000", "80000"},
		{"about 170", "170~"},
		{"~170", "170~"},
		{"~ 170", "170~"},
		{"some 2,000 fighters", "2000~"},
		{"almost 400 in 20 months", "400~"},
		{"ca. 900", "900~"},
		{"an estimated 5,000", "5000~"},
		{"70 or so", "70~"},
		{"at least 183", "183>"},
		{"At least about 183", "183~>"},
		{"more than 100", "100>"},
		{"more than 100, thirteen of them American soldiers", "100>"},
		{"over 2 trillion US dollars, in twenty years", "2000000000000>"},
		{"over US$2 trillion", "2000000000000>(US$)"},
		{"170+", "170>"},
		{">100", "100>"},
		{"183 or more", "183>"},
		{"183 people at least", "183>"},
		{"fewer than 500", "500<"},
		{"up to 4,000", "4000<"},
		{"as many as 40", "40<"},
		{"40 at most", "40<"},
		{"between 1,500 and 2,200", "1500..2200"},
		{"between about 1,500 and 2,200 men", "1500..2200~"},
		{"2,000–5,000", "2000..5000"},
		{"2,000-5,000", "2000..5000"},
		{"from 600 to 4,000", "600..4000"},
		{"600 to 4,000, across Central Asia", "600..4000"},
		{"12 or 13", "12..13"},
		{"2 to 3 million", "2000000..3000000"},
		{"900 thousand to 2 million", "900000..2000000"},
		{"$2–3 billion", "2000000000..3000000000($)"},
		{"13 per cent", "13(%)"},
		{"20 a month", "20(per month)"},
		{"19 attacks per month", "19(per month)"},
		{"77, January to April 2021", "77"},
		{"a dozen", "12"},
		{"two dozen men", "24"},
		{"1.5 million", "1500000"},
		{"the 13 soldiers", "13"},
		{"a total of 183", "183"},
		{"183 (13 of them American)", "183"},
		{"more than 170 civilians and 13 American soldiers", "170> 13"},
		{"170 dead and 200 wounded", "170 200"},
		{"between 100 and 200 civilians and 13 soldiers", "100..200 13"},
		{"183 people and many more", "183"},

		{"dozens", ""},
		{"several bombers", ""},
		{"several hundred", ""},
		{"hundreds", ""},
		{"a few thousand", ""},
		{"one bombing", ""},
		{"unknown", ""},
		{"", ""},
		{"about", ""},
		{"overall 13", ""},
		{"overwhelming", ""},
		{"between May and June", ""},
		{"in 20 months almost 400", ""},
		{"killed 183", ""},
		{"26 August 2021", ""},
		{"August 2021", ""},
		{"at least at most 5", ""},
		{"5,000 to 2,000", ""},
		{"none", ""},
	} {
		var got []string
		for _, q := range Quantities(c.in) {
			got = append(got, quantityText(q))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestQuantityWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"more than 100, thirteen of them American soldiers", "more than 100"},
		{"600 to 4,000, across Central Asia", "600 to 4,000"},
		{"over US$2 trillion in all", "over US$2 trillion"},
		{"183 or more", "183 or more"},
		{"170+", "170+"},
		{"two dozen men", "two dozen"},
		{"thirteen soldiers", "thirteen"},
	} {
		all := Quantities(c.in)
		if len(all) != 1 || all[0].Words != c.want {
			t.Errorf("%q: %q, want %q", c.in, fmt.Sprint(all), c.want)
		}
	}
}

// FuzzQuantities: whatever an editor writes, a quantity is in order and its words
// are the text's own.
func FuzzQuantities(f *testing.F) {
	for _, s := range []string{"more than 170 civilians and 13 soldiers", "2 to 3 million", "a dozen", "~", "between", "$", "7 hundred or 8 hundred\u00a0thousand"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range Quantities(text) {
			if !(q.Low >= 0 && q.Low <= q.High) || q.Words == "" || !strings.Contains(text, q.Words) {
				t.Fatalf("%q: %+v", text, q)
			}
		}
	})
}
