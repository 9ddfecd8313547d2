package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Figure is a number or date found in words.
type Figure struct {
	Start, End int    // in the text
	Number     string // canonical decimal digits: 2000000000 for 2 billion; "" for a date
	Date       Date
}

var (
	monthNames = func() []string {
		var all []string
		for m := time.January; m <= time.December; m++ {
			all = append(all, m.String())
		}
		return all
	}()
	monthWords = strings.Join(monthNames, "|") + "|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?"
	space      = `[\s\x{00a0}]+`

	dateForms = regexp.MustCompile(`\b(?:(\d{4})-(\d{2})(?:-(\d{2}))?|(?:(\d{1,2})(?:st|nd|rd|th)?` + space + `(?:of` + space + `)?)?(` + monthWords + `)(?:` + space + `(\d{1,2})(?:st|nd|rd|th)?)?(?:,?` + space + `(\d{4}))?)\b`)

	numberWords = map[string]int{
		"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
		"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	}
	tens   = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
	scales = map[string]int{"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}

	digitForm = regexp.MustCompile(`(?:^|[^\p{L}\d.,_/-])((\d{1,3}(?:[,\x{202f}\x{00a0}]\d{3})+|\d+)(?:\.(\d+))?)(?:(?:` + space + `|-)(hundred|thousand|million|billion|trillion)\b)?`)
	wordForm  = regexp.MustCompile(`(?i)\b((?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\x{2010}\x{2011} ](one|two|three|four|five|six|seven|eight|nine))?)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?:` + space + `(hundred|thousand|million|billion|trillion))?\b`)
)

// Figures finds the numbers and dates of an English text, in order: 183, 4,000,
// 2 trillion, thirteen, 26 August 2021, August 2021, 2021-08-26. A number that
// is part of a date, of a word (A4, IS-K2) or of a longer mark (1.2.3) is none.
func Figures(text string) []Figure {
	figures := datesIn(text)
	taken := slices.Clone(figures)
	add := func(f Figure) {
		for _, d := range taken {
			if f.Start < d.End && d.Start < f.End {
				return
			}
		}
		figures = append(figures, f)
	}
	for _, m := range digitForm.FindAllStringSubmatchIndex(text, -1) {
		if f, ok := digits(text, m); ok {
			add(f)
		}
	}
	for _, m := range wordForm.FindAllStringSubmatchIndex(text, -1) {
		add(spelled(text, m))
	}
	slices.SortFunc(figures, func(a, b Figure) int { return a.Start - b.Start })
	return figures
}

func sub(text string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return text[m[2*i]:m[2*i+1]]
}

func datesIn(text string) (all []Figure) {
	for _, m := range dateForms.FindAllStringSubmatchIndex(text, -1) {
		year, month, day := sub(text, m, 1), sub(text, m, 2), sub(text, m, 3)
		d := Date{}
		if year == "" {
			year, day = sub(text, m, 7), sub(text, m, 4)+sub(text, m, 6)
			d.Month = monthOf(sub(text, m, 5))
		} else {
			d.Month, _ = strconv.Atoi(month)
		}
		d.Year, _ = strconv.Atoi(year)
		d.Day, _ = strconv.Atoi(day)
		if d.Year == 0 && d.Day == 0 || d.Month < 1 || d.Month > 12 || d.Day > 31 {
			continue // "May" alone is a word
		}
		all = append(all, Figure{Start: m[0], End: m[1], Date: d})
	}
	return all
}

func monthOf(word string) int {
	for i, name := range monthNames {
		if strings.HasPrefix(name, strings.TrimSuffix(word, ".")) {
			return i + 1
		}
	}
	return 0
}

func digits(text string, m []int) (Figure, bool) {
	f := Figure{Start: m[2], End: m[3]}
	whole, part := sub(text, m, 2), sub(text, m, 3)
	whole = strings.NewReplacer(",", "", "\u202f", "", "\u00a0", "").Replace(whole)
	scale := sub(text, m, 4)
	if scale != "" {
		f.End = m[9]
	} else if rest := text[f.End:]; continuesNumber(rest) {
		return f, false
	}
	f.Number = scaled(whole, part, scales[scale])
	return f, true
}

// continuesNumber tells whether what follows makes a number part of something
// else: 11th, 4x4, 1.2.3, 2001-09.
func continuesNumber(rest string) bool {
	for i, r := range rest {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '_':
			return true
		case i == 0 && (r == '.' || r == ',' || r == '/' || r == '-'):
			continue
		}
		return false
	}
	return false
}

// scaled moves the point of whole.part to the right.
func scaled(whole, part string, by int) string {
	if by == 0 && part == "" {
		return trimZeros(whole)
	}
	for len(part) < by {
		part += "0"
	}
	number := trimZeros(whole + part[:by])
	if rest := strings.TrimRight(part[by:], "0"); rest != "" {
		number += "." + rest
	}
	return number
}

func trimZeros(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

func spelled(text string, m []int) Figure {
	f := Figure{Start: m[0], End: m[1]}
	n := tens[strings.ToLower(sub(text, m, 2))]
	switch unit := strings.ToLower(sub(text, m, 3)); {
	case unit == "one":
		n++
	case unit != "":
		n += numberWords[unit]
	case n == 0:
		n = numberWords[strings.ToLower(sub(text, m, 1))]
	}
	f.Number = scaled(strconv.Itoa(n), "", scales[strings.ToLower(sub(text, m, 4))])
	return f
}

// Same tells whether two figures say the same: equal numbers, or dates of which
// one is as exact as the other.
func (f Figure) Same(o Figure) bool {
	if f.Number != "" || o.Number != "" {
		return f.Number == o.Number
	}
	a, b := f.Date, o.Date
	if a.Year == 0 || b.Year == 0 { // 26 August, in a text that has said the year
		a.Year, b.Year = 0, 0
	}
	return a.Year == b.Year && a.Month == b.Month && a.Day == b.Day
}
