package content

import (
	"go.yaml.in/yaml/v4"

	"gloss/internal/diag"
)

// Value is what one source says of a fact.
type Value struct {
	Value      Inline
	Source     Text // a citation key
	Locator    Text
	AsOf       *Date
	Note       Inline
	Superseded bool
	At         diag.Span
}

// Measure is what a fact measures.
type Measure string

// Measures are the words of a fact's `measure`.
var Measures = []string{"count", "name", "role", "cause", "date"}

// Status is how well a fact is settled.
type Status string

// The words of a fact's `status`.
const (
	Settled      Status = "settled"
	Disputed     Status = "disputed"
	Superseded   Status = "superseded"
	SingleSource Status = "single-source"
)

var statusWords = []string{string(Settled), string(Disputed), string(Superseded), string(SingleSource)}

var valueFields = []string{"value", "source", "locator", "as-of", "note", "superseded"}

func readValues(r *reader, m *Meta, n *yaml.Node) {
	for _, item := range r.list(n) {
		v := Value{At: r.span(item)}
		valued, sourced := false, false
		r.fields(item, valueFields, func(key Text, value *yaml.Node) {
			switch key.Value {
			case "value":
				v.Value.Text, _ = r.plainOrNumber(value)
				valued = true
			case "source":
				v.Source, _ = r.oneLine(value)
				sourced = true
			case "locator":
				v.Locator, _ = r.plainOrNumber(value)
			case "as-of":
				v.AsOf = r.date(value)
			case "note":
				v.Note.Text, _ = r.sentence(value)
			case "superseded":
				v.Superseded, _ = r.boolean(value)
			}
		})
		switch {
		case item.Kind == yaml.MappingNode && !(valued && sourced):
			r.report(codeMissing, r.span(item), "an entry of values says what a source says, and which", "{value: …, source: KEY}")
		case v.Value.Value != "":
			m.Values = append(m.Values, v)
		}
	}
	if m.Values == nil && len(r.diags) == 0 {
		r.report(codeMissing, r.span(n), "a fact has at least one value, with its source", "values: [{value: …, source: KEY}]")
	}
}

// plainOrNumber reads one line of words. A bare number is what an editor writes
// for a count, so it needs no quotation marks here.
func (r *reader) plainOrNumber(n *yaml.Node) (Text, bool) {
	if n.Kind == yaml.ScalarNode && (otherType(n) == "a number" || otherType(n) == "a date") {
		return r.scalar(n), r.simple(n)
	}
	return r.sentence(n)
}

// settleStatus fills in what a fact does not say of its own state: one source
// is one source, and values that differ differ.
func (m *Meta) settleStatus() {
	if m.Status != "" || len(m.Values) == 0 {
		return
	}
	sources, values := map[string]bool{}, map[string]bool{}
	for _, v := range m.Values {
		sources[v.Source.Value] = true
		if !v.Superseded {
			values[v.Value.Value] = true
		}
	}
	switch {
	case len(sources) == 1:
		m.Status = SingleSource
	case len(values) > 1:
		m.Status = Disputed
	default:
		m.Status = Settled
	}
}
