package content

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"gloss/internal/diag"
)

// Text is a scalar that an editor wrote, with its place.
type Text struct {
	Value string
	At    diag.Span
	// Exact tells that the file holds Value, byte for byte, at At: positions
	// within the value can be pointed at.
	Exact bool
}

// reader walks the YAML of one file. It reports everything that it finds wrong
// and goes on.
type reader struct {
	path  string
	data  []byte // the whole file
	lines []int  // offsets at which the lines of the YAML begin
	diags []diag.Diagnostic
}

// maxYAML bounds the YAML of one file, in bytes.
const maxYAML = 64_000

// newReader reads data[start:end] as YAML. The result is nil where there is no
// mapping to read fields from.
func newReader(path string, data []byte, start, end int) (*reader, *yaml.Node) {
	r := &reader{path: path, data: data, lines: []int{start}}
	text := data[start:end]
	for i, b := range text {
		if b == '\n' {
			r.lines = append(r.lines, start+i+1)
		}
	}
	if len(text) > maxYAML {
		r.report(codeYAML, diag.Span{Start: start, End: start + 1}, "there are more than 64 KB of YAML here", "move the text below the second ---")
		return r, nil
	}
	if r.diags = Controls(path, data, start, end); len(r.diags) > 0 {
		return r, nil
	}
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		if !strings.Contains(err.Error(), "no documents in stream") {
			r.syntax(err)
		}
		return r, nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 || doc.Content[0].ShortTag() == "!!null" {
		return r, nil
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		r.report(codeYAML, r.span(top), "fields are expected here, each as  name: value", "title: …")
		return r, nil
	}
	return r, top
}

func (r *reader) report(code *diag.Code, at diag.Span, message, fix string) {
	r.diags = append(r.diags, diag.New(code, diag.Place{Path: r.path, Span: at}, message).WithFix(fix))
}

// syntax reports what the YAML library could not read, in an editor's words.
func (r *reader) syntax(err error) {
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		var all *yaml.LoadErrors
		if errors.As(err, &all) && len(all.Errors) > 0 {
			le = all.Errors[0]
		}
	}
	if strings.Contains(err.Error(), "found multiple") {
		r.report(codeYAML, r.lineSpan(r.secondDocument()), "a second YAML document begins here, and it would not be read", "take this line out: all fields stand together")
		return
	}
	if le == nil || le.Mark.Line == 0 {
		r.report(codeYAML, r.lineSpan(1), "this YAML cannot be read: "+err.Error(), writeAsFields)
		return
	}
	at := le.Mark
	if le.ContextMark.Line > 0 && (strings.Contains(le.Message, "unexpected end") || strings.Contains(le.Message, "did not find")) {
		at = le.ContextMark
	}
	offset := r.offset(at.Line, at.Column)
	span := diag.Span{Start: offset, End: min(offset+1, len(r.data))}
	message, fix := r.explainSyntax(le, at.Line)
	r.report(codeYAML, span, message, fix)
}

// secondDocument finds the line that ends the first document.
func (r *reader) secondDocument() int {
	begun := false
	for line := 1; line <= len(r.lines); line++ {
		mark, _, _ := strings.Cut(string(r.line(line)), " ")
		switch {
		case mark != "---" && mark != "...":
			begun = begun || mark != "" && mark[0] != '#'
		case begun:
			return line
		}
	}
	return 1
}

// writeAsFields is the fix where nothing better is known.
const writeAsFields = "one field a line, as  name: value, the value in quotes where it has marks in it"

func (r *reader) explainSyntax(le *yaml.LoadError, line int) (message, fix string) {
	text := strings.TrimRight(string(r.line(line)), " ")
	key, value, found := strings.Cut(text, ": ")
	value = strings.TrimSpace(value)
	quoted := writeAsFields
	if found && value != "" {
		quoted = key + ": '" + strings.ReplaceAll(strings.Trim(value, `"'`), "'", "''") + "'"
	}
	switch {
	case strings.Contains(le.Message, "mapping values are not allowed"):
		if quoted == writeAsFields || strings.HasPrefix(text, " ") && !strings.Contains(value, ":") {
			return "this line stands where no field can: its indentation or the line above it is off", "begin each field at the margin, as  name: value"
		}
		return "a colon followed by a space is read as a new field: put the value in quotes", quoted
	case strings.Contains(le.ContextMsg, "quoted scalar"):
		return "a quotation mark is opened here and not closed", quoted
	case strings.Contains(le.ContextMsg, "flow sequence"):
		return "a [ is opened here and not closed", text + "]"
	case strings.Contains(le.ContextMsg, "flow mapping"):
		return "a { is opened here and not closed, or a comma is missing in it", text + "}"
	case strings.HasPrefix(text, "\t") && (strings.Contains(le.Message, "cannot start any token") || strings.Contains(le.Message, "tab character")):
		return "a tab is used as indentation; YAML takes spaces only", strings.ReplaceAll(text, "\t", "  ")
	case strings.Contains(le.Message, "cannot start any token"):
		return "a value cannot begin with this character: put it in quotes", quoted
	case strings.Contains(le.Message, "unknown anchor"):
		return "a value cannot begin with *: put it in quotes", quoted
	}
	return "this YAML cannot be read: " + strings.TrimSpace(le.ContextMsg+" "+le.Message), quoted
}

// offset turns a line and a column in characters, both from 1, into an offset of
// the whole file.
func (r *reader) offset(line, column int) int {
	if line < 1 || line > len(r.lines) {
		return r.lines[len(r.lines)-1]
	}
	at := r.lines[line-1]
	for ; column > 1 && at < len(r.data) && r.data[at] != '\n'; column-- {
		_, size := utf8.DecodeRune(r.data[at:])
		at += size
	}
	return at
}

func (r *reader) line(line int) []byte {
	start := r.offset(line, 1)
	end := start
	for end < len(r.data) && r.data[end] != '\n' {
		end++
	}
	return r.data[start:end]
}

func (r *reader) lineSpan(line int) diag.Span {
	start := r.offset(line, 1)
	return diag.Span{Start: start, End: start + max(len(r.line(line)), 1)}
}

// span is the place of a node: of a scalar its words, without quotation marks.
func (r *reader) span(n *yaml.Node) diag.Span {
	at, _ := r.place(n)
	return at
}

func (r *reader) place(n *yaml.Node) (at diag.Span, exact bool) {
	start := r.offset(n.Line, n.Column)
	if n.Kind != yaml.ScalarNode {
		return diag.Span{Start: start, End: start + 1}, false
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && start < len(r.data) {
		start++
	}
	end := start + len(n.Value)
	if end <= len(r.data) && string(r.data[start:end]) == n.Value {
		return diag.Span{Start: start, End: max(end, start)}, true
	}
	rest := r.line(n.Line)
	lineEnd := r.offset(n.Line, 1) + len(rest)
	return diag.Span{Start: start, End: max(lineEnd, start+1)}, false
}

// scalar reads one value as the words that the editor wrote.
func (r *reader) scalar(n *yaml.Node) Text {
	at, exact := r.place(n)
	return Text{Value: strings.TrimSpace(n.Value), At: at, Exact: exact && strings.TrimSpace(n.Value) == n.Value}
}

// simple refuses what front matter has no use for: anchors, aliases, tags.
func (r *reader) simple(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.report(codeYAML, r.span(n), "anchors (&) and aliases (*) are not used here: put the value in quotes if it begins with one", "write the value out, or  '&…'")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		r.report(codeYAML, r.span(n), "tags (!) are not used here: put the value in quotes if it begins with one", "take the tag out, or  '!…'")
		return false
	}
	return true
}

// otherType names what YAML makes of an unquoted word, "" for plain text. The
// words of YAML 1.1 count too: the next tool that reads the file may know them.
func otherType(n *yaml.Node) string {
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return ""
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!timestamp":
		return "a date"
	case "!!null":
		return "nothing"
	}
	switch strings.ToLower(n.Value) {
	case "yes", "no", "on", "off", "y", "n":
		return "true or false"
	}
	return ""
}

// The longest values, in characters.
const (
	MaxName = 300 // titles and other names
	maxLine = 2000
)

// text reads a field that holds words, any number of lines.
func (r *reader) text(n *yaml.Node) (Text, bool) {
	if !r.simple(n) {
		return Text{}, false
	}
	if n.Kind != yaml.ScalarNode {
		r.report(codeType, r.span(n), "one line of text is expected here, in quotes if it has a colon, [ or {", "'…'")
		return Text{}, false
	}
	t := r.scalar(n)
	if what := otherType(n); what == "nothing" || t.Value == "" {
		r.report(codeType, r.span(n), "this field is empty", "fill it in, or take the line out")
		return Text{}, false
	} else if what != "" {
		r.report(codeType, t.At, fmt.Sprintf("%s is read as %s: put it in quotes", t.Value, what), "'"+t.Value+"'")
		return Text{}, false
	}
	return t, r.noControls(t)
}

// oneLine reads a field that holds a title, a name or the like.
func (r *reader) oneLine(n *yaml.Node) (Text, bool) { return r.bounded(n, MaxName) }

// sentence reads a field that holds one line of inline Markdown, or an address.
func (r *reader) sentence(n *yaml.Node) (Text, bool) { return r.bounded(n, maxLine) }

// bounded reads one line of at most so many characters.
func (r *reader) bounded(n *yaml.Node, most int) (Text, bool) {
	t, ok := r.text(n)
	switch length := utf8.RuneCountInString(t.Value); {
	case !ok:
		return Text{}, false
	case strings.Contains(t.Value, "\n"):
		r.report(codeType, t.At, "this field holds one line; it has several", "join them, or use >- in place of |")
		return Text{}, false
	case length > most:
		r.report(codeLong, t.At, fmt.Sprintf("this has %d characters; at most %d fit here", length, most), "shorten it")
		return Text{}, false
	}
	return t, true
}

// word reads a field that holds one of a set.
func (r *reader) word(n *yaml.Node, set []string) (string, bool) {
	if !r.simple(n) {
		return "", false
	}
	if n.Kind == yaml.ScalarNode && slices.Contains(set, n.Value) {
		return n.Value, true
	}
	d := diag.New(codeType, diag.Place{Path: r.path, Span: r.span(n)}, fmt.Sprintf("%q is none of: %s", n.Value, strings.Join(set, ", ")))
	if near := diag.Nearest(n.Value, set); near != "" {
		d = d.WithNote("did you mean " + near + "?").WithFix(near)
	} else {
		d = d.WithFix("write one of them, or take the line out")
	}
	r.diags = append(r.diags, d)
	return "", false
}

func (r *reader) boolean(n *yaml.Node) (value, ok bool) {
	w, ok := r.word(n, []string{"true", "false"})
	return w == "true", ok
}

// number reads a whole number of at least low.
func (r *reader) number(n *yaml.Node, low int) (int, bool) {
	v, err := strconv.Atoi(n.Value)
	if n.Kind == yaml.ScalarNode && err == nil && strconv.Itoa(v) == n.Value && v >= low && v < 1_000_000 {
		return v, true
	}
	r.report(codeType, r.span(n), fmt.Sprintf("a whole number of at least %d is expected here", low), fmt.Sprint(max(low, 4)))
	return 0, false
}

// list gives the entries of a sequence; a lone scalar counts as a list of one.
func (r *reader) list(n *yaml.Node) []*yaml.Node {
	if !r.simple(n) {
		return nil
	}
	switch n.Kind {
	case yaml.SequenceNode:
		return n.Content
	case yaml.ScalarNode:
		if n.ShortTag() == "!!null" {
			r.report(codeType, r.span(n), "this list is empty", "fill it in, or take the line out")
			return nil
		}
		return []*yaml.Node{n}
	}
	r.report(codeType, r.span(n), "a list is expected here", "[one, two]")
	return nil
}

func (r *reader) texts(n *yaml.Node) []Text { return r.listOf(n, r.oneLine) }

// addresses reads a list of addresses.
func (r *reader) addresses(n *yaml.Node) []Text { return r.listOf(n, r.sentence) }

func (r *reader) listOf(n *yaml.Node, read func(*yaml.Node) (Text, bool)) []Text {
	var all []Text
	for _, item := range r.list(n) {
		if t, ok := read(item); ok {
			all = append(all, t)
		}
	}
	return all
}

// elsewhere are the words that other generators have for our fields.
var elsewhere = map[string][]string{
	"tags": {"topics"}, "tag": {"topics"}, "categories": {"topics"}, "keywords": {"topics"}, "date": {"issued", "published"},
	"publishdate": {"published"}, "expirydate": {"expires"}, "lastmod": {"reviewed"}, "updated": {"changes"},
	"description": {"summary", "definition"}, "excerpt": {"summary"}, "author": {"authors"}, "permalink": {"slug"},
	"url": {"URL", "slug"}, "synonyms": {"aliases"}, "type": {"category"}, "baseurl": {"base-url"},
	"lang": {"language"}, "menu": {"navigation"}, "nav": {"navigation"}, "license": {"licence"}, "cover": {"image"},
}

// nearestField guesses which field was meant: by its letters, or by the word
// that another generator has for it.
func nearestField(name string, known []string) string {
	for _, ours := range elsewhere[strings.ToLower(name)] {
		if slices.Contains(known, ours) {
			return ours
		}
	}
	return diag.Nearest(name, known)
}

// fields walks a mapping. read is called once for each key that is known to it;
// unknown and repeated keys are reported. It gives the fields that misspelt keys
// seem to mean.
func (r *reader) fields(n *yaml.Node, known []string, read func(key Text, value *yaml.Node)) (meant []string) {
	if !r.simple(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.report(codeType, r.span(n), "fields are expected here: "+strings.Join(known, ", "), "{"+known[0]+": …}")
		return nil
	}
	seen := map[string]diag.Span{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := r.scalar(n.Content[i])
		if !r.simple(n.Content[i]) {
			continue
		}
		if first, again := seen[key.Value]; again {
			r.diags = append(r.diags, diag.New(codeRepeated, diag.Place{Path: r.path, Span: key.At}, fmt.Sprintf("the field %q stands here twice", key.Value)).
				WithRelated(diag.Place{Path: r.path, Span: first}, "first in").WithFix("keep one of them"))
			continue
		}
		seen[key.Value] = key.At
		if !slices.Contains(known, key.Value) {
			d := diag.New(codeUnknownField, diag.Place{Path: r.path, Span: key.At}, fmt.Sprintf("there is no field %q here", key.Value))
			if bare := n.Content[i+1]; n.Style&yaml.FlowStyle != 0 && bare.ShortTag() == "!!null" && bare.Value == "" {
				d = diag.New(codeYAML, d.Place, "a comma within { } ends a value: put the text in quotes").WithFix("'…, " + key.Value + "'   or, for a list:  […, " + key.Value + "]")
			} else if near := nearestField(key.Value, known); near != "" {
				d = d.WithNote("did you mean " + near + "?").WithFix(near)
				meant = append(meant, near)
			} else if len(known) > 30 {
				d = d.WithFix("take it out")
			} else {
				d = d.WithFix("take it out; the fields are: " + strings.Join(known, ", "))
			}
			r.diags = append(r.diags, d)
			continue
		}
		read(key, n.Content[i+1])
	}
	return meant
}
