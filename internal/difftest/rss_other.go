//go:build !linux

package difftest

import "os"

// sampleRSS does nothing here: only Linux shows a running process's peak.
func sampleRSS(int) func() int64 { return nil }

// peakRSS returns 0, for unknown: the unit of Maxrss differs by system, and on
// some of them there is no such figure.
func peakRSS(*os.ProcessState, func() int64) int64 { return 0 }
