//go:build !amd64 || !(linux || darwin || freebsd || netbsd || openbsd || dragonfly || windows)

package codemem

// reserve fails. On arm64 code memory also needs the instruction cache to be
// flushed, which belongs to that back end.
func reserve(int, bool) (memory, error) { return nil, ErrUnsupported }
