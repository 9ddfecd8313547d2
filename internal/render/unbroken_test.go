package render

import (
	"strings"
	"testing"
)

func TestUnbroken(t *testing.T) {
	const open, end = `<span class="nb">`, `</span>`
	for _, c := range []struct{ name, page, want string }{
		{"a name in a sentence", "<p>Who is IS-K?</p>", "<p>Who is " + open + "IS-K" + end + "?</p>"},
		{"several", "<p>al-Qaeda and IS-K’s men</p>", "<p>" + open + "al-Qaeda" + end + " and " + open + "IS-K" + end + "’s men</p>"},
		{"two long halves may part", "<p>the self-governing Deir-ez-Zor-men</p>", ""},
		{"too long for a narrow column", "<p>Tehrik-i-Taliban</p>", ""},
		{"figures", "<p>13-17 dead</p>", "<p>" + open + "13-17" + end + " dead</p>"},
		{"other letters", "<p>a Ö-Ä b</p>", "<p>a " + open + "Ö-Ä" + end + " b</p>"},
		{"dashes and lone hyphens", "<p>a -- b, a- and -b, -</p>", ""},
		{"a link that is the name", `<p>so <a class="term" href="/x/">IS-K</a>’s</p>`, `<p>so ` + open + `<a class="term" href="/x/">IS-K</a>` + end + `’s</p>`},
		{"a link that holds more", `<p><a href="/x/">IS-K attacks</a></p>`, `<p><a href="/x/">` + open + `IS-K` + end + ` attacks</a></p>`},
		{"a name between two elements", `<p><b>x</b>IS-K<b>y</b></p>`, `<p><b>x</b>` + open + `IS-K` + end + `<b>y</b></p>`},
		{"a block that is the name", `<dl><dt>IS-K</dt></dl>`, ""},
		{"attributes", `<p title="so IS-K > x">a</p>`, ""},
		{"what is no running text", `<pre>a IS-K b</pre><p><code>a IS-K</code></p><svg><title>a IS-K</title></svg><script>a = IS-K</script>`, ""},
		{"a drawing in a drawing", `<svg><svg><path/></svg><text>a IS-K</text><svg></svg></svg><p>a IS-K</p>`, `<svg><svg><path/></svg><text>a IS-K</text><svg></svg></svg><p>a ` + open + `IS-K` + end + `</p>`},
	} {
		if c.want == "" {
			c.want = c.page
		}
		if got := string(unbroken([]byte("<title>a IS-K</title><body>" + c.page + "</body>"))); got != "<title>a IS-K</title><body>"+c.want+"</body>" {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// Taking a link away must leave what stands there without it.
func TestUnbrokenLink(t *testing.T) {
	linked, plain := "<body><p>The <a class=\"term\">IS-K</a> and <a class=\"term\">IS-K men</a>.</p>", "<body><p>The IS-K and IS-K men.</p>"
	bare := strings.NewReplacer(`<a class="term">`, "", "</a>", "").Replace(string(unbroken([]byte(linked))))
	if want := string(unbroken([]byte(plain))); bare != want {
		t.Errorf("got %s, want %s", bare, want)
	}
}

func BenchmarkUnbroken(b *testing.B) {
	page := []byte("<body>" + strings.Repeat(`<p>The group <a class="term" href="/glossary/is-k/" data-term="is-k" data-auto>IS-K</a> is a well-known one, and al-Qaeda another.</p>`, 500))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		unbroken(page)
	}
}
