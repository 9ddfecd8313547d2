package cards

import "testing"

// TestCoverage fills shapes whose areas are known, in 256ths of a pixel.
func TestCoverage(t *testing.T) {
	for _, c := range []struct {
		name  string
		shape []point
		want  map[point]uint8
	}{
		{"a pixel", []point{{256, 256}, {512, 256}, {512, 512}, {256, 512}}, map[point]uint8{{1, 1}: 255}},
		{"the other way round", []point{{256, 256}, {256, 512}, {512, 512}, {512, 256}}, map[point]uint8{{1, 1}: 255}},
		{"half of one", []point{{0, 0}, {128, 0}, {128, 256}, {0, 256}}, map[point]uint8{{0, 0}: 127}},
		{"its right half", []point{{128, 0}, {256, 0}, {256, 256}, {128, 256}}, map[point]uint8{{0, 0}: 127}},
		{"a triangle", []point{{0, 0}, {256, 0}, {0, 256}}, map[point]uint8{{0, 0}: 127}},
		{"over four pixels", []point{{-128, -128}, {128, -128}, {128, 128}, {-128, 128}}, map[point]uint8{{-1, -1}: 63, {0, -1}: 63, {-1, 0}: 63, {0, 0}: 63}},
		{"a triangle over three", []point{{0, 0}, {512, 0}, {0, 512}}, map[point]uint8{{0, 0}: 255, {1, 0}: 127, {0, 1}: 127}},
		{"twice around", []point{{0, 0}, {256, 0}, {256, 256}, {0, 256}, {0, 0}, {256, 0}, {256, 256}, {0, 256}}, map[point]uint8{{0, 0}: 255}},
	} {
		r := raster{points: c.shape, ends: []int{len(c.shape)}}
		got := map[point]uint8{}
		r.fill(func(x, y int, coverage uint8) { got[point{x, y}] = coverage })
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		for at, want := range c.want {
			if got[at] != want {
				t.Errorf("%s: %d at %v, want %d", c.name, got[at], at, want)
			}
		}
	}
}
