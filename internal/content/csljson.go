package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gloss/internal/diag"
	"gloss/internal/source"
)

// RecordsPath is where a CSL-JSON export of a reference manager may stand.
const RecordsPath = Root + "/sources.json"

// ReadRecords reads a CSL-JSON export: each of its items becomes a source, as a
// file of its own in sources/ would. Fields that CSL does not have are kept for
// the site's own sources.json. The field's positions are those of its item.
func ReadRecords(f source.File) ([]*Document, []diag.Diagnostic) {
	l := &library{file: f, seen: map[string]diag.Span{}}
	l.read()
	return l.docs, l.diags
}

// library is the reading of one export.
type library struct {
	file  source.File
	docs  []*Document
	diags []diag.Diagnostic
	seen  map[string]diag.Span
}

func (l *library) report(at diag.Span, message, fix string) {
	l.diags = append(l.diags, diag.New(codeRecords, Place(l.file.Path, at), message).WithFix(fix))
}

func (l *library) read() {
	dec := json.NewDecoder(bytes.NewReader(l.file.Data))
	dec.UseNumber()
	if open, err := dec.Token(); err != nil || open != json.Delim('[') {
		l.failed(dec, err)
		return
	}
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			l.failed(dec, err)
			return
		}
		end := int(dec.InputOffset())
		l.item(raw, diag.Span{Start: end - len(raw), End: end})
	}
	if _, err := dec.Token(); err != nil {
		l.failed(dec, err)
	} else if rest := bytes.TrimSpace(l.file.Data[dec.InputOffset():]); len(rest) > 0 {
		at := len(l.file.Data) - len(rest)
		l.report(diag.Span{Start: at, End: at + 1}, "something stands behind the end of the list", "delete what stands behind the last ]")
	}
}

func (l *library) failed(dec *json.Decoder, err error) {
	at := int(dec.InputOffset())
	message := "an export in CSL-JSON is a list, in [ ]"
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at, message = int(syntax.Offset)-1, "this JSON cannot be read: "+syntax.Error()
	} else if err != nil {
		message = "this JSON ends too early"
	}
	at = min(max(at, 0), max(len(l.file.Data)-1, 0))
	l.report(diag.Span{Start: at, End: at + 1}, message, "export it again as CSL JSON")
}

func (l *library) item(raw json.RawMessage, at diag.Span) {
	head := diag.Span{Start: at.Start, End: at.Start + 1}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		l.report(head, "an item of an export is an object, in { }", "export it again as CSL JSON")
		return
	}
	key := keyOf(fields)
	if key == "" {
		l.report(head, "this item has no id, so nothing could cite it", `"id": "mir-2021"`)
		return
	}
	head = l.find(raw, at, `"id"`, `"citation-key"`)
	if first, again := l.seen[key]; again {
		l.diags = append(l.diags, diag.New(codeRecords, Place(l.file.Path, head), fmt.Sprintf("the key %q stands here twice", key)).
			WithRelated(Place(l.file.Path, first), "first in").WithFix("give one of them another key"))
		return
	}
	l.seen[key] = head
	l.docs = append(l.docs, l.document(key, fields, head))
}

// find gives the place of the first of some words in an item, or its beginning.
func (l *library) find(raw []byte, at diag.Span, words ...string) diag.Span {
	for _, w := range words {
		if i := bytes.Index(raw, []byte(w)); i >= 0 {
			return diag.Span{Start: at.Start + i, End: at.Start + i + len(w)}
		}
	}
	return diag.Span{Start: at.Start, End: at.Start + 1}
}

// keyOf finds what an item is cited by: the key that Better BibTeX gives it, or
// its id; of an address, as Zotero makes them, the last part.
func keyOf(fields map[string]json.RawMessage) string {
	if key := words(fields["citation-key"]); key != "" {
		return key
	}
	id := words(fields["id"])
	if _, path, ok := strings.Cut(id, "://"); ok {
		return path[strings.LastIndexByte(path, '/')+1:]
	}
	return id
}

// richText are the tags that CSL-JSON has in its fields. What they say is a
// matter of type, which ours is set by rules of its own.
var richText = regexp.MustCompile(`</?(?:i|b|sc|sup|sub|span)(?:\s[^<>]*)?>`)

// words gives a JSON string, number or true or false as text, "" for anything else.
func words(raw json.RawMessage) string {
	var v any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if dec.Decode(&v) != nil {
		return ""
	}
	switch v := v.(type) {
	case string:
		return strings.Join(strings.Fields(richText.ReplaceAllString(v, "")), " ")
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func (l *library) document(key string, fields map[string]json.RawMessage, at diag.Span) *Document {
	rec := newRecord()
	rec.Other = map[string]string{}
	doc := &Document{Path: l.file.Path, Location: Location{Role: RolePage, Kind: Source, Base: key}, Body: &Body{}, Data: l.file.Data}
	doc.Record = rec
	for _, name := range sortedFields(fields) {
		raw := fields[name]
		switch {
		case name == "id" || name == "citation-key":
		case name == "title":
			doc.Title = Text{Value: words(raw), At: at}
		case name == "type":
			if t := words(raw); slices.Contains(cslTypes, t) {
				rec.Type = t
			}
		case slices.Contains(cslNames, name):
			if names := readJSONNames(raw); len(names) > 0 {
				rec.Names[name] = names
			}
		case slices.Contains(cslDates, name):
			if d, ok := readJSONDate(raw); ok {
				rec.Dates[name] = d
			} else {
				l.report(at, fmt.Sprintf("the date %q of %q cannot be read", name, key), `{"date-parts": [[2021, 8, 26]]}`)
			}
		case slices.Contains(cslFields, name):
			l.field(rec, key, name, words(raw), at)
		default:
			rec.Other[name] = string(raw)
		}
	}
	if doc.Title.Value == "" {
		l.report(at, fmt.Sprintf("the source %q has no title", key), `"title": "[Untitled]"`)
		doc.Title = Text{Value: "[Untitled]", At: at}
	}
	return doc
}

func (l *library) field(rec *Record, key, name, value string, at diag.Span) {
	if value == "" {
		return
	}
	if why := addressProblem(value); name == "URL" && why != "" {
		l.report(at, fmt.Sprintf("the URL %q of %q %s", value, key, why), `"URL": "https://…"`)
		return
	}
	rec.Fields[name] = Text{Value: value, At: at}
}

func sortedFields(fields map[string]json.RawMessage) []string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func readJSONNames(raw json.RawMessage) []Name {
	var items []map[string]json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		if name := words(raw); name != "" {
			return []Name{{Literal: name}}
		}
		return nil
	}
	var all []Name
	for _, item := range items {
		var n Name
		for i, part := range nameParts {
			*n.part(nameParts[i]) = words(item[part])
		}
		if n.Family == "" && n.Literal == "" {
			n.Literal, n.Given = n.Given, ""
		}
		if n.Family != "" || n.Literal != "" {
			all = append(all, n)
		}
	}
	return all
}

// readJSONDate reads a date as CSL-JSON has it: date-parts, raw or literal.
func readJSONDate(raw json.RawMessage) (RecordDate, bool) {
	var v struct {
		Parts   [][]json.RawMessage `json:"date-parts"`
		Season  json.RawMessage     `json:"season"`
		Circa   json.RawMessage     `json:"circa"`
		Literal string              `json:"literal"`
		Raw     string              `json:"raw"`
	}
	if json.Unmarshal(raw, &v) != nil {
		return RecordDate{}, false
	}
	date := RecordDate{Literal: v.Literal}
	if v.Raw != "" {
		d, err := ParseDate(v.Raw)
		if err != nil {
			return RecordDate{Literal: v.Raw}, true
		}
		return RecordDate{From: d}, true
	}
	for i, parts := range v.Parts {
		d, ok := readParts(parts)
		switch {
		case !ok:
			return RecordDate{}, false
		case i == 0:
			date.From = d
		default:
			date.To = &d
		}
	}
	if circa := words(v.Circa); circa != "" && circa != "false" && circa != "0" {
		date.From.Approximate = true
	}
	season := strings.ToLower(words(v.Season))
	if n, err := strconv.Atoi(season); err == nil && n >= 1 && n <= 4 {
		date.Season = n
	} else if season == "fall" {
		date.Season = 3
	} else {
		date.Season = max(slices.Index(seasons, season), 0)
	}
	return date, date.From.Year > 0 || date.Literal != ""
}

func readParts(parts []json.RawMessage) (Date, bool) {
	var v [3]int
	for i, p := range parts {
		n, err := strconv.Atoi(words(p))
		if err != nil || i > 2 {
			return Date{}, false
		}
		v[i] = n
	}
	d := Date{Year: v[0], Month: v[1], Day: v[2]}
	_, err := ParseDate(d.Text())
	return d, err == nil && d.Year > 0
}

// MarshalCSL writes a record as one item of CSL-JSON, with our key and title.
func (rec *Record) MarshalCSL(key, title string) ([]byte, error) {
	item := map[string]any{"id": key, "type": rec.Type, "title": title}
	for name, raw := range rec.Other {
		item[name] = json.RawMessage(raw)
	}
	for name, names := range rec.Names {
		var list []map[string]string
		for _, n := range names {
			parts := map[string]string{}
			for _, part := range nameParts {
				if v := *n.part(part); v != "" {
					parts[part] = v
				}
			}
			list = append(list, parts)
		}
		item[name] = list
	}
	for name, d := range rec.Dates {
		item[name] = d.csl()
	}
	for name, t := range rec.Fields {
		item[name] = t.Value
	}
	return json.Marshal(item)
}

func (d RecordDate) csl() map[string]any {
	v := map[string]any{}
	if d.From.Year > 0 {
		parts := [][]int{d.From.parts()}
		if d.To != nil {
			parts = append(parts, d.To.parts())
		}
		v["date-parts"] = parts
	}
	if d.From.Approximate || d.From.Uncertain {
		v["circa"] = true
	}
	if d.Season > 0 {
		v["season"] = d.Season
	}
	if d.Literal != "" {
		v["literal"] = d.Literal
	}
	return v
}

func (d Date) parts() []int {
	parts := []int{d.Year}
	if d.Month > 0 {
		parts = append(parts, d.Month)
	}
	if d.Day > 0 {
		parts = append(parts, d.Day)
	}
	return parts
}
