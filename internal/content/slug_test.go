package content

import (
	"strings"
	"testing"
)

func TestSlugify(t *testing.T) {
	words := strings.Repeat("abcdefghi-", 11)
	for in, want := range map[string]string{
		"Who is IS-K?":             "who-is-is-k",
		"is-k":                     "is-k",
		"  Two   spaces ":          "two-spaces",
		"snake_case and.dots":      "snake-case-and-dots",
		"Café Zoë":                 "cafe-zoe",
		"Cafe\u0301":               "cafe",
		"Straße nach Łódź":         "strasse-nach-lodz",
		"Ærø, Œuvre, Þing":         "aero-oeuvre-thing",
		"İstanbul ıssız":           "istanbul-issiz",
		"Москва":                   "moskva",
		"Щука":                     "shchuka",
		"Й":                        "i",
		"Αθήνα":                    "athina",
		"Qurʼan, Qur’an, Qur'an":   "quran-quran-quran",
		"al-Qāʿida":                "al-qaida",
		"Ḥizb ut-Taḥrīr":           "hizb-ut-tahrir",
		"C++":                      "c",
		"R&D":                      "r-d",
		"1,000 years":              "1-000-years",
		"②ｆｕｌｌ":                    "2full",
		"ﬁne":                      "fine",
		"½":                        "1-2",
		"٢٠٢١":                     "",
		"日本":                       "",
		"...":                      "",
		"":                         "",
		"../../etc/passwd":         "etc-passwd",
		"a%2Fb":                    "a-2fb",
		words + "x":                strings.TrimSuffix(words[:100], "-"),
		strings.Repeat("x", 130):   strings.Repeat("x", 100),
		"K (the Kelvin sign is K)": "k-the-kelvin-sign-is-k",
	} {
		got := Slugify(in)
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
		if got != "" && SlugProblem(got) != "" {
			t.Errorf("%q is %q, which %s", in, got, SlugProblem(got))
		}
		if again := Slugify(got); again != got {
			t.Errorf("%q is %q, and that is %q", in, got, again)
		}
	}
}

func TestSlugProblem(t *testing.T) {
	for _, good := range []string{"a", "1", "is-k", "2021-08-26", "console", "com", "com10", "lpt", "nul-1", "index", strings.Repeat("x", 100)} {
		if why := SlugProblem(good); why != "" {
			t.Errorf("%q %s", good, why)
		}
	}
	const letters = "is not made of lower-case ASCII words with single hyphens"
	for bad, want := range map[string]string{
		"":                       "is empty",
		strings.Repeat("x", 101): "is longer than 100 characters",
		"con":                    "is the name of a device on Windows",
		"prn":                    "is the name of a device on Windows",
		"aux":                    "is the name of a device on Windows",
		"nul":                    "is the name of a device on Windows",
		"com1":                   "is the name of a device on Windows",
		"lpt9":                   "is the name of a device on Windows",
		"A":                      letters, "é": letters, "a b": letters, "a--b": letters, "-a": letters, "a-": letters, "-": letters, ".": letters,
		"..": letters, "a.b": letters, "a/b": letters, "a%2fb": letters, `a\b`: letters, "a_b": letters, "a\x00": letters, "a\n": letters,
	} {
		if got := SlugProblem(bad); got != want {
			t.Errorf("%q %s, want %s", bad, got, want)
		}
	}
}
