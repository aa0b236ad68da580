//go:build !linux

package jit

import "time"

// threadTime is not to be had here.
func threadTime() (d time.Duration, ok bool) { return 0, false }
