package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"slices"

	"gloss/internal/render"
	"gloss/internal/source"
)

// Outputs is what the files of one build came to: for each a hash of its bytes
// and, where a template made it, the key of the view that it was made from. It
// is never changed.
type Outputs struct {
	theme source.Hash
	files map[string]output
}

type output struct {
	key   render.Key
	keyed bool
	sum   source.Hash
}

// Outputs makes every file that has another view than before, and takes the
// hashes of the others from there; before may be nil. rendered names the pages
// that templates made anew, in order. It ends early where ctx is done.
func (s *Site) Outputs(ctx context.Context, before *Outputs) (o *Outputs, rendered []string, err error) {
	if before == nil || before.theme != s.themeKey {
		before = &Outputs{}
	}
	jobs := s.files()
	made, fresh := make([]output, len(jobs)), make([]bool, len(jobs))
	errs := make([]error, len(jobs))
	eachJob(s.workers, jobs, func(buf *bytes.Buffer, i int) {
		if ctx.Err() != nil {
			return
		}
		j := jobs[i]
		key, keyed := j.Key()
		if old, ok := before.files[j.Path]; ok && keyed && old.keyed && old.key == key {
			made[i] = old
			return
		}
		buf.Reset()
		errs[i] = j.Write(buf, s.theme)
		made[i], fresh[i] = output{key: key, keyed: keyed, sum: sha256.Sum256(buf.Bytes())}, keyed
	})
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	o = &Outputs{theme: s.themeKey, files: make(map[string]output, len(jobs))}
	for i, j := range jobs {
		if errs[i] != nil {
			return nil, nil, errs[i]
		}
		o.files[j.Path] = made[i]
		if fresh[i] {
			rendered = append(rendered, j.Path)
		}
	}
	s.Work.Rendered += len(rendered)
	return o, rendered, nil
}

// Sums are the hashes of the files, by path.
func (o *Outputs) Sums() map[string]source.Hash {
	sums := make(map[string]source.Hash, len(o.files))
	for path, out := range o.files {
		sums[path] = out.sum
	}
	return sums
}

// Changed names the files whose bytes are others than before, or are new, and
// those that are gone, each in order.
func (o *Outputs) Changed(before *Outputs) (changed, removed []string) {
	for path, out := range o.files {
		if old, ok := before.files[path]; !ok || old.sum != out.sum {
			changed = append(changed, path)
		}
	}
	for path := range before.files {
		if _, ok := o.files[path]; !ok {
			removed = append(removed, path)
		}
	}
	slices.Sort(changed)
	slices.Sort(removed)
	return changed, removed
}
