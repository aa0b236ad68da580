package gc

import (
	"math/bits"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// Collect collects everything that is dead. It is legal at safepoints only.
func (h *Heap) Collect() { h.collect(false) }

func (h *Heap) collect(young bool) {
	if h.collecting {
		panic("gc: Collect called during a collection")
	}
	h.collecting = true
	defer func() { h.collecting = false }()
	began := time.Now()
	if young && h.verifying {
		h.verifyRemembered()
	}
	h.fullDue = true // unless this ends well
	h.retireRuns(young)
	m := &h.marker
	m.start(young)
	if h.cfg.Roots != nil {
		h.cfg.Roots(m)
	}
	h.scanRemembered(m)
	m.Trace()
	if h.cfg.AfterMark != nil {
		h.cfg.AfterMark(m)
		m.Trace()
	}
	h.bury(m)
	h.flip()
	before := uintptr(h.stats.Live)
	if young {
		h.sweepTouched()
	} else {
		h.sweepSpans()
	}
	since := h.since
	h.fullDue = false
	h.plan(since, before)
	h.keep = max(minKeep, since, h.keep/2)
	h.trim(h.used + h.keep>>pageShift)
	h.account(time.Since(began))
	h.poll.And(^uint32(abi.PollGC))
	if h.cfg.Stress {
		h.due()
	}
}

// retireRuns gives up the runs being allocated from. Their cells are zero, those of
// leaves become so where it matters, so they are not taken for objects. A full collection looks at all blocks again.
func (h *Heap) retireRuns(young bool) {
	for i := range h.class {
		c := &h.class[i]
		h.since -= c.end - c.cur
		if i >= firstLeaf {
			for p := c.cur; p < c.end; p += c.size {
				abi.Store64(p, 0)
			}
		}
		c.cur, c.end = 0, 0
		c.block = 0
		if !young {
			c.sweep = 0
		}
	}
}

// bury tells of the registered objects that died, in order.
func (h *Heap) bury(m *Marker) {
	from := 0
	if m.young {
		from = h.oldFinals
	}
	live := h.finals[:from]
	for _, addr := range h.finals[from:] {
		if m.isMarked(addr) {
			live = append(live, addr)
		} else if h.cfg.Dying != nil {
			h.cfg.Dying(addr)
		}
	}
	h.finals = live
	h.oldFinals = len(live)
}

// flip makes the marks the bitmap of allocated cells.
func (h *Heap) flip() {
	for _, k := range h.chunks {
		if k == nil || h.marker.young && !k.touched && !k.fresh {
			continue // a fresh one may hold a part of a large object
		}
		switch {
		case k.marks == nil:
			k.alloc = nil
		case k.alloc == nil:
			k.alloc = new(bitmap)
			fallthrough
		default:
			*k.alloc = *k.marks
		}
		k.fresh, k.touched = false, false
	}
}

// sweepSpans frees spans without live objects and queues blocks with some free
// cells to be swept when their class needs them.
func (h *Heap) sweepSpans() {
	h.stats.Live, h.stats.LiveObjects = 0, 0
	// Backwards, so that each list starts with its lowest blocks.
	for i := len(h.spans) - 1; i > 0; i-- {
		id := uint32(i)
		s := &h.spans[id]
		switch s.state {
		case spanLarge:
			h.sweepLarge(id)
		case spanBlock:
			s.live = 0
			h.sweepBlock(id)
		}
	}
	h.touched = h.touched[:0]
}

// sweepTouched is sweepSpans for the spans that hold new objects.
func (h *Heap) sweepTouched() {
	for i := len(h.touched) - 1; i >= 0; i-- {
		id := h.touched[i]
		if h.spans[id].state == spanLarge {
			h.sweepLarge(id)
		} else {
			h.sweepBlock(id)
		}
	}
	h.touched = h.touched[:0]
}

// sweepLarge frees a large object or counts it.
func (h *Heap) sweepLarge(id uint32) {
	s := &h.spans[id]
	k, bit := h.chunkOf(s.page)
	if k.alloc != nil && k.alloc.has(bit) {
		h.stats.Live += uint64(s.pages) * pageSize
		h.stats.LiveObjects++
		return
	}
	h.poison(h.pageAddr(s.page), uintptr(s.pages)*pageSize)
	h.used -= uintptr(s.pages)
	h.freeSpan(id)
}

// sweepBlock frees or queues a block and counts its live cells.
func (h *Heap) sweepBlock(id uint32) {
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
	h.stats.Live += uint64(n-int(s.live)) * uint64(classSizes[s.class])
	h.stats.LiveObjects += uint64(n - int(s.live))
	s.live = uint16(n)
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

func (h *Heap) account(pause time.Duration) {
	s := &h.stats
	s.Collections++
	if h.marker.young {
		s.Young++
	}
	s.Pause = pause
	s.PauseMax = max(s.PauseMax, pause)
	s.PauseTotal += pause
}
