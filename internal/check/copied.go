package check

import (
	"fmt"
	"strings"

	"gloss/internal/check/copied"
	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/source"
)

var codeCopied = diag.Define(diag.Code{
	ID: "E208", Severity: diag.Warning,
	Title: "words are those of a source",
	Text: `Eight words and more in a row stand in one of the texts that check --copied was
given. Say it in other words, or quote it as what it is, with its source. The
title of a source's own record is left out of this.`,
})

// Copied finds words of other people's texts in a file of content/.
func Copied(set copied.Set, f source.File) []diag.Diagnostic {
	text := f.Data
	if strings.HasPrefix(f.Path, content.Root+"/"+content.Source.Folder()+"/") {
		text = copied.WithoutTitle(text)
	}
	var diags []diag.Diagnostic
	for _, c := range set.Find(text) {
		n := len(strings.Fields(c.Words))
		diags = append(diags, diag.New(codeCopied, content.Place(f.Path, diag.Span{Start: c.Start, End: c.End}), fmt.Sprintf("these %d words stand in a source", n)).
			WithFix("say it in other words, or mark it as a quotation"))
	}
	return diags
}
