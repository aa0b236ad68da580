package difftest

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// sampleRSS polls the peak resident size of a process until the returned
// function is called, which gives the last value seen.
func sampleRSS(pid int) func() int64 {
	stop, result := make(chan struct{}), make(chan int64)
	go func() {
		var peak int64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				result <- peak
				return
			case <-tick.C:
				peak = max(peak, highWater(fmt.Sprintf("/proc/%d/status", pid)))
			}
		}
	}()
	return func() int64 { close(stop); return <-result }
}

// highWater reads the VmHWM line of a /proc status file, in bytes.
func highWater(path string) int64 {
	status, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	_, rest, ok := bytes.Cut(status, []byte("VmHWM:"))
	fields := bytes.Fields(rest)
	if !ok || len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(string(fields[0]), 10, 64)
	return kib << 10
}

// peakRSS returns the peak resident size of a process that has ended. A child
// starts out in its parent's address space, and the kernel counts that towards
// its Maxrss; so Maxrss is exact only above our own peak, and below it the
// samples are the better figure.
func peakRSS(state *os.ProcessState, sampled func() int64) int64 {
	var samples int64
	if sampled != nil {
		samples = sampled()
	}
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return samples
	}
	peak := int64(usage.Maxrss) << 10
	if samples > 0 && peak <= highWater("/proc/self/status") {
		return samples
	}
	return peak
}
