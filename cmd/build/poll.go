package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gloss/internal/source"
)

// poller looks at the site's folders again and again.
type poller struct{ changes chan struct{} }

const pollEvery = 100 * time.Millisecond

func newPoller(ctx context.Context, root string) poller {
	p := poller{make(chan struct{}, 1)}
	last := fingerprint(root)
	go func() {
		tick := time.NewTicker(pollEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			now := fingerprint(root)
			if now == last {
				continue
			}
			last = now
			select {
			case p.changes <- struct{}{}:
			default: // one is waiting already
			}
		}
	}()
	return p
}

func (p poller) Changes() <-chan struct{} { return p.changes }

// fingerprint is a hash of every path with its size and time.
func fingerprint(root string) uint64 {
	h := fnv.New64a()
	for _, dir := range source.Folders {
		_ = filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			var info os.FileInfo
			if info, err = d.Info(); err == nil {
				fmt.Fprintln(h, path, info.Mode(), info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return h.Sum64()
}
