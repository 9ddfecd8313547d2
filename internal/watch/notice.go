package watch

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

// instead is the line that says why files are polled and what would help.
func instead(err error, interval time.Duration) string {
	why, remedy := err.Error(), ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		why = "the system watches no more folders (fs.inotify.max_user_watches)"
		remedy = "; to see saves at once, raise it: sudo sysctl fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE) && runtime.GOOS == "linux":
		why = "the system allows no more watchers (fs.inotify.max_user_instances)"
		remedy = "; to see saves at once, raise it: sudo sysctl fs.inotify.max_user_instances=1024"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		why = "this system opens every file that it watches, and allows no more (ulimit -n)"
		remedy = "; to see saves at once, raise it: ulimit -n 65536"
	}
	return fmt.Sprintf("%s: looking at every file each %v instead%s", why, interval, remedy)
}
