package gc

import (
	"iter"

	"github.com/go-python/gopython/internal/abi"
)

// poisonByte fills freed cells in poison mode; as a kind it is not valid, as a
// tag neither.
const poisonByte = 0xdb

// Contains reports whether addr is in memory that the heap handed out.
func (h *Heap) Contains(addr uintptr) bool {
	_, _, ok := h.cellAt(addr)
	return ok
}

// ObjectAt returns the start of the object that addr is in. Any word may be
// asked for: ok is false when it is not the address of an object or of
// something inside one.
func (h *Heap) ObjectAt(addr uintptr) (start uintptr, ok bool) {
	start, _, ok = h.cellAt(addr)
	if !ok || !h.isAllocated(start) {
		return 0, false
	}
	return start, true
}

// cellAt returns the cell that addr is in, and its size.
func (h *Heap) cellAt(addr uintptr) (start, size uintptr, ok bool) {
	off := addr - h.base
	if off>>chunkShift >= uintptr(len(h.chunks)) {
		return 0, 0, false
	}
	k := h.chunks[off>>chunkShift]
	if k == nil {
		return 0, 0, false
	}
	page := uint32(off >> pageShift)
	s := &h.spans[k.span[page%chunkPages]]
	if page-s.page >= s.pages {
		return 0, 0, false
	}
	first := uintptr(s.page) << pageShift
	switch s.state {
	case spanBlock:
		size = uintptr(classSizes[s.class])
		i := uintptr(uint64(off-first) * classInverse[s.class] >> 32)
		first += i * size
		if first+size > (uintptr(s.page)<<pageShift)+blockSize {
			return 0, 0, false // what is left at the end of a block
		}
		return h.base + first, size, true
	case spanLarge:
		return h.base + first, uintptr(s.pages) << pageShift, true
	}
	return 0, 0, false
}

// owns reports whether addr is in a chunk of the heap.
func (h *Heap) owns(addr uintptr) bool {
	i := (addr - h.base) >> chunkShift
	return i < uintptr(len(h.chunks)) && h.chunks[i] != nil
}

// isAllocated reports whether the cell at start holds an object.
func (h *Heap) isAllocated(start uintptr) bool {
	off := start - h.base
	k := h.chunks[off>>chunkShift]
	if !k.fresh && (k.alloc == nil || !k.alloc.has(uint32(off%chunkSize/granule))) {
		return false
	}
	return abi.KindOf(start) != abi.KindFree
}

// Size returns the number of bytes that the object at addr, the start of an
// object, has at its disposal.
func (h *Heap) Size(addr uintptr) uintptr {
	_, size, _ := h.cellAt(addr)
	return size
}

// Objects yields the address of every object in the heap: those that were alive
// in the last collection, and those allocated since. Right after a collection
// that is all that is reachable. Nothing may be allocated meanwhile.
func (h *Heap) Objects() iter.Seq[uintptr] {
	return func(yield func(uintptr) bool) {
		for i := range h.spans {
			s := &h.spans[i]
			base := h.pageAddr(s.page)
			size, end := uintptr(chunkSize), uintptr(0)
			switch s.state {
			case spanBlock:
				size = uintptr(classSizes[s.class])
				end = blockSize / size * size
			case spanLarge:
				end = 1
			}
			for off := uintptr(0); off < end; off += size {
				if h.isAllocated(base+off) && !yield(base+off) {
					return
				}
			}
		}
	}
}
