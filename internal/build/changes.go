package build

import (
	"cmp"
	"slices"

	"gloss/internal/link"
)

// changedPages compares the links of two builds, page by page. A page that only
// one of them has is left out.
func changedPages(before, after *Site) []ChangedPage {
	now := map[string]*link.Resolved{}
	for _, r := range after.Graph.Resolved {
		if r != nil {
			now[r.Page.Doc.Path] = r
		}
	}
	var changed []ChangedPage
	for _, was := range before.Graph.Resolved {
		if was == nil || now[was.Page.Doc.Path] == nil || sameUses(was, now[was.Page.Doc.Path]) {
			continue
		}
		changes := changesOf(link.Explain(before.Graph.Names, was), link.Explain(after.Graph.Names, now[was.Page.Doc.Path]))
		if len(changes) > 0 {
			changed = append(changed, ChangedPage{was.Page, changes})
		}
	}
	return changed
}

// sameUses tells cheaply that no link of a page changed.
func sameUses(a, b *link.Resolved) bool {
	return slices.EqualFunc(a.Uses, b.Uses, func(a, b link.Use) bool {
		return a.Block == b.Block && a.From == b.From && a.Up == b.Up && a.To.Doc.Path == b.To.Doc.Path
	})
}

// changesOf compares what stands at each place of one text, before and after.
func changesOf(before, after []link.Explained) []Change {
	byPlace := func(a, b link.Explained) int { return cmp.Compare(a.Src.Start, b.Src.Start) }
	slices.SortStableFunc(before, byPlace)
	slices.SortStableFunc(after, byPlace)
	var changes []Change
	for i := range before {
		was := &before[i]
		now := standing(after, was)
		switch linked := now != nil && now.Links() && now.Src == was.Src; {
		case !was.Links():
		case !linked:
			changes = append(changes, Change{Lost, was, now})
		case now.To.Doc.Path != was.To.Doc.Path:
			changes = append(changes, Change{Led, was, now})
		}
	}
	for i := range after {
		now := &after[i]
		was := standing(before, now)
		if now.Links() && !(was != nil && was.Links() && was.Src == now.Src) {
			changes = append(changes, Change{Gained, was, now})
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Compare(a.Link().Src.Start, b.Link().Src.Start)
	})
	return changes
}

// standing finds what takes any of the same words, nil for nothing. What stands
// in a list is in order and apart.
func standing(all []link.Explained, e *link.Explained) *link.Explained {
	i, _ := slices.BinarySearchFunc(all, e.Src.Start+1, func(o link.Explained, start int) int { return cmp.Compare(o.Src.End, start) })
	if i < len(all) && all[i].Src.Start < e.Src.End {
		return &all[i]
	}
	return nil
}
