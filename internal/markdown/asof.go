package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// The words "as of" and a date behind them: as of 2021, as of late September
// 2021, as of 26 August 2021, as of August 26, 2021.
var (
	asOfMonths = strings.Fields("January February March April May June July August September October November December")
	asOfShort  = strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
	asOfDate   = regexp.MustCompile(strings.ReplaceAll(`\b[Aa]s_of_(?:(about|around|early|mid|late|the_(?:end|beginning|start|middle)_of|spring|summer|autumn|fall|winter)(?:_|-)(?:of_)?)?`+
		`((?:(\d{1,2})_)?(?:(`+strings.Join(asOfMonths, "|")+`|(?:`+strings.Join(asOfShort, "|")+`|Sept)\b\.?),?_(?:(\d{1,2}),?_)?)?(\d{4}))\b`, "_", `[\s\x{00a0}]+`))
)

// asOf marks the dates in the block that has just been written.
func (r *renderer) asOf() {
	b := r.body.Blocks[r.block]
	if !b.Linkable() || b.Runs[0] == b.Runs[1] {
		return
	}
	from := r.body.Runs[b.Runs[0]].HTML
	if out := r.out[from:]; !bytes.Contains(out, []byte("s of")) && !bytes.Contains(out, []byte("s\nof")) && !bytes.Contains(out, []byte("s\u00a0of")) {
		return
	}
	r.body.HTML = r.out
	text := r.body.AppendText(nil, b)
	found := asOfDate.FindAllSubmatchIndex(text, -1)
	// Backwards, so that what is found earlier keeps its place.
	for _, m := range slices.Backward(found) {
		if date, ok := readAsOf(text, m); ok {
			r.markTime(date, m[4], m[5])
		}
	}
}

func readAsOf(text []byte, m []int) (content.Date, bool) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return string(text[m[2*i]:m[2*i+1]])
	}
	year, _ := strconv.Atoi(group(6))
	month := 0
	if name := group(4); name != "" {
		month = slices.IndexFunc(asOfShort, func(short string) bool { return strings.HasPrefix(name, short) }) + 1
	}
	if rest := text[m[1]:]; len(rest) > 1 && rest[0] == '-' && rest[1] >= '0' && rest[1] <= '9' {
		return content.Date{}, false // 1999-13-45
	}
	day, _ := strconv.Atoi(group(3) + group(5))
	d := content.Date{Year: year, Month: month, Day: day, Approximate: group(1) != ""}
	if group(3) != "" && group(5) != "" || day > 0 && month == 0 {
		return d, false
	}
	_, err := content.ParseDate(d.Text())
	return d, err == nil
}

// markTime puts <time> around a range of the block's text, where it is all text
// of one element.
func (r *renderer) markTime(date content.Date, start, end int) {
	first, last, ok := r.isolate(start, end)
	if !ok {
		return
	}
	runs := r.body.Runs
	at := diag.Span{Start: int(runs[first].Src), End: int(runs[last].Src + runs[last].SrcLen)}
	r.body.AsOf = append(r.body.AsOf, content.AsOf{Block: r.block, Date: date, At: at})
	close := runs[last].HTML + runs[last].Len
	r.insert(close, "</time>", last+1)
	r.insert(runs[first].HTML, `<time datetime="`+date.Text()+`">`, first)
}

// isolate divides the runs of the block so that some of them hold a range of its
// text and no more. ok is false where an element begins or ends in the range.
func (r *renderer) isolate(start, end int) (first, last int, ok bool) {
	first, last = r.cut(start), r.cut(end)-1
	if first < 0 || last < first {
		return 0, 0, false
	}
	for i := first; i <= last; i++ {
		run := r.body.Runs[i]
		if run.Kind >= content.RunBarrier || run.Masked || i > first && run.HTML != r.body.Runs[i-1].HTML+r.body.Runs[i-1].Len {
			return 0, 0, false
		}
	}
	return first, last, true
}

// cut makes a run begin at an offset of the block's text and gives its number;
// -1 where the run there cannot be divided.
func (r *renderer) cut(offset int) int {
	at := 0
	b := &r.body.Blocks[r.block]
	b.Runs[1] = int32(len(r.body.Runs))
	for i := int(b.Runs[0]); i < int(b.Runs[1]); i++ {
		run := r.body.Runs[i]
		size := len(r.body.AppendRun(nil, run))
		switch {
		case offset == at && size > 0:
			return i
		case offset < at+size:
			if run.Kind == content.RunEscaped || run.Kind == content.RunPlain && run.Len != run.SrcLen {
				return -1
			}
			left, right := run, run
			by := int32(offset - at)
			left.Len, right.HTML, right.Len = by, run.HTML+by, run.Len-by
			if run.Kind == content.RunPlain {
				left.SrcLen, right.Src, right.SrcLen = by, run.Src+by, run.SrcLen-by
			}
			r.body.Runs[i] = left
			r.body.Runs = slices.Insert(r.body.Runs, i+1, right)
			b.Runs[1]++
			return i + 1
		}
		at += size
	}
	if offset == at {
		return int(b.Runs[1])
	}
	return -1
}

// insert writes a tag into what is written already, before the run of a number.
func (r *renderer) insert(at int32, tag string, run int) {
	r.out = slices.Insert(r.out, int(at), []byte(tag)...)
	r.body.HTML = r.out
	r.shiftFrom(int32(run), r.slotsFrom(at), int32(len(tag)))
}

// slotsFrom is the first of the slots that begin at or behind a place.
func (r *renderer) slotsFrom(at int32) int {
	n := len(r.body.Slots)
	for n > 0 && r.body.Slots[n-1].At >= at {
		n--
	}
	return n
}
