package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Code is a kind of problem, with its page for `explain`.
type Code struct {
	ID       string   // a letter for the family, three digits
	Severity Severity // unless site.yaml says otherwise
	Fixed    bool     // site.yaml cannot change it: it would publish something false or unsafe
	Title    string
	Text     string // the page: why it matters, and how to mend it
}

var codes = map[string]*Code{}

// Define declares a code. It is called for package variables only, so the set
// of codes is complete before main begins and does not change after.
func Define(c Code) *Code {
	if codes[c.ID] != nil || c.Title == "" || c.Text == "" {
		panic("diag: code " + c.ID + " is declared twice, or has no page")
	}
	codes[c.ID] = &c
	return &c
}

// Lookup finds a code by its ID in any case.
func Lookup(id string) (*Code, bool) {
	c, ok := codes[strings.ToUpper(id)]
	return c, ok
}

// Codes gives every code in order of ID.
func Codes() []*Code {
	var all []*Code
	for _, c := range codes {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b *Code) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// Page is the documentation of a code as `explain` prints it.
func (c *Code) Page() string {
	fixed := "site.yaml can change this: severity: {" + c.ID + ": error|warning|off}"
	if c.Fixed {
		fixed = "site.yaml cannot change this."
	}
	return fmt.Sprintf("%s: %s\n\n%s\n\nUsually: %s. %s\n", c.ID, c.Title, strings.TrimSpace(c.Text), c.Severity, fixed)
}
