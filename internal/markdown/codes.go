package markdown

import "gloss/internal/diag"

var (
	codeRawHTML = diag.Define(diag.Code{
		ID: "M101", Severity: diag.Warning,
		Title: "raw HTML is not passed through",
		Text: `Pages are written in Markdown alone, so that they read the same on GitHub, in
Obsidian and here, and so that nobody can slip a script into the site. A tag
within a line is dropped and its text stays; a block that begins with a tag is
dropped whole. Use Markdown in its place. Comments (<!-- … -->, %% … %%) are fine.`,
	})
	codeScheme = diag.Define(diag.Code{
		ID: "M102", Severity: diag.Warning, Fixed: true,
		Title: "a link with this scheme is not published",
		Text:  `Links lead to http:, https:, mailto: and tel: addresses, to other pages of the site, or to a heading. Any other link becomes its text.`,
	})
	codeRemoteImage = diag.Define(diag.Code{
		ID: "M103", Severity: diag.Error, Fixed: true,
		Title: "a picture from elsewhere",
		Text: `A page makes no request to anybody but its own site, so a picture travels with its
page: make the page a folder (articles/NAME/index.md), put the picture beside it
and write ![what it shows](map.png).`,
	})
	codeBounds = diag.Define(diag.Code{
		ID: "M104", Severity: diag.Error, Fixed: true,
		Title: "the page is larger or deeper than any page needs to be",
		Text: `A page is bounded, so that one file cannot stop a build: 100 blocks within one
another (a list and its items are two), 300 characters in a heading, 1,000
footnotes, 100 columns and 20,000 cells of tables, 64 KB in one code block, and
rendered HTML of at most 20 times the file plus 1 MB. Brackets and marks of emphasis and code cost the more the
longer their paragraph is, so what they may cost on a page is bounded too: ten
paragraphs of 20 KB with a hundred links each pass.`,
	})
	codePlainCode = diag.Define(diag.Code{
		ID: "M105", Severity: diag.Warning,
		Title: "a code block is shown without colours",
		Text: `Colours are made for code blocks of up to 3 KB, 16 KB on a page, in languages
whose rules are known to take a bounded time. Others are shown as plain text.`,
	})
	codeCitation = diag.Define(diag.Code{
		ID: "C103", Severity: diag.Error, Fixed: true,
		Title: "a citation cannot be read",
		Text: `Citations are written as Pandoc has them: [@mir-2021], [see @mir-2021, p. 3; @reb-2023],
[-@mir-2021] without the author, or @mir-2021 [p. 3] in the sentence. A semicolon
stands between two sources. A citation stands behind a link, not in its words.
An @ that begins no citation is written \@.`,
	})
	codeCalloutTitle = diag.Define(diag.Code{
		ID: "M114", Severity: diag.Warning,
		Title: "a callout's title has markup in it",
		Text:  `The words behind [!NOTE] are its title, shown as they are typed. Links, citations and emphasis belong into the text below.`,
	})
	codeEmbedded = diag.Define(diag.Code{
		ID: "M113", Severity: diag.Error, Fixed: true,
		Title: "an embed stands where nothing can be embedded",
		Text: `![[…]] shows a fact, a question or a picture. It cannot stand in the words of a
link or in the title of a callout, and a fact's value cannot show another fact.`,
	})
	codeFootnote = diag.Define(diag.Code{
		ID: "M106", Severity: diag.Error, Fixed: true,
		Title: "a footnote without its text, or a text that no mark points to",
		Text:  `[^1] in the text needs a line  [^1]: words  somewhere on the page, and the other way round.`,
	})
	codeComment = diag.Define(diag.Code{
		ID: "M107", Severity: diag.Error,
		Title: "a comment is opened and not closed",
		Text: `Within a paragraph a comment ends in the same paragraph; a longer one begins on a
line of its own, and within the list item or quotation that it begins in. As it
stands, readers would see words that are not meant for them. Where the marks
themselves are meant, write \<!-- or \%\%.`,
	})
	codeHeading = diag.Define(diag.Code{
		ID: "M108", Severity: diag.Warning,
		Title: "a heading that does not fit the page",
		Text: `The title in the front matter is the page's first heading, so headings in the text
begin with ##. An {#id} of one's own is unique, is made of letters, digits and
hyphens, and none that the pages use themselves.`,
	})
	codeAttribute = diag.Define(diag.Code{
		ID: "M109", Severity: diag.Warning,
		Title: "attributes that mean nothing here",
		Text:  `[words]{.nolink} keeps terms in it from being linked; [183]{.ok reason="…"} accepts an exception to an editorial rule; ## Heading {#id} names a heading. Others are dropped.`,
	})
	codeCallout = diag.Define(diag.Code{
		ID: "M110", Severity: diag.Warning,
		Title: "there is no such callout",
		Text:  `The callouts are > [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] and [!CAUTION], each on the first line of a quotation, alone or with a title of its own behind it.`,
	})
	codeTable = diag.Define(diag.Code{
		ID: "M111", Severity: diag.Warning,
		Title: "a table is not what it seems",
		Text: `The line of dashes below a table's heading has as many cells as the heading, or it
is no table at all; and what a row holds beyond these cells is shown nowhere.`,
	})
	codeEmpty = diag.Define(diag.Code{
		ID: "M112", Severity: diag.Warning,
		Title: "a link or heading without words",
		Text:  `Readers see nothing, and who has the page read out hears an address, or nothing at all.`,
	})
)
