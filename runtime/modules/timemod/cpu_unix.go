//go:build unix

package timemod

import "syscall"

// cpuTime is the processor time of the process in nanoseconds.
func cpuTime() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return monotonic()
	}
	return u.Utime.Nano() + u.Stime.Nano()
}
