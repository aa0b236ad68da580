package jit

import (
	"runtime"
	"time"
)

// clock starts to measure; what it returns stops, and says how long it took. For
// statistics that is time of the processor: what else runs does not count.
func (j *JIT) clock() (stop func() time.Duration) {
	if j.cfg.Stats {
		runtime.LockOSThread()
		if start, ok := threadTime(); ok {
			return func() time.Duration {
				end, _ := threadTime()
				runtime.UnlockOSThread()
				return end - start
			}
		}
		runtime.UnlockOSThread()
	}
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
