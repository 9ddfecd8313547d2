package link

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"gloss/internal/content"
	"gloss/internal/diag"
)

// pool is a set of names among which the one that was meant may be.
type pool uint8

const (
	noPool pool = iota
	poolPages
	poolTerms
	poolTopics
	poolStarts
	poolAddresses
	poolFiles
	poolPictures
	poolHeadings
	poolKeys
)

// doubt is a name that nothing has, and how the one that was meant would be
// written in its place.
type doubt struct {
	pool          pool
	word          string
	before, after string            // what stands around a name in the fix
	doc           *content.Document // whose headings they are, or whose file names the file
}

// doubted is a doubt about one of a page's diagnostics.
type doubted struct {
	diag int
	doubt
}

// maxLikeness bounds the work of a build that goes into looking for what was
// meant, in pairs of letters: after a renamed folder there may be thousands of
// broken links, and each search costs as much as there are names.
const maxLikeness = 150_000_000

// Suggester adds to problems what was meant by a name that nothing has. It does
// a bounded amount of work, so it is asked in a fixed order.
type Suggester struct {
	names *Names
	left  int
	words map[pool][]string
	files map[pool]fileNames
}

// NewSuggester makes the one suggester of a build.
func NewSuggester(n *Names) *Suggester {
	return &Suggester{names: n, left: maxLikeness, words: map[pool][]string{}, files: map[pool]fileNames{}}
}

// Diags gives what is wrong on a page, with the names that were likely meant.
func (s *Suggester) Diags(r *Resolved) []diag.Diagnostic {
	if len(r.doubts) == 0 {
		return r.Diags
	}
	diags := slices.Clone(r.Diags)
	for _, d := range r.doubts {
		diags[d.diag] = s.settle(diags[d.diag], d.doubt)
	}
	return diags
}

// settle names in a problem what was likely meant, if anything was.
func (s *Suggester) settle(d diag.Diagnostic, about doubt) diag.Diagnostic {
	near, fix := s.near(about)
	if near == "" {
		return d
	}
	d.Fixes = nil
	return d.WithNote("did you mean " + near + "?").WithFix(about.before + fix + about.after)
}

// near gives the nearest name and what is to be written for it.
func (s *Suggester) near(about doubt) (name, fix string) {
	switch about.pool {
	case noPool:
		return "", ""
	case poolFiles, poolPictures:
		file := s.nearestFile(s.filesOf(about.pool), about.word)
		if file == "" {
			return "", ""
		}
		fix = relative(path.Dir(about.doc.Path), file)
		if about.pool == poolPictures {
			file = path.Base(file)
		}
		return file, fix
	case poolHeadings:
		name = s.nearest(about.word, 2*len(about.doc.Body.Headings), func() []string { return headingNames(about.doc) })
	default:
		words := s.wordsOf(about.pool)
		name = s.nearest(about.word, len(words), func() []string { return words })
	}
	return name, name
}

// nearest is diag.Nearest as long as there is work to spend.
func (s *Suggester) nearest(word string, n int, candidates func() []string) string {
	letters := utf8.RuneCountInString(word)
	cost := n * letters * letters
	if cost > s.left {
		return ""
	}
	s.left -= cost
	return diag.Nearest(word, candidates())
}

// wordsOf lists a pool, once.
func (s *Suggester) wordsOf(p pool) []string {
	if words, ok := s.words[p]; ok {
		return words
	}
	s.words[p] = s.names.wordsOf(p)
	return s.words[p]
}

func (n *Names) wordsOf(p pool) []string {
	var words []string
	switch p {
	case poolPages:
		for _, page := range n.Pages {
			words = append(words, page.Slug)
		}
		for _, key := range slices.Sorted(maps.Keys(n.byName)) {
			for _, m := range n.byName[key] {
				words = append(words, m.text)
			}
		}
	case poolTerms:
		for _, term := range n.Terms {
			words = append(words, term.Slug, term.Title())
		}
	case poolTopics:
		return slices.Sorted(maps.Keys(n.topics))
	case poolStarts:
		for _, page := range n.Pages {
			if page.Doc.Kind == content.Explainer {
				words = append(words, page.Slug)
			}
		}
	case poolKeys:
		return slices.Sorted(maps.Keys(n.sources))
	case poolAddresses:
		return append(slices.Sorted(maps.Keys(n.byAddress)), Made...)
	}
	return words
}

// fileNames is the names of files: all of each folder, and the first file that
// has a name.
type fileNames struct {
	in    map[string][]string
	first map[string]string
}

func (s *Suggester) filesOf(p pool) fileNames {
	if f, ok := s.files[p]; ok {
		return f
	}
	var files []string
	if p == poolFiles {
		files = slices.Sorted(maps.Keys(s.names.byPath))
	}
	f := fileNames{map[string][]string{}, map[string]string{}}
	for _, file := range append(files, slices.Sorted(maps.Keys(s.names.assets))...) {
		dir, base := path.Split(file)
		dir = strings.TrimSuffix(dir, "/")
		f.in[dir] = append(f.in[dir], base)
		if f.first[base] == "" {
			f.first[base] = file
		}
	}
	s.files[p] = f
	return f
}

// nearestFile gives the file with the nearest name: the one of the same name in
// another folder, else one in the same. Folders do not count as likeness.
func (s *Suggester) nearestFile(files fileNames, file string) string {
	if elsewhere := files.first[path.Base(file)]; elsewhere != "" {
		return elsewhere
	}
	beside := files.in[path.Dir(file)]
	if near := s.nearest(path.Base(file), len(beside), func() []string { return beside }); near != "" {
		return path.Join(path.Dir(file), near)
	}
	return ""
}

// relative writes a path as a link in a file of the folder dir names it.
func relative(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir = path.Dir(dir)
		up += "../"
	}
	return up + strings.TrimPrefix(file, dir+"/")
}
