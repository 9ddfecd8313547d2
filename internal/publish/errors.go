package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// An Error is a failure of the machine: what we did, to which path, and the
// cause. Path is absolute.
type Error struct {
	Op   string
	Path string
	Err  error
}

func (e *Error) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// A RefusedError says that we could, but would not: the folder, or a file in
// it, is somebody's. Fix says how to mend it.
type RefusedError struct {
	Path   string
	Reason string
	Fix    string
}

func (e *RefusedError) Error() string { return e.Path + ": " + e.Reason + "; fix: " + e.Fix }

// ErrMisuse marks, for errors.Is, an Error that is the calling program's own
// fault, such as one path put twice.
var ErrMisuse = errors.New("internal error")

var errBusy = errors.New("locked by another build")

func misuse(op, path, format string, args ...any) error {
	return &Error{op, path, fmt.Errorf("%w: %s", ErrMisuse, fmt.Sprintf(format, args...))}
}

// failure makes an Error of what package os returned, whose own operation and
// path (relative, or that of a staged file) would only confuse.
func failure(op, path string, err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &le):
		err = le.Err
	}
	return &Error{op, path, err}
}

// A reason is why something is refused, and how to mend it.
type reason struct{ why, fix string }

func refused(path string, r reason) error { return &RefusedError{path, r.why, r.fix} }

const chooseAnother = "choose a folder of its own, such as --out public"

// What CheckTarget and Begin refuse.
var (
	notAFolder     = reason{"it is not a folder", "move it away, or " + chooseAnother}
	underAFile     = reason{"a file stands where one of the folders above it should be", chooseAnother}
	danglingOut    = reason{"a symbolic link in it leads nowhere", "mend or remove the link, or " + chooseAnother}
	isRoot         = reason{"it is the root of the file system", chooseAnother}
	isHome         = reason{"it is your home folder, or holds it", chooseAnother}
	isSite         = reason{"it is the folder of the site itself, or holds it", chooseAnother}
	isGit          = reason{"it is git's own", chooseAnother}
	isSystemFolder = reason{"it is a folder of the system, or of somebody else, and no build wrote it before", chooseAnother}
	isRepo         = reason{
		"it is a git repository, and no build wrote it before",
		"build into a folder inside it, or remove its .git first",
	}
	busy = reason{"another build is writing there", "wait until it has ended, then build again"}
)

func isSource(name string) reason {
	return reason{"it is in " + name + "/, which holds the site's sources", chooseAnother}
}

// What Commit refuses.
var (
	foreignFile = reason{
		"no build wrote this file, and this one would replace it",
		"move it away, or " + chooseAnother,
	}
	foreignUnsure = reason{
		"no build that we have a record of wrote this file, and this one would replace it",
		"if the output folder holds nothing but earlier builds, delete that folder; else move the file away, or " + chooseAnother,
	}
	foreignPlace = reason{
		"no build put this here, and a file of the site is to stand in its place",
		"move it away, or " + chooseAnother,
	}
	foreignAbove = reason{
		"no build put this here, and a folder of the site is to stand in its place",
		"move it away, or " + chooseAnother,
	}
)

// summary is for the error of several refusals: the first, and how many more.
func summary(all []*RefusedError) error {
	if len(all) == 0 {
		return nil
	}
	e := *all[0]
	if n := len(all) - 1; n > 0 {
		e.Reason += fmt.Sprintf(" (and %d more like it)", n)
	}
	return &e
}
