package markdown

import (
	"fmt"
	"math/rand"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

var codeUnits = []string{"/*", "/**/", "/**", "*/", "//", "#", "\"", "'", "`", "\"\"\"", "'''", "${", "#{", "$(", "$((", "$", "{", "}", "(", ")", "[", "]", "<", ">", "<<EOF\n", "<<", "<<-'A'\n", "r#\"", "r\"", "f\"", "f\"{", "b'", "%{", "%w(", "%q(", "%(", "=begin\n", "=end\n", "__END__\n", "\\\n", "\\", "a", "a ", "a:", "a: ", "- ", "- a", "? ", "&a ", "*a ", "|\n", ">\n", "|", "---\n", "...\n", "!a ", "!!", "%", "@", "@a", "@a(", ".a", "#a", ":", "::", ";", ",", "=", "==", "=>", "->", "+", "-", "0", "1", "0x", "1e", "1.", "1_", "0b1", "1.1.1", "<a", "<a ", "<a b=", "<a b=\"", "</", "</a", "<!", "<!--", "-->", "<![CDATA[", "<?", "<?xml ", "?>", "&", "&a", "&a;", "<script>", "<style>", "<script ", "</script", "url(", "@import ", "@media (", "a{b:", "a{", "b:c;", "!important", "rgb(", "def ", "class ", "def a(", "class A<", "func ", "func a(", "fn ", "fn a<", "'a", "'a ", "let ", "let a:", "a<", "a<b", "a(b", "import ", "import (", "from ", "from a import ", "type ", "interface {", "struct {", "SELECT ", "'a''", "--", "-- ", "a=", "a=\"", "a='b", "[a", "[a]", "[[", "[[a]]", "a.b", "a.b.", "a = ", "a = [", "a = {", "+ ", "+++ ", "--- ", "@@ ", "Index: ", "diff ", ">a", "<b", "**", "*a*", "__", "_a", "[a](", "![a](b", "# a", "```", "```a\n", "> ", "1. ", "~~", "|a", "if ", "if [", "for ", "do ", "do |", "case ", "then ", "fi ", "function ", "a() {", "export ", "ifeq (", "define a\n", "\t", "a:b", "$(a", "$(a ", "%.o: ", "public ", "public static ", "public a b(", "int a(", "int a", "void a(b c", "#include ", "#include <", "#if ", "#if 0\n", "#define a(", "#define a \\\n", "a\\", "\"\\", "'\\", "\"a\\\"", "\"${", "`${", "`${`${", "/a", "/a/", "/[", "/(", "/\\", "(/", "= /", "async ", "await ", "=> {", "() =>", "(a", "(a,", "new ", "é", "中", " ", "  ", "\n", "\r", "\t\t", "\x00"}

func lexTime(language, code string) time.Duration {
	lexer := lexers.Get(language)
	start := cpu()
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err == nil {
		tokens.Tokens()
	}
	return cpu() - start
}

func TestZChroma(t *testing.T) {
	if os.Getenv("CHROMA") == "" {
		t.Skip()
	}
	type result struct {
		d        time.Duration
		what     string
	}
	size := 8000
	var langs []string
	for l := range coloured {
		langs = append(langs, l)
	}
	if w := os.Getenv("CHROMA"); w != "all" {
		langs = strings.Split(w, ",")
	}
	sort.Strings(langs)
	rnd := rand.New(rand.NewSource(1))
	for _, l := range langs {
		var all []result
		try := func(name, code string) {
			if len(code) > size {
				code = code[:size]
			}
			all = append(all, result{lexTime(l, code), name})
		}
		us := append(append([]string{}, units...), codeUnits...)
		for _, u := range us {
			try("line "+u, repeat(u, size))
			try("lines "+u, repeat(u+"\n", size))
			try("spaced "+u, repeat(u+" ", size))
			try("growing "+u, growing(u, "a", size))
			try("once "+u, u+repeat("a", size-len(u)))
			try("once sp "+u, u+repeat("a ", size-len(u)))
			try("once spaces "+u, u+repeat(" ", size-len(u)-1)+"a")
			try("once lines "+u, u+repeat("a\n", size-len(u)))
			try("mirror "+u, repeat(u, size/2)+repeat(")", size/2))
		}
		for range 1500 {
			k := 2 + rnd.Intn(3)
			u := ""
			for range k {
				u += us[rnd.Intn(len(us))]
			}
			try("random "+u, repeat(u, size))
		}
		sort.Slice(all, func(i, j int) bool { return all[i].d > all[j].d })
		fmt.Printf("%s:", l)
		for i := range 8 {
			fmt.Printf(" %v %q;", all[i].d.Round(time.Millisecond), all[i].what)
		}
		fmt.Println()
	}
}
