package publish

import (
	"io/fs"
	"os"
	"path"
)

// A ground is what stands where a folder is needed, and above.
type ground struct {
	kind  int
	at    string   // the path that is taken
	clear []string // files of ours that give way
}

const (
	stands = iota // a folder
	absent        // nothing, or a file of ours that gives way
	taken         // something of somebody else's
)

// ground looks at each folder once: nobody else changes them while we stage.
func (s *Stage) ground(dir string) (ground, error) {
	if dir == "." {
		return ground{kind: stands}, nil
	}
	s.mu.Lock()
	g, known := s.grounds[dir]
	s.mu.Unlock()
	if known {
		return g, nil
	}
	g, err := s.ground(path.Dir(dir))
	if err == nil && g.kind == stands {
		g, err = s.survey(dir)
	}
	if err != nil {
		return ground{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.grounds[dir] = g
	return g, nil
}

// survey is ground for a folder of which the one above is a folder.
func (s *Stage) survey(dir string) (ground, error) {
	info, err := s.d.lstat(dir)
	switch {
	case err != nil:
		return ground{}, err
	case info == nil:
		return ground{kind: absent}, nil
	case info.IsDir():
		return ground{kind: stands}, nil
	case !info.Mode().IsRegular():
		return ground{kind: taken, at: dir}, nil
	}
	listed, others, err := s.names(dir, info)
	if err != nil {
		return ground{}, err
	}
	if listed {
		others = append(others, dir)
	}
	if len(others) == 0 {
		return ground{kind: taken, at: dir}, nil
	}
	return ground{kind: absent, clear: others}, nil
}

// names reports whether the file at p is listed as ours under that name, and
// the other names under which it is: where the file system ignores case, an
// earlier build may have written it in other letters.
func (s *Stage) names(p string, info fs.FileInfo) (listed bool, others []string, err error) {
	for _, q := range s.oldFold[Fold(p)] {
		if q == p {
			listed = true
			continue
		}
		g, err := s.ground(path.Dir(q))
		if err != nil {
			return false, nil, err
		}
		if g.kind != stands {
			continue
		}
		other, err := s.d.lstat(q)
		if err != nil {
			return false, nil, err
		}
		if other != nil && os.SameFile(info, other) {
			others = append(others, q)
		}
	}
	return listed, others, nil
}
