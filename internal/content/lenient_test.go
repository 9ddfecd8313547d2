package content

import (
	"strings"
	"testing"

	"gloss/internal/source"
)

// TestLenientNames: a page that cannot be read keeps the names that can.
func TestLenientNames(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"another field":        {"---\ntitle: The group\nslug: one\ndefinition: A branch: of\naliases: [Two, Three]\n---\n", "The group|one|Two,Three"},
		"the title":            {"---\ntitle: The attack: what happened\nslug: one\n---\n", "The attack: what happened|one|"},
		"a quoted title":       {"---\ntitle: \"Unclosed\nslug: one\n---\n", "Unclosed|one|"},
		"an entry of the list": {"---\ntitle: A\naliases:\n  - Two\n  - Three: and: more\nslug: one\n---\n", "A|one|"},
		"two fields":           {"---\ntitle: A\nsummary: %x\nslug: one\nowner: *y\naliases: Two\n---\n", "A|one|Two"},
		"a tab":                {"---\ntitle: A\n\towner: me\nslug: one\n---\n", "A|one|"},
		"a control character":  {"---\ntitle: A\nsummary: \x01\nslug: one\n---\n", "A|one|"},
		"a byte of no text":    {"---\ntitle: A\nsummary: \xff\nslug: one\n---\n", "A|one|"},
		"a conflict":           {"---\n<<<<<<< HEAD\ntitle: Ours\n=======\ntitle: Theirs\n>>>>>>> x\nslug: one\n---\n", "Ours|one|"},
		"never closed":         {"---\ntitle: 'A: b'\n\nWords.\n", "A: b||"},
		"begun too late":       {"\n---\ntitle: A\n---\n", "A||"},
		"no fields":            {"---\n- a\n- b\n---\n", "||"},
		"an empty title":       {"---\ntitle: ''\nx: [\n---\n", "||"},
		"too long a title":     {"---\ntitle: " + strings.Repeat("x", 301) + "\nx: [\n---\n", "||"},
	} {
		h, _ := ReadHead(source.NewFile("content/glossary/x.md", []byte(c.text)), Location{Kind: Term})
		var aliases []string
		for _, a := range h.Meta.Aliases {
			if aliases = append(aliases, a.Value); a.Link == LinkAuto {
				t.Errorf("%s: %s links by itself", name, a.Value)
			}
		}
		if got := h.Meta.Title.Value + "|" + h.Meta.Slug.Value + "|" + strings.Join(aliases, ","); got != c.want || !h.Broken || h.Meta.Link == LinkAuto && !strings.HasSuffix(c.want, "||") {
			t.Errorf("%s: got %s, want %s (broken: %t, link: %d)", name, got, c.want, h.Broken, h.Meta.Link)
		}
		if at := h.Meta.Title.At; c.want != "||" && c.text[at.Start:at.End] != h.Meta.Title.Value {
			t.Errorf("%s: the title stands at %q", name, c.text[at.Start:at.End])
		}
	}
}
