package build

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"gloss/internal/render"
)

// each runs f for 0 to n-1 on the site's workers; start makes what one worker
// keeps for itself.
func each[T any](workers, n int, start func() T, f func(own T, i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	var broke atomic.Value // a panic, which belongs to whoever waits
	defer func() {
		if v := broke.Load(); v != nil {
			panic(v)
		}
	}()
	for range min(workers, n) {
		wg.Go(func() {
			defer func() {
				if v := recover(); v != nil {
					broke.Store(fmt.Sprintf("%v\n%s", v, debug.Stack()))
				}
			}()
			own := start()
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(own, i)
			}
		})
	}
	wg.Wait()
}

// eachJob runs f for each file, with a buffer of the worker's own. Neighbours that
// are made from one page go to one worker: another would only wait for it.
func eachJob(workers int, jobs []render.Job, f func(buf *bytes.Buffer, i int)) {
	var groups []int // where each begins
	for i := range jobs {
		if i == 0 || !jobs[i].With(jobs[i-1]) {
			groups = append(groups, i)
		}
	}
	each(workers, len(groups), func() *bytes.Buffer { return new(bytes.Buffer) }, func(buf *bytes.Buffer, g int) {
		end := len(jobs)
		if g+1 < len(groups) {
			end = groups[g+1]
		}
		for i := groups[g]; i < end; i++ {
			f(buf, i)
		}
	})
}

func nothing() struct{} { return struct{}{} }
