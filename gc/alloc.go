package gc

import (
	"math"
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// class is where objects of one size come from: the cells of [cur, end), which
// are zero unless they are for leaves, then what is left of the current block, then the blocks to sweep.
type class struct {
	cur, end uintptr
	size     uintptr
	block    uint32 // current block, a span; 0 = none
	sweep    uint32 // first of the list of blocks with free cells
}

// runBytes bounds what is taken at a time of a run of free cells, so that what
// was zeroed is still in the cache when it is used.
const runBytes = 16 << 10

// Alloc allocates an object of size bytes, header included. The header is
// stored, all else is zero. It panics with OutOfMemory when there is no room.
func (h *Heap) Alloc(size uintptr, header uint64) uintptr {
	if size <= MaxSmall {
		c := &h.class[sizeClassTable[(size+granule-1)/granule]]
		p := c.cur
		if n := p + c.size; n <= c.end {
			c.cur = n
			abi.Store64(p, header)
			return p
		}
		p = h.refill(c, size, false)
		abi.Store64(p, header)
		return p
	}
	p := h.allocLarge(size, true)
	abi.Store64(p, header)
	return p
}

// rawBytes is the size from which on it pays to take a cell by itself, and not
// to zero it.
const rawBytes = 2 << 10

// AllocRaw is Alloc for an object whose contents the caller overwrites, before
// the next collection if they may be references: a large one is not zeroed, nor
// is one of rawBytes or more that has no references.
func (h *Heap) AllocRaw(size uintptr, header uint64) uintptr {
	if size <= MaxSmall {
		if kind := abi.Kind(header >> (8 * abi.HeaderKind)); size < rawBytes || kind == abi.KindItems || h.cfg.Poison {
			return h.Alloc(size, header)
		}
		c := &h.class[sizeClassTable[(size+granule-1)/granule]]
		p := c.cur
		if n := p + c.size; n <= c.end {
			c.cur = n
		} else {
			p = h.refill(c, size, true)
		}
		abi.Store64(p, header)
		return p
	}
	p := h.allocLarge(size, h.cfg.Poison)
	abi.Store64(p, header)
	return p
}

// IsLeaf reports whether an object of size bytes with that header may be had from
// AllocLeaf.
func IsLeaf(size uintptr, header uint64) bool {
	const numbers = 1<<abi.KindFloat | 1<<abi.KindInt64 | 1<<abi.KindComplex
	return size <= MaxLeaf && uint8(header>>(8*abi.HeaderGC)) == 0 && 1<<(header>>(8*abi.HeaderKind)&0xff)&numbers != 0
}

// MaxLeaf is the size of the largest object that AllocLeaf allocates.
const MaxLeaf = 32

// AllocLeaf allocates an object for which IsLeaf holds, a number: it refers to
// nothing, and the caller stores all of its contents. Numbers have blocks of their
// own, whose cells are not zeroed: until a collection nobody looks at one that was
// not handed out.
func (h *Heap) AllocLeaf(size uintptr, header uint64) uintptr {
	c := &h.class[leafClass[(size+granule-1)/granule]]
	p := c.cur
	if n := p + c.size; n <= c.end {
		c.cur = n
	} else {
		p = h.refill(c, size, false)
	}
	abi.Store64(p, header)
	return p
}

// BumpLeaf is Bump for objects that AllocLeaf allocates; ok is false for others.
func (h *Heap) BumpLeaf(size uintptr, header uint64) (words, cell uintptr, ok bool) {
	if !IsLeaf(size, header) {
		return 0, 0, false
	}
	c := &h.class[leafClass[(size+granule-1)/granule]]
	return uintptr(unsafe.Pointer(&c.cur)), c.size, true
}

// Bump returns the address of the two words from which compiled code can
// allocate objects of size bytes, MaxSmall at most: the next free cell, and the
// end of the free cells; and the number of bytes to advance by. Cells are zero.
// When the next one would be beyond the end, Alloc is to be called. The words
// are part of h and stay where they are.
func (h *Heap) Bump(size uintptr) (words, cell uintptr) {
	c := &h.class[sizeClassTable[(size+granule-1)/granule]]
	return uintptr(unsafe.Pointer(&c.cur)), c.size
}

// Classes returns what compiled code finds the words of Bump with for a size of
// largest at most that is not known beforehand: table has a byte for every 16
// bytes of size, rounded up, the number of the class; the words of class k are at
// first+32*k, the cell size behind them.
func (h *Heap) Classes() (table, first, largest uintptr) {
	const _ = -(unsafe.Sizeof(class{}) ^ 32) // compiled code knows that number
	return uintptr(unsafe.Pointer(&sizeClassTable)), uintptr(unsafe.Pointer(&h.class)), MaxSmall
}

// refill finds free cells for the class and allocates the first one; with raw
// set it finds just one, and does not zero that.
func (h *Heap) refill(c *class, size uintptr, raw bool) uintptr {
	h.checkIdle()
	for c.block == 0 || !h.nextRun(c, raw) {
		if id := c.sweep; id != 0 {
			c.sweep = h.spans[id].next
			c.block = id
		} else {
			c.block = 0
			c.cur, c.end = 0, 0
			c.block = h.newBlock(c, size)
		}
		h.touched = append(h.touched, c.block)
	}
	p := c.cur
	c.cur += c.size
	return p
}

// nextRun takes the next run of free cells of the current block.
func (h *Heap) nextRun(c *class, raw bool) bool {
	s := &h.spans[c.block]
	k, first := h.chunkOf(s.page)
	end := uint32(blockSize) / uint32(c.size) * uint32(c.size)
	lo := s.pos
	if !s.fresh {
		lo = skipSet(k.alloc, first, lo, end, uint32(c.size))
	}
	if lo >= end {
		s.pos = end
		c.cur, c.end = 0, 0
		return false
	}
	limit := uint32(max(c.size, runBytes/c.size*c.size))
	if raw || h.cfg.Poison {
		limit = uint32(c.size) // what is not allocated stays poisoned
	}
	hi := min(lo+limit, end)
	if !s.fresh {
		hi = min(hi, nextSet(k.alloc, first, lo, hi))
	}
	s.pos = hi
	base := h.pageAddr(s.page)
	n := uintptr(hi - lo)
	c.cur, c.end = base+uintptr(lo), base+uintptr(hi)
	if s.dirty && !raw && int(s.class) < firstLeaf {
		abi.Clear(c.cur, n)
	}
	if !k.fresh {
		k.fill(first+lo/granule, n/granule)
	}
	k.touched = true
	h.took(n)
	return true
}

// took accounts for bytes handed out.
func (h *Heap) took(n uintptr) {
	h.since += n
	if h.since >= h.budget {
		h.due()
	}
}

// skipSet returns the offset of the first cell from lo whose bit is clear.
// first is the bit of the block's first granule.
func skipSet(b *bitmap, first, lo, end, size uint32) uint32 {
	if b == nil {
		return lo
	}
	for lo < end && b.has(first+lo/granule) {
		lo += size
	}
	return lo
}

// nextSet returns the offset of the first granule from lo whose bit is set, hi
// at most.
func nextSet(b *bitmap, first, lo, hi uint32) uint32 {
	if b == nil {
		return hi
	}
	i, end := first+lo/granule, first+hi/granule
	for i < end {
		if w := b[i/64] >> (i % 64); w != 0 {
			i += uint32(bits.TrailingZeros64(w))
			return min(hi, (i-first)*granule)
		}
		i = (i | 63) + 1
	}
	return hi
}

// allocLarge allocates a span of its own.
func (h *Heap) allocLarge(size uintptr, zero bool) uintptr {
	h.checkIdle()
	if size > h.limit {
		h.outOfMemory(size)
	}
	pages := uint32((size + pageSize - 1) >> pageShift)
	id := h.takePages(pages, 1, size)
	s := &h.spans[id]
	if !h.makeRoom(h.cleanPages(s.page, pages)) {
		h.freeSpan(id)
		h.outOfMemory(size)
	}
	h.populateLarge(h.spans[id].page, pages, !zero)
	s = &h.spans[id]
	s.state = spanLarge
	h.setPages(s.page, pages, id)
	if zero {
		h.zeroDirty(s.page, pages)
	} else {
		abi.Store64(h.pageAddr(s.page), 0) // the header is looked at before it is stored
	}
	h.markDirty(s.page, pages)
	h.used += uintptr(pages)
	addr := h.pageAddr(s.page)
	k, bit := h.chunkOf(s.page)
	if !k.fresh {
		k.fill(bit, 1)
	}
	k.touched = true
	h.touched = append(h.touched, id)
	h.took(uintptr(pages) * pageSize)
	if h.used*pageSize+2*size > h.limit {
		h.fullDue = true
		h.due() // there may be no room for the next one like this
	}
	return addr
}

// Need panics as an allocation of that many bytes would that finds no room.
func (h *Heap) Need(bytes uintptr) {
	if bytes > MaxSmall && !h.CheckRoom(uint64(bytes)) {
		h.outOfMemory(bytes)
	}
}

// outOfMemory gives up. A collection may help the next attempt; until then the
// reserve can be used.
func (h *Heap) outOfMemory(size uintptr) {
	h.fullDue = true
	h.due()
	h.limit = h.cap + h.reserve()
	panic(OutOfMemory{Requested: size})
}

// Uncapped calls f. What it allocates counts against the cap only afterwards: it
// is for little things that a program does not know of.
func (h *Heap) Uncapped(f func()) {
	saved := h.limit
	defer func() { h.limit = saved }()
	h.limit = math.MaxUint
	f()
}

// checkIdle panics during a collection: its callbacks must not allocate, as the
// new object would not be marked.
func (h *Heap) checkIdle() {
	if h.collecting {
		panic("gc: allocation during a collection")
	}
}
