package search_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gloss/internal/render"
	"gloss/internal/search"
	"gloss/internal/sitetest"
	"gloss/internal/source"
)

const script = "../../static/search.js"

func indexOf(t testing.TB, files sitetest.Files) *search.Index {
	t.Helper()
	return search.New(render.FoundPages(sitetest.Graph(files.Snapshot(), sitetest.Moment(t, "2026-01-01"))), 2, nil)
}

// tops are the titles of what is found, as kind and title.
func (c *client) tops(a answer, most int) (all []string) {
	for _, number := range a.ids[:min(most, len(a.ids))] {
		all = append(all, c.title(number))
	}
	return all
}

var little = sitetest.Files{
	"content/site.yaml":                "title: T\nlanguage: en\n",
	"content/glossary/taliban.md":      "---\ntitle: Taliban\ncategory: group\ndefinition: A movement of students that rules a country.\naliases: [Islamic Emirate, Talib]\n---\n\nIt began in the south.\n",
	"content/glossary/model.md":        "---\ntitle: Taliban model\ncategory: concept\ndefinition: A way to rule.\n---\n",
	"content/glossary/is-k.md":         "---\ntitle: IS-K\ncategory: group\ndefinition: A branch.\naliases: [Islamic State Khorasan Province, {text: Daesh, link: never}]\n---\n",
	"content/glossary/kabul.md":        "---\ntitle: Kabul\ncategory: place\ndefinition: A capital.\n---\n",
	"content/sources/mir.md":           "---\ntitle: The model\nauthor: [{family: Mir, given: A.}]\nissued: 2021\n---\n",
	"content/facts/deaths.md":          "---\ntitle: How many people were killed at the airport?\nabout: [kabul]\nvalue: about 183\nbecause: Two counts come to it.\nvalues: [{value: 183, source: mir}]\n---\n",
	"content/explainers/who.md":        "---\ntitle: Who is IS-K?\nsummary: What it is.\n---\n\n## Who is IS-K?\n\nA branch of a wider group [@mir].\n\nMore words on its emirs.\n\n## What does it want?\n\nA caliphate, says everyone.\n\nOf unicorns it says nothing.[^1]\n\n[^1]: A footnote on dragons.\n",
	"content/articles/long.md":         "---\ntitle: The long road\nsummary: A walk.\n---\n\n## Over the mountains\n\nThe Taliban ruled. The Tali*ban* attacked and attacks were many. ![[deaths]] died &amp; more.\n\n" + strings.Repeat("Other words stand here. ", 100),
	"content/articles/short.md":        "---\ntitle: A short walk\nsummary: By the sea.\n---\n\nAttacks, attacks, attacks by donkeys.\n",
	"content/articles/farsi.md":        "---\ntitle: کابُل پایتخت\nlang: fa\n---\n\nطالبان در كابل بودند و ۱۸۳ نفر.\n",
	"content/articles/chinese.md":      "---\ntitle: 塔利班的历史\nlang: zh\n---\n\n喀布尔机场发生袭击。\n",
	"content/articles/draft.md":        "---\ntitle: Hidden draft\ndraft: true\n---\n\nZebras.\n",
	"content/articles/later.md":        "---\ntitle: Later\npublished: 2030-01-01\n---\n\nZebras.\n",
	"content/articles/gone.md":         "---\ntitle: Gone\nexpires: 2020-01-01\n---\n\nZebras.\n",
	"content/about.md":                 "---\ntitle: About\n---\n\nWe write. A comment %% with camels %% and <!-- giraffes --> is no text.\n",
	"content/articles/index.md":        "---\ntitle: All articles\n---\n\nWombats.\n",
	"content/glossary/state.md":        "---\ntitle: Islamic State\ncategory: group\ndefinition: A wider group.\naliases: [{text: Daesh, link: never}]\n---\n",
	"content/glossary/unused-words.md": "---\ntitle: pony\ncategory: concept\ndefinition: A small horse.\n---\n",
}

// TestFinds: what is typed leads to what it means.
func TestFinds(t *testing.T) {
	c := newClient(t, indexOf(t, little))
	for _, row := range []struct {
		query string
		tops  string // the first results, "" for none
		all   bool   // every word was found
	}{
		{"taliban", "term: Taliban | term: Taliban model", true},
		{"the taliban", "term: Taliban | term: Taliban model", true},
		{"Taliban’s", "term: Taliban", true},
		{"tali", "term: Taliban | term: Taliban model", true},
		{"islamic emirate", "term: Taliban", true},
		{"Islamic Em", "term: Taliban", true},
		{"islamic state khorasan province", "term: IS-K", true},
		{"is-k", "term: IS-K | explainer: Who is IS-K? | question: Who is IS-K?", true},
		{"isk", "term: IS-K", true},
		{"who is is-k?", "question: Who is IS-K?", true},
		{"daesh", "term: IS-K | term: Islamic State", true},
		{"model", "source: The model | term: Taliban model", true},
		{"mir", "source: The model", true},
		{"what does it want", "question: What does it want?", true},
		{"caliphate", "question: What does it want?", true},
		{"unicorns", "question: What does it want?", true},
		{"emirs", "question: Who is IS-K?", true},
		{"dragons", "explainer: Who is IS-K?", true},
		{"183", "fact: How many people were killed at the airport? | article: کابُل پایتخت | article: The long road", true},
		{"two counts", "fact: How many people were killed at the airport?", true},
		{"attack", "article: A short walk | article: The long road", true},
		{"attacks ", "article: A short walk | article: The long road", true},
		{"mountains road", "article: The long road", true},
		{"taliban mountains", "article: The long road", true},
		{"taliban donkeys", "term: Taliban", false},
		{"kabull", "term: Kabul", true},
		{"taibl", "", true},
		{"کابل", "article: کابُل پایتخت", true},
		{"كابل 183", "article: کابُل پایتخت", true},
		{"塔利班", "article: 塔利班的历史", true},
		{"机场", "article: 塔利班的历史", true},
		{"zebras", "", true},
		{"hidden", "", true},
		{"camels", "", true},
		{"giraffes", "", true},
		{"wombats", "", true},
		{"pony", "term: pony", true},
		{"?!", "", true},
	} {
		a := c.find(row.query)
		want := []string{}
		if row.tops != "" {
			want = strings.Split(row.tops, " | ")
		}
		got := c.tops(a, max(len(want), 1))
		if strings.Join(got, " | ") != row.tops || len(a.ids) > 0 && a.all != row.all {
			t.Errorf("%q finds %q (all words: %t), want %q (%t)", row.query, got, a.all, want, row.all)
		}
	}
}

// TestSameBytes: nothing but the pages decides, not the goroutines, nor what was
// read before.
func TestSameBytes(t *testing.T) {
	files := sitetest.Bench(1, 300)
	pages := render.FoundPages(sitetest.Graph(files.Snapshot(), sitetest.Moment(t, "2026-01-01")))
	want := search.New(pages, 1, nil)
	if len(want.Files) < 10 {
		t.Fatalf("only %d files", len(want.Files))
	}
	var m search.Memory
	for i, x := range []*search.Index{search.New(pages, 4, nil), search.New(pages[:100], 3, &m), search.New(pages, 3, &m), search.New(pages, 2, &m)} {
		if same := slices.EqualFunc(x.Files, want.Files, func(a, b search.File) bool { return a.Path == b.Path && string(a.Data) == string(b.Data) }); same == (i == 1) {
			t.Errorf("%d: the same: %t", i, same)
		}
	}
}

// TestEditMovesFewFiles: a word more in one text changes the shards of its words,
// and the first file.
func TestEditMovesFewFiles(t *testing.T) {
	files := sitetest.Bench(1, 1000)
	before := indexOf(t, files)
	path := sitetest.BenchArticle(7)
	files[path] += "\nHippopotamus.\n"
	after, same := indexOf(t, files), 0
	for _, f := range after.Files[1:] {
		if _, ok := before.Get(f.Path); ok {
			same++
		}
	}
	if other := len(after.Files) - 1 - same; other == 0 || other > 40 || same < 20 {
		t.Errorf("%d files changed, %d are as they were", other, same)
	}
}

// TestScript: the script cuts words as the program does, fetches what the client
// fetches, and finds what that finds.
func TestScript(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("GLOSS_NO_SKIP") != "" {
			t.Fatal("there is no node")
		}
		t.Skip("SKIPPED: there is no node on PATH, so the script was not compared with the program")
	}
	real, err := source.Load(sitetest.Repository, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := sitetest.At(t)
	for _, site := range []struct {
		name    string
		index   *search.Index
		queries []string
	}{
		{"little", indexOf(t, little), []string{"taliban", "taliban donkeys", "kabull", "is-k", "IS-K?", "islamic em", "who is is-k", "the", "attacks", "كابل 183", "塔利班", "机", "k", "kxqz", "co-operation walk", "what"}},
		{"real", search.New(render.FoundPages(sitetest.Graph(real, at)), 2, nil), []string{"kabul airport", "is-k", "isk attacks", "frozen reserves", "afganistan", "al-qaida", "al-qaeda haqqani", "what can washington do", "unicorn kabul", "Taliban’s recognition", "u.s. strikes", "4,000", "t"}},
		{"large", indexOf(t, sitetest.Bench(1, 1000)), []string{"kardan front", "Front of Kardan", "what is question 3 of 17?", "explainer 17", "mountain", "fish mountain", "mountain horse base fish", "merdn movement", "kar", "k", "greater m", "story part", "front-of", "don't worry"}},
	} {
		t.Run(site.name, func(t *testing.T) {
			var words []string
			for _, row := range search.WordsTable(t) {
				words = append(words, row[0])
			}
			said := run(t, node, site.index, words, site.queries)
			for i, row := range search.WordsTable(t) {
				if said.Words[i] != row[1] {
					t.Errorf("%q\n the script: %s\n want:       %s", row[0], said.Words[i], row[1])
				}
			}
			if len(said.Found) != len(site.queries) || len(said.Words) < 50 {
				t.Fatalf("%d answers", len(said.Found))
			}
			for _, got := range said.Found {
				c := newClient(t, site.index)
				want := c.find(got.Query)
				titles := c.tops(want, 10)
				if !slices.Equal(got.Titles, titles) || got.Count != len(want.ids) || got.All != want.all || got.Guessed != want.guessed || !slices.Equal(got.Marked, want.marked) {
					t.Errorf("%q: the script finds %d (all words: %t)\n\t%q\n\t%q\nthe client %d (%t)\n\t%q\n\t%q", got.Query, got.Count, got.All, got.Titles, got.Marked, len(want.ids), want.all, titles, want.marked)
				}
				if !slices.Equal(sorted(got.Files), sorted(c.fetched)) || !slices.Equal(sorted(got.First), sorted(want.first)) {
					t.Errorf("%q: the script fetches %q, first %q\nthe client %q, first %q", got.Query, got.Files, got.First, c.fetched, want.first)
				}
			}
		})
	}
}

func sorted(s []string) []string {
	s = slices.Clone(s)
	for i := range s {
		s[i] = strings.TrimPrefix(s[i], "/")
	}
	slices.Sort(s)
	return s
}

// answered is what testdata/run.mjs says.
type answered struct {
	Words []string
	Found []struct {
		Query   string
		Titles  []string
		Count   int
		All     bool
		Guessed bool
		Marked  []string
		First   []string
		Files   []string
	}
}

func run(t *testing.T, node string, x *search.Index, words, queries []string) (said answered) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range x.Files {
		path := filepath.Join(dir, f.Path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	asked, err := json.Marshal(map[string]any{"words": words, "queries": queries})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "testdata/run.mjs", script, dir)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(asked)), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return said
}
