package preview_test

import (
	"fmt"
	"testing"
	"time"

	"gloss/internal/build"
	"gloss/internal/preview"
	"gloss/internal/sitetest"
)

// BenchmarkEvent is what the preview itself adds to a build: from a site that is
// shown to the event that names the open page.
func BenchmarkEvent(b *testing.B) {
	for _, size := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			files := site()
			for i := range size {
				files[fmt.Sprintf("content/articles/p%d.md", i)] = fmt.Sprintf("---\ntitle: Page %d\n---\n\nThe thing is here for the %dth time.\n", i, i)
			}
			builder := sitetest.New(build.Options{})
			l := start(b, files, build.Options{})
			var sites [2]*build.Site
			for i := range sites {
				files["content/about.md"] = about + fmt.Sprintf("Version %d.\n", i)
				sites[i] = builder.Build(files.Snapshot(), l.at)
			}
			show := func(i int) {
				l.server.Show(preview.Build{Site: sites[i%2], Read: func(string) []byte { return nil }, Began: time.Now()})
			}
			show(0)
			s := l.listen("/about/")
			b.ResetTimer()
			for i := range b.N {
				show(i + 1)
				for e := s.next(); e.Generation != i+2 || e.Pending == 0; e = s.next() {
				}
			}
		})
	}
}
