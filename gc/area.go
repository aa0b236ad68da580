package gc

import "errors"

// slabArea is the most an area takes where it is backed by memory at once.
const slabArea = 8 << 20

// Area is memory outside the heap, such as the frame stack of a thread: all of
// it is accessible, and backed by pages as it is touched.
type Area struct {
	Base, Size uintptr
	mem        region
}

// NewArea reserves size bytes, or less where address space is scarce.
func NewArea(size uintptr) (*Area, error) {
	if !reserves {
		size = min(size, slabArea)
	}
	s := &Area{}
	if err := s.mem.reserve(size); err != nil {
		return nil, err
	}
	n := s.mem.size &^ (chunkSize - 1)
	base, ok := s.mem.grow(n)
	if !ok {
		_ = s.mem.close() // the first error counts
		return nil, errors.New("gc: no memory outside the heap")
	}
	s.Base, s.Size = base, n
	return s, nil
}

// Close gives the memory back.
func (s *Area) Close() error { return s.mem.close() }
