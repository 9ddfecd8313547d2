// Package copied finds sentences of the source texts in our own: runs of eight
// words that stand, in the same order, in a text that this site was written
// from. Those texts are not ours to keep in the repository, so what is committed
// is a hash of every such run (testdata/hashes.txt), and generate.go makes it.
//
// A word is a run of letters and digits, lower-cased. Everything here is a pure
// function of bytes; the test beside it walks the repository.
package copied

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Run is how many words in a row make a copy.
const Run = 8

// word is one word and where it stands.
type word struct {
	text       string
	start, end int // bytes
}

// words splits a text. A combining mark belongs to the letter before it, in
// whichever form it is written, and what cannot be seen (a soft hyphen, a
// zero-width space) does not part a word.
func words(text []byte) []word {
	var (
		all   []word
		b     strings.Builder
		start int
	)
	flush := func(end int) {
		if b.Len() > 0 {
			all = append(all, word{norm.NFC.String(b.String()), start, end})
			b.Reset()
		}
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r), unicode.IsMark(r) && b.Len() > 0:
			if b.Len() == 0 {
				start = i
			}
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Cf, r):
		default:
			flush(i)
		}
		i += size
	}
	flush(len(text))
	return all
}

// hash is the first 64 bits of the SHA-256 of a run's words, parted by spaces.
func hash(run []word) uint64 {
	h := sha256.New()
	for i, w := range run {
		if i > 0 {
			h.Write([]byte{' '})
		}
		h.Write([]byte(w.text))
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}

// Set is the hashes of every run of some texts.
type Set map[uint64]bool

// Add adds every run of a text.
func (s Set) Add(text []byte) {
	w := words(text)
	for i := 0; i+Run <= len(w); i++ {
		s[hash(w[i:i+Run])] = true
	}
}

const header = `# Hashes of every run of eight words in the texts that this site was written from.
# The texts are other people's and are not kept here; these numbers only tell
# whether eight words in a row of ours stand in one of them.
# A line is the first 64 bits of a run's SHA-256 in base64url; see copied.go.
# Made by: go run internal/sitetest/generate.go FOLDER
`

// Marshal writes a set as text: a comment, then one hash a line, in order.
func (s Set) Marshal() []byte {
	sorted := make([]uint64, 0, len(s))
	for h := range s {
		sorted = append(sorted, h)
	}
	slices.Sort(sorted)
	out := []byte(header)
	for _, h := range sorted {
		out = base64.RawURLEncoding.AppendEncode(out, binary.BigEndian.AppendUint64(nil, h))
		out = append(out, '\n')
	}
	return out
}

// Unmarshal reads what Marshal wrote.
func Unmarshal(data []byte) (Set, error) {
	s := Set{}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		b, err := base64.RawURLEncoding.Strict().DecodeString(line)
		if err != nil || len(b) != 8 {
			return nil, fmt.Errorf("line %d: %q is not 64 bits in base64url", n, line)
		}
		s[binary.BigEndian.Uint64(b)] = true
	}
	return s, lines.Err()
}

// Copy is a passage whose every run of eight words stands in a source.
type Copy struct {
	Start, End int    // bytes of the text
	Line, Col  int    // 1-based; columns in code points
	Words      string // as they stand in the text, on one line
}

// markup is what stands between two words of a sentence without being read:
// destinations of links, targets of wikilinks, citations, footnote marks,
// attributes, tags, comments. A sentence copied and then linked is still copied.
var markup = regexp.MustCompile(`(?s)\]\([^()\n]*\)|\[\[[^\]|\n]*\||\[[^\]\n]*@[^\]\n]*\]|\[\^[^\]\n]*\]|\{[^{}\n]*\}|<!--.*?-->|%%.*?%%|</?[a-zA-Z][^<>]*>`)

// blank replaces spans by spaces, so that positions stay.
func blank(text []byte, spans [][]int) []byte {
	text = bytes.Clone(text)
	for _, s := range spans {
		for i := s[0]; i < s[1]; i++ {
			text[i] = ' '
		}
	}
	return text
}

// Find gives every passage of text that stands in the set's texts, in order:
// of the text as it is, and of the text without its markup.
func (s Set) Find(text []byte) []Copy {
	var spans [][2]int
	for _, view := range [][]byte{text, blank(text, markup.FindAllIndex(text, -1))} {
		w := words(view)
		for i := 0; i+Run <= len(w); i++ {
			if s[hash(w[i:i+Run])] {
				spans = append(spans, [2]int{w[i].start, w[i+Run-1].end})
			}
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	var found []Copy
	for i := 0; i < len(spans); {
		start, end := spans[i][0], spans[i][1]
		for i++; i < len(spans) && spans[i][0] < end; i++ {
			end = max(end, spans[i][1])
		}
		line := bytes.LastIndexByte(text[:start], '\n') + 1
		found = append(found, Copy{
			Start: start, End: end,
			Line:  1 + bytes.Count(text[:start], []byte{'\n'}),
			Col:   1 + utf8.RuneCount(text[line:start]),
			Words: strings.Join(strings.Fields(string(text[start:end])), " "),
		})
	}
	return found
}

// title is the title field of a source's front matter, with the lines that
// continue it. It is the source's own, and has to be.
var title = regexp.MustCompile(`(?m)^title:.*(?:\n[ \t]+.*)*`)

// WithoutTitle takes the title out of the front matter of a file in
// content/sources/. What stands before and after it does not become one run.
func WithoutTitle(text []byte) []byte {
	front := text
	if end := bytes.Index(text, []byte("\n---")); end >= 0 {
		front = text[:end]
	}
	at := title.FindIndex(front)
	if at == nil {
		return text
	}
	text = bytes.Clone(text)
	for i := at[0] + len("title"); i < at[1]; i++ {
		if text[i] != '\n' {
			text[i] = ' '
		}
	}
	return text
}
