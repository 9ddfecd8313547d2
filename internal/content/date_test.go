package content

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]Date{
		"2021":        {Year: 2021},
		"0021":        {Year: 21},
		"0000":        {},
		"2021-08":     {Year: 2021, Month: 8},
		"2021-08-26":  {Year: 2021, Month: 8, Day: 26},
		"2020-02-29":  {Year: 2020, Month: 2, Day: 29},
		"2000-02-29":  {Year: 2000, Month: 2, Day: 29},
		"2021-12-31":  {Year: 2021, Month: 12, Day: 31},
		"2021~":       {Year: 2021, Approximate: true},
		"2021-08?":    {Year: 2021, Month: 8, Uncertain: true},
		"2021-08-26%": {Year: 2021, Month: 8, Day: 26, Approximate: true, Uncertain: true},
	} {
		if got, err := ParseDate(in); err != nil || got != want {
			t.Errorf("%s: %+v, %v", in, got, err)
		}
	}
	for in, want := range map[string]string{
		"":               "a date is 2021, 2021-08 or 2021-08-26",
		"21":             "a date is 2021, 2021-08 or 2021-08-26",
		"-2021":          "a date is 2021, 2021-08 or 2021-08-26",
		"+2021":          "a date is 2021, 2021-08 or 2021-08-26",
		"2021-8-26":      "a date is 2021, 2021-08 or 2021-08-26",
		"2021-+8":        "a date is 2021, 2021-08 or 2021-08-26",
		"2021-08-":       "a date is 2021, 2021-08 or 2021-08-26",
		"2021-08-26-01":  "a date is 2021, 2021-08 or 2021-08-26",
		"26 August 2021": "a date is 2021, 2021-08 or 2021-08-26",
		"2021/08/26":     "a date is 2021, 2021-08 or 2021-08-26",
		"~2021":          "a date is 2021, 2021-08 or 2021-08-26",
		"٢٠٢١":           "a date is 2021, 2021-08 or 2021-08-26",
		"2021-13":        "there is no month 13",
		"2021-00":        "there is no month 00",
		"2021-02-29":     "that month has no day 29",
		"1900-02-29":     "that month has no day 29",
		"2021-04-31":     "that month has no day 31",
		"2021-01-00":     "that month has no day 00",
		"2021~?":         "one mark behind a date is enough: ~ about, ? uncertain, % both",
	} {
		if got, err := ParseDate(in); err == nil || err.Error() != want {
			t.Errorf("%q: %+v, %v, want %s", in, got, err, want)
		}
	}
	for in, want := range map[string]string{"2021~": "2021", "2021-08?": "2021-08", "0900-01-02": "0900-01-02"} {
		if d, _ := ParseDate(in); d.Text() != want {
			t.Errorf("%s is written %s", in, d.Text())
		}
	}
}

func TestParseMoment(t *testing.T) {
	kabul := time.FixedZone("", 4*3600+1800)
	utc := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for in, want := range map[string]time.Time{
		"2026-11-02":                utc("2026-11-01T19:30:00Z"),
		"2026-11-02T09:00:00Z":      utc("2026-11-02T09:00:00Z"),
		"2026-11-02T09:00:00+02:00": utc("2026-11-02T07:00:00Z"),
		"2026-11-02T09:00Z":         utc("2026-11-02T09:00:00Z"),
		"2026-11-02 09:00:00Z":      utc("2026-11-02T09:00:00Z"),
		"2026-11-02 09:00-05:00":    utc("2026-11-02T14:00:00Z"),
	} {
		m, err := ParseMoment(in)
		if err != nil || !m.In(kabul).Equal(want) {
			t.Errorf("%s in Kabul is %v, %v", in, m.In(kabul).UTC(), err)
		}
		if m.Year != 2026 || m.Month != 11 || m.Day != 2 {
			t.Errorf("%s: %+v", in, m)
		}
	}
	for in, want := range map[string]string{
		"2021":                    "a full date is needed here, as 2026-11-02",
		"2021-08":                 "a full date is needed here, as 2026-11-02",
		"2021-08-26~":             "a full date is needed here, as 2026-11-02",
		"2021-08-32":              "that month has no day 32",
		"26 August 2021":          "a date is 2021, 2021-08 or 2021-08-26",
		"2026-11-02T09:00:00":     "a time is written 2026-11-02T09:00:00Z, with its zone",
		"2026-11-02T25:00:00Z":    "a time is written 2026-11-02T09:00:00Z, with its zone",
		"2026-02-30T09:00:00Z":    "a time is written 2026-11-02T09:00:00Z, with its zone",
		"2026-11-02 09:00":        "a time is written 2026-11-02T09:00:00Z, with its zone",
		"2026-11-02T09:00:00 CET": "a time is written 2026-11-02T09:00:00Z, with its zone",
	} {
		if _, err := ParseMoment(in); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", in, err, want)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	from := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{"90d": "2027-01-31", "6w": "2026-12-14", "6mo": "2027-05-02", "2y": "2028-11-02", "1d": "2026-11-03"} {
		p, err := ParsePeriod(in)
		if err != nil || p.After(from).Format("2006-01-02") != want {
			t.Errorf("%s: %s, %v", in, p.After(from), err)
		}
	}
	for _, in := range []string{"", "d", "90", "0d", "-1d", "+1d", "1.5y", "6 mo", "6m", "6months", "10000d", "monthly", "1y6mo", "١d"} {
		if p, err := ParsePeriod(in); err == nil || err.Error() != "a period is written 90d, 6w, 6mo or 2y" {
			t.Errorf("%q: %+v, %v", in, p, err)
		}
	}
}
