package gc

import "errors"

// slabStack is the size of a stack where it is backed by memory at once.
const slabStack = 8 << 20

// Stack is memory outside the heap for the frames of a thread: accessible all
// of it, backed by pages as it is touched.
type Stack struct {
	Base, Size uintptr
	mem        region
}

// NewStack reserves size bytes, or less where address space is scarce.
func NewStack(size uintptr) (*Stack, error) {
	if !reserves {
		size = min(size, slabStack)
	}
	s := &Stack{}
	if err := s.mem.reserve(size); err != nil {
		return nil, err
	}
	n := s.mem.size &^ (chunkSize - 1)
	base, ok := s.mem.grow(n)
	if !ok {
		_ = s.mem.close() // the first error counts
		return nil, errors.New("gc: no memory for a stack")
	}
	s.Base, s.Size = base, n
	return s, nil
}

// Close gives the memory back.
func (s *Stack) Close() error { return s.mem.close() }
