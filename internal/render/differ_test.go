package render

import (
	"slices"
	"testing"
)

func TestDifferences(t *testing.T) {
	job := func(kind string, view any) Job { return Job{kind: kind, view: func() any { return view }} }
	page := func(change func(*TermPage)) Job {
		view := sampleView("term", full).(TermPage)
		change(&view)
		return job("term", view)
	}
	same := func(*TermPage) {}
	for _, c := range []struct {
		name string
		now  Job
		want []string
	}{
		{"nothing", page(same), nil},
		{"the title", page(func(v *TermPage) { v.Title = "Other" }), []string{"Title"}},
		{"what is deep in it", page(func(v *TermPage) { v.Terms[1].Definition = "Other"; v.Site.Title = "Other"; v.Category = "Other" }), []string{"Site", "Terms", "Category"}},
		{"another kind", job("page", sampleView("page", full)), []string{"new"}},
		{"no page", Job{data: []byte("x")}, nil},
	} {
		if got := c.now.Differences(page(same)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := page(same).Differences(Job{}); !slices.Equal(got, []string{"new"}) {
		t.Errorf("a page that was not there: %q", got)
	}
}
