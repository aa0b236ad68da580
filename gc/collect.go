package gc

import (
	"math/bits"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// Collect collects now. It is legal at safepoints only.
func (h *Heap) Collect() {
	if h.collecting {
		panic("gc: Collect called during a collection")
	}
	h.collecting = true
	defer func() { h.collecting = false }()
	began := time.Now()
	h.retireRuns()
	m := &h.marker
	m.start()
	if h.cfg.Roots != nil {
		h.cfg.Roots(m)
	}
	m.Trace()
	if h.cfg.AfterMark != nil {
		h.cfg.AfterMark(m)
		m.Trace()
	}
	h.bury(m)
	h.flip()
	h.sweepSpans()
	since := h.since
	h.plan(since)
	h.keep = max(minKeep, since, h.keep/2)
	h.trim(h.used + h.keep>>pageShift)
	h.account(time.Since(began))
	h.poll.And(^uint32(abi.PollGC))
	if h.cfg.Stress {
		h.due()
	}
}

// retireRuns gives up the runs being allocated from. Their cells are zero, so
// they are not taken for objects.
func (h *Heap) retireRuns() {
	for i := range h.class {
		c := &h.class[i]
		h.since -= c.end - c.cur
		c.cur, c.end = 0, 0
		c.block, c.sweep = 0, 0
	}
}

// bury tells of the registered objects that died, in order.
func (h *Heap) bury(m *Marker) {
	live := h.finals[:0]
	for _, addr := range h.finals {
		if m.isMarked(addr) {
			live = append(live, addr)
		} else if h.cfg.Dying != nil {
			h.cfg.Dying(addr)
		}
	}
	h.finals = live
}

// flip makes the marks the bitmap of allocated cells.
func (h *Heap) flip() {
	for _, k := range h.chunks {
		if k == nil {
			continue
		}
		if k.alloc != nil {
			k.spare = k.alloc
		}
		k.alloc, k.marks = k.marks, nil
		k.fresh = false
	}
	clear(h.marker.marks)
}

// sweepSpans frees spans without live objects and queues blocks with some free
// cells to be swept when their class needs them.
func (h *Heap) sweepSpans() {
	live, objects := uintptr(0), uint64(0)
	// Backwards, so that each list starts with its lowest blocks.
	for i := len(h.spans) - 1; i > 0; i-- {
		id := uint32(i)
		s := &h.spans[id]
		switch s.state {
		case spanLarge:
			k, bit := h.chunkOf(s.page)
			if k.alloc != nil && k.alloc.has(bit) {
				live += uintptr(s.pages) * pageSize
				objects++
				continue
			}
			h.poison(h.pageAddr(s.page), uintptr(s.pages)*pageSize)
			h.used -= uintptr(s.pages)
			h.freeSpan(id)
		case spanBlock:
			n := h.sweepBlock(id)
			live += uintptr(n) * uintptr(classSizes[s.class])
			objects += uint64(n)
		}
	}
	h.stats.Live, h.stats.LiveObjects = uint64(live), objects
}

// sweepBlock frees or queues a block and returns the number of live cells.
func (h *Heap) sweepBlock(id uint32) int {
	s := &h.spans[id]
	k, first := h.chunkOf(s.page)
	n := 0
	if k.alloc != nil {
		for _, w := range k.alloc[first/64 : first/64+blockSize/granule/64] {
			n += bits.OnesCount64(w)
		}
	}
	if h.cfg.Poison {
		h.poisonBlock(s, k, first)
	}
	s.pos = 0
	s.dirty = true
	s.fresh = false
	c := &h.class[s.class]
	switch n {
	case 0:
		h.freeBlock(id)
	case blockSize / int(c.size):
		// full
	default:
		s.next = c.sweep
		c.sweep = id
	}
	return n
}

// poison fills freed memory in poison mode.
func (h *Heap) poison(addr, n uintptr) {
	if !h.cfg.Poison {
		return
	}
	b := abi.BytesAt(addr, int(n))
	for i := range b {
		b[i] = poisonByte
	}
}

func (h *Heap) poisonBlock(s *span, k *chunk, first uint32) {
	base := h.pageAddr(s.page)
	size := classSizes[s.class]
	for off := uint32(0); off+size <= blockSize; off += size {
		if k.alloc == nil || !k.alloc.has(first+off/granule) {
			h.poison(base+uintptr(off), uintptr(size))
		}
	}
}

// plan decides when the next collection is due.
func (h *Heap) plan(since uintptr) {
	h.stats.Allocated += uint64(since)
	h.since = 0
	live := uintptr(h.stats.Live)
	room := h.cap - min(h.cap, h.used*pageSize+h.foreign)
	if h.used*pageSize <= h.cap {
		h.limit = h.cap
	}
	// The less is alive, the sooner memory is reused that is still in the cache.
	budget := max(live+live/2, min(8*live, minBudget), minFirst)
	h.budget = min(budget, max(room/2, h.cap/64))
}

func (h *Heap) account(pause time.Duration) {
	s := &h.stats
	s.Collections++
	s.Pause = pause
	s.PauseMax = max(s.PauseMax, pause)
	s.PauseTotal += pause
}
