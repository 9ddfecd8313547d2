package content

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gloss/internal/diag"
)

// Date is a day, month or year of the proleptic Gregorian calendar, as EDTF
// level 1 writes it (ISO 8601-2:2019): 2021, 2021-08 or 2021-08-26, with ~ for
// approximate and ? for uncertain behind it.
type Date struct {
	Year, Month, Day int // Month and Day are 0 where the date does not say
	Approximate      bool
	Uncertain        bool
	At               diag.Span
}

// Text writes the date as EDTF.
func (d Date) Text() string {
	s := fmt.Sprintf("%04d", d.Year)
	if d.Month > 0 {
		s += fmt.Sprintf("-%02d", d.Month)
	}
	if d.Day > 0 {
		s += fmt.Sprintf("-%02d", d.Day)
	}
	return s
}

// Words is the date as readers see it, with its precision: 26 August 2021, August
// 2021, about 2021, 2021 (uncertain). No-break spaces hold it together.
func (d Date) Words() string {
	words := strconv.Itoa(d.Year)
	if d.Month > 0 {
		words = time.Month(d.Month).String() + " " + words
	}
	if d.Day > 0 {
		words = strconv.Itoa(d.Day) + "\u00a0" + words
	}
	if d.Approximate {
		words = "about\u00a0" + words
	}
	if d.Uncertain {
		words += " (uncertain)"
	}
	return words
}

// End is the instant at which the date's last day is over.
func (d Date) End(zone *time.Location) time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year+1, 1, 1, 0, 0, 0, 0, zone)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 1, 0, 0, 0, 0, zone)
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day+1, 0, 0, 0, 0, zone)
}

// ParseDate reads an EDTF date. The error says what is wrong, for a message.
func ParseDate(s string) (Date, error) {
	var d Date
	body := strings.TrimRight(s, "~?%")
	for _, mark := range s[len(body):] {
		d.Approximate = d.Approximate || mark != '?'
		d.Uncertain = d.Uncertain || mark != '~'
	}
	if len(s)-len(body) > 1 {
		return d, fmt.Errorf("one mark behind a date is enough: ~ about, ? uncertain, %% both")
	}
	parts := strings.Split(body, "-")
	widths := []int{4, 2, 2}
	if len(parts) > 3 {
		return d, fmt.Errorf("a date is 2021, 2021-08 or 2021-08-26")
	}
	var v [3]int
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || len(p) != widths[i] || p[0] == '+' {
			return d, fmt.Errorf("a date is 2021, 2021-08 or 2021-08-26")
		}
		v[i] = n
	}
	d.Year, d.Month, d.Day = v[0], v[1], v[2]
	if len(parts) > 1 && (d.Month < 1 || d.Month > 12) {
		return d, fmt.Errorf("there is no month %s", parts[1])
	}
	if len(parts) > 2 && (d.Day < 1 || d.Day > daysIn(d.Year, d.Month)) {
		return d, fmt.Errorf("that month has no day %s", parts[2])
	}
	return d, nil
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Moment is a full date, which falls due at its midnight in the site's time
// zone, or a time with a zone of its own.
type Moment struct {
	Year, Month, Day int
	Time             time.Time // zero for a date
	At               diag.Span
}

// In gives the instant at which the moment falls due.
func (m Moment) In(zone *time.Location) time.Time {
	if !m.Time.IsZero() {
		return m.Time
	}
	return time.Date(m.Year, time.Month(m.Month), m.Day, 0, 0, 0, 0, zone)
}

// ParseMoment reads a full date, or a time with a zone as RFC 3339 writes it.
func ParseMoment(s string) (Moment, error) {
	if len(s) > 10 && strings.Contains(s, ":") {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00"} {
			if t, err := time.Parse(layout, s); err == nil {
				return Moment{Year: t.Year(), Month: int(t.Month()), Day: t.Day(), Time: t}, nil
			}
		}
		return Moment{}, fmt.Errorf("a time is written 2026-11-02T09:00:00Z, with its zone")
	}
	d, err := ParseDate(s)
	if err != nil {
		return Moment{}, err
	}
	if d.Day == 0 || d.Approximate || d.Uncertain {
		return Moment{}, fmt.Errorf("a full date is needed here, as 2026-11-02")
	}
	return Moment{Year: d.Year, Month: d.Month, Day: d.Day}, nil
}

// Period is a length of time as editors write it: 6mo, 90d, 2y.
type Period struct {
	Count int
	Unit  string // d, w, mo, y
}

// ParsePeriod reads a period.
func ParsePeriod(s string) (Period, error) {
	for _, unit := range []string{"mo", "d", "w", "y"} {
		digits, ok := strings.CutSuffix(s, unit)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err == nil && n > 0 && n < 10_000 && digits[0] != '+' {
			return Period{Count: n, Unit: unit}, nil
		}
	}
	return Period{}, fmt.Errorf("a period is written 90d, 6w, 6mo or 2y")
}

// Text is the period as editors write it.
func (p Period) Text() string { return strconv.Itoa(p.Count) + p.Unit }

// After gives the instant one period after t.
func (p Period) After(t time.Time) time.Time {
	switch p.Unit {
	case "d":
		return t.AddDate(0, 0, p.Count)
	case "w":
		return t.AddDate(0, 0, 7*p.Count)
	case "mo":
		return t.AddDate(0, p.Count, 0)
	}
	return t.AddDate(p.Count, 0, 0)
}
