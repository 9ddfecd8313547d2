package content

import "testing"

// TestParseLocator: the examples of Pandoc's manual first.
func TestParseLocator(t *testing.T) {
	for _, c := range []struct{ in, label, value, shown, rest string }{
		{", pp. 33-35, 38-39 and *passim*", "page", "33–35, 38–39", "pp.\u00a033–35, 38–39", " and *passim*"},
		{", pp. 33-35 and 38-39", "page", "33–35 and 38–39", "pp.\u00a033–35 and 38–39", ""},
		{", p. 4", "page", "4", "p.\u00a04", ""},
		{" p. 4", "page", "4", "p.\u00a04", ""},
		{", 33", "page", "33", "p.\u00a033", ""},
		{" 33", "page", "33", "p.\u00a033", ""},
		{", 1-4, and so on", "page", "1–4", "pp.\u00a01–4", ", and so on"},
		{", chap. 3", "chapter", "3", "chap.\u00a03", ""},
		{", chapter 3", "chapter", "3", "chap.\u00a03", ""},
		{", ch. iv", "chapter", "iv", "chap.\u00a0iv", ""},
		{", sec. 3.2", "section", "3.2", "sec.\u00a03.2", ""},
		{", § 3", "section", "3", "sec.\u00a03", ""},
		{", §§3-5", "section", "3–5", "secs.\u00a03–5", ""},
		{", ¶ 7", "paragraph", "7", "para.\u00a07", ""},
		{", vol. II", "volume", "II", "vol.\u00a0II", ""},
		{", p. A12", "page", "A12", "p.\u00a0A12", ""},
		{", pp. iv--vi", "page", "iv–vi", "pp.\u00a0iv–vi", ""},
		{", {pp. iv, vi-xi, (xv)-(xvii)} with more", "page", "iv, vi–xi, (xv)–(xvii)", "pp.\u00a0iv, vi–xi, (xv)–(xvii)", " with more"},
		{", {}, 99 years later", "", "", "", ", 99 years later"},
		{", s.v. 3", "sub verbo", "3", "s.v.\u00a03", ""},
		{"{33}", "page", "33", "p.\u00a033", ""},
		{", question 3", "", "", "", ", question 3"},
		{", mid-August", "", "", "", ", mid-August"},
		{", page middle", "", "", "", ", page middle"},
		{", and elsewhere", "", "", "", ", and elsewhere"},
		{"", "", "", "", ""},
		{", p. 3 and nowhere else", "page", "3", "p.\u00a03", " and nowhere else"},
		{", Part 2", "part", "2", "pt.\u00a02", ""},
	} {
		l, rest := ParseLocator(c.in)
		if l.Label != c.label || l.Value != c.value || rest != c.rest || l.String() != c.shown {
			t.Errorf("%q: %+v %q, rest %q", c.in, l, l.String(), rest)
		}
	}
}
