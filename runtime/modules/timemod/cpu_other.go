//go:build !unix

package timemod

// cpuTime is the processor time of the process in nanoseconds: here the time
// since it started, for want of better.
func cpuTime() int64 { return monotonic() }
