//go:build !amd64

package gc

func prefetch(*[prefetched]uintptr) {}
