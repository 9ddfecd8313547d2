package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestForHugo(t *testing.T) {
	text := "---\ntitle: T\npublished: 2025-01-02\naliases: [A, B]\n---\n\nSee [it](article-7.md). published: stays.\n"
	want := "---\ntitle: T\ndate: 2025-01-02\nnames: [A, B]\n---\n\nSee [it](/articles/article-7/). published: stays.\n"
	if got := forHugo(text); got != want {
		t.Errorf("%q", got)
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		thousands(7): "7", thousands(1000): "1,000", thousands(1234567): "1,234,567",
		duration(0): "—", duration(12340 * time.Microsecond): "12.3 ms", duration(450 * time.Millisecond): "450 ms", duration(12345 * time.Millisecond): "12.35 s",
		ratio(1, 0): "—", ratio(3, 2): "1.50",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if m := median(runs{{wall: 3}, {wall: 1}, {wall: 2}}, func(r took) time.Duration { return r.wall }); m != 2 {
		t.Errorf("median %d", m)
	}
}

// A program that takes a hundred times as long for a hundred times the pages has
// the exponent 1, and one that takes ten thousand times 2.
func TestGrowthAndPlot(t *testing.T) {
	var all table
	all.add(row{work: "small", pages: 1000, curve: true, gloss: time.Second, hugo: time.Millisecond, floor: time.Second})
	all.add(row{work: "other"})
	all.add(row{work: "large", pages: 100_000, curve: true, gloss: 100 * time.Second, hugo: 10 * time.Second})
	if got := all.growth(); !strings.Contains(got, "exponent 1.00 (Hugo 2.00)") {
		t.Error(got)
	}
	drawing := plot(all.curve())
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if strings.Count(drawing, "<polyline") != 3 || !strings.Contains(drawing, "Gloss, 100.00 s") || strings.Contains(drawing, "NaN") {
		t.Error(drawing)
	}
}
