package content

import "gloss/internal/diag"

var (
	codeYAML = diag.Define(diag.Code{
		ID: "F101", Severity: diag.Error, Fixed: true,
		Title: "the YAML cannot be read",
		Text: `Front matter is YAML: one field a line, as  name: value.
A value that has a colon followed by a space, or that begins with one of
[ ] { } & * # ? | > ! % @ and quotation marks, stands in quotes. Indentation is
made of spaces. Anchors, aliases and tags are not used.`,
	})
	codeRecords = diag.Define(diag.Code{
		ID: "C102", Severity: diag.Error, Fixed: true,
		Title: "the export of a reference manager cannot be read",
		Text: `content/sources.json is CSL-JSON, as Zotero exports it: a list of items, each
with an id or a citation-key, a title and the other fields of CSL. Export it
again rather than mend it by hand.`,
	})
	codeType = diag.Define(diag.Code{
		ID: "F102", Severity: diag.Error, Fixed: true,
		Title: "a field holds another kind of value than it should",
		Text: `YAML reads  012  as a number,  no  as false and  2021-08-26  as a date.
Where words are wanted, put such a value in quotes. Lists are written
[one, two], or one entry a line behind  - .`,
	})
	codeUnknownField = diag.Define(diag.Code{
		ID: "F103", Severity: diag.Error, Fixed: true,
		Title: "there is no such field",
		Text:  `A misspelt field would be left out without a word, so each is checked. The fields are listed in docs/editors.md.`,
	})
	codeRepeated = diag.Define(diag.Code{
		ID: "F104", Severity: diag.Error, Fixed: true,
		Title: "a field stands twice",
		Text:  `Only one of the two could count. Keep the one that is right.`,
	})
	codeMissing = diag.Define(diag.Code{
		ID: "F105", Severity: diag.Error, Fixed: true,
		Title: "a required field is missing",
		Text:  `Every page has a title. A term has a category and a definition too.`,
	})
	codeFrontMatter = diag.Define(diag.Code{
		ID: "F106", Severity: diag.Error, Fixed: true,
		Title: "the front matter is missing, unclosed or repeated",
		Text: `A page begins with its front matter, from the very first line:

---
title: Who is IS-K?
---

There is one such block in a file, closed by a line of three hyphens.`,
	})
	codeDate = diag.Define(diag.Code{
		ID: "F107", Severity: diag.Error, Fixed: true,
		Title: "a date or period cannot be read",
		Text: `Dates are written 2021, 2021-08 or 2021-08-26, with ~ behind them for about and
? for uncertain. published, expires, reviewed and the dates of changes are full
dates, or times with a zone: 2026-11-02T09:00:00Z. Periods are 90d, 6w, 6mo, 2y.`,
	})
	// CodeSlug is for slugs that cannot stand in an address.
	CodeSlug = diag.Define(diag.Code{
		ID: "F108", Severity: diag.Error, Fixed: true,
		Title: "a slug cannot be used in an address",
		Text: `A slug is made of lower-case ASCII words joined by single hyphens, of at most 100
characters, and is not the name of a Windows device (con, nul, com1). Without a
slug field it is made from the file's name.`,
	})
	codeLong = diag.Define(diag.Code{
		ID: "F109", Severity: diag.Error, Fixed: true,
		Title: "a field is too long",
		Text: `Titles, names and other short fields hold at most 300 characters; sentences and
addresses at most 2,000. What is longer belongs below the front matter.`,
	})
	codeConflict = diag.Define(diag.Code{
		ID: "S101", Severity: diag.Error, Fixed: true,
		Title: "a merge conflict is left in the file",
		Text: `Two versions of a passage stand one above the other, between <<<<<<< and >>>>>>>.
Keep what is right and delete the three marker lines.`,
	})
	codeEncoding = diag.Define(diag.Code{
		ID: "S102", Severity: diag.Error, Fixed: true,
		Title: "the file is not UTF-8 text",
		Text:  `Save the file as UTF-8. A NUL byte is in no text: the file is binary or damaged.`,
	})
	codeIrregular = diag.Define(diag.Code{
		ID: "S103", Severity: diag.Error, Fixed: true,
		Title: "this is no ordinary file",
		Text: `Symbolic links could lead out of the site, and devices and pipes have no end, so
content holds ordinary files only. Copy the file to where it is needed.`,
	})
	codeTooLarge = diag.Define(diag.Code{
		ID: "S104", Severity: diag.Error, Fixed: true,
		Title: "the file is too large",
		Text:  `A page has at most 1 MB of text, any other file 50 MB. Split the page in two, or shrink the picture.`,
	})
	codeStray = diag.Define(diag.Code{
		ID: "S105", Severity: diag.Error, Fixed: true,
		Title: "the file has no place on the site",
		Text: `content/ holds pages (.md) and, beside the index.md of a page's own folder, the
files that travel with it. Anything else would be left out without a word.`,
	})
	codeUnreadable = diag.Define(diag.Code{
		ID: "S106", Severity: diag.Error, Fixed: true,
		Title: "the file cannot be read",
		Text:  `The system refused to read it, or it is a folder that is missing. Check its permissions, or put it back.`,
	})
	codeControl = diag.Define(diag.Code{
		ID: "S107", Severity: diag.Error, Fixed: true,
		Title: "a control character stands in the text",
		Text: `Characters that are no text (U+0000 to U+001F but the tab and the end of a line,
U+007F to U+009F, and those that Unicode keeps for no use) come in with words
pasted from other programs. Pages and feeds cannot carry them. Delete them; most
editors show them if asked to show invisible characters.`,
	})
)
