package gc

import (
	"math/bits"
	"unsafe"
)

// span is a run of pages.
type span struct {
	page, pages uint32
	next, prev  uint32 // list: of a bin, of blocks to sweep
	area        uint32 // of a block: its area
	pos         uint32 // of a block: offset of the first cell not looked at
	state       spanState
	class       uint8  // of a block
	live        uint16 // of a block: cells that were alive when it was swept last
	fresh       bool   // of a block: no cell was ever used
	dirty       bool   // of a block: free cells may not be zero
}

type spanState uint8

const (
	spanUnused spanState = iota // the entry is free, or being set up
	spanFree                    // in a bin
	spanArea                    // divided into blocks; pages of free blocks are its
	spanBlock
	spanLarge
)

// area is a span divided into blocks.
type area struct {
	span uint32 // 0 = the entry is free
	free uint32 // bit i set: block i is free
}

// Bins hold free spans: one for every number of pages up to exactBins, then
// one for every power of two.
const (
	exactBins = chunkPages - 1
	numBins   = exactBins + 24
	binTries  = 32 // spans looked at in a bin where not all fit
)

func binOf(pages uint32) int {
	if pages <= exactBins {
		return int(pages) - 1
	}
	return min(exactBins+bits.Len32(pages/chunkPages)-1, numBins-1)
}

func (h *Heap) newSpan(page, pages uint32) uint32 {
	id := h.spanFree
	if id != 0 {
		h.spanFree = h.spans[id].next
	} else {
		id = uint32(len(h.spans))
		h.spans = append(h.spans, span{})
	}
	h.spans[id] = span{page: page, pages: pages}
	return id
}

func (h *Heap) dropSpan(id uint32) {
	h.spans[id] = span{next: h.spanFree}
	h.spanFree = id
}

// takePages returns a span of pages whose first page is a multiple of align.
// size is what to report when there is no room.
func (h *Heap) takePages(pages, align uint32, size uintptr) uint32 {
	id := h.findFree(pages, align, binTries)
	if id == 0 && h.grow(pages+align-1) {
		id = h.findFree(pages, align, binTries)
	}
	if id == 0 {
		if id = h.findFree(pages, align, len(h.spans)); id == 0 {
			h.outOfMemory(size)
		}
	}
	h.unlink(id)
	s := h.spans[id]
	if skip := -s.page & (align - 1); skip != 0 {
		h.addFree(h.newSpan(s.page, skip))
		s.page += skip
		s.pages -= skip
	}
	if rest := s.pages - pages; rest != 0 {
		h.addFree(h.newSpan(s.page+pages, rest))
	}
	h.spans[id] = span{page: s.page, pages: pages}
	return id
}

// findFree looks for a free span that fits, at no more than tries in a bin.
func (h *Heap) findFree(pages, align uint32, tries int) uint32 {
	for bin := binOf(pages); ; bin++ {
		if bin = h.nextBin(bin); bin < 0 {
			return 0
		}
		id := h.bins[bin]
		for i := 0; id != 0 && i < tries; i++ {
			s := &h.spans[id]
			if s.pages >= pages+(-s.page&(align-1)) {
				return id
			}
			id = s.next
		}
	}
}

// nextBin returns the first bin from bin on that is not empty, or -1.
func (h *Heap) nextBin(bin int) int {
	for bin < numBins {
		if w := h.binBits[bin/64] >> (bin % 64); w != 0 {
			return bin + bits.TrailingZeros64(w)
		}
		bin = bin | 63 + 1
	}
	return -1
}

// addFree puts a span into its bin.
func (h *Heap) addFree(id uint32) {
	s := &h.spans[id]
	bin := binOf(s.pages)
	s.state = spanFree
	s.prev, s.next = 0, h.bins[bin]
	if s.next != 0 {
		h.spans[s.next].prev = id
	}
	h.bins[bin] = id
	h.binBits[bin/64] |= 1 << (bin % 64)
	h.setPages(s.page, 1, id)
	h.setPages(s.page+s.pages-1, 1, id)
}

// unlink takes a free span out of its bin.
func (h *Heap) unlink(id uint32) {
	s := &h.spans[id]
	if s.next != 0 {
		h.spans[s.next].prev = s.prev
	}
	if s.prev != 0 {
		h.spans[s.prev].next = s.next
	} else {
		bin := binOf(s.pages)
		h.bins[bin] = s.next
		if s.next == 0 {
			h.binBits[bin/64] &^= 1 << (bin % 64)
		}
	}
	s.state = spanUnused
}

// freeSpan makes a span free, joining it with free neighbours.
func (h *Heap) freeSpan(id uint32) {
	page, pages := h.spans[id].page, h.spans[id].pages
	if page > 0 {
		if left := h.spanAt(page - 1); left != 0 && h.spans[left].state == spanFree {
			h.unlink(left)
			page = h.spans[left].page
			pages += h.spans[left].pages
			h.dropSpan(left)
		}
	}
	if right := h.spanAt(page + pages); right != 0 && h.spans[right].state == spanFree {
		h.unlink(right)
		pages += h.spans[right].pages
		h.dropSpan(right)
	}
	h.spans[id] = span{page: page, pages: pages}
	h.addFree(id)
}

// spanAt returns the span that has a page, 0 if none has.
func (h *Heap) spanAt(page uint32) uint32 {
	if i := page / chunkPages; i >= uint32(len(h.chunks)) || h.chunks[i] == nil {
		return 0
	}
	id := h.chunks[page/chunkPages].span[page%chunkPages]
	if s := &h.spans[id]; page-s.page >= s.pages {
		return 0
	}
	return id
}

// roundChunk returns the bytes of the chunks that so many pages take.
func roundChunk(pages uint32) uintptr {
	return (uintptr(pages)<<pageShift + chunkSize - 1) &^ (chunkSize - 1)
}

// grow makes chunks accessible so that a free span of that many pages exists.
func (h *Heap) grow(pages uint32) bool {
	n := roundChunk(pages)
	// A free span just before what is added is part of it.
	if next := h.mem.next(chunkSize); next > h.base {
		if id := h.spanAt(uint32((next-h.base)>>pageShift) - 1); id != 0 && h.spans[id].state == spanFree {
			tail := min(h.spans[id].pages, pages-1)
			if less := roundChunk(pages - tail); h.mem.next(less) == next {
				n = less
			}
		}
	}
	if h.mem.grown >= growFrom {
		// If the range ends before, less does, too.
		if more := (h.mem.grown+n+growStep-1)&^(growStep-1) - h.mem.grown; more <= h.mem.size-h.mem.grown && h.mem.next(more) == h.mem.next(n) {
			n = more
		}
	}
	addr, ok := h.mem.grow(n)
	if !ok {
		return false
	}
	first := (addr - h.base) >> chunkShift
	for uintptr(len(h.chunks)) < first+n>>chunkShift {
		h.chunks = append(h.chunks, nil)
	}
	for i := first; i < first+n>>chunkShift; i++ {
		h.chunks[i] = &chunk{fresh: true}
	}
	h.freeSpan(h.newSpan(uint32(first*chunkPages), uint32(n>>pageShift)))
	return true
}

// makeRoom sees to it that so many more pages can become dirty without
// exceeding the cap, giving back free memory when needed.
func (h *Heap) makeRoom(pages uintptr) bool {
	limit := (h.limit - min(h.limit, h.foreign)) >> pageShift
	if h.dirty+pages <= limit {
		return true
	}
	if pages > limit {
		return false
	}
	h.trim(limit - pages)
	return h.dirty+pages <= limit
}

// trim gives free memory back until no more than so many pages are dirty.
func (h *Heap) trim(limit uintptr) {
	for bin := numBins - 1; bin >= 0 && h.dirty > limit; bin-- {
		for id := h.bins[bin]; id != 0 && h.dirty > limit; id = h.spans[id].next {
			s := &h.spans[id]
			// No more than needed, unless part of that was given back before.
			n := uint32(min(uintptr(s.pages), (h.dirty-limit+15)&^15))
			h.release(s.page+s.pages-n, n)
			if h.dirty > limit {
				h.release(s.page, s.pages)
			}
		}
	}
	for i := len(h.areas) - 1; i >= 0 && h.dirty > limit; i-- {
		a := &h.areas[i]
		if a.span == 0 || a.free == 0 {
			continue
		}
		page := h.spans[a.span].page
		eachRun(uint64(a.free), func(i, n uint32) {
			h.release(page+i*blockPages, n*blockPages)
		})
	}
}

// newBlock returns a block for the class.
func (h *Heap) newBlock(c *class, size uintptr) uint32 {
	i := h.areaHint
	for i < len(h.areas) && h.areas[i].free == 0 {
		i++
	}
	h.areaHint = i
	if i == len(h.areas) {
		i = h.newArea(size)
	}
	a := &h.areas[i]
	n := uint32(bits.TrailingZeros32(a.free))
	page := h.spans[a.span].page + n*blockPages
	clean := h.cleanPages(page, blockPages)
	if !h.makeRoom(clean) {
		h.outOfMemory(size)
	}
	if clean == blockPages {
		h.populateBlocks(page, bits.TrailingZeros32(^(a.free >> n)))
	}
	dirty := h.cleanPages(page, blockPages) < blockPages
	if k, _ := h.chunkOf(page); k.fresh && dirty {
		h.zeroDirty(page, blockPages) // it was freed at once; see chunk.alloc
		dirty = false
	}
	id := h.newSpan(page, blockPages)
	a.free &^= 1 << n
	s := &h.spans[id]
	s.state = spanBlock
	s.class = uint8((uintptr(unsafe.Pointer(c)) - uintptr(unsafe.Pointer(&h.class))) / unsafe.Sizeof(class{}))
	s.area = uint32(i)
	s.fresh = true
	s.dirty = dirty
	h.setPages(page, blockPages, id)
	h.setLeaves(page, int(s.class) >= firstLeaf)
	h.markDirty(page, blockPages)
	h.used += blockPages
	return id
}

// newArea returns the index of a new area.
func (h *Heap) newArea(size uintptr) int {
	id := h.takePages(areaPages, blockPages, size)
	h.spans[id].state = spanArea
	h.setPages(h.spans[id].page, areaPages, id)
	i := 0
	for i < len(h.areas) && h.areas[i].span != 0 {
		i++
	}
	if i == len(h.areas) {
		h.areas = append(h.areas, area{})
	}
	h.areas[i] = area{span: id, free: 1<<areaBlocks - 1}
	h.areaHint = min(h.areaHint, i)
	return i
}

// freeBlock returns a block to its area, and the area to the free spans when
// it is empty.
func (h *Heap) freeBlock(id uint32) {
	s := h.spans[id]
	h.used -= blockPages
	h.setLeaves(s.page, false)
	h.dropSpan(id)
	a := &h.areas[s.area]
	h.setPages(s.page, blockPages, a.span)
	a.free |= 1 << ((s.page - h.spans[a.span].page) / blockPages)
	h.areaHint = min(h.areaHint, int(s.area))
	if a.free == 1<<areaBlocks-1 {
		h.freeSpan(a.span)
		*a = area{}
	}
}
