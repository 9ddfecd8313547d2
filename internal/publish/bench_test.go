package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

const benchFiles, benchSize = 1000, 20_000

// pages are benchFiles files of benchSize bytes, other ones for another tag.
func pages(n int, tag byte) (paths []string, data [][]byte) {
	for i := range n {
		paths = append(paths, fmt.Sprintf("articles/page-%d/index.html", i))
		page := make([]byte, benchSize)
		for k := range page {
			page[k] = 'a' + byte((k*7+i)%26)
		}
		page[len(page)-1] = tag
		data = append(data, page)
	}
	return paths, data
}

func publishPages(b *testing.B, out string, paths []string, data [][]byte) Result {
	target, err := Open(out)
	if err != nil {
		b.Fatal(err)
	}
	defer target.Close()
	s, err := target.Begin()
	if err != nil {
		b.Fatal(err)
	}
	defer s.Abort()
	var group sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		group.Go(func() {
			for i := w; i < len(paths); i += n {
				if err := s.Put(paths[i], data[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
	r, err := s.Commit(Inputs{Key: "k"})
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func BenchmarkUnchanged(b *testing.B) {
	for _, n := range []int{benchFiles, 10 * benchFiles} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			out := b.TempDir()
			paths, data := pages(n, '1')
			publishPages(b, out, paths, data)
			for b.Loop() {
				if r := publishPages(b, out, paths, data); r.Unchanged != n {
					b.Fatal(r.Written)
				}
			}
		})
	}
}

func BenchmarkOneChanged(b *testing.B) {
	out := b.TempDir()
	paths, data := pages(benchFiles, '1')
	publishPages(b, out, paths, data)
	for b.Loop() {
		data[500][0]++
		publishPages(b, out, paths, data)
	}
}

func BenchmarkAllChanged(b *testing.B) {
	out := b.TempDir()
	paths, one := pages(benchFiles, '1')
	_, two := pages(benchFiles, '2')
	publishPages(b, out, paths, one)
	for b.Loop() {
		if r := publishPages(b, out, paths, two); r.Written != benchFiles {
			b.Fatal(r.Unchanged)
		}
		one, two = two, one
	}
}

func BenchmarkFirst(b *testing.B) {
	paths, data := pages(benchFiles, '1')
	base := b.TempDir()
	for i := 0; b.Loop(); i++ {
		publishPages(b, filepath.Join(base, fmt.Sprint(i)), paths, data)
	}
}

// The floor: the same bytes, written over the old ones without any promise.
func BenchmarkFloorOverwrite(b *testing.B) {
	out := b.TempDir()
	paths, data := pages(benchFiles, '1')
	writeFloor(b, out, paths, data)
	for b.Loop() {
		writeFloor(b, out, paths, data)
	}
}

func BenchmarkFloorFirst(b *testing.B) {
	paths, data := pages(benchFiles, '1')
	base := b.TempDir()
	for i := 0; b.Loop(); i++ {
		writeFloor(b, filepath.Join(base, fmt.Sprint(i)), paths, data)
	}
}

func writeFloor(b *testing.B, out string, paths []string, data [][]byte) {
	for i, p := range paths {
		full := filepath.Join(out, p)
		if err := os.WriteFile(full, data[i], 0o644); err == nil {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(full, data[i], 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIntact(b *testing.B) {
	out := b.TempDir()
	paths, data := pages(10*benchFiles, '1')
	publishPages(b, out, paths, data)
	b.Run("10000 read and check", func(b *testing.B) {
		for b.Loop() {
			if !intact(b, out) {
				b.Fatal("not intact")
			}
		}
	})
}
