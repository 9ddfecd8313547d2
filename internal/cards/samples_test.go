package cards

import "strings"

const site = "Afghanistan Explained"

// samples are cards of every kind, from the emptiest to the fullest.
var samples = []Card{
	{Kind: "Term", Title: "X"},
	{Site: site, Kind: "Term", Title: "IS-K", Label: "Group", Text: "The Islamic State’s branch in Afghanistan, formed in 2015. It treats the Taliban as an enemy to be defeated, and wants an Islamic order of its own.", Address: "explained.example/glossary/is-k/", Lang: "en"},
	{Site: site, Kind: "Explainer", Title: "Who is IS-K?", Text: "IS-K is the Islamic State’s branch in Afghanistan and an armed rival of the Taliban.", Address: "explained.example/explainers/who-is-is-k/", Lang: "en"},
	{Site: site, Kind: "Article", Title: strings.Repeat("Allies, rivals and defectors, and how sure the sources are. ", 9), Text: strings.Repeat("This article asks of each tie who reports it, and on what ground. ", 30), Address: "explained.example/articles/" + strings.Repeat("allies-and-", 20) + "rivals/", Lang: "en"},
	{
		Site: site, Kind: "Fact", Title: "How many people were killed in the Kabul airport bombing?", Label: "Sources differ", Differs: true, Text: "about 183",
		Values:  []Value{{"more than 100, thirteen of them American soldiers", "Bapat and Best, 2021", true}, {"more than 170 civilians and 13 American soldiers", "Mir, 2021", false}, {"183", "Rebels with a Cause, 2023", false}},
		Address: "explained.example/facts/kabul-airport-deaths/", Lang: "en",
	},
	{
		Site: site, Kind: "Fact", Title: strings.Repeat("Which came first, and why, and what of it, ", 6), Label: "Sources agree", Text: strings.Repeat("so it is, says everyone ", 12),
		Values: []Value{many, many, many, many, many, many, many, many, many}, Address: "explained.example/facts/first/", Lang: "en",
	},
	{Site: "دانشنامه", Kind: "Explainer", Title: "داعش خراسان (IS-K) چیست و چرا با طالبان می\u200cجنگد؟", Text: "شاخهٔ گروه دولت اسلامی در افغانستان است که در سال ۲۰۱۵ پدید آمد. این گروه قلمرو خود را از دست داد و به بمب\u200cگذاری در شهرها روی آورد.", Address: "explained.example/explainers/daesh/", Lang: "fa", RTL: true},
	{Site: "アフガン", Kind: "Term", Title: "塔利班", Label: "Group", Text: "一个运动。", Address: "explained.example/glossary/taliban/", Lang: "zh"},
	{Site: strings.Repeat("W", 300), Kind: strings.Repeat("Kind", 40), Title: strings.Repeat("Wm", 400), Label: strings.Repeat("Label ", 50), Text: strings.Repeat("W", 2000), Address: strings.Repeat("w", 400), Lang: "en"},
	{Site: site, Kind: "Article", Title: "नमस्ते ভাষা ไทย 한국어 ՀԱՅ ქართული Ελλάδα Кириллица עברית", Text: "ﷺ ﷽ Z̸̡̛a̴͘l̵͝g̷o\u202e\u2066 \U0001F600 e\u0301", Address: "explained.example/articles/scripts/", Lang: "mul"},
}

var many = Value{Text: strings.Repeat("the takeover, said by some to have been first of all, ", 3), Source: strings.Repeat("A Body with a Long Name and ", 4) + "2021"}
