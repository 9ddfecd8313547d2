package terms

import "sync"

// memo keeps what a pure function gave for a word. It is safe for concurrent
// use, and begins anew when it is full.
type memo struct {
	most  int
	mutex sync.Mutex
	known map[string]string
}

func (m *memo) get(word string, f func(string) string) string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if result, ok := m.known[word]; ok {
		return result
	}
	if m.known == nil || len(m.known) >= m.most {
		m.known = map[string]string{}
	}
	result := f(word)
	m.known[word] = result
	return result
}
