package render

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// TemplateError is a fault in a template. Line and Col are 1-based, and 0 where
// the template engine does not tell them.
type TemplateError struct {
	Name      string // "templates/base.html"
	Line, Col int
	Msg       string
}

func (e *TemplateError) Error() string {
	where := e.Name
	for _, n := range []int{e.Line, e.Col} {
		if n > 0 {
			where += ":" + strconv.Itoa(n)
		}
	}
	return where + ": " + e.Msg
}

// located turns an error of the template engines into a *TemplateError. They
// keep places only in their text: "template: NAME:LINE:COL: what" and
// "html/template:NAME:LINE:COL: what". An error of the writer passes as it is.
func located(err error, fallback string) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	rest, ok := strings.CutPrefix(text, "template: ")
	if !ok {
		rest, ok = strings.CutPrefix(text, "html/template:")
	}
	if !ok {
		return err
	}
	fault := &TemplateError{Name: templateDir + fallback, Msg: rest}
	if name, after, ok := strings.Cut(rest, ".html:"); ok && !strings.ContainsAny(name, " \n") {
		fault.Name = templateDir + name + ".html"
		var column bool
		fault.Line, after, _ = leadingNumber(after)
		if fault.Col, after, column = leadingNumber(after); column {
			fault.Col++ // they count columns from 0
		}
		fault.Msg = strings.TrimSpace(after)
	}
	fault.Msg, _, _ = strings.Cut(trimExecuting(fault.Msg), ": {state") // the escaper's own notes
	return fault
}

// leadingNumber takes "12:" off the front of text, if it is there.
func leadingNumber(text string) (n int, rest string, ok bool) {
	digits, rest, ok := strings.Cut(text, ":")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0, text, false
	}
	return n, rest, true
}

// trimExecuting drops the template's name, which the place says already.
func trimExecuting(msg string) string {
	if rest, ok := strings.CutPrefix(msg, "executing "); ok {
		if _, after, ok := strings.Cut(rest, `" at `); ok {
			return "at " + after
		}
	}
	return msg
}

// joinFaults joins errors in the order of their places, one for each place.
func joinFaults(faults []error) error {
	faults = slices.DeleteFunc(faults, func(err error) bool { return err == nil })
	slices.SortFunc(faults, compareFaults)
	faults = slices.CompactFunc(faults, samePlace)
	if len(faults) == 1 {
		return faults[0]
	}
	return errors.Join(faults...)
}

func compareFaults(a, b error) int {
	var x, y *TemplateError
	if !errors.As(a, &x) || !errors.As(b, &y) {
		return strings.Compare(a.Error(), b.Error())
	}
	return cmp.Or(strings.Compare(x.Name, y.Name), cmp.Compare(x.Line, y.Line),
		cmp.Compare(x.Col, y.Col), strings.Compare(x.Msg, y.Msg))
}

// samePlace tells whether two faults are one: a shared template fails for each
// kind of page that calls it, in other words.
func samePlace(a, b error) bool {
	var x, y *TemplateError
	if !errors.As(a, &x) || !errors.As(b, &y) || x.Line == 0 {
		return a.Error() == b.Error()
	}
	return x.Name == y.Name && x.Line == y.Line && x.Col == y.Col
}
