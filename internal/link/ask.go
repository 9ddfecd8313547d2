package link

import "gloss/internal/content"

// ask notes a question, so that a memory can ask it again.
func (r *Resolver) ask(q question) { r.asked = append(r.asked, q) }

func (r *Resolver) find(name string, kind content.Kind) found {
	r.ask(question{asks: asksName, word: name, kind: kind})
	return r.names.find(name, kind)
}

func (r *Resolver) asset(path string) *Asset {
	r.ask(question{asks: asksPicture, word: path})
	return r.names.assets[path]
}

func (r *Resolver) cited(key string) *Source {
	r.ask(question{asks: asksSource, word: key})
	return r.names.sources[key]
}
