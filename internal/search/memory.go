package search

import (
	"sync"
	"sync/atomic"

	"gloss/internal/link"
	"gloss/internal/render"
)

// Memory is what one index leaves to the next: the words of each page, by what
// they are made of. Any number of goroutines may use it. A nil Memory
// remembers nothing.
type Memory struct {
	mu         sync.Mutex
	vocabulary *vocabulary
	pages      map[key]reading
}

// key is all that the words of a page are made of: the page as it was finished
// and, of a source, what two files say together.
type key struct {
	page *link.Resolved
	by   string
}

func keyOf(p *render.FoundPage) key { return key{p.Of, p.Found[0].By} }

// vocabulary numbers words as they are met.
type vocabulary struct {
	mu    sync.Mutex
	ids   map[string]uint32
	words []string
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]uint32{}} }

func (v *vocabulary) id(word []byte) (uint32, string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if id, ok := v.ids[string(word)]; ok {
		return id, v.words[id]
	}
	id, text := uint32(len(v.words)), string(word)
	v.ids[text] = id
	v.words = append(v.words, text)
	return id, text
}

// idle is how many words a vocabulary may have that no page uses any more.
const idle = 200_000

// recall gives the vocabulary to number words with and the pages whose words are
// known by those numbers.
func (m *Memory) recall() (*vocabulary, map[key]reading) {
	if m == nil {
		return newVocabulary(), nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.vocabulary == nil {
		m.vocabulary = newVocabulary()
	}
	return m.vocabulary, m.pages
}

// remember keeps the words of pages, unless the vocabulary has grown past use or
// is no longer the memory's.
func (m *Memory) remember(v *vocabulary, pages []render.FoundPage, readings []reading, used int) {
	if m == nil {
		return
	}
	known := make(map[key]reading, len(pages))
	for i := range pages {
		known[keyOf(&pages[i])] = readings[i]
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.vocabulary != v:
	case len(v.words) > used+idle:
		m.vocabulary, m.pages = nil, nil
	default:
		m.pages = known
	}
}

// readAll gives the words of all pages, from memory where they are known.
func readAll(pages []render.FoundPage, workers int, v *vocabulary, known map[key]reading) []reading {
	all := make([]reading, len(pages))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(workers, len(pages))) {
		wg.Go(func() {
			r := reader{vocabulary: v, known: map[string]uint32{}}
			for {
				i := int(next.Add(1)) - 1
				if i >= len(pages) {
					return
				}
				if words, ok := known[keyOf(&pages[i])]; ok {
					all[i] = words
				} else {
					all[i] = r.read(&pages[i])
				}
			}
		})
	}
	wg.Wait()
	return all
}
