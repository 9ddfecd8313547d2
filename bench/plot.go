package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// The drawing, in pixels.
const (
	width, height = 640, 400
	left, right   = 70, 120
	top, bottom   = 20, 50
)

// plot draws wall time by number of pages, both as powers of ten.
func plot(rows []row) string {
	minX, maxX := math.Log10(float64(rows[0].pages)), math.Log10(float64(rows[len(rows)-1].pages))
	minY, maxY := math.Inf(1), math.Inf(-1)
	lines := []struct {
		name, dash string
		of         func(row) time.Duration
	}{
		{"Hugo", "6 4", func(r row) time.Duration { return r.hugo }},
		{"Gloss", "", func(r row) time.Duration { return r.gloss }},
		{"floor", "2 3", func(r row) time.Duration { return r.floor }},
	}
	for _, r := range rows {
		for _, l := range lines {
			if d := l.of(r); d > 0 {
				minY, maxY = min(minY, math.Floor(math.Log10(d.Seconds()))), max(maxY, math.Ceil(math.Log10(d.Seconds())))
			}
		}
	}
	x := func(pages int) float64 {
		return left + (math.Log10(float64(pages))-minX)/(maxX-minX)*(width-left-right)
	}
	y := func(seconds float64) float64 {
		return top + (maxY-math.Log10(seconds))/(maxY-minY)*(height-top-bottom)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" font-size="14" role="img" aria-label="Wall time of a cold build by number of pages">`+"\n", width, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#FCFBF8"/>`+"\n", width, height)
	for e := minY; e <= maxY; e++ {
		at := y(math.Pow(10, e))
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="#D9D4C7"/><text x="%d" y="%.1f" text-anchor="end" fill="#4E4B44">%g s</text>`+"\n", left, at, width-right, left-8, at+5, math.Pow(10, e))
	}
	for _, r := range rows {
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle" fill="#4E4B44">%s</text>`+"\n", x(r.pages), height-bottom+24, thousands(r.pages))
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle" fill="#4E4B44">pages</text>`+"\n", (left+width-right)/2, height-6)
	for _, l := range lines {
		var points []string
		var end row
		for _, r := range rows {
			if d := l.of(r); d > 0 {
				points, end = append(points, fmt.Sprintf("%.1f,%.1f", x(r.pages), y(d.Seconds()))), r
			}
		}
		if len(points) > 0 {
			fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="#0A4A82" stroke-width="2" stroke-dasharray="%s"/><text x="%d" y="%.1f" fill="#1C1B18">%s, %s</text>`+"\n", strings.Join(points, " "), l.dash, width-right+8, y(l.of(end).Seconds())+5, l.name, duration(l.of(end)))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}
