//go:build (darwin || freebsd || netbsd || openbsd || dragonfly) && amd64

package codemem

func reserve(size int, _ bool) (memory, error) { return reservePages(size) }
