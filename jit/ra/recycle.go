package ra

import (
	"slices"
	"sync"
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
