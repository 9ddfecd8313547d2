package build

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gloss/internal/content"
	"gloss/internal/diag"
	"gloss/internal/render"
	"gloss/internal/source"
)

var (
	codeTemplate = diag.Define(diag.Code{
		ID: "T101", Severity: diag.Error, Fixed: true,
		Title: "a template cannot be used",
		Text: `A file in the site's own templates/ replaces the one of the same name in the theme.
Each is tried on sample pages before anything is built: a field that does not
exist or a block that is not closed is found then. docs/themes.md lists the fields.`,
	})
	codeStatic = diag.Define(diag.Code{
		ID: "T102", Severity: diag.Error, Fixed: true,
		Title: "a static file cannot be used",
		Text:  `Stylesheets and scripts are checked and minified before they are published, and no file of static/ may have the address of a page, the name of another but for capitals, or a name that no host takes.`,
	})
)

var codeUnusedTemplate = diag.Define(diag.Code{
	ID: "T103", Severity: diag.Warning,
	Title: "no page uses a template",
	Text:  `A file in templates/ replaces the theme's file of the same name, or is called by another template. This one is neither, so it changes nothing.`,
})

// unusedTemplates reports files of the site's own templates/ that nothing calls.
func (b *Builder) unusedTemplates(s *Site, templates map[string][]byte) {
	var theirs []string
	for name := range b.opts.Theme {
		theirs = append(theirs, name)
	}
	slices.Sort(theirs)
	for _, f := range s.snapshot.Under("templates") {
		name := strings.TrimPrefix(f.Path, "templates/")
		called := slices.ContainsFunc(slices.Collect(maps.Values(templates)), func(text []byte) bool { return strings.Contains(string(text), strconv.Quote(name)) })
		if slices.Contains(theirs, f.Path) || called || f.Mode != source.Regular {
			continue
		}
		d := diag.New(codeUnusedTemplate, diag.Place{Path: f.Path}, "no page uses this template")
		if near := diag.Nearest(f.Path, theirs); near != "" {
			d = d.WithNote("did you mean " + near + "?").WithFix("rename it to " + near)
		} else {
			d = d.WithFix("call it with {{template \"" + name + "\" .}}, or delete it")
		}
		s.Diags = append(s.Diags, d)
	}
}

// overlay lays the site's own theme files over the embedded ones.
func overlay(embedded map[string][]byte, snapshot source.Snapshot) map[string][]byte {
	files := maps.Clone(embedded)
	if files == nil {
		files = map[string][]byte{}
	}
	for _, dir := range []string{"templates", "static"} {
		for _, f := range snapshot.Under(dir) {
			if f.Mode == source.Regular {
				files[f.Path] = f.Data
			}
		}
	}
	return files
}

func only(files map[string][]byte, dir string) map[string][]byte {
	some := map[string][]byte{}
	for name, data := range files {
		if strings.HasPrefix(name, dir+"/") {
			some[name] = data
		}
	}
	return some
}

// readTheme readies templates and what stands beside them, at once: on a small site
// that takes longer than all the rest.
func (b *Builder) readTheme(s *Site, files map[string][]byte) (*render.Theme, *render.Assets) {
	templates := only(files, "templates")
	var reading sync.WaitGroup
	reading.Go(func() { b.readAssets(only(files, "static")) })
	b.readTemplates(templates)
	reading.Wait()
	s.Diags = append(s.Diags, b.theme.diags...)
	b.unusedTemplates(s, templates)
	for _, f := range append(s.snapshot.Under("templates"), s.snapshot.Under("static")...) {
		diags, _ := content.CheckFile(f)
		s.Diags = append(s.Diags, diags...)
	}
	s.Diags = append(s.Diags, b.assets.diags...)
	return b.theme.value, b.assets.value
}

func (b *Builder) readTemplates(templates map[string][]byte) {
	if key := hashOf(templates); b.theme.key != key {
		load := render.LoadTheme
		if key == hashOf(only(b.opts.Theme, "templates")) {
			load = render.LoadTried
		}
		theme, err := load(templates)
		b.theme = memo[*render.Theme]{key: key, value: theme, diags: faults(codeTemplate, err, templates)}
		if err != nil {
			b.theme.value = nil
		}
	}
}

func (b *Builder) readAssets(static map[string][]byte) {
	if key := hashOf(static); b.assets.key != key {
		assets, err := render.BuildAssets(static)
		b.assets = memo[*render.Assets]{key: key, value: assets, diags: faults(codeStatic, err, static)}
		if err != nil {
			b.assets.value = &render.Assets{Names: map[string]string{}}
		}
	}
}

// faults makes diagnostics of what render found in the theme.
func faults(code *diag.Code, err error, files map[string][]byte) []diag.Diagnostic {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []diag.Diagnostic
		for _, e := range joined.Unwrap() {
			for _, d := range faults(code, e, files) {
				// A shared template fails once for each page that calls it.
				if !slices.ContainsFunc(all, func(o diag.Diagnostic) bool { return o.Place == d.Place }) {
					all = append(all, d)
				}
			}
		}
		return all
	}
	var te *render.TemplateError
	var ae *render.AssetError
	at, message := diag.Place{Path: "templates/base.html"}, err.Error()
	line, col := 0, 0
	switch {
	case errors.As(err, &te):
		at.Path, message, line, col = te.Name, te.Msg, te.Line, te.Col
	case errors.As(err, &ae):
		at.Path, message, line, col = ae.Name, ae.Msg, ae.Line, ae.Col
	}
	at.Span = spanAt(files[at.Path], line, col)
	return []diag.Diagnostic{diag.New(code, at, message).WithFix("mend it, or delete the file: the theme's own takes its place")}
}

// spanAt is the rest of a line from a column on, both from 1.
func spanAt(data []byte, line, col int) diag.Span {
	start := 0
	for ; line > 1; line-- {
		i := strings.IndexByte(string(data[start:]), '\n')
		if i < 0 {
			break
		}
		start += i + 1
	}
	end := start + max(strings.IndexByte(string(data[start:])+"\n", '\n'), 1)
	return diag.Span{Start: min(start+max(col-1, 0), end), End: end}
}
