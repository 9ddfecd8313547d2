package publish

import (
	"bytes"
	"slices"
)

// A sealed manifest is the final one, staged before anything is touched.
type sealed struct {
	raw    []byte
	staged string // "" if there is nothing to say
}

// stageManifests writes both manifests while a failure still costs nothing,
// and, if any file is about to change, puts the unfinished one in place.
func (s *Stage) stageManifests(p *plan) (final sealed, err error) {
	final.raw = p.encode()
	changes := len(p.place)+len(p.first)+len(p.gone) > 0
	if !changes && bytes.Equal(final.raw, s.old.raw) {
		return final, nil
	}
	if final.staged, err = s.stageManifest(final.raw); err != nil || !changes {
		return final, err
	}
	paths := slices.Clone(s.old.paths)
	for i := range p.files {
		paths = append(paths, p.files[i].Path)
	}
	slices.Sort(paths)
	unfinished, err := s.stageManifest(encodeUnfinished(slices.Compact(paths)))
	if err != nil {
		return final, err
	}
	return final, s.d.rename(unfinished, ManifestName)
}

func (s *Stage) stageManifest(raw []byte) (name string, err error) {
	if name, err = s.scratchFile(); err == nil {
		_, err = s.d.write(name, ManifestName, raw)
	}
	return name, err
}

// sealManifest ends the build: the last rename of all.
func (s *Stage) sealManifest(p *plan, final sealed) error {
	if final.staged == "" {
		return nil
	}
	if raw := p.encode(); !bytes.Equal(raw, final.raw) { // times moved with the files
		name, err := s.stageManifest(raw)
		if err != nil {
			return err
		}
		final.staged = name
	}
	return s.d.rename(final.staged, ManifestName)
}

func (p *plan) encode() []byte {
	m := Manifest{Inputs: p.inputs, Files: make([]File, len(p.files))}
	for i := range p.files {
		m.Files[i] = p.files[i].File
	}
	return m.encode()
}
