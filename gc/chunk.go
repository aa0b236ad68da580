package gc

import (
	"math/bits"

	"github.com/go-python/gopython/internal/abi"
)

// bitmap has a bit for each granule of a chunk.
type bitmap [chunkSize / granule / 64]uint64

func (b *bitmap) has(i uint32) bool { return b[i/64]>>(i%64)&1 != 0 }

// chunk describes a chunk of memory.
type chunk struct {
	// span has the span of every page. Inside a free span the entries are
	// stale: a reader checks that the span has the page.
	span [chunkPages]uint32
	// dirty has the pages that may hold something else than zeros. Clean ones
	// do not count as committed.
	dirty [chunkPages / 64]uint64
	// alloc has the bits of cells that may hold objects; such a cell holds one
	// when its kind is not KindFree. All cells may while fresh is set, which is
	// until the first collection: then all free memory is zero.
	alloc *bitmap
	// marks are the objects that were alive in the last collection: the old ones.
	marks *bitmap
	fresh bool
	// leaves has the pages of blocks of leaves; see AllocLeaf.
	leaves [chunkPages / 64]uint64
	// touched is set when cells were handed out since the last collection.
	touched bool
}

// fill sets n bits of alloc.
func (k *chunk) fill(i uint32, n uintptr) {
	if k.alloc == nil {
		k.alloc = new(bitmap)
	}
	end := i + uint32(n)
	for i < end {
		m := min(end, (i|63)+1)
		k.alloc[i/64] |= (^uint64(0) >> (64 - (m - i))) << (i % 64)
		i = m
	}
}

// chunkOf returns the chunk of a page and the bit of its first granule.
func (h *Heap) chunkOf(page uint32) (*chunk, uint32) {
	return h.chunks[page/chunkPages], page % chunkPages * (pageSize / granule)
}

func (h *Heap) pageAddr(page uint32) uintptr { return h.base + uintptr(page)<<pageShift }

// setPages makes pages belong to a span.
func (h *Heap) setPages(page, n, id uint32) {
	for n > 0 {
		part := h.chunks[page/chunkPages].span[page%chunkPages:]
		part = part[:min(n, uint32(len(part)))]
		for i := range part {
			part[i] = id
		}
		page += uint32(len(part))
		n -= uint32(len(part))
	}
}

// setLeaves notes whether a block is one of leaves: it is in one word.
func (h *Heap) setLeaves(page uint32, leaves bool) {
	w := &h.chunks[page/chunkPages].leaves[page%chunkPages/64]
	mask := uint64(1<<blockPages-1) << (page % 64)
	if *w &^= mask; leaves {
		*w |= mask
	}
}

// dirtyWords calls f for each word of dirty bits that the pages are in, with
// the mask of those bits and the first of the word's pages.
func (h *Heap) dirtyWords(page, n uint32, f func(w *uint64, mask uint64, first uint32)) {
	for n > 0 {
		bit := page % 64
		m := min(n, 64-bit)
		w := &h.chunks[page/chunkPages].dirty[page%chunkPages/64]
		f(w, (^uint64(0)>>(64-m))<<bit, page-bit)
		page += m
		n -= m
	}
}

// cleanPages counts the pages that are not dirty.
func (h *Heap) cleanPages(page, n uint32) uintptr {
	clean := 0
	h.dirtyWords(page, n, func(w *uint64, mask uint64, _ uint32) {
		clean += bits.OnesCount64(^*w & mask)
	})
	return uintptr(clean)
}

func (h *Heap) markDirty(page, n uint32) {
	h.dirtyWords(page, n, func(w *uint64, mask uint64, _ uint32) {
		h.dirty += uintptr(bits.OnesCount64(^*w & mask))
		*w |= mask
	})
}

// zeroDirty zeroes the pages that need it.
func (h *Heap) zeroDirty(page, n uint32) {
	h.dirtyWords(page, n, func(w *uint64, mask uint64, first uint32) {
		eachRun(*w&mask, func(i, n uint32) {
			abi.Clear(h.pageAddr(first+i), uintptr(n)*pageSize)
		})
	})
}

// release gives the memory of pages back to the system and makes them clean.
func (h *Heap) release(page, n uint32) {
	dirty := uintptr(n) - h.cleanPages(page, n)
	if dirty == 0 {
		return
	}
	h.aheadPages = 0
	h.released = max(h.released, page+n)
	h.mem.release(h.pageAddr(page), uintptr(n)*pageSize)
	h.dirtyWords(page, n, func(w *uint64, mask uint64, _ uint32) { *w &^= mask })
	h.dirty -= dirty
}

// eachRun calls f for the runs of ones in w.
func eachRun(w uint64, f func(i, n uint32)) {
	for w != 0 {
		i := uint32(bits.TrailingZeros64(w))
		n := uint32(bits.TrailingZeros64(^(w >> i)))
		f(i, n)
		if i+n >= 64 {
			return
		}
		w &= ^uint64(0) << (i + n)
	}
}
