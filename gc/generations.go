package gc

import (
	"math/bits"

	"github.com/go-python/gopython/internal/abi"
)

// Most objects die young. What survived a collection is old: it stays marked, and
// a young collection marks only what is reachable from the roots, and from old
// objects that were stored into since (they are remembered by Barrier), without
// looking into other old objects. Only blocks with new objects are swept. What is
// old and dead is left to a full collection, which comes when the old objects have
// doubled, or when young ones look at so much of what is old that they save little.
//
// An old object that holds references has GCLog set unless it is remembered. After
// a collection all that is alive is old, so no old object refers to a new one.

const (
	minFirst = 1 << 20 // is allocated before a collection, at least
	minYoung = 16 << 20
	// deadWorth is what has to be dead for a collection to be worth its while where
	// nearly everything survives.
	deadWorth = 3 << 20
	// workBytes is what is to be allocated for each word that the last young
	// collection looked at: a bound on the share of time that they take.
	workBytes = 32
)

// CollectDue makes the collection that is due: of young objects if that will do.
func (h *Heap) CollectDue() {
	young := !h.fullDue && !h.Urgent() // where memory is short, what is dead goes
	if h.cfg.Stress {
		h.turn++
		young = young && h.turn%8 != 0
	}
	h.collect(young)
}

// plan decides when the next collection is due. since is what was allocated since
// the one before, which left before alive.
func (h *Heap) plan(since, before uintptr) {
	h.stats.Allocated += uint64(since)
	h.since = 0
	live := uintptr(h.stats.Live)
	room := h.cap - min(h.cap, h.used*pageSize+h.foreign)
	if h.used*pageSize <= h.cap {
		h.limit = h.cap
	}
	if h.marker.young {
		h.youngWork = uintptr(h.marker.work)
	} else {
		h.fullLive, h.fullWork = live, uintptr(h.marker.work)
		h.youngWork /= 2 // to see whether it is still as much
	}
	grown := live - min(live, before)
	// What survived is not looked at again; the rest is what was remembered.
	again := h.youngWork - min(h.youngWork, grown/abi.Word)
	full := max(live+live/2, minYoung)
	// The less is alive, the sooner memory is reused that is still in the cache.
	budget := min(full, max(h.youngWork*workBytes, min(8*live, minYoung), minFirst))
	switch {
	case again*workBytes > full || again > h.fullWork/2:
		h.fullDue = true // which would be hardly more work
		budget = full
	case live > h.fullLive+max(h.fullLive, 2*minYoung):
		h.fullDue = true
	}
	if h.marker.young && grown > since/4*3 {
		// A program that builds up its data: wait until as much as that is dead
		// if it goes on like this.
		dead := max(since-min(since, grown), 1)
		budget = max(full, min(4*minYoung, uintptr(float64(deadWorth)*float64(since)/float64(dead))))
	}
	h.budget = min(budget, max(room/2, h.cap/64))
}

// scanRemembered marks what the remembered objects refer to, and makes them
// objects that have to be remembered again.
func (h *Heap) scanRemembered(m *Marker) {
	if m.young {
		for _, addr := range h.remembered {
			m.scan(addr)
		}
	}
	h.remembered = h.remembered[:0]
}

// verifyRemembered panics when an old object refers to a new one and is not
// remembered: a barrier was forgotten.
func (h *Heap) verifyRemembered() {
	var known map[uintptr]bool
	m := &h.marker
	check := func(to uintptr) {
		start, _, ok := h.cellAt(to)
		if !ok || h.isOld(start) {
			return
		}
		if known == nil {
			known = make(map[uintptr]bool, len(h.remembered))
			for _, addr := range h.remembered {
				known[addr] = true
			}
		}
		if !known[m.holder] {
			m.bad("an old object refers to a new one, without a barrier, in "+h.describe(m.holder), uint64(to))
		}
	}
	for addr := range h.Objects() {
		if h.isOld(addr) {
			m.holder = addr
			h.references(addr, check)
		}
	}
}

// isOld reports whether the object at addr survived a collection.
func (h *Heap) isOld(addr uintptr) bool {
	off := addr - h.base
	k := h.chunks[off>>chunkShift]
	return k.marks != nil && k.marks.has(uint32(off%chunkSize/granule))
}

// references calls f for the addresses that an object refers to. Of a saved frame
// these are the words that look like references to objects.
func (h *Heap) references(addr uintptr, f func(to uintptr)) {
	hdr := abi.ObjAt[abi.Header](addr)
	l := &layouts[hdr.Kind]
	extra := hdr.GC&abi.GCExtra != 0
	frame := hdr.Kind == abi.KindItems && hdr.Aux == abi.ItemsFrame
	for words := l.words; words != 0; words &= words - 1 {
		i := bits.TrailingZeros32(words)
		v := abi.Load(addr + uintptr(i)*abi.Word)
		switch {
		case l.bufs>>i&1 == 0:
			if v.IsPtr() {
				f(v.Addr())
			}
		case v != 0:
			f(uintptr(v) - abi.BufHeader)
		}
	}
	n := uintptr(0)
	if l.slots {
		n = uintptr(hdr.Aux)
	} else if l.count != 0 {
		n = abi.LoadPtr(addr + uintptr(l.count)*abi.Word)
	}
	if h.cfg.ShapeBase != nil {
		sh := abi.ObjAt[abi.Shape](h.cfg.ShapeBase() + uintptr(hdr.Shape)*abi.ShapeSize)
		if extra {
			n += uintptr(sh.Extra)
		}
		if sh.Class.IsPtr() {
			f(sh.Class.Addr())
		}
	}
	for i, v := range abi.Values(addr+uintptr(l.size), int(n)) {
		if !v.IsPtr() {
			continue
		}
		if !frame {
			f(v.Addr())
			continue
		}
		at := addr + uintptr(l.size) + uintptr(i)*abi.Word
		if start, ok := h.ObjectAt(v.Addr()); ok && start == v.Addr() && h.stale[at] != v {
			f(v.Addr())
		}
	}
}

// noteStale notes the words of a saved frame that are references to what is gone:
// left over from calls, in the part of the stack that the frame was saved from. An
// object that is made in such a place later is none that the frame refers to.
func (h *Heap) noteStale(frame, n uintptr) {
	if h.stale == nil {
		h.stale = make(map[uintptr]abi.Value)
	}
	for at := frame; at < frame+n*abi.Word; at += abi.Word {
		v := abi.Load(at)
		if _, ok := h.ObjectAt(v.Addr()); v.IsPtr() && !ok {
			h.stale[at] = v
		} else {
			delete(h.stale, at)
		}
	}
}
