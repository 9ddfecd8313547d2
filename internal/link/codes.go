package link

import "gloss/internal/diag"

var (
	codeAddress = diag.Define(diag.Code{
		ID: "A101", Severity: diag.Error, Fixed: true,
		Title: "two files would have one address",
		Text: `A page's address is made from its kind and its slug, and its slug from its file's
name unless it says otherwise. Folders do not count. Addresses are compared as
the strictest file systems do it: without case, accents composed. Rename one of
the two, or give it a slug of its own.`,
	})
	codeRedirect = diag.Define(diag.Code{
		ID: "A102", Severity: diag.Error, Fixed: true,
		Title: "an old address cannot lead here",
		Text:  `redirect-from lists addresses that a page once had, each as /glossary/old-name/. None may be that of a page that exists, and no two pages may claim one.`,
	})
	codeAsset = diag.Define(diag.Code{
		ID: "A103", Severity: diag.Error, Fixed: true,
		Title: "a file cannot travel with its page",
		Text: `Files beside a page's index.md are published as they are, so their names must work
on every host and an SVG may hold no script, no event handlers and no other page.`,
	})
	codeIntro = diag.Define(diag.Code{
		ID: "A106", Severity: diag.Error, Fixed: true,
		Title: "an introduction has a field that means nothing there",
		Text: `The index.md of a section stands at the head of that section's list. It has the
list's own address, so it takes no slug, old addresses, topics, picture for cards
or translation.`,
	})
	codeUnknown = diag.Define(diag.Code{
		ID: "L101", Severity: diag.Error, Fixed: true,
		Title: "a link leads nowhere",
		Text: `A link between pages names a page by slug, title or alias ([[is-k]]), by its file
(../glossary/is-k.md) or by its address (/glossary/is-k/). Nothing on this site
has that name.`,
	})
	codeAmbiguous = diag.Define(diag.Code{
		ID: "L102", Severity: diag.Error, Fixed: true,
		Title: "a name belongs to several pages",
		Text:  `Nothing is guessed: say which page is meant by its kind, as [[glossary/is-k]] or [[explainers/is-k]].`,
	})
	codeFragment = diag.Define(diag.Code{
		ID: "L103", Severity: diag.Error, Fixed: true,
		Title: "a page has no such heading",
		Text:  `Behind # stands the id of a heading, or its words as they are written. An {#id} behind a heading keeps its address when its words change.`,
	})
	codeNotPublic = diag.Define(diag.Code{
		ID: "L104", Severity: diag.Warning,
		Title: "a link to a page that is not public now",
		Text:  `The page is a draft, is published later or has expired. Its link is shown as its text until the page is there; an entry of the menu is left out.`,
	})
	codeSelf = diag.Define(diag.Code{
		ID: "L105", Severity: diag.Warning,
		Title: "a page links to itself",
		Text:  `The link is shown as its text. Name a heading (#…) to lead to a place on the page.`,
	})
	codeEmbed = diag.Define(diag.Code{
		ID: "L106", Severity: diag.Error, Fixed: true,
		Title: "this cannot be embedded",
		Text: `![[explainer#question]] shows a question with its short answer. It stands on a line
of its own, and not in a short answer itself nor on the page it comes from, or
pages could hold one another without end.`,
	})
	codeReference = diag.Define(diag.Code{
		ID: "L107", Severity: diag.Error, Fixed: true,
		Title: "front matter names something that is not there",
		Text:  `related, relations, confused-with and autolink name terms by slug, title or alias; topics names topics of site.yaml; start names an explainer; translation-of names a page.`,
	})
	codeFull = diag.Define(diag.Code{
		ID: "L108", Severity: diag.Error, Fixed: true,
		Title: "a page takes too much from other pages",
		Text:  `Links by name and embedded answers put the words of other pages into this one: at most 20 times what the file itself holds, and a megabyte.`,
	})
	codeImage = diag.Define(diag.Code{
		ID: "L109", Severity: diag.Error, Fixed: true,
		Title: "a picture or file is not there",
		Text:  `Pictures stand beside the index.md of their page: articles/NAME/index.md with articles/NAME/map.png.`,
	})
	codeClash = diag.Define(diag.Code{
		ID: "L110", Severity: diag.Error, Fixed: true,
		Title: "two terms claim one name",
		Text: `A name that terms share cannot be linked: nothing is ever guessed. Keep it where it
belongs, and elsewhere write {text: NAME, link: never}, which still serves search.
A title never links with  link: never  on a line of its own, and no alias with it
that does not say  link: auto; a plural is taken out of the list.`,
	})
	codeShort = diag.Define(diag.Code{
		ID: "L111", Severity: diag.Error, Fixed: true,
		Title: "a name is too short to be found in prose",
		Text: `Names of fewer than three characters ("IS", "EU") stand in too many other words and
capitals to be linked by themselves. Write {text: IS, link: manual}, and link it by
hand where it is meant; for a title, link: manual.`,
	})
	codeLong = diag.Define(diag.Code{
		ID: "L112", Severity: diag.Warning,
		Title: "a name that is never found in prose",
		Text:  `A name of more than 64 words and marks, or of none, is not looked for.`,
	})
	codeKey = diag.Define(diag.Code{
		ID: "C101", Severity: diag.Error, Fixed: true,
		Title: "no source has this key",
		Text: `A citation names a file of content/sources/ without its .md, or an item of
content/sources.json by its id or citation-key. Keys are compared letter by
letter. An @ that begins no citation is written \@.`,
	})
	codeWording = diag.Define(diag.Code{
		ID: "L113", Severity: diag.Error, Fixed: true,
		Title: "a fact is worded with another figure or name than it has",
		Text: `![[kabul-airport-deaths|about 183]] gives a fact the words that its sentence
needs. They hold a number, a date or a name of the fact's value, or of one of its
values; so a reader never sees a figure that no source gives.`,
	})
)
