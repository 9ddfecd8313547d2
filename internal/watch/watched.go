package watch

import "strings"

// identity is the folder or file itself, whatever its path; zero where the
// system does not tell.
type identity struct{ device, inode uint64 }

// watched is the folders that have a watch.
type watched struct {
	paths map[string]identity
	ids   map[identity]string
}

func (w watched) has(path string) bool {
	_, ok := w.paths[path]
	return ok
}

// at gives the path that a folder was watched at.
func (w watched) at(id identity) (path string, ok bool) {
	path, ok = w.ids[id]
	return path, ok && id != identity{}
}

func (w watched) put(path string, id identity) { w.paths[path], w.ids[id] = id, path }

func (w watched) drop(path string) {
	if id := w.paths[path]; w.ids[id] == path {
		delete(w.ids, id)
	}
	delete(w.paths, path)
}

// under gives the path itself and all below it.
func (w watched) under(path string) (all []string) {
	for p := range w.paths {
		if p == path || strings.HasPrefix(p, path+"/") {
			all = append(all, p)
		}
	}
	return all
}
