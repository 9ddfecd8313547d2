package terms

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gloss/internal/content"
)

// benchText is English-like prose in which ten names occur, whatever the
// glossary.
func benchText(words int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	common := strings.Fields("the of and to in a is that for it was on are as with his they at be this from have or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know")
	var b strings.Builder
	for i := range words {
		switch {
		case i%40 == 39:
			fmt.Fprintf(&b, "the Occurring Name %d group", r.IntN(10))
		case i%15 == 14:
			b.WriteString(common[r.IntN(len(common))] + ". ")
			continue
		default:
			b.WriteString(common[r.IntN(len(common))])
		}
		b.WriteByte(' ')
	}
	return []byte(b.String())
}

// benchForms is a glossary of n terms; the ten that occur are in each.
func benchForms(n int, prefix bool) []Form {
	var forms []Form
	for i := range min(n, 10) {
		forms = append(forms, Form{Text: fmt.Sprintf("Occurring Name %d", i), Term: int32(i)})
	}
	for i := 10; i < n; i++ {
		text := fmt.Sprintf("Absent%d Thing%d", i, i*7)
		if prefix {
			text = fmt.Sprintf("Occurring Name of Kind %d", i)
		}
		forms = append(forms, Form{Text: text, Term: int32(i)})
	}
	return forms
}

func BenchmarkMatch(b *testing.B) {
	text := benchText(20_000)
	for _, c := range []struct {
		name   string
		n      int
		prefix bool
	}{{"terms=10", 10, false}, {"terms=1000", 1_000, false}, {"terms=10000", 10_000, false}, {"terms=10000/prefix", 10_000, true}} {
		ix := NewIndex(benchForms(c.n, c.prefix))
		b.Run(c.name, func(b *testing.B) {
			var s Scratch
			var m []Match
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				m = ix.Match(m[:0], text, nil, &s)
			}
			if len(m) != 500 {
				b.Fatalf("%d matches", len(m))
			}
		})
	}
	b.Run("floor=scan", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		words := 0
		for b.Loop() {
			words = 0
			for _, c := range text {
				if c == ' ' {
					words++
				}
			}
		}
		if words == 0 {
			b.Fatal("no words")
		}
	})
}

func BenchmarkNewIndex(b *testing.B) {
	forms := benchForms(10_000, false)
	b.ReportAllocs()
	for b.Loop() {
		NewIndex(forms)
	}
}

func BenchmarkForms(b *testing.B) {
	m := &content.Meta{Category: "law"}
	m.Title.Value = "Authorization for Use of Military Force"
	b.ReportAllocs()
	for b.Loop() {
		FormsOf(0, m, "en")
	}
}
