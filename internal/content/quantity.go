package content

import (
	"regexp"
	"strconv"
	"strings"
)

// Quantity is a number as a source words it: 13, about 170, more than 100,
// between 1,500 and 2,200.
type Quantity struct {
	Low, High float64 // equal unless it is a range
	More      bool    // it is a floor: more than, at least
	Less      bool    // it is a ceiling: fewer than, up to
	About     bool
	Unit      string // %, $, per month: what else it would have to share with another; "" for a plain count
	Words     string // as the source has it, without what is counted
}

const (
	moreWords  = `more than|greater than|at least|no fewer than|no less than|not fewer than|not less than|a minimum of|upwards? of|as few as|over|above|exceeding|>=?|≥`
	lessWords  = `fewer than|less than|at most|no more than|not more than|a maximum of|up to|as many as|under|below|<=?|≤`
	aboutWords = `an estimated|estimated|approximately|approx\.|roughly|around|about|some|circa|ca?\.|nearly|almost|close to|perhaps|probably|possibly|~|≈`
)

// maxQuantityText bounds the work on one value, in bytes.
const maxQuantityText = 500

var (
	// What may stand before a number and say nothing of its size.
	fillers   = regexp.MustCompile(`(?i)^(?:a total of|in total|the|only|just|from|between)` + gap + `+`)
	hedges    = regexp.MustCompile(`(?i)^(?:(` + moreWords + `)|(` + lessWords + `)|(` + aboutWords + `))(` + gap + `*)`)
	currency  = regexp.MustCompile(`^(?:(?:US|CA|AU)?[$]|[€£¥])` + gap + `?`)
	rangeMark = regexp.MustCompile(`(?i)^(?:` + gap + `*[-\x{2010}-\x{2014}]` + gap + `*|` + gap + `+(?:to|or|and)` + gap + `+)`)
	dozen     = regexp.MustCompile(`(?i)^` + gap + `+dozen\b`)
	dozens    = regexp.MustCompile(`(?i)^a` + gap + `+dozen\b`)
	rate      = regexp.MustCompile(`(?i)^(?:` + gap + `+[\pL’'-]+){0,2}?` + gap + `+(?:per|an?|each|every)` + gap + `+(day|week|month|year)\b`)
	after     = regexp.MustCompile(`(?i)^((?:` + gap + `+[\pL’'-]+){0,3}?,?)(?:(\+|` + gap + `+(?:or|and|perhaps|possibly)` + gap + `+(?:more|over)|` + gap + `+at least|` + gap + `+at a minimum)|(` + gap + `+or (?:fewer|less)|` + gap + `+at (?:the )?most)|(` + gap + `+or so|` + gap + `+or thereabouts))(?:$|[\s,;.)(])`)
	joined    = regexp.MustCompile(`(?i)^(?:` + gap + `+[\pL’'.-]+){0,6},?` + gap + `+(?:and|plus)` + gap + `+`)
)

// Quantities reads the number with which a text begins, and those that "and"
// joins to it: more than 170 civilians and 13 soldiers are two. It gives none
// where the text begins with no number (dozens, several hundred, one bombing), or
// is longer than any value is.
func Quantities(text string) []Quantity {
	var all []Quantity
	if len(text) > maxQuantityText {
		return nil
	}
	for rest := strings.TrimSpace(text); ; {
		q, end, ok := quantity(rest)
		if !ok {
			return all
		}
		all = append(all, q)
		next := joined.FindString(rest[end:])
		if next == "" {
			return all
		}
		rest = rest[end+len(next):]
	}
}

// quantity reads the number at the beginning of a text.
func quantity(text string) (q Quantity, end int, ok bool) {
	at, between := 0, false
	for {
		rest := text[at:]
		if m := fillers.FindString(rest); m != "" {
			between = between || strings.EqualFold(strings.TrimSpace(m), "between")
			at += len(m)
			continue
		}
		m := hedges.FindStringSubmatch(rest)
		if m == nil || m[4] == "" && strings.ContainsAny(m[0][len(m[0])-1:], "abcdefghijklmnopqrstuvwxyz") {
			break
		}
		q.More, q.Less, q.About = q.More || m[1] != "", q.Less || m[2] != "", q.About || m[3] != ""
		at += len(m[0])
	}
	q.Unit = strings.TrimSpace(currency.FindString(text[at:]))
	at += len(currency.FindString(text[at:]))
	low, unit, end, ok := numberAt(text, at)
	if !ok {
		return q, 0, false
	}
	q.Low, q.High = low, low
	if m := rangeMark.FindString(text[end:]); m != "" && (between || !strings.Contains(strings.ToLower(m), "and")) {
		to := end + len(m)
		to += len(currency.FindString(text[to:]))
		if high, highUnit, upTo, ok := numberAt(text, to); ok {
			q.High, end = high, upTo
			q.Low = shared(low, high, text[at:to], text[to:upTo])
			unit = highUnit
		}
	}
	q.Unit += unit
	q.Words = strings.TrimSpace(text[:end])
	rest := text[end:]
	if m := after.FindStringSubmatch(rest); m != nil {
		q.More, q.Less, q.About = q.More || m[2] != "", q.Less || m[3] != "", q.About || m[4] != ""
		end += len(m[1]) + len(m[2]) + len(m[3]) + len(m[4])
		q.Words = text[:end]
	} else if m := rate.FindStringSubmatch(rest); m != nil {
		q.Unit += " per " + strings.ToLower(m[1])
	}
	return q, end, q.Low <= q.High && !(q.More && q.Less)
}

// numberAt reads the figure that begins at a place of a text.
func numberAt(text string, at int) (n float64, unit string, end int, ok bool) {
	if m := dozens.FindString(text[at:]); m != "" {
		return 12, "", at + len(m), true
	}
	for _, f := range Figures(text) {
		if f.Start != at || f.Number == "" {
			continue
		}
		digits, percent := strings.CutSuffix(f.Number, "%")
		n, err := strconv.ParseFloat(digits, 64)
		if err != nil || n > 1e15 {
			return 0, "", 0, false
		}
		if percent {
			unit = "%"
		}
		if m := dozen.FindString(text[f.End:]); m != "" {
			return 12 * n, unit, f.End + len(m), true
		}
		return n, unit, f.End, true
	}
	return 0, "", 0, false
}

// shared is the low end of a range whose scale stands behind its high end alone:
// 2 to 3 million.
func shared(low, high float64, lowWords, highWords string) float64 {
	m := scaleEnd.FindStringSubmatch(highWords)
	if m == nil || scaleIn.MatchString(lowWords) {
		return low
	}
	scaled := low
	for range scales[m[1]] {
		scaled *= 10
	}
	if scaled <= high {
		return scaled
	}
	return low
}

var (
	scaleEnd = regexp.MustCompile(`(` + scaleWords + `)$`)
	scaleIn  = regexp.MustCompile(`(` + scaleWords + `)`)
)
