package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Figure is a number or date found in words.
type Figure struct {
	Start, End int    // in the text
	Number     string // canonical decimal digits: 2000000000 for 2 billion; "" for a date
	Bare       bool   // a number of four digits alone, as a year is written
	Date       Date
}

const (
	gap        = `[\s\x{00a0}\x{202f}]`
	monthWords = `January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?`
	scaleWords = `hundred|thousand|million|billion|trillion`
	unitWords  = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen`
	tenWords   = `twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety`
	numberWord = `(?:` + unitWords + `|` + tenWords + `|` + scaleWords + `)`
)

var (
	dateForms = regexp.MustCompile(`\b(?:(\d{4})-(\d{2})(?:-(\d{2}))?|(?:(\d{1,2})(?:st|nd|rd|th)?` + gap + `+(?:of` + gap + `+)?)?(` + monthWords + `)(?:` + gap + `+(\d{1,2})(?:st|nd|rd|th)?)?(?:,?` + gap + `+(\d{4}))?)\b`)
	digitForm = regexp.MustCompile(`(\d{1,3}(?:(?:,|` + gap + `)\d{3})+|\d+)(?:\.(\d+))?(?:(?:` + gap + `+|-)(` + scaleWords + `)\b)?`)
	wordForm  = regexp.MustCompile(`(?i)\b` + numberWord + `(?:(?:[-\x{2010}\x{2011}]|` + gap + `+(?:and` + gap + `+)?)` + numberWord + `)*\b`)
	wordsIn   = regexp.MustCompile(`(?i)\b` + numberWord + `\b`)
	grouping  = strings.NewReplacer(",", "", " ", "", "\n", "", "\u00a0", "", "\u202f", "")

	// What stands before or behind a number and makes it something else.
	labelled = regexp.MustCompile(`(?i)(?:\b(?:article|section|chapter|part|title|page|figure|table|resolution|number|no\.|nos\.|pp?\.|paras?\.|art\.|sec\.|ch\.|vol\.)|[§¶#№])` + gap + `*$`)
	clock    = regexp.MustCompile(`^(?::\d|` + gap + `*(?:[ap]\.?m\b|o[’']clock\b))`)
	percent  = regexp.MustCompile(`^` + gap + `*(?:%|per` + gap + `?cent\b|percentage\b)`)
)

var scales = map[string]int{"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}

var numberWords = func() map[string]int {
	all := map[string]int{}
	for i, w := range strings.Split(unitWords, "|") {
		all[w] = i + 1
	}
	for i, w := range strings.Split(tenWords, "|") {
		all[w] = 10 * (i + 2)
	}
	return all
}()

// Figures finds the numbers and dates of an English text, in order: 183, 4,000,
// 2 trillion, a hundred and eighty-three in words, 26 August 2021, August 2021,
// 2021-08-26. A number that is part of a date, of a time, of a word (A4, IS-K2,
// nine-month), of a longer mark (1.2.3) or of a label (Article 13) is none; one
// with a per cent sign is another than one without.
func Figures(text string) []Figure {
	figures := datesIn(text)
	dates := len(figures)
	add := func(f Figure, ok bool) {
		clash := func(d Figure) bool { return f.Start < d.End && d.Start < f.End }
		if ok && !slices.ContainsFunc(figures[:dates], clash) {
			figures = append(figures, f)
		}
	}
	for _, m := range digitForm.FindAllStringSubmatchIndex(text, -1) {
		add(digits(text, m))
	}
	for _, m := range wordForm.FindAllStringIndex(text, -1) {
		add(spelled(text, m[0], m[1]))
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
	word = strings.TrimSuffix(word, ".")
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(m.String(), word) {
			return int(m)
		}
	}
	return 0
}

// digits reads a number that is written in digits.
func digits(text string, m []int) (Figure, bool) {
	f := Figure{Start: m[0], End: m[1]}
	written := sub(text, m, 1)
	scale := sub(text, m, 3)
	before, after := text[:f.Start], text[f.End:]
	if joinedBefore(before) || scale == "" && joinedBehind(after) || clock.MatchString(after) || labelled.MatchString(before) || len(written) > 1 && written[0] == '0' {
		return f, false
	}
	f.Number = scaled(grouping.Replace(written), sub(text, m, 2), scales[scale])
	f.Bare = len(written) == 4 && f.End-f.Start == 4
	return f.inPercent(after), true
}

// joinedBefore tells whether what stands before a number makes it part of it: a
// letter, another number's point or colon, a hyphen behind a word. A hyphen
// behind a number is that of a range.
func joinedBefore(before string) bool {
	r, size := utf8.DecodeLastRuneInString(before)
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
		return true
	case r == '.', r == ',', r == ':', r == '/':
		r, _ = utf8.DecodeLastRuneInString(before[:len(before)-size])
		return unicode.IsDigit(r)
	case r == '-':
		r, _ = utf8.DecodeLastRuneInString(before[:len(before)-size])
		return unicode.IsLetter(r)
	}
	return false
}

// joinedBehind tells the same of what follows: 11th, 4x4, 1.2.3, nine-month.
func joinedBehind(after string) bool {
	r, size := utf8.DecodeRuneInString(after)
	next, _ := utf8.DecodeRuneInString(after[size:])
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), r == '_':
		return true
	case r == '.', r == ',', r == '/':
		return unicode.IsDigit(next)
	case r == '-':
		return unicode.IsLetter(next)
	}
	return false
}

func (f Figure) inPercent(after string) Figure {
	if percent.MatchString(after) {
		f.Number, f.Bare = f.Number+"%", false
	}
	return f
}

// scaled moves the point of whole.part to the right.
func scaled(whole, part string, by int) string {
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

// spelled reads a number that is written in words. One alone is no figure, and
// neither is a scale without a number: a hundred, hundreds.
func spelled(text string, start, end int) (Figure, bool) {
	f := Figure{Start: start, End: end}
	after := text[end:]
	if joinedBehind(after) || joinedBefore(text[:start]) || clock.MatchString(after) || labelled.MatchString(text[:start]) {
		return f, false
	}
	total, part := 0, 0
	words := wordsIn.FindAllString(strings.ToLower(text[start:end]), -1)
	for i, w := range words {
		by, isScale := scales[w]
		if total+part > 1e15 { // no figure of ours, and soon past what an int holds
			return f, false
		}
		switch {
		case isScale && i == 0:
			return f, false
		case !isScale:
			part += numberWords[w]
		case by == 2:
			part *= 100
		default:
			for range by {
				part = min(part*10, 1e16)
			}
			total, part = total+part, 0
		}
	}
	if len(words) == 1 && words[0] == "one" {
		return f, false
	}
	f.Number = strconv.Itoa(total + part)
	return f.inPercent(after), true
}

// IsYear tells whether a number may be a year.
func (f Figure) IsYear() bool {
	return f.Bare && f.Number >= "1000" && f.Number <= "2100"
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
