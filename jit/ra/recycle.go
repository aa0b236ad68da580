package ra

import (
	"slices"
	"sync"

	"github.com/go-python/gopython/ir"
)

// What an allocation needs while it is made is recycled: a word or so for each
// node and block, several times over.

var (
	passPool     = sync.Pool{New: func() any { return new(pass) }}
	analysisPool = sync.Pool{New: func() any { return new(analysis) }}
)

// fit returns n zeros, in the memory of old if they fit there.
func fit[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n, n+n/4)
	}
	old = old[:n]
	clear(old)
	return old
}

// slab is memory that slices of one type are cut from: an allocation of its own for
// each of them is pages of its own, and they cost more than what is done with them.
type slab[T any] struct {
	buf  []T
	used int
	high int // behind that it is as it was made
}

// begin makes all of it free, and room for n.
func (s *slab[T]) begin(n int) {
	if s.used = 0; n > len(s.buf) {
		s.buf, s.high = make([]T, max(2*n, 512)), 0
	}
}

// cut returns n zeros.
func (s *slab[T]) cut(n int) []T {
	if s.used+n > len(s.buf) {
		s.begin(n)
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

// memory is what slices by node and by block are cut from.
type memory struct {
	ints   slab[int32]
	blocks slab[ir.BlockID]
	bools  slab[bool]
	sets   slab[RegSet]
	locs   slab[Loc]
	pairs  slab[[2]int32]
	infos  slab[info]
	regs   slab[regState]
	lists  slab[[]Loc]
	moves  slab[[]Move]
	live   slab[[]ValueLoc]
	terms  slab[TermAlloc]
	edges  slab[[]Move]
}

// copyInto is slices.Clone into the memory of old.
func copyInto[T any](old, s []T) []T { return append(slices.Grow(old[:0], len(s)), s...) }

// Release gives the memory of an allocation back, when nothing is asked of it
// any more but Live and LiveTerm.
func (a *Allocation) Release() {
	if p := a.pass; p != nil {
		a.pass = nil // a may be in p, which is somebody else's at once
		p.analysis.recycle()
		p.recycle()
	}
}

func (p *pass) recycle() {
	p.analysis, p.adv = nil, nil
	passPool.Put(p)
}

func (a *analysis) recycle() {
	a.order, a.t = nil, nil
	analysisPool.Put(a)
}
