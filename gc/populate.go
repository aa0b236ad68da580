package gc

// Memory is zeroed by the system when it is touched for the first time, a page
// at a time. What is certain to be written soon is populated in larger pieces.

// populateBlocks populates the block at page, which is clean, and some of those
// behind it: free is the number of blocks from there on that are free. The larger
// the heap is, the further it looks ahead.
func (h *Heap) populateBlocks(page uint32, free int) {
	if h.used < populateFrom>>pageShift || page-h.ahead < h.aheadPages {
		return
	}
	if h.mem.populated(h.pageAddr(page+blockPages)) && page >= h.released {
		return
	}
	most := min(h.used/8, populateMost>>pageShift)
	n := uint32(blockPages)
	for i := 1; i < free && uintptr(n) < most && h.cleanPages(page+n, blockPages) == blockPages; i++ {
		n += blockPages
	}
	h.ahead, h.aheadPages = page, n
	h.mem.populate(h.pageAddr(page), uintptr(n)<<pageShift)
}

// populateLarge populates pages of a large object that are about to be written:
// all of them when that is certain, else no more than a share of the heap.
func (h *Heap) populateLarge(page, n uint32, certain bool) {
	if h.used < populateFrom>>pageShift && (!certain || n < populateFrom>>pageShift) {
		return
	}
	end := page + n
	if h.mem.populated(h.pageAddr(end)) && page >= h.released {
		return
	}
	if !certain {
		n = min(n, uint32(max(h.used/4, populateMost>>pageShift)))
	}
	if h.cleanPages(page, n) > uintptr(n/2) {
		h.mem.populate(h.pageAddr(page), uintptr(n)<<pageShift)
	}
	h.mem.moved(h.pageAddr(end))
}
