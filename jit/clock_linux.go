package jit

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadTime is how long the thread has run on a processor.
func threadTime() (d time.Duration, ok bool) {
	var ts unix.Timespec
	if unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &ts) != nil {
		return 0, false
	}
	return time.Duration(ts.Nano()), true
}
