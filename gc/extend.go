package gc

// Extend makes the object at addr at least size bytes long without moving it,
// if the memory behind it is free. What is added is zero. When that is not
// possible it returns false and has changed nothing. It is for large storage:
// an object that shares a block has no more than [Heap.Size] says.
func (h *Heap) Extend(addr, size uintptr) bool {
	h.checkIdle()
	start, have, ok := h.cellAt(addr)
	switch {
	case !ok || start != addr || size > h.limit:
		return false
	case size <= have:
		return true
	case have <= MaxSmall:
		return false
	}
	page := uint32((addr - h.base) >> pageShift)
	id := h.spanAt(page)
	end := page + h.spans[id].pages
	more := uint32((size+pageSize-1)>>pageShift) - h.spans[id].pages
	right := h.freeAt(end, more)
	if right == 0 {
		return false
	}
	h.unlink(right)
	r := h.spans[right]
	h.spans[right].pages = more
	if rest := r.pages - more; rest != 0 {
		h.addFree(h.newSpan(r.page+more, rest))
	}
	if !h.makeRoom(h.cleanPages(end, more)) {
		h.freeSpan(right)
		return false
	}
	h.dropSpan(right)
	h.spans[id].pages += more
	h.setPages(end, more, id)
	h.populateLarge(end, more, false)
	h.zeroDirty(end, more)
	h.markDirty(end, more)
	h.used += uintptr(more)
	if h.isOld(addr) {
		h.stats.Live += uint64(more) * pageSize
	}
	h.took(uintptr(more) * pageSize)
	return true
}

// freeAt returns the free span at page if it has so many pages, adding chunks
// if it is the last one. It returns 0 if there is no such span.
func (h *Heap) freeAt(page, pages uint32) uint32 {
	id := h.spanAt(page)
	last := page
	if id != 0 {
		if h.spans[id].state != spanFree {
			return 0
		}
		if h.spans[id].pages >= pages {
			return id
		}
		last += h.spans[id].pages
	}
	if h.pageAddr(last) != h.mem.next(roundChunk(pages-(last-page))) || !h.grow(pages) {
		return 0
	}
	if id = h.spanAt(page); id == 0 || h.spans[id].state != spanFree || h.spans[id].pages < pages {
		return 0
	}
	return id
}

// touchedTries is how many spans Free looks at.
const touchedTries = 1024

// Free says that nothing refers to the object at addr any more, as the storage of
// something that has grown. If it is a large one that is new, its memory can be had
// again at once; all others are left to a collection.
func (h *Heap) Free(addr uintptr) {
	h.checkIdle()
	page := uint32((addr - h.base) >> pageShift)
	id := h.spanAt(page)
	s := h.spans[id]
	if s.state != spanLarge || s.page != page || h.isOld(addr) {
		return
	}
	i := len(h.touched) - 1
	for end := max(0, i-touchedTries); i >= end && h.touched[i] != id; i-- {
	}
	if i < 0 || h.touched[i] != id {
		return
	}
	h.touched[i] = h.touched[len(h.touched)-1]
	h.touched = h.touched[:len(h.touched)-1]
	k, bit := h.chunkOf(page)
	if k.alloc != nil {
		k.alloc[bit/64] &^= 1 << (bit % 64)
	}
	n := uintptr(s.pages) * pageSize
	h.poison(addr, n)
	h.used -= uintptr(s.pages)
	h.freeSpan(id)
	n = min(n, h.since)
	h.since -= n
	h.stats.Allocated += uint64(n)
}
