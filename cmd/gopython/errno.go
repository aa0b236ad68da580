package main

import (
	"errors"
	"syscall"
)

// errno is the number of a system error, 0 when it has none.
func errno(err error) int {
	var e syscall.Errno
	if errors.As(err, &e) {
		return int(e)
	}
	return 0
}
