package draw

import "slices"

// pull is how strongly two groups are tied, by their places in a list.
type pull struct {
	a, b, weight int
	under        bool // b belongs above a
}

// arrange orders groups so that their arcs are short: each set of groups that are
// tied by itself, the largest first.
func arrange(nodes []Node, links []Link) []Node {
	index := map[string]int{}
	for i, n := range nodes {
		index[n.Key] = i
	}
	var pulls []pull
	for _, l := range links {
		p := pull{index[l.From], index[l.To], 2, l.Directed}
		if l.Directed { // what belongs together
			p.weight = 3
		}
		pulls = append(pulls, p)
	}
	sets := setsOf(len(nodes), pulls)
	slices.SortStableFunc(sets, func(a, b []int) int { return len(b) - len(a) })
	out := make([]Node, 0, len(nodes))
	at := make([]int, len(nodes))
	for _, set := range sets {
		inside := slices.DeleteFunc(slices.Clone(pulls), func(p pull) bool { return !slices.Contains(set, p.a) })
		for _, i := range shorten(set, inside, at) {
			out = append(out, nodes[i])
		}
	}
	return out
}

// setsOf are the groups that ties join, each set from its most tied group on.
func setsOf(n int, pulls []pull) [][]int {
	next, weight := make([][]int, n), make([]int, n)
	for _, p := range pulls {
		next[p.a], next[p.b] = append(next[p.a], p.b), append(next[p.b], p.a)
		weight[p.a], weight[p.b] = weight[p.a]+p.weight, weight[p.b]+p.weight
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight[b] - weight[a] })
	seen := make([]bool, n)
	var sets [][]int
	for _, first := range order {
		if seen[first] {
			continue
		}
		seen[first] = true
		set := []int{first}
		for i := 0; i < len(set); i++ {
			slices.Sort(next[set[i]])
			for _, other := range next[set[i]] {
				if !seen[other] {
					seen[other] = true
					set = append(set, other)
				}
			}
		}
		sets = append(sets, set)
	}
	return sets
}

// shorten moves one group after another to where all arcs together are shortest,
// until no move helps. at is room to work in.
func shorten(set []int, pulls []pull, at []int) []int {
	best := strain(set, pulls, at)
	const rounds = 50 // far more than it takes
	for range rounds {
		before := best
		for _, group := range slices.Sorted(slices.Values(set)) {
			without := slices.DeleteFunc(slices.Clone(set), func(i int) bool { return i == group })
			for place := range len(set) {
				moved := slices.Insert(slices.Clone(without), place, group)
				if s := strain(moved, pulls, at); s < best {
					best, set = s, moved
				}
			}
		}
		if best == before {
			break
		}
	}
	return set
}

// strain is how long the arcs of an order are, and a little for each group that
// stands above the one that it belongs to.
func strain(set []int, pulls []pull, at []int) int {
	for place, i := range set {
		at[i] = place
	}
	total := 0
	for _, p := range pulls {
		apart := at[p.a] - at[p.b]
		if p.under && apart < 0 {
			total++
		}
		total += p.weight * max(apart, -apart)
	}
	return total
}
