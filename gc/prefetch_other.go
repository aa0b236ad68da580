//go:build !amd64

package gc

func prefetch(addr uintptr) {}
