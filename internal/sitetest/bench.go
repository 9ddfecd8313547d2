package sitetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Bench makes a site for measuring: of size pages one tenth is terms of some 3.4
// names each, one tenth explainers and the rest articles of about 1,000 words,
// with front matter, fifteen uses of terms a page, links between pages, footnotes
// and now and then code. The same seed and size make the same bytes; half of the
// uses are of the fiftieth of the terms that is most common.
func Bench(seed uint64, size int) Files {
	b := &bench{rng: rand.New(rand.NewPCG(seed, uint64(size))), terms: max(size/10, 1), explainers: max(size/10, 1)}
	files := Files{"content/site.yaml": "title: Bench\nbase-url: https://bench.example\ndescription: A site for measuring.\ntopics:\n  one: {title: One}\n  two: {title: Two}\n"}
	for i := range size {
		switch {
		case i < b.terms:
			files[fmt.Sprintf("content/glossary/term-%d.md", i)] = b.term(i)
		case i < b.terms+b.explainers:
			files[fmt.Sprintf("content/explainers/explainer-%d.md", i-b.terms)] = b.explainer(i - b.terms)
		default:
			files[BenchArticle(i-b.terms-b.explainers)] = b.article(i-b.terms-b.explainers, size-b.terms-b.explainers)
		}
	}
	return files
}

// BenchArticle is the path of an article of Bench.
func BenchArticle(i int) string { return fmt.Sprintf("content/articles/article-%d.md", i) }

// BenchTerm is the path of the most used term of Bench.
const BenchTerm = "content/glossary/term-0.md"

type bench struct {
	rng               *rand.Rand
	terms, explainers int
}

var (
	plainWords = strings.Fields("the of and to in a is that for it was on are as with his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could sea make than first been its who people my made over did down only way find use may water long little very after words called just where most know get through back much go good new write our me man too any day same right look think also around another came come work three word must because does part even place well such here take why things help put trees different away again off went old number great tell men say small every found still between name should home big give air line set own under read never us left end along while might next sound below saw something thought both few those always looked show large often together asked house don't world going want school important until form food keep children feet land side without boy once animals life enough took four head above kind began almost live page got earth need far hand high tree mother light country father let night picture being study second book carry took science eat room friend began idea fish mountain north base hear horse cut sure watch color face wood main open seem")
	nameStarts = strings.Fields("Kar Ban Tol Mer Sa Lu Vin Dor Hal Ze Or Pel Ran Ush Qa Fen Gil Jo Bre Ka")
	nameEnds   = strings.Fields("dan mir tova lek sha rin dul beth an ko zar ven lis mun tar ogh ela ush ine rast")
	nameKinds  = strings.Fields("Front Movement Council Accord Province River Party Network Brigade Treaty")
)

// name is that of a term: two words, and its own number where names run out.
func (b *bench) name(i int) string {
	n := len(nameStarts) * len(nameEnds)
	first := nameStarts[i%len(nameStarts)] + nameEnds[i/len(nameStarts)%len(nameEnds)]
	if i >= n {
		first += nameEnds[i/n%len(nameEnds)]
	}
	if i >= n*len(nameEnds) {
		first += fmt.Sprint(i / (n * len(nameEnds)))
	}
	return first + " " + nameKinds[i*7%len(nameKinds)]
}

// alias is another name of a term: its first word alone, or others.
func (b *bench) alias(i, k int) string {
	first, kind, _ := strings.Cut(b.name(i), " ")
	switch k {
	case 0:
		return kind + " of " + first
	case 1:
		return first + " " + kind + " Group"
	}
	return "Greater " + first
}

// aliases is how many names a term has beside its title: 2.4 in the mean.
func aliases(i int) int { return 2 + i%5/3 }

func (b *bench) use() string {
	common := max(b.terms/50, 1)
	i := b.rng.IntN(b.terms)
	if b.rng.IntN(2) == 0 {
		i = b.rng.IntN(common)
	}
	if k := b.rng.IntN(2 * aliases(i)); k < aliases(i) && k < 3 {
		return b.alias(i, k)
	}
	return b.name(i)
}

// prose is paragraphs of about so many words in all, with so many uses of terms.
func (b *bench) prose(words, uses int) string {
	var out strings.Builder
	gap, since, sentence, paragraph := words/max(uses, 1), 0, 0, 0
	next := 8 + b.rng.IntN(14)
	for range words {
		word := plainWords[min(b.rng.IntN(len(plainWords)), b.rng.IntN(len(plainWords)))]
		if since++; uses > 0 && since >= gap {
			word, since = b.use(), 0
		}
		if sentence == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		out.WriteString(word)
		if sentence++; sentence < next {
			out.WriteByte(' ')
			continue
		}
		sentence, next = 0, 8+b.rng.IntN(14)
		out.WriteByte('.')
		if paragraph++; paragraph%5 == 0 {
			out.WriteString("\n\n")
		} else {
			out.WriteByte(' ')
		}
	}
	return strings.TrimSpace(out.String()) + ".\n\n"
}

func (b *bench) term(i int) string {
	var names []string
	for k := range aliases(i) {
		names = append(names, b.alias(i, k))
	}
	return fmt.Sprintf("---\ntitle: %s\ncategory: group\ndefinition: %s\naliases: [%s]\n---\n\n%s", b.name(i), strings.TrimSpace(b.prose(24, 0)), strings.Join(names, ", "), b.prose(80, 4))
}

func (b *bench) explainer(i int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "---\ntitle: Explainer %d\nsummary: What explainer %d explains.\npublished: 2025-%02d-%02d\ntopics: [one]\n---\n\n", i, i, 1+i%12, 1+i%28)
	for q := range 5 {
		fmt.Fprintf(&out, "## What is question %d of %d?\n\n%s%s", q, i, b.prose(40, 1), b.prose(160, 2))
	}
	return out.String()
}

func (b *bench) article(i, all int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "---\ntitle: Article %d\nsummary: What article %d tells.\npublished: 2025-%02d-%02d\ntopics: [%s]\n---\n\n%s", i, i, 1+i%12, 1+i%28, []string{"one", "two"}[i%2], b.prose(150, 2))
	for s := range 5 {
		fmt.Fprintf(&out, "## Part %d of the story\n\n%s", s, b.prose(165, 3))
		switch {
		case s < 2:
			other := b.rng.IntN(all - 1)
			if other >= i {
				other++
			}
			fmt.Fprintf(&out, "See [another article](article-%d.md) and *what it says*.[^%d]\n\n[^%d]: A note on **part %d**.\n\n", other, s, s, s)
		case s == 3 && i%10 == 0:
			out.WriteString("```go\nfunc main() {\n\tfmt.Println(\"hello\") // and no more\n}\n```\n\n")
		}
	}
	return out.String()
}
