//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly || windows) || slabs

package gc

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// reserves says that regions are reserved address space.
const reserves = false

// region is for systems where address space cannot be reserved: it is made of
// slabs of Go memory. Its base is far below where Go allocates now, so that
// slabs can be almost anywhere. The build tag slabs is for testing it elsewhere.
type region struct {
	base, size uintptr
	slabs      [][]byte
	at, end    uintptr // what is left of the last slab
	grown      uintptr
}

const (
	minSlab  = 4 << 20
	maxSize  = 2 << 30
	slabSpan = 1 << 34 // distance of slabs from each other at most
)

// reserve sets the limit of what grow gives out.
func (r *region) reserve(size uintptr) error {
	r.size = min(size, maxSize)
	here := uintptr(unsafe.Pointer(new([64]byte)))
	if uint64(here) > slabSpan {
		r.base = uintptr(uint64(here)-slabSpan) &^ (chunkSize - 1)
	}
	return nil
}

// next returns what grow(n) would, 0 when that would be another slab.
func (r *region) next(n uintptr) uintptr {
	if r.end-r.at < n {
		return 0
	}
	return r.at
}

// grow returns n bytes more, a multiple of chunkSize. They are zero.
func (r *region) grow(n uintptr) (uintptr, bool) {
	if n > r.size-r.grown {
		return 0, false
	}
	if r.end-r.at < n {
		slab := make([]byte, max(n, minSlab, r.grown/4&^(chunkSize-1))+chunkSize)
		start := uintptr(unsafe.Pointer(unsafe.SliceData(slab)))
		if start < r.base || uint64(start-r.base)+uint64(len(slab)) > 2*slabSpan {
			return 0, false
		}
		r.slabs = append(r.slabs, slab)
		r.at = (start + chunkSize - 1) &^ (chunkSize - 1)
		r.end = (start + uintptr(len(slab))) &^ (chunkSize - 1)
	}
	addr := r.at
	r.at += n
	r.grown += n
	return addr, true
}

// populate does nothing: slabs are backed when they are touched.
func (r *region) populate(addr, n uintptr) {}

func (r *region) populated(end uintptr) bool { return false }

func (r *region) moved(end uintptr) {}

// release makes pages zero; their memory cannot be given back.
func (r *region) release(addr, n uintptr) { abi.Clear(addr, n) }

// close drops the slabs.
func (r *region) close() error {
	*r = region{}
	return nil
}
