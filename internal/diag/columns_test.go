package diag

import "testing"

func TestColumns(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"IS-K", 6, "IS-K  "},
		{"IS-K", 4, "IS-K"},
		{"Taliban", 4, "Tal…"},
		{"\u4ef2\u6761", 5, "\u4ef2\u6761 "},       // two cells each
		{"\u4ef2\u6761\u5927", 5, "\u4ef2\u6761…"}, // the third would need a sixth
		{"\u4ef2\u6761\u5927", 4, "\u4ef2… "},      // an ellipsis needs one of its own
		{"e\u0301tat", 4, "e\u0301tat"},            // a mark needs none
		{"a\u202eb\x1b", 4, "a\ufffdb\ufffd"},      // nothing reorders the line
		{"", 2, "  "},
	} {
		if got := Column(c.text, c.n); got != c.want {
			t.Errorf("%q in %d cells is %q, want %q", c.text, c.n, got, c.want)
		}
	}
}
