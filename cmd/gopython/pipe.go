//go:build !js

package main

import (
	"os/signal"
	"syscall"
)

// ignorePipe makes writing to a closed pipe an error, as in CPython: Go would
// end the process.
func ignorePipe() { signal.Ignore(syscall.SIGPIPE) }
