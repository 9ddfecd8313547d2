package content

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxSlug is the longest slug, in characters.
const MaxSlug = 100

// letters that decomposition does not reach.
var translit = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŋ': "n",
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l",
	'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts",
	'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'є': "ie",
	'α': "a", 'β': "b", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l",
	'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f",
	'χ': "ch", 'ψ': "ps", 'ω': "o",
	'’': "", '\'': "", 'ʼ': "", 'ʿ': "", 'ʾ': "",
}

// Slugify makes a slug from a file name or a title: transliterated to ASCII,
// lower-cased, words joined by single hyphens, cut at a word where it is too
// long. It is "" where nothing is left, as for a title in a script that has no
// transliteration here.
func Slugify(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		word, known := translit[r]
		switch {
		case known:
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			word = string(r)
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteString(word)
	}
	return cutSlug(strings.Trim(b.String(), "-"))
}

func cutSlug(s string) string {
	if len(s) <= MaxSlug {
		return s
	}
	s = s[:MaxSlug]
	if i := strings.LastIndexByte(s, '-'); i > MaxSlug/2 {
		s = s[:i]
	}
	return strings.Trim(s, "-")
}

// SlugProblem says what keeps a written slug from being one, "" where nothing does.
func SlugProblem(s string) string {
	switch {
	case s == "":
		return "is empty"
	case len(s) > MaxSlug:
		return "is longer than 100 characters"
	case windowsDevice(s):
		return "is the name of a device on Windows"
	}
	for i, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return "is not made of lower-case ASCII words with single hyphens"
		}
	}
	return ""
}

func windowsDevice(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && s[3] >= '0' && s[3] <= '9'
}
