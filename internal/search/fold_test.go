package search

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestWords holds the table that the script is held to as well (script_test.go).
func TestWords(t *testing.T) {
	rows := 0
	for _, row := range wordsTable(t) {
		rows++
		if got := wordsOf(row.text); got != row.words {
			t.Errorf("%q\n got  %s\n want %s", row.text, got, row.words)
		}
	}
	if rows < 50 {
		t.Fatalf("only %d rows", rows)
	}
}

// TestWordsOfAnything: whatever a text holds, its words do not hold what ends a
// word of the files, and cutting them again changes nothing.
func FuzzWords(f *testing.F) {
	for _, row := range wordsTable(f) {
		f.Add(row.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, word := range strings.Fields(wordsOf(text)) {
			word = strings.TrimPrefix(word, "=")
			if strings.ContainsAny(word, "\"\\ <>&") || len([]rune(word)) > 4*maxWord {
				t.Fatalf("%q gives %q", text, word)
			}
		}
	})
}

// wordsOf is the words of a text as the table writes them.
func wordsOf(text string) string {
	var c cutter
	var all []string
	c.groups([]byte(text), func() {
		start := 0
		for _, end := range c.ends {
			all = append(all, string(stem(limit(c.raw[start:end]))))
			start = end
		}
		if c.joins() {
			all = append(all, "="+string(stem(limit(c.raw))))
		}
	})
	return strings.Join(all, " ")
}

type wordsRow struct{ text, words string }

func wordsTable(t testing.TB) (rows []wordsRow) {
	t.Helper()
	f, err := os.Open("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, words, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		if strings.Contains(text, `\`) {
			unquoted, err := strconv.Unquote(`"` + text + `"`)
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			text = unquoted
		}
		rows = append(rows, wordsRow{text, words})
	}
	return rows
}
