package gc

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// Config says how a heap behaves. The zero value works.
type Config struct {
	// MaxBytes caps the memory that objects occupy; 0 means no cap but the
	// size of the address range.
	MaxBytes uint64
	// Poll gets the bit abi.PollGC when a collection is due.
	Poll *atomic.Uint32
	// Stress makes a collection due at every safepoint.
	Stress bool
	// Poison fills freed cells with 0xdb, so that a stale reference shows.
	Poison bool
	// Roots reports everything that is reachable from outside the heap.
	Roots func(*Marker)
	// AfterMark is called when everything reachable is marked. It may look at
	// what is marked, and mark more.
	AfterMark func(*Marker)
	// Dying is called for each object registered by RegisterFinal that did not
	// get marked. The object, and all that it refers to, are still intact.
	Dying func(addr uintptr)
	// ShapeBase returns the address of the table of shapes.
	ShapeBase func() uintptr
}

// OutOfMemory is what Alloc panics with when the cap, or the system's memory,
// is exhausted. The heap stays usable.
type OutOfMemory struct {
	Requested uintptr // bytes
}

func (e OutOfMemory) Error() string {
	return fmt.Sprintf("out of memory allocating %d bytes", e.Requested)
}

// Heap is an isolate's heap.
type Heap struct {
	class [numClasses]class

	base   uintptr // of the address range; chunks[i] is at base + i*chunkSize
	chunks []*chunk
	mem    region

	spans    []span // spans[0] is never used
	spanFree uint32 // recycled entries of spans
	bins     [numBins]uint32
	binBits  [(numBins + 63) / 64]uint64
	areas    []area
	areaHint int // no area before it has a free block

	cap   uintptr // bytes
	limit uintptr // bytes: the cap, or a reserve more; see outOfMemory
	// foreign is the number of bytes outside the heap that its objects keep.
	foreign uintptr

	dirty uintptr // pages that hold data, or did and were not given back
	used  uintptr // pages of blocks and large objects

	// ahead is the first of the pages that were populated last for blocks.
	ahead, aheadPages uint32
	// released is behind the last of the pages that were given back.
	released uint32

	since  uintptr // bytes handed out since the last collection
	budget uintptr // a collection is due when since reaches it
	keep   uintptr // bytes of free memory not to give back

	// Generations; see generations.go.
	remembered []uintptr // old objects that were stored into
	touched    []uint32  // spans that hold new objects
	oldFinals  int       // of finals that many are old
	fullDue    bool      // the next collection is to be a full one
	fullLive   uintptr   // what was alive in the last full collection, bytes
	fullWork   uintptr   // words that it looked at
	youngWork  uintptr   // words that young collections looked at lately
	verifying  bool      // verify the remembered set in each young collection
	// stale are words of saved frames that no object was at in the collection which
	// last looked at them. Only when verifying.
	stale map[uintptr]abi.Value
	turn  int // of young and full collections under stress

	finals     []uintptr
	marker     Marker
	poll       *atomic.Uint32
	cfg        Config
	stats      Stats
	collecting bool
}

// Stats describes a heap.
type Stats struct {
	InUse       uint64        // bytes of objects: live after the last collection, and allocated since
	Live        uint64        // bytes that the last collection found alive
	LiveObjects uint64        // number of objects that it found
	Committed   uint64        // bytes that the heap occupies; what the cap counts
	Reserved    uint64        // bytes of address space
	Cap         uint64        // the most that Committed can be
	Allocated   uint64        // bytes allocated in total
	Collections uint64        // number of collections
	Pause       time.Duration // of the last collection
	PauseMax    time.Duration
	PauseTotal  time.Duration
	Young       uint64 // collections of young objects only, among Collections
}

const (
	minReserve     = 64 << 20
	defaultReserve = 64 << 30
	// sharedReserve is the number of heaps that may have the default: more
	// divide the address space among them.
	sharedReserve = 128

	minKeep = 32 << 20
)

// openHeaps counts the heaps of the process.
var openHeaps atomic.Int64

func reserveSize(maxBytes uint64) uint64 {
	size := uint64(defaultReserve)
	if n := openHeaps.Load() / sharedReserve; n > 1 {
		size /= uint64(n)
	}
	if maxBytes != 0 {
		// Half as much again, as free memory may be in pieces.
		want := max(minReserve, maxBytes+maxBytes/2)
		if want < size || maxBytes > defaultReserve {
			size = want
		}
	}
	size = min(size, uint64(^uintptr(0)>>2))
	return max(minReserve, size) &^ (chunkSize - 1)
}

// New makes an empty heap. It reserves address space and nothing else.
func New(cfg Config) (*Heap, error) {
	h := &Heap{cfg: cfg, poll: cfg.Poll, spans: make([]span, 1, 16)}
	if h.poll == nil {
		h.poll = new(atomic.Uint32)
	}
	if err := h.mem.reserve(uintptr(reserveSize(cfg.MaxBytes))); err != nil {
		return nil, fmt.Errorf("gc: reserving address space: %w", err)
	}
	openHeaps.Add(1)
	h.base = h.mem.base
	h.cap = h.mem.size
	if m := uintptr(cfg.MaxBytes); m != 0 && m < h.cap {
		h.cap = m
	}
	h.limit = h.cap
	h.setClasses()
	h.marker.h = h
	h.fullDue = true // the first one makes everything old
	h.verifying = cfg.Stress
	h.plan(0, 0)
	if cfg.Stress {
		h.due()
	}
	return h, nil
}

func (h *Heap) setClasses() {
	for i := range h.class {
		h.class[i].size = uintptr(classSizes[i])
	}
}

// Close gives all memory back. Nothing may refer to it any more.
func (h *Heap) Close() error {
	if h.mem.size == 0 {
		return nil
	}
	err := h.mem.close()
	openHeaps.Add(-1)
	*h = Heap{poll: h.poll}
	h.setClasses() // so that a late Alloc fails as it does without memory
	return err
}

// due asks for a collection.
func (h *Heap) due() { h.poll.Or(abi.PollGC) }

// Stats describes the heap. It is for the goroutine that owns the heap.
func (h *Heap) Stats() Stats {
	s := h.stats
	unused := uintptr(0)
	for i := range h.class {
		unused += h.class[i].end - h.class[i].cur
	}
	s.InUse = s.Live + uint64(h.since-unused)
	s.Allocated += uint64(h.since - unused)
	s.Committed = uint64(h.dirty) * pageSize
	s.Reserved = uint64(h.mem.size)
	s.Cap = uint64(h.cap)
	return s
}

// CheckRoom reports whether there is room for bytes more under the cap. When
// there is none it asks for a collection, which may make some.
func (h *Heap) CheckRoom(bytes uint64) bool {
	limit := h.limit - min(h.limit, h.used*pageSize+h.foreign)
	if bytes <= uint64(limit) {
		return true
	}
	h.fullDue = true
	h.due()
	return false
}

// HasRoom is CheckRoom without consequences.
func (h *Heap) HasRoom(bytes uintptr) bool { return h.used*pageSize+h.foreign+bytes <= h.limit }

// reserve is how far the cap may be exceeded by those who handle that there is no
// more memory.
func (h *Heap) reserve() uintptr { return min(1<<20, h.cap/16, h.mem.size-h.cap) }

// Urgent reports whether a collection that is due should not wait for a loop or
// a call: more than half of the cap is used.
func (h *Heap) Urgent() bool { return h.used*pageSize+h.foreign > h.limit/2 }

// Foreign notes that objects keep so many bytes more (or less) outside the heap.
// They count under the cap, and towards the next collection.
func (h *Heap) Foreign(bytes int) {
	if bytes < 0 {
		h.foreign -= min(h.foreign, uintptr(-bytes))
		return
	}
	h.foreign += uintptr(bytes)
	h.took(uintptr(bytes))
}

// Barrier must be called before a reference is stored into the object at obj,
// unless the object is fresh: no safepoint was passed since it was allocated.
func (h *Heap) Barrier(obj uintptr) {
	if abi.Load8(obj+abi.HeaderGC)&uint8(abi.GCLog) != 0 {
		h.remember(obj)
	}
}

// remember puts an old object into the remembered set.
func (h *Heap) remember(obj uintptr) {
	gc := obj + abi.HeaderGC
	abi.Store8(gc, abi.Load8(gc)&^uint8(abi.GCLog))
	h.remembered = append(h.remembered, obj)
}

// RegisterFinal has Config.Dying called when the object at addr dies. Objects
// die in the order in which they were registered.
func (h *Heap) RegisterFinal(addr uintptr) {
	gc := addr + abi.HeaderGC
	flags := abi.Load8(gc)
	if flags&uint8(abi.GCFinal) != 0 {
		return
	}
	abi.Store8(gc, flags|uint8(abi.GCFinal))
	h.finals = append(h.finals, addr)
}
