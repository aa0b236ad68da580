package opt

import (
	"sync"

	"github.com/go-python/gopython/ir"
)

// space is memory that passes use while they run: most of it is a word or less
// for each node or block, wanted anew by every pass of every region. It is
// recycled from pass to pass and from region to region.
type space struct {
	ints      slab[int32]
	ids       slab[ir.ID]
	blocks    slab[ir.BlockID]
	bools     slab[bool]
	intervals slab[interval]
	known     slab[known]
	memories  slab[memory]
	facts     []factNode // of the last value numbering
	headers   []headerNode

	flow ir.Flow
	// For which edges, and how many blocks, unreachable blocks were dropped.
	dropped, droppedOf int
	graphs             [2]graph // the last ones that were made
}

var spaces = sync.Pool{New: func() any { return new(space) }}

// spaceOf is the space that f's passes share, empty.
func spaceOf(f *ir.Func) *space {
	s, ok := f.Scratch.(*space)
	if !ok {
		return new(space) // a pass that runs alone, in a test
	}
	return s
}

// begin is called for each function.
func (s *space) begin(f *ir.Func) {
	s.flow.Forget()
	s.dropped, s.droppedOf = 0, 0
	f.Scratch, f.Flow = s, &s.flow
}

// end is called when it is done.
func (s *space) end(f *ir.Func) {
	f.Scratch, f.Flow = nil, nil
	s.graphs[0].f, s.graphs[1].f = nil, nil
}

// reset makes all of it free, at the start of a pass.
func (s *space) reset() {
	s.ints.used, s.ids.used, s.blocks.used, s.bools.used = 0, 0, 0, 0
	s.intervals.used, s.known.used, s.memories.used = 0, 0, 0
}

// slab hands out slices of one type.
type slab[T any] struct {
	buf  []T
	used int
	high int // behind that it is as it was made
}

// cut returns n zeros.
func (s *slab[T]) cut(n int) []T {
	if s.used+n > len(s.buf) {
		s.buf, s.used, s.high = make([]T, max(2*len(s.buf), n+n/2, 256)), 0, 0
	}
	out := s.buf[s.used : s.used+n : s.used+n]
	// New memory is not touched before it is used.
	if s.high > s.used {
		clear(out[:min(n, s.high-s.used)])
	}
	s.used += n
	s.high = max(s.high, s.used)
	return out
}
