package link

import "slices"

// touches tells whether a page asked for one of some, or leads to it.
func (c *Recall) touches(e *Entry, pages []number) bool {
	if len(pages) == 0 {
		return false
	}
	if e.touched == nil {
		e.touched = touched(c.old.names, e.resolved, e.asked)
	}
	touched := e.touched
	return slices.ContainsFunc(pages, func(p number) bool { _, found := slices.BinarySearch(touched, p); return found })
}

// touched lists the pages that a finished page holds, and those that answered
// what it asked.
func touched(n *Names, r *Resolved, asked []question) []number {
	all := []number{}
	add := func(p *Page) {
		if p != nil {
			all = append(all, p.number())
		}
	}
	addTarget := func(t target, _ *problem) {
		add(t.page)
		if t.asset != nil {
			all = append(all, t.asset.page)
		}
	}
	for _, q := range asked {
		switch q.asks {
		case asksName:
			add(n.find(q.word, q.kind).page)
		case asksSource:
			if s := n.sources[q.word]; s != nil {
				add(s.Page)
			}
		case asksPicture:
			addTarget(target{asset: n.assets[q.word]}, nil)
		case asksAddress:
			addTarget(n.findAddress(q.word))
		case asksLink:
			add(q.from)
			addTarget(n.findLink(q.from, q.word))
		}
	}
	for _, u := range r.Uses {
		add(u.To)
	}
	for _, d := range r.Decisions {
		add(d.Term)
	}
	for _, p := range slices.Concat(r.Terms, r.Facts) {
		add(p)
	}
	for _, ref := range r.References {
		add(ref.Source.Page)
	}
	for _, t := range r.FactTables {
		add(t.Fact)
		for _, row := range t.Rows {
			if row.Source != nil {
				add(row.Source.Page)
			}
		}
	}
	slices.Sort(all)
	return slices.Clip(slices.Compact(all))
}
