//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import "syscall"

// lock takes the folder for one build, until unlock is called or the process
// ends, however it ends. The folder itself is locked: no file is left behind.
// Where the file system has no such locks the build goes on without.
func lock(d *disk) (unlock func() error, err error) {
	f, err := d.root.Open(".")
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	if err == syscall.EWOULDBLOCK {
		f.Close()
		return nil, errBusy
	}
	return f.Close, nil
}
