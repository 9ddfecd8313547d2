package draw

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func nodesOf(names ...string) (all []Node) {
	for _, n := range names {
		all = append(all, Node{Key: strings.ToLower(n), Name: n})
	}
	return all
}

// A parent with two branches, one of which has a rival: branches stand below, and
// the rival beside the branch that it is one of.
func TestMapOfFour(t *testing.T) {
	m := NewMap(nodesOf("Rival", "Branch", "Parent", "Office"), []Link{
		{From: "branch", To: "parent", Kind: "branch", Directed: true},
		{From: "office", To: "parent", Kind: "part", Directed: true},
		{From: "rival", To: "branch", Kind: "rival"},
		{From: "branch", To: "rival", Kind: "rival"}, // said twice, drawn once
		{From: "branch", To: "branch", Kind: "ally"},
		{From: "branch", To: "nobody", Kind: "ally"},
	})
	var names []string
	for _, s := range m.Spots {
		names = append(names, s.Name)
	}
	// Rival–Branch 2, Branch–Parent 3 and Office–Parent 3 with no row between them,
	// and 1 for either child above its parent: no order has less than 9.
	if got := strings.Join(names, " "); got != "Office Parent Branch Rival" && got != "Rival Branch Parent Office" {
		t.Error(got)
	}
	if len(m.Arcs) != 3 || m.Height != 4*44 || m.Left != 0 {
		t.Fatalf("%+v", m)
	}
	for _, a := range m.Arcs {
		if a.Kind == "rival" && a.Path() != fmt.Sprintf("M0 %dA%d %s 0 0 1 0 %d", min(a.Y, a.Y2), a.Reach, number(float64(a.span())/2), max(a.Y, a.Y2)) {
			t.Error(a.Path())
		}
	}
}

// Two groups, three ties: ports stand 9 px apart, and the arcs lie in one another.
func TestPortsOfTwo(t *testing.T) {
	m := NewMap(nodesOf("A", "B"), []Link{{From: "a", To: "b", Kind: "ally", Ended: true}, {From: "b", To: "a", Kind: "rival"}, {From: "b", To: "a", Kind: "split", Directed: true}})
	// Rows are 44 px: the bars' middles stand at 22 and 66, their ports 9 px about
	// them. The first arc, which ended, is the outermost.
	want := []Arc{
		{Link{From: "a", To: "b", Kind: "ally", Ended: true}, 13, 75, 980},
		{Link{From: "a", To: "b", Kind: "rival"}, 22, 66, 765},
		{Link{From: "b", To: "a", Kind: "split", Directed: true}, 57, 31, 550},
	}
	if !reflect.DeepEqual(m.Arcs, want) {
		t.Errorf("%+v\nwant %+v", m.Arcs, want)
	}
	if m.Spots[0].BarTop != 8 || m.Spots[0].BarFoot != 36 {
		t.Errorf("%+v", m.Spots[0])
	}
}

func TestMapOfNothing(t *testing.T) {
	if m := NewMap(nil, nil); m.Height != 0 || len(m.Spots) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestMapLeavesOutWhatHasFewTies(t *testing.T) {
	var nodes []Node
	var links []Link
	for i := range 50 {
		nodes = append(nodes, Node{Key: fmt.Sprintf("n%02d", i), Name: fmt.Sprint("Group ", i)})
		if i > 0 && i < 42 {
			links = append(links, Link{From: "n00", To: nodes[i].Key, Kind: "ally"})
		}
	}
	m := NewMap(nodes, links)
	if len(m.Spots) != 40 || m.Left != 10 || len(m.Arcs) != 39 {
		t.Errorf("%d groups, %d left out, %d ties", len(m.Spots), m.Left, len(m.Arcs))
	}
}

// randomMap is up to 45 groups with ties of every kind.
func randomMap(r *random) (nodes []Node, links []Link) {
	n := 1 + r.below(45)
	for i := range n {
		nodes = append(nodes, Node{Key: fmt.Sprintf("k%d", i), Name: strings.TrimSpace(strings.Repeat("Movement of the ", r.below(4)) + fmt.Sprint("Name", i))})
	}
	for range r.below(2*n + 1) {
		kind := []string{"branch", "part", "split-from", "ally", "rival"}[r.below(5)]
		links = append(links, Link{From: nodes[r.below(n)].Key, To: nodes[r.below(n)].Key, Kind: kind, Directed: kind < "q" && kind != "ally" || kind == "split-from", Ended: r.below(4) == 0})
	}
	return nodes, links
}

// Whatever the ties: names and bars stand in their own rows and meet no others,
// each arc has two ports that no other has, each within the bar of its group, and
// nothing leaves the picture.
func TestPropertyMaps(t *testing.T) {
	r := random(11)
	for range 150 {
		nodes, links := randomMap(&r)
		m := NewMap(nodes, links)
		if len(m.Spots)+m.Left != len(nodes) {
			t.Fatalf("%d of %d groups", len(m.Spots)+m.Left, len(nodes))
		}
		spots, ports := map[string]Spot{}, map[int]bool{}
		y := 0
		for _, s := range m.Spots {
			spots[s.Key] = s
			if s.Top != y || s.BarTop < s.Top || s.BarFoot > s.Foot {
				t.Fatalf("%+v is not in its row", s)
			}
			y = s.Foot
			for i, l := range s.Lines {
				if l.Y-14 < s.Top || l.Y+5 > s.Foot || Width(l.Text) > 165 || i > 0 && l.Y < s.Lines[i-1].Y+LineHeight {
					t.Fatalf("%+v: %+v", s, l)
				}
			}
		}
		if y != m.Height {
			t.Fatalf("%d px of %d", y, m.Height)
		}
		for _, a := range m.Arcs {
			for key, y := range map[string]int{a.From: a.Y, a.To: a.Y2} {
				if s := spots[key]; y < s.BarTop+5 || y > s.BarFoot-5 || ports[y] {
					t.Fatalf("port %d of %+v", y, s)
				}
				ports[y] = true
			}
			if a.Reach < 200 || a.Reach > ReachAll {
				t.Fatalf("%+v", a)
			}
		}
		apart := func(a, b Arc) bool { // arcs of one bar to one side lie in one another
			lowA, highA, lowB, highB := min(a.Y, a.Y2), max(a.Y, a.Y2), min(b.Y, b.Y2), max(b.Y, b.Y2)
			return !(lowA < lowB && lowB < highA && highA < highB || lowB < lowA && lowA < highB && highB < highA)
		}
		for i, a := range m.Arcs {
			for _, b := range m.Arcs[i+1:] {
				share := a.From == b.From || a.From == b.To || a.To == b.From || a.To == b.To
				if share && !apart(a, b) {
					t.Fatalf("%+v crosses %+v at their own bar", a, b)
				}
			}
		}
	}
}

// The order in which groups and ties are handed means nothing.
func TestPropertyMapsOfAnyOrder(t *testing.T) {
	r := random(3)
	for range 60 {
		nodes, links := randomMap(&r)
		want := NewMap(nodes, links)
		for i := len(nodes) - 1; i > 0; i-- {
			j := r.below(i + 1)
			nodes[i], nodes[j] = nodes[j], nodes[i]
		}
		slices.Reverse(links)
		for i, l := range links {
			if !l.Directed {
				links[i].From, links[i].To = l.To, l.From
			}
		}
		if got := NewMap(nodes, links); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\nwant %+v", got, want)
		}
	}
}

func BenchmarkMap(b *testing.B) {
	r := random(5)
	var nodes []Node
	var links []Link
	for len(nodes) < 40 {
		nodes, links = randomMap(&r)
	}
	for b.Loop() {
		NewMap(nodes, links)
	}
}
