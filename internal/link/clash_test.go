package link_test

import "testing"

// What a clash prints to paste mends it, whoever has the name and as what.
func TestClashFix(t *testing.T) {
	const head, tail = "---\n{category: group, definition: D., ", "}\n---\n"
	for _, c := range []struct {
		name, a, b, fix string
		mended          map[string]string
	}{
		{
			"two titles", "title: Quartz, aliases: [Crystal]", "title: Quartz",
			"give one of the two another title, or in a.md write  link: never  (then its aliases link with  link: auto  alone)",
			map[string]string{"a": "title: Quartz, link: never, aliases: [Crystal]"},
		},
		{
			"alias, then title", "title: A, aliases: [Quartz]", "title: Quartz",
			"give it another title here, or in a.md write  {text: Quartz, link: never}",
			map[string]string{"a": "title: A, aliases: [{text: Quartz, link: never}]"},
		},
		{
			"title, then alias", "title: Quartz", "title: B, aliases: [Quartz]",
			"keep it in a.md, and here write  {text: Quartz, link: never}",
			map[string]string{"b": "title: B, aliases: [{text: Quartz, link: never}]"},
		},
		{
			"plural, then title", "title: A, plural: [Quartz, Aa]", "title: Quartz",
			"give this term another title, or in a.md take it out of plural",
			map[string]string{"a": "title: A, plural: [Aa]"},
		},
		{
			"title, then plural", "title: Quartz", "title: B, plural: [Quartz, Bb]",
			"keep it in a.md, and here take it out of plural",
			map[string]string{"b": "title: B, plural: [Bb]"},
		},
		{
			"two plurals", "title: A, plural: [Quartz]", "title: B, plural: [Quartz, Bb]",
			"keep it in a.md, and here take it out of plural",
			map[string]string{"b": "title: B, plural: [Bb]"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"glossary/a.md": head + c.a + tail, "glossary/b.md": head + c.b + tail}
			var fixes []string
			for _, d := range newSite(t, files).diags {
				if d.Code.ID == "L110" {
					fixes = append(fixes, d.Fixes...)
				}
			}
			if len(fixes) != 1 || fixes[0] != c.fix {
				t.Errorf("got %q, want %q", fixes, c.fix)
			}
			for slug, text := range c.mended {
				files["glossary/"+slug+".md"] = head + text + tail
			}
			for _, d := range newSite(t, files).diags {
				if d.Code.ID == "L110" {
					t.Errorf("not mended: %s", d.Message)
				}
			}
		})
	}
}
