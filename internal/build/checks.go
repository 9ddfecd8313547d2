package build

import (
	"slices"
	"time"

	"gloss/internal/check"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/link"
	"gloss/internal/source"
)

// checks is what the rules found on each page in the last build, and what else
// than the page itself they saw then.
type checks struct {
	ground checkGround
	facts  []factGround
	found  [][]diag.Diagnostic // beside the names' pages, nil for those that were not checked
}

// checkGround is what all pages are checked against. Rules see the moment as the
// day that they suggest, and as what is due and what is not.
type checkGround struct {
	settings source.Hash
	day      string
	due      time.Time
}

// factGround is a fact and the term that it is about, or one of those, as the names
// have it: the same word may name another term.
type factGround struct {
	fact *content.Document
	term string // path of its file, "" where no term has the name
}

func factsOf(names *link.Names) (all []factGround) {
	for _, fact := range names.Facts() {
		all = append(all, factGround{fact: fact})
		for _, about := range fact.About {
			g := factGround{fact: fact}
			if t := names.TermNamed(about.Value); t != nil {
				g.term = t.Doc.Path
			}
			all = append(all, g)
		}
	}
	return all
}

func (b *Builder) check(s *Site, resolved []*link.Resolved, before []int32) {
	names := s.Graph.Names
	style := check.NewStyle(names.Site)
	now := checks{ground: groundOf(s), facts: factsOf(names), found: make([][]diag.Diagnostic, len(resolved))}
	same := now.ground == b.checks.ground && slices.Equal(now.facts, b.checks.facts)
	each(s.workers, len(resolved), func() *check.Editor { return check.NewEditor(names, style) }, func(e *check.Editor, i int) {
		switch r := resolved[i]; {
		case r == nil:
		case same && before[i] >= 0 && b.checks.found[before[i]] != nil:
			now.found[i] = b.checks.found[before[i]]
		default:
			now.found[i] = diag.Bound(slices.Concat(check.Page(r), check.Facts(names, r), e.Page(r)))
		}
		if now.found[i] == nil && resolved[i] != nil {
			now.found[i] = []diag.Diagnostic{}
		}
	})
	b.checks = now
	for _, ds := range now.found {
		s.Diags = append(s.Diags, ds...)
	}
	s.Diags = append(s.Diags, check.Site(s.Graph, style)...)
}

func groundOf(s *Site) checkGround {
	names := s.Graph.Names
	settings, _ := s.snapshot.Get(content.SitePath)
	return checkGround{settings: settings.Hash, day: names.At.In(names.Site.Zone).Format(time.DateOnly), due: names.LastDue}
}
