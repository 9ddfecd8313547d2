package content

import (
	"strings"
	"testing"
)

func TestFigures(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"It killed 183 people.", "183"},
		{"more than 4,000 fighters", "4000"},
		{"600 to 4,000", "600 4000"},
		{"over US$2 trillion", "2000000000000"},
		{"$9.5 billion", "9500000000"},
		{"thirteen Americans", "13"},
		{"Twenty-two men", "22"},
		{"two thousand", "2000"},
		{"80,000 soldiers.", "80000"},
		{"on 26 August 2021, 77 attacks", "d2021-08-26 77"},
		{"in August 2021", "d2021-08"},
		{"August 26, 2021", "d2021-08-26"},
		{"on 26 August", "d0000-08-26"},
		{"2021-08-26", "d2021-08-26"},
		{"in 2021", "2021"},
		{"the 1st and the 11th", ""},
		{"A4, 4x4, v1.2.3, IS-K2", ""},
		{"May God help", ""},
		{"7.5 per cent", "7.5%"},
		{"183.", "183"},
		{"(183)", "183"},
		{"one of them", ""},
		{"Sept. 2021", "d2021-09"},
		{"20–30 men", "20 30"},
		{"183-184 and 170-190", "183 184 170 190"},
		{"one hundred and eighty-three", "183"},
		{"one thousand two hundred", "1200"},
		{"fifteen hundred; two million three hundred thousand", "1500 2300000"},
		{"2 500 000 people", "2500000"},
		{"at 13:30, 9 a.m. and nine o’clock", ""},
		{"Article 13, no. 9, p. 4", ""},
		{"a nine-month war, 13-member board", ""},
		{"13% or 13 per cent", "13% 13%"},
		{"0183", ""},
		{"between 3 and 5 May 2020", "3 d2020-05-05"},
		{"twenty-two", "22"},
		{"a hundred, hundreds", ""},
		{"Sept. 3", "d0000-09-03"},
	} {
		var got []string
		for _, f := range Figures(c.in) {
			if f.Number == "" {
				got = append(got, "d"+f.Date.Text())
			} else {
				got = append(got, f.Number)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
